import { list, object, text, type Json } from './json.ts';

/** The `code` element of Medication resources by relative reference. */
export type DrugsByReference = ReadonlyMap<string, Json>;

export function drugsByReference(medications: readonly unknown[]): DrugsByReference {
  const found = new Map<string, Json>();
  for (const one of medications) {
    const json = object(one);
    const id = text(json?.['id']);
    const concept = json === null ? null : conceptOf(json);
    if (id !== null && concept !== null) found.set(`Medication/${id}`, concept);
  }
  return found;
}

/** What a Medication is: its code, else the codes of what is in it, as one concept. */
export function conceptOf(medication: Json): Json | null {
  const code = object(medication['code']);
  if (code !== null) return code;
  const parts = list(medication['ingredient'])
    .map((one) => object(one['itemCodeableConcept']))
    .filter((one) => one !== null);
  if (parts.length === 0) return null;
  const words = parts.flatMap((one) => text(one['text']) ?? []);
  return {
    coding: parts.flatMap((one) => list(one['coding'])),
    ...(words.length === 0 ? {} : { text: words.join(' / ') }),
  };
}
