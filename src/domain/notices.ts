/**
 * Safety lines (clinical reference 4.3). They repeat what is recorded and point to the site's protocol; they detect nothing and
 * change no level. They stand whatever the gates say, but for a patient who has died.
 */
import type { Chart } from './chart/chart.ts';
import { firstRecorded } from './chart/condition-activity.ts';
import { correctedCalcium } from './chart/laboratory.ts';
import { validReadings } from './chart/readings.ts';
import type { ConditionRecord, ConditionTag } from './chart/records.ts';
import type { Notice } from './dosing/recommendation.ts';
import type { Profile } from './dosing/profiles.ts';
import { compareWhen, within, type When } from './logic/when.ts';
import { state, type Statement } from './statement.ts';

/** Above these a calcium is told: rule 9 calls it severe from the same numbers (clinical reference 4.3). */
export interface CalciumLimits {
  /** Corrected calcium, mg/dL. */
  readonly severe: number;
  /** Ionized calcium, mmol/L. */
  readonly ionizedSevere: number;
  /** An albumin so many days apart corrects a calcium. */
  readonly albuminDays: number;
}

export function noticesOf(
  chart: Chart,
  { notices: days }: Pick<Profile, 'notices'>,
  limits: CalciumLimits,
): readonly Notice[] {
  return [
    ...recorded(chart, 'cord-compression', COMPRESSION, days.recordedDays),
    ...recorded(chart, 'obstruction', ['bowel-obstruction'], days.recordedDays),
    ...recorded(chart, 'svc', ['svc-syndrome'], days.recordedDays),
    ...hypercalcemia(chart, days.calciumDays, limits),
    ...selfHarm(chart, days.selfHarmDays),
    ...hastenedDeath(chart),
  ];
}

const COMPRESSION: readonly ConditionTag[] = ['cord-compression', 'cord-compression-by-cause'];

/** A diagnosis first recorded lately. One whose date may be older is told too: better once too often. */
function recorded(
  chart: Chart,
  id: 'cord-compression' | 'obstruction' | 'svc',
  tags: readonly ConditionTag[],
  days: number,
): readonly Notice[] {
  const found = chart.conditions.filter(
    (one) => one.verification === 'confirmed' && tags.some((tag) => one.tags.has(tag)) && isRecent(one, chart, days),
  );
  const [newest] = found.toSorted((a, b) => byDate(firstRecorded(b), firstRecorded(a)));
  if (newest === undefined) return [];
  const on = firstRecorded(newest);
  return [
    {
      id,
      on,
      say: state('notice-recorded', { what: id, name: id === 'svc' ? wordsOf(newest) : null, when: on }),
      evidence: found,
    },
  ];
}

/** The code of a compressed vein names no vein: the record's own words are repeated, if it has any. */
function wordsOf({ label, code }: ConditionRecord): string | null {
  return label === '' || label === code?.code ? null : label;
}

function isRecent(condition: ConditionRecord, chart: Chart, days: number): boolean {
  const first = firstRecorded(condition);
  return first !== null && within(first, chart.asOf, days) !== false;
}

/** The latest total calcium (corrected where an albumin is near), else the latest ionized one. */
function hypercalcemia(
  chart: Chart,
  days: number,
  { severe, ionizedSevere, albuminDays }: CalciumLimits,
): readonly Notice[] {
  const [total] = correctedCalcium(chart, chart.asOf, days, albuminDays);
  if (total !== undefined && total.milligramsPerDeciliter > severe) {
    const { reading, albumin, milligramsPerDeciliter } = total;
    const measure = albumin === null ? 'uncorrected' : 'corrected';
    const evidence = albumin === null ? [reading] : [reading, albumin.evidence];
    return [calciumNotice(measure, milligramsPerDeciliter, reading.when, evidence)];
  }
  const [ionized] = validReadings(chart, 'ionized-calcium', chart.asOf, days);
  const value = ionized?.reading.millimolesPerLiter ?? null;
  return ionized === undefined || value === null || value <= ionizedSevere
    ? []
    : [calciumNotice('ionized', value, ionized.reading.when, [ionized.reading])];
}

function calciumNotice(
  measure: 'corrected' | 'uncorrected' | 'ionized',
  value: number,
  when: When,
  evidence: Notice['evidence'],
): Notice {
  return {
    id: 'hypercalcemia',
    on: when,
    say: state('notice-calcium', { measure, value: rounded(value), when }),
    evidence,
  };
}

/** Told with one decimal place. */
function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

function selfHarm(chart: Chart, days: number): readonly Notice[] {
  const isLately = (when: When | null): boolean => when !== null && within(when, chart.asOf, days) !== false;
  const items = chart.observations
    .filter((one) => one.kind === 'self-harm-item' && one.positive !== false && isLately(one.when))
    .toSorted((a, b) => byDate(b.when, a.when));
  const [item] = items;
  if (item !== undefined)
    return [selfHarmNotice(item.when, state('notice-self-harm-item', { when: item.when }), items)];
  const coded = chart.conditions.filter(
    (one) => one.tags.has('suicidal-ideation') && one.verification === 'confirmed' && isLately(one.when),
  );
  const [ideation] = coded.toSorted((a, b) => byDate(b.when, a.when));
  return ideation === undefined
    ? []
    : [selfHarmNotice(ideation.when, state('notice-suicidal-ideation', { when: ideation.when }), coded)];
}

function selfHarmNotice(on: When | null, say: Statement, evidence: Notice['evidence']): Notice {
  return { id: 'self-harm-item', on, say, evidence };
}

function hastenedDeath(chart: Chart): readonly Notice[] {
  const found = chart.observations
    .filter((one) => one.kind === 'attestation' && one.reason === 'hastened-death-request')
    .toSorted((a, b) => byDate(b.when, a.when));
  const [newest] = found;
  if (newest === undefined) return [];
  return [
    {
      id: 'hastened-death-request',
      on: newest.when,
      say: state('notice-hastened-death', { when: newest.when }),
      evidence: found,
    },
  ];
}

function byDate(a: When | null, b: When | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  return compareWhen(a, b);
}
