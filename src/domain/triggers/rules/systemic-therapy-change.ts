import type { Chart } from '../../chart/chart.ts';
import { isSystemic } from '../../chart/exposures.ts';
import type { Therapy } from '../../chart/therapy.ts';
import { within, type Day, type When } from '../../logic/when.ts';
import { state } from '../../statement.ts';
import { HESS_2021, SAINI_2021, TEMEL_2024 } from '../citations.ts';
import { lookedAtTreatment } from '../looked-at.ts';
import { days, defineRule, type Finding } from '../rule.ts';

/** Trigger 23: a new line of treatment, an event to talk about. A cycle, a refill or a gap is none. */
export const systemicTherapyChange = defineRule({
  id: 'systemic-therapy-change',
  version: '1.0.0',
  category: 'treatment',
  precondition: 'advanced-cancer',
  strength: { advanced: 'supporting', otherwise: 'supporting' },
  uncounted: true,
  settlesAdvanced: false,
  needs: ['Condition', 'MedicationRequest', 'MedicationAdministration', 'MedicationStatement', 'Procedure'],
  alsoReads: ['MedicationDispense', 'CarePlan', 'Observation', 'ResearchSubject'],
  needsIfThere: ['MedicationDispense', 'ResearchSubject', 'Observation'],
  citations: [TEMEL_2024, HESS_2021, SAINI_2021],
  thresholds: {
    windowDays: { ...days(30, 'days since the line started'), atMost: 180 },
  },

  inWords: ({ windowDays }) => state('rule-systemic-therapy-change', { days: windowDays }),

  lookedAt: ({ asOf, facts, thresholds: { windowDays } }) =>
    lookedAtTreatment(facts.therapy.exposures, asOf - windowDays),

  evaluate({ asOf, chart, facts: { therapy }, thresholds: { windowDays } }): Finding {
    const line = therapy.lines
      .filter((one) => within(one.start, asOf, windowDays) !== false)
      // A change of drugs inside a plan is no new line; the first treatment of all is one.
      .findLast((one) => therapy.unclear !== 'planned-blocks' || one.number === 1);
    if (line !== undefined) {
      const perhapsOlder = line.number === 1 && therapy.unclear === 'record-begins-late';
      const dated = within(line.start, asOf, windowDays) === true;
      return {
        found: 'yes',
        certainty: dated && line.certainty === 'definite' && !perhapsOlder ? 'definite' : 'probable',
        because: state(line.said === true ? 'line-said' : 'line-began', {
          line: line.number,
          when: line.start,
          drugs: line.drugs,
        }),
        evidence: line.evidence,
        caveats: [
          ...(line.certainty === 'definite' ? [] : [state('line-text-or-single-order', {})]),
          ...(dated ? [] : [state('date-imprecise', {})]),
          ...(perhapsOlder ? [state('line-may-have-begun-before', {})] : []),
          ...(line.said === true ? [] : [state('lines-estimated', {})]),
        ],
      };
    }
    const unclear = treatmentOfUnclearLine(therapy, asOf, windowDays) ?? studyTreatment(chart, windowDays);
    const say = unclear === null ? null : state('treatment-new-but-line-unclear', unclear);
    return {
      found: 'nothing',
      because: say ?? state('no-new-line', { days: windowDays }),
      missing: say === null ? [] : [{ reason: 'possible', source: null, say }],
    };
  },
});

/** Treatment that began in the window while lines cannot be told. */
function treatmentOfUnclearLine(
  { unclear, exposures }: Therapy,
  asOf: Day,
  windowDays: number,
): { readonly when: When } | null {
  if (unclear === null || unclear === 'record-begins-late' || unclear === 'not-loaded') return null;
  const treatment = exposures.findLast((one) => isSystemic(one) && within(one.start, asOf, windowDays) !== false);
  return treatment === undefined ? null : { when: treatment.start };
}

/** A study that the patient joined, or whose drug was ordered, in the window or on an unknown day (3.4, lines item 7). */
function studyTreatment(chart: Chart, windowDays: number): { readonly when: When | null } | null {
  const perhapsNew = (when: When | null): boolean => when === null || within(when, chart.asOf, windowDays) !== false;
  const drug = chart.medications.find(
    (one) =>
      one.studyDrug &&
      one.status !== 'planned' &&
      (one.start === null || one.start.lo <= chart.asOf) &&
      perhapsNew(one.start),
  );
  if (drug !== undefined) return { when: drug.start };
  const trial = chart.trials.find((one) => one.active && perhapsNew(one.when));
  return trial === undefined ? null : { when: trial.when };
}
