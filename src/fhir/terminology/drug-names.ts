/**
 * The drugs that rules know: name, brands as they are commonly written, RxNorm ingredient code, kind and substitution class.
 *
 * Source: clinical reference 5.9. A code stands only where the reference has seen code and name together; drugs without one
 * are found by name. Agents of the VSAC set "Chemotherapy Agents for Advanced Cancer" (2.16.840.1.113762.1.4.1248.355)
 * that the reference does not list are here by name too, so that no order for one of them is taken for nothing.
 * Megestrol, leucovorin, steroids, growth factors and bone agents are no cancer treatment (3.4) and are left out on purpose.
 */
import type { CancerSite } from '../../domain/chart/cancer.ts';
import type { Drug } from '../../domain/chart/records.ts';

/**
 * One line a drug: "name other names and brands, RxNorm code, class". Names of several words are written with "_" and are
 * found when all of their words are there. A class is given only where another drug may take this one's place inside a
 * line of therapy (3.4, lines item 3); else a drug is a class of its own.
 */
const ANTINEOPLASTIC = `
cyclophosphamide cytoxan 3002
doxorubicin adriamycin doxil lipodox 3639 anthracycline
epirubicin ellence 3995 anthracycline
idarubicin idamycin 5650
daunorubicin vyxeos 3109
bleomycin 1622
paclitaxel taxol onxol 56946 taxane
nab-paclitaxel nab_paclitaxel paclitaxel_protein_bound paclitaxel_albumin abraxane 486610 taxane
docetaxel taxotere 72962 taxane
cabazitaxel jevtana 996051
carboplatin paraplatin 40048 platinum
cisplatin platinol 2555 platinum
oxaliplatin eloxatin 32592
gemcitabine gemzar infugem 12574
pemetrexed alimta pemfexy 68446
fluorouracil adrucil 5fu 5_fu 4492 fluoropyrimidine
capecitabine xeloda 194000 fluoropyrimidine
irinotecan camptosar onivyde 51499
topotecan hycamtin 57308
etoposide vepesid toposar 4179
vinorelbine navelbine 39541
vinblastine 11198
vincristine marqibo 11202
methotrexate trexall otrexup rasuvo xatmep 6851
cytarabine 3041
azacitidine vidaza onureg 1251
decitabine dacogen inqovi 15657
fludarabine 24698
bendamustine treanda bendeka belrapzo 134547
ifosfamide ifex 5657
dacarbazine 3098
temozolomide temodar 37776
lomustine gleostine 6466
carmustine bicnu 2105
melphalan alkeran evomela 6718
busulfan busulfex myleran 1828
lurbinectedin zepzelca 2374729
trifluridine lonsurf tipiracil 10803
bevacizumab avastin mvasi zirabev alymsys vegzelma 253337
ramucirumab cyramza 1535922
cetuximab erbitux 318341
panitumumab vectibix 263034
trastuzumab herceptin hylecta kanjinti ogivri trazimera herzuma ontruzant phesgo 224905
pertuzumab perjeta 1298944
enfortumab padcev 2268307
brentuximab adcetris 1147320
polatuzumab polivy 2174090
rituximab rituxan truxima ruxience riabni mabthera 121191
obinutuzumab gazyva 974779
daratumumab darzalex 1721947
isatuximab sarclisa 2282018
elotuzumab empliciti 1726104
pembrolizumab keytruda 1547545
nivolumab opdivo opdualag 1597876
ipilimumab yervoy 1094833
atezolizumab tecentriq 1792776
durvalumab imfinzi 1919503
avelumab bavencio 1875534
cemiplimab libtayo 2058826
dostarlimab jemperli 2539967
bortezomib velcade 358258
carfilzomib kyprolis 1302966
ixazomib ninlaro 1723735
lenalidomide revlimid 342369
pomalidomide pomalyst 1369713
thalidomide thalomid 10432
imatinib gleevec glivec 282388
dasatinib sprycel 475342
nilotinib tasigna 662281
bosutinib bosulif 1307619
ponatinib iclusig 1364347
asciminib scemblix 2584304
erlotinib tarceva 337525
gefitinib iressa 328134
afatinib gilotrif 1430438
osimertinib tagrisso 1721560
dacomitinib vizimpro 2058849
alectinib alecensa 1727455
brigatinib alunbrig 1921217
ceritinib zykadia 1535457
crizotinib xalkori 1148495
lorlatinib lorbrena 2103164
sotorasib lumakras 2550714
adagrasib krazati 2625882
capmatinib tabrecta 2362165
tepotinib tepmetko 2477103
selpercatinib retevmo 2370147
pralsetinib gavreto 2394936
dabrafenib tafinlar 1424911
trametinib mekinist 1425099
vemurafenib zelboraf 1147220
encorafenib braftovi 2049106
binimetinib mektovi 2049122
cobimetinib cotellic 1722365
sunitinib sutent 357977
sorafenib nexavar 495881
pazopanib votrient 714438
axitinib inlyta 1242999
cabozantinib cabometyx cometriq 1363268
lenvatinib lenvima 1603296
regorafenib stivarga 1312397
tivozanib fotivda 2534233
everolimus afinitor 141704
temsirolimus torisel 657797
palbociclib ibrance 1601374
ribociclib kisqali 1873916
abemaciclib verzenio 1946825
lapatinib tykerb 480167
neratinib nerlynx 1940643
tucatinib tukysa 2361285
alpelisib piqray 2169285
ibrutinib imbruvica 1442981
acalabrutinib calquence 1986808
zanubrutinib brukinsa 2262435
pirtobrutinib jaypirca 2629338
venetoclax venclexta 1747556
idelalisib zydelig 1544460
olaparib lynparza 1597582
rucaparib rubraca 1862579
ruxolitinib jakafi opzelura 1193326
gilteritinib xospata 2105806
midostaurin rydapt 1919083
ivosidenib tibsovo 2049873
blinatumomab blincyto 1597258
axicabtagene yescarta 1987398
tisagenlecleucel kymriah 1986438
mitoxantrone
mitomycin mutamycin
ixabepilone ixempra
trastuzumab-emtansine trastuzumab_emtansine kadcyla
talazoparib talzenna
chlorambucil leukeran
hydroxyurea hydroxycarbamide hydrea droxia siklos
mercaptopurine purixan purinethol
trastuzumab-deruxtecan trastuzumab_deruxtecan enhertu
sacituzumab trodelvy
datopotamab datroway datopotamab_deruxtecan
mirvetuximab elahere
tisotumab tivdak
amivantamab rybrevant
lazertinib lazcluze
tarlatamab imdelltra
teclistamab tecvayli
talquetamab talvey
elranatamab elrexfio
epcoritamab epkinly
glofitamab columvi
mosunetuzumab lunsumio
loncastuximab zynlonta
tremelimumab imjudo
relatlimab
zolbetuximab vyloy
capivasertib truqap
inavolisib itovebi
fruquintinib fruzaqla
erdafitinib balversa
belzutifan welireg
avapritinib ayvakit
ripretinib qinlock
niraparib zejula
eribulin halaven
trabectedin yondelis
selinexor xpovio
lutetium lu_177 lutathera pluvicto
radium-223 radium_223 radium_ra_223 xofigo
arsenic-trioxide arsenic_trioxide trisenox
tretinoin vesanoid
asparaginase pegaspargase calaspargase erwinaze rylaze oncaspar
procarbazine matulane
mitotane lysodren
interferon-alfa interferon_alfa interferon_alpha peginterferon_alfa intron sylatron
idecabtagene abecma
ciltacabtagene carvykti
lisocabtagene breyanzi
brexucabtagene tecartus
belinostat
thiotepa tepadina
pralatrexate folotyn
romidepsin istodax
thioguanine tabloid
dactinomycin cosmegen
streptozocin zanosar
pentostatin nipent
cladribine
clofarabine clolar
nelarabine arranon
bexarotene targretin
estramustine emcyt
alemtuzumab campath lemtrada
ofatumumab arzerra kesimpta
floxuridine
teniposide
`;

