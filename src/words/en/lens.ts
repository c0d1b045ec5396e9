/** Words of the panel "Operations": the CMS Enhancing Oncology Model on this chart. For the practice; no word of it advises on care. */
import type { Occasion } from '../../domain/measures/billing.ts';
import type { Gap } from '../../domain/measures/gaps.ts';
import type { LensWords, ScreeningTest } from '../../domain/measures/lens-says.ts';
import type { Certainty, MeasureId, ModelGroup, Reach } from '../../domain/measures/model.ts';
import type { MeasureOutcome } from '../../domain/measures/judged.ts';
import type { ActivityId, CarePlanPart, Shown } from '../../domain/measures/redesign.ts';
import { sayDay, sayWhen } from './dates.ts';
import { counted, listed } from './numbers.ts';
import { SOURCE_NAMES } from './phrases.ts';

type Words = { readonly [Code in keyof LensWords]: (params: LensWords[Code]) => string };

const GROUPS: Readonly<Record<ModelGroup, string>> = {
  breast: 'breast cancer',
  'chronic-leukemia': 'chronic leukemia',
  lung: 'lung cancer',
  lymphoma: 'lymphoma',
  'multiple-myeloma': 'multiple myeloma',
  prostate: 'prostate cancer',
  'small-intestine-colorectal': 'cancer of the small intestine, colon or rectum',
};

const STAYS = { inpatient: 'Hospital stay', observation: 'Observation stay', ed: 'Emergency visit' } as const;

const ofVisits = (count: number): string => counted(count, 'visit', 'visits');

const TESTS: Readonly<Record<ScreeningTest, string>> = { 'phq-9': 'PHQ-9', 'phq-2': 'PHQ-2' };

const screening = (test: ScreeningTest | null, score: number | null): string =>
  test === null || score === null ? 'Depression screening' : `${TESTS[test]} ${score}:`;

