import type { ObservationRecord } from '../../chart/records.ts';
import { compareWhen, within } from '../../logic/when.ts';
import { state } from '../../statement.ts';
import { HUI_2016, MOSS_2010 } from '../citations.ts';
import { ASKED_IN, lookedAt } from '../looked-at.ts';
import { days, defineRule, type Finding } from '../rule.ts';

type Attestation = Extract<ObservationRecord, { readonly kind: 'attestation' }>;

/**
 * Trigger 28: a clinician says that supportive care is needed. The sentence never gives the reason: it goes into orders and
 * notes that the patient reads (clinical reference 8.5).
 */
export const clinicianAttestedNeed = defineRule({
  id: 'clinician-attested-need',
  version: '1.0.0',
  category: 'request',
  precondition: 'cancer-not-excluded',
  strength: { advanced: 'major', otherwise: 'major' },
  settlesAdvanced: false,
  needs: ['QuestionnaireResponse'],
  alsoReads: ['Observation'],
  needsIfThere: ['Observation'],
  citations: [HUI_2016, MOSS_2010],
  thresholds: {
    windowDays: { ...days(180, "days that a clinician's word counts"), atMost: 180 },
  },

  inWords: ({ windowDays }) => state('rule-clinician-attested-need', { days: windowDays }),

  lookedAt: ({ chart, asOf, thresholds: { windowDays } }) =>
    ASKED_IN.map((source) => lookedAt(source, chart.observations.filter(isAttestation), asOf - windowDays)),

  evaluate({ chart, asOf, thresholds: { windowDays } }): Finding {
    const told = chart.observations.filter(isAttestation);
    const lately = told
      .filter(({ when }) => when !== null && within(when, asOf, windowDays) !== false)
      .toSorted((a, b) => (a.when === null || b.when === null ? 0 : compareWhen(b.when, a.when)));
    const [newest] = lately;
    if (newest?.when != null) {
      return {
        found: 'yes',
        certainty: lately.some(({ when }) => when !== null && within(when, asOf, windowDays) === true)
          ? 'attested'
          : 'probable',
        because: state('clinician-judgment', { when: newest.when }),
        evidence: lately,
        facets: lately.some(({ reason }) => reason === 'hastened-death-request') ? ['hastened-death'] : [],
      };
    }
    const undated = told.find(({ when }) => when === null);
    const [old] = told;
    const say =
      undated !== undefined
        ? state('clinician-judgment-undated', {})
        : old === undefined
          ? state('clinician-not-asked', {})
          : state('clinician-judgment-old', { when: old.when });
    return {
      found: 'nothing',
      because: say,
      missing: [
        {
          reason: undated !== undefined ? 'date-unknown' : old === undefined ? 'never-recorded' : 'stale',
          source: null,
          say,
        },
      ],
      evidence: told,
    };
  },
});

function isAttestation(one: ObservationRecord): one is Attestation {
  return one.kind === 'attestation';
}
