/**
 * The rules in force as one Markdown page. Every number comes from the rules' own thresholds; what is said when data is missing
 * comes from asking the rules about charts that lack it.
 */
import { assess, type AssessOptions } from '../domain/assess.ts';
import type { Chart } from '../domain/chart/chart.ts';
import { FACT_NUMBERS, FACTS } from '../domain/chart/fact-numbers.ts';
import { nothingAsked, SOURCE_IDS, type SourceState, type SourcesOfOrigin } from '../domain/chart/source.ts';
import { dayOf } from '../domain/logic/when.ts';
import { problem } from '../domain/problem.ts';
import { ICD10CM } from '../fhir/terminology/systems.ts';
import { CATALOGUE, CATALOGUE_VERSION } from '../domain/triggers/catalogue.ts';
import { CITATION_TEXTS } from '../domain/triggers/citation-texts.ts';
import { isAsked } from '../domain/triggers/evaluate.ts';
import { valuesOf, type TriggerRule } from '../domain/triggers/rule.ts';
import { TRIGGER_IDS, type TriggerId, type TriggerResult } from '../domain/triggers/trigger.ts';
import { readChart } from '../fhir/read/chart.ts';
import { CODES_BY_TRIGGER, CODES_OF_CANCER } from '../fhir/terminology/by-trigger.ts';
import { basis } from '../words/basis.ts';
import { nameRule, sayRule } from '../words/say-rule.ts';
import { say } from '../words/say.ts';
import { FAMILIES } from '../domain/dosing/count-findings.ts';
import { NEEDS_V1 } from '../domain/dosing/profiles.ts';
import { codesTable, numbersTable, type Lines } from './rulebook-parts.ts';
import { policy } from './rulebook-policy.ts';

/** Reference numbers of the 28; the rules beside them have none. */
const NUMBERED = 28;

/** The page for the catalogue as it is shipped, or with what a site has changed. */
export function rulebook(options: AssessOptions = {}): string {
  const profile = options.profile ?? NEEDS_V1;
  // Also for rules that are off: what they would say.
  const asked = { ...options, optionalRules: Object.fromEntries(CATALOGUE.map(({ id }) => [id, true])) };
  const silent = answers('loaded', asked);
  const unread = answers('failed', asked);
  return [
    ...head(options),
    ...CATALOGUE.flatMap((rule) => page(rule, options, silent, unread)),
    ...policy(profile, options.thresholds ?? {}),
  ].join('\n');
}

const nameOf = (id: TriggerId): string => `_${basis.trigger[id]}_`;

function head(options: AssessOptions): Lines {
  const facts = valuesOf(FACTS, options.thresholds ?? {});
  return [
    '# Rulebook',
    '',
    `Catalogue ${CATALOGUE_VERSION}, profile ${(options.profile ?? NEEDS_V1).name}. Made by \`npm run -s rulebook\` from the rules themselves; do not edit.`,
    '',
    'A rule answers _met_, _not met_, _cannot tell_ or _does not apply_. It says _not met_ only when every source that it needs was',
    'read completely. A finding is _enough alone_ for a specialist visit or _counts_ with others; what is only probable never is',
    'enough alone. Where whether the disease is advanced cannot be told, a finding that would be enough alone counts with others.',
    'Numbers marked DESIGN have no direct evidence for the exact value. A site changes the numbers in the tables below in `site.json`.',
    '',
    'Probable is what rests on an imprecise date, on words without a code, on a single order, or on a cancer that is probable itself.',
    'A date that only overlaps a window is imprecise. "Within 90 days" means from the 90th day before to the day itself.',
    '',
    '## Active cancer',
    '',
    'Every rule but two asks for an active cancer, and some for advanced disease. Cancers are told by these codes; words without a',
    `code only raise a question. Myelodysplastic and myeloproliferative diseases ${options.myeloidAsBloodCancer === true ? 'count' : 'do not count'} as blood cancer at this site.`,
    '',
    ...codesTable(CODES_OF_CANCER),
    '## Advanced disease',
    '',
    `It is advanced when one of these is so: ${nameOf('metastatic-solid-tumor')} is met and certain; ${nameOf('low-survival-cancer')} or ${nameOf('relapsed-refractory-heme')} is met as enough alone; a solid`,
    'cancer is in stage IV, or in stage III of the lung (unless IIIA is stated) or of the pancreas; a malignant effusion or malignant',
    `ascites is coded; an order, procedure or care plan has palliative intent, not older than ${facts.palliativeIntentDays} days; or the diagnosis says that the cancer is`,
    'back and cannot be resected. It is not when no active cancer is on record, or only one that is treated on in remission, or when every cancer is',
    'staged without distant metastasis and has not progressed since. All else _cannot be told_.',
    '',
    '## Facts',
    '',
    'By these numbers the rules make of records what they ask about: a diagnosis that is there, a treatment, a line of treatment, a stay,',
    'a sparse record. A site changes them under `facts`.',
    '',
    ...numbersTable(FACT_NUMBERS, facts),
  ];
}

