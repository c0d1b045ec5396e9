import { firstRecorded } from '../../chart/condition-activity.ts';
import { within } from '../../logic/when.ts';
import { state } from '../../statement.ts';
import { HUI_2016, NCCN_PALLIATIVE } from '../citations.ts';
import { newestDay } from '../looked-at.ts';
import { defineRule, type Finding } from '../rule.ts';

/** Trigger 6: brain or leptomeningeal metastases. Recent or progressing: major. Older and stable: supporting. */
export const cnsMetastases = defineRule({
  id: 'cns-metastases',
  version: '1.0.0',
  category: 'disease-status',
  precondition: 'active-cancer',
  strength: { advanced: 'major', otherwise: 'supporting' },
  settlesAdvanced: false,
  needs: ['Condition'],
  alsoReads: ['Observation'],
  citations: [HUI_2016, NCCN_PALLIATIVE],
  thresholds: {
    recentDays: { value: 365, unit: 'days', since: '2026-11-21', source: 'DESIGN' },
    // "Resolved by surgery or radiosurgery up to 24 months ago" (clinical reference 3.2 row 6).
    treatedDays: { value: 730, unit: 'days', since: '2026-11-21', source: 'DESIGN' },
  },

  inWords: ({ recentDays, treatedDays }) => state('rule-cns-metastases', { days: recentDays, treatedDays }),

  lookedAt: ({ chart }) => [
    { source: 'Condition', count: chart.conditions.length, since: null, newest: newestDay(chart.conditions) },
  ],

  evaluate({ chart, asOf, facts: { spread, malignancy }, thresholds: { recentDays, treatedDays } }): Finding {
    const inCns = spread.metastases.filter((one) => one.cancer.kind === 'secondary' && one.cancer.centralNervousSystem);
    const dated = inCns.flatMap((one) => firstRecorded(one) ?? []);
    const [metastasis] = inCns;
    if (metastasis === undefined) {
      const treated = malignancy.past.find(
        ({ condition: { cancer }, activity }) =>
          cancer.kind === 'secondary' && cancer.centralNervousSystem && activity === 'ended',
      )?.condition;
      const perhaps = malignancy.unconfirmed.find(
        ({ cancer }) => cancer.kind === 'secondary' && cancer.centralNervousSystem,
      );
      if (perhaps !== undefined) {
        const say = state('metastasis-possible', { name: perhaps.label, when: perhaps.when });
        return {
          found: 'nothing',
          because: say,
          missing: [{ reason: 'possible', source: null, say }],
          evidence: [perhaps],
        };
      }
      if (treated === undefined) return { found: 'nothing', because: state('no-cns-metastasis-code', {}) };
      const end = treated.abatement === 'yes' ? null : (treated.abatement ?? treated.when);
      const caveats = [state('cns-metastasis-ended', { when: end })];
      if (end !== null && within(end, asOf, treatedDays) === false)
        return { found: 'nothing', because: state('no-cns-metastasis-code', {}), caveats, evidence: [treated] };
      return {
        found: 'yes',
        certainty: end === null ? 'probable' : 'definite',
        atMost: 'supporting',
        because: state('cns-metastasis-recorded', { name: treated.label, when: treated.when }),
        evidence: [treated],
        caveats,
      };
    }
    const progressed = chart.observations.some(
      (one) =>
        one.kind === 'disease-status' &&
        one.status === 'worsened' &&
        one.when !== null &&
        within(one.when, asOf, recentDays) === true,
    );
    const recency = dated.map((when) => within(when, asOf, recentDays));
    const base = {
      found: 'yes',
      because: state('cns-metastasis-recorded', { name: metastasis.label, when: dated[0] ?? null }),
      evidence: inCns,
    } as const;
    if (recency.includes(true) || progressed)
      return { ...base, certainty: inCns.every((one) => one.cancer.probable) ? 'probable' : 'definite' };
    // Only part of "2025" lies within the year, or no date at all: recent is possible, not certain.
    if (recency.includes(null) || dated.length < inCns.length) {
      return { ...base, certainty: 'probable', caveats: [state('date-imprecise', {})] };
    }
    return {
      ...base,
      certainty: 'definite',
      atMost: 'supporting',
      caveats: [state('cns-metastasis-older', { days: recentDays })],
    };
  },
});
