/**
 * A ServiceRequest with a change on it, and what tells two versions apart (interop 4.8). The whole resource is kept: what this
 * product does not know goes back as it came. Pure.
 */
import type { Annotation, CodeableConcept, ServiceRequest } from 'fhir/r4';
import { isToBeAskedAnew, type Amendment, type Difference } from '../../domain/referral/amendment.ts';
import { isoDay, parseWhen } from '../../domain/logic/when.ts';
import { list, object, text, words, type Json } from '../read/json.ts';
import { ownReference, type Context } from '../read/reading.ts';
import { recordedAgreement } from '../read/recorded-agreement.ts';
import { takenBackNote, takenBackReason } from '../terminology/taken-back.ts';
import type { ReferralInput } from './referral-input.ts';
import { clinicianOf } from './references.ts';
import { dayAt } from '../time-zone.ts';
import { momentOf } from './parts.ts';

export interface AmendmentInput {
  readonly amendment: Amendment;
  /** Who signed in. */
  readonly by: ReferralInput['requester'];
  readonly at: ReferralInput['at'];
}

/** Why, for Provenance.reason; null where there is nothing to say. */
export function reasonOf({ why, note, action }: Amendment): CodeableConcept | null {
  if (action === 'wrong-patient') return { text: 'Entered in error' };
  if (why === null) return null;
  const { coding, text: whole } = takenBackReason(why, note);
  return { ...(coding === null ? {} : { coding: [coding] }), text: whole };
}

/** The resource as it would be after the change. */
export function amendedRequest(shown: ServiceRequest, input: AmendmentInput): ServiceRequest {
  const { amendment, by } = input;
  const { text: narrative, ...rest } = shown;
  const kept: ServiceRequest = {
    ...rest,
    // A generated narrative repeats what the elements said before, and would contradict them.
    ...(narrative !== undefined && narrative.status === 'additional' ? { text: narrative } : {}),
    note: [...(Array.isArray(shown.note) ? shown.note : []), noteOf(shown, input)],
  };
  switch (amendment.action) {
    case 'sign': {
      const requester = clinicianOf(by);
      return {
        ...kept,
        status: 'active',
        intent: 'order',
        // When it became something to act on. https://hl7.org/fhir/R4/servicerequest-definitions.html#ServiceRequest.authoredOn
        authoredOn: momentOf(input),
        ...(requester === null
          ? {}
          : { requester: isSamePerson(shown.requester, requester) ? shown.requester : requester }),
      };
    }
    case 'change':
      return { ...withWindow(kept, input), ...(amendment.priority === null ? {} : { priority: amendment.priority }) };
    case 'discard':
    case 'cancel':
      return { ...kept, status: 'revoked' };
    case 'wrong-patient':
      return { ...kept, status: 'entered-in-error' };
    default:
      return amendment.action satisfies never;
  }
}

/** One of `occurrence[x]` alone may stand in it. https://hl7.org/fhir/R4/servicerequest-definitions.html#ServiceRequest.occurrence_x_ */
function withWindow(kept: ServiceRequest, input: AmendmentInput): ServiceRequest {
  const occurrencePeriod = windowOf(input);
  if (occurrencePeriod === null) return kept;
  const { occurrenceDateTime: _day, _occurrenceDateTime: _ofDay, occurrenceTiming: _timing, ...rest } = kept;
  return { ...rest, occurrencePeriod };
}

function windowOf({ amendment: { visitDays }, at }: AmendmentInput): { start: string; end: string } | null {
  if (visitDays === null) return null;
  const today = dayAt(at.epochMilliseconds, at.offsetAt);
  return { start: isoDay(today), end: isoDay(today + visitDays) };
}

function isSamePerson(
  one: ServiceRequest['requester'],
  other: { readonly reference?: string | undefined },
): one is NonNullable<typeof one> {
  return one?.reference !== undefined && one.reference === other.reference;
}

function noteOf(shown: ServiceRequest, input: AmendmentInput): Annotation {
  const reference = input.by?.reference ?? '';
  const name = input.by?.name ?? null;
  return {
    // R4: a role is no author of a note. https://hl7.org/fhir/R4/datatypes-definitions.html#Annotation.author_x_
    ...(reference.startsWith('Practitioner/')
      ? { authorReference: { reference, ...(name === null ? {} : { display: name }) } }
      : name === null
        ? {}
        : { authorString: name }),
    time: momentOf(input),
    text: noteText(shown, input),
  };
}

function noteText({ priority, note }: ServiceRequest, input: AmendmentInput): string {
  const { amendment } = input;
  const window = windowOf(input);
  const said = amendment.note.trim();
  const lines = (...all: readonly string[]): string => all.filter((one) => one !== '').join(' ');
  switch (amendment.action) {
    case 'sign':
      return lines(
        isAskedAnew(note)
          ? 'Signed. The patient has been asked since it was prepared, and agrees: what stands above to the contrary no longer holds, and the patient may be contacted.'
          : 'Signed. The patient was asked and agrees.',
        said,
      );
    case 'change':
      return lines(
        amendment.priority === null || amendment.priority === priority
          ? ''
          : `Priority changed from ${priority ?? 'none'} to ${amendment.priority}.`,
        window === null ? '' : `Visit now asked for by ${window.end}.`,
        said,
      );
    case 'discard':
    case 'cancel':
      return takenBackNote(amendment.action, reasonOf(amendment)?.text ?? '');
    case 'wrong-patient':
      return lines('Entered in error. Please do not act on it.', said);
    default:
      return amendment.action satisfies never;
  }
}

