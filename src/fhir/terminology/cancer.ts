/** What a coded diagnosis says about cancer. Rules: clinical reference 3.1, 5.1, 5.2, 5.3. */
import type { CancerConcept, CancerSite, Lineage, MetastaticSite } from '../../domain/chart/cancer.ts';
import type { Code } from '../../domain/chart/evidence.ts';
import { CANCER_CODES } from './cancer-codes.ts';
import { cancerFromDisplay, speaksOfCancer } from './cancer-display.ts';
import { conceptOf } from './cancer-groups.ts';
import { ICD10CM, SNOMED, normalizeIcd10 } from './systems.ts';

/**
 * The cancer meaning of a diagnosis, or null when it has none.
 * A listed code decides; words decide only where no known code stands, and then only "possible".
 * `bodySite` names the organ of a code that does not ("malignant neoplastic disease").
 */
export function classifyCancer(
  codes: readonly Code[],
  text: string | null,
  bodySite: string | null,
): CancerConcept | null {
  let recognized = false;
  let best: CancerConcept | null = null;
  for (const { system, code, display } of codes) {
    const found =
      system === ICD10CM ? fromIcd10(normalizeIcd10(code)) : system === SNOMED ? fromSnomed(code, display) : undefined;
    if (found === undefined) continue;
    recognized = true;
    if (found !== null && (best === null || rank(found) > rank(best))) best = merge(found, best);
    else if (found !== null && best !== null) best = merge(best, found);
  }
  if (best?.kind === 'invasive' && (best.site === 'unknown' || best.site === 'other') && bodySite !== null) {
    const named = cancerFromDisplay(`malignant neoplasm of ${bodySite}`);
    if (named?.kind === 'invasive' && named.site !== 'other')
      best = { ...best, site: named.site, lineage: named.lineage };
  }
  if (recognized) return best;
  const words = text ?? codes.find((one) => one.display !== null)?.display ?? null;
  return words !== null && speaksOfCancer(words) ? { kind: 'possible', why: 'text-only' } : null;
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

function merge(best: CancerConcept, other: CancerConcept | null): CancerConcept {
  if (best.kind !== 'invasive' || other?.kind !== 'invasive') return best;
  return {
    ...best,
    stage: best.stage ?? other.stage,
    remission: best.remission || other.remission,
    treatedInRemission: best.treatedInRemission || other.treatedInRemission,
    relapse: best.relapse || other.relapse,
    probable: best.probable && other.probable,
  };
}

const ICD_SITES: readonly (readonly [RegExp, CancerSite, Lineage])[] = [
  [/^C67/, 'bladder', 'solid'],
  [/^C7[0-2]/, 'brain', 'brain'],
  [/^C50/, 'breast', 'solid'],
  [/^C53/, 'cervix', 'solid'],
  [/^C(18|19|20)/, 'colorectal', 'solid'],
  [/^C15/, 'esophagus', 'solid'],
  [/^C(0\d|1[0-4]|3[0-2])/, 'head-neck', 'solid'],
  [/^C6[45]/, 'kidney', 'solid'],
  [/^C9[1-5]/, 'leukemia', 'haematologic'],
  [/^C(22\.1|23|24)/, 'biliary', 'solid'],
  [/^C22/, 'liver', 'solid'],
  [/^C3[34]/, 'lung', 'solid'],
  [/^C(8[1-6]|88)/, 'lymphoma', 'haematologic'],
  [/^C43/, 'melanoma', 'solid'],
  [/^C90/, 'myeloma', 'haematologic'],
  [/^C96/, 'other', 'haematologic'],
  [/^C(56|57\.0)/, 'ovary', 'solid'],
  [/^C25/, 'pancreas', 'solid'],
  [/^C61/, 'prostate', 'solid'],
  [/^C(40|41|46|47|49)/, 'sarcoma', 'solid'],
  [/^C16/, 'stomach', 'solid'],
  [/^C73/, 'thyroid', 'solid'],
  [/^C5[45]/, 'uterus', 'solid'],
  [/^C45/, 'mesothelioma', 'solid'],
  [/^C(76|80)/, 'unknown', 'solid'],
];

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

/** Undefined would mean "no opinion": every ICD-10-CM code has one, so null stands for "no cancer". */
function fromIcd10(code: string): CancerConcept | null {
  if (code.startsWith('C77'))
    return { kind: 'secondary', spread: 'nodal', site: null, centralNervousSystem: false, probable: false };
  if (/^(C78|C79|C7B|C80\.0)/.test(code)) {
    return {
      kind: 'secondary',
      spread: 'distant',
      site: ICD_METASTATIC.find(([pattern]) => pattern.test(code))?.[1] ?? 'other',
      // C79.3 and C79.4 without a further digit are ICD-10 as the WHO has it.
      centralNervousSystem: /^C79\.[34]/.test(code),
      probable: false,
    };
  }
  if (/^(C[0-689]|C7[0-6A]|C4A)/.test(code) && !code.startsWith('C44')) {
    const [, site, lineage] = ICD_SITES.find(([pattern]) => pattern.test(code)) ?? [
      null,
      'other' as const,
      'solid' as const,
    ];
    return {
      kind: 'invasive',
      site,
      lineage,
      remission: REMISSION.test(code),
      treatedInRemission: TREATED_IN_REMISSION.test(code),
      relapse: RELAPSE.test(code),
      stage: null,
      probable: false,
    };
  }
  if (/^(J91\.0|R18\.0|I31\.31)/.test(code)) return { kind: 'malignant-effusion' };
  if (code.startsWith('D0')) return { kind: 'possible', why: 'in-situ' };
  if (/^D(1|2|3[0-6])/.test(code)) return { kind: 'possible', why: 'benign' };
  if (/^D(3[7-9]|4)/.test(code)) return { kind: 'possible', why: 'uncertain-behavior' };
  if (/^(Z85|Z86\.0)/.test(code)) return { kind: 'history' };
  return null;
}

/** Codes outside VSAC's set that real charts carry for cancer, each seen in the data that the clinical reference names (5.2). */
const MORE_SNOMED: Readonly<Record<string, CancerConcept>> = {
  '162573006': { kind: 'possible', why: 'suspected' }, // Suspected lung cancer: Synthea
  '92691004': { kind: 'possible', why: 'in-situ' }, // Carcinoma in situ of prostate: Synthea
  '126906006': { kind: 'possible', why: 'uncertain-behavior' }, // Neoplasm of prostate: Synthea
  // Stage IV inside the code (clinical 5.4). Extensive small cell lung cancer is metastatic by definition.
  '683991000119103': stageFour('lung'),
  '67841000119103': stageFour('lung'),
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

function stageFour(site: CancerSite): CancerConcept {
  return {
    kind: 'invasive',
    site,
    lineage: 'solid',
    remission: false,
    treatedInRemission: false,
    relapse: false,
    stage: 'IV',
    probable: false,
  };
}

let listed: ReadonlyMap<string, CancerConcept | null> | null = null;

/** Unpacked at the first use: 6,785 codes, some milliseconds. */
function snomedCodes(): ReadonlyMap<string, CancerConcept | null> {
  if (listed !== null) return listed;
  const all = new Map<string, CancerConcept | null>();
  for (const [group, packed] of Object.entries(CANCER_CODES)) {
    const concept = conceptOf(group);
    let code = 0n;
    for (const delta of packed.split(' ')) {
      code += fromBase36(delta);
      all.set(code.toString(), concept);
    }
  }
  listed = all;
  return all;
}

/** Base 36 to a whole number that may pass 2^53: extension codes have up to 18 digits. */
function fromBase36(text: string): bigint {
  if (text.length <= 10) return BigInt(parseInt(text, 36));
  const head = text.slice(0, -10);
  return BigInt(parseInt(head, 36)) * 3656158440062976n + BigInt(parseInt(text.slice(-10), 36));
}

/** Undefined when the code is not known as being about cancer or not. */
function fromSnomed(code: string, display: string | null): CancerConcept | null | undefined {
  const known = (Object.hasOwn(MORE_SNOMED, code) ? MORE_SNOMED[code] : undefined) ?? snomedCodes().get(code);
  if (known !== undefined) return known;
  if (snomedCodes().has(code)) return null;
  // Blocks of the legacy numbering, measured on 41,000 displays (clinical 5.2): a fallback, so probable at most.
  const number = /^\d{8}$/.test(code) ? parseInt(code, 10) : 0;
  if (number >= 94152006 && number <= 94683009) {
    const nodal = display !== null && /lymph ?node/i.test(display);
    return {
      kind: 'secondary',
      spread: nodal ? 'nodal' : 'distant',
      site: nodal ? null : 'other',
      centralNervousSystem: false,
      probable: true,
    };
  }
  if (number >= 93657007 && number <= 94145009) {
    const named = display === null ? null : cancerFromDisplay(display);
    return named?.kind === 'invasive'
      ? { ...named, probable: true }
      : {
          kind: 'invasive',
          site: 'other',
          lineage: 'solid',
          remission: false,
          treatedInRemission: false,
          relapse: false,
          stage: null,
          probable: true,
        };
  }
  if (number >= 91960009 && number <= 92488006) return { kind: 'possible', why: 'benign' };
  if (display !== null && /history of/i.test(display) && /malignan|cancer/i.test(display)) return { kind: 'history' };
  return undefined;
}
