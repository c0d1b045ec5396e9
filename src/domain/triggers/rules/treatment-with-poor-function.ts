import { isSystemic, isWithin, type Exposure } from '../../chart/exposures.ts';
import type { Day } from '../../logic/when.ts';
import { state } from '../../statement.ts';
import { PRIGERSON_2015 } from '../citations.ts';
import { lookedAtTreatment } from '../looked-at.ts';
import { days, defineRule, type Finding } from '../rule.ts';

/** Trigger 24: systemic treatment while much help is needed. Hormones, bone agents and steroids are none. */
export const treatmentWithPoorFunction = defineRule({
  id: 'treatment-with-poor-function',
  version: '1.0.0',
  category: 'treatment',
  precondition: 'active-cancer',
  strength: { advanced: 'supporting', otherwise: 'supporting' },
  uncounted: true,
  after: ['poor-performance-status'],
  settlesAdvanced: false,
  needs: ['Observation', 'MedicationRequest', 'MedicationAdministration', 'MedicationStatement', 'Procedure'],
  alsoReads: ['MedicationDispense', 'Condition', 'Encounter'],
  needsIfThere: ['MedicationDispense'],
  citations: [PRIGERSON_2015],
  thresholds: {
    windowDays: { ...days(14, 'days since the treatment', 'Prigerson 2015'), atMost: 90 },
  },

  inWords: ({ windowDays }) => state('rule-treatment-with-poor-function', { days: windowDays }),

  lookedAt: ({ asOf, facts, thresholds: { windowDays } }) =>
    lookedAtTreatment(facts.therapy.exposures, asOf - windowDays),

  evaluate({ asOf, facts: { therapy }, resultOf, thresholds: { windowDays } }): Finding {
    const treated = lastWithin(therapy.exposures, asOf, windowDays);
    const poor = resultOf('poor-performance-status');
    if (treated === null) {
      return { found: 'nothing', because: state('not-treated-lately', { days: windowDays }) };
    }
    if (poor === null || poor.outcome === 'not-assessable') {
      const say = state('treated-function-not-told', {});
      return {
        found: 'nothing',
        because: say,
        missing: poor?.missing.map((one) => ({ ...one, say })).slice(0, 1) ?? [
          { reason: 'never-recorded', source: null, say },
        ],
        evidence: treated.evidence,
      };
    }
    if (poor.outcome !== 'met') {
      return {
        found: 'nothing',
        because: state('treated-function-not-poor', { when: treated.start }),
        evidence: treated.evidence,
      };
    }
    const sure =
      treated.certainty === 'definite' &&
      !treated.endGuessed &&
      isWithin(treated, asOf, windowDays) === true &&
      poor.certainty !== 'probable';
    return {
      found: 'yes',
      certainty: sure ? 'definite' : 'probable',
      because: state('treated-with-poor-function', {
        treatment: treated.drug ?? treated.evidence[0]?.label ?? '',
        when: treated.start,
      }),
      evidence: [...treated.evidence, ...poor.evidence],
      caveats: sure ? [] : [state('line-text-or-single-order', {})],
    };
  },
});

/** The exposure in the window that is surest, and of equally sure ones the newest. */
function lastWithin(exposures: readonly Exposure[], asOf: Day, windowDays: number): Exposure | null {
  let best: Exposure | null = null;
  for (const one of exposures) {
    if (!isSystemic(one) || isWithin(one, asOf, windowDays) === false) continue;
    if (best === null || rank(one) >= rank(best)) best = one;
  }
  return best;
}

function rank({ certainty, endGuessed }: Exposure): number {
  return (certainty === 'definite' ? 2 : 0) + (endGuessed ? 0 : 1);
}
