import { firstRecorded } from '../../chart/condition-activity.ts';
import { within } from '../../logic/when.ts';
import { state } from '../../statement.ts';
import { NCCN_PALLIATIVE } from '../citations.ts';
import { lookedAt } from '../looked-at.ts';
import { days, defineRule, type Finding } from '../rule.ts';
import type { Missing } from '../trigger.ts';

/** Optional: a fracture through a tumor. Also one that has healed since: it is the event that counts. */
export const pathologicalFracture = defineRule({
  id: 'pathological-fracture',
  version: '1.0.0',
  category: 'disease-status',
  optional: 'off',
  precondition: 'active-cancer',
  strength: { advanced: 'supporting', otherwise: 'supporting' },
  settlesAdvanced: false,
  needs: ['Condition'],
  alsoReads: [],
  citations: [NCCN_PALLIATIVE],
  thresholds: { windowDays: days(90, 'days since the first record') },

  inWords: ({ windowDays }) => state('rule-pathological-fracture', { days: windowDays }),

  lookedAt: ({ chart, asOf, thresholds: { windowDays } }) => [
    lookedAt('Condition', chart.conditions, asOf - windowDays),
  ],

  evaluate({ chart, asOf, thresholds: { windowDays } }): Finding {
    let open: readonly [Missing, (typeof chart.conditions)[number]] | null = null;
    for (const one of chart.conditions) {
      if (!one.tags.has('pathological-fracture')) continue;
      const when = firstRecorded(one);
      const recency = when === null ? null : within(when, asOf, windowDays);
      if (recency === false) continue;
      if (one.verification === 'confirmed' && when !== null)
        return {
          found: 'yes',
          certainty: recency === true ? 'definite' : 'probable',
          because: state('finding-recorded', { name: one.label, when }),
          evidence: [one],
          caveats: recency === true ? [] : [state('date-imprecise', {})],
        };
      const say =
        when === null
          ? state('finding-date-not-recorded', { name: one.label })
          : state('finding-not-confirmed', { name: one.label, when });
      open = [{ reason: when === null ? 'date-unknown' : 'possible', source: null, say }, one];
    }
    if (open === null) return { found: 'nothing', because: state('no-fracture-code', {}) };
    return { found: 'nothing', because: open[0].say, missing: [open[0]], evidence: [open[1]] };
  },
});
