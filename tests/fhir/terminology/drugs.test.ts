/** The table of drugs against the clinical reference 5.9, written down again here: code and name were seen together there. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findDrugs } from '../../../src/fhir/terminology/drugs.ts';
import { drugsNamed, INGREDIENTS } from '../../../src/fhir/terminology/drug-names.ts';

const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';

const ANTINEOPLASTIC =
  'cyclophosphamide:3002 doxorubicin:3639 epirubicin:3995 idarubicin:5650 daunorubicin:3109 bleomycin:1622 paclitaxel:56946 nab-paclitaxel:486610 docetaxel:72962 cabazitaxel:996051 carboplatin:40048 cisplatin:2555 oxaliplatin:32592 gemcitabine:12574 pemetrexed:68446 fluorouracil:4492 capecitabine:194000 irinotecan:51499 topotecan:57308 etoposide:4179 vinorelbine:39541 vinblastine:11198 vincristine:11202 methotrexate:6851 cytarabine:3041 azacitidine:1251 decitabine:15657 fludarabine:24698 bendamustine:134547 ifosfamide:5657 dacarbazine:3098 temozolomide:37776 lomustine:6466 carmustine:2105 melphalan:6718 busulfan:1828 lurbinectedin:2374729 trifluridine:10803 bevacizumab:253337 ramucirumab:1535922 cetuximab:318341 panitumumab:263034 trastuzumab:224905 pertuzumab:1298944 enfortumab:2268307 brentuximab:1147320 polatuzumab:2174090 rituximab:121191 obinutuzumab:974779 daratumumab:1721947 isatuximab:2282018 elotuzumab:1726104 pembrolizumab:1547545 nivolumab:1597876 ipilimumab:1094833 atezolizumab:1792776 durvalumab:1919503 avelumab:1875534 cemiplimab:2058826 dostarlimab:2539967 bortezomib:358258 carfilzomib:1302966 ixazomib:1723735 lenalidomide:342369 pomalidomide:1369713 thalidomide:10432 imatinib:282388 dasatinib:475342 nilotinib:662281 bosutinib:1307619 ponatinib:1364347 asciminib:2584304 erlotinib:337525 gefitinib:328134 afatinib:1430438 osimertinib:1721560 dacomitinib:2058849 alectinib:1727455 brigatinib:1921217 ceritinib:1535457 crizotinib:1148495 lorlatinib:2103164 sotorasib:2550714 adagrasib:2625882 capmatinib:2362165 tepotinib:2477103 selpercatinib:2370147 pralsetinib:2394936 dabrafenib:1424911 trametinib:1425099 vemurafenib:1147220 encorafenib:2049106 binimetinib:2049122 cobimetinib:1722365 sunitinib:357977 sorafenib:495881 pazopanib:714438 axitinib:1242999 cabozantinib:1363268 lenvatinib:1603296 regorafenib:1312397 tivozanib:2534233 everolimus:141704 temsirolimus:657797 palbociclib:1601374 ribociclib:1873916 abemaciclib:1946825 lapatinib:480167 neratinib:1940643 tucatinib:2361285 alpelisib:2169285 ibrutinib:1442981 acalabrutinib:1986808 zanubrutinib:2262435 pirtobrutinib:2629338 venetoclax:1747556 idelalisib:1544460 olaparib:1597582 rucaparib:1862579 ruxolitinib:1193326 gilteritinib:2105806 midostaurin:1919083 ivosidenib:2049873 blinatumomab:1597258 axicabtagene:1987398 tisagenlecleucel:1986438';
const ENDOCRINE =
  'abiraterone:1100072 enzalutamide:1307298 apalutamide:1999574 bicalutamide:83008 leuprolide:42375 goserelin:50610 degarelix:475230 relugolix:2472778 tamoxifen:10324 anastrozole:84857 letrozole:72965';
const OPIOIDS =
  'morphine:7052 oxycodone:7804 hydromorphone:3423 hydrocodone:5489 oxymorphone:7814 fentanyl:4337 methadone:6813 tapentadol:787390 tramadol:10689 codeine:2670 meperidine:6754 buprenorphine:1819 sufentanil:56795 remifentanil:73032';
const NAMES_ONLY =
  'mitoxantrone, mitomycin, ixabepilone, trastuzumab emtansine, talazoparib, exemestane, fulvestrant, toremifene, darolutamide, chlorambucil, hydroxyurea, mercaptopurine, tipiracil, trastuzumab deruxtecan, sacituzumab govitecan, datopotamab, mirvetuximab, tisotumab, amivantamab, lazertinib, tarlatamab, teclistamab, talquetamab, elranatamab, epcoritamab, glofitamab, mosunetuzumab, loncastuximab, tremelimumab, relatlimab, zolbetuximab, elacestrant, capivasertib, inavolisib, fruquintinib, erdafitinib, belzutifan, avapritinib, ripretinib, niraparib, eribulin, trabectedin, selinexor, lutetium Lu-177, radium-223, arsenic trioxide, tretinoin, asparaginase, procarbazine, mitotane, interferon alfa';

const pairs = (written: string): readonly (readonly [name: string, code: string])[] =>
  written.split(' ').map((one) => [one.split(':')[0] ?? '', one.split(':')[1] ?? '']);
const byCode = (code: string, display: string | null = null) => findDrugs([{ system: RXNORM, code, display }], '');
const byText = (text: string) => findDrugs([], text);

describe('ingredient codes', () => {
  const all = [...pairs(ANTINEOPLASTIC), ...pairs(ENDOCRINE), ...pairs(OPIOIDS)];

  test('the table holds these codes and no other', () => {
    expect([...INGREDIENTS].map(([code, { name }]) => `${name}:${code}`).toSorted()).toEqual(
      all.map(([name, code]) => `${name}:${code}`).toSorted(),
    );
  });

  test.each(all)('%s is found by name', (name) => {
    expect(drugsNamed(`${name} 10 MG`).map((one) => one.name)).toEqual([name]);
  });

  test.each([...pairs(ANTINEOPLASTIC), ...pairs(ENDOCRINE)])('%s by its code', (name, code) => {
    expect(byCode(code).drugs.map((one) => one.name)).toEqual([name]);
  });

  test.each([
    ['antineoplastic', ANTINEOPLASTIC],
    ['endocrine', ENDOCRINE],
    ['opioid', OPIOIDS],
  ])('all are %s', (kind, written) => {
    expect(new Set(pairs(written).map(([, code]) => INGREDIENTS.get(code)?.kind))).toEqual(new Set([kind]));
  });
});

test.each(NAMES_ONLY.split(', '))('%s is found by name', (name) => {
  const { drugs, unknownAntineoplastic } = byText(`${name} injection`);
  expect(drugs).toHaveLength(1);
  expect(drugs[0]?.kind).toMatch(/antineoplastic|endocrine/);
  expect(unknownAntineoplastic).toBe(false);
});

describe('words', () => {
  test.each([
    ['DOCEtaxel 20 MG/ML Injection', ['docetaxel']],
    ['Taxotere', ['docetaxel']],
    ['ado-trastuzumab emtansine (Kadcyla)', ['trastuzumab-emtansine']],
    ['fam-trastuzumab deruxtecan-nxki', ['trastuzumab-deruxtecan']],
    ['pertuzumab / trastuzumab / hyaluronidase', ['pertuzumab', 'trastuzumab']],
    ['paclitaxel protein-bound particles', ['nab-paclitaxel']],
    ['bevacizumab-awwb', ['bevacizumab']],
    ['trifluridine / tipiracil', ['trifluridine']],
    ['mFOLFOX: 5-FU', ['fluorouracil']],
    ['cytarabine liposome / daunorubicin', ['cytarabine', 'daunorubicin']],
    ['Interferon beta-1a', []],
    ['fluorouracilish', []],
    ['leucovorin', []],
    ['megestrol acetate', []],
    ['semaglutide (Wegovy)', ['semaglutide']],
    ['lisinopril / hydrochlorothiazide', ['hydrochlorothiazide']],
    ['lithium carbonate', ['lithium']],
  ])('%s', (text, names) => {
    expect(byText(text).drugs.map(({ name }) => name)).toEqual(names);
  });

  test.each([
    'foobartinib',
    'chemotherapy per protocol',
    'zzzcitabine',
    'zanidatamab-hrii 300 mg',
    'vorasidenib',
    'revumenib',
    'telisotuzumab vedotin',
    'foobarmab tirumotecan',
    'obecabtagene autoleucel',
    'ivonescimab',
    'tebentafusp-tebn',
    'inotuzumab ozogamicin',
    'tazemetostat',
    'divarasib',
    'anlotinib',
    'Zynyz 500 mg',
    'ziv-aflibercept (Zaltrap)',
  ])('%s looks like a cancer drug', (text) => {
    expect(byText(text).unknownAntineoplastic).toBe(true);
  });

  test.each([
    'tofacitinib',
    'deucravacitinib',
    'povorcitinib',
    'nintedanib',
    'remibrutinib',
    'fostamatinib',
    'leniolisib',
    'emtricitabine',
    'metformin',
    'givinostat',
    'gentamicin',
    'immune globulin',
    'loperamide',
    'natalizumab',
    'adalimumab',
    'infliximab',
    'denosumab',
    'ustekinumab',
    'tocilizumab',
    'vedolizumab',

    'omalizumab',
    'secukinumab',
    'dupilumab',
    'eculizumab',
    'belimumab',
    'ocrelizumab',
    'ublituximab',
    'siltuximab',
    'lecanemab',
    'evolocumab',
    'teplizumab',
    'golimumab',
    'rozanolixizumab',
    'bimekizumab',
    'fremanezumab',
  ])('%s does not', (text) => {
    expect(byText(text).unknownAntineoplastic).toBe(false);
  });

  test.each([
    'FOLFOX',
    'mFOLFOX6 cycle 4',
    'FOLFIRINOX',
    'mFOLFIRINOX',
    'FOLFIRI',
    'FOLFOXIRI',
    'XELOX',
    'CAPOX',
    'FLOT',
    'R-CHOP',
    'R-CHOP cycle 3',
    'CHOP',
    'ABVD',
    'BEACOPP',
    'escBEACOPP',
    'Hyper-CVAD',
    'DA-EPOCH-R',
    'TCHP',
    'VRd',
    'AC-T',
    'ddAC',
    'EC-T',
    'AC chemotherapy',
    'EC regimen',
    'CyBorD',
    'CMF',
    'FEC-D',
    'ddMVAC',
    'BEP',
  ])('%s is a regimen whose drugs are not told', (text) => {
    expect(byText(text)).toMatchObject({ drugs: [], unknownAntineoplastic: true });
  });

  test.each([
    'aspirin EC 81 mg tablet',
    'omeprazole 20 mg AC',
    'ACT fluoride rinse',
    'rice bran',
    'ice chips',
    'PCV 13 vaccine',
    'ondansetron 8 mg for chemotherapy-induced nausea',
    'pegfilgrastim after R-CHOP',
    'leucovorin (FOLFOX)',
    'chemotherapy spill kit',
    'pork chop extract',
    'take 1 tablet AC x 7 days',
    'ECT premedication',
  ])('%s is none', (text) => {
    expect(byText(text).unknownAntineoplastic).toBe(false);
  });

  test.each([
    ['mitomycin 40 mg bladder instillation', true],
    ['mitomycin 40 mg instilled into the bladder', true],
    ['mitomycin for pyelocalyceal solution', true],
    ['fluorouracil 5 %', true],
    ['fluorouracil (EFUDEX) 0.5 % external', true],
    ['fluorouracil 50 MG/ML Injection', false],
    ['fluorouracil 2400 mg in dextrose 5 %', false],
    ['mitomycin 20 mg injection', false],
  ])('%s is a local form: %s', (text, local) => {
    expect(byText(text).local).toBe(local);
  });

  test('HCPCS J9xxx and ATC L01 are cancer drugs whose name is not known', () => {
    const hcpcs = 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets';
    const atc = 'http://www.whocc.no/atc';
    expect(findDrugs([{ system: hcpcs, code: 'J9999', display: null }], '').unknownAntineoplastic).toBe(true);
    expect(findDrugs([{ system: hcpcs, code: 'J1100', display: 'Dexamethasone' }], '').unknownAntineoplastic).toBe(
      false,
    );
    expect(findDrugs([{ system: atc, code: 'L01XX05', display: null }], '').unknownAntineoplastic).toBe(true);
    expect(findDrugs([{ system: atc, code: 'L01CD01', display: 'paclitaxel' }], '').drugs).toHaveLength(1);
    expect(findDrugs([{ system: atc, code: 'L04AX03', display: null }], '').told).toBe(false);
  });

  test('a code alone that we do not know tells nothing', () => {
    expect(byCode('314231').told).toBe(false);
    expect(byCode('314231', 'Simvastatin 10 MG Oral Tablet').told).toBe(true);
  });
});

describe('opioids for pain', () => {
  test.each([
    ['morphine sulfate 15 MG Extended Release Oral Tablet', true],
    ['acetaminophen 325 MG / oxycodone hydrochloride 5 MG Oral Tablet', true],
    ['72 HR fentanyl 0.025 MG/HR Transdermal System', true],
    ['buprenorphine 0.01 MG/HR Transdermal System', true],
    ['sufentanil 0.03 MG Sublingual Tablet', true],
    ['Tylenol #3', true],
    ['TYLENOL No. 4 tablet', true],
    ['Tylenol 325 mg #30', false],
    ['Tylenol 325 mg 3 times a day', false],
    ['1 ML morphine sulfate 10 MG/ML Injection', false],
    ['2 ML fentanyl 0.05 MG/ML Injection', false],
    ['1 ML sufentanil 0.05 MG/ML Injection', false],
    ['remifentanil 1 MG', false],
    ['buprenorphine 8 MG / naloxone 2 MG Sublingual Film', false],
    ['codeine phosphate 2 MG/ML / guaifenesin 20 MG/ML Oral Solution', false],
    ['homatropine methylbromide 1.5 MG / hydrocodone bitartrate 5 MG Oral Tablet', false],
    ['opium tincture 100 MG/ML Oral Solution', false],
    ['loperamide', false],
  ])('%s: %s', (text, counts) => {
    expect(byText(text).drugs.some(({ kind }) => kind === 'opioid')).toBe(counts);
  });

  test.each([
    ['2103192', true],
    ['56795', false],
    ['73032', false],
    ['7052', true],
    ['1010600', false],
    ['995868', false],
  ])('by code alone: %s', (code, counts) => {
    expect(byCode(code).drugs.length > 0).toBe(counts);
    expect(byCode(code).told).toBe(true);
  });
});

/** Value sets with displays lie beside the project, not in it. */
const SHARED = join(import.meta.dirname, '../../../../shared/terminology');
const present = existsSync(join(SHARED, 'treatment.json'));

