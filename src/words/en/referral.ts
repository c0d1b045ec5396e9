/** Words of the referral: the form, the look for others, and what has become of it. */
import type { ChannelId, FiledAs, WhyNot } from '../../domain/referral/channel.ts';
import type { DraftGap, InterpreterNeed, PatientAgrees } from '../../domain/referral/draft.ts';
import type { CarriedBy } from '../../domain/referral/said-since.ts';
import { inOneLine, unbroken } from '../lines.ts';
import { counted, numeral } from './numbers.ts';
import { capital, sayWithin } from './phrases.ts';

/** From when on what is said at the visit is not in it. */
const SINCE: Readonly<Record<CarriedBy, string>> = {
  referral: 'Since it was sent',
  prepared: 'Since it was prepared',
  letter: 'Since the letter was written',
  'own-order': 'Since the letter was written',
  perhaps: 'Since it was tried',
};

/** What says it all the same, and what to do. */
const STILL: Readonly<Record<CarriedBy, (says: string) => string>> = {
  referral: (says) => `The referral still ${says}: tell the team.`,
  prepared: (says) => `What was prepared still ${says}: correct it before it is signed.`,
  letter: (says) => `The letter still ${says}: tell the team.`,
  'own-order': (says) => `The letter still ${says}. If the order does too, correct it in the chart.`,
  perhaps: (says) => `If it arrived, it still ${says}: tell the team.`,
};

const NAMED: Readonly<Record<CarriedBy, string>> = {
  referral: 'the referral',
  prepared: 'the referral',
  letter: 'the letter',
  'own-order': 'the letter',
  perhaps: 'the referral',
};

const onBehalfOf = (name: string | null): string => (name === null ? '' : `, on behalf of ${name}`);

