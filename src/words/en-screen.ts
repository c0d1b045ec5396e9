/** All words of the screens, in English. Clinical findings and answers are sentences of `say`, not of this file. */
import type { SourceId, SourceState } from '../domain/chart/source.ts';
import type { Unreadable } from '../domain/chart/evidence.ts';
import type { PatientRecord, ReferralRecord } from '../domain/chart/records.ts';
import type { Task, Urgency } from '../domain/dosing/recommendation.ts';
import { PERIOD_DAYS, type DraftGap, type PatientAgrees } from '../domain/referral/draft.ts';
import type { Certainty, Outcome, Strength, TriggerId } from '../domain/triggers/trigger.ts';
import { SOURCES } from './en-statements.ts';

/** "1 encounter", "14 encounters". */
function counted(count: number, one: string, many: string): string {
  return `${numeral(count)} ${count === 1 ? one : many}`;
}

function numeral(count: number): string {
  return count.toLocaleString('en-US');
}

/** "hospital stays, diagnoses and care plans". */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** "14:32" by the facility's clock, like every date of the page: a laptop may stand in another time zone. */
export function clockTime(milliseconds: number, timeZone: string): string {
  const form = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat('en-US', form).format(milliseconds);
}

/** Whether two moments fall on one day of the facility's calendar. */
export function isSameDay(one: number, other: number, timeZone: string): boolean {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  return day.format(one) === day.format(other);
}

/** Rules of the clinical reference; those that are not in this version are not asked. */
const ALL_RULES = 28;

/** A sentence as a part of another one: "A visit is..." after "So far:". Abbreviations ("ECOG 3") keep their capitals. */
function uncapital(sentence: string): string {
  const [first = '', second = ''] = sentence;
  return `${second === second.toLowerCase() ? first.toLowerCase() : first}${sentence.slice(1)}`;
}

