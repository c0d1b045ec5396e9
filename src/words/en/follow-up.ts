/** Words of the section "Referrals": what has become of each, who acts next, and changing one that is on record. */
import type { ProblemKind } from '../../domain/problem.ts';
import type { AmendmentAction, AmendmentGap, Difference, WhyNotAmend } from '../../domain/referral/amendment.ts';
import type { PatientAgrees } from '../../domain/referral/draft.ts';
import type { TakenBackFor } from '../../domain/referral/ending.ts';
import type {
  FollowUpSource,
  FollowUpState,
  FollowUpVisit,
  NextActor,
  Priority,
  ServiceNo,
  WithoutOrder,
} from '../../domain/referral/follow-up.ts';
import type { QuestionState } from '../../domain/question/asked-question.ts';
import type { SentAs } from '../../domain/question/question-write.ts';
import type { QuestionKind } from '../../domain/question/question.ts';
import { unbroken } from '../lines.ts';
import { SOURCE_NAMES, sayWithin } from './phrases.ts';
import { counted, listed } from './numbers.ts';

const NOT_ON_RECORD = 'Whether the patient was asked and agrees is not recorded here.';

const AGREED: Readonly<Record<PatientAgrees, string>> = {
  yes: 'the patient knows of it and agrees',
  'not-yet-asked': 'the patient was not yet asked',
  no: 'the patient does not wish this now',
};

