import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bridgeOf } from '../../../src/domain/allocation/bridge.ts';
import { ALLOCATION_NUMBERS } from '../../../src/domain/allocation/numbers.ts';
import { compareWaiting, inOrder, type Waiting } from '../../../src/domain/allocation/queue.ts';
import { AS_OF, offer, rank } from './offers.ts';

describe('the bridge', () => {
  const nurse = rank([offer({ id: 'nurse', kind: 'navigator' })]);
  const bridge = (days: readonly (number | null)[], navigators = nurse) =>
    bridgeOf(
      rank(days.map((leadTimeDays, index) => offer({ id: String(index), name: `S${index}`, leadTimeDays }))),
      navigators,
      { asOf: AS_OF, by: AS_OF + 14 },
      ALLOCATION_NUMBERS,
    );

  it('is not needed while a service is in time, and not known to be while one may be', () => {
    expect(bridge([20, 5])).toBeNull();
    expect(bridge([20, null])).toBeNull();
  });

  it('is the nurse’s line within 72 hours, with the real wait', () => {
    expect(bridge([25, 19])).toMatchObject({
      by: AS_OF + 14,
      earliest: { name: 'S1', day: AS_OF + 19 },
      waitDays: 19,
      withinHours: 72,
      navigator: { offer: { id: 'nurse' } },
    });
  });

  it('is there without a wait where no service takes the patient, and says where there is no nurse’s line', () => {
    expect(bridge([], rank([]))).toEqual({
      by: AS_OF + 14,
      earliest: null,
      waitDays: null,
      withinHours: 72,
      navigator: null,
    });
  });

  it('leads to no nurse’s line that takes nobody', () => {
    expect(bridge([30], rank([offer({ kind: 'navigator', newPatientsPerWeek: 0 })]))?.navigator).toBeNull();
  });
});

const patient = (id: string, change: Partial<Waiting> = {}): Waiting => ({
  id,
  urgency: 'soon',
  firstMetOn: AS_OF - 5,
  contacted: true,
  basis: 'sufficient',
  ...change,
});

describe('the order of the queue (clinical reference 4.5)', () => {
  const order = (...queue: readonly Waiting[]): string =>
    inOrder(queue)
      .map(({ id }) => id)
      .join(' ');

  it('urgency first, whatever else', () => {
    const routine = patient('routine', { urgency: 'routine', firstMetOn: AS_OF - 90, contacted: false, basis: 'thin' });
    expect(order(routine, patient('soon'), patient('urgent', { urgency: 'urgent', firstMetOn: AS_OF }))).toBe(
      'urgent soon routine',
    );
  });
  it('then who has waited longest', () => {
    expect(order(patient('new', { firstMetOn: AS_OF, contacted: false }), patient('old'))).toBe('old new');
  });
  it('then whom nobody has spoken with', () => {
    expect(order(patient('spoken', { basis: 'thin' }), patient('nobody', { contacted: false }))).toBe('nobody spoken');
  });
  it('then who needs assessment before documented low', () => {
    expect(order(patient('low'), patient('thin', { basis: 'thin' }))).toBe('thin low');
  });
  it('a wait that nobody knows costs no place', () => {
    expect(order(patient('known'), patient('unknown', { firstMetOn: null }))).toBe('unknown known');
  });
  it('who are alike stay as they came', () => {
    expect(order(patient('a'), patient('b'), patient('c'))).toBe('a b c');
  });

  it('is an order: it loses nobody, and does not depend on where one begins', () => {
    const one = fc.record({
      id: fc.string(),
      urgency: fc.constantFrom('urgent', 'soon', 'routine'),
      firstMetOn: fc.option(fc.integer({ min: AS_OF - 9, max: AS_OF })),
      contacted: fc.boolean(),
      basis: fc.constantFrom('thin', 'sufficient'),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 30 }), (queue) => {
        const sorted = inOrder(queue);
        expect(new Set(sorted)).toEqual(new Set(queue));
        expect(sorted).toHaveLength(queue.length);
        for (const [index, later] of sorted.entries())
          for (const earlier of sorted.slice(0, index)) expect(compareWaiting(earlier, later)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
