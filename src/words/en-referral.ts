/** Words of the referral: the form, the look for others, and what has become of it. */
import type { DraftGap, PatientAgrees } from '../domain/referral/draft.ts';
import { counted, numeral } from './en-screen.ts';
import { sayWithin } from './en/phrases.ts';

/** With a capital letter at its beginning. */
const asSentence = (said: string): string => said.charAt(0).toUpperCase() + said.slice(1);

export const referral = {
  title: 'Referral',
  to: (name: string) => `Referral for ${name}`,
  close: 'Close',
  closeHint: 'Closing keeps the draft.',
  service: 'To whom',
  modality: { clinic: 'clinic visit', virtual: 'by video', home: 'at home', inpatient: 'in hospital' },
  noService: 'No service is configured for this site. The letter can be handed on.',
  // Never how urgent the patient's condition is (clinical 8.1).
  urgency: 'How soon the team is asked to see the patient',
  urgencyOption: (days: number) => asSentence(sayWithin(days)),
  reasons: 'Why',
  noReasons: 'No finding of the rules is on record. Say below what you ask for.',
  question: 'What you ask of them',
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
} as const;

export const outcomeSentence = {
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
} as const;