/** What it was prepared with says that the patient was not asked, or did not wish it: the signature must not stand beside that unsaid. */
function isAskedAnew(notes: ServiceRequest['note']): boolean {
  return isToBeAskedAnew(recordedAgreement(list(notes).flatMap((one) => text(one['text']) ?? [])));
}

/** What the change is known by when it is looked for: its note, and what it makes of the elements. */
export interface AmendmentMark {
  readonly status: string;
  readonly intent: string;
  readonly priority: string | null;
  readonly note: string;
  readonly time: string;
  /** Whose note it is; another clinician's of the same minute is none of ours. */
  readonly author: string;
  /** How many notes of these words stood there before. */
  readonly earlier: number;
  /** The elements were other before: as they are meant to be, they tell of a change too. */
  readonly shows: boolean;
}

export function markOf(meant: ServiceRequest, before: ServiceRequest): AmendmentMark {
  const note = meant.note?.at(-1);
  const { status, intent, priority = null } = meant;
  return {
    status,
    intent,
    priority,
    note: note?.text ?? '',
    time: note?.time ?? '',
    author: authorOf(note),
    earlier: list(before.note).filter((one) => one['text'] === note?.text).length,
    shows: before.status !== status || before.intent !== intent || (before.priority ?? null) !== priority,
  };
}

function authorOf(note: unknown): string {
  const said = object(note);
  return text(object(said?.['authorReference'])?.['reference']) ?? text(said?.['authorString']) ?? '';
}

/**
 * Our own note stands in it: whatever somebody changed later, this change was made. A server may drop who wrote it or when, and puts
 * nobody else and no other time there; without a time it has to be one note more than before, and by name ours.
 */
export function carriesMark(seen: ServiceRequest, { note, time, author, earlier }: AmendmentMark): boolean {
  const minute = parseWhen(time)?.minutes ?? null;
  const same = list(seen.note).filter((one) => one['text'] === note);
  return same.some((one) =>
    one['time'] === undefined
      ? author !== '' && authorOf(one) === author && same.length > earlier
      : minute !== null &&
        parseWhen(one['time'])?.minutes === minute &&
        (authorOf(one) === '' || authorOf(one) === author),
  );
}

/** The elements were other before, and are as they were meant to be now: by this change, or by somebody else's that meant the same. */
export function isAsMeant(seen: ServiceRequest, { status, intent, priority, shows }: AmendmentMark): boolean {
  return shows && seen.status === status && seen.intent === intent && (seen.priority ?? null) === priority;
}

/** Named for a person; the rest of the resource is compared as a whole. */
const ELEMENTS: Readonly<Record<Exclude<Difference['field'], 'other'>, keyof ServiceRequest>> = {
  status: 'status',
  intent: 'intent',
  priority: 'priority',
  requester: 'requester',
  to: 'performer',
  window: 'occurrencePeriod',
  what: 'code',
  reasons: 'reasonCode',
  note: 'note',
};

/** Set by the server, or not said by anybody. */
const NOT_COMPARED: ReadonlySet<string> = new Set(['meta', 'text', 'resourceType', 'id', 'authoredOn']);

/** Where what would be written and what the EHR holds now differ, element by element. */
export function differencesOf(
  yours: ServiceRequest,
  theirs: ServiceRequest,
  before: ServiceRequest,
  context: Context,
): readonly Difference[] {
  const named = new Set<string>(Object.values(ELEMENTS));
  const shown = Object.entries(ELEMENTS).flatMap(([field, element]): readonly Difference[] => {
    if (same(yours[element], theirs[element])) return [];
    // A note that only we would add, and a change that only we would make, is what the dialog asks for: no difference to be told.
    if (same(theirs[element], before[element])) return [];
    const say = (one: ServiceRequest): string | null => saidIn(one, element, context);
    return [{ field: field as Difference['field'], yours: say(yours), theirs: say(theirs) }];
  });
  const names = new Set([...Object.keys(theirs), ...Object.keys(before)]);
  const rest = [...names].filter(
    (name) =>
      !named.has(name) &&
      !NOT_COMPARED.has(name) &&
      !same(theirs[name as keyof ServiceRequest], before[name as keyof ServiceRequest]),
  );
  return [...shown, ...rest.map((name): Difference => ({ field: 'other', yours: null, theirs: name }))];
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

function saidIn(resource: ServiceRequest, element: string, context: Context): string | null {
  const value = (resource as unknown as Json)[element];
  switch (element) {
    case 'note':
      return list(value).at(-1) === undefined ? null : text(list(value).at(-1)?.['text']);
    case 'code':
      return words(value);
    case 'reasonCode':
      return (
        list(value)
          .map(words)
          .filter((one) => one !== null)
          .join('; ') || null
      );
    case 'requester':
      return text(object(value)?.['display']) ?? ownReference(value, context);
    case 'performer':
      return (
        list(value)
          .map((one) => text(one['display']) ?? ownReference(one, context))
          .filter((one) => one !== null)
          .join('; ') || null
      );
    case 'occurrencePeriod':
      return (
        [text(object(value)?.['start']), text(object(value)?.['end'])].filter((one) => one !== null).join(' – ') || null
      );
    default:
      return text(value);
  }
}