function page(
  rule: TriggerRule,
  options: AssessOptions,
  silent: ReadonlyMap<string, TriggerResult>,
  unread: ReadonlyMap<string, TriggerResult>,
): Lines {
  const number = TRIGGER_IDS.indexOf(rule.id) + 1;
  const overrides = options.thresholds ?? {};
  const values: Readonly<Record<string, number | boolean>> = valuesOf(rule, overrides);
  const inForce = isAsked(rule, options.optionalRules ?? {});
  return [
    `## ${number <= NUMBERED ? `${number}. ` : ''}${nameRule(rule.id, rule.inWords(values))}`,
    '',
    `\`${rule.id}\`, version ${rule.version}${rule.optional === undefined ? '' : `, optional, ${inForce ? 'on' : 'off'}`}`,
    '',
    `**Rule.** ${sayRule(rule.inWords(values))}`,
    '',
    `**Applies to** ${PRECONDITION[rule.precondition]}. **Needs** ${sources(rule.needs)}. **Also reads** ${sources(rule.alsoReads)}.${ifThere(rule)}`,
    '',
    `**Effect.** ${effect(rule)}`,
    '',
    ...numbersTable(rule.thresholds, values),
    ...codesTable(CODES_BY_TRIGGER[rule.id]),
    `**When nothing is recorded:** ${spoken(silent.get(rule.id))}`,
    '',
    `**When it could not be read:** ${spoken(unread.get(rule.id))}`,
    '',
    `**Sources of the rule.** ${rule.citations.map((one) => CITATION_TEXTS[one]).join('. ')}.`,
    '',
  ];
}

const PRECONDITION: Readonly<Record<TriggerRule['precondition'], string>> = {
  'active-cancer': 'active cancer',
  'advanced-cancer': 'advanced cancer',
  'cancer-not-excluded': 'anyone in whom cancer is not ruled out',
};

/** What a server that has it must have given before "not met" may be said. */
function ifThere({ needsIfThere }: Pick<TriggerRule, 'needsIfThere'>): string {
  return needsIfThere === undefined ? '' : ` Of these it **needs, where a server has them,** ${sources(needsIfThere)}.`;
}

function sources(ids: TriggerRule['needs']): string {
  return ids.length === 0 ? 'nothing' : ids.map((id) => basis.sources.name[id].toLowerCase()).join(', ');
}

function effect({ id, strength, uncounted }: TriggerRule): string {
  if (uncounted === true) return 'Shown, with a task where one belongs to it; never counted.';
  const alone = strength.advanced === 'major' || strength.otherwise === 'major';
  const words = !alone
    ? 'Counts with others.'
    : strength.advanced === strength.otherwise
      ? 'Enough alone for a specialist visit.'
      : 'Enough alone for a specialist visit in advanced disease; counts with others otherwise.';
  const others = FAMILIES.filter((family) => family.includes(id)).flatMap((family) =>
    family.filter((one) => one !== id),
  );
  return others.length === 0
    ? words
    : `${words} It sees the same as ${others.map(nameOf).join(', ')}: one of them counts.`;
}

function spoken(result: TriggerResult | undefined): string {
  if (result === undefined) return '';
  return `_${basis.outcome[result.outcome].toLowerCase()}_. ${say(result.because)}.`.replaceAll('..', '.');
}

const TODAY = dayOf(2026, 11, 12);

/** What each rule is asked about: a patient in whom it applies and of whom nothing but the cancer is on record. */
const BREAST: Diagnosis = ['breast', 'C50.911', '2020-01-01'];
const LIVER: Diagnosis = ['liver', 'C78.7', '2021-01-01'];
const MYELOMA: Diagnosis = ['myeloma', 'C90.00', '2020-01-01'];
const ASKED_ABOUT: Readonly<Partial<Record<TriggerId, readonly Diagnosis[]>>> = {
  'metastatic-solid-tumor': [BREAST],
  'relapsed-refractory-heme': [MYELOMA],
};
const METASTATIC: readonly Diagnosis[] = [BREAST, LIVER];

type Diagnosis = readonly [id: string, icd10: string, onset: string];

/** The patient with these diagnoses and nothing else; every source read, or none of them completely. */
function chartWith(diagnoses: readonly Diagnosis[], sources: 'loaded' | 'failed'): Chart {
  const states: Record<string, SourceState> = { ...nothingAsked() };
  for (const id of SOURCE_IDS)
    states[id] =
      id === 'Patient' || sources === 'loaded'
        ? { state: 'loaded', count: 0, newest: null, caveats: [] }
        : id === 'Condition'
          ? { state: 'partial', count: diagnoses.length, newest: null, why: problem('too-much', '') }
          : { state: 'failed', problem: problem('server', '') };
  const conditions = diagnoses.map(([id, code, onsetDateTime]) => ({
    resourceType: 'Condition' as const,
    id,
    subject: { reference: 'Patient/nobody' },
    onsetDateTime,
    clinicalStatus: { coding: [{ code: 'active' }] },
    code: { coding: [{ system: ICD10CM, code }] },
  }));
  const chart = readChart(
    'nobody',
    [
      {
        origin: 'rulebook',
        resources: {
          Patient: [{ resourceType: 'Patient', id: 'nobody', birthDate: '1960-01-01' }],
          Condition: conditions,
        },
        states: states as SourcesOfOrigin,
      },
    ],
    { asOf: TODAY },
  );
  if (!chart.ok) throw new Error(chart.problem.detail);
  return chart.value;
}

function answers(sources: 'loaded' | 'failed', options: AssessOptions): ReadonlyMap<string, TriggerResult> {
  const of = (diagnoses: readonly Diagnosis[]): readonly TriggerResult[] =>
    assess(chartWith(diagnoses, sources), options).triggers;
  const found = new Map(of(METASTATIC).map((one) => [one.id, one]));
  for (const [id, diagnoses] of Object.entries(ASKED_ABOUT))
    for (const one of of(diagnoses)) if (one.id === id) found.set(one.id, one);
  return found;
}
