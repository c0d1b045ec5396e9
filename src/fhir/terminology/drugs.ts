/**
 * Which drugs an order is for, and whether they reach the whole body. Code first, then the name in text and displays
 * (clinical reference 5.9). Everything is worked out once for each way of writing a drug.
 */
import type { Code } from '../../domain/chart/evidence.ts';
import type { Drug } from '../../domain/chart/records.ts';
import { DRUG_CODES } from './drug-codes.ts';
import { isAnalgesic, isLocal, isStudyDrug, isWeeklyForm } from './drug-forms.ts';
import { ANTINEOPLASTIC_DRUG_HCPCS, drugBilled } from './drug-hcpcs.ts';
import { DRUGS, drugsNamed, INGREDIENTS, looksAntineoplastic } from './drug-names.ts';
import { ATC, HCPCS, RXNORM } from './systems.ts';

export interface DrugFinding {
  readonly drugs: readonly Drug[];
  readonly identifiedBy: 'code' | 'name';
  readonly local: boolean;
  /** Methotrexate in a form for the low weekly dose. */
  readonly weeklyForm: boolean;
  readonly unknownAntineoplastic: boolean;
  readonly studyDrug: boolean;
  /** False when there was neither a word nor a code that we know: it may be any drug. */
  readonly told: boolean;
}

interface Coded {
  readonly drugs: readonly Drug[];
  readonly weeklyForm: boolean;
}

const NOTHING: readonly Drug[] = [];
const byCode = unpack();

function unpack(): ReadonlyMap<string, Coded> {
  const known = new Map<string, Coded>();
  for (const [code, drug] of INGREDIENTS) {
    // By ingredient alone an anesthetic opioid is no analgesic.
    const drugs = drug.kind !== 'opioid' || isAnalgesic(drug, '') ? [drug] : NOTHING;
    known.set(code, { drugs, weeklyForm: false });
  }
  for (const [group, packed] of Object.entries(DRUG_CODES)) {
    const weeklyForm = group.endsWith(' low');
    const drugs = group
      .replace(' low', '')
      .split('+')
      .flatMap((name) => DRUGS.get(name) ?? []);
    let code = 0;
    for (const delta of packed.split(' ')) {
      code += parseInt(delta, 36);
      known.set(String(code), { drugs, weeklyForm });
    }
  }
  return known;
}

/** RxNorm codes of drugs of a kind, ingredients and products; for the rulebook. */
export function rxnormCodesOf(kind: Drug['kind']): readonly string[] {
  return [...byCode].flatMap(([code, { drugs }]) => (drugs.some((one) => one.kind === kind) ? [code] : []));
}

/** As many ways of writing a drug are kept; charts repeat the same few hundred. */
const MOST_KEPT = 4096;
const kept = new Map<string, DrugFinding>();

/** What a medication is, by its codings (canonical systems) and its text. */
export function findDrugs(codings: readonly Code[], text: string): DrugFinding {
  let key = text;
  for (const { system, code, display } of codings) key += `\n${system}|${code}|${display ?? ''}`;
  const before = kept.get(key);
  if (before !== undefined) return before;
  const finding = work(codings, text);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, finding);
  return finding;
}

function work(codings: readonly Code[], text: string): DrugFinding {
  const displays = codings
    .map(({ display }) => display ?? '')
    .join(' ')
    .trim();
  const words = `${text} ${displays}`.trim();
  const coded = new Set<Drug>();
  let knownCode = false;
  let weeklyForm = false;
  let antineoplasticCode = false;
  let local = false;
  for (const { system, code } of codings) {
    if (system === RXNORM) {
      const found = byCode.get(code);
      if (found === undefined) continue;
      knownCode = true;
      weeklyForm ||= found.weeklyForm;
      for (const drug of found.drugs) coded.add(drug);
    } else if (system === HCPCS && ANTINEOPLASTIC_DRUG_HCPCS.test(code)) {
      const billed = drugBilled(code);
      if (billed === null) antineoplasticCode = true;
      else {
        knownCode = true;
        local ||= billed.local;
        weeklyForm ||= billed.weeklyForm;
        for (const drug of billed.drugs) coded.add(drug);
      }
    }
    // ATC L01: antineoplastic agents. L02, endocrine therapy, is no line that an unknown drug could add to.
    else if (system === ATC && code.startsWith('L01')) antineoplasticCode = true;
  }
  // A code names one drug of a combination at times; the words name them all.
  const named = words === '' ? NOTHING : drugsNamed(words);
  const inDisplay = displays === '' ? NOTHING : drugsNamed(displays);
  const fits = (drug: Drug): boolean => drug.kind !== 'opioid' || words === '' || isAnalgesic(drug, words);
  const drugs = [...new Set([...coded, ...more(named, coded)])].filter(fits);
  const isCancerDrug = drugs.some(({ kind }) => kind === 'antineoplastic' || kind === 'endocrine');
  return {
    drugs,
    // The display of a code that is not in our list is as good as the code; free text is not.
    identifiedBy: drugs.every((drug) => coded.has(drug) || inDisplay.includes(drug) || antineoplasticCode)
      ? 'code'
      : 'name',
    local: local || isLocal(words),
    weeklyForm: weeklyForm || isWeeklyForm(words),
    unknownAntineoplastic: !isCancerDrug && (antineoplasticCode || looksAntineoplastic(words)),
    studyDrug: isStudyDrug(words),
    told: words !== '' || knownCode || antineoplasticCode,
  };
}

/** Names beside a code: those that the code did not give. A conjugate's words hold the name of its antibody. */
function more(named: readonly Drug[], coded: ReadonlySet<Drug>): readonly Drug[] {
  if (coded.size === 0) return named;
  return named.filter((one) => ![...coded].some(({ name }) => name.includes(one.name)));
}
