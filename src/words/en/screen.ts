/** Words of the first screen. Clinical findings and answers are sentences of `say`. */
import type { PatientRecord, ReferralRecord } from '../../domain/chart/records.ts';
import type { DecisionKind } from '../../domain/decision/decision.ts';
import type { Against } from '../../domain/dosing/against.ts';
import type { Task } from '../../domain/dosing/recommendation.ts';
import type { QuestionKind } from '../../domain/question/question.ts';
import { counted, listed, numeral } from './numbers.ts';
import { SOURCE_NAMES } from './phrases.ts';

/** A sentence as a part of another one: "A visit is..." after "So far:". Abbreviations ("ECOG 3") keep their capitals. */
function uncapital(sentence: string): string {
  const [first = '', second = ''] = sentence;
  return `${second === second.toLowerCase() ? first.toLowerCase() : first}${sentence.slice(1)}`;
}

/** What to do about it stands in the whole list: the line has room for what is missing. */
const firstSentence = (line: string): string => line.replace(/\. [A-Z].*$/, '').replace(/\.$/, '');

/** Without a user a draft is nobody's, and no other launch may find it. */
const NOT_KEPT = 'The EHR did not say who you are: send or copy what you write, for it cannot be found again.';

export const screen = {
  skip: 'Skip to the answer',

  launch: { opening: 'Opening the chart' },

  /** Plain names of the kinds of data. */
  sources: SOURCE_NAMES,

  banner: {
    label: 'Patient',
    opening: 'Opening the chart',
    notRead: 'Patient not read',
    sex: {
      female: 'female',
      male: 'male',
      other: 'other sex',
      unknown: 'sex unknown',
    } satisfies Record<NonNullable<PatientRecord['sex']>, string>,
    sexNotRecorded: 'sex not recorded',
    born: (date: string) => `born ${date}`,
    age: (years: number) => `${String(years)} y`,
    died: (date: string | null) => (date === null ? 'deceased' : `died ${date}`),
    birthNotRecorded: 'birth date not recorded',
    mrn: (number: string) => `MRN ${number}`,
    noMrn: 'MRN not recorded',
    stage: (cancer: string, stage: string, metastaticSince: string | null) =>
      `${cancer}, stage ${stage}${metastaticSince === null ? '' : `; metastasis since ${metastaticSince}`}`,
  },

  session: {
    /** `sendable`: minutes in which something can still be sent; none at the very end. */
    ending: (minutes: number, sendable: number, isNamed: boolean) =>
      `The session ends in ${counted(minutes, 'minute', 'minutes')}; ${
        sendable > 0
          ? `a referral can be sent for ${counted(sendable, 'minute', 'minutes')} more`
          : 'nothing can be sent any more'
      }. ${isNamed ? 'What you write is kept.' : NOT_KEPT}`,
    bySignIn: 'You chose this patient when you signed in. Check name, birth date and MRN.',
    trying: (isNamed: boolean) =>
      `The EHR does not answer just now, so nothing can be sent. It is asked again by itself. ${isNamed ? 'What you write is kept.' : NOT_KEPT}`,
    over: 'The session has ended. Open Alongside again from the chart.',
    overMore: (readAt: string) =>
      `Below is what was read at ${readAt}. Nothing more can be read or sent from this page.`,
  },

  away: {
    title: 'Hidden, because it was not used for 15 minutes.',
    cameBack: 'You have come back to a chart that was opened earlier.',
    closing: 'Closing Alongside.',
    ended: 'The session has ended.',
    lead: (isNamed: boolean) =>
      `The patient is read again before the chart is shown. ${isNamed ? 'What you have written is kept.' : 'What you have written is in this window alone.'} After 30 minutes in all without use, Alongside is closed.`,
    show: 'Show again',
    checking: 'Reading the patient again.',
    over: 'Open Alongside again from the chart, here in this window: what you have written is kept.',
    overUnnamed:
      'Open Alongside again from the chart. The EHR did not say who you are: what you have written cannot be found again there.',
    wrongPatient:
      'The EHR’s record is not the one that was opened, so the chart stays hidden. Open Alongside again from the patient’s chart.',
    failed: 'The patient could not be read again, so the chart stays hidden. Try again.',
  },

  answer: {
    region: 'Answer',
    reading: 'Reading the chart.',
    readingMore: 'Nothing can be said yet.',
    soFar: (sentence: string) => `So far: ${uncapital(sentence)}`,
    /** At most five names: a chart that is just being opened waits for twenty. */
    stillReading: (sources: readonly string[]) =>
      `Still reading: ${listed(sources.length > 5 ? [...sources.slice(0, 4), `${numeral(sources.length - 4)} more`] : sources)}.`,
    settled: (sentence: string) => `The answer: ${sentence}`,
    reasons: 'Reasons',
    remarks: 'Beside it',
    /** Beside the date of a reason in which several stand. */
    latest: (ago: string) => `latest ${ago}`,
    notSeen: 'Not seen:',
    /** Sentences as parts of one: "hospital stays elsewhere are not visible here; ...". */
    notSeenLine: (lines: readonly string[]) =>
      `${lines.map((line) => uncapital(firstSentence(line))).join('; ')}.`.replace('?.', '?'),
    notSeenMore: (count: number) => `${numeral(count)} more`,
    notSeenAll: 'What could not be seen',
    safety: 'Recorded, with a protocol of your site',
    /** The site's own words, as they are. */
    protocol: (words: string) => `Here: ${words}`,
    task: {
      'add-stage': 'To do: add the stage to the chart.',
      'confirm-cancer': 'To do: confirm the cancer diagnosis.',
      'complete-assessment': 'To do: ask about function, symptoms, distress, weight and advance care planning.',
      'goals-of-care': 'To do: talk about goals of care.',
      'tell-palliative-team': 'To do: tell the palliative team what is new.',
      'new-line-talk': 'To do: talk about what the new line of treatment is for.',
      acp: 'To do: advance care planning; no document or conversation is visible.',
      'function-cause': 'To do: look for the cause of the poor function.',
      'psycho-oncology': 'To do: offer psycho-oncology, social work or primary care.',
    } satisfies Record<Task, string>,
    against: { against: 'Against it:', 'not-counted': 'Not counted:' } satisfies Record<Against['as'], string>,
    /** Where too little is recorded: the next look is not what helps. */
    askNow: 'To do: ask at this visit. What you add counts at once.',
    reviewOn: (date: string) => `Look again on ${date}.`,
    askedAgainOn: (date: string) => `The question comes back on ${date}, also if the referral is still open then.`,
    preparedTodo: 'To do: sign it, change it or discard it.',
    preparedWaits: 'It waits for a signature.',
    lookAndSign: 'Look at it and sign',
    lookAtIt: 'Look at it',
    visitNotVisible: 'What is visible of it stands under Referrals.',
    call: (phone: string) => `Call ${phone}.`,
    /** Above the answer, once a referral has left: what it suggests is done, or on its way. */
    left: {
      placed: (today: boolean) => `Referral order placed${today ? ' today' : ''}.`,
      prepared: (today: boolean) => `Referral prepared${today ? ' today' : ''}, waiting for a signature.`,
      task: (today: boolean) => `Referral requested${today ? ' today' : ''}, without an order.`,
      communication: (today: boolean) => `Message about a referral sent${today ? ' today' : ''}, without an order.`,
      note: (today: boolean) => `Referral letter filed${today ? ' today' : ''}, without an order.`,
    },
    onRecord: 'On record',
    unreadable: 'The patient’s record could not be read, so there is no answer.',
    again: 'Try again',
  },

  refer: {
    open: 'Refer…',
    resume: 'Continue the referral…',
    keptNotSent: 'A draft is kept. Nothing has been sent.',
    loading: 'Opening the form',
  },

  /** The answers beside a referral, as buttons. */
  decide: {
    label: 'Other answers',
    'our-team': 'Our team will do it',
    'not-now': 'Not now',
    'patient-declined': 'Patient prefers not to',
    'already-receiving': 'Already receiving',
    'comfort-plan-not-current': 'No, it is not current',
    loading: 'Opening the form',
    takeBack: 'This no longer holds; change the chart…',
  } satisfies Record<DecisionKind | 'label' | 'loading' | 'takeBack', string>,

  /** A question to the palliative team, or news for it, as buttons. */
  askTeam: { ask: 'Ask the palliative team', tell: 'Tell the palliative team what is new' } satisfies Record<
    QuestionKind,
    string
  >,

  /** What the clinician has said at this visit. */
  visit: {
    label: 'Said at this visit',
    add: 'Add what you know',
    entered: 'Entered:',
    leftOut: 'Set aside as wrong, not counted:',
    by: (who: string | null, time: string) => (who === null ? `at ${time}` : `by ${who}, ${time}`),
    takeBack: 'Take back',
    takeBackWhat: (what: string) => `Take back: ${what}`,
    putBack: 'Count it again',
    putBackWhat: (what: string) => `Count it again: ${what}`,
    /** Beside a reason, a stage or a line of evidence. */
    mark: 'entered by a clinician',
    wrong: 'This is wrong',
    wrongWhat: (what: string) => `This is wrong: ${what}`,
    planned: 'It was planned',
    plannedWhat: (what: string) => `It was planned: ${what}`,
    /** Of a cancer that is one because a clinician said so here. */
    confirmed: 'confirmed at this visit',
    /** Of a confirmation by which the answer does not go. */
    withoutEffect: 'Not counted: the record has changed since, or was not read. Confirm it anew if it is still so.',
    /** Of a diagnosis in doubt. */
    active: 'It is active cancer',
    activeWhat: (what: string) => `It is active cancer: ${what}`,
    /** Of a record behind a gate: hospice care, a referral, a plan. */
    noLonger: 'Leave out of this visit; the chart stays',
    noLongerWhat: (what: string) => `Leave out of this visit; the chart stays: ${what}`,
    loading: 'Opening the list',
  },

  /** A line of evidence and the record behind it. */
  record: {
    open: 'Open the FHIR record',
    close: 'Close the FHIR record',
    gone: 'The record is no longer in memory. Open Alongside again from the chart.',
    dateNotRecorded: 'date not recorded',
    from: (origin: string) => `from ${origin}`,
  },

  problem: {
    said: 'What the EHR said',
    technical: 'Technical lines',
    copyTechnical: 'Copy the technical lines',
  },

  copy: { copied: 'Copied', failed: 'Could not copy. Select the text and copy it by hand.' },

  referralStatus: {
    draft: 'prepared, not signed',
    active: 'open',
    'on-hold': 'on hold',
    completed: 'completed',
    revoked: 'cancelled',
    other: 'status unclear',
  } satisfies Record<ReferralRecord['status'], string>,

  referralBy: (who: string) => `by ${who}`,
  referralFor: (who: string) => `for the signature of ${who}`,

  crash: {
    title: 'This part of the page has stopped.',
    more: 'The rest goes on. A draft that you wrote is kept in this tab.',
    whole: 'The page has stopped.',
    wholeMore: 'Reload it, or open Alongside again from the chart. A draft that you wrote is kept in this tab.',
    reload: 'Reload the page',
  },
} as const;
