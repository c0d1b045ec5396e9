import type { Code, Evidence, Unreadable } from '../../domain/chart/evidence.ts';
import type { EncounterKind } from '../../domain/chart/records.ts';
import type { OriginId } from '../../domain/chart/source.ts';
import { parseWhen, type Day, type OffsetAt, type When } from '../../domain/logic/when.ts';
import { ownNameOf } from '../terminology/own-names.ts';
import { ICD10CM, SNOMED } from '../terminology/systems.ts';
import { codes, list, object, reference, text, words, type Json } from './json.ts';
import type { Ward } from './location.ts';
import type { DrugsByReference } from './medication.ts';

/** What a reader needs to know about the chart that it reads for. */
export interface Context {
  readonly origin: OriginId;
  readonly patientId: string;
  readonly asOf: Day;
  /** For what is dated by the patient's age. */
  readonly birth?: When | null | undefined;
  readonly offsetAt?: OffsetAt | undefined;
  readonly encounterClasses?: Readonly<Record<string, EncounterKind>> | undefined;
  /** Address of the server that sent it: an absolute reference to it is one of its own. */
  readonly base?: string | undefined;
  /** Other names of resources in the same file: "urn:uuid:..." to "Condition/c2". */
  readonly aliases?: ReadonlyMap<string, string> | undefined;
  /** Resources of other patients that came along, by relative reference. */
  readonly others?: ReadonlySet<string> | undefined;
  /** Drugs of a Medication resource that was sent beside the orders, by its reference. */
  readonly drugsOf?: DrugsByReference | undefined;
  /** The wards whose Location was sent, by its reference. */
  readonly wardOf?: ReadonlyMap<string, Ward> | undefined;
  /** The site's own order codes for a palliative referral. */
  readonly orderCodes?: readonly { readonly system: string; readonly code: string }[] | undefined;
  /** The namespace of what this site's app has written; without it no note is taken for a decision. */
  readonly identifierSystem?: string | undefined;
}

/**
 * What became of one resource: a record; nothing, because its own status takes it back ("entered in error", a plan that
 * was cancelled); or unreadable, with the reason.
 */
export type Reading<Record> =
  /** `when`: its date, also where no record is made of it because no rule uses it. */
  | { readonly is: 'record'; readonly record: Record; readonly when: When | null }
  | { readonly is: 'withdrawn' }
  | { readonly is: 'unreadable'; readonly reason: Unreadable['reason'] };

export const withdrawn: Reading<never> = { is: 'withdrawn' };
export const unreadable = (reason: Unreadable['reason']): Reading<never> => ({ is: 'unreadable', reason });
export const read = <Record extends { readonly when: When | null }>(record: Record): Reading<Record> => ({
  is: 'record',
  record,
  when: record.when,
});
/** Read and counted; no rule uses it. */
export const unused = (when: When | null): Reading<null> => ({ is: 'record', record: null, when });

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

/**
 * When a reading was taken. A period is all of its days: it may have been any of them, up to the day we look from. One that
 * has no end, or ends where it begins, is its start.
 */
export function readingWhen(resource: Json, context: Context): When | null {
  const when = choiceWhen(resource, 'effective', context);
  const period = resource['effectivePeriod'] as Json | undefined;
  if (when === null || period === undefined) return when;
  const end = whenOf(period?.['end'], context);
  if (end === null || whenOf(period?.['start'], context) === null || end.hi <= when.hi) return when;
  return { lo: when.lo, hi: Math.max(when.hi, Math.min(end.hi, context.asOf)), precision: 'day', minutes: null };
}

export function referenceOf(resource: Json): string {
  return `${text(resource['resourceType']) ?? 'Resource'}/${text(resource['id']) ?? '?'}`;
}

/** Whose resource it is: this patient's, nobody's, or somebody else's. */
export function subjectProblem(resource: Json, context: Context, element = 'subject'): Unreadable['reason'] | null {
  const subject = reference(resource[element]);
  if (subject === null) return 'no-subject';
  const own = context.aliases?.get(subject) ?? subject;
  return isPatient(own, context.patientId, context.base) ? null : 'other-patient';
}

/** A reference as this server's own relative one ("Condition/c2"), without version; a foreign one stays as it is. */
export function ownReference(value: unknown, context: Context): string | null {
  const found = reference(value);
  if (found === null) return null;
  const known = context.aliases?.get(found);
  if (known !== undefined) return known;
  const version = found.indexOf('/_history/');
  const bare = version < 0 ? found : found.slice(0, version);
  if (context.base === undefined || !bare.startsWith(`${context.base}/`)) return bare;
  return bare.slice(context.base.length + 1);
}

/** A relative or versioned reference to the patient, or an absolute one to the same server. The end alone proves nothing. */
export function isPatient(referenceText: string, patientId: string, base?: string): boolean {
  // Nearly every reference is the plain one, and this is asked of every resource.
  if (referenceText.startsWith('Patient/') && referenceText.length === patientId.length + 8)
    return referenceText.endsWith(patientId) && !patientId.includes('/');
  return patientIn(referenceText, base) === patientId;
}

