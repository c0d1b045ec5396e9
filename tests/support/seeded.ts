/**
 * What the fuzz tests share: a seed that is printed and can be set again (`SEED=7 npx vitest run ...`), and ways to break JSON.
 */
import * as fc from 'fast-check';

/** The same each time, so that a change is the only thing that can break a run; `SEED=random` looks for what nobody has thought of. */
const given = process.env['SEED'] ?? '20261122';
const SEED = given === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number.parseInt(given, 10);
const TIMES = parseFloat(process.env['TIMES'] ?? '1');

/** Told once for a file, so that a run which found something can be had again. */
export function tellSeed(file: string): void {
  process.stdout.write(`${file}: SEED=${SEED}\n`);
}

/** `TIMES=10` tries ten times as much. */
export const runs = (count: number): { readonly seed: number; readonly numRuns: number } => ({
  seed: SEED,
  numRuns: Math.max(1, Math.round(count * TIMES)),
});

/** Half of the tests of a kind of trouble are about names like these. */
const ODD_KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'length',
  '',
  ' ',
  'a.b',
  'ключ',
];

const ODD_TEXTS = [
  '',
  ' ',
  '\u0000',
  '\n',
  '../Patient/2',
  'null',
  'undefined',
  'true',
  '0',
  '-1',
  'NaN',
  '<script>alert(1)</script>',
  'https://evil.example/token',
  'https://evil.example/fhir',
  'http://evil.example/x',
  '//evil.example/x',
  'https://a.example@evil.example/x',
  'https://evil.example#@a.example/x',
  'https://a.example.evil.example/x',
  'https://аpple.example/x',
  'https:evil.example',
  'https:\\\\evil.example\\x',
  'javascript:alert(1)',
  'data:text/html,x',
  'blob:https://evil.example/1',
  'file:///etc/passwd',
  '/relative',
  'relative',
  'https://',
  '%00',
  '🙂',
  'é\u0301\u202e',
];

const ODD_NUMBERS = [0, -1, 1.5, 1e308, -1e308, 2 ** 53, 1e21];

/** Something that nobody expects in this place. `more`: what would nearly fit there. */
export function strangeValue(more: readonly unknown[] = []): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: more.length > 0 ? 5 : 0, arbitrary: fc.constantFrom<unknown>(null, ...more) },
    { weight: 4, arbitrary: fc.constantFrom<unknown>(...ODD_TEXTS) },
    { weight: 2, arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [null], [[]], ...ODD_NUMBERS) },
    { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
    { weight: 1, arbitrary: fc.constantFrom<unknown>({ ['__proto__' as string]: 1 }, protoKey(), deep(30)) },
  );
}

/** As `JSON.parse` makes it: a field of that name, not another kind of object. */
function protoKey(): unknown {
  return JSON.parse('{"__proto__":{"access_token":"x","patient":"p9"},"constructor":{"prototype":{}}}');
}

function deep(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

type Holder = Record<string, unknown> | unknown[];
interface Place {
  readonly holder: Holder;
  readonly key: string;
}

export interface Mutation {
  readonly how: 'drop' | 'put' | 'add' | 'rename' | 'twice' | 'nest' | 'swap' | 'huge';
  readonly at: number;
  readonly other: number;
  readonly key: string;
  readonly value: unknown;
}

/** One to five changes; `keys` are names that would mean something there. */
export function mutations(
  keys: readonly string[] = [],
  values: readonly unknown[] = [],
): fc.Arbitrary<readonly Mutation[]> {
  const one = fc.record({
    how: fc.oneof(
      { weight: 30, arbitrary: fc.constantFrom<Mutation['how']>('drop', 'put', 'put', 'add', 'swap') },
      { weight: 12, arbitrary: fc.constantFrom<Mutation['how']>('rename', 'twice', 'nest') },
      { weight: 1, arbitrary: fc.constant<Mutation['how']>('huge') },
    ),
    at: fc.nat(),
    other: fc.nat(),
    key: fc.oneof(
      { weight: keys.length > 0 ? 3 : 0, arbitrary: fc.constantFrom('x', ...keys) },
      { weight: 1, arbitrary: fc.constantFrom(...ODD_KEYS) },
    ),
    value: strangeValue(values),
  });
  return fc.array(one, { minLength: 1, maxLength: 5, size: 'max' });
}

/** A copy with all of it done, in turn. */
export function mutate(json: unknown, all: readonly Mutation[]): unknown {
  // A holder around it, so that the whole can be put as well as a part.
  const root = { whole: structuredClone(json) };
  for (const mutation of all) change(root, mutation);
  return root.whole;
}

function change(root: Record<string, unknown>, { how, at, other, key, value }: Mutation): void {
  const places = placesIn(root);
  // The whole is seldom what breaks, and tells little.
  const place = places[at % 40 === 0 ? 0 : 1 + (at % Math.max(1, places.length - 1))] ?? places[0];
  if (place === undefined) return;
  const { holder } = place;
  const before = read(place);
  switch (how) {
    case 'drop':
      if (Array.isArray(holder)) holder.splice(Number(place.key), 1);
      else if (holder !== root) delete holder[place.key];
      return;
    case 'put':
      write(place, structuredClone(value));
      return;
    case 'add': {
      const into = typeof before === 'object' && before !== null ? (before as Holder) : holder;
      if (Array.isArray(into)) into.push(structuredClone(value));
      else if (into !== root) write({ holder: into, key }, structuredClone(value));
      return;
    }
    case 'rename':
      if (Array.isArray(holder) || holder === root) return;
      delete holder[place.key];
      write({ holder, key }, before);
      return;
    case 'twice':
      if (Array.isArray(holder)) holder.push(structuredClone(before));
      else write(place, [before, structuredClone(before)]);
      return;
    case 'nest':
      write(place, Array.isArray(before) ? { value: before } : [before]);
      return;
    case 'swap': {
      const with_ = places[1 + (other % Math.max(1, places.length - 1))];
      if (with_ === undefined) return;
      const theirs = structuredClone(read(with_));
      write(with_, structuredClone(before));
      write(place, theirs);
      return;
    }
    case 'huge':
      write(place, 'x'.repeat(1_000_000));
      return;
    default:
      how satisfies never;
  }
}

const read = ({ holder, key }: Place): unknown => (holder as Record<string, unknown>)[key];

/** Defined, not assigned: "__proto__" is a name like another in JSON. */
function write({ holder, key }: Place, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function placesIn(root: unknown, found: Place[] = []): readonly Place[] {
  if (typeof root !== 'object' || root === null || found.length > 500) return found;
  for (const key of Object.keys(root)) {
    found.push({ holder: root as Holder, key });
    placesIn((root as Record<string, unknown>)[key], found);
  }
  return found;
}

/** `https://.../a b` as somebody may have put it into a query. */
export type Encoding = 'form' | 'plus' | 'every' | 'raw' | 'twice' | 'lower';
export const ENCODINGS: readonly Encoding[] = ['form', 'form', 'form', 'plus', 'every', 'raw', 'twice', 'lower'];

export function encode(text: string, encoding: Encoding): string {
  switch (encoding) {
    case 'form':
      return encodeURIComponent(text);
    case 'plus':
      return new URLSearchParams({ '': text }).toString().slice(1);
    case 'every':
      return [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
    case 'raw':
      return text;
    case 'twice':
      return encodeURIComponent(encodeURIComponent(text));
    case 'lower':
      return encodeURIComponent(text).replace(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase());
    default:
      encoding satisfies never;
      return text;
  }
}
