import type { ObservationContent, ObservationRecord } from '../../domain/chart/records.ts';
import type { When } from '../../domain/logic/when.ts';
import { list, object, oneOf, type Json } from './json.ts';
import { isLocal, nameOf, readerOf, readerOfName } from './observation-table.ts';
import { readEcog, readKarnofsky, readPalliativePerformance } from './performance-values.ts';
import {
  evidenceOf,
  isLater,
  isOfSomebodyElse,
  ownReference,
  readingWhen,
  subjectProblem,
  unreadable,
  unused,
  withdrawn,
  type Context,
  type Reading,
} from './reading.ts';
import { readMetastaticHistory } from './staging-values.ts';
import { valueText, type ValueReader } from './values.ts';

const ADMITTED = ['final', 'amended', 'corrected'] as const;
const WITHDRAWN = ['registered', 'preliminary', 'cancelled', 'entered-in-error', 'unknown'] as const;
const NOTHING: readonly never[] = [];

/**
 * Admissibility as clinical reference 3.1: final, amended or corrected, with a value, of this patient. A panel may hold
 * several readings. Most of a chart is of no use to any rule: that is told by one look into the table of codes, and ends here.
 */
export function readObservation(
  resource: Json,
  context: Context,
): Reading<ObservationRecord | readonly ObservationRecord[] | null> {
  const { status } = resource;
  if (status !== 'final' && oneOf(status, ADMITTED) === null)
    return oneOf(status, WITHDRAWN) === null ? unreadable('no-status') : withdrawn;
  const problem = subjectProblem(resource, context);
  if (problem !== null) return unreadable(problem);
  const when = readingWhen(resource, context);
  if (isLater(when, context)) return unreadable('after-as-of');
  const { code } = resource;
  const coded = readerOf(code);
  const name = coded === null ? nameOf(code) : '';
  if (coded === null && name === '' && !hasCode(code)) return unreadable('no-code');
  const isAbout = resource['focus'] !== undefined || resource['partOf'] !== undefined;
  if (isAbout && isOfSomebodyElse(resource, context)) return unreadable('other-patient');
  const focus = resource['focus'] === undefined ? NOTHING : focusOf(resource, context);
  const reader = coded ?? readerOfName(name, '', isLocal(code));
  // mCODE's history of metastasis means "yes" without a value; every other reading without one says nothing.
  if (resource['dataAbsentReason'] !== undefined && reader !== readMetastaticHistory) return withdrawn;
  const hasParts = resource['component'] !== undefined && !ownsItsParts(reader);
  if (reader === null && !hasParts) return unused(when);
  const content = reader === null ? 'unused' : reader(resource);
  const shared: Shared = { resource, when, focus, context };
  const parts = hasParts ? readParts(shared, name) : NOTHING;
  if (content === null || content === 'unused') {
    if (parts.length > 0) return several(parts, when);
    return content === null ? withdrawn : unused(when);
  }
  const record = recordOf(shared, resource, content);
  return parts.length > 0 ? several([record, ...parts], when) : { is: 'record', record, when };
}

/** What all readings of one resource have in common. */
interface Shared {
  readonly resource: Json;
  readonly when: When | null;
  readonly focus: readonly string[];
  readonly context: Context;
}

function recordOf(
  { resource, when, focus, context }: Shared,
  holder: Json,
  content: ObservationContent,
): ObservationRecord {
  const { origin, reference, label, code, value } = evidenceOf(
    resource,
    holder['code'],
    when,
    context,
    valueText(holder),
  );
  return {
    origin,
    reference,
    label,
    code,
    when,
    value,
    source: 'Observation',
    encounter: ownReference(resource['encounter'], context),
    focus,
    ...content,
  };
}

function several(records: readonly ObservationRecord[], when: When | null): Reading<readonly ObservationRecord[]> {
  return { is: 'record', record: records, when };
}

/** The components of these belong to the one reading that they are. */
function ownsItsParts(reader: ValueReader | null): boolean {
  return reader === readEcog || reader === readKarnofsky || reader === readPalliativePerformance;
}

/** Each component of a panel that rules know is a reading of its own. */
function readParts(shared: Shared, name: string): readonly ObservationRecord[] {
  const { resource } = shared;
  const panel = name === '' ? nameOf(resource['code']) : name;
  const found: ObservationRecord[] = [];
  for (const part of list(resource['component'])) {
    if (part['dataAbsentReason'] !== undefined) continue;
    const { code } = part;
    const reader = readerOf(code) ?? readerOfName(nameOf(code), panel, isLocal(code));
    const content = reader === null ? null : reader(part);
    if (content !== null && content !== 'unused') found.push(recordOf(shared, part, content));
  }
  return found;
}

function hasCode(concept: unknown): boolean {
  return list(object(concept)?.['coding']).some((one) => typeof one['code'] === 'string' && one['code'].trim() !== '');
}

function focusOf(resource: Json, context: Context): readonly string[] {
  return list(resource['focus']).flatMap((one) => ownReference(one, context) ?? []);
}
