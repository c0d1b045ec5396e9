/** Charts of `fhir-fixtures`, read by the real reader: what the screens show in tests is what the engine gives. */
import type { FhirResource } from 'fhir/r4';
import type { Chart } from '../../src/domain/chart/chart.ts';
import {
  SOURCE_IDS,
  isSource,
  type SourceId,
  type SourceState,
  type SourcesOfOrigin,
} from '../../src/domain/chart/source.ts';
import { parseWhen } from '../../src/domain/logic/when.ts';
import { readChart } from '../../src/fhir/read/chart.ts';
import { offsetOf } from '../../src/fhir/time-zone.ts';

interface Bundle {
  readonly entry: readonly { readonly resource: FhirResource }[];
}

const bundles = import.meta.glob<Bundle>('../../fhir-fixtures/patients/*/bundle.json', {
  eager: true,
  import: 'default',
});
const expected = import.meta.glob<{ readonly asOf: string }>('../../fhir-fixtures/patients/*/expected.json', {
  eager: true,
  import: 'default',
});

export const SCENARIOS: readonly string[] = Object.keys(bundles).map((path) => path.split('/').at(-2) ?? '');

export type States = Partial<Record<SourceId, SourceState>>;

export function resourcesOf(scenario: string): readonly FhirResource[] {
  const bundle = bundles[`../../fhir-fixtures/patients/${scenario}/bundle.json`];
  if (bundle === undefined) throw new Error(`no scenario ${scenario}`);
  return bundle.entry.map(({ resource }) => resource);
}

/** `states` other than loaded take the source's resources away, as they would not have come. `extra` is added. */
export function fixtureChart(scenario: string, states: States = {}, extra: readonly FhirResource[] = []): Chart {
  const asOf = parseWhen(expected[`../../fhir-fixtures/patients/${scenario}/expected.json`]?.asOf)?.lo;
  if (asOf === undefined) throw new Error(`no date for ${scenario}`);
  const all = [...resourcesOf(scenario), ...extra];
  const resources: Partial<Record<SourceId, FhirResource[]>> = {};
  for (const resource of all) {
    const { resourceType } = resource;
    if (!isSource(resourceType)) continue;
    const state = states[resourceType]?.state ?? 'loaded';
    if (state === 'loaded' || state === 'partial') (resources[resourceType] ??= []).push(resource);
  }
  const stateOf = (id: SourceId): SourceState =>
    states[id] ?? { state: 'loaded', count: resources[id]?.length ?? 0, newest: null, caveats: [] };
  const patient = all.find(({ resourceType }) => resourceType === 'Patient')?.id ?? '';
  const chart = readChart(
    patient,
    [
      {
        origin: 'ehr',
        resources,
        states: Object.fromEntries(SOURCE_IDS.map((id) => [id, stateOf(id)])) as SourcesOfOrigin,
      },
    ],
    { asOf, offsetAt: offsetOf('America/New_York') },
  );
  if (!chart.ok) throw new Error(`${scenario}: ${chart.problem.detail}`);
  return chart.value;
}

/** The same chart while some sources have not answered. */
export function chartWithout(scenario: string, pending: readonly SourceId[]): Chart {
  return fixtureChart(scenario, Object.fromEntries(pending.map((id) => [id, { state: 'not-asked' }])));
}
