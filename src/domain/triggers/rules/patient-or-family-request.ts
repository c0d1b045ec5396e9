import type { Chart } from '../../chart/chart.ts';
import type { Evidence } from '../../chart/evidence.ts';
import type { ObservationRecord } from '../../chart/records.ts';
import type { Kleene } from '../../logic/kleene.ts';
import { compareWhen, within, type Day, type When } from '../../logic/when.ts';
import { state } from '../../statement.ts';
import { HUI_2016, NCCN_PALLIATIVE } from '../citations.ts';
import { ASKED_IN, lookedAt } from '../looked-at.ts';
import { days, defineRule, type Finding } from '../rule.ts';

type Answer = Extract<ObservationRecord, { readonly kind: 'request' }>;

/** Trigger 27: the patient or the family asks for supportive care. It does not wait for the cancer to be certain. */
export const patientOrFamilyRequest = defineRule({
  id: 'patient-or-family-request',
  version: '1.0.0',
  category: 'request',
  precondition: 'cancer-not-excluded',
  strength: { advanced: 'major', otherwise: 'major' },
  settlesAdvanced: false,
  needs: ['QuestionnaireResponse'],
  alsoReads: ['Observation', 'ServiceRequest', 'Goal'],
  needsIfThere: ['Observation', 'ServiceRequest', 'Goal'],
  citations: [HUI_2016, NCCN_PALLIATIVE],
  thresholds: {
    windowDays: { ...days(180, 'days that a request counts'), atMost: 180 },
  },

  inWords: ({ windowDays }) => state('rule-patient-or-family-request', { days: windowDays }),

  lookedAt: ({ chart, asOf, thresholds: { windowDays } }) =>
    ASKED_IN.map((source) => lookedAt(source, chart.observations.filter(isAnswer), asOf - windowDays)),

  evaluate({ chart, asOf, thresholds: { windowDays } }): Finding {
    const newest = newestAnswer(chart);
    const asked = newest === null ? false : isLately(newest.when, asOf, windowDays);
    if (newest?.asks === true && asked !== false) {
      return {
        found: 'yes',
        certainty: asked === true ? 'definite' : 'probable',
        because: state('request-recorded', { when: newest.when }),
        evidence: [newest],
      };
    }
    const other = requestsElsewhere(chart, asOf, windowDays).find(({ evidence }) => !isOverruled(evidence, newest));
    if (other !== undefined) {
      return {
        found: 'yes',
        certainty: other.sure ? 'definite' : 'probable',
        because: state('request-recorded', { when: other.evidence.when }),
        evidence: [other.evidence],
      };
    }
    // Asked and answered with no.
    if (newest !== null && !newest.asks && asked === true)
      return { found: 'nothing', because: state('request-answered-no', { when: newest.when }), evidence: [newest] };
    const say =
      newest === null ? state('request-not-asked', {}) : state('request-asked-long-ago', { when: newest.when });
    return {
      found: 'nothing',
      because: say,
      missing: [
        {
          reason: newest === null ? 'never-recorded' : newest.when === null ? 'date-unknown' : 'stale',
          source: null,
          say,
        },
      ],
      evidence: newest === null ? [] : [newest],
    };
  },
});

function isAnswer(one: ObservationRecord): one is Answer {
  return one.kind === 'request';
}

/** The last word counts. One without a day only where no other is known; on one day, "yes" is heard. */
function newestAnswer(chart: Chart): Answer | null {
  let newest: Answer | null = null;
  for (const one of chart.observations.filter(isAnswer)) {
    if (newest === null) newest = one;
    else if (one.when !== null) {
      const order = newest.when === null ? 1 : compareWhen(one.when, newest.when);
      if (order > 0 || (order === 0 && one.asks)) newest = one;
    }
  }
  return newest;
}

interface Elsewhere {
  readonly evidence: Evidence;
  readonly sure: boolean;
}

/** An order that the patient or a relative asked for, or their own words in a goal. Words alone are never sure. */
function requestsElsewhere(chart: Chart, asOf: Day, windowDays: number): readonly Elsewhere[] {
  const orders = chart.referrals.flatMap((one): readonly Elsewhere[] => {
    const asksForIt = one.asksFor === 'palliative' || one.asksFor === 'palliative-possible';
    const stands = one.status === 'draft' || one.status === 'active' || one.status === 'on-hold';
    const lately = isLately(one.authored, asOf, windowDays);
    return one.byPatient && asksForIt && stands && lately !== false
      ? [{ evidence: one, sure: !one.weak && lately === true }]
      : [];
  });
  const goals = chart.goals.flatMap((one): readonly Elsewhere[] =>
    one.asksForSupport && one.current && isLately(one.when, asOf, windowDays) !== false
      ? [{ evidence: one, sure: false }]
      : [],
  );
  return [...orders.toSorted((a, b) => (b.sure ? 1 : 0) - (a.sure ? 1 : 0)), ...goals];
}

function isOverruled({ when }: Evidence, newest: Answer | null): boolean {
  return (
    newest !== null && !newest.asks && newest.when !== null && (when === null || compareWhen(newest.when, when) > 0)
  );
}

function isLately(when: When | null, asOf: Day, windowDays: number): Kleene {
  return when === null ? null : within(when, asOf, windowDays);
}
