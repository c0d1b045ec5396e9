import type { Chart } from '../../chart/chart.ts';
import { activityOf, firstRecorded } from '../../chart/condition-activity.ts';
import type { Evidence } from '../../chart/evidence.ts';
import { latestAlbumin } from '../../chart/laboratory.ts';
import { betterEnd, isDated, performanceReadings } from '../../chart/performance-status.ts';
import { datedReadings, validReadings, type Dated, type ReadingOf } from '../../chart/readings.ts';
import type { ConditionRecord, MedicationRecord } from '../../chart/records.ts';
import { isLoaded, type SourceId } from '../../chart/source.ts';
import { weightCourse, type WeightChange, type WeightCourse } from '../../chart/weights.ts';
import { within, type Day, type When } from '../../logic/when.ts';
import type { Kleene } from '../../logic/kleene.ts';
import { state } from '../../statement.ts';
import type { WeightConfounder } from '../../statements/function.ts';
import { FEARON_2011, NCCN_PALLIATIVE } from '../citations.ts';
import { cannotTell, certaintyOf } from '../findings.ts';
import { lookedAt } from '../looked-at.ts';
import { amount, days, defineRule, type Finding, type Values } from '../rule.ts';

const THRESHOLDS = {
  lossPercent: amount(5, 'percent', 'loss of weight in about six months above which it counts', 'Fearon 2011'),
  lowIndex: amount(20, 'kg/m2', 'body mass index below which a smaller loss counts', 'Fearon 2011'),
  lowIndexLossPercent: amount(2, 'percent', 'that smaller loss', 'Fearon 2011'),
  latestDays: { ...days(30, 'days that the latest weight counts'), atMost: 30 },
  baselineFromDays: {
    ...days(210, 'days before it from which the weight is taken that it is compared with'),
    atMost: 210,
  },
  baselineToDays: days(150, 'days before it up to which that weight is taken'),
  shortestDays: days(60, 'days that two weights lie apart at least, when there is none of six months before'),
  cachexiaDays: days(180, 'days that a diagnosis of cachexia counts'),
  weightLossDays: days(90, 'days that a diagnosis of abnormal weight loss counts'),
  majorEcog: amount(2, 'ECOG grade', 'ECOG from which a coded cachexia is enough alone'),
  ecogDays: days(60, 'days that this ECOG counts'),
  surgeryDays: days(365, 'days after bariatric surgery in which a loss is expected'),
  highIndex: amount(35, 'kg/m2', 'body mass index from which a loss alone says nothing'),
  nutritionDays: days(60, 'days that another sign of poor nutrition counts'),
  poorAppetite: amount(4, 'of 10', 'score from which poor appetite is such a sign'),
  lowAlbumin: amount(3.5, 'g/dL', 'albumin below which it is such a sign'),
  errorPercent: amount(15, 'percent', 'change within days that is a slip of the pen'),
  errorDays: days(14, 'days within which such a change is a slip of the pen'),
  implausiblePercent: amount(40, 'percent', 'change in about six months that is asked about'),
} as const;

type Numbers = Values<typeof THRESHOLDS>;

/** Drugs that take weight off, and those that take fluid off, hide in any of these. */
const DRUG_SOURCES = [
  'MedicationRequest',
  'MedicationStatement',
  'MedicationAdministration',
  'MedicationDispense',
] as const satisfies readonly SourceId[];

/** Trigger 17: significant weight loss, measured and not otherwise explained, or a diagnosis of it. */
export const cachexiaWeightLoss = defineRule({
  id: 'cachexia-weight-loss',
  version: '1.1.0',
  category: 'function',
  precondition: 'active-cancer',
  // Major only as coded cachexia with a poor performance status: `evaluate` lowers all else.
  strength: { advanced: 'major', otherwise: 'supporting' },
  settlesAdvanced: false,
  needs: ['Observation', 'Condition'],
  alsoReads: [...DRUG_SOURCES, 'Procedure', 'QuestionnaireResponse'],
  citations: [FEARON_2011, NCCN_PALLIATIVE],
  thresholds: THRESHOLDS,

  inWords: (numbers) => state('rule-cachexia-weight-loss', numbers),

  lookedAt: ({ chart, asOf, thresholds: { latestDays, baselineFromDays } }) => [
    lookedAt('Observation', datedReadings(chart, 'weight'), asOf - latestDays - baselineFromDays),
  ],

  evaluate({ chart, asOf, thresholds }): Finding {
    const course = weightCourse(chart, asOf, thresholds);
    const coded = codedWasting(chart, asOf, thresholds);
    if (coded !== null && coded.sure === true) return byCode(coded, chart, asOf, thresholds);
    const loss = course.is === 'known' ? lossOf(course.change, chart, asOf, thresholds) : null;
    if (loss !== null) {
      const explained = confounderOf(loss.change, chart, asOf, thresholds);
      if (explained === null) return byWeight(loss, chart);
      if (coded !== null) return byCode(coded, chart, asOf, thresholds);
      const { change } = loss;
      const params = { percent: change.percent, from: change.from, to: change.to };
      return cannotTell(
        'possible',
        state('weight-loss-confounded', { ...params, by: explained.by, name: explained.evidence?.label ?? null }),
        [change.latest, change.baseline, ...(explained.evidence === null ? [] : [explained.evidence])],
      );
    }
    if (coded !== null) return byCode(coded, chart, asOf, thresholds);
    return withoutLoss(course, chart, thresholds);
  },
});