const ENDOCRINE = `
abiraterone zytiga yonsa 1100072
enzalutamide xtandi 1307298
apalutamide erleada 1999574
bicalutamide casodex 83008
leuprolide leuprorelin lupron eligard camcevi fensolvi 42375 gonadotropin
goserelin zoladex 50610 gonadotropin
degarelix firmagon 475230 gonadotropin
relugolix orgovyx 2472778 gonadotropin
triptorelin trelstar gonadotropin
tamoxifen nolvadex soltamox 10324
anastrozole arimidex 84857 aromatase-inhibitor
letrozole femara 72965 aromatase-inhibitor
exemestane aromasin
fulvestrant faslodex
toremifene fareston
darolutamide nubeqa
elacestrant orserdu
imlunestrant inluriyo
flutamide eulexin
nilutamide nilandron
histrelin vantas supprelin
diethylstilbestrol
`;

const OPIOID = `
morphine mscontin ms_contin kadian roxanol 7052
oxycodone oxycontin percocet endocet roxicodone roxicet xtampza 7804
hydromorphone dilaudid exalgo 3423
hydrocodone vicodin norco lortab hysingla zohydro 5489
benzhydrocodone apadaz
oxymorphone opana 7814
fentanyl duragesic actiq fentora 4337
methadone dolophine methadose 6813
tapentadol nucynta 787390
tramadol ultram ultracet conzip 10689
codeine 2670
dihydrocodeine trezix
meperidine pethidine demerol 6754
buprenorphine butrans belbuca 1819
sufentanil dsuvia 56795
remifentanil 73032
levorphanol
pentazocine
butorphanol
`;

