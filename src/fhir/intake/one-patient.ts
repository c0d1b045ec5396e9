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
import { patientIn } from '../read/reading.ts';
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
  const base = taken.base ?? baseOf(taken);
  const patients = new Set(taken.patientIds);
  const others = new Set<string>();
  const grouped: Partial<Record<SourceId, FhirResource[]>> = {};
  for (const resource of taken.resources) {
    const { resourceType } = resource;
    if (!isSource(resourceType)) continue;
    const whose =
      resourceType === 'Patient' ? (resource.id ?? null) : patients.size > 1 ? patientOf(resource, taken, base) : null;
    // What names somebody who is not in the file is left for the reader to refuse.
    if (whose === null || whose === patientId || !patients.has(whose)) (grouped[resourceType] ??= []).push(resource);
    else others.add(`${resourceType}/${String(resource.id)}`);
  }
  const states = statesOf(taken, grouped, patientId, base);
  return { received: { origin, resources: grouped, states, others }, base };
}

function statesOf(
  taken: Taken,
  grouped: Partial<Record<SourceId, FhirResource[]>>,
  patientId: string,
  base: string | null,
): Received['states'] {
  const states: Record<SourceId, SourceState> = { ...nothingAsked() };
  for (const type of SOURCE_IDS) {
    const count = grouped[type]?.length;
    if (count !== undefined) states[type] = loaded(count);
  }
  const isOn = serverOf(taken, base);
  const found = new Map<SourceId, { whole: boolean; short: boolean }>();
  for (const { type, asked, whole, short } of taken.searches) {
    // The patient is here, or there would be no file of theirs.
    if (!isSource(type) || type === 'Patient') continue;
    const isOfThis = asked === null || (asked.patientIds.every((id) => id === patientId) && isOn(asked.base));
    if (!isOfThis) continue;
    // A search in which nobody is named proves nothing of this patient.
    const provesAbsence = whole && asked?.patientIds.length !== 0;
    const before = found.get(type);
    if (before === undefined) found.set(type, { whole: provesAbsence, short });
    else {
      before.whole ||= provesAbsence;
      before.short ||= short;
    }
  }
  for (const [type, { whole, short }] of found) {
    const count = grouped[type]?.length ?? 0;
    if (short) states[type] = partial(count, 'the file says that there is more than it holds');
    else if (whole) states[type] = loaded(count);
    else if (count > 0) states[type] = partial(count, 'only some of it was asked for');
  }
  for (const id of SOURCE_IDS) {
    if (id === 'Patient' || states[id].state !== 'loaded') continue;
    const count = grouped[id]?.length ?? 0;
    if (taken.cut) states[id] = partial(count, 'something is missing in the file that nobody can name');
    else if (taken.clashing.has(id)) states[id] = partial(count, 'two servers use one id for different records');
  }
  return states;
}

/**
 * Tells whether a search was asked of the patient's server: the one that the patient's address names, or the only one that
 * was asked. A server may write other addresses into its links than into its entries; two of them are two servers.
 */
function serverOf({ searches }: Taken, base: string | null): (server: string) => boolean {
  let only: string | null = null;
  let several = false;
  for (const { asked } of searches) {
    if (asked === null || asked.base === '' || asked.base === only) continue;
    several = only !== null;
    only ??= asked.base;
    if (several) break;
  }
  return (server) => server === '' || !several || server === base;
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

/** The id of the patient that a resource names; null when it names none. */
function patientOf(resource: FhirResource, { aliases }: Taken, base: string | null): string | null {
  const subject = subjectOf(resource);
  return subject === null ? null : patientIn(aliases.get(subject) ?? subject, base ?? undefined);
}
