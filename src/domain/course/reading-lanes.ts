/** Function, symptoms and weight: readings, and for how long each holds. */
import { isAcuteReading, isAfterOperation, isInpatientReading } from '../chart/acute-settings.ts';
import type { Chart } from '../chart/chart.ts';
import { recordKey } from '../chart/evidence.ts';
import type { ActiveMalignancy } from '../chart/malignancy.ts';
import {
  isDated,
  isOfAnotherTumor,
  performanceReadings,
  readingText,
  type PerformanceObservation,
  type PerformanceWindows,
} from '../chart/performance-status.ts';
import { datedReadings, undatedReadings, type ReadingKind, type ReadingOf } from '../chart/readings.ts';
import type { SymptomItem } from '../chart/records.ts';
import { isLoaded } from '../chart/source.ts';
import { isPhysical, type SymptomReading } from '../chart/symptoms.ts';
import type { CourseItem, Step, What } from './item.ts';
import { compareText, itemOf } from './span.ts';
import { stepsOf, worstOf, type Held } from './standing.ts';

export interface ReadingLane {
  readonly items: readonly (CourseItem | null)[];
  readonly steps: readonly Step[];
}

function allOf<Kind extends ReadingKind>(chart: Chart, kind: Kind): readonly ReadingOf<Kind>[] {
  return [...datedReadings(chart, kind), ...undatedReadings(chart, kind)];
}

/** On one scale from well (0) to bedbound, as the rules put ECOG and Karnofsky in order; the latest of any scale stands. */
export function functionLane(chart: Chart, malignancy: ActiveMalignancy, windows: PerformanceWindows): ReadingLane {
  const readings = performanceReadings(chart);
  const counted = readings.filter((one) => !isOfAnotherTumor(one, malignancy));
  const counts = new Set(counted);
  const items = readings.map((one) => {
    const what: What = {
      is: 'performance',
      scale: one.kind,
      value: readingText(one.reading),
      understood: one.reading.is !== 'unclear',
      counts: counts.has(one),
    };
    const key = `${one.kind} ${one.label}`;
    return itemOf({ lane: 'function', what, when: one.when, value: burden(one), evidence: [one], key }, chart.asOf);
  });
  const held = counted
    .filter(isDated)
    .map((one): Held => ({ when: one.when, value: burden(one), days: daysOf(one, chart, windows) }));
  // Newest first, and of one day the one that decides first.
  return { items, steps: stepsOf(held.toReversed(), chart.asOf) };
}

/** ECOG 0 to 5 as 0 to 100; Karnofsky and PPS from their other end. */
function burden({ kind, reading }: PerformanceObservation): CourseItem['value'] {
  const of = (value: number): number => (kind === 'ecog' ? value * 20 : 100 - value);
  if (reading.is === 'exact') return { low: of(reading.value), high: of(reading.value) };
  if (reading.is !== 'range') return null;
  const [a, b] = [of(reading.low), of(reading.high)];
  return { low: Math.min(a, b), high: Math.max(a, b) };
}

/** A reading of hospital goes stale sooner; so does one of a visit that was not received and may have been a stay. */
function daysOf(one: PerformanceObservation, chart: Chart, windows: PerformanceWindows): number {
  const mayBeOfStay =
    one.encounter !== null &&
    !isLoaded(chart.sources, 'Encounter') &&
    !chart.encounters.some(({ reference }) => reference === one.encounter);
  return mayBeOfStay || isInpatientReading(one, chart) ? windows.inpatientWindowDays : windows.windowDays;
}

export interface SymptomWindows {
  readonly windowDays: number;
  readonly operationDays: number;
}

/**
 * One mark for the scores of a day; the line is the worst score of the body that still counts, symptom by symptom: that only
 * pain was asked again does not make breathlessness better.
 */
