/** What a clinician said at this visit, as it is found in the tab's storage: what is not whole is left out. */
import type { RecordKey } from '../domain/chart/evidence.ts';
import type { Day, When } from '../domain/logic/when.ts';
import type { Problem, ProblemKind } from '../domain/problem.ts';
import type { FactWrite, KeptVisit, WrittenRecord } from '../domain/visit/fact-write.ts';
import {
  ENTERED_SITES,
  ENTERED_SYMPTOMS,
  NOTHING_SAID,
  refusalOf,
  type ConfirmedRecord,
  type EnteredContent,
  type EnteredFact,
  type LeftOut,
} from '../domain/visit/visit.ts';

export type Loose = Readonly<Record<string, unknown>>;

/** Never throws: the storage may hold anything, of an older or newer version too. */
export function visitFrom(found: unknown): KeptVisit {
  if (!isObject(found)) return NOTHING_SAID;
  const writes = Object.entries(isObject(found['writes']) ? found['writes'] : {}).flatMap(([id, value]) => {
    const write = writeFrom(id, value);
    return write === null ? [] : [[id, write] as const];
  });
  return {
    entered: listOf(found['entered'], isFact),
    leftOut: listOf(found['leftOut'], isLeftOut),
    ...(writes.length === 0 ? {} : { writes: Object.fromEntries(writes) }),
  };
}

const listOf = <One>(found: unknown, isOne: (one: unknown) => one is One): readonly One[] =>
  Array.isArray(found) ? found.filter(isOne) : [];

export const isObject = (value: unknown): value is Loose => typeof value === 'object' && value !== null;
export const isText = (value: unknown): value is string => typeof value === 'string';
export const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value);
export const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
/** Days since 1970, of the years 1 to 9999: other days have no words. */
export const isDay = (value: unknown): value is Day =>
  Number.isInteger(value) && (value as number) >= -719_162 && (value as number) <= 2_932_896;
export const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
export const isOneOf = (value: unknown, list: readonly string[]): boolean => isText(value) && list.includes(value);

export function isWhen(value: unknown): value is When {
  if (!isObject(value)) return false;
  const { lo, hi, precision, minutes } = value;
  return (
    isDay(lo) &&
    isDay(hi) &&
    lo <= hi &&
    isOneOf(precision, ['year', 'month', 'day', 'instant']) &&
    (minutes === null || isNumber(minutes))
  );
}

function isFact(value: unknown): value is EnteredFact {
  if (!isObject(value)) return false;
  const { id, content, on, by, at } = value;
  return (
    isText(id) &&
    isWhen(on) &&
    isTextOrNull(by) &&
    isNumber(at) &&
    isObject(content) &&
    isContent(content) &&
    refusalOf(content, on, Infinity) === null
  );
}

const isKey = (value: unknown): value is RecordKey =>
  isObject(value) && isText(value['origin']) && isText(value['reference']);

/** One that was kept without what its record said holds for no record. */
const isConfirmedRecord = (value: unknown): value is ConfirmedRecord =>
  isObject(value) && isKey(value) && isText(value['as']);

function isLeftOut(value: unknown): value is LeftOut {
  return (
    isObject(value) &&
    isKey(value) &&
    isText(value['label']) &&
    isTextOrNull(value['value']) &&
    (value['when'] === null || isWhen(value['when'])) &&
    isTextOrNull(value['by']) &&
    isNumber(value['at'])
  );
}

/** What may have left and is not whole is `unknown`: it is looked for, and never written a second time. */
function writeFrom(id: string, value: unknown): FactWrite | null {
  if (!isObject(value)) return null;
  const { at, fact, record, problem } = value;
  switch (at) {
    case 'writing':
    case 'staged':
    case 'unknown':
      return { at };
    case 'written':
      return isFact(fact) && fact.id === id && isRecord(record) ? { at, fact, record } : { at: 'unknown' };
    case 'refused':
      return isProblem(problem) ? { at, problem } : null;
    default:
      return null;
  }
}

const isRecord = (value: unknown): value is WrittenRecord =>
  isObject(value) && isKey(value) && isText(value['label']) && isTextOrNull(value['value']);

export function isProblem(value: unknown): value is Problem {
  if (!isObject(value)) return false;
  const { kind, status, said, detail } = value;
  return (
    isText(kind) &&
    Object.hasOwn(KINDS, kind) &&
    (status === null || isNumber(status)) &&
    Array.isArray(said) &&
    said.every(isText) &&
    isText(detail)
  );
}

const KINDS: Readonly<Record<ProblemKind, true>> = {
  network: true,
  timeout: true,
  'session-expired': true,
  forbidden: true,
  'not-found': true,
  invalid: true,
  conflict: true,
  busy: true,
  server: true,
  'not-supported': true,
  'left-out': true,
  unreadable: true,
  'foreign-address': true,
  'too-much': true,
  'wrong-patient': true,
  'patient-deceased': true,
  duplicate: true,
  unchecked: true,
  'too-large': true,
  'taken-back': true,
  elsewhere: true,
  ending: true,
  changed: true,
  'not-kept': true,
  'draft-invalid': true,
};

const SCALES = ['ecog', 'karnofsky', 'palliative-performance-scale'];
const PLANNING = [
  'health-care-agent',
  'advance-directive',
  'portable-orders',
  'code-status',
  'conversation',
  'preference',
];
const REASONS = [
  'would-not-be-surprised',
  'existential-crisis',
  'hastened-death-request',
  'complex-decisions',
  'team-distress',
  'clinician-judgment',
];

/** Every kind with the shape of its values; `refusalOf` sees to their limits. */
function isContent(content: Loose): content is Loose & EnteredContent {
  switch (content['is']) {
    case 'performance':
      return isOneOf(content['scale'], SCALES) && isNumber(content['value']);
    case 'symptom':
      return isOneOf(content['item'], ENTERED_SYMPTOMS) && isNumber(content['score']);
    case 'distress':
      return isNumber(content['score']);
    case 'weight':
      return isNumber(content['kilograms']);
    case 'stage':
      return isOneOf(content['group'], ['I', 'II', 'III', 'IV']) && isTextOrNull(content['cancer']);
    case 'metastases': {
      const { present, sites } = content;
      return isFlag(present) && Array.isArray(sites) && sites.every((site) => isOneOf(site, ENTERED_SITES));
    }
    case 'request':
      return isFlag(content['asks']);
    case 'planning':
      return isOneOf(content['what'], PLANNING);
    case 'line':
      return isNumber(content['number']);
    case 'judgment':
      return isOneOf(content['reason'], REASONS);
    case 'no-further-therapy':
      return true;
    case 'caregiver':
      return isFlag(content['strained']);
    case 'planned-stay': {
      const { encounters } = content;
      return Array.isArray(encounters) && encounters.every(isKey);
    }
    case 'active-cancer': {
      const { name, conditions } = content;
      return isText(name) && Array.isArray(conditions) && conditions.every(isConfirmedRecord);
    }
    default:
      return false;
  }
}