interface Coded {
  readonly condition: ConditionRecord;
  readonly when: When;
  readonly sure: Kleene;
  readonly cachexia: boolean;
}

/** A diagnosis of cachexia or abnormal weight loss within its window; cachexia first, a sure date before another. */
function codedWasting(chart: Chart, asOf: Day, { cachexiaDays, weightLossDays }: Numbers): Coded | null {
  let best: Coded | null = null;
  for (const condition of chart.conditions) {
    const cachexia = condition.tags.has('cachexia');
    if ((!cachexia && !condition.tags.has('weight-loss')) || condition.verification !== 'confirmed') continue;
    for (const when of [condition.onset, condition.recorded]) {
      if (when === null) continue;
      const sure = within(when, asOf, cachexia ? cachexiaDays : weightLossDays);
      if (sure === false) continue;
      const rank = (sure === true ? 2 : 0) + (cachexia ? 1 : 0);
      if (best === null || rank > (best.sure === true ? 2 : 0) + (best.cachexia ? 1 : 0))
        best = { condition, when, sure, cachexia };
    }
  }
  return best;
}

function byCode({ condition, when, sure, cachexia }: Coded, chart: Chart, asOf: Day, numbers: Numbers): Finding {
  const ecog = cachexia ? poorEcog(chart, asOf, numbers) : null;
  return {
    found: 'yes',
    certainty: certaintyOf([condition], sure),
    ...(ecog === null ? { atMost: 'supporting' as const } : {}),
    because: state('wasting-coded', { name: condition.label, when }),
    evidence: ecog === null ? [condition] : [condition, ecog],
    caveats: sure === true ? [] : [state('date-imprecise', {})],
  };
}

/** The latest ECOG, when it is poor enough to make a coded cachexia count alone. */
function poorEcog(chart: Chart, asOf: Day, { majorEcog, ecogDays }: Numbers): Evidence | null {
  const latest = performanceReadings(chart)
    .filter(isDated)
    .find((one) => one.kind === 'ecog' && within(one.when, asOf, ecogDays) !== false);
  if (latest === undefined || within(latest.when, asOf, ecogDays) !== true) return null;
  return (betterEnd(latest) ?? 0) >= majorEcog ? latest : null;
}

interface Loss {
  readonly change: WeightChange;
  /** The body mass index that made a smaller loss count. */
  readonly index: Dated<ReadingOf<'body-mass-index'>> | null;
}

function lossOf(change: WeightChange, chart: Chart, asOf: Day, numbers: Numbers): Loss | null {
  if (-change.percent > numbers.lossPercent) return { change, index: null };
  const index = latestIndex(chart, asOf, numbers);
  if (index === null || index.index >= numbers.lowIndex || -change.percent <= numbers.lowIndexLossPercent) return null;
  return { change, index };
}

function latestIndex(chart: Chart, asOf: Day, { latestDays }: Numbers): Dated<ReadingOf<'body-mass-index'>> | null {
  return validReadings(chart, 'body-mass-index', asOf, latestDays)[0]?.reading ?? null;
}

function byWeight({ change, index }: Loss, chart: Chart): Finding {
  const params = { percent: change.percent, from: change.from, to: change.to };
  // A drug or an operation that explains the loss may stand where nothing was read.
  const unread = [...DRUG_SOURCES.slice(0, 2), 'Procedure' as const].filter(
    (source) => !isLoaded(chart.sources, source),
  );
  const evidence = [change.latest, change.baseline, ...(index === null ? [] : [index])];
  return {
    found: 'yes',
    certainty: certaintyOf(evidence, change.imprecise ? null : true),
    atMost: 'supporting',
    because:
      index === null ? state('weight-lost', params) : state('weight-lost-low-index', { ...params, index: index.index }),
    evidence,
    caveats: [
      ...(change.short ? [state('weight-baseline-short', { days: change.to.hi - change.from.hi })] : []),
      ...(change.imprecise ? [state('date-imprecise', {})] : []),
      ...unread.map((source) => state('also-not-read', { source })),
    ],
  };
}

interface Confounder {
  readonly by: WeightConfounder;
  readonly evidence: Evidence | null;
}

