/** Records that the EHR has made of what was entered at this visit: the entry counts, and its copy does not count beside it. */
import type { FhirResource } from 'fhir/r4';
import type { Chart } from '../domain/chart/chart.ts';
import type { KeptVisit } from '../domain/visit/fact-write.ts';
import { list, type Json } from '../fhir/read/json.ts';
import { EHR } from './sources/load-chart.ts';

/**
 * The chart without them; the same chart where there are none. Known by identifier, whether their answer has arrived or not. One
 * that was mended in the chart since (`amended`, `corrected`) is the chart's own word, and stays.
 */
export function withoutOwnCopies(
  chart: Chart,
  { entered, writes = {} }: KeptVisit,
  observations: readonly FhirResource[],
  identifierSystem: string,
): Chart {
  const taken = Object.entries(writes).flatMap(([id, { at }]) => (at === 'written' ? [id] : []));
  const ids = new Set([...entered.map(({ id }) => id), ...taken]);
  if (ids.size === 0) return chart;
  const copies = new Set(
    observations
      .map((one) => one as unknown as Json)
      .filter(
        ({ status, identifier }) =>
          status === 'final' &&
          list(identifier).some(({ system, value }) => system === identifierSystem && ids.has(String(value))),
      )
      .map(({ id }) => `Observation/${String(id)}`),
  );
  if (copies.size === 0) return chart;
  return {
    ...chart,
    observations: chart.observations.filter(({ origin, reference }) => origin !== EHR || !copies.has(reference)),
  };
}