export const followUp = {
  title: 'Referrals',
  reading: 'Reading what has become of them.',
  notLoaded:
    'A file of the app could not be loaded, so referrals cannot be shown here. Look under Orders in the chart.',
  none: 'No referral to palliative or hospice care is on record in what we could read.',
  cannotTell: (sources: readonly string[]) =>
    `No referral is visible here. Cannot tell whether there is one: not read in full were ${listed(sources)}.`,
  mayBeMore: (sources: readonly string[]) => `There may be more: not read in full were ${listed(sources)}.`,
  source: {
    ServiceRequest: SOURCE_NAMES.ServiceRequest,
    Task: SOURCE_NAMES.Task,
    Appointment: SOURCE_NAMES.Appointment,
    Encounter: SOURCE_NAMES.Encounter,
    DocumentReference: SOURCE_NAMES.DocumentReference,
    Communication: 'messages',
  } satisfies Record<FollowUpSource, string>,
  /** Above words that somebody of the service has written. */
  teamWrote: (by: string | null, on: string | null) =>
    `The team wrote${on === null ? '' : ` on ${on}`}${by === null ? '' : ` (${by})`}:`,
  /** Beside the answer. */
  teamWroteLately: (on: string) => `The palliative team wrote on ${on}.`,
  readIt: 'Read it',
  cut: 'It goes on: the whole stands in the chart.',
  noteElsewhere: 'A note of the team goes with it. It could not be read here: look among the notes in the chart.',
  questions: {
    title: 'Questions to the palliative team',
    earlier: (count: number) => `Earlier: ${counted(count, 'question', 'questions')}`,
    asked: (kind: QuestionKind | null, on: string | null, by: string | null, to: string | null) =>
      `${kind === 'tell' ? 'News' : 'Question'}${on === null ? '' : ` of ${on}`}${by === null ? '' : ` by ${by}`}${to === null ? '' : ` to ${to}`}.`,
    became: {
      waits: {
        task: 'No answer is visible here.',
        message: 'Sent as a message; whether it was answered is not visible here.',
        note: 'Filed as a note in the chart, which tells nobody; whether it was answered is not visible here.',
      } satisfies Record<SentAs, string>,
      answered: 'Answered.',
      declined: 'The team did not take it.',
      ended: 'It was taken back, or could not be answered.',
      'not-known': 'What has become of it cannot be told.',
    } satisfies Record<QuestionState, string | Readonly<Record<SentAs, string>>>,
    /** Who acts next, once the team has not taken it. */
    ours: (phone: string | null) =>
      `Next: our team, to decide what else helps${phone === null ? '' : ` or to call the service, ${unbroken(phone)}`}.`,
    call: (phone: string) => `If it cannot wait, call ${unbroken(phone)}.`,
  },
  again: 'Look again',
  looking: 'Looking again.',
  earlier: (count: number) => `Earlier, ended: ${counted(count, 'referral', 'referrals')}`,

  state: {
    prepared: 'Prepared, waits for a signature',
    sent: 'Sent',
    received: 'Received by the team',
    accepted: 'Accepted by the team',
    declined: 'Declined by the team',
    scheduled: 'Visit booked',
    'in-progress': 'In progress',
    'on-hold': 'On hold',
    completed: 'Completed',
    cancelled: 'Cancelled',
    failed: 'Could not be carried out',
    'task-cancelled': 'Its task was cancelled; the referral itself still stands',
    'no-answer': 'Sent, no answer yet',
    filed: 'Letter filed; a letter tells nobody',
    'not-known': 'In force; what has become of it is not visible here',
  } satisfies Record<FollowUpState, string>,
  since: (date: string) => `since ${date}`,
  reason: (words: string) => `Reason given: ${words}`,
  /** Of one that was taken back: when, by whom and why, as far as its note says so. */
  takenBack: (on: string | null, by: string | null, why: string | null) =>
    `Cancelled${on === null ? '' : ` on ${on}`}${by === null ? '' : ` by ${by}`}${why === null ? '' : `: ${why}`}.`,
  takenBackFor: {
    'patient-prefers-not': 'patient prefers not to',
    'already-receiving': 'already receiving supportive & palliative care',
    'service-declined': 'the service has declined it',
    'ordered-already': 'another referral is in place',
    'not-now': 'not now',
    other: null,
  } satisfies Record<TakenBackFor, string | null>,
  /** What the service had said before it was cancelled. */
  serviceNo: {
    declined: 'The service had declined it.',
    failed: 'The service could not carry it out.',
  } satisfies Record<ServiceNo['state'], string>,
  to: (name: string) => `To ${name}`,
  by: (name: string) => `Asked for by ${name}`,
  forSignature: (name: string) => `Names ${name} as the one who asks`,
  priority: {
    routine: 'routine',
    urgent: 'urgent',
    asap: 'as soon as possible',
    stat: 'at once',
  } satisfies Record<Priority, string>,
  withPriority: (priority: string) => `Priority: ${priority}`,
  /** Days: of the window, as it was written; the day itself is what counts. */
  visitBy: (day: string, days: number | null, isPast: boolean) => {
    const past = isPast ? '; that day has passed' : '';
    return days === null ? `visit by ${day}${past}` : `visit ${sayWithin(days)} (by ${day}${past})`;
  },
  /** A task of the team without words of its own, whose code HL7 names in a standard's words. */
  teamTask: 'The team’s task for this referral',
  weak: 'Only its words say that it is for this service.',

  overdue: (due: string | null) => (due === null ? 'Overdue.' : `Overdue: a visit was asked for by ${due}.`),
  /** `within`: the days in which the site expects it. Null: the day on which it was written is not known. */
  waitsLong: (days: number | null, within: number) =>
    days === null
      ? `Has waited for a signature for more than ${counted(within, 'day', 'days')}.`
      : `Has waited for a signature for ${counted(days, 'day', 'days')}; expected within ${within}.`,
  noAnswer: (days: number | null, within: number) =>
    days === null
      ? `Nobody has answered for more than ${counted(within, 'day', 'days')}.`
      : `Nobody has answered for ${counted(days, 'day', 'days')}; expected within ${within}.`,
  visitPast: 'The day of the visit has passed, and nothing here says that it took place.',
  mayBeOverdue: 'Cannot tell whether it is overdue.',
  notSeen: (sources: readonly string[]) => `Not read in full: ${listed(sources)}.`,

  visit: (when: string, how: string | null) => `Visit: ${when}${how === null ? '' : `, ${how}`}.`,
  visitUndated: 'day not recorded',
  visitAt: (day: string, time: string) => `${day}, ${time}`,
  modality: {
    virtual: 'by video',
    home: 'at home',
    clinic: 'in the clinic',
  } satisfies Record<NonNullable<FollowUpVisit['modality']>, string>,
  joins: (names: readonly string[]) => `With ${listed(names)}.`,
  night: (phone: string) => `At night the patient calls ${unbroken(phone)}.`,
  notLinked: 'The record does not say that this visit belongs to this referral.',

  next: {
    oncologist: 'Next: the oncologist',
    'palliative-team': 'Next: the palliative team',
    'clinic-staff': 'Next: clinic staff',
    nobody: 'Nobody has to act',
  } satisfies Record<NextActor, string>,
  /** Instead of "Nobody has to act", where words of the team stand with it. */
  readNote: 'Next: our team, to read the note of the palliative team',
  toDo: {
    sign: 'to sign it, change it or discard it',
    decide: 'to decide what else helps',
    referElsewhere: 'to cancel it and refer to another service, or to decide what else helps',
    call: (phone: string | null) =>
      phone === null ? 'to call the service' : `to call the service, ${unbroken(phone)}`,
    answer: 'to answer and to book the visit',
    book: 'to book the visit',
    see: 'to see the patient',
  },

  /** Above the answer, where one of an earlier day stands: as it is said on the day itself. `on`: null where its day is not known. */
  leftBefore: {
    task: (on: string | null) => `Referral requested${on === null ? '' : ` on ${on}`}, without an order.`,
    message: (on: string | null) => `Message about a referral sent${on === null ? '' : ` on ${on}`}, without an order.`,
    letter: (on: string | null) => `Referral letter filed${on === null ? '' : ` on ${on}`}, without an order.`,
  } satisfies Record<WithoutOrder, (on: string | null) => string>,

  /** Beside "already referred", where the order stands and its service has said no, or it is overdue. */
  gate: {
    declined: 'The service has declined it; the order itself still stands.',
    failed: 'The service could not carry it out; the order itself still stands.',
    /** Where nobody need act: how far it has come. `since`: the day, where it is known. */
    now: (state: string, since: string | null) => `${state}${since === null ? '' : `, ${since}`}.`,
    toAsk: (service: string | null, phone: string) =>
      `To ask about it: ${service === null ? '' : `${service}, `}${unbroken(phone)}.`,
    /** At the end of the sentence above. */
    short: {
      declined: 'The service has declined it.',
      failed: 'The service could not carry it out.',
      'task-cancelled': 'Its task was cancelled.',
      overdue: 'It is overdue.',
    },
    'task-cancelled': 'Its task was cancelled; the order itself still stands.',
    /** Instead of the day on which the question comes back. */
    questionBack: 'The question is back once this referral is cancelled: it leads to no visit.',
    todo: 'First cancel this one: then refer to another service, or give another answer (our team will do it, not now, patient prefers not to).',
    /** Null: the day on which it was sent is not known. */
    noAnswer: (days: number | null) =>
      days === null
        ? 'It is overdue; no answer is visible here.'
        : `Sent ${counted(days, 'day', 'days')} ago; no answer is visible here.`,
    noVisit: (days: number | null) =>
      days === null
        ? 'It is overdue; the team has it, and no visit is visible here.'
        : `Sent ${counted(days, 'day', 'days')} ago; the team has it, and no visit is visible here.`,
    call: (service: string | null, phone: string | null) =>
      `To do: call ${service ?? 'the service'}${phone === null ? '' : `, ${unbroken(phone)}`}.`,
  },

  /** Putting an agreed visit into the care plan. */
  plan: {
    put: 'Put into the care plan',
    what: 'The visit, who joins it and the number for the night, for the patient to read.',
    there: 'The visit is in the care plan.',
    unread: 'Care plans were not read in full: cannot tell whether the visit is in one.',
    sending: 'Writing it. Please keep this page open.',
    looking: 'Looking for it in the EHR.',
    written: 'Saved: the visit is in a care plan of its own.',
    added: 'Saved: the visit was added to the care plan of your team.',
    thereAlready: 'It was in the care plan already: nothing was written.',
    staged: 'The EHR has taken it in for review. It is not in the care plan before that.',
    conflict: 'Somebody has changed the care plan meanwhile. Nothing was written over it. Try again.',
    unchecked: 'it cannot be told whether the visit is in a care plan already.',
    unknown:
      'We could not confirm whether it was saved. Look under Care plans in the chart. Nothing is sent again by itself.',
  },

  /** What can be done; each opens in place and writes nothing yet. */
  open: {
    sign: 'Sign…',
    change: 'Change or add a note…',
    discard: 'Discard…',
    cancel: 'Cancel…',
    'wrong-patient': 'Wrong patient…',
  } satisfies Record<AmendmentAction, string>,
  mayNot: {
    'not-granted':
      'The EHR has not allowed this app to change referrals: sign, change or cancel it under Orders in the chart.',
    'not-advertised':
      'This EHR takes no changes of referrals from apps: sign, change or cancel it under Orders in the chart.',
    'switched-off':
      'Changes from this app are switched off at this site: sign, change or cancel it under Orders in the chart.',
    'could-not-ask':
      'It could not be found out whether the EHR takes changes: sign, change or cancel it under Orders in the chart.',
    'no-version':
      'The EHR does not say which version this is, so it is not changed from here: do it under Orders in the chart.',
    'not-a-request': 'It is no order and is not changed from here: call the service to change it or take it back.',
  } satisfies Record<WhyNotAmend, string>,
  notSigner: 'It is signed by a prescriber: here, or under Orders in the chart.',
  call: (phone: string) => `Call ${unbroken(phone)}.`,

  panel: {
    title: {
      sign: 'Sign the referral',
      change: 'Change the referral',
      discard: 'Discard the referral',
      cancel: 'Cancel the referral',
      'wrong-patient': 'Entered for the wrong patient',
    } satisfies Record<AmendmentAction, string>,
    about: {
      sign: 'It becomes an order in your name, as it stands here.',
      change: 'How soon the visit is wanted, and a line for the team. Nothing else is changed.',
      discard: 'It will not be sent. The record stays, as cancelled.',
      cancel:
        'Nothing is cancelled yet: the button below does it. Whoever has begun to act on it may not see that at once: tell the service.',
      'wrong-patient':
        'It will be marked as entered in error. That alone stops nobody who has seen it: call the service now, and look into the chart of the patient whom it was meant for.',
    } satisfies Record<AmendmentAction, string>,
    sooner: (day: string) => `The visit is then asked for by ${day}.`,
    otherwise: 'For another service, or other words: discard it, then refer anew.',
    otherRequester: (name: string) => `It names ${name} as the one who asks. By signing, you are.`,
    text: 'What it says',
    agrees: 'The patient was asked and agrees.',
    agreesNow: 'The patient has been asked since it was prepared, and agrees.',
    agreed: (answer: PatientAgrees | null) =>
      answer === null ? NOT_ON_RECORD : `When it was prepared: ${AGREED[answer]}.`,
    looking: 'Looking for other referrals.',
    accept: {
      open: 'I have seen it and want to sign this one as well.',
      similar: 'I have seen it and want to sign this one.',
      'could-not-check': 'I know that it could not be checked, and want to sign all the same.',
    },
    gate: (sentence: string) => `${sentence} I want to sign it all the same.`,
    gateStops: 'This site lets nothing be signed here while this is on record.',
    priority: 'How soon',
    why: 'Why',
    whyOption: {
      'patient-prefers-not': 'Patient prefers not to',
      'already-receiving': 'Already receiving',
      'service-declined': 'The service has declined it',
      'ordered-already': 'Another referral is in place',
      'not-now': 'Not now',
      other: 'Something else',
    } satisfies Record<TakenBackFor, string>,
    note: 'Note',
    noteHelp: 'Stands in the record. The patient may read it in the portal.',
    noteNoName: 'Stands in this record: do not name the other patient.',
    gap: {
      'no-reason': 'Choose why.',
      'no-words': 'Say why, in a few words.',
      'nothing-changed': 'Nothing is changed yet.',
      'patient-not-asked': 'Ask the patient first; then tick the line above.',
      'too-long': 'The note is too long.',
    } satisfies Record<AmendmentGap, string>,
    acknowledgeFirst: 'Read and tick what stands above first.',
    verb: {
      sign: 'Sign referral',
      change: 'Change referral',
      discard: 'Discard referral',
      cancel: 'Cancel referral',
      'wrong-patient': 'Mark referral as entered in error',
    } satisfies Record<AmendmentAction, string>,
    close: 'Leave it as it is',
  },

  sending: 'Writing it. Please keep this page open.',
  done: {
    sign: 'Signed: the referral is an order now.',
    change: 'Changed.',
    discard: 'Discarded: it was not sent.',
    cancel: 'Cancelled.',
    'wrong-patient': 'Marked as entered in error. Call the service now, if you have not.',
  } satisfies Record<AmendmentAction, string>,
  notReadBack: 'The EHR said so; it could not be read back yet.',
  tellService: 'Tell the service.',
  staged: 'The EHR has taken the change in for review. It is not in force before that.',
  refused: (reason: string) => `The EHR refused: ${reason}`,
  notDone: (reason: string) => `Nothing was changed: ${reason}`,
  notDoneBecause: {
    changed: 'what stands in the chart is no longer what was shown. Look again.',
    duplicate: 'another referral was found that you had not seen. Read it below, then decide.',
    unchecked: 'it cannot be told whether another referral is open. Read what stands above the button, then decide.',
    'not-kept': 'this browser cannot keep a note of what is being changed.',
    elsewhere: 'another window of this browser is writing for this patient. Wait three minutes, then try again.',
    ending: 'the session with the EHR is about to end. Open Alongside again from the chart.',
    'draft-invalid': 'something that it needs is missing.',
  } satisfies Partial<Record<ProblemKind, string>>,
  unknown: {
    sign: 'We could not confirm whether it was signed',
    change: 'We could not confirm whether it was changed',
    discard: 'We could not confirm whether it was discarded',
    cancel: 'We could not confirm whether it was cancelled',
    'wrong-patient': 'We could not confirm whether it was marked as entered in error',
  } satisfies Record<AmendmentAction, string>,
  unknownTodo: 'Look under Orders in the chart. Nothing is sent again by itself.',
  asBefore: 'When it was looked up, the record stood as before. What is on its way can still arrive.',
  checkAgain: 'Check again',
  checking: 'Looking for it in the EHR.',
  tryAgain: 'Try again',

  conflict: 'Somebody has changed this referral meanwhile. Nothing was written over it.',
  conflictAsk: 'Read what it says now, then decide again.',
  conflictUnsaid: 'What you meant to do is not in it.',
  conflictAsMeant: 'This referral has changed, and now stands as you meant it.',
  conflictByWhom: 'Whether by you or by somebody else could not be told. Nothing is sent again by itself.',
  field: {
    status: 'Status',
    intent: 'Kind',
    priority: 'How soon',
    requester: 'Asked for by',
    to: 'To whom',
    window: 'When',
    what: 'What',
    reasons: 'Why',
    note: 'Last note',
    other: 'Also changed',
  } satisfies Record<Difference['field'], string>,
  fieldName: 'What differs',
  yours: 'Yours',
  theirs: 'In the chart now',
  nothingThere: 'nothing',
} as const;
