/** Words of the answers beside a referral: the form of each, and what became of it. */
import type { CareItem } from '../../domain/decision/care-items.ts';
import type { DecisionGap, DecisionKind, NotNowReason, PatientReason } from '../../domain/decision/decision.ts';
import type {
  LiftedBy,
  TakeBackGap,
  TakeBackKind,
  TakenBackAt,
  WhyNotTakeBack,
} from '../../domain/decision/take-back.ts';
import type { ProblemKind } from '../../domain/problem.ts';
import { counted } from './numbers.ts';

/** As parts of a sentence, for they are written into the chart too. */
export const NOT_NOW_REASON_NAMES: Readonly<Record<NotNowReason, string>> = {
  'action-not-priority': 'other problems come first',
  'limited-time': 'no time at this visit',
  'wrong-time-workflow': 'another visit suits better',
  'need-more-info': 'more information is needed first',
  'service-not-available': 'no service is available',
  'patient-ineligible': 'it does not fit this patient',
};

export const PATIENT_REASON_NAMES: Readonly<Record<PatientReason, string>> = {
  'prefers-alternative': 'the patient prefers another kind of support',
  'cultural-religious-reason': 'cultural or religious reasons',
  'too-costly-uncovered': 'cost or coverage',
  'inadequate-support': 'travel, or too little help at home',
};

/** The same as lines of their own. */
function capitals<Name extends string>(all: Readonly<Record<Name, string>>): Readonly<Record<Name, string>> {
  const lines = Object.entries<string>(all).map(([name, [first = '', ...rest]]) => [
    name,
    first.toUpperCase() + rest.join(''),
  ]);
  return Object.fromEntries(lines) as Record<Name, string>;
}

export const CARE_ITEM_NAMES: Readonly<Record<CareItem, string>> = {
  pain: 'Pain',
  dyspnea: 'Shortness of breath',
  nausea: 'Nausea',
  constipation: 'Constipation',
  diarrhea: 'Diarrhea',
  appetite: 'Appetite',
  fatigue: 'Fatigue',
  drowsiness: 'Drowsiness',
  sleep: 'Sleep',
  depression: 'Low mood',
  anxiety: 'Anxiety',
  function: 'Daily function',
  weight: 'Weight and nutrition',
  delirium: 'Confusion',
  'symptom-review': 'Ask about all symptoms',
  'distress-screen': 'Ask about distress',
  understanding: 'What the patient understands and hopes for',
  planning: 'Advance care planning',
  caregiver: 'How the caregiver is',
};

/** One line of what to think of, and where it comes from. No doses: those are for the prescriber and the label. */
const CARE_ITEM_HINTS: Readonly<Record<CareItem, string>> = {
  pain: 'Where, how bad, what it keeps the patient from; what is taken, and whether it helps. With an opioid, something for the bowel from the first day (ASCO 2022).',
  dyspnea:
    'Treat what can be treated; a fan to the face, breathing and relaxation techniques before drugs (ASCO 2021).',
  nausea: 'Look for the cause: treatment, opioid, constipation, metabolic, obstruction (MASCC/ESMO 2023).',
  constipation:
    'Ask for the last bowel movement; rule out obstruction; a laxative by the clock with an opioid (MASCC 2020).',
  diarrhea: 'Think of treatment, immune colitis and infection before symptomatic drugs (ESMO 2018).',
  appetite:
    'Ask what eating means to the patient and the family; dietitian; what a drug can and cannot do (ASCO 2020, 2023).',
  fatigue: 'Treatable causes first; exercise and cognitive behavioral therapy help (ASCO-SIO 2024).',
  drowsiness: 'Look at opioids, benzodiazepines and other sedating drugs, and at calcium, infection and the brain.',
  sleep: 'Pain, steroids late in the day, worry; cognitive behavioral therapy for insomnia before drugs (ESMO 2023).',
  depression:
    'Ask about mood and interest; psychological treatment first, for more severe symptoms with a drug (ASCO 2023).',
  anxiety: 'Ask what the worry is; psychological treatment first (ASCO 2023).',
  function: 'What has changed, and why; physical and occupational therapy, aids at home (NCCN).',
  weight: 'Weight at every visit; dietitian; reversible causes: mouth, nausea, bowel, mood (ASCO 2020).',
  delirium: 'Look for drugs, infection, calcium, retention, constipation; calm surroundings, family (ESMO 2018).',
  'symptom-review': 'With a short questionnaire at each visit, so that the next reading can be compared (Basch 2017).',
  'distress-screen':
    'Distress thermometer or the team’s own question; social work or psycho-oncology where it is 4 or more (NCCN Distress Management).',
  understanding:
    '“What do you understand of your illness?” and “What matters most to you now?” before plans are made (ASCO 2017, 2024).',
  planning:
    'Who speaks for the patient if they cannot; what they would and would not want; where it is written (ASCO 2017).',
  caregiver: 'Who helps, how they are, whom they call at night (ASCO 2024).',
};

