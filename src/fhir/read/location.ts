import { anyIn } from '../terminology/code-set.ts';
import { INTENSIVE_CARE_ROLES, INTENSIVE_CARE_WARDS, wordMeaning } from '../terminology/encounters.ts';
import { codes, object, text } from './json.ts';
import { referenceOf } from './reading.ts';

/** What is known of a ward: whether intensive care is given there, and whether a code or only its name says so. */
export interface Ward {
  readonly intensiveCare: 'code' | 'name' | null;
}

/** No name of a ward is longer; a pattern must never see a text of any length. */
const LONGEST_NAME = 300;

/** Wards by relative reference ("Location/l1"). What has neither name nor kind says nothing and is left out. */
export function wardsByReference(locations: readonly unknown[]): ReadonlyMap<string, Ward> {
  const wards = new Map<string, Ward>();
  for (const one of locations) {
    const json = object(one);
    if (json === null || text(json['id']) === null) continue;
    const types = codes(json['type']);
    const name = text(json['name']) ?? text(json['description']);
    if (anyIn(types, INTENSIVE_CARE_WARDS, INTENSIVE_CARE_ROLES))
      wards.set(referenceOf(json), { intensiveCare: 'code' });
    else if (name !== null || types.length > 0) {
      const named = [name, ...types.map(({ display }) => display)].some((said) => wardNamed(said) !== null);
      wards.set(referenceOf(json), { intensiveCare: named ? 'name' : null });
    }
  }
  return wards;
}

/** Whether the name of a ward says intensive care. */
export function wardNamed(name: string | null): 'name' | null {
  return wordMeaning(name?.slice(0, LONGEST_NAME) ?? null).intensiveCare ? 'name' : null;
}
