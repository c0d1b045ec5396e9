import type { DocumentRecord, NamedAgent, PlanningElement } from '../../domain/chart/records.ts';
import { codes, list, object, oneOf, own, reference, text, words, type Json } from './json.ts';
import { inOneLine, plainOrNull, rolesOf, wordsOfAll } from './people.ts';
import { planningByCode, planningByWords } from './planning-words.ts';
import {
  evidenceOf,
  notSeen,
  periodOf,
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
  const evidence = evidenceOf(resource, list(resource['category'])[0], when, context);
  const { origin, code, value } = evidence;
  return read<DocumentRecord>({
    origin,
    reference: evidence.reference,
    label: said[0] ?? 'Consent',
    code,
    when,
    value,
    source: 'Consent',
    what,
    agents: agentsOf(resource, context),
  });
}

/** Provisions and actors that are looked at, and agents that are kept. */
const MOST_PROVISIONS = 20;
const MOST_ACTORS = 20;
const MOST_AGENTS = 5;

/**
 * Whom the directive gives the power to decide: actors whose role says so (HL7 PACIO ADI). What forbids an agent something
 * names no agent, and a provision whose time is over names none any more.
 */
function agentsOf(resource: Json, context: Context): readonly NamedAgent[] {
  const whole = object(resource['provision']);
  if (whole === null) return NOBODY;
  const found: NamedAgent[] = [];
  for (const provision of [whole, ...list(whole['provision'])].slice(0, MOST_PROVISIONS)) {
    if (provision['type'] === 'deny' || periodOf(provision['period'], context).ended) continue;
    for (const actor of list(provision['actor']).slice(0, MOST_ACTORS)) {
      const roles = [object(actor['role'])].filter((one) => one !== null);
      if (!rolesOf(roles).includes('health-care-agent')) continue;
      const named = { name: nameIn(actor['reference'], resource), role: wordsOfAll(roles) };
      if (!found.some(({ name, role }) => name === named.name && role === named.role)) found.push(named);
    }
  }
  return found.slice(0, MOST_AGENTS);
}

const NOBODY: readonly NamedAgent[] = [];

/** The name as displayed; else that of the person who is contained in the same resource. */
function nameIn(value: unknown, resource: Json): string | null {
  const shown = plainOrNull(text(object(value)?.['display']));
  const inside = reference(value);
  if (shown !== null || inside === null || !inside.startsWith('#')) return shown;
  const person = list(resource['contained']).find(({ id }) => id === inside.slice(1));
  return plainOrNull(inOneLine(list(person?.['name'])[0] ?? {}));
}
