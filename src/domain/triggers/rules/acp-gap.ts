import { conversationWithin, planningOf } from '../../chart/planning.ts';
import type { Chart } from '../../chart/chart.ts';
import type { Evidence } from '../../chart/evidence.ts';
import { isLoaded, type SourceId } from '../../chart/source.ts';
import { within, type Day } from '../../logic/when.ts';
import { state } from '../../statement.ts';
import { ASCO_2024, IOM_2013 } from '../citations.ts';
import { cannotTell } from '../findings.ts';
import { lookedAt } from '../looked-at.ts';
import { days, defineRule, type Finding } from '../rule.ts';
import type { Missing } from '../trigger.ts';
import { unreadIn } from '../unread.ts';

/** Where else a plan may stand: read for it, and said when it could not be. */
const ALSO: readonly SourceId[] = ['Consent', 'Observation', 'Procedure', 'ServiceRequest', 'Goal'];

/**
 * Trigger 26: no advance care planning is visible. The one rule that is met by absence, so it asks for the sources itself:
 * documents, and consents or observations, must have been read before it may say so. A task, never counted.
 */
export const acpGap = defineRule({
  id: 'acp-gap',
  version: '1.0.0',
  category: 'planning',
  precondition: 'advanced-cancer',
  strength: { advanced: 'supporting', otherwise: 'supporting' },
  uncounted: true,
  settlesAdvanced: false,
  needs: ['DocumentReference'],
  alsoReads: [...ALSO, 'Condition'],
  citations: [ASCO_2024, IOM_2013],
  thresholds: {
    conversationDays: { ...days(365, 'days that a conversation about goals of care counts'), atMost: 3650 },
  },

  inWords: ({ conversationDays }) => state('rule-acp-gap', { days: conversationDays }),

  lookedAt: ({ chart, asOf, thresholds: { conversationDays } }) => [
    lookedAt('DocumentReference', chart.documents),
    lookedAt('Consent', chart.documents),
    lookedAt('Goal', chart.goals, asOf - conversationDays),
  ],

  evaluate({ chart, asOf, facts: { malignancy }, thresholds: { conversationDays } }): Finding {
    const planning = planningOf(chart);
    const [document] = planning.documents;
    const talk =
      conversationWithin(planning, asOf, conversationDays)?.evidence ?? patientsGoal(chart, asOf, conversationDays);
    if (document !== undefined || talk !== null) {
      const evidence = [...planning.documents.map((one) => one.evidence), ...(talk === null ? [] : [talk])];
      const [first] = evidence;
      return {
        found: 'nothing',
        because: state('planning-visible', {
          what: document?.what ?? 'conversation',
          when: first?.when ?? null,
          conversation: talk !== null,
          days: conversationDays,
        }),
        evidence,
      };
    }
    const undated = planning.conversations.find(({ evidence }) => evidence.when === null)?.evidence;
    const last = planning.conversations[0]?.evidence ?? null;
    const because = state('planning-not-visible', { days: conversationDays, last: last?.when ?? null });
    if (undated !== undefined) return untold('date-unknown', [undated]);
    const unread = unreadPlaces(chart);
    if (unread !== null) return { found: 'nothing', because, missing: unread };
    // Whose plan is missing? The cancer is what the finding stands on.
    if (malignancy.active !== true || malignancy.conditions.length === 0) return untold('possible', []);
    return {
      found: 'yes',
      certainty: ALSO.every((id) => isLoaded(chart.sources, id)) ? 'definite' : 'probable',
      because,
      evidence: [...(last === null ? [] : [last]), ...answeredNo(chart), ...malignancy.conditions],
      caveats: [
        state('planning-elsewhere', {}),
        ...ALSO.flatMap((source) => (isLoaded(chart.sources, source) ? [] : [state('also-not-read', { source })])),
      ],
    };
  },
});

/** A goal in the patient's own words is the trace of a conversation. */
function patientsGoal(chart: Chart, asOf: Day, withinDays: number): Evidence | null {
  return (
    chart.goals.find((one) => one.byPatient && one.when !== null && within(one.when, asOf, withinDays) !== false) ??
    null
  );
}

function answeredNo(chart: Chart): readonly Evidence[] {
  return chart.observations.filter((one) => one.kind === 'advance-care-planning' && !one.recorded);
}

/** Documents have to be read, and consents or observations beside them. The engine itself asks for the documents. */
function unreadPlaces(chart: Chart): readonly Missing[] | null {
  if (!isLoaded(chart.sources, 'DocumentReference')) return [];
  const beside = [unreadIn(chart, 'Consent'), unreadIn(chart, 'Observation')];
  return beside.includes(null) ? null : beside.filter((one) => one !== null);
}

function untold(reason: 'date-unknown' | 'possible', evidence: readonly Evidence[]): Finding {
  const say = reason === 'possible' ? state('cancer-status-unclear', {}) : state('conversation-undated', {});
  return cannotTell(reason, say, evidence);
}