/** The id of the patient whom a reference of this server means; null when it means none. */
export function patientIn(referenceText: string, base?: string): string | null {
  const own =
    base !== undefined && referenceText.startsWith(`${base}/`) ? referenceText.slice(base.length + 1) : referenceText;
  if (!own.startsWith('Patient/')) return null;
  const [, id = '', history, version, ...more] = own.split('/');
  if (id === '' || more.length > 0) return null;
  if (history === undefined) return id;
  return history === '_history' && /^[A-Za-z0-9.-]{1,64}$/.test(version ?? '') ? id : null;
}

const PERSONS: ReadonlySet<string> = new Set([
  'Patient',
  'RelatedPerson',
  'Practitioner',
  'PractitionerRole',
  'Person',
  'Group',
]);

/**
 * Whose a reading is by its `focus` and `partOf`, whatever its subject says: somebody else's where one of them is a person
 * other than this patient. A focus must also be known to be a thing of this patient: one that is not may be anybody.
 */
export function isOfSomebodyElse(resource: Json, context: Context): boolean {
  return (
    asList(resource['focus']).some((one) => {
      const type = typeBehind(one, resource, context);
      return type === null || PERSONS.has(type);
    }) || asList(resource['partOf']).some((one) => PERSONS.has(typeBehind(one, resource, context) ?? ''))
  );
}

/** What should be a list, also where it is a single thing. */
function asList(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** The type of the resource that a Reference means; "" for this patient; null where it cannot be told, or is not of this chart. */
function typeBehind(value: unknown, resource: Json, context: Context): string | null {
  const said = text(object(value)?.['type']);
  const own = ownReference(value, context);
  if (own === null) return said;
  if (isPatient(own, context.patientId, context.base)) return '';
  if (said !== null && PERSONS.has(said)) return said;
  if (own.startsWith('#'))
    return text(list(resource['contained']).find(({ id }) => id === own.slice(1))?.['resourceType']);
  if (own.startsWith('urn:')) return said;
  if (context.others?.has(own) === true) return null;
  const [id, type, ...path] = own.split('/').toReversed();
  if (id === undefined || type === undefined) return null;
  return path.length > 0 && context.base !== undefined && !PERSONS.has(type) ? null : type;
}

/** A label is read at a glance; what is longer is cut before anything else looks at it. */
const LONGEST_LABEL = 300;

/**
 * Markup has no place in a label: what looks like a tag is taken out, whatever it was meant to do, and so are characters
 * that turn the direction of writing around. Bounded first: a pattern must never see a text of any length.
 */
export function plain(value: string): string {
  const known = plainTexts.get(value);
  if (known !== undefined) return known;
  const cleaned = value
    .slice(0, 10 * LONGEST_LABEL)
    .replace(/<[^<>]*>/g, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_LABEL);
  if (plainTexts.size >= MOST_TEXTS) plainTexts.clear();
  plainTexts.set(value, cleaned);
  return cleaned;
}

/** The same labels come again and again in a chart. Bounded, so that a practice's charts do not pile up. */
const plainTexts = new Map<string, string>();
const MOST_TEXTS = 2_000;

/** The name that a reference carries, as plain text; null where it has none: no reference stands in place of a name. */
export function displayOf(value: unknown): string | null {
  const display = text(object(value)?.['display']);
  return display === null ? null : plain(display);
}

/**
 * Where a record stands. Take it apart and write its parts into the record one by one: a literal that begins with a copy of
 * another object is made some ten times slower, and a chart holds thousands of records.
 */
export function evidenceOf(
  resource: Json,
  concept: unknown,
  when: When | null,
  context: Context,
  value: string | null = null,
): Evidence {
  const all = codes(concept);
  const code = bestCode(all);
  return {
    origin: context.origin,
    reference: referenceOf(resource),
    label: plain(words(concept) ?? ownNameOf(all) ?? code?.code ?? text(resource['resourceType']) ?? ''),
    code,
    when,
    value: value === null ? null : plain(value),
  };
}

/** The code that a reader of the order knows best: ICD-10-CM, else SNOMED CT, else the first. */
function bestCode(all: readonly Code[]): Code | null {
  let best: Code | null = null;
  for (const one of all) {
    if (one.system === ICD10CM) return one;
    if (best === null || (one.system === SNOMED && best.system !== SNOMED)) best = one;
  }
  return best;
}

/** True when the record is dated after the day from which we look: it is not seen. */
export function isLater(when: When | null, context: Context): boolean {
  return when !== null && when.lo > context.asOf;
}

/** Why a record of a day is not seen: it is of somebody else, or that day is still to come. `element` names the patient. */
export function notSeen(
  resource: Json,
  when: When | null,
  context: Context,
  element = 'subject',
): Unreadable['reason'] | null {
  return subjectProblem(resource, context, element) ?? (isLater(when, context) ? 'after-as-of' : null);
}

/** A Period; `ended`: its end is on or before the day from which we look. */
export function periodOf(
  value: unknown,
  context: Context,
): { readonly start: When | null; readonly end: When | null; readonly ended: boolean } {
  const period = object(value);
  const end = whenOf(period?.['end'], context);
  return { start: whenOf(period?.['start'], context), end, ended: end !== null && !isLater(end, context) };
}
