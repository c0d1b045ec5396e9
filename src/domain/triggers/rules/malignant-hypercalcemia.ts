import type { Chart } from '../../chart/chart.ts';
import { activityOf, firstRecorded } from '../../chart/condition-activity.ts';
import type { Evidence } from '../../chart/evidence.ts';
import { correctedCalcium, newestUnread, type CorrectedCalcium } from '../../chart/laboratory.ts';
import type { ActiveMalignancy } from '../../chart/malignancy.ts';
import { datedReadings, undatedReadings, validReadings, type Dated, type ReadingOf } from '../../chart/readings.ts';
import type { ConditionRecord } from '../../chart/records.ts';
import { within, type Day } from '../../logic/when.ts';
import type { Kleene } from '../../logic/kleene.ts';
import { state, type Statement } from '../../statement.ts';
import type { CalciumValue } from '../../statements/laboratory.ts';
import { CTCAE_5, NCCN_PALLIATIVE } from '../citations.ts';
import { cannotTell, certaintyOf } from '../findings.ts';
import { lookedAt } from '../looked-at.ts';
import { amount, days, defineRule, type Finding, type Values } from '../rule.ts';

const THRESHOLDS = {
  windowDays: { ...days(90, 'days that a calcium value, or a diagnosis of hypercalcemia, counts'), atMost: 180 },
  severe: amount(12.5, 'mg/dL', 'corrected calcium above which one value is enough alone', 'CTCAE 5'),
  high: amount(11.5, 'mg/dL', 'corrected calcium above which it counts', 'CTCAE 5'),
  apartDays: days(7, 'days between two high values that show that it lasts'),
  ionizedSevere: amount(1.6, 'mmol/L', 'ionized calcium above which one value is enough alone'),
  ionizedHigh: amount(1.5, 'mmol/L', 'ionized calcium above which it counts'),
  normal: amount(10.5, 'mg/dL', 'corrected calcium up to which it is normal'),
  endsDays: days(30, 'days after a later normal value in which an earlier high one still counts'),
  albuminDays: days(7, 'days between calcium and the albumin that corrects it'),
} as const;

type Numbers = Values<typeof THRESHOLDS>;

/** Trigger 9: hypercalcemia with an active cancer, by corrected total calcium, ionized calcium, or code. */
export const malignantHypercalcemia = defineRule({
  id: 'malignant-hypercalcemia',
  version: '1.1.0',
  category: 'disease-status',
  precondition: 'active-cancer',
  strength: { advanced: 'major', otherwise: 'supporting' },
  settlesAdvanced: false,
  needs: ['Observation', 'Condition'],
  alsoReads: ['MedicationRequest', 'MedicationAdministration', 'MedicationStatement', 'MedicationDispense'],
  citations: [NCCN_PALLIATIVE, CTCAE_5],
  thresholds: THRESHOLDS,

  inWords: ({ windowDays, ...numbers }) => state('rule-malignant-hypercalcemia', { days: windowDays, ...numbers }),

  lookedAt: ({ chart, asOf, thresholds: { windowDays } }) => [
    lookedAt(
      'Observation',
      [...datedReadings(chart, 'calcium'), ...datedReadings(chart, 'ionized-calcium')],
      asOf - windowDays,
    ),
  ],

  evaluate({ chart, asOf, facts: { malignancy }, thresholds }): Finding {
    const values = calciumValues(chart, asOf, thresholds);
    const ended = normalSince(values, asOf, thresholds);
    const standing = values.filter((one) => ended === null || isAfter(one, ended));
    const found = highestFinding(standing, thresholds) ?? coded(chart, asOf, thresholds, ended);
    if (found !== null) return explained(found, chart, malignancy, standing, thresholds);
    return withoutFinding(chart, asOf, values, thresholds);
  },
});

interface Value {
  readonly measure: CalciumValue['measure'];
  readonly value: number;
  readonly reading: Dated<ReadingOf<'calcium'>> | Dated<ReadingOf<'ionized-calcium'>>;
  readonly albumin: Evidence | null;
  readonly inWindow: true | null;
}

