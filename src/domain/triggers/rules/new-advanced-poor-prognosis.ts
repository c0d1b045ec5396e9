import type { CancerSite } from '../../chart/cancer.ts';
import type { Chart } from '../../chart/chart.ts';
import { firstRecorded } from '../../chart/condition-activity.ts';
import type { Evidence } from '../../chart/evidence.ts';
import type { ListedCancer } from '../../chart/low-survival.ts';
import { solidDiseases, standingStage, type Disease, type Spread } from '../../chart/spread.ts';
import { within, type Day, type When } from '../../logic/when.ts';
import { state, type Statement } from '../../statement.ts';
import { HUI_2016 } from '../citations.ts';
import { lookedAt } from '../looked-at.ts';
import { days, defineRule, type Finding } from '../rule.ts';
import { isPrimaryMissing, lowSurvivalIn, PRIMARY_NOT_RECORDED } from './low-survival-cancer.ts';

/** Sites of which a metastatic cancer is on the list; uveal melanoma and recurrent head and neck cancer beside them. */
export const SITES_WHEN_METASTATIC: readonly CancerSite[] = [
  'lung',
  'stomach',
  'esophagus',
  'biliary',
  'liver',
  'bladder',
  'sarcoma',
];

/** Trigger 2: advanced disease of a cancer on the list, first recorded within three months. */
export const newAdvancedPoorPrognosis = defineRule({
  id: 'new-advanced-poor-prognosis',
  version: '1.0.0',
  category: 'disease-status',
  precondition: 'advanced-cancer',
  strength: { advanced: 'major', otherwise: 'major' },
  settlesAdvanced: false,
  after: ['metastatic-solid-tumor', 'low-survival-cancer'],
  needs: ['Condition', 'Observation'],
  alsoReads: [
    'Procedure',
    'CarePlan',
    'ServiceRequest',
    'MedicationRequest',
    'MedicationAdministration',
    'MedicationStatement',
    'MedicationDispense',
  ],
  citations: [HUI_2016],
  thresholds: {
    windowDays: days(90, 'days since the first record of advanced disease', HUI_2016),
    recurrenceDays: days(60, 'days between cancer and metastasis that make it a recurrence'),
    resectionDaysBefore: days(90, 'days before the first record of the cancer from which a resection belongs to it'),
  },

  inWords: ({ windowDays, recurrenceDays, resectionDaysBefore }) =>
    state('rule-new-advanced-poor-prognosis', { days: windowDays, recurrenceDays, resectionDays: resectionDaysBefore }),

  lookedAt: ({ chart }) => [lookedAt('Condition', chart.conditions), lookedAt('Observation', chart.observations)],

  evaluate({ chart, asOf, facts, thresholds, resultOf }): Finding {
    const { malignancy } = facts;
    const spread: Spread = { ...facts.spread, diseases: facts.spread.primaries };
    const metastasis = resultOf('metastatic-solid-tumor');
    const isMetastatic = metastasis?.outcome === 'met';
    const { listed } = lowSurvivalIn(chart, facts, metastasis, thresholds.resectionDaysBefore);
    const metastatic = isMetastatic ? metastaticOnTheList(spread, thresholds.recurrenceDays) : null;
    // Localized and resected: not advanced by the list. It is once it has spread, and then from that day on.
    const byItself = listed.filter(({ lowered }) => lowered === null);
    const fromTheStart = byItself.filter(
      ({ treatedForCure, condition }) =>
        treatedForCure === null && !malignancy.past.some((one) => one.condition === condition),
    );
    if (metastatic === null && byItself.length === 0) {
      if (isPrimaryMissing(spread)) return PRIMARY_NOT_RECORDED;
      const untold =
        metastasis?.outcome === 'not-assessable' && mayBeOnTheList(chart, spread, thresholds.recurrenceDays);
      return untold ? DATE_NOT_RECORDED : { found: 'nothing', because: state('not-a-listed-cancer', {}) };
    }
    const signs = [...(isMetastatic ? datedSpread(spread) : []), ...fromTheStart.map(signOf)];
    const primaries = spread.diseases.flatMap(({ conditions }) => conditions);
    const primary = primaries.map(firstRecorded);
    // What is new as a whole cannot have been advanced for longer.
    const newCancer =
      primary.length > 0 &&
      malignancy.past.length === 0 &&
      primary.every((when) => when !== null && within(when, asOf, thresholds.windowDays) === true);
    const age = ageOf(signs, asOf, thresholds.windowDays);
    if (age === 'older') {
      const first = earliest(signs);
      return {
        found: 'nothing',
        because: state('advanced-longer', { days: thresholds.windowDays, when: first?.when ?? null }),
        evidence: first === null ? [] : [first.evidence],
      };
    }
    if (age === 'unknown' && !newCancer) {
      const say = state('advanced-date-not-recorded', {});
      return {
        found: 'nothing',
        because: say,
        missing: [{ reason: 'date-unknown', source: null, say }],
        evidence: signs.map(({ evidence }) => evidence),
      };
    }
    const first = earliest(signs);
    const driver = driverMutation(chart, spread);
    const sure =
      (age === 'new' || newCancer) &&
      (metastatic?.sure === true || byItself.some(({ certainty }) => certainty === 'definite')) &&
      (metastatic === null || metastasis?.certainty !== 'probable' || byItself.length > 0);
    const caveats: Statement[] = [];
    if (age !== 'new' && !newCancer) caveats.push(state('date-imprecise', {}));
    if (metastatic !== null && !metastatic.sure && byItself.length === 0)
      caveats.push(state('metastasis-of-which-cancer', {}));
    if (driver !== null) caveats.push(state('driver-mutation-recorded', { when: driver.when }));
    return {
      found: 'yes',
      certainty: sure ? 'definite' : 'probable',
      ...(driver !== null && byItself.length === 0 ? { atMost: 'supporting' as const } : {}),
      // Where it cannot be told whether the disease is advanced, only the cancer itself is said.
      because: state(facts.advanced === true ? 'advanced-since' : 'cancer-on-record', {
        name: metastatic?.disease.conditions[0]?.label ?? byItself[0]?.condition.label ?? '',
        when: first?.when ?? primary[0] ?? null,
      }),
      evidence: [...new Set([...signs.map(({ evidence }) => evidence), ...(metastatic?.disease.conditions ?? [])])],
      caveats,
    };
  },
});

