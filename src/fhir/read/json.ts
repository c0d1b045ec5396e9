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

export function list(value: unknown): readonly Json[] {
  if (!Array.isArray(value)) return [];
  return value.filter((item): item is Json => object(item) !== null);
}

export function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
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
  return text(value)?.slice(0, LONGEST) ?? null;
}

/** Codings of one CodeableConcept (or of a list of them), with canonical systems. */
export function codes(concept: unknown): readonly Code[] {
  const concepts = Array.isArray(concept) ? list(concept) : [object(concept)];
  return concepts.flatMap((one) =>
    list(one?.['coding']).flatMap((coding) => {
      const code = short(coding['code']);
      return code === null
        ? []
        : [
            {
              system: canonicalSystem(short(coding['system']) ?? ''),
              code: code.trim(),
              display: short(coding['display']),
            },
          ];
    }),
  );
}

/** The words of a CodeableConcept: its text, else the first display. Never a code. */
export function words(concept: unknown): string | null {
  const one = object(concept);
  return short(one?.['text']) ?? codes(one).find((coding) => coding.display !== null)?.display ?? null;
}

/** Relative reference ("Condition/c2") of a Reference, or null. */
export function reference(value: unknown): string | null {
  return text(object(value)?.['reference']);
}

/** The code of a single-valued code element that is one of those allowed, else null. */
export function oneOf<Value extends string>(value: unknown, allowed: readonly Value[]): Value | null {
  return allowed.find((one) => one === value) ?? null;
}

const TREATMENT_INTENT = '363676003'; // SNOMED CT palliative intent: clinical reference 5.4

/** Says that the treatment is palliative in intent, in an extension as mCODE writes it. */
export function isPalliativeIntent(resource: Json): boolean {
  return list(resource['extension']).some((one) =>
    codes(one['valueCodeableConcept']).some(({ code }) => code === TREATMENT_INTENT),
  );
}
