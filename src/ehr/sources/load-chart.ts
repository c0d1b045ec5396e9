/**
 * Reads a chart from one server. Plain functions over a memory that the caller owns.
 */
import type { FhirResource } from 'fhir/r4';
import type { Chart } from '../../domain/chart/chart.ts';
import type { Asking, OriginId, SourceId, SourcesOfOrigin, SourceState } from '../../domain/chart/source.ts';
import { nothingAsked, SOURCE_IDS } from '../../domain/chart/source.ts';
import { failure, partNotLoaded, success, type Problem, type Result } from '../../domain/problem.ts';
import { readChart } from '../../fhir/read/chart.ts';
import { offsetOf } from '../../fhir/time-zone.ts';
import type { Site } from '../../site/site.ts';
import { GENERIC, waysOf, type Vendor, type Ways } from '../vendors/vendor.ts';
import { SOURCES } from './plan.ts';
import { readSource, type ReadSourceContext, type SourceAnswer } from './read-source.ts';
import { asSeen, noteSeen, type Seen } from './seen.ts';
import type { Received, Source } from './source.ts';

/** The launching EHR, in every Evidence and in the sources view. */
export const EHR: OriginId = 'ehr';

export interface ChartRequest extends Omit<ReadSourceContext, 'ways'> {
  /** Which EHR it is; all but the patient is asked for when that is known. Rejects where its file did not come. */
  readonly vendor?: Promise<Vendor>;
  readonly site: Pick<Site, 'timeZone' | 'encounterClasses' | 'referral' | 'decisions'>;
}

/** What has been received of one chart so far, in memory only. */
export interface ChartMemory {
  readonly resources: Partial<Record<SourceId, readonly FhirResource[]>>;
  states: SourcesOfOrigin;
  /** How each was asked for the last time. */
  readonly asking: Partial<Record<SourceId, Asking>>;
  readonly pending: Set<SourceId>;
  /** What was changed from here, as it was read afterwards. */
  readonly seen: Seen;
}

export interface ChartSoFar {
  readonly chart: Chart;
  /** Asked and not yet answered. */
  readonly pending: readonly SourceId[];
}

export function emptyMemory(): ChartMemory {
  return { resources: {}, states: nothingAsked(), asking: {}, pending: new Set(), seen: new Map() };
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
  await inWaves(SOURCES, request, memory, onProgress);
  return chartSoFar(request, memory);
}

/** Asks one source again, and then what its resources refer to and is not here yet. */
export async function retrySource(
  id: SourceId,
  request: ChartRequest,
  memory: ChartMemory,
): Promise<Result<ChartSoFar>> {
  const again = SOURCES.filter((one) => one.id === id || (one.how === 'referenced' && one.after.includes(id)));
  await inWaves(again, request, memory, null);
  return chartSoFar(request, memory);
}

/** All at once, but for those that wait for others; given up early when the patient is among them and cannot be read. */
async function inWaves(
  sources: readonly Source[],
  request: ChartRequest,
  memory: ChartMemory,
  onProgress: ((progress: ChartSoFar) => void) | null,
): Promise<void> {
  const ended = new Map<SourceId, Promise<void>>();
  for (const { id } of sources) memory.pending.add(id);
  for (const source of sources) {
    const before = source.how === 'referenced' ? source.after.flatMap((id) => ended.get(id) ?? []) : [];
    const run = async (): Promise<void> => {
      if (before.length > 0) await Promise.all(before);
      await load(source, request, memory);
      const progress = onProgress === null ? null : chartSoFar(request, memory);
      if (progress?.ok === true) onProgress?.(progress.value);
    };
    ended.set(source.id, run());
  }
  const patient = ended.get('Patient');
  await patient;
  if (patient === undefined || chartSoFar(request, memory).ok) await Promise.all(ended.values());
}

/** The resource behind a relative reference, as it was received. */
export function resourceIn(memory: ChartMemory, reference: string): FhirResource | null {
  return (
    Object.values(memory.resources)
      .flat()
      .find((resource) => `${resource.resourceType}/${resource.id}` === reference) ?? null
  );
}

/**
 * What was read right now takes the place of what was there. `over`: the version that was changed from here; null where somebody else's
 * change was found, of which nobody knows which came later.
 */
export function putInPlace(memory: ChartMemory, type: SourceId, resource: FhirResource, over: string | null): void {
  if (over !== null) noteSeen(memory.seen, resource, over);
  memory.resources[type] = [...(memory.resources[type] ?? []).filter(({ id }) => id !== resource.id), resource];
}

async function load(source: Source, request: ChartRequest, memory: ChartMemory): Promise<void> {
  const { resources, included, state, asking } = await readAsVendor(source, request, memory.resources);
  memory.pending.delete(source.id);
  // Asking again may fail altogether; what came the first time is still true, and still not everything.
  if (memory.states[source.id].state === 'partial' && state.state !== 'partial' && state.state !== 'loaded') return;
  memory.asking[source.id] = asking;
  if (state.state === 'loaded' || state.state === 'partial')
    memory.resources[source.id] = asSeen(memory.seen, resources);
  // What came along with others stays; the rest is not to be taken for what was read now.
  else if (source.how !== 'referenced') delete memory.resources[source.id];
  memory.states = { ...memory.states, [source.id]: state };
  keepIncluded(included, memory);
}

async function readAsVendor(source: Source, request: ChartRequest, received: Received): Promise<SourceAnswer> {
  const { vendor = GENERIC, site } = request;
  const context = { ...request, noteType: site.decisions.noteType };
  if (source.id === 'Patient') return readSource(source, context, received);
  let ways: Ways;
  try {
    ways = waysOf(await vendor);
  } catch {
    const why = partNotLoaded();
    return { resources: [], included: [], state: { state: 'failed', problem: why }, asking: {} };
  }
  return await readSource(source, { ...context, ways }, received);
}

/** Drugs that came with the orders are there as soon as the orders; their own source reads the others and counts them. */
function keepIncluded(included: readonly FhirResource[], memory: ChartMemory): void {
  for (const { id, how } of SOURCES) {
    const own = how === 'referenced' ? included.filter(({ resourceType }) => resourceType === id) : [];
    if (own.length > 0) memory.resources[id] = [...(memory.resources[id] ?? []), ...own];
  }
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
    identifierSystem: site.referral.identifierSystem,
  });
  if (!chart.ok) return chart;
  const sources = { [EHR]: withAsking(chart.value.sources[EHR] ?? states, memory.asking) };
  return success({ chart: { ...chart.value, sources }, pending: [...pending] });
}

/** After the reading: what was made of the records does not depend on how they were asked for. */
function withAsking(states: SourcesOfOrigin, asking: ChartMemory['asking']): SourcesOfOrigin {
  const entries = SOURCE_IDS.map((id) => [id, { ...states[id], ...asking[id] }] as const);
  return Object.fromEntries(entries) as unknown as SourcesOfOrigin;
}

function problemOf(state: SourceState): Problem | null {
  return state.state === 'failed' || state.state === 'forbidden' ? state.problem : null;
}