describe.runIf(present)('value sets beside the project', () => {
  interface ValueSet {
    readonly id: string;
    readonly codes: Readonly<Record<string, readonly (readonly [string, string | null])[]>>;
  }
  const displays = (file: string, id: string): readonly (readonly [string, string | null])[] =>
    (JSON.parse(readFileSync(join(SHARED, file), 'utf8')) as readonly ValueSet[]).find((one) => one.id === id)?.codes[
      RXNORM
    ] ?? [];

  // No row where the sets are not there: what is left out is no test that was skipped.
  test.each(
    present
      ? ['every agent of the chemotherapy set is found by code alone, and is the ingredient that its display names']
      : [],
  )('%s', () => {
    const codes = displays('treatment.json', '2.16.840.1.113762.1.4.1248.355');
    expect(codes.length).toBeGreaterThan(150);
    for (const [code, display] of codes) {
      const { drugs } = byCode(code);
      expect([code, drugs.length > 0]).toEqual([code, true]);
      for (const { name } of drugs)
        expect(
          display?.toLowerCase().replace('pegaspargase', 'asparaginase').replace(' ', '-') + ' ' + display,
        ).toContain(name === 'arsenic-trioxide' ? 'arsenic' : name);
    }
  });

  test.each(present ? ['every opioid is known by code, and counts only when its display is one for pain'] : [])(
    '%s',
    () => {
      for (const [code, display] of displays('opioid.json', '2.16.840.1.113762.1.4.1196.226')) {
        const found = byCode(code);
        expect([code, found.told]).toEqual([code, true]);
        expect([display, found.drugs.length > 0]).toEqual([display, byText(display ?? '').drugs.length > 0]);
        for (const { name } of found.drugs) expect(display?.toLowerCase()).toContain(name);
      }
    },
  );
});