const what: Words = {
  'model-ended': ({ modelEnds }) => `The model ended on ${sayDay(modelEnds)}.`,
  'payer-ffs': ({ payer, withMedicaid, beside }) =>
    `Original Medicare on record: ${payer}${withMedicaid ? ', with Medicaid' : ''}.${
      beside.length === 0 ? '' : ` Beside it: ${listed(beside)}; which of them pays first is not recorded.`
    }`,
  'payer-second': ({ payer, first }) =>
    `Original Medicare is on record (${payer}), and what is to pay before it: ${listed(first)}.`,
  'payer-not-ffs': ({ payers, advantage }) =>
    advantage
      ? `Medicare Advantage on record, which is not in the model: ${listed(payers)}.`
      : `The coverage on record is not original Medicare: ${listed(payers)}.`,
  'payer-both': ({ payers }) => `Original Medicare and Medicare Advantage are both on record: ${listed(payers)}.`,
  'payer-unclear': ({ payers }) => `What kind of coverage it is cannot be told from the record: ${listed(payers)}.`,
  'payer-expired': ({ payers }) =>
    `The coverage on record has ended: ${listed(payers)}. What came after it is not recorded.`,
  'payer-none': () => 'No coverage is recorded in what was read.',
  'cancer-in-model': ({ cancer, group, beside }) =>
    `${cancer}: ${GROUPS[group]}, in the model.${beside.length === 0 ? '' : ` Beside it: ${listed(beside)}.`}`,
  'cancer-not-in-model': ({ cancers }) => `Not a cancer of the model: ${listed(cancers)}.`,
  'cancer-unclear': ({ cancers }) =>
    `Whether it is a cancer of the model cannot be told from its code: ${listed(cancers)}.`,
  'cancer-none': () => 'No active cancer is recorded in what we could read.',
  'therapy-seen': ({ drug, on }) => `Systemic treatment on record: ${drug ?? 'chemotherapy'}, ${sayWhen(on)}.`,
  'therapy-endocrine-only': ({ drug }) =>
    `Only hormonal treatment on record${drug === null ? '' : ` (${drug})`}, which begins no episode.`,
  'therapy-none': ({ days }) => `No systemic treatment is recorded in ${counted(days, 'day', 'days')}.`,
  'therapy-undated': () => 'Treatment is on record, and its day is not.',
  'not-read': ({ sources }) => `Not read, or not in full: ${listed(sources.map((one) => SOURCE_NAMES[one]))}.`,
  episode: ({ start, end, month }) =>
    `Estimated episode: ${sayDay(start)} to ${sayDay(end)}; this is its month ${month}. CMS counts from claims.`,
  'episode-past-end-of-model': ({ start, end, modelEnds }) =>
    `Estimated episode: ${sayDay(start)} to ${sayDay(end)}, which is after the model ends on ${sayDay(modelEnds)}. Whether CMS counts it cannot be told.`,
  'episode-over': ({ end }) => `The last estimated episode ended on ${sayDay(end)}.`,
  'episode-undated': () => 'No episode can be estimated: a treatment on record has no exact day.',
  'no-treatment': ({ days }) => `No treatment in ${counted(days, 'day', 'days')} that the measure counts.`,
  'treatment-unclear': ({ days }) =>
    `Treatment of the last ${counted(days, 'day', 'days')} was ordered; whether and when it was given is not recorded here.`,
  'stay-after-treatment': ({ kind, on, after }) =>
    `${STAYS[kind]} on ${sayWhen(on)}, after treatment on ${sayWhen(after)}, for a cause that the measure counts.`,
  'stay-cause-unclear': ({ on, after }) =>
    `Hospital care on ${sayWhen(on)}, after treatment on ${sayWhen(after)}; whether its cause counts is not recorded.`,
  'leukemia-left-out': ({ cancer }) =>
    `${cancer}: OP-35 leaves people with leukemia out; whether the model’s own measure does was not read.`,
  'stay-none-seen': ({ days, since }) =>
    `None that counts is seen here within ${counted(days, 'day', 'days')} of a treatment since ${sayDay(since)}. Other hospitals are not seen.`,
  'alive-hospice': () =>
    'Counts only episodes in which somebody has died: whether hospice began 3 days or more before.',
  'alive-treatment': () => 'Counts only people who have died: whether chemotherapy was given in the 14 days before.',
  'hospice-before-death': ({ days }) => `Hospice care is recorded since ${counted(days, 'day', 'days')} before death.`,
  'hospice-short': ({ days }) => `Hospice care is recorded from ${counted(days, 'day', 'days')} before death.`,
  'hospice-not-seen': () => 'No day on which hospice care began is recorded here. Other records may have one.',
  'treated-before-death': ({ drug, on }) => `${drug ?? 'Chemotherapy'} is recorded as given on ${sayWhen(on)}.`,
  'not-treated-before-death': ({ days }) =>
    `No chemotherapy is recorded here in the last ${counted(days, 'day', 'days')} before death. Treatment elsewhere is not seen.`,
  'death-undated': () => 'The day of death is not recorded.',
  'death-outside-episode': ({ died }) =>
    `The death on ${sayDay(died)} is in no episode that can be estimated from here; whether it counts cannot be told.`,
  'no-visit': ({ since }) => `No visit that counts since ${sayDay(since)}.`,
  'visit-open': ({ visits, days }) =>
    `${ofVisits(visits)} may count or not: treatment within ${counted(days, 'day', 'days')} before and after it is not certain, or its day is not recorded.`,
  'pain-asked': ({ visits, since }) => `Pain was scored at ${ofVisits(visits)} on treatment since ${sayDay(since)}.`,
  'pain-not-asked': ({ without, visits, latest }) =>
    `No pain score at ${without} of ${ofVisits(visits)} on treatment, the latest on ${sayDay(latest)}.`,
  'pain-unclear': ({ visits }) => `At ${ofVisits(visits)} on treatment no pain score is there that can be read.`,
  'pain-none': ({ visits }) => `No pain at ${ofVisits(visits)} on treatment.`,
  'pain-planned': ({ visits }) => `A plan was recorded on the day of ${ofVisits(visits)} with pain.`,
  'pain-not-planned': ({ without, visits, latest, score }) =>
    `No plan in coded form on the day of ${without} of ${ofVisits(visits)} with pain, the latest on ${sayDay(latest)} (pain ${score}/10). What a note says is not read.`,
  'screened-negative': ({ on, test, score }) => `${screening(test, score)} negative, ${sayWhen(on)}.`,
  'screened-positive': ({ on, test, score }) =>
    `${screening(test, score)} positive, ${sayWhen(on)}. Whether a follow-up plan was made is not read here: medicines for depression, referrals to others.`,
  'screened-positive-referred': ({ on, test, score, referred }) =>
    `${screening(test, score)} positive, ${sayWhen(on)}; referred to supportive & palliative care on ${sayWhen(referred)}, which may count as the follow-up plan.`,
  'screened-apart': ({ on }) => `The screening of ${sayWhen(on)} was not within 14 days before a visit.`,
  'not-screened': ({ since }) =>
    `No depression screening in coded form since ${sayDay(since)}: no PHQ-9, no PHQ-2, no result of one.`,
  'too-young': ({ years }) => `Under ${counted(years, 'year', 'years')}.`,
  'age-unknown': () => 'The birth date is not recorded.',
  bipolar: ({ words }) => `Does not count with: ${words}.`,
  'bipolar-perhaps': ({ words }) => `May not count, by the words of: ${words}.`,
  survey: () => 'Comes from a survey of patients, which is not in any chart.',
};