function calciumValues(chart: Chart, asOf: Day, { windowDays, albuminDays }: Numbers): readonly Value[] {
  const total = correctedCalcium(chart, asOf, windowDays, albuminDays).map((one: CorrectedCalcium): Value => ({
    measure: one.albumin === null ? 'uncorrected' : 'corrected',
    value: one.milligramsPerDeciliter,
    reading: one.reading,
    albumin: one.albumin?.evidence ?? null,
    inWindow: one.inWindow,
  }));
  const ionized = validReadings(chart, 'ionized-calcium', asOf, windowDays).flatMap(
    ({ reading, inWindow }): readonly Value[] =>
      reading.millimolesPerLiter === null
        ? []
        : [{ measure: 'ionized', value: reading.millimolesPerLiter, reading, albumin: null, inWindow }],
  );
  return [...total, ...ionized];
}

/** The newest normal total calcium that is old enough to end what came before it. */
function normalSince(values: readonly Value[], asOf: Day, { normal, endsDays }: Numbers): Value | null {
  return (
    values.find(
      (one) => one.measure !== 'ionized' && one.value <= normal && within(one.reading.when, asOf, endsDays) === false,
    ) ?? null
  );
}

function isAfter(one: Value, ended: Value): boolean {
  return one === ended || one.reading.when.hi > ended.reading.when.hi;
}

interface Found {
  readonly because: Statement;
  readonly evidence: readonly Evidence[];
  readonly sure: Kleene;
  readonly major: boolean;
}

/** The latest value severe, or two high ones that lie apart: enough alone. One high one: counts. */
function highestFinding(values: readonly Value[], numbers: Numbers): Found | null {
  const total = values.filter(({ measure }) => measure !== 'ionized');
  const ionized = values.filter(({ measure }) => measure === 'ionized');
  const [latest] = total;
  const [latestIonized] = ionized;
  const high = total.filter(({ value }) => value > numbers.high);
  const found: Found[] = [];
  if (latestIonized !== undefined && latestIonized.value > numbers.ionizedSevere) found.push(one(latestIonized, true));
  if (latest !== undefined && latest.value > numbers.severe) found.push(one(latest, true));
  const [last] = high;
  const first = high.findLast(
    ({ reading }) => last !== undefined && last.reading.when.lo - reading.when.hi >= numbers.apartDays,
  );
  if (last !== undefined && first !== undefined)
    found.push({
      because: state('calcium-high-twice', { latest: said(last), earlier: said(first) }),
      evidence: [...backing(last), ...backing(first)],
      sure: last.inWindow === true && first.inWindow === true ? true : null,
      major: true,
    });
  if (last !== undefined) found.push(one(last, false));
  const lastIonized = ionized.find(({ value }) => value > numbers.ionizedHigh);
  if (lastIonized !== undefined) found.push(one(lastIonized, false));
  return found.find(({ sure }) => sure === true) ?? found[0] ?? null;
}

function one(value: Value, major: boolean): Found {
  return { because: state('calcium-high', said(value)), evidence: backing(value), sure: value.inWindow, major };
}

function said({ measure, value, reading }: Value): CalciumValue {
  return { measure, value, when: reading.when };
}

function backing({ reading, albumin }: Value): readonly Evidence[] {
  return albumin === null ? [reading] : [reading, albumin];
}

/** The diagnosis, first recorded within the window and not ended by a normal value since. */
function coded(chart: Chart, asOf: Day, { windowDays }: Numbers, ended: Value | null): Found | null {
  let found: Found | null = null;
  for (const condition of chart.conditions) {
    if (!condition.tags.has('hypercalcemia') || condition.verification !== 'confirmed') continue;
    const when = firstRecorded(condition);
    const sure = when === null ? false : within(when, asOf, windowDays);
    if (when === null || sure === false || (ended !== null && when.hi <= ended.reading.when.hi)) continue;
    if (found?.sure === true && sure !== true) continue;
    found = {
      because: state('hypercalcemia-coded', { name: condition.label, when }),
      evidence: [condition],
      sure,
      major: false,
    };
  }
  return found;
}

