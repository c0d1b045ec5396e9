import type { DocumentRecord, PlanningElement } from '../../domain/chart/records.ts';
import { codes, list, oneOf, own, words, type Json } from './json.ts';
import { planningByCode, planningByWords } from './planning-words.ts';
import {
  evidenceOf,
  notSeen,
  plain,
  read,
  unreadable,
  unused,
  whenOf,
  withdrawn,
  type Context,
  type Reading,
} from './reading.ts';

/** Codes of http://terminology.hl7.org/CodeSystem/consentcategorycodes and consentscope (adr). */
const CATEGORIES: Readonly<Record<string, PlanningElement>> = {
  acd: 'advance-directive',
  adr: 'advance-directive',
  hcd: 'advance-directive',
  dnr: 'code-status',
  polst: 'portable-orders',
};
const CONSENT_SYSTEM = /\/consent(?:categorycodes|scope)$/;

/** Consents that are advance directives. Only one in force counts. */
export function readConsent(resource: Json, context: Context): Reading<DocumentRecord | null> {
  const status = oneOf(resource['status'], ['draft', 'proposed', 'active', 'rejected', 'inactive', 'entered-in-error']);
  if (status === null) return unreadable('no-status');
  if (status === 'entered-in-error') return withdrawn;
  const when = whenOf(resource['dateTime'], context);
  const problem = notSeen(resource, when, context, 'patient');
  if (problem !== null) return unreadable(problem);
  const concepts = [...codes(resource['category']), ...codes(resource['scope'])];
  const said = list(resource['category'])
    .flatMap((one) => words(one) ?? [])
    .map(plain);
  const what =
    planningByCode(concepts) ??
    concepts.flatMap(({ system, code }) => (CONSENT_SYSTEM.test(system) ? (own(CATEGORIES, code) ?? []) : []))[0] ??
    planningByWords(said.join('. '));
  if (what === null || status !== 'active') return unused(when);
  const { origin, reference, code, value } = evidenceOf(resource, list(resource['category'])[0], when, context);
  return read<DocumentRecord>({
    origin,
    reference,
    label: said[0] ?? 'Consent',
    code,
    when,
    value,
    source: 'Consent',
    what,
  });
}
