/**
 * A decision as it is found in the tab's storage. Never throws: the storage may hold anything, of an older or newer version too. Here its
 * shape is looked at, which is all that is needed before the answer; whether this version knows its codes, the form asks (`isKnown`).
 */
import type { Decided, Decision } from '../domain/decision/decision.ts';
import type { DecisionWrite, KeptDecision, PlanWrite } from '../domain/decision/decision-write.ts';
import {
  isFlag,
  isDay,
  isNumber,
  isObject,
  isOneOf,
  isProblem,
  isText,
  isTextOrNull,
  isWhen,
  type Loose,
} from './kept-visit.ts';

/** Null for what is not whole: then the decision is made anew, under a number of its own. */
export function decisionFrom(found: unknown): KeptDecision | null {
  if (!isObject(found) || !isDecided(found['decided']) || !isObject(found['write'])) return null;
  const write = writeFrom(found['write']);
  return write === null ? null : { decided: found['decided'], write };
}

function isDecided(value: unknown): value is Decided {
  if (!isObject(value)) return false;
  const { id, decision, comment, on, at } = value;
  return isText(id) && isText(comment) && isNumber(at) && isObject(decision) && isDecision(decision) && isDecidedOn(on);
}

function isDecidedOn(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { triggers, level, engine, asOf } = value;
  return (
    isTexts(triggers) &&
    isText(level) &&
    isObject(engine) &&
    [engine['version'], engine['catalogue'], engine['profile']].every(isText) &&
    isDay(asOf)
  );
}

function isDecision(value: Loose): value is Loose & Decision {
  const { is, items, reason, askAgain, doNotAskAgain, by, since } = value;
  const hasDay = askAgain === null || isDay(askAgain);
  switch (is as Decision['is']) {
    case 'our-team':
      return isTexts(items) && hasDay;
    case 'not-now':
      return isTextOrNull(reason) && hasDay;
    case 'patient-declined':
      return isTextOrNull(reason) && isFlag(doNotAskAgain) && hasDay;
    case 'already-receiving':
      return isText(by) && (since === null || isWhen(since));
    case 'comfort-plan-not-current':
      return true;
    default:
      return false;
  }
}

const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);

/** What may have left and is not whole is `unknown`: it is looked for, and never written a second time. */
function writeFrom(write: Loose): DecisionWrite | null {
  const { reference, plan, problem } = write;
  const as = write['as'] === 'note' ? 'note' : 'task';
  const at = write['at'] as DecisionWrite['at'];
  switch (at) {
    case 'editing':
    case 'not-remembered':
      return { at };
    case 'writing':
    case 'unknown':
    case 'staged':
      return { at, as };
    case 'recorded':
      return isText(reference) && (plan === null || isPlan(plan))
        ? { at, as, reference, plan, ...(write['notFoundAgain'] === true ? { notFoundAgain: true } : {}) }
        : { at: 'unknown', as };
    case 'refused':
      return isProblem(problem) ? { at, problem } : { at: 'editing' };
    default:
      return null;
  }
}

function isPlan(value: unknown): value is PlanWrite {
  if (!isObject(value)) return false;
  const { at, reference, problem } = value;
  if (at === 'written') return isText(reference);
  return at === 'refused' ? isProblem(problem) : isOneOf(at, ['staged', 'unknown', 'none']);
}