const measure: Readonly<Record<MeasureId, { readonly name: string; readonly counts: string }>> = {
  'EOM-1': {
    name: 'EOM-1: Admissions and emergency visits during outpatient chemotherapy',
    counts:
      'At least one stay or emergency visit for one of ten causes within 30 days of outpatient chemotherapy; from claims.',
  },
  'EOM-2': {
    name: 'EOM-2: Hospice for 3 days or more',
    counts: 'Of episodes that ended in death: enrolled in hospice for at least 3 days right before; from claims.',
  },
  'EOM-3': {
    name: 'EOM-3: Chemotherapy in the last 14 days',
    counts: 'Of people who died during an episode: chemotherapy in the 14 days before; from claims.',
  },
  'EOM-4a': {
    name: 'EOM-4a: Pain intensity quantified',
    counts:
      'Visits with chemotherapy in the 30 days before and in the 30 days after, or in radiotherapy, at which pain was scored; reported by the practice. Only visits with a clinician count there; which these were the chart does not tell.',
  },
  'EOM-4b': {
    name: 'EOM-4b: Plan of care for pain',
    counts: 'Of those visits with pain above 0: a plan on the same day; reported by the practice.',
  },
  'EOM-5': {
    name: 'EOM-5: Depression screening and follow-up plan',
    counts:
      'From 12 years, with a visit: screened that day or in the 14 days before, and where positive a follow-up plan within 2 days; reported by the practice.',
  },
  'EOM-6': { name: 'EOM-6: Experience of care', counts: 'A survey of patients.' },
};

const outcome: Readonly<Record<MeasureOutcome, string>> = {
  met: 'In the numerator',
  'not-met': 'Counted, and not in the numerator',
  'cannot-tell': 'Cannot tell',
  'not-in-denominator': 'Does not count now',
};

const reach: Readonly<Record<Reach, string>> = {
  computed: 'computed from this chart',
  'partly-visible': 'partly visible in this chart',
  'warning-only': 'never computed before death',
  'not-knowable': 'not knowable here',
};

const certainty: Readonly<Record<Certainty, string>> = {
  read: 'read there',
  'not-re-read': 'not read again there',
};

const activity: Readonly<Record<ActivityId, string>> = {
  'access-24-7': 'A clinician with the record, at any hour',
  navigation: 'Patient navigation',
  'care-plan': 'Documented care plan',
  guidelines: 'Treatment by guidelines',
  'social-needs': 'Screening for social needs',
  'patient-reported-outcomes': 'Symptoms reported by the patient electronically',
  'quality-improvement': 'Data for quality improvement',
  'certified-technology': 'Certified EHR technology',
};

const shown: Readonly<Record<Shown, string>> = {
  seen: 'seen in this chart',
  'not-seen': 'not seen in this chart',
  'cannot-tell': 'cannot tell: not read in full',
  'not-looked-for': 'not read by this app',
  'of-the-practice': 'of the practice as a whole; no chart shows it',
};

const part: Readonly<Record<CarePlanPart, string>> = {
  'patient-information': 'Patient information',
  diagnosis: 'Diagnosis',
  prognosis: 'Prognosis',
  'treatment-goals': 'Goals of treatment',
  'plan-and-duration': 'Treatment plan and its length',
  'expected-response': 'Expected response',
  'benefits-and-harms': 'Benefits and harms',
  'quality-of-life': 'Quality of life',
  'who-is-responsible': 'Who is responsible for which care',
  'advance-care-plans': 'Advance care plans',
  costs: 'Costs for the patient',
  'psychosocial-plan': 'Plan for psychosocial needs',
  'survivorship-plan': 'Plan for the time after treatment',
};

