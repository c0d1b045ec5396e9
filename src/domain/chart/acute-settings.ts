/** Whether something was recorded in a hospital stay, in an emergency visit or soon after an operation. */
import { onceForEach } from '../logic/once.ts';
import type { Day, When } from '../logic/when.ts';
import type { Chart } from './chart.ts';
import type { ProcedureRecord, ProcedureTag } from './records.ts';

/** Stretches of days, sorted and apart from each other, so that one can be looked up. */
type Stretches = readonly { readonly first: Day; readonly last: Day }[];

function merged(stretches: Stretches): Stretches {
  const apart: { first: Day; last: Day }[] = [];
  for (const one of stretches.toSorted((a, b) => a.first - b.first)) {
    const before = apart.at(-1);
    if (before !== undefined && one.first <= before.last + 1) before.last = Math.max(before.last, one.last);
    else apart.push({ ...one });
  }
  return apart;
}

/** Does any stretch touch the days from `first` to `last`? */
function touches(stretches: Stretches, first: Day, last: Day): boolean {
  let [low, high] = [0, stretches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.first ?? 0) <= last) low = middle + 1;
    else high = middle;
  }
  const newest = stretches[low - 1];
  return newest !== undefined && newest.last >= first;
}

interface Settings {
  readonly inpatient: ReadonlySet<string>;
  /** Inpatient, observation and emergency. */
  readonly acute: ReadonlySet<string>;
  readonly days: Stretches;
}

const settingsOf = onceForEach(({ encounters, asOf }: Chart): Settings => {
  const inpatient = new Set<string>();
  const acute = new Set<string>();
  const days: { first: Day; last: Day }[] = [];
  for (const one of encounters) {
    if (one.kind !== 'inpatient' && one.kind !== 'observation' && one.kind !== 'ed') continue;
    acute.add(one.reference);
    if (one.kind === 'inpatient') inpatient.add(one.reference);
    if (one.start !== null)
      days.push({ first: one.start.lo, last: one.end?.hi ?? (one.status === 'finished' ? one.start.hi : asOf) });
  }
  return { inpatient, acute, days: merged(days) };
});

interface Recorded {
  readonly encounter: string | null;
  readonly when: When | null;
}

/** Recorded in an inpatient encounter, by the encounter that it names. */
export function isInpatientReading(recorded: Recorded, chart: Chart): boolean {
  return recorded.encounter !== null && settingsOf(chart).inpatient.has(recorded.encounter);
}

/** Recorded in acute care: by the encounter that it names; when it names none, by its date. */
export function isAcuteReading({ encounter, when }: Recorded, chart: Chart): boolean {
  const { acute, days } = settingsOf(chart);
  if (encounter !== null) return acute.has(encounter);
  return when !== null && touches(days, when.lo, when.hi);
}

const OPERATIONS: readonly ProcedureTag[] = [
  'operation',
  'abdominal-operation',
  'pancreatectomy',
  'hepatectomy',
  'cholecystectomy',
  'pleurectomy',
  'cancer-resection',
  'bariatric-surgery',
];

export function isOperation({ tags }: ProcedureRecord): boolean {
  return tags.size > 0 && OPERATIONS.some((tag) => tags.has(tag));
}

/** The days of operations, worked out once for each chart. */
const operationDays = onceForEach((procedures: readonly ProcedureRecord[]): Stretches => {
  const days = procedures.flatMap((one) =>
    one.when !== null && isOperation(one) ? [{ first: one.when.lo, last: one.when.hi }] : [],
  );
  return merged(days);
});

/** On the day of an operation, or within so many days after it. */
export function isAfterOperation(when: When, chart: Chart, days: number): boolean {
  return touches(operationDays(chart.procedures), when.lo - days, when.hi);
}
