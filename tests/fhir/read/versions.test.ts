/** Which of several versions of one resource counts, in whatever order they came. */
import { describe, expect, test } from 'vitest';
import { newestVersions } from '../../../src/fhir/read/versions.ts';

type Version = Readonly<Record<string, unknown>>;

const at = (lastUpdated: string, more: Version = {}): Version => ({ id: 'v', meta: { lastUpdated }, ...more });
const numbered = (versionId: string, more: Version = {}): Version => ({ id: 'v', meta: { versionId }, ...more });
const BACK = { status: 'entered-in-error' };

describe('of two versions', () => {
  test.each<readonly [what: string, kept: Version, other: Version]>([
    ['the one changed later', at('2026-11-11T10:00:00Z'), at('2026-11-11T09:00:00Z')],
    ['by the instant, not as written', at('2026-11-11T10:00:00Z', BACK), at('2026-11-11T12:00:00+05:00')],
    ['to the second', at('2026-11-11T10:00:07Z'), at('2026-11-11T10:00:06Z')],
    ['to the fraction', at('2026-11-11T10:00:00.900Z', BACK), at('2026-11-11T10:00:00Z')],
    ['the later one, though the other takes it back', at('2026-11-11T10:00:01Z'), at('2026-11-11T10:00:00Z', BACK)],
    ['the higher number', numbered('10'), numbered('9', BACK)],
    ['the one that takes it back, where nothing can be told', { id: 'v', ...BACK }, { id: 'v', status: 'final' }],
    ['... where only one has a time', { id: 'v', status: 'cancelled' }, at('2026-11-11T10:00:00Z')],
    [
      '... where it is a diagnosis',
      { id: 'v', verificationStatus: { coding: [{ code: 'refuted' }] } },
      { id: 'v', verificationStatus: { coding: [{ code: 'confirmed' }] } },
    ],
    ['the one with a time, where neither takes it back', at('2026-11-11T10:00:00Z'), { id: 'v', status: 'final' }],
  ])('%s', (_, kept, other) => {
    expect(newestVersions([kept, other])).toEqual([kept]);
    expect(newestVersions([other, kept])).toEqual([kept]);
  });

  test('that say nothing, always the same one', () => {
    const [one, other] = [
      { id: 'v', a: 1 },
      { id: 'v', a: 2 },
    ];
    expect(newestVersions([one, other])).toEqual(newestVersions([other, one]));
  });
});

test('of three versions, whatever the order', () => {
  const all = [at('2026-11-11T10:00:00Z'), numbered('5'), { id: 'v', ...BACK }];
  const [a, b, c] = all as [Version, Version, Version];
  for (const order of [
    [a, b, c],
    [a, c, b],
    [b, a, c],
    [b, c, a],
    [c, a, b],
    [c, b, a],
  ])
    expect(newestVersions(order)).toEqual([c]);
});

test('what has no name stays', () => {
  expect(newestVersions([{ a: 1 }, { a: 1 }, null])).toHaveLength(3);
});

test('versions nested deeper than the call stack are compared', () => {
  const nested = (end: string): unknown =>
    JSON.parse(`{"id":"v","x":${'['.repeat(50_000)}${end}${']'.repeat(50_000)}}`);
  const [one, other] = [nested('1'), nested('2')];
  expect(newestVersions([one, other])[0]).toBe(newestVersions([other, one])[0]);
});

test('a very large version is looked at once, however often it comes', () => {
  const large = { id: 'v', text: 'x'.repeat(1_000_000) };
  const many = [large, ...Array.from({ length: 3_000 }, (_, a) => ({ id: 'v', a }))];
  const start = performance.now();
  expect(newestVersions(many)).toHaveLength(1);
  // Written out for every comparison it took eight seconds.
  expect(performance.now() - start).toBeLessThan(1_500);
});
