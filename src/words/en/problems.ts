/** What went wrong, in a sentence, and what a person can do about it. Technical lines stand apart and are for the integrator. */
import type { ProblemKind } from '../../domain/problem.ts';

export interface ProblemWords {
  /** One sentence: what happened, without blame. */
  readonly says: string;
  /** What to do next. */
  readonly todo: string;
}

const IT_DESK = 'If it stays, give the technical lines to your IT desk.';

export const problemWords: Readonly<Record<ProblemKind, ProblemWords>> = {
  network: {
    says: 'No answer came back: the connection was lost, or the browser blocked it.',
    todo: `Try again. ${IT_DESK}`,
  },
  timeout: { says: 'The EHR took too long to answer.', todo: `Try again in a minute. ${IT_DESK}` },
  'session-expired': {
    says: 'The session with the EHR has ended.',
    todo: 'Open Alongside again from the patient’s chart. What you wrote is still here.',
  },
  forbidden: {
    says: 'The EHR does not allow this for your role or for this app.',
    todo: 'Your EHR team can grant it. Until then, use the chart itself.',
  },
  'not-found': {
    says: 'The EHR says that this is not there.',
    todo: `Open Alongside again from the patient’s chart. ${IT_DESK}`,
  },
  invalid: {
    says: 'The EHR did not accept the content.',
    todo: 'If what the EHR said is nothing that you can mend here, place the order in the chart or hand on the letter. Your IT desk needs the technical lines.',
  },
  conflict: {
    says: 'Something changed in the EHR at the same moment.',
    todo: 'Look at the orders in the chart, then try again.',
  },
  busy: { says: 'The EHR is busy.', todo: 'Wait a minute, then try again.' },
  server: { says: 'The EHR had an error of its own.', todo: `Try again in a few minutes. ${IT_DESK}` },
  'not-supported': {
    says: 'This EHR does not offer it.',
    todo: 'Use the chart itself. For a referral, hand on the letter.',
  },
  'left-out': {
    says: 'This EHR does not give everything of this kind to apps.',
    todo: 'Nothing is concluded from what is absent here. Look for the rest in the chart itself.',
  },
  unreadable: { says: 'The answer could not be understood.', todo: `Try again. ${IT_DESK}` },
  'foreign-address': {
    says: 'The EHR pointed to an address outside its own server. Nothing was sent there.',
    todo: 'What lies behind that address was not read. Give the technical lines to your IT desk.',
  },
  'too-much': {
    says: 'The record is longer than is read at once.',
    todo: 'What lies beyond was not looked at. Look for it in the chart itself.',
  },
  'wrong-patient': {
    says: 'The EHR answered with another patient’s record.',
    todo: 'Nothing was sent. Close this page and open Alongside again from the patient’s chart.',
  },
  'patient-deceased': {
    says: 'The EHR records that the patient has died.',
    todo: 'Nothing was sent. Check the chart before any contact.',
  },
  duplicate: {
    says: 'Right before sending, the look for other referrals gave something that you had not seen.',
    todo: 'Nothing was sent. Read what it says above the Send button, then decide.',
  },
  unchecked: {
    says: 'It could not be checked whether a referral is open already.',
    todo: 'Nothing was sent. Read what it says above the Send button, then decide.',
  },
  'too-large': {
    says: 'The referral is too large to be sent.',
    todo: 'Nothing was sent. Shorten what you ask, or hand on the letter.',
  },
  'taken-back': {
    says: 'The EHR shows this referral as cancelled, or as entered in error.',
    todo: 'What you wrote is still here. Sending it again makes a new referral.',
  },
  elsewhere: {
    says: 'Another window of this browser is sending a referral, a decision or a question for this patient, or has just sent one.',
    todo: 'Nothing was sent just now. Look at the other window. Close it, or wait three minutes, before you try again.',
  },
  ending: {
    says: 'The session with the EHR is about to end: an answer might no longer arrive.',
    todo: 'Nothing was sent. Open Alongside again from the patient’s chart. What you wrote is still here.',
  },
  changed: {
    says: 'What would be sent has changed since it was shown.',
    todo: 'Nothing was sent. Read it again below, then send it.',
  },
  'not-kept': {
    says: 'This browser cannot keep what you write, so nothing was sent.',
    todo: 'Close other tabs or windows of the EHR and try again, or hand on the letter.',
  },
  'draft-invalid': {
    says: 'The referral lacks something that it needs.',
    todo: 'Nothing was sent. Complete the form, then send it.',
  },
};
