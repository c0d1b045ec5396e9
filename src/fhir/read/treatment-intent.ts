/** What a treatment is meant to reach, in an extension as mCODE writes it; codes: `terminology/treatments.ts`. */
import { INTENTS, type TreatmentIntent } from '../terminology/treatments.ts';
import { SNOMED } from '../terminology/systems.ts';
import { codes, list, type Json } from './json.ts';

const NONE: readonly TreatmentIntent[] = [];

export function intentsOf(resource: Json): readonly TreatmentIntent[] {
  if (resource['extension'] === undefined) return NONE;
  return list(resource['extension']).flatMap((one) =>
    codes(one['valueCodeableConcept']).flatMap(({ system, code }) =>
      system === SNOMED ? (INTENTS.get(code) ?? NONE) : NONE,
    ),
  );
}

export function isPalliativeIntent(resource: Json): boolean {
  return intentsOf(resource).includes('palliative-intent');
}