const NO_SIGNATURE = 'It is no order, and nobody signs it.';

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
  urgencyOption: (days: number) => capital(sayWithin(days)),
  reasons: 'Why',
  noReasons: 'No finding of the rules is on record. Say below what you ask for.',
  question: 'What you ask of them',
  questionHelp: 'In your own words. The patient may read it in the portal.',
  counter: (used: number, limit: number) => `${numeral(used)} of ${numeral(limit)} characters`,
  agrees: 'Patient knows and agrees',
  // The nurse service is not one of the services of this form: an order from here goes to the specialists.
  nurseCall: 'A nurse call is suggested, not a specialist visit. No nurse service is set up here.',
  agreesOption: { yes: 'Yes', 'not-yet-asked': 'Not yet asked', no: 'No' } satisfies Record<PatientAgrees, string>,
  interpreter: 'Interpreter',
  interpreterOption: {
    yes: 'Needed',
    no: 'Not needed',
    'not-recorded': 'Not recorded',
  } satisfies Record<InterpreterNeed, string>,
  language: 'Language',
  languageOnRecord: (language: string) => `Language on record: ${language}.`,
  caregiver: 'Whom to invite along',
  caregiverHelp: 'For example a spouse, with a phone number. May stay empty.',
  sentAs: (priority: string, from: string, to: string) =>
    `Goes out as “${priority}”, for a first visit from ${from} to ${to}.`,
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
  portal: 'The patient may be able to read this in the portal. Talk with the patient first.',
  ending:
    'The session is about to end: nothing can be sent any more. Open Alongside again from the chart; what you wrote is still here to copy.',
  acknowledgeFirst: 'Tick the line above first.',
  /** Staff writes it for somebody who may sign. */
  signer: 'For which clinician',
  /** Only what the chart keeps as an order waits for a signature; all else is done with the button. Null: nobody is named. */
  signerWhy: {
    prepared: () => 'You prepare it. It is an order once they have signed it.',
    sent: (name: string | null) => `It goes out at once, in your own name${onBehalfOf(name)}. ${NO_SIGNATURE}`,
    filed: (name: string | null) => `It is filed at once, in your own name${onBehalfOf(name)}. ${NO_SIGNATURE}`,
    byHand: (name: string | null) => `The letter is in your own name${onBehalfOf(name)}. ${NO_SIGNATURE}`,
  },
  signersComing: 'Looking for who cares for this patient.',
  signersNotSeen: 'Could not look who cares for this patient.',
  signersNotAllSeen: 'Could not look everywhere who cares for this patient: there may be others.',
  signerOpen: 'Somebody else: who is left open',
  gap: {
    'no-service': 'Choose a service.',
    'service-gone': 'The service that was chosen is no longer offered here. Choose another.',
    'no-signer': 'Say for which clinician it is.',
    'no-reason-and-no-question': 'Tick a reason, or say what you ask.',
    'question-too-long': 'The question is too long.',
    'caregiver-too-long': 'The line about whom to invite is too long.',
    'language-too-long': 'The line about the language is too long.',
    'patient-not-answered': 'Say whether the patient knows and agrees.',
    'patient-declined': 'The patient does not agree, so it cannot be sent.',
  } satisfies Record<DraftGap, string>,
  /** What the button does, before the patient's name. */
  verb: {
    order: 'Send referral',
    proposal: 'Prepare referral',
    task: 'Send request',
    communication: 'Send message',
    note: 'File letter',
    'web-messaging': 'Put order in the cart',
  },
  button: (verb: string, name: string, born: string | null) => `${verb} for ${name}${born === null ? '' : `, ${born}`}`,
  makes: {
    order: 'It will be an order, placed in your name.',
    proposal: 'It will be prepared in the chart. It is not an order until it is signed.',
    notAsked: 'It will be prepared, not ordered. Sign it in the chart once you have talked with the patient.',
    staged: 'The EHR will take it in for review. It is not an order before that.',
    task: (service: string) => `It will be a request in the work list of ${service}. No order will be placed.`,
    communication: (service: string) => `It will be a message to ${service}. No order will be placed.`,
    note: 'The letter will be filed in the chart. No order will be placed, and nobody is told by it.',
    'web-messaging': 'An unsigned order will be put in your cart. Sign it in the EHR.',
  },
  /** Why it is no order. */
  notBest: {
    'not-granted': 'The EHR has not allowed this app to write orders.',
    'not-advertised': 'This EHR does not take orders from apps.',
    'switched-off': 'Orders from this app are switched off at this site.',
    'could-not-ask': 'It could not be found out whether the EHR takes orders.',
    'no-recipient': 'The chosen service has no work list here.',
    'no-encounter': 'No open visit could be seen to which a letter could be filed.',
  } satisfies Record<WhyNot, string>,
  sending: 'Sending. Please keep this page open.',
  manual: {
    'not-granted': 'The EHR has not allowed this app to write referrals, so none can be sent from here.',
    'not-advertised': 'This EHR does not take referrals from apps, so none can be sent from here.',
    'switched-off': 'Sending is switched off at this site, so no referral can be sent from here.',
    'could-not-ask': 'It could not be found out whether the EHR takes referrals, so none can be sent from here now.',
    'no-recipient': 'The chosen service takes no referrals from this app, so none can be sent from here.',
    'no-encounter': 'No open visit could be seen to which the letter could be filed, so none can be sent from here.',
  } satisfies Record<WhyNot, string>,
  /** At the head of the form, where it is known that nothing can be sent. */
  byLetter: {
    'not-granted':
      'Your sign-in may not place a referral here. What you fill in becomes a letter: copy or print it below.',
    'not-advertised':
      'This EHR takes no referrals from apps. What you fill in becomes a letter: copy or print it below.',
    'switched-off':
      'Referrals are not sent from here at this site. What you fill in becomes a letter: copy or print it below.',
  } satisfies Partial<Record<WhyNot, string>>,
  manualTodo: (orderName: string | null) =>
    orderName === null
      ? 'Hand on the letter, or place the order in the chart.'
      : `Place the order “${orderName}” in the chart, or hand on the letter.`,
  placedIt: 'I placed the order in the chart',
  handedOn: 'I handed on the letter',
  handOnFirst: 'Before the letter is handed on:',
  declined: 'The patient does not agree. Discard the draft, and write the wish in your visit note.',
  asFiled: {
    Communication: 'message sent, no order; whether anybody has acted is not visible here',
    DocumentReference: 'letter filed, no order; a letter tells nobody',
  },
  mayHaveLeft:
    'You said that an earlier try was not there. It may have arrived since: look in the chart before you go on.',
  alsoOrder: (orderName: string) => `To order it, place “${orderName}” in the chart.`,
  by: (name: string) => `by ${name}`,
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
  inCart: 'Unsigned order placed in your cart. Sign it in the EHR.',
  filed: {
    task: (service: string) => `Request sent to the work list of ${service}. No order was placed.`,
    communication: (service: string) => `Message sent to ${service}. No order was placed.`,
    note: () => 'Letter filed. No order was placed.',
  } satisfies Record<FiledAs, (service: string) => string>,
  theService: 'the service',
  staged: 'Received by the EHR, waiting for review there',
  unknown: {
    'fhir-create': 'We could not confirm whether the order was placed',
    task: 'We could not confirm whether the request was sent',
    communication: 'We could not confirm whether the message was sent',
    note: 'We could not confirm whether the letter was filed',
    'web-messaging': 'We could not confirm whether the order is in your cart',
  } satisfies Record<ChannelId, string>,
  manual: 'No referral was sent from here',
  placedIt: 'You placed the order in the chart',
  handedOn: 'You handed on the letter',
  mayHaveLeft:
    'An earlier try from here may have arrived all the same: look in the chart, and cancel it there if it is not wanted.',
  saidByYouAlone: 'Said by you.',
  saidByYou: 'Said by you; nothing was sent from here.',
  takeBack: 'That was not so: back to the form',
  takeBackSeen: 'That was not so',
  userSees: {
    'fhir-create': 'You saw the order in the chart',
    task: 'You saw the request in the work list',
    communication: 'You saw the message',
    note: 'You saw the letter in the chart',
    'web-messaging': 'You saw the order in your cart',
  } satisfies Record<ChannelId, string>,
  userSeesMore: 'Said by you; the EHR has not confirmed it.',
  unknownTodo: {
    'fhir-create': 'Look under Orders in the chart. It may or may not be there.',
    task: 'Ask the service, or look in its work list. It may or may not be there.',
    communication: 'Look among the messages of the chart. It may or may not be there.',
    note: 'Look among the notes of the chart. It may or may not be there.',
    'web-messaging': 'Look in your cart. It may or may not be there.',
  } satisfies Record<ChannelId, string>,
  looking: 'Looking for it in the EHR.',
  again: 'Check again',
  seesIt: {
    'fhir-create': 'I see the order',
    task: 'I see the request',
    communication: 'I see the message',
    note: 'I see the letter',
    'web-messaging': 'I see the order',
  } satisfies Record<ChannelId, string>,
  notThere: 'It is not there',
  notThereLater: 'What is new can take a moment to show. Soon you can also say that it is not there.',
  earlierWords: 'What arrived may be an earlier version. Compare it in the chart with what you wrote last.',
  copyUnsent: 'Copy what you wrote last',
  notReadBack: 'The EHR said so; it could not be read back yet.',
  at: (time: string) => `Sent at ${time}`,
  filedAt: (time: string) => `Filed at ${time}`,
  triedAt: (time: string) => `Tried at ${time}`,
  preparedNotAsked: (time: string) =>
    `Prepared at ${time}. Sign it in the chart once you have talked with the patient.`,
  preparedToSign: (time: string) =>
    `Prepared at ${time}. Sign it in the chart: the clinic may not act on it before that.`,
  preparedMore: (time: string) =>
    `Prepared at ${time}. Tell the oncologist: it waits for a signature. The clinic may not act on it before that.`,
  /** A letter in the chart tells nobody. */
  noteMore: (service: string | null, phone: string | null, order: string | null) =>
    `A filed letter tells nobody: call ${service ?? 'the service'}${phone === null ? '' : `, ${unbroken(phone)}`}, or place the order${order === null ? '' : ` “${order}”`} in the chart.`,
  to: (service: string, soon: string) => `To ${service}. ${soon}.`,
  meantFor: (service: string, soon: string) => `It was meant for ${service}. ${soon}.`,
  /** Who acts next, and what to do when nobody does. */
  next: (by: string, phone: string | null) =>
    `The service is asked to book the visit and to call the patient. If nothing is booked by ${by}, ${phone === null ? 'call the service' : `call ${unbroken(phone)}`}.`,
  /** The same, where the service was asked to call the team first. */
  nextNotAsked: (phone: string | null) =>
    `The service is asked to call your team before it contacts the patient. Ask the patient, then tell the service${phone === null ? '' : `: ${unbroken(phone)}`}.`,
  night: (phone: string) => `Tell the patient whom to call at night: ${unbroken(phone)}.`,
  /** What is said at the visit by now, as against what left. */
  since: {
    takenBack: (by: CarriedBy, items: readonly string[]) =>
      `${SINCE[by]}, you took back: ${inOneLine(items)}. ${STILL[by](items.length === 1 ? 'says it' : 'says them')}`,
    putBack: (by: CarriedBy, items: readonly string[]) =>
      `${SINCE[by]}, you counted again: ${inOneLine(items)}. ${STILL[by](items.length === 1 ? 'calls it wrong' : 'calls them wrong')}`,
    entered: (by: CarriedBy, items: readonly string[]) => `Entered since; not in ${NAMED[by]}: ${inOneLine(items)}.`,
    leftOut: (by: CarriedBy, items: readonly string[]) =>
      `Set aside as wrong since; ${NAMED[by]} does not say so: ${inOneLine(items)}.`,
  },
  notRemembered: 'This app will not remember it when it is opened again: write it in your visit note.',
  reference: (reference: string) => `Record ${reference}`,
  number: (decisionId: string) => `Referral number ${decisionId}`,
  alsoOpen: (others: number) =>
    others === 1
      ? 'Two active referrals exist: this one and another. Cancel the one that is not wanted in the chart.'
      : `${numeral(others + 1)} active referrals exist: this one and ${numeral(others)} others. Cancel those that are not wanted in the chart.`,
  /** Beside a message, a request or a letter, which is no order and cannot be cancelled as one. */
  alsoSent: (others: number) =>
    others === 1
      ? 'Another referral is there too: tell the service which one holds.'
      : `${numeral(others)} other referrals are there too: tell the service which one holds.`,
} as const;
