/** What was said at a visit survives a reload; what the storage holds of it is not trusted. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWhen } from '../../src/domain/logic/when.ts';
import { NOTHING_SAID, withFact, type EnteredFact } from '../../src/domain/visit/visit.ts';
import { createKeptStore, type Binding } from '../../src/ehr/kept-referral.ts';
import { visitFrom } from '../../src/ehr/kept-visit.ts';
import { mutate, mutations, runs, strangeValue } from '../support/seeded.ts';

const BINDING: Binding = { issuer: 'https://ehr.example.org/fhir', patientId: 'p1', user: 'Practitioner/1' };

function memory() {
  const held = new Map<string, string>();
  return {
    held,
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
  };
}

const on = parseWhen('2026-11-22', () => 0);
if (on === null) throw new Error('no day');
const pain: EnteredFact = { id: 'f1', content: { is: 'symptom', item: 'pain', score: 8 }, on, by: null, at: 1 };
const visit = withFact(NOTHING_SAID, pain);

describe('what was said at this visit', () => {
  it('is there after a reload', () => {
    const storage = memory();
    createKeptStore(storage, 'k', BINDING, () => 1).saveVisit(visit);
    expect(createKeptStore(storage, 'k', BINDING, () => 2).visit()).toEqual(visit);
  });

  it('stays when a draft is discarded', () => {
    const kept = createKeptStore(memory(), 'k', BINDING, () => 1);
    kept.saveVisit(visit);
    kept.clear();
    expect(kept.visit()).toEqual(visit);
  });

  it.each<readonly [whose: string, other: Partial<Binding>]>([
    ['another patient', { patientId: 'p2' }],
    ['another user', { user: 'Practitioner/2' }],
    ['another EHR', { issuer: 'https://other.example.org/fhir' }],
  ])('is nothing to %s', (_, other) => {
    const storage = memory();
    createKeptStore(storage, 'k', BINDING, () => 1).saveVisit(visit);
    expect(createKeptStore(storage, 'k', { ...BINDING, ...other }, () => 2).visit()).toEqual(NOTHING_SAID);
  });

  it('is read from a storage that may hold anything, without an exception', () => {
    fc.assert(
      fc.property(strangeValue(), (found) => {
        expect(visitFrom(found).entered).toBeInstanceOf(Array);
      }),
      runs(300),
    );
  });

  it('leaves out an entry that is not whole, and keeps the others', () => {
    expect(visitFrom({ entered: [{ ...pain, content: { is: 'symptom', item: 'pain', score: 80 } }, pain] })).toEqual(
      visit,
    );
    expect(visitFrom({ entered: [{ ...pain, content: { is: 'unheard-of' } }], leftOut: [{ origin: 'ehr' }] })).toEqual(
      NOTHING_SAID,
    );
  });

  it('keeps a confirmed cancer with the records that tell of it, and none without', () => {
    const confirmed = (conditions: unknown) => ({
      ...pain,
      content: { is: 'active-cancer', name: 'Lung cancer', conditions },
    });
    const record = { origin: 'ehr', reference: 'Condition/c1' };
    const whole = confirmed([{ ...record, as: '["Lung cancer"]' }]);
    // As an older version kept it: what the record said is not known, so it is held to nothing.
    const older = confirmed([record]);
    expect(
      visitFrom({ entered: [whole, older, confirmed([]), confirmed(['Condition/c1']), confirmed(null)] }).entered,
    ).toEqual([whole]);
  });

  it('never gives a value that could not have been entered', () => {
    fc.assert(
      fc.property(mutations(['entered', 'content', 'score', 'is'], [11, -1, 'pain']), (changes) => {
        for (const { content } of visitFrom(mutate(visit, changes)).entered)
          if (content.is === 'symptom') {
            expect(Number.isInteger(content.score)).toBe(true);
            expect(content.score).toBeGreaterThanOrEqual(0);
            expect(content.score).toBeLessThanOrEqual(10);
          }
      }),
      runs(300),
    );
  });
});
