/** People who are named beside the patient: what they are called, and whether the record calls one the health care agent. */
import type { ContactRole } from '../../domain/chart/records.ts';
import { contactRoles } from '../terminology/contact-roles.ts';
import { codes, text, words, type Json } from './json.ts';
import { firstAffirmed } from './mentions.ts';
import { plain } from './reading.ts';

/** A HumanName in one line; '' when there is none. */
export function inOneLine(name: Json): string {
  const given = Array.isArray(name['given'])
    ? name['given'].filter((part): part is string => typeof part === 'string')
    : [];
  const whole = [...given, text(name['family']) ?? ''].join(' ').trim();
  return plain(whole === '' ? (text(name['text']) ?? '') : whole);
}

/** Plain text, or null when nothing is left of it. */
export function plainOrNull(said: string | null): string | null {
  const cleaned = said === null ? '' : plain(said);
  return cleaned === '' ? null : cleaned;
}

/**
 * Words that make somebody the agent. Stricter than the titles of documents: a durable power of attorney may be for the
 * house, and an advisor of the agent is none.
 */
const AGENT_WORDS: readonly (readonly [word: string, isAgent: true])[] = [
  ['health care agent', true],
  ['healthcare agent', true],
  ['health care proxy', true],
  ['healthcare proxy', true],
  ['health care power of attorney', true],
  ['healthcare power of attorney', true],
  ['medical power of attorney', true],
];
const ADVISOR = /\badvis[eo]r\b/i;

function saysAgent(concept: Json): boolean {
  const said = plain(words(concept) ?? '');
  return !ADVISOR.test(said) && firstAffirmed(said, AGENT_WORDS) !== null;
}

/** Roles by code; the agent also where the record's own words say so ("Health care proxy"). */
export function rolesOf(concepts: readonly Json[]): readonly ContactRole[] {
  const roles = contactRoles(concepts.flatMap(codes));
  if (roles.includes('health-care-agent')) return roles;
  return concepts.some(saysAgent) ? [...roles, 'health-care-agent'] : roles;
}

/** The words of several concepts, each once: "daughter, emergency contact". */
export function wordsOfAll(concepts: readonly Json[]): string | null {
  const said = new Set<string>();
  for (const one of concepts) {
    const own = plainOrNull(words(one));
    if (own !== null) said.add(own);
  }
  return said.size === 0 ? null : plain([...said].join(', '));
}
