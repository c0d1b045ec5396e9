import type { Evidence, Unreadable } from '../../domain/chart/evidence.ts';
import type { EncounterKind } from '../../domain/chart/records.ts';
import type { OriginId } from '../../domain/chart/source.ts';
import { parseWhen, type Day, type OffsetAt, type When } from '../../domain/logic/when.ts';
import { ICD10CM, SNOMED } from '../terminology/systems.ts';
import { codes, reference, text, words, type Json } from './json.ts';

/** What a reader needs to know about the chart that it reads for. */
export interface Context {
  readonly origin: OriginId;
  readonly patientId: string;
  readonly asOf: Day;
  readonly offsetAt?: OffsetAt | undefined;
  readonly encounterClasses?: Readonly<Record<string, EncounterKind>> | undefined;
  /** Address of the server that sent it: an absolute reference to it is one of its own. */
  readonly base?: string | undefined;
  /** The site's own order codes for a palliative referral. */
  readonly orderCodes?: readonly { readonly system: string; readonly code: string }[] | undefined;
}

/**
 * What became of one resource: a record; nothing, because its own status takes it back ("entered in error", a plan that
 * was cancelled); or unreadable, with the reason.
 */
export type Reading<Record> =
  | { readonly is: 'record'; readonly record: Record }
  | { readonly is: 'withdrawn' }
  | { readonly is: 'unreadable'; readonly reason: Unreadable['reason'] };

export const withdrawn: Reading<never> = { is: 'withdrawn' };
export const unreadable = (reason: Unreadable['reason']): Reading<never> => ({ is: 'unreadable', reason });
export const read = <Record>(record: Record): Reading<Record> => ({ is: 'record', record });

export function whenOf(value: unknown, context: Context): When | null {
  return parseWhen(value, context.offsetAt);
}

/** The date of an element with several forms: `effectiveDateTime`, `effectivePeriod`, `effectiveInstant`. */
export function choiceWhen(resource: Json, stem: string, context: Context): When | null {
  const period = resource[`${stem}Period`] as Json | undefined;
  return (
    whenOf(resource[`${stem}DateTime`], context) ??
    whenOf(resource[`${stem}Instant`], context) ??
    whenOf(period?.['start'], context) ??
    whenOf(period?.['end'], context)
  );
}

export function referenceOf(resource: Json): string {
  return `${text(resource['resourceType']) ?? 'Resource'}/${text(resource['id']) ?? '?'}`;
}

/** Whose resource it is: this patient's, nobody's, or somebody else's. */
export function subjectProblem(resource: Json, context: Context, element = 'subject'): Unreadable['reason'] | null {
  const subject = reference(resource[element]);
  if (subject === null) return 'no-subject';
  return isPatient(subject, context.patientId, context.base) ? null : 'other-patient';
}

/** A reference as this server's own relative one ("Condition/c2"), without version; a foreign one stays as it is. */
export function ownReference(value: unknown, context: Context): string | null {
  const found = reference(value)?.replace(/\/_history\/.*$/, '') ?? null;
  if (found === null || context.base === undefined || !found.startsWith(`${context.base}/`)) return found;
  return found.slice(context.base.length + 1);
}

/** A relative or versioned reference to the patient, or an absolute one to the same server. The end alone proves nothing. */
export function isPatient(referenceText: string, patientId: string, base?: string): boolean {
  const own =
    base !== undefined && referenceText.startsWith(`${base}/`) ? referenceText.slice(base.length + 1) : referenceText;
  const [type, id, history, version, ...more] = own.split('/');
  if (type !== 'Patient' || id !== patientId || more.length > 0) return false;
  return history === undefined || (history === '_history' && /^[A-Za-z0-9.-]{1,64}$/.test(version ?? ''));
}

/** A label is read at a glance; what is longer is cut before anything else looks at it. */
const LONGEST_LABEL = 300;

/**
 * Markup has no place in a label: what looks like a tag is taken out, whatever it was meant to do, and so are characters
 * that turn the direction of writing around. Bounded first: a pattern must never see a text of any length.
 */
export function plain(value: string): string {
  return value
    .slice(0, 10 * LONGEST_LABEL)
    .replace(/<[^<>]*>/g, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_LABEL);
}

export function evidenceOf(
  resource: Json,
  concept: unknown,
  when: When | null,
  context: Context,
  value: string | null = null,
): Evidence {
  const all = codes(concept);
  // The code that a reader of the order knows best: ICD-10-CM, else SNOMED CT, else the first.
  const first = all.find(({ system }) => system === ICD10CM) ?? all.find(({ system }) => system === SNOMED) ?? all[0];
  return {
    origin: context.origin,
    reference: referenceOf(resource),
    label: plain(words(concept) ?? first?.code ?? text(resource['resourceType']) ?? ''),
    code: first ?? null,
    when,
    value: value === null ? null : plain(value),
  };
}

/** True when the record is dated after the day from which we look: it is not seen. */
export function isLater(when: When | null, context: Context): boolean {
  return when !== null && when.lo > context.asOf;
}