export const decide = {
  title: {
    'our-team': 'Our team will do it',
    'not-now': 'Not now',
    'patient-declined': 'Patient prefers not to',
    'already-receiving': 'Already receiving',
    'comfort-plan-not-current': 'The comfort-care plan is not current',
  } satisfies Record<DecisionKind, string>,
  lead: {
    'our-team': 'What your team takes on, from what was found. It is asked again on the day below.',
    'not-now':
      'The findings stay in view. The question comes back on the day below, or when something new and severe is found.',
    'patient-declined':
      'The patient is not asked again before the day below, whatever is found; you still see it. Nothing keeps you from talking with them yourself.',
    'already-receiving': 'Who gives supportive & palliative care to this patient now.',
    'comfort-plan-not-current': 'The plan stays in the chart. It no longer holds the answer back.',
  } satisfies Record<DecisionKind, string>,
  close: 'Close without saving',
  reason: 'Why',
  reasonOptional: 'Why, if the patient says so',
  noReason: 'No reason given',
  notNow: capitals(NOT_NOW_REASON_NAMES),
  patient: capitals(PATIENT_REASON_NAMES),
  askAgain: 'Ask again',
  askAgainOn: 'Ask again on',
  inDays: (days: number, date: string) =>
    `In ${days % 7 === 0 && days < 84 ? counted(days / 7, 'week', 'weeks') : counted(days, 'day', 'days')}, ${date}`,
  otherDay: 'On another day',
  doNotAskAgain: '“Please do not ask again”',
  by: 'Who gives it',
  byHint: 'For example the name of the team or practice',
  since: 'Since (if known)',
  items: 'Your team takes on',
  others: 'Part of every list',
  item: CARE_ITEM_NAMES,
  hint: CARE_ITEM_HINTS,
  hintSource: 'Hints in our own words after the guidelines named. They do not replace them, and name no doses.',
  /** Of a decision on record. `others`: how many only a later version of this app has a name for. */
  takenOn: (items: readonly string[], others: number) =>
    `The team has taken on: ${[...items, ...(others === 0 ? [] : [`${counted(others, 'item', 'items')} of a later version of Alongside`])].join('; ')}.`,
  comment: 'In your own words (optional)',
  commentHint: 'The patient can read it in the portal.',
  saveFor: (what: string, patient: string) => `Save for ${patient}: ${what}`,
  where: {
    task: 'It is saved in the chart. Nothing is ordered, and nobody is asked for anything.',
    note: 'This EHR takes no task from Alongside: it is saved as a note in the chart. Nothing is ordered.',
    'not-allowed':
      'Your sign-in may not record this in the chart, so it will not be remembered. Copy it into your own note.',
    nowhere:
      'This EHR takes neither task nor note from Alongside: it will not be remembered. Copy it into your own note.',
    asking: 'Looking where it can be saved.',
    'could-not-ask': 'Where it can be saved could not be asked. Try again in a moment.',
  },
  lookAgain: 'Look again where it can be saved',
  gap: {
    'no-reason': 'Choose why.',
    'no-day': 'Choose when to ask again.',
    'day-passed': 'The day to ask again has to be after today.',
    'day-too-far': 'The day to ask again is more than a year away.',
    'no-service-named': 'Say who gives it.',
    'by-too-long': 'The name is too long: at most 200 characters.',
    'comment-too-long': 'Your own words are too long: at most 500 characters.',
    'no-item': 'Choose at least one.',
    'day-ahead': 'The day since when has not come yet.',
  } satisfies Record<DecisionGap, string>,
  outcome: {
    saving: 'Saving, waiting for the EHR.',
    recorded: (what: string, as: 'task' | 'note') =>
      `${what}: saved in the chart${as === 'task' ? '' : ' as a note'}. Nobody is asked to do anything by it.`,
    recordedNotFound: (what: string, as: 'task' | 'note') =>
      `${what}: saved in the chart${as === 'task' ? '' : ' as a note'}, but Alongside could not find it there again. Do not count on it being remembered: the next look may show the same question.`,
    staged: (what: string) => `${what}: taken in by the EHR for review. It is not in the chart yet.`,
    unknown: (what: string) =>
      `We could not confirm whether it was saved: “${what}”. Look in the chart before you enter it there.`,
    refused: (reason: string) => `The EHR refused: ${reason}`,
    notSaved: (reason: string) => `Not saved: ${reason}`,
    notRemembered: (what: string) =>
      `${what}: not saved, and not remembered. The next look shows the same question again. Copy it into your own note.`,
  },
  copy: 'Copy the text',
  checkAgain: 'Check again',
  notThere: 'It is not in the chart: save it again…',
  done: 'Close',
  /** Taking back a decision that is on record. */
  takeBack: {
    title: {
      'patient-declined': 'The patient’s “no” no longer holds',
      'decision-recorded': 'The decision no longer holds',
      'under-specialist-care': '“Already receiving” no longer holds',
    } satisfies Record<TakenBackAt, string>,
    lead: 'The record in the chart is changed, and the question is open again. Nothing is ordered.',
    asking: 'Looking whether it can be changed here.',
    which: 'What has happened',
    kind: {
      mistake: 'It was a mistake',
      'no-longer': 'It no longer holds',
    } satisfies Record<TakeBackKind, string>,
    kindHint: {
      mistake: 'A wrong press, or a wrong patient. The record is marked as entered in error.',
      'no-longer': 'It was so, and is over. The record stays, as ended.',
    } satisfies Record<TakeBackKind, string>,
    who: 'Who says so',
    by: {
      patient: 'The patient says so',
      clinician: 'I lift it',
    } satisfies Record<LiftedBy, string>,
    onlyThePatient: 'It is lifted by the patient’s word. Without it, you can still refer: a referral asks them anew.',
    note: 'In a few words',
    noteHelp: 'Stands in the record. The patient can read it in the portal.',
    noteNoName:
      'Stands in this record: do not name another patient. If it was meant for somebody else, write it in their chart.',
    gap: {
      'no-kind': 'Choose what has happened.',
      'no-one': 'Say whose word it is.',
      'no-words': 'Say why, in a few words.',
      'too-long': 'The note is too long: at most 500 characters.',
    } satisfies Record<TakeBackGap, string>,
    saveFor: (patient: string) => `Take it back for ${patient}`,
    close: 'Leave it as it is',
    mayNot: {
      'not-granted': 'The EHR has not allowed this app to change this record.',
      'not-advertised': 'This EHR takes no changes of this record from apps.',
      'switched-off': 'Changes of this record from this app are switched off at this site.',
      'could-not-ask': 'It could not be found out whether the EHR takes a change of this record.',
      'no-version': 'The EHR does not say which version of the record this is, so it is not changed from here.',
      'not-there': 'The record is no longer in what was read. Read the chart again.',
    } satisfies Record<WhyNotTakeBack, string>,
    inTheEhr: {
      task: 'In the chart: open the task “Supportive care findings reviewed” and cancel it, or mark it as entered in error.',
      note: 'In the chart: open the note “Supportive care: decision” and mark it as entered in error, or write an addendum.',
    },
    stillRefer: 'A referral can still be made: Refer stands above.',
    outcome: {
      saving: 'Writing it. Please keep this page open.',
      looking: 'Looking for it in the EHR.',
      done: 'Taken back: it is in the chart. The answer above is for the chart without it.',
      notReadBack: 'The EHR said so; it could not be read back yet.',
      planStays: 'A care plan that was saved with it stays as it is: end it in the chart.',
      staged: 'The EHR has taken the change in for review. The decision holds until then.',
      conflict: (status: string | null) =>
        `Somebody has changed the record meanwhile${status === null ? '' : `: its status is now “${status}”`}. Nothing was written over it. Look again, then decide.`,
      refused: (reason: string) => `The EHR refused: ${reason}`,
      notDone: (reason: string) => `Nothing was changed: ${reason}`,
      notDoneBecause: {
        changed: 'what stands in the chart is no longer what was shown. Look again.',
        'not-kept': 'this browser cannot keep a note of what is being changed.',
        ending: 'the session with the EHR is about to end. Open Alongside again from the chart.',
      } satisfies Partial<Record<ProblemKind, string>>,
      unknown: 'We could not confirm whether it was taken back. Look in the chart. Nothing is sent again by itself.',
      asBefore: 'When it was looked up, the record stood as before. What is on its way can still arrive.',
      tryAgain: 'Try again',
    },
  },
  carePlan: {
    saved: 'The list is in the chart as a care plan.',
    staged: 'The list was taken in by the EHR for review, as a care plan.',
    unknown: 'We could not confirm whether the list was saved as a care plan.',
    refused: (reason: string) =>
      `The list was not saved as a care plan: ${reason}. It stands in the record of the decision.`,
    none: 'This EHR takes no care plan from Alongside: the list stands in the record of the decision.',
  },
} as const;
