import type { CancerDoubt } from '../domain/statement-codes.ts';
import type { SourceId } from '../domain/chart/source.ts';
import type { When } from '../domain/logic/when.ts';
import type { Urgency } from '../domain/dosing/recommendation.ts';
import type { MissingReason } from '../domain/triggers/trigger.ts';
import { sayDay, sayWhen } from './dates.ts';
import type { StatementWords } from './say.ts';

const on = (when: When | null): string => (when === null ? '' : `, ${sayWhen(when)}`);
const recorded = (when: When | null): string => (when === null ? ', date not recorded' : `, recorded ${sayWhen(when)}`);
const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
const WORDS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'];
const counted = (count: number): string => WORDS[count] ?? String(count);

export const SCALES = { ecog: 'ECOG', karnofsky: 'Karnofsky', 'palliative-performance-scale': 'PPS' } as const;

/** Plain names of the kinds of data, as a clinician says them. */
export const SOURCES: Readonly<Record<SourceId, string>> = {
  Patient: 'patient details',
  Encounter: 'encounters',
  Condition: 'diagnoses',
  CarePlan: 'care plans',
  Observation: 'observations',
  Procedure: 'procedures',
  ServiceRequest: 'referrals and orders',
};

const UNREAD: Readonly<Record<MissingReason, string>> = {
  'scope-not-granted': 'the EHR did not give access',
  'fetch-failed': 'reading them failed',
  unsupported: 'the EHR does not offer them',
  'not-asked': 'not read',
  truncated: 'only part of them could be read',
  'never-recorded': 'none on record',
  stale: 'too old',
  'date-unknown': 'date not recorded',
  'unit-unknown': 'unit not recorded',
  'value-imprecise': 'not precise',
  'class-unknown': 'kind of visit not recorded',
  possible: 'not certain',
};