export function symptomLane(chart: Chart, { windowDays, operationDays }: SymptomWindows): ReadingLane {
  const { asOf } = chart;
  const askings = new Map<string, Asking>();
  const series = new Map<SymptomItem, { readonly usual: Held[]; readonly acute: Held[] }>();
  const hold = (item: SymptomItem, acute: boolean, held: Held): void => {
    let own = series.get(item);
    if (own === undefined) series.set(item, (own = { usual: [], acute: [] }));
    (acute ? own.acute : own.usual).push(held);
  };
  const isSetAside = (one: ReadingOf<'symptom' | 'symptom-unclear'>): boolean =>
    one.when !== null && (isAcuteReading(one, chart) || isAfterOperation(one.when, chart, operationDays));
  const scores = allOf(chart, 'symptom').toSorted(milderFirst);
  for (const one of scores) {
    const { when, item, severity } = one;
    const setAside = isSetAside(one);
    const key = `${when === null ? 'undated' : `${String(when.lo)} ${String(when.hi)}`} ${String(setAside)}`;
    const asking = askings.get(key);
    if (asking === undefined) askings.set(key, { readings: [one], setAside });
    else asking.readings.push(one);
    if (when !== null && isPhysical(item))
      hold(item, setAside, { when, value: { low: severity, high: severity }, days: windowDays });
  }
  const items: (CourseItem | null)[] = [...askings.values()].map((one) => askingOf(one, asOf));
  for (const one of allOf(chart, 'symptom-unclear')) {
    const { when, item, label, value } = one;
    const what: What = { is: 'symptom-unclear', item, name: label, value: value ?? '' };
    items.push(itemOf({ lane: 'symptoms', what, when, evidence: [one], key: `${item} ${label}` }, asOf));
    if (when !== null && isPhysical(item)) hold(item, isSetAside(one), { when, value: null, days: windowDays });
  }
  for (const kind of ['distress-thermometer', 'phq-9', 'gad-7'] as const)
    for (const one of allOf(chart, kind)) {
      const what: What = { is: 'distress', instrument: kind, score: one.score };
      items.push(itemOf({ lane: 'symptoms', what, when: one.when, evidence: [one], key: kind }, asOf));
    }
  for (const one of allOf(chart, 'distress-unclear')) {
    const what: What = { is: 'distress', instrument: one.instrument, score: null };
    items.push(
      itemOf({ lane: 'symptoms', what, when: one.when, evidence: [one], key: `unclear ${one.instrument}` }, asOf),
    );
  }
  const held = [...series.values()].map(({ usual, acute }) => ({
    usual: stepsOf(usual.toSorted(inTime), asOf),
    // Scores of acute care speak where there is no other (rules 13 and 14).
    instead: stepsOf(acute.toSorted(inTime), asOf),
  }));
  return { items, steps: worstOf(held) };
}

interface Asking {
  readonly readings: SymptomReading[];
  readonly setAside: boolean;
}

function askingOf({ readings, setAside }: Asking, asOf: number): CourseItem | null {
  const physical = readings.filter(({ item }) => isPhysical(item));
  const worst = (physical.length > 0 ? physical : readings).at(-1);
  if (worst === undefined) return null;
  const { item, label, score, scale, severity, when } = worst;
  return itemOf(
    {
      lane: 'symptoms',
      what: {
        is: 'asking',
        worst: { item, name: label, score, scale },
        physical: physical.length > 0,
        scores: readings.length,
        setAside,
      },
      when,
      value: { low: severity, high: severity },
      evidence: readings,
      key: String(setAside),
    },
    asOf,
  );
}

/** The worst last; a total order, whichever came first. */
function milderFirst(a: SymptomReading, b: SymptomReading): number {
  return (
    a.severity - b.severity ||
    (a.when?.minutes ?? 0) - (b.when?.minutes ?? 0) ||
    compareText(a.item, b.item) ||
    compareText(recordKey(a), recordKey(b))
  );
}

/** By day, then by time, then the milder first: of one moment the worst decides. What is not understood decides over all. */
function inTime(a: Held, b: Held): number {
  return (
    a.when.hi - b.when.hi ||
    a.when.lo - b.when.lo ||
    (a.when.minutes === null || b.when.minutes === null ? 0 : a.when.minutes - b.when.minutes) ||
    (a.value?.high ?? Infinity) - (b.value?.high ?? Infinity)
  );
}

export function weightLane(chart: Chart, latestDays: number): ReadingLane {
  const readings = allOf(chart, 'weight');
  const valueOf = (kilograms: number | null): CourseItem['value'] =>
    kilograms === null ? null : { low: kilograms, high: kilograms };
  const items = readings.map((one) => {
    const { kilograms, value, when, label } = one;
    const what: What = { is: 'weight', kilograms, value: value ?? '' };
    return itemOf({ lane: 'weight', what, when, value: valueOf(kilograms), evidence: [one], key: label }, chart.asOf);
  });
  const held = readings.flatMap(({ when, kilograms }): Held[] =>
    when === null ? [] : [{ when, value: valueOf(kilograms), days: latestDays }],
  );
  return { items, steps: stepsOf(held.toSorted(inTime), chart.asOf) };
}
