/** Symptom scores: the latest reading of each item (clinical reference 3.2 rows 13 to 15). */
import type { Day, When } from '../logic/when.ts';
import { isAcuteReading, isAfterOperation } from './acute-settings.ts';
import type { Chart } from './chart.ts';
import type { SymptomItem } from './records.ts';
import { isLoaded } from './source.ts';
import { validReadings, type Dated, type ReadingOf, type Valid } from './readings.ts';
import type { SymptomScore, UnclearScore } from '../statements/symptoms.ts';

export type SymptomReading = ReadingOf<'symptom'>;
export type UnclearSymptom = Dated<ReadingOf<'symptom-unclear'>>;

/** Low mood and worry are rule 15's; wellbeing sums up everything and is no symptom of the body. */
const NOT_PHYSICAL: ReadonlySet<SymptomItem> = new Set<SymptomItem>(['depression', 'anxiety', 'wellbeing']);

export function isPhysical(item: SymptomItem): boolean {
  return !NOT_PHYSICAL.has(item);
}

/** One score as it is told. */
export function scoreOf(reading: Dated<SymptomReading>): SymptomScore {
  const { item, label, score, scale, when } = reading;
  return { item, name: label, score, scale, when };
}

/** One that is not understood, as it was recorded. */
export function unclearOf({ item, label, value, when }: UnclearSymptom): UnclearScore {
  return { item, name: label, value: value ?? '', when };
}

/** The readings of one item that count, newest first. */
export interface SymptomCourse {
  readonly item: SymptomItem;
  readonly readings: readonly Valid<SymptomReading>[];
  readonly latest: Valid<SymptomReading>;
  /** Taken in hospital, in an emergency visit or soon after an operation: there is no other. */
  readonly acuteOnly: boolean;
}

/** What is known of each symptom; and the newest reading of those of which it cannot be understood. */
export interface Symptoms {
  readonly courses: ReadonlyMap<SymptomItem, SymptomCourse>;
  readonly unclear: readonly UnclearSymptom[];
}

/**
 * The readings of the last `days` days, item by item. What was read in acute care, or up to `operationDays` days after an
 * operation, is left out where the item has another reading. A symptom whose newest reading is not understood has no course:
 * an older score is not the latest.
 */
export function symptomsOf(chart: Chart, asOf: Day, days: number, operationDays: number): Symptoms {
  const courses = symptomCourses(chart, asOf, days, operationDays);
  const newest = validReadings(chart, 'symptom-unclear', asOf, days);
  if (newest.length === 0) return { courses, unclear: [] };
  const unclear = new Map<SymptomItem, UnclearSymptom>();
  for (const { reading } of newest) {
    const course = courses.get(reading.item);
    if (unclear.has(reading.item)) continue;
    const acute = isAcuteReading(reading, chart) || isAfterOperation(reading.when, chart, operationDays);
    const counts =
      course === undefined ||
      (acute === course.acuteOnly ? isNoOlder(reading.when, course.latest.reading.when) : !acute);
    if (counts) unclear.set(reading.item, reading);
  }
  if (unclear.size === 0) return { courses, unclear: [] };
  return { courses: new Map([...courses].filter(([item]) => !unclear.has(item))), unclear: [...unclear.values()] };
}

/** Not known to be older: on one day without two times either may be the later. */
function isNoOlder(one: When, other: When): boolean {
  if (one.hi !== other.hi || one.minutes === null || other.minutes === null) return one.hi >= other.hi;
  return one.minutes >= other.minutes;
}

function symptomCourses(
  chart: Chart,
  asOf: Day,
  days: number,
  operationDays: number,
): ReadonlyMap<SymptomItem, SymptomCourse> {
  const byItem = new Map<SymptomItem, { usual: Valid<SymptomReading>[]; acute: Valid<SymptomReading>[] }>();
  for (const one of validReadings(chart, 'symptom', asOf, days)) {
    let own = byItem.get(one.reading.item);
    if (own === undefined) byItem.set(one.reading.item, (own = { usual: [], acute: [] }));
    const acute = isAcuteReading(one.reading, chart) || isAfterOperation(one.reading.when, chart, operationDays);
    (acute ? own.acute : own.usual).push(one);
  }
  const courses = new Map<SymptomItem, SymptomCourse>();
  for (const [item, { usual, acute }] of byItem) {
    const readings = usual.length > 0 ? usual : acute;
    const latest = latestOf(readings, chart.numbers.oneAskingMinutes);
    if (latest !== null) courses.set(item, { item, readings, latest, acuteOnly: usual.length === 0 });
  }
  return courses;
}

/**
 * A score from `severity` on that stands behind a newer, lower one. While visits or operations were not read, the newer may
 * have been taken in hospital, and then it would not count.
 */
export function hiddenScore(
  chart: Chart,
  courses: Iterable<SymptomCourse>,
  severity: number,
): { readonly reading: Dated<SymptomReading>; readonly unread: 'Encounter' | 'Procedure' } | null {
  const unread = (['Encounter', 'Procedure'] as const).find((source) => !isLoaded(chart.sources, source));
  if (unread === undefined) return null;
  for (const { readings } of courses)
    for (const { reading } of readings) if (reading.severity >= severity) return { reading, unread };
  return null;
}

/** The newest; of several that time does not tell apart, or that one asking gave, the worst. */
function latestOf(readings: readonly Valid<SymptomReading>[], oneAskingMinutes: number): Valid<SymptomReading> | null {
  let latest: Valid<SymptomReading> | null = null;
  for (const one of readings) {
    if (latest === null) latest = one;
    else if (!isSameTime(one.reading, latest.reading, oneAskingMinutes)) break;
    else if (one.reading.severity > latest.reading.severity) latest = one;
  }
  return latest;
}

/** Worst, average and present of one asking are written down within so many minutes; other scores at the same time. */
function isSameTime(one: Dated<SymptomReading>, other: Dated<SymptomReading>, oneAskingMinutes: number): boolean {
  const [a, b] = [one.when, other.when];
  if (a.hi !== b.hi || a.lo !== b.lo) return false;
  if (a.minutes === null || b.minutes === null) return true;
  const spans = one.over !== undefined || other.over !== undefined;
  return Math.abs(a.minutes - b.minutes) <= (spans ? oneAskingMinutes : 0);
}
