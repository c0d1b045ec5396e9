import {
  betterEnd,
  isDated,
  isJump,
  isOfAnotherTumor,
  latestValid,
  performanceReadings,
  previousOf,
  type DatedPerformance,
} from '../../chart/performance-status.ts';
import type { Chart } from '../../chart/chart.ts';
import type { Day } from '../../logic/when.ts';
import { state, type Statement } from '../../statement.ts';
import { GSF_PIG, SPICT } from '../citations.ts';
import { cannotTell, certaintyOf } from '../findings.ts';
import { lookedAt } from '../looked-at.ts';
import { jumped, noneDated, READING_NUMBERS, told, toldEarlier, unreadStays } from '../performance-readings.ts';
import { amount, days, defineRule, type Finding, type Values } from '../rule.ts';

const THRESHOLDS = {
  ...READING_NUMBERS,
  ecog: amount(2, 'ECOG grade', 'ECOG from which a fall counts'),
  grades: amount(1, 'ECOG grades', 'grades by which ECOG has become worse'),
  percent: amount(20, 'percent', 'points by which Karnofsky or PPS has fallen'),
  fromDays: days(14, 'days before the latest reading up to which it is compared'),
  toDays: days(90, 'days before the latest reading from which it is compared'),
} as const;

type Numbers = Values<typeof THRESHOLDS>;

/** Trigger 12: performance status has fallen against the best reading of the last months, on the same scale. */
export const decliningPerformanceStatus = defineRule({
  id: 'declining-performance-status',
  version: '1.1.0',
  category: 'function',
  precondition: 'active-cancer',
  strength: { advanced: 'supporting', otherwise: 'supporting' },
  settlesAdvanced: false,
  needs: ['Observation'],
  alsoReads: ['Encounter', 'Condition'],
  citations: [GSF_PIG, SPICT],
  thresholds: THRESHOLDS,

  inWords: ({ windowDays, inpatientWindowDays, ...numbers }) =>
    state('rule-declining-performance-status', { days: windowDays, inpatientDays: inpatientWindowDays, ...numbers }),

  lookedAt: ({ chart, asOf, thresholds: { windowDays, toDays } }) => [
    lookedAt('Observation', performanceReadings(chart), asOf - windowDays - toDays),
  ],

  evaluate({ chart, asOf, facts: { malignancy }, thresholds }): Finding {
    const all = performanceReadings(chart);
    const dated = all.filter(isDated).filter((one) => !isOfAnotherTumor(one, malignancy));
    const [newest] = dated;
    if (newest === undefined) return noneDated(all);
    const answers = SCALES.flatMap(
      (scale) =>
        onScale(
          dated.filter(({ kind }) => kind === scale),
          chart,
          asOf,
          thresholds,
        ) ?? [],
    );
    const [first] = answers;
    if (first === undefined)
      return cannotTell('stale', state('performance-status-stale', { when: newest.when }), [newest]);
    // One scale that has fallen is enough; else what could not be told on any.
    return (
      answers.find((one) => one.found === 'yes' && one.certainty !== 'probable') ??
      answers.find((one) => one.found === 'yes') ??
      answers.find((one) => one.found === 'nothing' && (one.missing ?? []).length > 0) ??
      first
    );
  },
});

const SCALES = ['ecog', 'karnofsky', 'palliative-performance-scale'] as const;

/** What one scale says; null when it has no reading that counts. `readings`: newest first. */
function onScale(readings: readonly DatedPerformance[], chart: Chart, asOf: Day, numbers: Numbers): Finding | null {
  const latest = latestValid(readings, chart, asOf, numbers);
  if (latest === null) return null;
  const { one: now, valid } = latest;
  const value = told(now);
  const current = betterEnd(now);
  if (current === null) return cannotTell('value-imprecise', state('performance-status-which', value), [now]);
  const before = previousOf(now, readings);
  if (before !== null && isJump(now, before, numbers)) return jumped(now, before);
  const asItIs: Statement = state('performance-status-is', value);
  // ECOG 0 or 1, or Karnofsky 90: whatever it was before, it is no fall that counts.
  const couldHaveFallen = now.kind === 'ecog' ? current >= numbers.ecog : current + numbers.percent <= 100;
  if (!couldHaveFallen)
    return { found: 'nothing', because: asItIs, missing: unreadStays(now, chart, numbers), evidence: [now] };
  const compared = comparedWith(now, readings, numbers);
  if (compared === null)
    return cannotTell('never-recorded', state('performance-status-one-reading', { when: now.when }), [now]);
  const { best, precise } = compared;
  const fall = now.kind === 'ecog' ? current - (betterEnd(best) ?? current) : (betterEnd(best) ?? current) - current;
  if (fall < (now.kind === 'ecog' ? numbers.grades : numbers.percent)) {
    return {
      found: 'nothing',
      because: state('performance-status-not-falling', { ...value, ...toldEarlier(best) }),
      missing: unreadStays(now, chart, numbers),
      evidence: [now, best],
    };
  }
  const sure = valid === true && precise;
  return {
    found: 'yes',
    certainty: certaintyOf([now], sure ? true : null),
    because: state('performance-status-fell', { ...value, ...toldEarlier(best) }),
    evidence: [now, best],
    caveats: sure ? [] : [state('date-imprecise', {})],
  };
}

/** The best reading of the span before the latest; `precise` false when its date only overlaps the span. */
function comparedWith(
  now: DatedPerformance,
  readings: readonly DatedPerformance[],
  { fromDays, toDays }: Numbers,
): { readonly best: DatedPerformance; readonly precise: boolean } | null {
  let found: { best: DatedPerformance; precise: boolean; value: number } | null = null;
  for (const one of readings) {
    const value = betterEnd(one);
    const [least, most] = [now.when.lo - one.when.hi, now.when.hi - one.when.lo];
    if (value === null || most < fromDays || least > toDays) continue;
    const precise = least >= fromDays && most <= toDays;
    const better = found === null || (one.kind === 'ecog' ? value < found.value : value > found.value);
    if (found === null || (precise && !found.precise) || (precise === found.precise && better))
      found = { best: one, precise, value };
  }
  return found;
}