// Classes named by the reference (3.2 row 17 and 9); names only, so there is no code that could be wrong.
const WEIGHT_LOWERING = `
semaglutide ozempic wegovy rybelsus
liraglutide victoza saxenda
dulaglutide trulicity
tirzepatide mounjaro zepbound
`;
const DIURETIC = `
furosemide lasix
bumetanide bumex
torsemide torasemide demadex
hydrochlorothiazide hctz microzide
chlorothiazide diuril
chlorthalidone
metolazone
indapamide
spironolactone aldactone
triamterene
amiloride
`;
const LITHIUM = `
lithium lithobid
`;

/** Cancers that drugs treat which are given for other diseases too: without one of them they are no exposure (3.4). [DESIGN] */
const ALSO_FOR_OTHERS: Readonly<Record<string, readonly CancerSite[]>> = {
  rituximab: ['lymphoma', 'leukemia'],
  cyclophosphamide: [
    'breast',
    'lymphoma',
    'leukemia',
    'myeloma',
    'ovary',
    'sarcoma',
    'lung',
    'brain',
    'prostate',
    'other',
    'unknown',
  ],
  everolimus: ['breast', 'kidney', 'pancreas', 'lung', 'brain', 'uterus', 'thyroid', 'stomach', 'other', 'unknown'],
  hydroxyurea: ['leukemia', 'head-neck', 'brain', 'cervix', 'other', 'unknown'],
  mercaptopurine: ['leukemia', 'lymphoma'],
  thioguanine: ['leukemia', 'lymphoma'],
  thalidomide: ['myeloma', 'lymphoma'],
  // Also given in autoimmune disease, acne and for the skin, or to the marrow.
  tretinoin: ['leukemia'],
  cladribine: ['leukemia', 'lymphoma'],
  'interferon-alfa': ['melanoma', 'kidney', 'leukemia', 'lymphoma', 'myeloma', 'sarcoma'],
  ruxolitinib: ['leukemia', 'lymphoma', 'other'],
  // Also given in multiple sclerosis.
  alemtuzumab: ['leukemia', 'lymphoma'],
  ofatumumab: ['leukemia', 'lymphoma'],
};

/** Cancers in which methotrexate in a low weekly dose is a treatment (maintenance). */
export const TREATED_BY_LOW_DOSE: readonly CancerSite[] = ['leukemia', 'lymphoma'];

/** Drugs by their name, as `Drug.name` has it. */
export const DRUGS = new Map<string, Drug>();
/** RxNorm ingredient code -> drug. */
export const INGREDIENTS = new Map<string, Drug>();

const byWord = new Map<string, Drug>();
/** Names of several words, by their first word; the longest name first. */
const byPhrase = new Map<string, { readonly rest: readonly string[]; readonly drug: Drug }[]>();

