/** What a coded diagnosis says about cancer. Rules: clinical reference 3.1, 5.1, 5.2, 5.3, 5.5. */
import {
  invasive,
  type CancerConcept,
  type CancerSite,
  type CancerTrait,
  type InvasiveCancer,
  type Lineage,
  type MetastaticSite,
  type SpreadInWords,
} from '../../domain/chart/cancer.ts';
import type { Code } from '../../domain/chart/evidence.ts';
import {
  cancerFromDisplay,
  isDoubtedIn,
  mayBeOfTheBlood,
  speaksOfCancer,
  speaksOfMalignantEffusion,
  speaksOfPastCancer,
  spreadIn,
  traitsBeside,
} from './cancer-display.ts';
import { listedCancer, listedCodes } from './listed-cancers.ts';
import { ICD10CM, isOtherIcd10, SNOMED, normalizeIcd10 } from './systems.ts';

/** Words and codes of a diagnosis as far as they bear on cancer. */
interface Diagnosis {
  readonly codes: readonly Code[];
  readonly text: string | null;
  readonly bodySite: string | null;
  readonly histology: Histology | null;
}

/** Histology as mCODE writes it beside the diagnosis. */
export interface Histology {
  readonly codes: readonly Code[];
  readonly text: string | null;
}

const remembered = new Map<string, CancerConcept | null>();
/** Distinct diagnoses that are kept in mind. Far more than a practice uses; a bound all the same. */
const MOST = 8_192;

/**
 * The cancer meaning of a diagnosis, or null when it has none.
 * A listed code decides; words decide only where no known code stands, and then only "possible".
 * `bodySite` names the organ of a code that does not ("malignant neoplastic disease").
 */
