/** What the written resources of a referral have in common, so that each says the same of it. */
import type { CodeableConcept, Coding, Identifier, Period } from 'fhir/r4';
import type { Urgency } from '../../domain/dosing/recommendation.ts';
import { isoDay } from '../../domain/logic/when.ts';
import { SNOMED } from '../terminology/systems.ts';
import { dayAt } from '../time-zone.ts';
import { fhirDateTime } from './date-time.ts';
import type { LocalCoding, ReferralInput } from './referral-input.ts';

/** HL7 table 0203 "Placer Identifier": who asks has given it. http://terminology.hl7.org/CodeSystem/v2-0203 */
const PLACER: Coding = {
  system: 'http://terminology.hl7.org/CodeSystem/v2-0203',
  code: 'PLAC',
  display: 'Placer Identifier',
};

/** SNOMED CT 306237005: VSAC Palliative or Hospice Care 2.16.840.1.113883.3.600.1.1579. Never a hospice code. */
const PALLIATIVE_REFERRAL: Coding = {
  system: SNOMED,
  code: '306237005',
  display: 'Referral to palliative care service',
};

/** What is asked for, in words: for work lists and inboxes that show no codes. */
export const REFERRAL_TEXT = 'Referral to palliative care service';

/**
 * The days are in a period; the priority is what an inbox and the patient's portal show in large. Within two or four weeks
 * is routine there. FHIR's `asap` stands above `urgent`, and `stat` would ask for a visit at once: neither is used.
 */
const PRIORITY: Readonly<Record<Urgency, 'routine' | 'urgent'>> = {
  routine: 'routine',
  soon: 'routine',
  urgent: 'urgent',
};

export function priorityOf({ draft }: ReferralInput): 'routine' | 'urgent' {
  return PRIORITY[draft.urgency];
}

/** The same in everything that a decision leaves behind: by it the referral is found again (interop 4.4). */
export function identifierOf({ identifierSystem, decisionId, variant }: ReferralInput): Identifier {
  const identifier = { system: identifierSystem, value: decisionId };
  return variant === 'minimal' ? identifier : { use: 'usual', type: { coding: [PLACER] }, ...identifier };
}

export function orderCode({ orderCoding }: ReferralInput): CodeableConcept {
  return { coding: [PALLIATIVE_REFERRAL, ...orderCoding.map(codingOf)], text: REFERRAL_TEXT };
}

export function codingOf({ system, code, display }: LocalCoding): Coding {
  return display === undefined ? { system, code } : { system, code, display };
}

/** Days within which the first visit is asked for. */
export function visitWindow({ draft, at }: ReferralInput): Period {
  const today = dayAt(at.epochMilliseconds, at.offsetAt);
  return { start: isoDay(today), end: isoDay(today + draft.visitDays[draft.urgency]) };
}

export function momentOf({ at }: Pick<ReferralInput, 'at'>): string {
  return fhirDateTime(at.epochMilliseconds, at.offsetAt);
}

/** The element when it has something to say: FHIR allows neither null nor an empty list. */
export function some<K extends string, V>(
  name: K,
  value: V | null,
): Partial<Record<K, V extends readonly (infer One)[] ? One[] : V>> {
  const empty = value === null || value === '' || (Array.isArray(value) && value.length === 0);
  return (empty ? {} : { [name]: value }) as ReturnType<typeof some<K, V>>;
}