const gap: Readonly<Record<Gap, string>> = {
  'score-pain': 'Pain score at each visit on treatment',
  'plan-for-pain': 'Plan for pain, on the day of the visit: look whether a note has it',
  'screen-for-depression': 'Depression screening around a visit',
  'plan-after-screening': 'Plan after the positive screening: look whether it is recorded elsewhere',
  'name-navigator': 'A navigator named in the care team',
  'record-care-plan': 'Care plan in coded form',
  'ask-symptoms': 'Questionnaire on symptoms, answered electronically',
};

const occasion: Readonly<Record<Occasion, string>> = {
  model: 'may be in the model',
  navigation: 'contact with a navigator',
  'care-management': 'active cancer',
  'advance-care-planning': 'advance care planning',
  hospice: 'hospice care',
  visit: 'supportive & palliative care visit',
};

const definition: Readonly<Record<MeasureId, string>> = {
  'EOM-1': 'CBE 3490 (OP-35), from which EOM-1 is adapted; the adaptation was not read',
  'EOM-2': 'Ontada iKnowMed help, EOM-2',
  'EOM-3': 'Ontada iKnowMed help, EOM-3',
  'EOM-4a': 'CMS157 for 2026, the visits that MIPS 143 counts; the model’s own adaptation was not read',
  'EOM-4b': 'Ontada iKnowMed help, EOM-4b',
  'EOM-5': 'eCQI, CMS2v13; the model’s own adaptation was not read',
  'EOM-6': 'CMS, Enhancing Oncology Model; the survey itself was not read',
};

export const lens = {
  title: 'Operations',
  summary: 'Enhancing Oncology Model (CMS)',
  /** How many records a result rests on. */
  records: (count: number) => counted(count, 'record', 'records'),
  lead: 'What this chart says of the practice’s measures. It has no part in the answer of this app, and is no reason to refer or to treat.',
  loading: 'Looking at the measures.',
  failed: 'A part of the app could not be loaded.',
  again: 'Try again',
  candidate: {
    title: 'In the model',
    yes: 'May be in the model. Attribution is by CMS from claims.',
    no: 'Not in the model, by what is recorded here.',
    unclear: 'Whether the patient may be in the model cannot be told.',
    payer: 'Coverage',
    cancer: 'Cancer',
    therapy: 'Treatment',
    episode: 'Episode',
    definition:
      'CMS, Enhancing Oncology Model, fact sheet of the second cohort; which codes belong to a group was not held against CMS’s list',
  },
  measures: 'Measures',
  /** Said above the measures of somebody who is not, or may not be, in the model. */
  wouldCount: 'What follows is how the chart would count, were the patient in the model.',
  better: { higher: 'higher is better', lower: 'lower is better' },
  measure,
  outcome,
  definition,
  reach,
  /** Findings of the chart that touch a measure. */
  touched: (names: string) => `Findings that touch it: ${names}.`,
  /** Where something is defined, and how sure that is. */
  source: (name: string, day: string, sure: string) => `Definition: ${name}; as of ${day}; ${sure}.`,
  certainty,
  gaps: {
    title: 'To look into',
    lead: 'Not seen in this chart. It may stand elsewhere.',
  },
  gap,
  activities: {
    title: 'Redesign activities',
    lead: 'The duties of the practice in the model. Not seen here does not mean not done.',
    adds: 'a palliative visit adds to it',
  },
  activity,
  shown,
  parts: {
    title: 'Parts of the care plan',
    lead: 'After the Institute of Medicine; the list was not read again at its source.',
  },
  part,
  billing: {
    title: 'What can be billed',
    lead: (day: string) =>
      `Options that fit what is documented, suggested or not on record yet, as of ${day}. Information only: no claim is made, and rules and amounts have to be looked up for today.`,
    none: 'No list of billing options is set up here.',
    empty: 'None of the list fits this chart.',
    wrong: (lines: string) => `The list of billing options cannot be read: ${lines}`,
    documented: (occasions: string) => `documented: ${occasions}`,
    suggested: (occasions: string) => `suggested by the answer: ${occasions}`,
    missing: (occasions: string) => `not on record: ${occasions}`,
    estimated: (occasions: string) => `estimated: ${occasions}`,
    source: (name: string, sure: string) => `Source: ${name}; ${sure}.`,
  },
  occasion,
  what,
  copy: 'Copy for the quality team',
  print: 'Print this panel',
  /** First lines of what is copied or printed: it holds the patient's name only where it is printed. */
  made: (day: string) => `As of ${day}. From one chart, as far as it was read.`,
};
