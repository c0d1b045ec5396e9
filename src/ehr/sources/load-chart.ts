/**
 * Reads a chart from one server. Plain functions over a memory that the caller owns.
 */
import type { FhirResource } from 'fhir/r4';
import type { Chart } from '../../domain/chart/chart.ts';
import type { OriginId, SourceId, SourcesOfOrigin, SourceState } from '../../domain/chart/source.ts';
import { nothingAsked } from '../../domain/chart/source.ts';
import { failure, success, type Problem, type Result } from '../../domain/problem.ts';
import { readChart } from '../../fhir/read/chart.ts';
import { offsetOf } from '../../fhir/time-zone.ts';
import type { Site } from '../../site/site.ts';
import { carePlanSource } from './care-plan.ts';
import { conditionSource } from './condition.ts';
import { encounterSource } from './encounter.ts';
import { observationSource } from './observation.ts';
import { patientSource } from './patient.ts';
import { procedureSource } from './procedure.ts';
import { readSource, type ReadSourceContext } from './read-source.ts';
import { serviceRequestSource } from './service-request.ts';
import type { Source } from './source.ts';

/** The launching EHR, in every Evidence and in the sources view. */
export const EHR: OriginId = 'ehr';

/**
 * In the order in which they are asked. The gateway sends six requests at a time, first come first served, so the first
 * wave (patient, diagnoses, hospital stays, referrals) is on its way before the second (readings, plans, procedures).
 */
export const SOURCES: readonly Source[] = [
  patientSource,
  conditionSource,
  encounterSource,
  serviceRequestSource,
  observationSource,
  carePlanSource,
  procedureSource,
];

export interface ChartRequest extends ReadSourceContext {
  readonly site: Pick<Site, 'timeZone' | 'encounterClasses' | 'referral'>;
}

/** What has been received of one chart so far, in memory only. */
export interface ChartMemory {
  readonly resources: Partial<Record<SourceId, readonly FhirResource[]>>;
  states: SourcesOfOrigin;
  readonly pending: Set<SourceId>;
}

export interface ChartSoFar {
  readonly chart: Chart;
  /** Asked and not yet answered. */
  readonly pending: readonly SourceId[];
}

export function emptyMemory(): ChartMemory {
  return { resources: {}, states: nothingAsked(), pending: new Set() };
}

/**
 * Reads every source; `onProgress` hears of each that settles, once the patient is known. Ends with the last source, or
 * as soon as the patient cannot be read: then what still arrives is kept in `memory` for a later retry.
 */
export async function loadChart(
  request: ChartRequest,
  memory: ChartMemory,
  onProgress: (progress: ChartSoFar) => void = () => {},
): Promise<Result<ChartSoFar>> {
  for (const source of SOURCES) memory.pending.add(source.id);
  const [patient, ...rest] = SOURCES.map(async (source) => {
    await load(source, request, memory);
    const progress = chartSoFar(request, memory);
    if (progress.ok) onProgress(progress.value);
  });
  await patient;
  const known = chartSoFar(request, memory);
  if (!known.ok) return known;
  await Promise.all(rest);
  return chartSoFar(request, memory);
}

/** Asks one source again. */
export async function retrySource(
  id: SourceId,
  request: ChartRequest,
  memory: ChartMemory,
): Promise<Result<ChartSoFar>> {
  const source = SOURCES.find((one) => one.id === id);
  if (source !== undefined) {
    memory.pending.add(id);
    await load(source, request, memory);
  }
  return chartSoFar(request, memory);
}

/** The resource behind a relative reference, as it was received. */
export function resourceIn(memory: ChartMemory, reference: string): FhirResource | null {
  return (
    Object.values(memory.resources)
      .flat()
      .find((resource) => `${resource.resourceType}/${resource.id}` === reference) ?? null
  );
}

async function load(source: Source, request: ChartRequest, memory: ChartMemory): Promise<void> {
  const { resources, state } = await readSource(source, request);
  memory.pending.delete(source.id);
  // Asking again may fail altogether; what came the first time is still true, and still not everything.
  if (memory.states[source.id].state === 'partial' && state.state !== 'partial' && state.state !== 'loaded') return;
  memory.resources[source.id] = resources;
  memory.states = { ...memory.states, [source.id]: state };
}

function chartSoFar(request: ChartRequest, memory: ChartMemory): Result<ChartSoFar> {
  const patient = problemOf(memory.states.Patient);
  if (patient !== null) return failure(patient);
  const { asOf, gateway, patientId, site } = request;
  const { resources, states, pending } = memory;
  const chart = readChart(patientId, [{ origin: EHR, resources, states }], {
    asOf,
    offsetAt: offsetOf(site.timeZone),
    encounterClasses: site.encounterClasses,
    base: gateway.base,
    orderCodes: site.referral.orderCoding,
  });
  return chart.ok ? success({ chart: chart.value, pending: [...pending] }) : chart;
}

function problemOf(state: SourceState): Problem | null {
  return state.state === 'failed' || state.state === 'forbidden' ? state.problem : null;
}
