/** Whether enough was read to say that a service is not involved. */
import type { Chart } from './chart.ts';
import { isLoaded, isWithheld, type SourceId } from './source.ts';

/**
 * True when the absence of a service may be concluded. `needed` must have been read completely. `alsoThere` are places that
 * many EHRs do not have at all (EpisodeOfCare, Coverage, CareTeam, Appointment): one that was never offered or asked for
 * forbids nothing, else "none" could never be said anywhere; one that was asked for and did not come in full does.
 */
export function mayRuleOut(chart: Chart, needed: readonly SourceId[], alsoThere: readonly SourceId[]): boolean {
  return needed.every((id) => isLoaded(chart.sources, id)) && noneWithheld(chart, alsoThere);
}

/** True when none of these was asked for in vain. */
export function noneWithheld(chart: Chart, sources: readonly SourceId[]): boolean {
  return !sources.some((id) => isWithheld(chart.sources, id));
}