export const screen = {
  skip: 'Skip to the answer',
  launch: { opening: 'Opening the chart' },

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
    stage: (cancer: string, stage: string) => `${cancer}, stage ${stage}`,
  },

  session: {
    ending: (minutes: number) =>
      `The session ends in ${counted(minutes, 'minute', 'minutes')}. What you write is kept.`,
    over: 'The session has ended. Open Alongside again from the chart.',
    overMore: (readAt: string) =>
      `Below is what was read at ${readAt}. Nothing more can be read or sent from this page.`,
  },

  answer: {
    region: 'Answer',
    reading: 'Reading the chart.',
    readingMore: 'Nothing can be said yet.',
    soFar: (sentence: string) => `So far: ${uncapital(sentence)}`,
    stillReading: (sources: readonly string[]) => `Still reading: ${listed(sources)}.`,
    settled: (sentence: string) => `The answer: ${sentence}`,
    reasons: 'Reasons',
    remarks: 'Beside it',
    /** Beside the date of a reason in which several stand. */
    latest: (ago: string) => `latest ${ago}`,
    notSeen: 'Not seen:',
    /** Sentences as parts of one: "hospital stays elsewhere are not visible here; ...". */
    notSeenLine: (lines: readonly string[]) => `${lines.map((line) => uncapital(line.replace(/\.$/, ''))).join('; ')}.`,
    notSeenMore: (count: number) => `${numeral(count)} more`,
    notSeenAll: 'What could not be seen',
    task: {
      'add-stage': 'To do: add the stage to the chart.',
      'confirm-cancer': 'To do: confirm the cancer diagnosis.',
      'goals-of-care': 'To do: talk about goals of care.',
      'function-cause': 'To do: look for the cause of the poor function.',
    } satisfies Record<Task, string>,
    reviewOn: (date: string) => `Look again on ${date}.`,
    preparedTodo: 'To do: sign or cancel it under Orders in the chart.',
    visitNotVisible: 'Whether a visit is booked is not visible here.',
    call: (phone: string) => `Call ${phone}.`,
    /** Above the answer, once a referral has left: what it suggests is done, or on its way. */
    left: {
      placed: (today: boolean) => `Referral order placed${today ? ' today' : ''}.`,
      prepared: (today: boolean) => `Referral prepared${today ? ' today' : ''}, waiting for a signature.`,
    },
    onRecord: 'On record',
    unreadable: 'The patient’s record could not be read, so there is no answer.',
    again: 'Try again',
  },

  sections: { label: 'Sections of this page', why: 'Why', sources: 'Sources', print: 'Print this page' },

  outcome: {
    met: 'Met',
    'not-assessable': 'Cannot tell',
    'not-met': 'Not met',
    'not-applicable': 'Does not apply',
  } satisfies Record<Outcome, string>,

  strength: { major: 'enough alone', supporting: 'counts with others' } satisfies Record<Strength, string>,
  notCounted: 'context, not counted',
  certainty: { definite: '', probable: 'probable', attested: 'entered by a clinician' } satisfies Record<
    Certainty,
    string
  >,

  trigger: {
    'metastatic-solid-tumor': 'Metastatic solid cancer',
    'cns-metastases': 'Brain or leptomeningeal metastases',
    'poor-performance-status': 'Needs much help with daily life (ECOG 3 or 4)',
    'repeat-unplanned-admissions': 'Two or more unplanned hospital stays in 90 days',
  } satisfies Record<TriggerId, string>,

  why: {
    title: 'Why',
    counts: (met: number, unclear: number) =>
      `${numeral(met)} met${unclear > 0 ? `, ${numeral(unclear)} unclear` : ''}`,
    reading: (count: number) => `${counted(count, 'rule', 'rules')} wait for the rest of the chart.`,
    inThisVersion: (count: number) => `${numeral(count)} of ${numeral(ALL_RULES)} rules are in this version.`,
    found: 'Found',
    nothingFound: 'Nothing on record that bears on this rule.',
    rule: 'The rule',
    ruleVersion: (version: string) => `Rule version ${version}`,
    lookedAt: 'Looked at',
    lookedAtLine: (what: string, since: string | null, newest: string | null) =>
      `${what}${since === null ? '' : ` since ${since}`}${newest === null ? '' : `, newest ${newest}`}`,
    missing: 'Missing',
    caveats: 'Bear in mind',
    citations: 'Why it matters',
    openRecord: 'Open the FHIR record',
    closeRecord: 'Close the FHIR record',
    recordGone: 'The record is no longer in memory. Open Alongside again from the chart.',
    dateNotRecorded: 'date not recorded',
    fromOrigin: (origin: string) => `from ${origin}`,
  },

  sources: {
    title: 'Sources',
    counts: (read: number, all: number) => `${numeral(read)} of ${numeral(all)}`,
    from: (host: string) => `From ${host}`,
    name: {
      Patient: 'Patient details',
      Encounter: 'Encounters',
      Condition: 'Diagnoses',
      CarePlan: 'Care plans',
      Observation: 'Observations',
      Procedure: 'Procedures',
      ServiceRequest: 'Referrals and orders',
    } satisfies Record<SourceId, string>,
    inSentence: SOURCES,
    counted: {
      Patient: (n) => counted(n, 'patient record', 'patient records'),
      Encounter: (n) => counted(n, 'encounter', 'encounters'),
      Condition: (n) => counted(n, 'diagnosis', 'diagnoses'),
      CarePlan: (n) => counted(n, 'care plan', 'care plans'),
      Observation: (n) => counted(n, 'observation', 'observations'),
      Procedure: (n) => counted(n, 'procedure', 'procedures'),
      ServiceRequest: (n) => counted(n, 'referral or order', 'referrals and orders'),
    } satisfies Record<SourceId, (count: number) => string>,
    state: {
      loaded: 'read',
      partial: 'read in part',
      failed: 'could not be read',
      forbidden: 'not allowed',
      unsupported: 'not offered by this EHR',
      'not-asked': 'not asked',
    } satisfies Record<SourceState['state'], string>,
    reading: 'being read',
    noneFound: 'none on record',
    newest: (date: string) => `newest ${date}`,
    /** Kinds of data that rules of a later version will need. They count as not read. */
    notInThisVersion: ['Medication', 'Symptom scores', 'Laboratory values', 'Advance care planning'],
    notReadByThisVersion: 'not read by this version',
    retry: (source: string) => `Read again: ${source}`,
    retryShort: 'Read again',
    retrying: 'being read again',
    forbiddenTodo: 'Your EHR team can grant it to this app. Until then nothing is concluded from its absence.',
    unsupportedTodo: 'Nothing is concluded from its absence.',
    unreadable: (count: number) => `${counted(count, 'record was', 'records were')} left out`,
    unreadableReason: {
      'no-status': 'no usable status',
      'no-code': 'no code and no words',
      'wrong-shape': 'not readable as FHIR',
      'no-subject': 'does not say whose record it is',
      'other-patient': 'another patient’s record',
      'after-as-of': 'dated in the future',
      'entered-in-error': 'entered in error',
    } satisfies Record<Unreadable['reason'], string>,
    originName: (origin: string, ehr: string) => (origin === 'ehr' ? ehr : origin),
  },

  problem: {
    said: 'What the EHR said',
    technical: 'Technical lines',
    copyTechnical: 'Copy the technical lines',
  },

  copy: { copied: 'Copied', failed: 'Could not copy. Select the text and copy it by hand.' },

  referral: {
    open: 'Refer…',
    resume: 'Continue the referral…',
    keptNotSent: 'A draft is kept. Nothing has been sent.',
    title: 'Referral',
    to: (name: string) => `Referral for ${name}`,
    close: 'Close',
    closeHint: 'Closing keeps the draft.',
    loading: 'Opening the form',
    service: 'To whom',
    modality: { clinic: 'clinic visit', virtual: 'by video', home: 'at home', inpatient: 'in hospital' },
    noService: 'No service is configured for this site. The letter can be handed on.',
    // Never how urgent the patient's condition is (clinical 8.1).
    urgency: 'How soon the team is asked to see the patient',
    urgencyOption: {
      urgent: `Within ${String(PERIOD_DAYS.urgent * 24)} hours`,
      soon: `Within ${String(PERIOD_DAYS.soon / 7)} weeks`,
      routine: `Within ${String(PERIOD_DAYS.routine / 7)} weeks`,
    } satisfies Record<Urgency, string>,
    reasons: 'Why',
    noReasons: 'No finding of the rules is on record. Say below what you ask for.',
    question: 'What you ask of them',
    questionPrefill:
      'Please see the patient together with us: symptoms, support for patient and family, and what matters most to the patient. Cancer care stays with us.',
    questionHelp: 'In your own words. The patient can read it in the portal.',
    counter: (used: number, limit: number) => `${numeral(used)} of ${numeral(limit)} characters`,
    agrees: 'Patient knows and agrees',
    // The nurse service is not one of the services of this form: an order from here goes to the specialists.
    nurseCall: 'A nurse call is suggested, not a specialist visit. No nurse service is set up here.',
    agreesOption: { yes: 'Yes', 'not-yet-asked': 'Not yet asked', no: 'No' } satisfies Record<PatientAgrees, string>,
    preview: 'What will be sent',
    previewManual: 'The letter',
    words: 'Words',
    fhir: 'FHIR',
    fhirWaiting: 'The resource is being made.',
    checking: 'Looking for other referrals before anything can be sent.',
    stopped: 'Nothing can be sent.',
    waiting: 'Nothing can be sent before the whole chart has been read.',
    checkAgain: 'Check again',
    lookUnderOrders: 'Look under Orders first.',
    whyNot: 'Why, and what to do',
    check: {
      none: (searched: number) =>
        `No other open referral was found; ${counted(searched, 'referral or order was', 'referrals and orders were')} looked at.`,
      open: 'A referral that asks the same is open already.',
      similar: 'A similar referral is on record.',
      'could-not-check': 'It could not be checked whether a referral is open already.',
    },
    acknowledge: {
      open: 'I have seen it and want to send this one as well.',
      similar: 'I have seen it and want to send this one.',
      'could-not-check': 'I know that it could not be checked, and want to send all the same.',
    },
    /** Behind a gate: its own sentence, read again at the button. */
    acknowledgeGate: (headline: string, hospice: boolean) =>
      `${headline}${hospice ? ' Speak with the hospice team first.' : ''} I want to send this referral all the same.`,
    portal: 'The patient can see this order in the portal today. Talk with the patient first.',
    acknowledgeFirst: 'Tick the line above first.',
    gap: {
      'no-service': 'Choose a service.',
      'no-reason-and-no-question': 'Tick a reason, or say what you ask.',
      'question-too-long': 'The question is too long.',
      'patient-not-answered': 'Say whether the patient knows and agrees.',
      'patient-declined': 'The patient does not agree, so it cannot be sent.',
    } satisfies Record<DraftGap, string>,
    send: (name: string, born: string | null) => `Send referral for ${name}${born === null ? '' : `, ${born}`}`,
    prepare: (name: string, born: string | null) => `Prepare referral for ${name}${born === null ? '' : `, ${born}`}`,
    makes: {
      order: 'It will be an order, placed in your name.',
      proposal: 'It will be prepared in the chart. It is not an order until it is signed.',
    },
    sending: 'Sending. Please keep this page open.',
    manual: {
      'not-granted': 'The EHR has not allowed this app to write referrals, so none can be sent from here.',
      'not-advertised': 'This EHR does not take referrals from apps, so none can be sent from here.',
      'switched-off': 'Sending is switched off at this site, so no referral can be sent from here.',
      'could-not-ask': 'The EHR did not say whether it takes referrals, so none can be sent from here now.',
    },
    manualTodo: (orderName: string | null) =>
      orderName === null
        ? 'Hand on the letter, or place the order in the chart.'
        : `Place the order “${orderName}” in the chart, or hand on the letter.`,
    handOver: (how: string) => `The service takes: ${how}`,
    keptNoChart: 'The chart cannot be read, so nothing can be sent. This is what you wrote:',
    copyWords: 'Copy what you wrote',
    copyLetter: 'Copy the letter',
    printLetter: 'Print the letter',
    discard: 'Discard the draft',
    discardSure: 'Discard what you wrote?',
    discardYes: 'Discard it',
    discardNo: 'Keep it',
    expired:
      'The session has ended, so nothing can be sent. What you wrote is below: copy the letter, or open Alongside again from the chart.',
    refused: (reason: string) => `The EHR refused: ${reason}`,
    notSent: 'Nothing was sent.',
    refusedTodo: 'What you wrote is still here.',
  },

  outcomeSentence: {
    placed: 'Referral order placed',
    prepared: 'Referral prepared in the chart. It is not an order until it is signed.',
    staged: 'Received by the EHR, waiting for review there',
    unknown: 'We could not confirm whether the order was placed',
    manual: 'No referral was sent. The letter is for you to hand on.',
    userSees: 'You saw the order in the chart',
    userSeesMore: 'Said by you; the EHR has not confirmed it.',
    unknownTodo: 'Look under Orders in the chart. It may or may not be there.',
    looking: 'Looking for the order in the EHR.',
    again: 'Check again',
    seesIt: 'I see the order',
    notThere: 'It is not there',
    notThereLater: 'A new order can take a moment to show. Soon you can also say that it is not there.',
    notReadBack: 'The EHR said so; it could not be read back yet.',
    at: (time: string) => `Sent at ${time}`,
    triedAt: (time: string) => `Tried at ${time}`,
    preparedMore: (time: string) =>
      `Prepared at ${time}. Tell the oncologist: it waits for a signature. The clinic may not act on it before that.`,
    to: (service: string, soon: string) => `To ${service}. ${soon}.`,
    reference: (reference: string) => `Record ${reference}`,
    alsoOpen: (count: number) =>
      `${counted(count, 'other active referral exists', 'other active referrals exist')}. Cancel the one that is not wanted in the chart.`,
  },

  referralStatus: {
    draft: 'prepared, not signed',
    active: 'open',
    'on-hold': 'on hold',
    completed: 'completed',
    revoked: 'cancelled',
    other: 'status unclear',
  } satisfies Record<ReferralRecord['status'], string>,
  referralBy: (who: string) => `by ${who}`,

  crash: {
    title: 'This part of the page has stopped.',
    more: 'The rest goes on. A draft that you wrote is kept in this tab.',
    whole: 'The page has stopped.',
    wholeMore: 'Reload it, or open Alongside again from the chart. A draft that you wrote is kept in this tab.',
    reload: 'Reload the page',
  },

  footer: {
    basis: 'Alongside repeats what is recorded and says why. The decision is yours.',
    version: (version: string, catalogue: string, profile: string) =>
      `Version ${version}, rules ${catalogue}, profile ${profile}`,
    readAt: (day: string, time: string) => `Read ${day}, ${time}`,
  },
} as const;
