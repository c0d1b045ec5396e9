/** What a window of the app shows, read off as a person reads it: its sentences and the names of its buttons. */
import { outcomeSentence, referral } from '../../../src/words/referral.ts';
import { screen as words } from '../../../src/words/screen.ts';

export type At =
  | 'loading'
  /** The answer, and no referral. */
  | 'idle'
  /** A draft, and the sheet is closed. */
  | 'closed'
  | 'checking'
  /** Nothing can be sent before something is looked at again. */
  | 'stopped'
  | 'by-hand'
  | 'over'
  /** The button that sends is there. */
  | 'form'
  | 'sending'
  | 'there'
  | 'unknown'
  | 'said';

export interface Screen {
  readonly at: At;
  readonly text: string;
  readonly buttons: readonly string[];
  /** What the form has as the question; null where there is no form. */
  readonly question: string | null;
}

export const LOADING: Screen = { at: 'loading', text: '', buttons: [], question: null };

const CLINIC = 'Supportive & Palliative Care Clinic';
const { filed } = outcomeSentence;
const THERE: readonly string[] = [
  outcomeSentence.placed,
  outcomeSentence.prepared,
  filed.task(CLINIC),
  filed.communication(CLINIC),
  filed.note(),
];
const UNKNOWN: readonly string[] = Object.values(outcomeSentence.unknown);
const SAID: readonly string[] = Object.values(outcomeSentence.userSees);
export const SENDS = /^(Send|Prepare|File) .+ for /;
export const SEES = /^I see the /;

export interface Read {
  readonly text: string;
  readonly headings: readonly string[];
  readonly buttons: readonly string[];
  readonly question: string | null;
}

/** Runs in the page. The sheet is what counts while it is open. */
export function read(): Read {
  const part = document.querySelector<HTMLElement>('[role=dialog]') ?? document.body;
  const texts = (selector: string): string[] =>
    [...part.querySelectorAll(selector)].map((one) => one.textContent.trim());
  const field = part.querySelector<HTMLTextAreaElement>('textarea#question');
  return {
    text: part.textContent,
    headings: texts('h2'),
    buttons: texts('button'),
    question: field?.value ?? null,
  };
}

export function screenOf({ text, headings, buttons, question }: Read): Screen {
  return { at: atOf(text, headings, buttons), text, buttons, question };
}

function atOf(text: string, headings: readonly string[], buttons: readonly string[]): At {
  if (headings.some((one) => THERE.includes(one))) return 'there';
  if (headings.some((one) => UNKNOWN.includes(one))) return 'unknown';
  if (headings.some((one) => SAID.includes(one))) return 'said';
  if (text.includes(referral.sending)) return 'sending';
  if (buttons.includes(words.refer.resume)) return 'closed';
  if (buttons.includes(words.refer.open)) return 'idle';
  if (text.includes(referral.expired) || text.includes(referral.keptNoChart)) return 'over';
  if (buttons.includes(referral.handedOn)) return 'by-hand';
  if (buttons.some((one) => SENDS.test(one))) return 'form';
  if (text.includes(referral.checking) || text.includes(referral.waiting)) return 'checking';
  return text.includes(referral.stopped) ? 'stopped' : 'loading';
}

export const isLooking = ({ text }: Screen): boolean => text.includes(outcomeSentence.looking);
/** What was sent earlier has arrived, and what was typed since has not been sent: the screen says so. */
export const saysEarlierWords = ({ text }: Screen): boolean => text.includes(outcomeSentence.earlierWords);
/** How many other referrals it tells of. */
export function othersTold({ text }: Screen): number {
  const { alsoOpen, alsoSent } = outcomeSentence;
  const told = [1, 2, 3, 4].filter((others) => text.includes(alsoOpen(others)) || text.includes(alsoSent(others)));
  return Math.max(0, ...told);
}