function add(table: string, kind: Drug['kind']): void {
  for (const line of table.trim().split('\n')) {
    const [name = '', ...more] = line.split(' ');
    const code = more.find((one) => /^\d{3,}$/.test(one));
    const lineClass = code !== undefined && more.at(-1) !== code ? more.at(-1) : undefined;
    const treats = ALSO_FOR_OTHERS[name] ?? [];
    const drug: Drug = { name, kind, lineClass: lineClass ?? name, treats };
    DRUGS.set(name, drug);
    if (code !== undefined) INGREDIENTS.set(code, drug);
    for (const one of [name, ...more]) {
      if (one === code || one === lineClass) continue;
      const [first = '', ...rest] = one.split('_');
      if (rest.length === 0) byWord.set(first, drug);
      else byPhrase.set(first, [...(byPhrase.get(first) ?? []), { rest, drug }]);
    }
  }
}

add(ANTINEOPLASTIC, 'antineoplastic');
add(ENDOCRINE, 'endocrine');
add(OPIOID, 'opioid');
add(WEIGHT_LOWERING, 'weight-lowering');
add(DIURETIC, 'diuretic');
add(LITHIUM, 'lithium');

const WORD = /[a-z0-9]+/g;
/** "Tylenol #3": the number is for its codeine. "#30" is a count of tablets. */
const WITH_CODEINE = /\btylenol\W{0,2}(?:#|no\b\.?|number\b) ?[234]\b/i;

/**
 * Drugs named in a text, by whole words of name or brand; each once. A name of several words ("trastuzumab emtansine")
 * takes the place of the shorter one inside it.
 */
export function drugsNamed(text: string): readonly Drug[] {
  const written = text.toLowerCase().match(WORD) ?? [];
  const words: readonly string[] = WITH_CODEINE.test(text) ? [...written, 'codeine'] : written;
  const present = new Set(words);
  const found = new Set<Drug>();
  const covered = new Set<string>();
  for (const word of words) {
    for (const { rest, drug } of byPhrase.get(word) ?? []) {
      if (!rest.every((one) => present.has(one))) continue;
      found.add(drug);
      covered.add(word);
      for (const one of rest) covered.add(one);
    }
  }
  for (const word of words) {
    const drug = covered.has(word) ? undefined : byWord.get(word);
    if (drug !== undefined) found.add(drug);
  }
  return [...found];
}

/**
 * Endings of international names (WHO stems) that only anticancer drugs have. A word that has one and is no drug of ours is
 * an unknown one. "-mab" alone is no such stem: only the target "tumor" in it is (-tamab, -tumab, -tuzumab, -tuximab), and
 * what is bound to an antibody against a tumor (-vedotin, -tecan, -tansine, -tesirine, ozogamicin).
 */
const ANTINEOPLASTIC_ENDING =
  /(?:tinib|anib|ciclib|platin|rubicin|taxel|citabine|parib|rafenib|lisib|sertib|denib|menib|rasib|degib|metostat|inostat|nexor|clax|zomib|domide|trexate|trexed|mustine|fosfamide|xantrone|tecan|tamab|tumab|tumumab|tuzumab|tuximab|vedotin|mafodotin|deruxtecan|tansine|tesirine|ozogamicin|pasudotox|leucel|cabtagene)$/;
/** Drugs of the same endings that are given for something else, or only into the bladder. */
const NOT_ANTINEOPLASTIC = new Set([
  // Kinase inhibitors of other diseases; those of the Janus kinases end in -citinib and are told apart by that.
  'filgotinib',
  'deuruxolitinib',
  'nintedanib',
  'vorolanib',
  'pegaptanib',
  'fostamatinib',
  'seralutinib',
  'masitinib',
  'remibrutinib',
  'rilzabrutinib',
  'tolebrutinib',
  'evobrutinib',
  'fenebrutinib',
  'pexidartinib',
  'vimseltinib',
  'leniolisib',
  'nemiralisib',
  'selonsertib',
  'icovamenib',
  'givinostat',
  'emtricitabine',
  'valrubicin',
  'trimetrexate',
  'ublituximab',
  'siltuximab',
]);
/** Drugs whose name has no such ending, and brands: approved, or far in trials. [K] */
const OTHER_ANTINEOPLASTIC = new Set(
  (
    'aldesleukin cadonilimab camrelizumab cosibelimab denileukin dordaviprone envafolimab imetelstat ivonescimab ' +
    'linvoseltamab mechlorethamine mogamulizumab necitumumab olaratumab omacetaxine penpulimab plicamycin retifanlimab ' +
    'serplulimab sintilimab sugemalimab tagraxofusp tebentafusp tislelizumab toripalimab treosulfan vinflunine ' +
    'zimberelimab aliqopa amtagvi aucatzyl augtyro besponsa bizengri blenrep caprelsa copiktra danyelza daurismo elzonris ' +
    'emrelis ensacove erivedge farydak grafapex hernexeos ibtrozi idhifa inrebic kimmtrak komzifti loqtorzi lumoxiti ' +
    'lymphir lynozyfic lytgobi margenza modeyso monjuvi mylotarg odomzo ojemda ojjaara pemazyre portrazza poteligeo ' +
    'proleukin provenge revuforj rezlidhia rozlytrek rytelo synribo tazverik tecelra tevimbra truseltiq ukoniq unituxin ' +
    'unloxcyt vanflyta vitrakvi vonjo voranigo zaltrap zegfrovy ziihera zolinza zynyz'
  ).split(' '),
);
const SAYS_ANTINEOPLASTIC = /chemotherap|antineoplastic|cytotoxic/i;
/** Given beside a treatment, for what it does to the body: words of the treatment then only say why. */
const BESIDE_TREATMENT =
  /\b(?:\w*setron|\w*pitant|prochlorperazine|metoclopramide|promethazine|olanzapine|lorazepam|dexamethasone|prednis\w+|methylprednisolone|diphenhydramine|famotidine|acetaminophen|loperamide|\w*grastim\w*|\w*poetin\w*|\w*leucovorin|folinic|mesna|dexrazoxane|allopurinol|rasburicase|denosumab|zoledron\w+|heparin|lidocaine|sodium chloride|saline)\b|induced|nausea|vomiting|premed|pre-med|antiemetic|\b(?:gloves?|kit|tray|spill)\b/i;

/** Speaks of a cancer treatment without naming a drug that we know. */
export function looksAntineoplastic(text: string): boolean {
  const words = text.toLowerCase().match(WORD) ?? [];
  for (const word of words) {
    if (byWord.has(word) || NOT_ANTINEOPLASTIC.has(word) || word.endsWith('citinib')) continue;
    if (OTHER_ANTINEOPLASTIC.has(word) || ANTINEOPLASTIC_ENDING.test(word)) return true;
  }
  return (SAYS_ANTINEOPLASTIC.test(text) || namesRegimen(text)) && !BESIDE_TREATMENT.test(text);
}

/** Short names of regimens that mean nothing else, in any case of letters. */
const REGIMEN =
  /folf(?:ox|iri)|\b(?:nalirifox|xelox|cape?ox|xeliri|cape?iri|gemox|flot|abvd|(?:esc)?beacopp|brecadd|r-?chop|r-?chp|choep|r-?cvp|r-ice|r-?dhap|r-?gemox|hyper-?cvad|(?:da-?)?epoch-?r|da-?epoch|r-?epoch|tchp?|(?:dd-?)?mvac|cybord|d?-?vrd|rvd|krd|eshap|dhaox|flag-ida|codox-?m|ddac|ac[-/](?:th?p?)|ec[-/](?:th?p?)|fec-?[dt]|fec\d+)\b/i;
/** Those that are words, or letters on other things, in small letters. */
const REGIMEN_IN_CAPITALS = /\b(?:CHOP|EPOCH|DHAP|AVD|BEP|TPF|TCF|CMF|FEC|VMP|VCD|KCD|DCF|EOX|ECX)\b/;
/** Those that mean other things too ("EC": enteric coated), where the text says what they are. */
const REGIMEN_SAID =
  /\b(?:AC|EC|TC|EP|PCV|ICE|TIP|VIP|VAC|BEAM|CVP|CAV|GP|GC)\b.{0,3}\b(?:regimen|protocol|chemo\w*|cycles?)\b/;

/** Names a combination of anticancer drugs by its short name ("FOLFOX", "R-CHOP"): its drugs are then not told. */
function namesRegimen(text: string): boolean {
  return REGIMEN.test(text) || REGIMEN_IN_CAPITALS.test(text) || REGIMEN_SAID.test(text);
}
