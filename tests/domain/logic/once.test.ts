import { expect, test } from 'vitest';
import { onceForEach } from '../../../src/domain/logic/once.ts';

test('the same thing is worked out once, another one anew', () => {
  const asked: object[] = [];
  const nameOf = onceForEach((thing: { readonly name: string }) => {
    asked.push(thing);
    return thing.name;
  });
  const [one, other] = [{ name: 'one' }, { name: 'other' }];
  expect([nameOf(one), nameOf(one), nameOf(other), nameOf(one)]).toEqual(['one', 'one', 'other', 'one']);
  // Only the last is kept, so that nothing piles up.
  expect(asked).toEqual([one, other, one]);
});

test('things that are alike are not the same', () => {
  const found = onceForEach((thing: { readonly count: number }) => ({ of: thing.count }));
  const [a, b] = [{ count: 1 }, { count: 1 }];
  expect(found(a)).not.toBe(found(b));
});
