/** One patient's part of what a file holds, in the shape that the reader takes. */
import type { FhirResource } from 'fhir/r4';
import {
  isSource,
  nothingAsked,
  SOURCE_IDS,
  type OriginId,
  type SourceId,
  type SourceState,
} from '../../domain/chart/source.ts';
import { problem } from '../../domain/problem.ts';
import type { Received } from '../read/chart.ts';
import { object, reference, type Json } from '../read/json.ts';
import { isPatient } from '../read/reading.ts';
import type { Taken } from './intake.ts';

/** The element that names the patient, where it is not `subject`. */
const SUBJECTS: ReadonlyMap<string, string> = new Map<SourceId, string>([
  ['Consent', 'patient'],
  ['Coverage', 'beneficiary'],
  ['EpisodeOfCare', 'patient'],
  ['ResearchSubject', 'individual'],
  ['Task', 'for'],
]);

export interface PatientFile {
  readonly received: Received;
  /** The server that the file comes from, when its absolute references to patients name one; null when none or several. */
  readonly base: string | null;
}

/**
 * Resources of one patient by source, and how each source ended: loaded when the file holds it or says that a search for all of
 * it gave nothing; partial when the file says that there is more, or that only some of it was asked for; not asked for otherwise.
 */
export function fileOf(taken: Taken, patientId: string, origin: OriginId): PatientFile {
  const base = baseOf(taken);
  const others = taken.patientIds.filter((id) => id !== patientId);
  const grouped: Partial<Record<SourceId, FhirResource[]>> = {};
  for (const resource of taken.resources) {
    const { resourceType } = resource;
    if (!isSource(resourceType)) continue;
    const leaveOut =
      resourceType === 'Patient'
        ? resource.id !== patientId
        : others.length > 0 && isOfOne(others, resource, taken, base);
    if (!leaveOut) (grouped[resourceType] ??= []).push(resource);
  }
  return { received: { origin, resources: grouped, states: statesOf(taken, grouped, patientId) }, base };
}

function statesOf(
  taken: Taken,
  grouped: Partial<Record<SourceId, FhirResource[]>>,
  patientId: string,
): Received['states'] {
  const states: Record<SourceId, SourceState> = { ...nothingAsked() };
  for (const type of SOURCE_IDS) {
    const count = grouped[type]?.length;
    if (count !== undefined) states[type] = loaded(count);
  }
  const asked = new Map<SourceId, { whole: boolean; short: boolean }>();
  for (const one of taken.searches) {
    if ((one.patientId !== null && one.patientId !== patientId) || !isSource(one.type)) continue;
    const before = asked.get(one.type);
    if (before === undefined) asked.set(one.type, { whole: one.whole, short: one.short });
    else {
      before.whole ||= one.whole;
      before.short ||= one.short;
    }
  }
  for (const [type, { whole, short }] of asked) {
    const count = grouped[type]?.length ?? 0;
    if (short) states[type] = partial(count, 'the file says that there is more than it holds');
    else if (whole) states[type] = loaded(count);
    else if (count > 0) states[type] = partial(count, 'only some of it was asked for');
  }
  if (taken.requestFailed)
    for (const id of SOURCE_IDS)
      if (id !== 'Patient' && states[id].state === 'loaded')
        states[id] = partial(grouped[id]?.length ?? 0, 'one of the requests behind the file failed');
  return states;
}

function partial(count: number, why: string): SourceState {
  return { state: 'partial', count, newest: null, why: problem('too-much', why) };
}

const NO_CAVEATS: readonly never[] = [];
const loaded = (count: number): SourceState => ({ state: 'loaded', count, newest: null, caveats: NO_CAVEATS });

function subjectOf(resource: FhirResource): string | null {
  const json: Json | null = object(resource);
  return json === null || !isSource(resource.resourceType)
    ? null
    : reference(json[SUBJECTS.get(resource.resourceType) ?? 'subject']);
}

/** Of two servers, neither can be believed. */
function baseOf({ resources, aliases }: Taken): string | null {
  let base: string | null = null;
  for (const one of resources) {
    const subject = subjectOf(one);
    if (subject === null || !subject.startsWith('http') || aliases.has(subject)) continue;
    const found = /^(https?:\/\/.+)\/Patient\//.exec(subject)?.[1] ?? null;
    if (found === null || found === base) continue;
    if (base !== null) return null;
    base = found;
  }
  return base;
}

/** Whether it is one of the others in the same file. What names somebody who is not in it is left for the reader to refuse. */
function isOfOne(others: readonly string[], resource: FhirResource, { aliases }: Taken, base: string | null): boolean {
  const subject = subjectOf(resource);
  if (subject === null) return false;
  const named = aliases.get(subject) ?? subject;
  return others.some((id) => isPatient(named, id, base ?? undefined));
}
