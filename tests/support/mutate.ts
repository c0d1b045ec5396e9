/** Breaks a chart the way that the world does: fields dropped, swapped, retyped, repeated, dates broken, lists emptied. */

export type Random = () => number;

/** A small generator with a seed, so that a failing case can be run again (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

type Holder = Record<string, unknown> | unknown[];

const STRANGE: readonly unknown[] = [
  null,
  '',
  ' ',
  0,
  -1,
  1e308,
  true,
  [],
  {},
  [null],
  [[]],
  { coding: 'x' },
  { reference: 7 },
  'constructor',
  '__proto__',
  '<script>alert(1)</script>',
  '2026-02-30',
  '9999',
  '0000-00-00',
  '2026-13',
  '2026-11-12T25:61:00Z',
  '2026-11-12T10:00:00+99:99',
  '١٢٣',
];

/** A copy of the bundle with so many things broken in it. */
export function mutated(bundle: unknown, random: Random, times: number): unknown {
  const copy = structuredClone(bundle);
  for (let time = 0; time < times; time += 1) {
    if (random() < 0.1) sendTwice(copy, random);
    breakOne(somewhereIn(copy, random), random);
  }
  return copy;
}

/** One resource again, under its id and with something else in it. */
function sendTwice(bundle: unknown, random: Random): void {
  const entries: unknown =
    typeof bundle === 'object' && bundle !== null && 'entry' in bundle ? bundle.entry : undefined;
  if (!Array.isArray(entries) || entries.length === 0) return;
  const again: unknown = structuredClone(entries[Math.floor(random() * entries.length)]);
  breakOne(again, random);
  entries.push(again);
}

/** Mostly one of its resources: a chart that is broken at its root is refused, and nothing more is learnt from it. */
function somewhereIn(bundle: unknown, random: Random): unknown {
  const entries: unknown =
    typeof bundle === 'object' && bundle !== null && 'entry' in bundle ? bundle.entry : undefined;
  if (!Array.isArray(entries) || entries.length === 0 || random() < 0.02) return bundle;
  const chosen: unknown = entries[Math.floor(random() * entries.length)];
  const resource: unknown =
    typeof chosen === 'object' && chosen !== null && 'resource' in chosen ? chosen.resource : undefined;
  return random() < 0.05 ? chosen : resource;
}

function breakOne(root: unknown, random: Random): void {
  const found = pick(root, random);
  if (found === null) return;
  const { holder, key } = found;
  const value = (holder as Record<string, unknown>)[key];
  switch (Math.floor(random() * 7)) {
    case 0:
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else delete holder[key];
      return;
    case 1:
      set(holder, key, STRANGE[Math.floor(random() * STRANGE.length)]);
      return;
    case 2: {
      const other = pick(root, random);
      if (other === null) return;
      const theirs = structuredClone((other.holder as Record<string, unknown>)[other.key]);
      set(other.holder, other.key, structuredClone(value));
      set(holder, key, theirs);
      return;
    }
    case 3:
      if (Array.isArray(holder)) holder.push(structuredClone(value));
      else set(holder, key, [value, structuredClone(value)]);
      return;
    case 4:
      if (Array.isArray(value)) set(holder, key, []);
      else if (typeof value === 'string' && /^\d{4}-/.test(value)) set(holder, key, brokenDate(value, random));
      else set(holder, key, typeof value === 'string' ? value.split('').toReversed().join('') : String(value));
      return;
    case 5:
      set(holder, key, typeof value === 'number' ? String(value) : typeof value === 'string' ? 7 : [value]);
      return;
    default:
      if (typeof value === 'string') set(holder, key, value.slice(0, Math.floor(random() * value.length)));
      else set(holder, key, undefined);
  }
}

function brokenDate(value: string, random: Random): string {
  const broken = [value.slice(0, 4), value.slice(0, 7), `${value}T`, value.replace('-', '/'), value.replace(/\d/, 'x')];
  return broken[Math.floor(random() * broken.length)] ?? value;
}

function set(holder: Holder, key: string, value: unknown): void {
  // A key of that name would change the object's kind, not its content.
  if (key === '__proto__') return;
  (holder as Record<string, unknown>)[key] = value;
}

/** Walks down at random and stops at random: deep and shallow places are both hit. */
function pick(root: unknown, random: Random): { readonly holder: Holder; readonly key: string } | null {
  let holder: unknown = root;
  let last: { readonly holder: Holder; readonly key: string } | null = null;
  while (typeof holder === 'object' && holder !== null) {
    const keys = Object.keys(holder);
    const key = keys[Math.floor(random() * keys.length)];
    if (key === undefined) break;
    last = { holder: holder as Holder, key };
    if (random() < 0.12) break;
    holder = (holder as Record<string, unknown>)[key];
  }
  return last;
}
