import { activityOf } from '../../chart/condition-activity.ts';
import { within } from '../../logic/when.ts';
import { state } from '../../statement.ts';
import { ASCO_2024 } from '../citations.ts';
import { lookedAt } from '../looked-at.ts';
import { days, defineRule, type Finding } from '../rule.ts';

/** Optional: takes part in a clinical trial. The record does not say its phase. */
export const earlyPhaseTrial = defineRule({
  id: 'early-phase-trial',
  version: '1.0.0',
  category: 'treatment',
  optional: 'off',
  precondition: 'active-cancer',
  strength: { advanced: 'supporting', otherwise: 'supporting' },
  settlesAdvanced: false,
  needs: ['ResearchSubject'],
  alsoReads: ['Condition', 'Encounter'],
  needsIfThere: ['Condition', 'Encounter'],
  citations: [ASCO_2024],
  thresholds: { windowDays: days(180, 'days that a visit as participant of a trial counts') },

  inWords: ({ windowDays }) => state('rule-early-phase-trial', { days: windowDays }),

  lookedAt: ({ chart }) => [lookedAt('ResearchSubject', chart.trials)],

  evaluate({ chart, asOf, thresholds: { windowDays } }): Finding {
    const caveats = [state('trial-phase-not-told', {})];
    const trial = chart.trials.find(({ active }) => active);
    if (trial !== undefined)
      return {
        found: 'yes',
        certainty: 'definite',
        because: state('finding-recorded', { name: trial.label, when: trial.when }),
        evidence: [trial],
        caveats,
      };
    const visits = [
      ...chart.encounters.filter((one) => one.reasonTags.has('early-phase-trial')),
      ...chart.conditions.filter((one) => one.tags.has('early-phase-trial') && activityOf(one, chart) === 'active'),
    ];
    for (const visit of visits) {
      const recency = visit.when === null ? false : within(visit.when, asOf, windowDays);
      if (recency === false) continue;
      return {
        found: 'yes',
        certainty: recency === true ? 'definite' : 'probable',
        because: state('finding-recorded', { name: visit.label, when: visit.when }),
        evidence: [visit],
        caveats,
      };
    }
    return { found: 'nothing', because: state('no-trial-recorded', {}) };
  },
});
