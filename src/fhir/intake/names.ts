/** Names for resources that came without one, or with one that cannot be shown and referred to. */
import { digestOf } from '../read/digest.ts';
import { text, type Json } from '../read/json.ts';

/**
 * Up to twice the length that FHIR allows, and beyond its letters, digits, "-" and "." what servers use in spite of it. Blanks
 * and signs that cannot be seen are none.
 */
const ID = /^[\w\-.:~@+=,;!$()*%|]{1,128}$/;

/** The id, when it is one. */
export function idOf(resource: Json): string | null {
  const id = text(resource['id']);
  return id !== null && isId(id) ? id : null;
}

export function isId(id: string): boolean {
  return ID.test(id);
}

export class Names {
  readonly #given = new Map<string, number>();

  /** A name by what is in it, so that it does not depend on the order of arrival; equal ones are numbered. */
  for(resource: Json): string {
    const name = `unnamed-${digestOf(resource)}`;
    const count = (this.#given.get(name) ?? 0) + 1;
    this.#given.set(name, count);
    return count === 1 ? name : `${name}-${count}`;
  }
}
