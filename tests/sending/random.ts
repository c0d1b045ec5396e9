/** Chance that a seed decides: the same in Node and in a browser, whatever the engine's `Math.random` is. */
export interface Random {
  /** From 0 up to but without 1. */
  readonly next: () => number;
  /** Whole numbers, both ends included. */
  readonly between: (least: number, most: number) => number;
  readonly chance: (of: number) => boolean;
  readonly pick: <Item>(from: readonly Item[]) => Item;
  /** A version 4 UUID. */
  readonly uuid: () => string;
}

/** Mulberry32 (Tommy Ettinger, public domain), with `stream` so that parts of one schedule do not disturb each other. */
export function randomOf(seed: number, stream = 0): Random {
  let state = (Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca6b)) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  const hex = (digits: number): string => Array.from({ length: digits }, () => between(0, 15).toString(16)).join('');
  return {
    next,
    between,
    chance: (of) => next() < of,
    pick<Item>(from: readonly Item[]): Item {
      const picked = from[between(0, from.length - 1)];
      if (picked === undefined) throw new Error('nothing to pick from');
      return picked;
    },
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'[between(0, 3)] ?? '8'}${hex(3)}-${hex(12)}`,
  };
}