/** What else may have taken the weight off between the two readings. */
function confounderOf(change: WeightChange, chart: Chart, asOf: Day, numbers: Numbers): Confounder | null {
  const { from, to } = change;
  const between = (when: When | null): boolean => when !== null && when.hi >= from.lo && when.lo <= to.hi;
  const drug = chart.medications.find(
    (one) => isTaken(one, 'weight-lowering') && (one.start === null || one.start.lo <= to.hi) && endsAfter(one, from),
  );
  if (drug !== undefined) return { by: 'drug', evidence: drug };
  for (const one of chart.procedures) {
    if (
      one.tags.has('bariatric-surgery') &&
      (one.when === null || within(one.when, asOf, numbers.surgeryDays) !== false)
    )
      return { by: 'bariatric-surgery', evidence: one };
    if (one.tags.has('paracentesis') && between(one.when)) return { by: 'fluid', evidence: one };
  }
  const fluid = chart.conditions.find(
    (one) => one.tags.has('ascites') && (between(one.onset) || between(one.recorded)),
  );
  if (fluid !== undefined) return { by: 'fluid', evidence: fluid };
  const diuretic = newDiuretic(chart, change);
  if (diuretic !== null) return { by: 'fluid', evidence: diuretic };
  const index = latestIndex(chart, asOf, numbers);
  return index !== null && index.index >= numbers.highIndex && !isPoorlyNourished(chart, asOf, numbers)
    ? { by: 'high-index', evidence: index }
    : null;
}

function isTaken({ status, drugs }: MedicationRecord, kind: 'weight-lowering' | 'diuretic'): boolean {
  return status !== 'planned' && drugs.some((drug) => drug.kind === kind);
}

function endsAfter({ end, start, status }: MedicationRecord, from: When): boolean {
  if (end !== null) return end.hi >= from.lo;
  return status === 'active' || status === 'on-hold' || start === null || start.hi >= from.lo;
}

/** A diuretic begun between the two weights. Another that goes on explains nothing, nor does the next order of the same. */
function newDiuretic(chart: Chart, { from, to }: WeightChange): MedicationRecord | null {
  const taken = chart.medications.filter((one) => isTaken(one, 'diuretic'));
  const before = new Set(
    taken.flatMap(({ start, drugs }) => (start !== null && start.hi < from.lo ? drugs.map(({ name }) => name) : [])),
  );
  return (
    taken.find(
      ({ start, drugs }) =>
        start !== null &&
        start.hi >= from.lo &&
        start.lo <= to.hi &&
        drugs.some(({ kind, name }) => kind === 'diuretic' && !before.has(name)),
    ) ?? null
  );
}

/** Poor appetite or a low albumin: a loss is then no mere success of a diet. */
function isPoorlyNourished(chart: Chart, asOf: Day, { nutritionDays, poorAppetite, lowAlbumin }: Numbers): boolean {
  const albumin = latestAlbumin(chart, asOf, nutritionDays);
  if (albumin !== null && albumin.gramsPerDeciliter < lowAlbumin) return true;
  const appetite = validReadings(chart, 'symptom', asOf, nutritionDays).find(
    ({ reading }) => reading.item === 'appetite',
  );
  return appetite !== undefined && appetite.reading.severity >= poorAppetite;
}

function withoutLoss(course: WeightCourse, chart: Chart, { latestDays, shortestDays }: Numbers): Finding {
  const undated = chart.conditions.find(
    (one) =>
      (one.tags.has('cachexia') || one.tags.has('weight-loss')) &&
      firstRecorded(one) === null &&
      activityOf(one, chart) === 'active',
  );
  if (undated !== undefined)
    return cannotTell('date-unknown', state('wasting-undated', { name: undated.label }), [undated]);
  switch (course.is) {
    case 'known': {
      const { percent, from, to, latest, baseline } = course.change;
      return { found: 'nothing', because: state('weight-stable', { percent, from, to }), evidence: [latest, baseline] };
    }
    case 'never':
      return cannotTell('never-recorded', state('weight-never', { days: latestDays }));
    case 'undated':
      return cannotTell('date-unknown', state('weight-undated', {}), course.readings);
    case 'unit-unknown': {
      const [first] = course.readings;
      return first?.when == null
        ? cannotTell('unit-unknown', state('weight-undated', {}), course.readings)
        : cannotTell('unit-unknown', state('weight-without-unit', { when: first.when }), [first]);
    }
    case 'stale':
      return cannotTell('stale', state('weight-stale', { when: course.latest.when }), [course.latest]);
    case 'no-baseline':
      return cannotTell('never-recorded', state('weight-one-only', { when: course.latest.when, days: shortestDays }), [
        course.latest,
      ]);
    case 'contradictory': {
      const { latest, other } = course;
      const params = { value: latest.value ?? '', when: latest.when, other: other.value ?? '', otherWhen: other.when };
      return cannotTell('value-imprecise', state('weight-which', params), [latest, other]);
    }
    default:
      return course satisfies never;
  }
}