const NOT_RECORDED = state('advanced-date-not-recorded', {});
const DATE_NOT_RECORDED: Finding = {
  found: 'nothing',
  because: NOT_RECORDED,
  missing: [{ reason: 'date-unknown', source: null, say: NOT_RECORDED }],
};

/** A cancer that is on the list once it has spread, one of no known site, or one that only words name. */
function mayBeOnTheList(chart: Chart, spread: Spread, recurrenceDays: number): boolean {
  if (spread.diseases.length === 0) return true;
  return (
    spread.diseases.some((one) => one.site === 'unknown' || isOnTheList(one, spread, recurrenceDays)) ||
    chart.conditions.some(({ cancer }) => cancer?.kind === 'possible' && cancer.why === 'text-only')
  );
}

interface Sign {
  readonly when: When | null;
  readonly evidence: Evidence;
}

function signOf({ since, condition }: ListedCancer): Sign {
  return { when: since, evidence: condition };
}

/** Everything that says "metastatic", with its day. Nodes and effusions do not. */
function datedSpread(spread: Spread): readonly Sign[] {
  return [
    ...spread.metastases.map((one) => ({ when: firstRecorded(one), evidence: one })),
    ...solidDiseases(spread).flatMap(({ stagings }) =>
      stagings.flatMap(({ metastatic, when, evidence }) => (metastatic === true ? [{ when, evidence }] : [])),
    ),
  ];
}

/** A cancer of the list that has spread; not sure which when another solid cancer may be the one. */
function metastaticOnTheList(
  spread: Spread,
  recurrenceDays: number,
): { readonly disease: Disease; readonly sure: boolean } | null {
  const solid = solidDiseases(spread);
  const onList = solid.filter((disease) => isOnTheList(disease, spread, recurrenceDays));
  const staged = onList.find((disease) => standingStage(disease)?.metastatic === true);
  if (staged !== undefined) return { disease: staged, sure: true };
  const [first] = onList;
  // The spread is that of a cancer whose own stage says so, and that is another one.
  if (first === undefined || spread.metastases.length === 0) return null;
  return { disease: first, sure: onList.length === solid.length };
}

function isOnTheList(disease: Disease, spread: Spread, recurrenceDays: number): boolean {
  if (SITES_WHEN_METASTATIC.includes(disease.site)) return true;
  if (disease.site === 'head-neck') return isRecurrent(disease, spread, recurrenceDays);
  return disease.conditions.some(({ cancer }) => cancer.kind === 'invasive' && cancer.traits.includes('uveal'));
}

/** By its own status, or because the metastasis came well after the cancer. */
function isRecurrent({ conditions }: Disease, spread: Spread, recurrenceDays: number): boolean {
  if (conditions.some(({ clinical }) => clinical === 'recurrence' || clinical === 'relapse')) return true;
  const cancer = earliest(conditions.map((one) => ({ when: firstRecorded(one), evidence: one })))?.when;
  const metastasis = earliest(datedSpread(spread))?.when;
  return cancer != null && metastasis != null && metastasis.lo - cancer.hi >= recurrenceDays;
}

function earliest(signs: readonly Sign[]): (Sign & { readonly when: When }) | null {
  let first: (Sign & { readonly when: When }) | null = null;
  for (const { when, evidence } of signs)
    if (when !== null && (first === null || when.lo < first.when.lo)) first = { when, evidence };
  return first;
}

/** One sign before the window is enough to make it older; one without a date may be. */
function ageOf(signs: readonly Sign[], asOf: Day, windowDays: number): 'new' | 'imprecise' | 'older' | 'unknown' {
  const recency = signs.map(({ when }) => (when === null ? 'unknown' : within(when, asOf, windowDays)));
  if (recency.includes(false)) return 'older';
  if (recency.includes('unknown') || recency.length === 0) return 'unknown';
  return recency.includes(null) ? 'imprecise' : 'new';
}

/** A lung cancer with an EGFR, ALK or ROS1 change has another course. */
function driverMutation(chart: Chart, spread: Spread): Evidence | null {
  const lung = spread.diseases.find(({ site }) => site === 'lung');
  if (lung === undefined) return null;
  return (
    lung.conditions.find(
      ({ cancer }) =>
        cancer.kind === 'invasive' &&
        (cancer.traits.includes('driver-mutation') || cancer.traitsInWords.includes('driver-mutation')),
    ) ??
    chart.observations.find((one) => one.kind === 'driver-mutation' && one.positive) ??
    null
  );
}
