import { activityOf, firstRecorded } from '../../chart/condition-activity.ts';
import { state } from '../../statement.ts';
import { NCCN_PALLIATIVE } from '../citations.ts';
import { lookedAt } from '../looked-at.ts';
import { defineRule, type Finding } from '../rule.ts';

/** Optional: another serious illness beside the cancer. */
export const seriousComorbidity = defineRule({
  id: 'serious-comorbidity',
  version: '1.0.0',
  category: 'disease-status',
  optional: 'off',
  precondition: 'active-cancer',
  strength: { advanced: 'supporting', otherwise: 'supporting' },
  settlesAdvanced: false,
  needs: ['Condition'],
  alsoReads: [],
  citations: [NCCN_PALLIATIVE],
  thresholds: {},

  inWords: () => state('rule-serious-comorbidity', {}),

  lookedAt: ({ chart }) => [lookedAt('Condition', chart.conditions)],

  evaluate({ chart }): Finding {
    const here = chart.conditions.filter(
      (one) => one.tags.has('serious-comorbidity') && activityOf(one, chart) === 'active',
    );
    const found = here.filter(({ verification }) => verification === 'confirmed');
    const [first] = found;
    if (first !== undefined)
      return {
        found: 'yes',
        certainty: 'definite',
        because: state('finding-recorded', { name: first.label, when: firstRecorded(first) }),
        evidence: found,
      };
    const [perhaps] = here;
    if (perhaps === undefined) return { found: 'nothing', because: state('no-comorbidity-code', {}) };
    const say = state('finding-not-confirmed', { name: perhaps.label, when: firstRecorded(perhaps) });
    return { found: 'nothing', because: say, missing: [{ reason: 'possible', source: null, say }], evidence: here };
  },
});
