/** Whether enough is known for a reassuring sentence (clinical reference 4.2, "basis"). */
import type { Chart } from '../chart/chart.ts';
import type { ActiveMalignancy } from '../chart/malignancy.ts';
import { isLoaded } from '../chart/source.ts';
import type { Evaluated } from '../triggers/evaluate.ts';
import type { TriggerId, TriggerResult } from '../triggers/trigger.ts';
import type { Recommendation } from './recommendation.ts';

/** `thin`: function and symptoms both unknown, or cancer or its spread, or another cancer, or a source that everything rests on. */
export function basisOf(
  chart: Chart,
  { malignancy, evaluated }: { readonly malignancy: ActiveMalignancy; readonly evaluated: Evaluated },
): Recommendation['basis'] {
  const { triggers, advanced } = evaluated;
  const bothUnknown =
    !isAssessable(triggers, 'poor-performance-status') && !isAssessable(triggers, 'severe-physical-symptom');
  const unread = (['Condition', 'Encounter', 'Observation'] as const).some((id) => !isLoaded(chart.sources, id));
  // One diagnosis was confirmed, and another is in doubt beside it.
  const inDoubt = malignancy.confirmable.length > 0;
  const untold = malignancy.active === null || (malignancy.active && advanced === null) || inDoubt;
  return bothUnknown || unread || untold ? 'thin' : 'sufficient';
}

/** Whether a rule could answer; one that does not apply has answered. */
export function isAssessable(triggers: readonly TriggerResult[], id: TriggerId): boolean {
  return triggers.find((one) => one.id === id)?.outcome !== 'not-assessable';
}