export function classifyCancer(
  codes: readonly Code[],
  text: string | null,
  bodySite: string | null,
  histology: Histology | null = null,
): CancerConcept | null {
  let key = `${text ?? ''}\n${bodySite ?? ''}`;
  for (const one of codes) key += `\n${one.system}|${one.code}|${one.display ?? ''}`;
  if (histology !== null)
    key += `\n#${histology.codes.map((one) => `${one.system}|${one.code}`).join()}|${histology.text ?? ''}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  if (remembered.size >= MOST) remembered.clear();
  const found = classify({ codes, text, bodySite, histology });
  remembered.set(key, found);
  return found;
}

function classify({ codes, text, bodySite, histology }: Diagnosis): CancerConcept | null {
  let recognized = false;
  let best: CancerConcept | null = null;
  for (const { system, code, display } of codes) {
    const found = meaningOf(system, code, display);
    if (found === undefined) continue;
    recognized = true;
    if (found !== null && (best === null || isMoreTelling(found, best))) best = merge(found, best);
    else if (found !== null && best !== null) best = merge(best, found);
  }
  const said = new Set([text, ...codes.map((one) => one.display)]);
  if (best?.kind === 'invasive') return besideWords(enriched(best, codes, text, bodySite, histology), said);
  if (recognized) return best === null ? null : besideWords(best, said);
  const words = text ?? codes.find((one) => one.display !== null)?.display ?? null;
  return words === null ? null : inWordsOnly(words);
}

/** Undefined when the code is not known; null when it says nothing about cancer. */
function meaningOf(system: string, code: string, display: string | null): CancerConcept | null | undefined {
  if (system === ICD10CM) return fromIcd10(normalizeIcd10(code));
  if (system === SNOMED) return fromSnomed(code, display);
  if (!isOtherIcd10(system)) return undefined;
  // The national editions share the chapters of cancer; what they add below is not known here, so it is probable at most.
  const found = fromIcd10(normalizeIcd10(code));
  return found !== null && 'probable' in found ? { ...found, probable: true } : found;
}

/** A cancer that no known code tells: a question, or a cancer of the past. */
function inWordsOnly(words: string): CancerConcept | null {
  if (speaksOfMalignantEffusion(words)) return { kind: 'malignant-effusion', probable: true };
  const spread = spreadIn(words);
  if (spread === null && !speaksOfCancer(words)) return speaksOfPastCancer(words) ? { kind: 'history' } : null;
  return {
    kind: 'possible',
    why: 'text-only',
    ...(spread === null ? {} : { spreadInWords: spread }),
    ...(mayBeOfTheBlood(words) ? { perhapsBlood: true } : {}),
  };
}

/** What the words add to a code: a question where they speak of metastasis, a doubt where they contradict it. */
function besideWords(found: CancerConcept, said: ReadonlySet<string | null>): CancerConcept {
  switch (found.kind) {
    case 'invasive': {
      const spread = found.lineage === 'haematologic' ? null : spreadAmong(said);
      const probable = found.probable || isDoubtedAmong(said);
      return spread === null && probable === found.probable ? found : { ...found, spreadInWords: spread, probable };
    }
    case 'secondary':
      return found.probable || !isDoubtedAmong(said) ? found : { ...found, probable: true };
    case 'possible': {
      const spread = found.why === 'benign' ? null : spreadAmong(said);
      return spread === null ? found : { ...found, spreadInWords: spread };
    }
    case 'malignant-effusion':
    case 'history':
      return found;
    default:
      return found satisfies never;
  }
}

function spreadAmong(said: ReadonlySet<string | null>): SpreadInWords | null {
  let best: SpreadInWords | null = null;
  for (const words of said) {
    const found = words === null ? null : spreadIn(words);
    if (found !== null && (best === null || found.centralNervousSystem)) best = found;
  }
  return best;
}

function isDoubtedAmong(said: ReadonlySet<string | null>): boolean {
  for (const words of said) if (words !== null && isDoubtedIn(words)) return true;
  return false;
}

/** The organ, histology and course that stand beside the code. */
function enriched(
  found: InvasiveCancer,
  codes: readonly Code[],
  text: string | null,
  bodySite: string | null,
  histology: Histology | null,
): InvasiveCancer {
  let best = found;
  if ((best.site === 'unknown' || best.site === 'other') && bodySite !== null) {
    const named = cancerFromDisplay(`malignant neoplasm of ${bodySite}`);
    if (named?.kind === 'invasive' && named.site !== 'other' && named.site !== 'unknown') {
      const traits = best.traits.filter((trait) => trait !== 'site-unspecified');
      best = { ...best, site: named.site, lineage: named.lineage, traits: union(traits, named.traits) };
    }
  }
  const coded = histologyTrait(histology?.codes ?? [], best);
  if (coded !== null) best = { ...best, traits: union(best.traits, [coded]) };
  const { site, lineage } = best;
  const said = new Set([text, histology?.text ?? null, ...codes.map(({ display }) => display)]);
  const beside: CancerTrait[] = [];
  for (const words of said) if (words !== null) beside.push(...traitsBeside(words, site, lineage));
  // A code that is of the endocrine pancreas already leaves nothing for the words to question.
  if (beside.length === 0 || (site === 'pancreas' && !best.traits.includes('low-survival'))) return best;
  // A pancreas code with words of a neuroendocrine tumor: the code alone no longer settles it.
  const traits =
    site === 'pancreas' && beside.includes('low-survival-possible')
      ? union(
          best.traits.filter((trait) => trait !== 'low-survival'),
          ['low-survival-possible'],
        )
      : best.traits;
  return { ...best, traits, traitsInWords: union([], beside).filter((trait) => !traits.includes(trait)) };
}

function union(a: readonly CancerTrait[], b: readonly CancerTrait[]): readonly CancerTrait[] {
  return [...new Set([...a, ...b])];
}

/** SNOMED CT morphology of glioblastoma: histology, never `Condition.code` (clinical reference 5.2). */
const GLIOBLASTOMA_MORPHOLOGY = '63634009';

function histologyTrait(codes: readonly Code[], { lineage }: InvasiveCancer): CancerTrait | null {
  return lineage === 'brain' && codes.some(({ code, system }) => system === SNOMED && code === GLIOBLASTOMA_MORPHOLOGY)
    ? 'low-survival'
    : null;
}

/** Two codings of one diagnosis: the more telling one wins, and takes over what only the other says. */
function rank(concept: CancerConcept): number {
  switch (concept.kind) {
    case 'secondary':
      return concept.spread === 'distant' ? 6 : 5;
    case 'invasive':
      return concept.site === 'unknown' || concept.site === 'other' ? 3 : 4;
    case 'malignant-effusion':
      return 2;
    case 'history':
      return 1;
    case 'possible':
      return 0;
    default:
      return concept satisfies never;
  }
}

/** Of two that tell as much, the certain one. */
function isMoreTelling(found: CancerConcept, best: CancerConcept): boolean {
  if (rank(found) !== rank(best)) return rank(found) > rank(best);
  return found.kind === 'secondary' && best.kind === 'secondary' && best.probable && !found.probable;
}

function merge(best: CancerConcept, other: CancerConcept | null): CancerConcept {
  if (best.kind !== 'invasive' || other?.kind !== 'invasive') return best;
  return {
    ...best,
    stage: best.stage ?? other.stage,
    remission: best.remission || other.remission,
    treatedInRemission: best.treatedInRemission || other.treatedInRemission,
    relapse: best.relapse || other.relapse,
    traits: union(best.traits, other.traits),
    entity: best.entity ?? other.entity,
    probable: best.probable && other.probable,
  };
}

/** Site and lineage by the first three characters (clinical reference 5.2, "site"). Plain look-ups: patterns are slow to start. */
const ICD_SITES = new Map<string, readonly [CancerSite, Lineage]>();
function sites(site: CancerSite, lineage: Lineage, first: number, last: number = first): void {
  for (let number = first; number <= last; number += 1)
    ICD_SITES.set(`C${String(number).padStart(2, '0')}`, [site, lineage]);
}
sites('head-neck', 'solid', 0, 14);
sites('esophagus', 'solid', 15);
sites('stomach', 'solid', 16);
sites('colorectal', 'solid', 18, 20);
sites('liver', 'solid', 22);
sites('biliary', 'solid', 23, 24);
sites('pancreas', 'solid', 25);
sites('head-neck', 'solid', 30, 32);
sites('lung', 'solid', 33, 34);
sites('sarcoma', 'solid', 40, 41);
sites('melanoma', 'solid', 43);
sites('mesothelioma', 'solid', 45);
sites('sarcoma', 'solid', 46, 47);
sites('sarcoma', 'solid', 49);
sites('breast', 'solid', 50);
sites('cervix', 'solid', 53);
sites('uterus', 'solid', 54, 55);
sites('ovary', 'solid', 56);
sites('prostate', 'solid', 61);
sites('kidney', 'solid', 64, 65);
sites('bladder', 'solid', 67);
sites('brain', 'brain', 70, 72);
sites('thyroid', 'solid', 73);
sites('unknown', 'solid', 76);
sites('unknown', 'solid', 80);
sites('lymphoma', 'haematologic', 81, 86);
sites('lymphoma', 'haematologic', 88);
sites('myeloma', 'haematologic', 90);
sites('leukemia', 'haematologic', 91, 95);
sites('other', 'haematologic', 96);
const OTHER_SITE: readonly [CancerSite, Lineage] = ['other', 'solid'];

function siteOfIcd10(code: string): readonly [CancerSite, Lineage] {
  if (code.startsWith('C22.1')) return ['biliary', 'solid'];
  if (code.startsWith('C57.0')) return ['ovary', 'solid'];
  return ICD_SITES.get(code.slice(0, 3)) ?? OTHER_SITE;
}

const ICD_METASTATIC: readonly (readonly [RegExp, MetastaticSite])[] = [
  [/^C79\.32/, 'meninges'],
  [/^C79\.3/, 'brain'],
  [/^(C79\.51|C7B\.03)/, 'bone'],
  [/^C79\.52/, 'marrow'],
  [/^(C78\.7|C7B\.02)/, 'liver'],
  [/^C78\.0/, 'lung'],
  [/^C78\.2/, 'pleura'],
  [/^(C78\.6|C7B\.04)/, 'peritoneum'],
  [/^C79\.7/, 'adrenal'],
  [/^C79\.2/, 'skin'],
  [/^C7B\.01/, 'distant-node'],
  [/^(C79\.9|C80\.0|C7B\.00)/, 'unspecified'],
];

/** Full remission, by code (clinical 3.1, M item 4). In C81-C85 the digit is the site and only the letter A is remission. */
const REMISSION = /^(C90\.[0-3]1|C9[1-5]\.[0-9AZ]1|C86\.[0-9]1|C88\.[0-9]1|(?!C84\.7A)C8[1-5]\.[0-9AZ]A|C84\.7B)$/;
const RELAPSE = /^(C90\.[0-3]2|C9[1-5]\.[0-9AZ]2)$/;
const TREATED_IN_REMISSION = /^(C90\.[0-3]1|C91\.11|C92\.11|C88\.[0-9]1|C82\.[0-9A-Z]A|C84\.[0-9AZ]A)$/;

/** What the code says beyond the site (clinical reference 2.6, 3.2 rows 2, 7, 8 and 10, 5.5), by prefix. */
const ICD_TRAITS = new Map<string, CancerTrait>();
function traits(trait: CancerTrait, prefixes: string): void {
  for (const prefix of prefixes.split(' ')) ICD_TRAITS.set(prefix, trait);
}
traits('low-survival', 'C25 C22.1 C23 C24.0 C24.8 C24.9 C45.0 C45.1');
traits('low-survival-possible', 'C71');
traits('liver-cell', 'C22.0');
traits('ampulla', 'C24.1');
traits('acute-leukemia', 'C91.0 C91.A C92.0 C92.4 C92.5 C92.6 C92.A C93.0 C94.0 C94.2 C94.4 C95.0');
traits('indolent', 'C82.0 C82.1 C82.3 C83.0 C84.0 C84.A C88.0 C88.4 C91.1 C91.4 C92.1');
traits('germ-cell', 'C62');
// A cancer of choroid or ciliary body in an adult is a uveal melanoma; ICD-10-CM has no other code for it. [DESIGN]
traits('uveal', 'C69.3 C69.4');
traits('spine', 'C72 C41.2');
traits('thoracic', 'C37 C38 C45.2');
const NOT_IN_REMISSION = /^(C90\.[0-3]0|C9[1-5]\.[0-9AZ]0)$/;
const NO_TRAITS: readonly CancerTrait[] = [];

function traitsOfIcd10(code: string): readonly CancerTrait[] {
  const found: CancerTrait[] = [];
  for (let length = 3; length <= Math.min(code.length, 5); length += 1) {
    const trait = ICD_TRAITS.get(code.slice(0, length));
    // The endocrine pancreas has another course.
    if (trait !== undefined && !code.startsWith('C25.4')) found.push(trait);
  }
  if (code.startsWith('C45.0')) found.push('thoracic');
  // C80.9 and C80 are the same in ICD-10 as the WHO has it.
  if (code === 'C80' || code === 'C80.1' || code === 'C80.9') found.push('site-unspecified');
  if (code.startsWith('C9') && NOT_IN_REMISSION.test(code)) found.push('not-in-remission');
  return found.length === 0 ? NO_TRAITS : found;
}

const ICD_SITES_OF_NEOPLASMS: readonly (readonly [RegExp, CancerSite])[] = [
  [/^D05/, 'breast'],
  [/^(D07\.5|D40\.0)/, 'prostate'],
  [/^(D09\.0|D41\.4|D49\.4)/, 'bladder'],
  [/^D03/, 'melanoma'],
  [/^(D02\.2|D38\.1)/, 'lung'],
  [/^(D01\.[0-2]|D37\.[45])/, 'colorectal'],
  [/^D06/, 'cervix'],
];

/** Myelodysplastic and myeloproliferative disease: a site may count it as blood cancer (3.1, M item 1). */
const MYELOID = /^(D45|D46|D47\.1|D47\.3)/;
const MYELOID_INDOLENT = /^(D45|D47\.1|D47\.3)/;

/** Non-melanoma skin cancer: no cancer for the rules unless it has spread (3.1, M item 1). */
/** ICD-10-CM Z85, "personal history of malignant neoplasm", by site: titles of the code book. */
const HISTORY_SITES: readonly (readonly [prefix: string, site: CancerSite])[] = [
  ['Z85.01', 'esophagus'],
  ['Z85.02', 'stomach'],
  ['Z85.03', 'colorectal'],
  ['Z85.04', 'colorectal'],
  ['Z85.05', 'liver'],
  ['Z85.07', 'pancreas'],
  ['Z85.11', 'lung'],
  ['Z85.21', 'head-neck'],
  ['Z85.3', 'breast'],
  ['Z85.41', 'cervix'],
  ['Z85.42', 'uterus'],
  ['Z85.43', 'ovary'],
  ['Z85.46', 'prostate'],
  ['Z85.51', 'bladder'],
  ['Z85.52', 'kidney'],
  ['Z85.6', 'leukemia'],
  ['Z85.71', 'lymphoma'],
  ['Z85.72', 'lymphoma'],
  ['Z85.820', 'melanoma'],
  ['Z85.831', 'sarcoma'],
  ['Z85.841', 'brain'],
  ['Z85.850', 'thyroid'],
];

const SKIN: CancerConcept = { kind: 'possible', why: 'skin' };

/** Undefined would mean "no opinion": every ICD-10-CM code has one, so null stands for "no cancer". */
function fromIcd10(code: string): CancerConcept | null {
  // Most codes of a chart are none of these.
  if (!/^[CDZJRI]/.test(code)) return null;
  if (code.startsWith('C77'))
    return {
      kind: 'secondary',
      spread: 'nodal',
      site: null,
      centralNervousSystem: false,
      thoracic: false,
      unknownPrimary: false,
      probable: false,
    };
  if (/^(C78|C79|C7B|C80\.0)/.test(code)) {
    return {
      kind: 'secondary',
      spread: 'distant',
      site: ICD_METASTATIC.find(([pattern]) => pattern.test(code))?.[1] ?? 'other',
      // C79.3 and C79.4 without a further digit are ICD-10 as the WHO has it.
      centralNervousSystem: /^C79\.[34]/.test(code),
      thoracic: /^C78\.[0-3]/.test(code),
      unknownPrimary: false,
      probable: false,
    };
  }
  if (code.startsWith('C44')) return SKIN;
  if (/^(C[0-689]|C7[0-6A]|C4A)/.test(code)) {
    const [site, lineage] = siteOfIcd10(code);
    const blood = lineage === 'haematologic';
    return invasive(site, lineage, {
      remission: blood && REMISSION.test(code),
      treatedInRemission: blood && TREATED_IN_REMISSION.test(code),
      relapse: blood && RELAPSE.test(code),
      entity: blood && code.length > 5 ? code.slice(0, 5) : null,
      traits: traitsOfIcd10(code),
    });
  }
  if (/^(J91\.0|R18\.0|I31\.31)/.test(code)) return { kind: 'malignant-effusion', probable: false };
  if (/^D(0|3[7-9]|4)/.test(code)) {
    const site = ICD_SITES_OF_NEOPLASMS.find(([pattern]) => pattern.test(code))?.[1];
    return {
      kind: 'possible',
      why: code.startsWith('D0') ? 'in-situ' : 'uncertain-behavior',
      ...(site === undefined ? {} : { site }),
      ...(MYELOID.test(code) ? { myeloid: MYELOID_INDOLENT.test(code) ? 'indolent' : 'other' } : {}),
    };
  }
  if (/^D(1|2|3[0-6])/.test(code)) return { kind: 'possible', why: 'benign' };
  if (/^(Z85|Z86\.0)/.test(code)) {
    const site = HISTORY_SITES.find(([prefix]) => code.startsWith(prefix))?.[1];
    return site === undefined ? { kind: 'history' } : { kind: 'history', site };
  }
  return null;
}

/** Codes outside VSAC's set that real charts carry for cancer, each seen in the data that the clinical reference names (5.2). */
const MORE_SNOMED: Readonly<Record<string, CancerConcept>> = {
  '162573006': { kind: 'possible', why: 'suspected', site: 'lung' }, // Suspected lung cancer: Synthea
  '92691004': { kind: 'possible', why: 'in-situ', site: 'prostate' }, // Carcinoma in situ of prostate: Synthea
  '126906006': { kind: 'possible', why: 'uncertain-behavior', site: 'prostate' }, // Neoplasm of prostate: Synthea
  // Stage IV inside the code (clinical 5.4). Extensive small cell lung cancer is metastatic by definition.
  '683991000119103': stageFour('lung', ['low-survival', 'small-cell']),
  '67841000119103': stageFour('lung', ['low-survival', 'small-cell']),
  '423121009': stageFour('lung'),
  '424993006': stageFour('lung'),
  '425376008': stageFour('lung'),
  '423600008': stageFour('lung'),
  '422985007': stageFour('colorectal'),
  '424229006': stageFour('breast'),
  '423274005': stageFour('ovary'),
  '415082004': { kind: 'history' }, // lung
  '429087003': { kind: 'history' }, // breast
  '428262008': { kind: 'history' }, // prostate
  '473067009': { kind: 'history' }, // liver
  '73761000119105': { kind: 'history' }, // pancreas
  '429410000': { kind: 'history' }, // esophagus
  '429050006': { kind: 'history' }, // skin
};

function stageFour(site: CancerSite, traits: readonly CancerTrait[] = []): CancerConcept {
  return invasive(site, 'solid', { stage: 'IV', traits });
}

/** Every SNOMED CT code that is known for a cancer, with what it says; for the rulebook, never while a chart is read. */
export function snomedCancers(): ReadonlyMap<string, CancerConcept | null> {
  return new Map([...listedCodes(), ...Object.entries(MORE_SNOMED)]);
}

/** What an ICD-10-CM code says about cancer; null when it says nothing. */
export function icd10Cancer(code: string): CancerConcept | null {
  return fromIcd10(normalizeIcd10(code));
}

/** Undefined when the code is not known as being about cancer or not. */
function fromSnomed(code: string, display: string | null): CancerConcept | null | undefined {
  const known = Object.hasOwn(MORE_SNOMED, code) ? MORE_SNOMED[code] : listedCancer(code);
  // What is listed as no cancer is a cancer of the skin: see `cancerFromDisplay`.
  if (known !== undefined) return known ?? SKIN;
  // Blocks of the legacy numbering, measured on 41,000 displays (clinical 5.2): a fallback, so probable at most.
  const number = /^\d{8}$/.test(code) ? parseInt(code, 10) : 0;
  if (number >= 94152006 && number <= 94683009) {
    const nodal = display !== null && /lymph ?node/i.test(display);
    return {
      kind: 'secondary',
      spread: nodal ? 'nodal' : 'distant',
      site: nodal ? null : 'other',
      centralNervousSystem: false,
      thoracic: false,
      unknownPrimary: false,
      probable: true,
    };
  }
  if (number >= 93657007 && number <= 94145009) {
    const named = display === null ? null : cancerFromDisplay(display);
    return named?.kind === 'invasive' ? { ...named, probable: true } : invasive('other', 'solid', { probable: true });
  }
  if (number >= 91960009 && number <= 92488006) return { kind: 'possible', why: 'benign' };
  if (display !== null && /history of/i.test(display) && /malignan|cancer/i.test(display)) return { kind: 'history' };
  return undefined;
}