const SPECIALIST_TIME: Readonly<Record<Urgency, string>> = {
  urgent: 'within 72 hours',
  soon: 'within 2 weeks',
  routine: 'within 4 weeks',
};
const NAVIGATOR_TIME: Readonly<Record<Urgency, string>> = {
  urgent: 'within 2 working days',
  soon: 'within 7 days',
  routine: 'within 7 days',
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function listed(dates: readonly When[]): string {
  return dates.map(sayWhen).join(', ');
}

const DOUBTS: Readonly<Record<CancerDoubt, string>> = {
  'one-visit': 'one visit diagnosis',
  suspected: 'a suspected diagnosis',
  'words-only': 'a diagnosis in words without a code',
  'uncertain-behavior': 'a finding that may or may not be treated as cancer',
  remission: 'in remission, treatment not visible here',
  'old-visit': 'a visit diagnosis of more than a year ago',
  contradiction: 'the record contradicts itself',
};

export const STATEMENTS: StatementWords = {
  'conditions-not-loaded': () => 'Diagnoses could not be read completely',
  'one-visit-diagnosis': ({ name, when }) => `One visit diagnosis of ${name}${on(when)}: confirm`,
  'cancer-suspected': ({ name, when }) => `${name}${on(when)}, not confirmed`,
  'cancer-in-words-only': ({ name, when }) => `"${name}"${on(when)}, in words without a code`,
  'cancer-uncertain-behavior': ({ name, when }) =>
    `${name}${on(when)}: whether it is treated as a cancer is not visible here`,
  'remission-treatment-unseen': ({ name, when }) => `${name}${on(when)}: whether treatment goes on is not visible here`,
  'old-visit-diagnosis': ({ name, when }) => `${name}${on(when)}, from a visit more than a year ago`,
  'record-after-death': () => 'The record holds a cancer dated after the recorded death',
  'in-remission': ({ since }) => (since === null ? 'In remission' : `In remission since ${sayWhen(since)}`),
  'no-active-cancer': () => 'No active cancer is recorded in what we could read',
  'cancer-status-unclear': () => 'Cancer status unclear',
  'not-advanced': () => 'The cancer is not recorded as advanced',
  'stage-not-recorded': () => 'Stage not recorded',
  'stage-of-which-cancer': ({ stage, when }) => `Stage ${stage}${recorded(when)}: of which cancer?`,
  'advanced-not-told': () => 'Whether the disease is advanced cannot be told: stage not recorded',

  'rule-metastatic-solid-tumor': () =>
    'A distant metastasis, category M1 or stage IV of a solid cancer is recorded. Nodes alone do not count. It is shown as context and does not count alone.',
  'metastasis-recorded': ({ name, when }) => `${name}${recorded(when)}`,
  'm1-recorded': ({ when }) => `Distant metastasis (M1)${recorded(when)}`,
  'm0-recorded': ({ when }) => `No distant metastasis (M0)${recorded(when)}`,
  'stage-recorded': ({ stage, when }) => `Stage ${stage}${recorded(when)}`,
  'stage-not-metastatic': ({ stage, when }) => `Stage ${stage}${recorded(when)}; no distant metastasis on record`,
  'stage-four-without-m': ({ stage, when }) =>
    `Stage ${stage}${recorded(when)}, which at this site may be without metastasis: confirm M category`,
  'metastasis-possible': ({ name, when }) => `${name}${recorded(when)}: are there distant metastases?`,
  'metastasis-not-a-solid-cancer': () => 'Not a solid cancer outside the brain',
  'effusion-stage-not-told': () => 'Malignant effusion or ascites recorded, distant spread not: confirm stage',
  'nodes-recorded-stage-not': () => 'Nodes recorded, stage not: confirm stage',

  'rule-cns-metastases': ({ days, treatedDays }) =>
    `A metastasis in the brain, spinal cord or meninges is on the list of active diagnoses. First recorded or progressing within ${days} days it is enough alone; older and stable it counts as supporting. One that was resolved within ${treatedDays} days counts as supporting too.`,
  'cns-metastasis-recorded': ({ name, when }) => `${name}${recorded(when)}`,
  'cns-metastasis-older': ({ days }) => `First recorded more than ${days} days ago, no progression on record`,
  'cns-metastasis-ended': ({ when }) => `A brain metastasis is on record as resolved${on(when)}`,
  'no-cns-metastasis-code': () => 'No brain metastasis code. Not excluded',
  'date-imprecise': () => 'The date is not exact enough to be sure',

  'rule-poor-performance-status': ({ days, inpatientDays }) =>
    `The latest performance status is ECOG 3 or 4, or Karnofsky or PPS 10 to 50, not older than ${days} days (${inpatientDays} days when it was taken in hospital).`,
  'performance-status-poor': ({ scale, value, when, earlier, earlierWhen }) =>
    `${SCALES[scale]} ${value}, ${sayWhen(when)}${earlier !== null && earlierWhen !== null ? ` (was ${earlier} on ${sayWhen(earlierWhen)})` : ''}`,
  'performance-status-is': ({ scale, value, when }) => `${SCALES[scale]} ${value}, ${sayWhen(when)}`,
  'performance-status-which': ({ scale, value, when }) => `${SCALES[scale]} "${value}" on ${sayWhen(when)}: which?`,
  'performance-status-jump': ({ scale, value, when, earlier, earlierWhen }) =>
    `${SCALES[scale]} ${value} on ${sayWhen(when)} after ${earlier} on ${sayWhen(earlierWhen)}: please confirm`,
  'performance-status-stale': ({ when }) => `Performance status not recorded since ${sayWhen(when)}`,
  'performance-status-undated': () => 'Performance status recorded without a date',
  'performance-status-never': () => 'No performance status found',
  'performance-scales-disagree': () => 'Two readings of one day disagree; the worse one is used',
  'performance-status-other-tumor': ({ scale, value, when }) =>
    `${SCALES[scale]} ${value} on ${sayWhen(when)} was recorded for another tumor: please confirm`,
  'poor-function-coded': ({ name, when }) => `${name}${recorded(when)}: what is the performance status?`,

  'rule-repeat-unplanned-admissions': ({ days, count }) =>
    `${counted(count)} or more hospital stays that were not planned began within ${days} days. Transfers count once; an emergency visit that became a stay belongs to it; stays for chemotherapy, radiotherapy or elective surgery are planned.`,
  'stays-unplanned': ({ count, days, dates }) =>
    `${counted(count)} unplanned hospital stays in ${days} days: ${listed(dates)}`,
  'stays-not-recorded-as-planned': ({ count, days, dates }) =>
    `${counted(count)} hospital stays in ${days} days, ${count === 2 ? 'neither' : 'none'} recorded as planned: ${listed(dates)}`,
  'stays-counted': ({ unplanned, planned, days }) =>
    `${unplanned === 0 ? 'No unplanned hospital stay' : `${counted(unplanned)} unplanned hospital ${unplanned === 1 ? 'stay' : 'stays'}`} in ${days} days${planned > 0 ? `, ${planned} planned` : ''}`,
  'kind-of-visit-unknown': ({ count }) => `${plural(count, 'visit', 'visits')} of unknown kind: hospital stay or not?`,
  'plan-not-visible': () => 'Whether these stays were planned could not be seen',
  'acute-care-elsewhere': () => 'Hospital stays elsewhere are not visible here',

  'source-not-read': ({ source, reason }) => `${capital(SOURCES[source])}: ${UNREAD[reason]}`,
  'also-not-read': ({ source }) => `Without ${SOURCES[source]}, which could not be read completely`,
  'not-in-this-version': () =>
    'Medication, symptom scores, laboratory values and advance care planning are not read by this version',
  'vendor-may-be-incomplete': () => 'The EHR says that this list may not be complete',

  'answer-specialist': ({ urgency }) =>
    `A supportive & palliative care visit is suggested, ${SPECIALIST_TIME[urgency]}.`,
  'answer-navigator': ({ urgency, atLeast }) =>
    `${atLeast ? 'At least a' : 'A'} supportive-care nurse call is suggested, ${NAVIGATOR_TIME[urgency]}.`,
  'answer-oncology-team': () =>
    'Supportive care by your own team is suggested: ask about symptoms and advance care planning.',
  'answer-watch': ({ scale, value, when }) => {
    const read =
      scale === null || value === null || when === null ? '' : ` ${SCALES[scale]} ${value} on ${sayWhen(when)}.`;
    return `Nothing recorded calls for a supportive-care step now.${read} Symptom scores were not read.`;
  },
  'answer-too-little': ({ lastPerformance }) =>
    lastPerformance === null
      ? 'Too little is recorded to say: no performance status was found. Record it, and ask about symptoms.'
      : `Too little is recorded to say. Performance status last recorded ${sayWhen(lastPerformance)}.`,
  'answer-not-read': ({ sources }) =>
    `Too little could be read to say: ${sources.map((source) => SOURCES[source]).join(', ')} not read completely.`,
  'answer-so-far': ({ met }) => (met === 0 ? 'Nothing found yet' : `${plural(met, 'finding', 'findings')} on record.`),
  'gate-deceased': ({ on: date }) =>
    date === null ? 'Recorded as deceased.' : `Recorded as deceased, ${sayWhen(date)}.`,
  'gate-possibly-deceased': ({ what, when }) =>
    `The record may say that the patient has died (${what}${on(when)}). Check before any contact.`,
  'gate-under-18': () => 'Under 18: the rules of this app are for adults. Ask your pediatric palliative care service.',
  'gate-hospice': ({ since }) =>
    since === null ? 'Hospice care is recorded.' : `Hospice care recorded since ${sayWhen(since)}.`,
  'gate-no-active-malignancy': () => 'No active cancer is recorded in what we could read.',
  'gate-in-remission': ({ since }) => (since === null ? 'In remission.' : `In remission since ${sayWhen(since)}.`),
  'gate-cancer-status-unclear': ({ why, when }) => `Cancer status unclear: ${DOUBTS[why]}${on(when)}.`,
  'gate-cancer-not-readable': () =>
    'Cannot tell whether there is an active cancer: diagnoses could not be read completely.',
  'gate-referral-open': ({ on: date, what }) =>
    `Already referred${date === null ? '' : ` on ${sayWhen(date)}`}: ${what}.`,
  'gate-referral-prepared': ({ on: date, what }) =>
    `Referral prepared${date === null ? '' : ` ${sayWhen(date)}`}: ${what}. It is not an order until it is signed.`,
  'left-hospice': ({ on: date }) => (date === null ? 'Left hospice care' : `Left hospice care on ${sayWhen(date)}`),
  'remark-stage-unknown': () => 'Stage is not recorded. If the disease is advanced, a specialist visit is suggested.',
  'remark-relapse-unknown': () =>
    'Whether this blood cancer has come back cannot be told. If it has, a specialist visit is suggested.',
  'remark-newly-diagnosed': ({ on: date }) => `Newly diagnosed, ${sayDay(date)}.`,
  'remark-call-to-ask': () => 'Metastatic disease; symptom scores were not read. The call is to ask.',
  'hospice-not-checked': () => 'Whether there is hospice care could not be checked',
  'referral-not-checked': () => 'Whether a palliative care referral is open could not be checked',
};