/** Other causes, and what was not corrected, make it supporting at most or are said beside it. */
function explained(
  found: Found,
  chart: Chart,
  malignancy: ActiveMalignancy,
  values: readonly Value[],
  numbers: Numbers,
): Finding {
  const caveats: Statement[] = [];
  const other = otherCause(chart);
  const inMyeloma = isMyeloma(malignancy) && !values.some(({ measure }) => measure === 'ionized');
  if (other !== null) caveats.push(state('calcium-other-cause', { name: other.label }));
  if (inMyeloma) caveats.push(state('calcium-in-myeloma', {}));
  if (values.some((value) => value.measure === 'uncorrected' && found.evidence.includes(value.reading)))
    caveats.push(state('calcium-not-corrected', {}));
  const [normal] = values.filter(({ measure }) => measure !== 'ionized');
  if (normal !== undefined && normal.value <= numbers.normal && !found.evidence.includes(normal.reading))
    caveats.push(state('calcium-normal-since', { when: normal.reading.when }));
  if (found.sure !== true) caveats.push(state('date-imprecise', {}));
  return {
    found: 'yes',
    certainty: certaintyOf(found.evidence, found.sure),
    ...(found.major && other === null && !inMyeloma ? {} : { atMost: 'supporting' as const }),
    because: found.because,
    evidence: found.evidence,
    caveats,
  };
}

/** Overactive parathyroids, or lithium: both raise calcium without a cancer. */
function otherCause(chart: Chart): Evidence | null {
  const gland = (condition: ConditionRecord): boolean =>
    condition.tags.has('hyperparathyroidism') &&
    condition.verification === 'confirmed' &&
    activityOf(condition, chart) === 'active';
  return (
    chart.conditions.find(gland) ??
    chart.medications.find(
      ({ status, drugs }) =>
        (status === 'active' || status === 'on-hold') && drugs.some(({ kind }) => kind === 'lithium'),
    ) ??
    null
  );
}

/** Its proteins bind calcium: the total may be high and the free calcium normal. */
function isMyeloma({ conditions }: ActiveMalignancy): boolean {
  return conditions.some(({ cancer }) => cancer.kind === 'invasive' && cancer.site === 'myeloma');
}

function withoutFinding(
  chart: Chart,
  asOf: Day,
  values: readonly Value[],
  { windowDays, high, ionizedHigh }: Numbers,
): Finding {
  const undated = [
    ...undatedReadings(chart, 'calcium').filter((reading) => (reading.milligramsPerDeciliter ?? 0) > high),
    ...undatedReadings(chart, 'ionized-calcium').filter((reading) => (reading.millimolesPerLiter ?? 0) > ionizedHigh),
  ];
  if (undated.length > 0) return cannotTell('date-unknown', state('calcium-undated', {}), undated);
  const coded = chart.conditions.find(
    (condition) =>
      condition.tags.has('hypercalcemia') &&
      activityOf(condition, chart) === 'active' &&
      (condition.verification === 'unconfirmed' || firstRecorded(condition) === null),
  );
  if (coded !== undefined)
    return cannotTell(
      coded.verification === 'unconfirmed' ? 'possible' : 'date-unknown',
      state('hypercalcemia-coded', { name: coded.label, when: coded.when }),
      [coded],
    );
  const unread = (['calcium', 'ionized-calcium'] as const).flatMap(
    (kind) => newestUnread(chart, kind, asOf, windowDays) ?? [],
  );
  const [without] = unread;
  // Measured since, and not to be read: an earlier value is not the latest.
  if (without !== undefined)
    return cannotTell('unit-unknown', state('calcium-without-unit', { when: without.when }), unread);
  const [newest] = values.toSorted((a, b) => b.reading.when.hi - a.reading.when.hi);
  if (newest !== undefined)
    return { found: 'nothing', because: state('calcium-not-high', said(newest)), evidence: backing(newest) };
  const [last] = [
    ...datedReadings(chart, 'calcium').slice(0, 1),
    ...datedReadings(chart, 'ionized-calcium').slice(0, 1),
  ].toSorted((a, b) => b.when.hi - a.when.hi);
  return last === undefined
    ? cannotTell('never-recorded', state('calcium-never', { days: windowDays }))
    : cannotTell('stale', state('calcium-stale', { when: last.when, days: windowDays }), [last]);
}
