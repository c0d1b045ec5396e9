/** A decision as it is found in the tab's storage. Never throws: the storage may hold anything, of an older or newer version too. */
import type { Decision } from '../domain/decision/decision.ts';
import type { KeptDecision } from '../domain/decision/decision-write.ts';

type Loose = Readonly<Record<string, unknown>>;

const KINDS: Readonly<Record<Decision['is'], readonly string[]>> = {
  'our-team': ['items', 'askAgain'],
  'not-now': ['reason', 'askAgain'],
  'patient-declined': ['reason', 'doNotAskAgain', 'askAgain'],
  'already-receiving': ['by', 'since'],
  'comfort-plan-not-current': [],
};

const STATES: ReadonlySet<unknown> = new Set([
  'editing',
  'writing',
  'recorded',
  'staged',
  'refused',
  'unknown',
  'not-remembered',
]);

/** Null for what is not whole: then the decision is made anew, under a number of its own. */
export function decisionFrom(found: unknown): KeptDecision | null {
  if (!isObject(found) || !isObject(found['decided']) || !isObject(found['write'])) return null;
  const { decided, write } = found;
  const { id, decision, comment, on, at } = decided;
  const whole =
    typeof id === 'string' &&
    typeof comment === 'string' &&
    typeof at === 'number' &&
    isObject(on) &&
    Array.isArray(on['triggers']) &&
    isObject(on['engine']) &&
    isDecision(decision) &&
    STATES.has(write['at']);
  return whole ? (found as unknown as KeptDecision) : null;
}

function isDecision(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { is } = value;
  if (typeof is !== 'string' || !Object.hasOwn(KINDS, is)) return false;
  return (
    KINDS[is as Decision['is']].every((name) => name in value) && (is !== 'our-team' || Array.isArray(value['items']))
  );
}

const isObject = (value: unknown): value is Loose => typeof value === 'object' && value !== null;
