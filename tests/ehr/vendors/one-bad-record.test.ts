/** Whatever a chart holds and wherever the bad record lies in it: all that can come comes, once, and in so many requests. */
import type { FhirResource } from 'fhir/r4';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, isoDay } from '../../../src/domain/logic/when.ts';
import { problem } from '../../../src/domain/problem.ts';
import type { SearchAnswer, SearchParams } from '../../../src/ehr/gateway/search.ts';
import { parseScopes } from '../../../src/ehr/sources/scopes.ts';
import { oneBadRecord } from '../../../src/ehr/vendors/oracle/one-bad-record.ts';
import { runs, tellSeed } from '../../support/seeded.ts';

tellSeed('one bad record');

const asOf = dayOf(2026, 11, 21);
const about = { patientId: 'p1', asOf, granted: parseScopes('patient/*.rs') };
const CATEGORIES = ['problem-list-item', 'encounter-diagnosis', 'health-concern'];

interface Stored {
  readonly id: string;
  readonly day: number;
  readonly code: string;
  readonly category: string;
  readonly isBad: boolean;
}

const stored = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    // From before anybody here was born to today.
    day: fc.integer({ min: dayOf(1930, 1, 1), max: asOf }),
    code: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    category: fc.constantFrom(...CATEGORIES),
    isBad: fc.constant(false),
  }),
  { selector: ({ id }) => id, maxLength: 60 },
);

/** A server that fails at a search as a whole where a bad record would be in its answer. */
/** `undatedBad`: one more, without a date, which only a search without dates would hold. */
function server(all: readonly Stored[], undatedBad = false) {
  const asked: SearchParams[] = [];
  const given: string[] = [];
  const within = (day: number, bounds: string | readonly string[] | undefined): boolean =>
    [bounds ?? []]
      .flat()
      .every((bound) => (bound.startsWith('ge') ? isoDay(day) >= bound.slice(2) : isoDay(day) < bound.slice(2)));
  const ask = async (params: SearchParams): Promise<SearchAnswer> => {
    asked.push(params);
    const found = all.filter(
      ({ day, code, category }) =>
        within(day, params['date']) &&
        within(day, params['_lastUpdated']) &&
        (params['code'] === undefined || String(params['code']).split(',').includes(code)) &&
        (params['category'] === undefined || params['category'] === category),
    );
    const nothing = { resources: [], others: [], outcomes: [], pages: 0, notices: [] };
    const hasUndated = undatedBad && params['date'] === undefined;
    if (hasUndated || found.some(({ isBad }) => isBad))
      return { ...nothing, incomplete: problem('server', 'x', { status: 500 }) };
    given.push(...found.map(({ id }) => id));
    const resources = found.map(({ id }) => ({ resourceType: 'Basic', id }) as FhirResource);
    return { ...nothing, resources, pages: 1, incomplete: null };
  };
  return { ask, asked, given };
}

type Id = 'Observation' | 'Condition' | 'Goal' | 'Procedure' | 'Encounter';

const search = async (all: readonly Stored[], id: Id, params: SearchParams, undatedBad = false) => {
  const { ask, asked, given } = server(all, undatedBad);
  const answer = await oneBadRecord.changes.search?.(ask, id, params, about);
  if (answer === undefined) throw new Error('the quirk says how one search is carried out');
  return { answer, asked, given };
};

const WAYS = fc.constantFrom(
  ['Observation', { patient: 'p1', code: 'a,b,c,d,e' }] as const,
  ['Observation', { patient: 'p1', date: 'ge1930-01-01' }] as const,
  ['Condition', { patient: 'p1' }] as const,
  ['Goal', { patient: 'p1' }] as const,
);

describe('one bad record', () => {
  it('a chart without one is asked for once', async () => {
    await fc.assert(
      fc.asyncProperty(stored, WAYS, async (all, [id, params]) => {
        const { answer, asked } = await search(all, id, params);
        expect(asked).toEqual([params]);
        expect(answer.incomplete).toBeNull();
        expect(answer.resources).toHaveLength(all.length);
      }),
      runs(100),
    );
  });

  it('costs what stands near it, and the answer says that something is missing; nothing comes twice', async () => {
    await fc.assert(
      fc.asyncProperty(stored, fc.nat(), WAYS, async (all, which, [id, params]) => {
        if (all.length === 0) return;
        const bad = all[which % all.length];
        const { answer, asked, given } = await search(
          all.map((one) => ({ ...one, isBad: one === bad })),
          id,
          params,
        );
        expect(asked.length).toBeLessThanOrEqual(41);
        expect(answer.incomplete).toMatchObject({ status: 500 });
        expect(new Set(given).size).toBe(given.length);
        const lost = all.filter((one) => !given.includes(one.id));
        expect(lost).toContain(bad);
        // By date: the last window is a week long, or stands before everybody's birth.
        if ('date' in params)
          for (const { day } of lost) expect(Math.abs(day - (bad?.day ?? 0))).toBeLessThanOrEqual(7);
        // By code: those of that code alone, and of them those near it.
        if ('code' in params) for (const { code } of lost) expect(code).toBe(bad?.code);
        if (id === 'Condition') for (const { category } of lost) expect(category).toBe(bad?.category);
      }),
      runs(200),
    );
  });

  it('without a date it is in no part by dates: what was asked without dates stays incomplete', async () => {
    await fc.assert(
      fc.asyncProperty(stored, fc.constantFrom('Observation', 'Procedure', 'Encounter'), async (all, id) => {
        const { answer } = await search(all, id, { patient: 'p1' }, true);
        expect(answer.incomplete).toMatchObject({ status: 500 });
      }),
      runs(50),
    );
  });

  it('however many there are, it ends', async () => {
    await fc.assert(
      fc.asyncProperty(stored, WAYS, async (all, [id, params]) => {
        const { asked } = await search(
          all.map((one) => ({ ...one, isBad: true })),
          id,
          params,
        );
        expect(asked.length).toBeLessThanOrEqual(41);
      }),
      runs(100),
    );
  });
});
