/** A question to the palliative team as it is found in the tab's storage, which may hold anything, of another version too. Never throws. */
import type { KeptQuestion, QuestionWrite } from '../domain/question/question-write.ts';

type Loose = Readonly<Record<string, unknown>>;

const STATES: ReadonlySet<unknown> = new Set(['sending', 'sent', 'staged', 'unknown']);
const WAYS: ReadonlySet<unknown> = new Set(['message', 'task', 'note']);

/** Null for what is not whole: then the question is made anew, under a number of its own. */
export function questionFrom(found: unknown): KeptQuestion | null {
  if (!isObject(found) || !isObject(found['asked']) || !isObject(found['write'])) return null;
  const { asked, write } = found;
  const { question } = asked;
  const whole =
    typeof asked['id'] === 'string' &&
    typeof asked['at'] === 'number' &&
    typeof asked['asOf'] === 'number' &&
    isObject(question) &&
    (question['kind'] === 'ask' || question['kind'] === 'tell') &&
    typeof question['text'] === 'string' &&
    typeof question['phone'] === 'string' &&
    Array.isArray(question['findings']) &&
    question['findings'].every((one: unknown) => isObject(one) && isObject(one['say']));
  return whole ? ({ asked, write: writeFrom(write) } as unknown as KeptQuestion) : null;
}

/** What may have left and is not whole is `unknown`: it is looked for where it was sent, as far as that is known, and never sent a second time. */
function writeFrom(write: Loose): QuestionWrite | Loose {
  if (write['at'] === 'editing') return write;
  if (write['at'] === 'refused') return isObject(write['problem']) ? write : { at: 'editing' };
  if (!WAYS.has(write['as'])) return { at: 'unknown', as: 'message' };
  return STATES.has(write['at']) ? write : { at: 'unknown', as: write['as'] };
}

const isObject = (value: unknown): value is Loose => typeof value === 'object' && value !== null;
