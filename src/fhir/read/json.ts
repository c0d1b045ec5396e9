/**
 * Careful access to what came over the wire. A FHIR server may send anything under any name; these functions give the
 * value when it has the expected shape and null when it has not. Nothing here throws, and null is never turned into 0.
 */
import type { Code } from '../../domain/chart/evidence.ts';
import { canonicalSystem } from '../terminology/systems.ts';

export type Json = Readonly<Record<string, unknown>>;

export function object(value: unknown): Json | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
}

const NONE: readonly never[] = [];

/** The objects of a list; without a copy when they are all objects. */
export function list(value: unknown): readonly Json[] {
  if (!Array.isArray(value)) return NONE;
  for (const item of value) if (object(item) === null) return value.filter((one): one is Json => object(one) !== null);
  return value as readonly Json[];
}

export function text(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  // Nearly every text begins with a sign that is no blank.
  return value.charCodeAt(0) > 32 || value.trim() !== '' ? value : null;
}

/** A finite number, or a number written as text; null for everything else, and for null. */
export function number(value: unknown): number | null {
  if (typeof value === 'number') return isFinite(value) ? value : null;
  if (typeof value !== 'string' || !/^\s*-?\d+(\.\d+)?\s*$/.test(value)) return null;
  return parseFloat(value);
}

/** What a table of ours holds under a name that came from outside: "constructor" and its like are no entries. */
export function own<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Nothing that a person reads at a glance is longer; what is, is cut before it goes anywhere. */
const LONGEST = 1_000;

function short(value: unknown): string | null {
  const written = text(value);
  return written === null || written.length <= LONGEST ? written : written.slice(0, LONGEST);
}

/** The concept that was asked for last, and its codings: readers ask for one concept several times in a row. */
let lastConcept: unknown = null;
let lastCodes: readonly Code[] = NONE;

/** Codings of one CodeableConcept (or of a list of them), with canonical systems. */
export function codes(concept: unknown): readonly Code[] {
  if (concept === undefined || concept === null) return NONE;
  if (concept === lastConcept) return lastCodes;
  let found: readonly Code[];
  if (Array.isArray(concept)) {
    const [only] = concept as readonly unknown[];
    found = concept.length === 1 ? codesOf(object(only)) : list(concept).flatMap(codesOf);
  } else {
    found = codesOf(object(concept));
  }
  lastConcept = concept;
  lastCodes = found;
  return found;
}

function codesOf(concept: Json | null): readonly Code[] {
  const codings = concept?.['coding'];
  if (!Array.isArray(codings)) return NONE;
  const found: Code[] = [];
  for (const one of codings as readonly unknown[]) {
    const coding = object(one);
    if (coding === null) continue;
    const code = short(coding['code']);
    if (code === null) continue;
    found.push({
      system: canonicalSystem(short(coding['system']) ?? ''),
      code: code.trim(),
      display: short(coding['display']),
    });
  }
  return found;
}

/** The words of a CodeableConcept: its text, else the first display. Never a code. */
export function words(concept: unknown): string | null {
  const one = object(concept);
  const said = short(one?.['text']);
  if (said !== null) return said;
  for (const { display } of codes(concept)) if (display !== null) return display;
  return null;
}

/** Relative reference ("Condition/c2") of a Reference, or null. */
export function reference(value: unknown): string | null {
  return text(object(value)?.['reference']);
}

/** The code of a single-valued code element that is one of those allowed, else null. */
export function oneOf<Value extends string>(value: unknown, allowed: readonly Value[]): Value | null {
  return allowed.find((one) => one === value) ?? null;
}
