import { isOperation } from '../../chart/acute-settings.ts';
import type { Chart } from '../../chart/chart.ts';
import { activityOf } from '../../chart/condition-activity.ts';
import type { Evidence } from '../../chart/evidence.ts';
import { datedReadings, undatedReadings } from '../../chart/readings.ts';
import type { ConditionRecord } from '../../chart/records.ts';
import { within, type Day, type When } from '../../logic/when.ts';
import type { Kleene } from '../../logic/kleene.ts';
import { state, type Statement } from '../../statement.ts';
import { HUI_2016 } from '../citations.ts';
import { cannotTell, certaintyOf } from '../findings.ts';
import { lookedAt } from '../looked-at.ts';
import { days, defineRule, type Finding } from '../rule.ts';

/** Trigger 16: delirium, coded or found by a confusion assessment. It counts also when it has since resolved. */
export const delirium = defineRule({
  id: 'delirium',
  version: '1.0.0',
  category: 'symptoms',
  precondition: 'active-cancer',
  strength: { advanced: 'major', otherwise: 'supporting' },
  settlesAdvanced: false,
  needs: ['Condition', 'Observation'],
  alsoReads: ['Encounter', 'Procedure'],
  citations: [HUI_2016],
  thresholds: {
    windowDays: days(30, 'days since onset or recording'),
    freshDays: days(7, 'days that it asks for an urgent visit'),
    operationDays: days(7, 'days before it in which an operation of the same stay may be the cause'),
  },

  inWords: ({ windowDays, ...numbers }) => state('rule-delirium', { days: windowDays, ...numbers }),

  lookedAt: ({ chart, asOf, thresholds: { windowDays } }) => [
    lookedAt('Condition', chart.conditions, asOf - windowDays),
  ],

  evaluate({ chart, asOf, thresholds: { windowDays, freshDays, operationDays } }): Finding {
    const signs = signsOf(chart, asOf, windowDays, operationDays);
    const [best] = signs.found.toSorted((a, b) => rank(b) - rank(a));
    if (best !== undefined) {
      const shown = signs.found.filter((one) => one.certain === best.certain);
      return {
        found: 'yes',
        certainty: certaintyOf([best.evidence], best.certain ? true : null),
        ...(best.weakBy === null ? {} : { atMost: 'supporting' as const }),
        because: state('delirium-recorded', { name: best.evidence.label, when: best.when }),
        evidence: shown.map((one) => one.evidence),
        facets: within(best.when, asOf, freshDays) === true ? ['within-7-days'] : [],
        caveats: [
          state('look-for-cause', {}),
          ...(best.weakBy === null ? [] : [best.weakBy]),
          ...(best.certain ? [] : [state('date-imprecise', {})]),
        ],
      };
    }
    const [possible] = signs.unconfirmed;
    if (possible !== undefined)
      return cannotTell('possible', state('delirium-possible', { name: possible.label, when: possible.when }), [
        possible,
      ]);
    const [undated] = signs.undated;
    if (undated !== undefined)
      return cannotTell('date-unknown', state('delirium-undated', { name: undated.label }), [undated]);
    return { found: 'nothing', because: state('no-delirium', { days: windowDays }) };
  },
});

interface Sign {
  readonly evidence: Evidence;
  readonly when: When;
  readonly certain: boolean;
  /** What makes it supporting at most. */
  readonly weakBy: Statement | null;
}

interface Signs {
  readonly found: Sign[];
  readonly unconfirmed: ConditionRecord[];
  readonly undated: Evidence[];
}

function rank({ certain, weakBy, when }: Sign): number {
  return (certain ? 2e6 : 0) + (weakBy === null ? 1e6 : 0) + when.hi;
}

function signsOf(chart: Chart, asOf: Day, windowDays: number, operationDays: number): Signs {
  const signs: Signs = { found: [], unconfirmed: [], undated: [] };
  for (const one of chart.conditions) {
    const isDelirium = one.tags.has('delirium');
    if (!isDelirium && !one.tags.has('disorientation')) continue;
    const dated = datedIn(one, asOf, windowDays);
    if (dated === null) {
      if (one.onset === null && one.recorded === null && activityOf(one, chart) === 'active') signs.undated.push(one);
      continue;
    }
    if (one.verification === 'unconfirmed') {
      signs.unconfirmed.push(one);
      continue;
    }
    signs.found.push({
      evidence: one,
      ...dated,
      weakBy: isDelirium
        ? whyWeak(one, dated.when, chart, operationDays)
        : state('delirium-possible', { name: one.label, when: one.when }),
    });
  }
  for (const one of datedReadings(chart, 'delirium-screen')) {
    const inWindow = within(one.when, asOf, windowDays);
    if (!one.positive || inWindow === false) continue;
    signs.found.push({ evidence: one, when: one.when, certain: inWindow === true, weakBy: null });
  }
  signs.undated.push(...undatedReadings(chart, 'delirium-screen').filter((one) => one.positive));
  return signs;
}

/** Onset or recording within the window; null when neither is. */
function datedIn(
  one: ConditionRecord,
  asOf: Day,
  windowDays: number,
): { readonly when: When; readonly certain: boolean } | null {
  const dates: (readonly [When, Kleene])[] = [];
  for (const when of [one.onset, one.recorded]) if (when !== null) dates.push([when, within(when, asOf, windowDays)]);
  const sure = dates.find(([, inWindow]) => inWindow === true) ?? dates.find(([, inWindow]) => inWindow === null);
  return sure === undefined ? null : { when: sure[0], certain: sure[1] === true };
}

/** On top of a dementia, or in a hospital stay after an operation: more often passing, and more often of other causes. */
function whyWeak(one: ConditionRecord, when: When, chart: Chart, operationDays: number): Statement | null {
  if (one.tags.has('dementia') || hasDementia(chart)) return state('delirium-with-dementia', {});
  const stay = chart.encounters.find(({ reference, kind }) => reference === one.encounter && kind === 'inpatient');
  if (stay === undefined) return null;
  const operated = chart.procedures.some(
    (done) =>
      isOperation(done) &&
      (done.encounter === stay.reference ||
        (done.when !== null && done.when.lo <= when.hi && when.lo - done.when.hi <= operationDays)),
  );
  return operated ? state('delirium-after-operation', {}) : null;
}

function hasDementia(chart: Chart): boolean {
  return chart.conditions.some(
    (one) => one.tags.has('dementia') && one.verification === 'confirmed' && activityOf(one, chart) === 'active',
  );
}
