/** A decision survives a reload; what the storage holds of it is not trusted. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decisionGaps, isKnown, type Decided, type Decision } from '../../src/domain/decision/decision.ts';
import {
  isOnlyHere,
  mayHaveLeft,
  type DecisionWrite,
  type KeptDecision,
} from '../../src/domain/decision/decision-write.ts';
import { problem } from '../../src/domain/problem.ts';
import { decisionFrom } from '../../src/ehr/kept-decision.ts';
import { createKeptStore, type Binding } from '../../src/ehr/kept-referral.ts';
import { decisionTexts } from '../../src/words/decision-texts.ts';
import { mutate, mutations, runs, strangeValue } from '../support/seeded.ts';
import { memoryStorage } from './support/memory-storage.ts';

const BINDING: Binding = { issuer: 'https://ehr.example.org/fhir', patientId: 'p1', user: 'Practitioner/1' };

const DECISIONS: readonly Decision[] = [
  { is: 'our-team', items: ['pain', 'planning'], askAgain: 20_800 },
  { is: 'not-now', reason: 'limited-time', askAgain: 20_800 },
  { is: 'patient-declined', reason: null, doNotAskAgain: true, askAgain: 20_860 },
  { is: 'already-receiving', by: 'Home team', since: null },
  { is: 'comfort-plan-not-current' },
];
const WRITES: readonly DecisionWrite[] = [
  { at: 'editing' },
  { at: 'writing', as: 'task' },
  { at: 'recorded', as: 'task', reference: 'Task/1', plan: { at: 'written', reference: 'CarePlan/1' } },
  { at: 'recorded', as: 'note', reference: 'DocumentReference/1', plan: null },
  { at: 'staged', as: 'task' },
  { at: 'refused', problem: problem('invalid', 'POST', { status: 422, said: ['No'] }) },
  { at: 'unknown', as: 'note' },
  { at: 'not-remembered' },
];
const keptAs = (decision: Decision, write: DecisionWrite, comment = 'Words'): KeptDecision => ({
  decided: {
    id: '5f0c3c9e-8a51-4c53-9d53-0d9d5f3c1a77',
    decision,
    comment,
    on: {
      triggers: ['cns-metastases'],
      level: 'specialist',
      engine: { version: '0.1.0', catalogue: '2026.1', profile: 'needs-v1' },
      asOf: 20_769,
    },
    at: 1,
  },
  write,
});
const EVERY = DECISIONS.flatMap((decision) => WRITES.map((write) => keptAs(decision, write)));
/** A clinician may have written anything, the word "undefined" too. */
const ODDLY_WORDED = keptAs(
  { is: 'already-receiving', by: 'undefined', since: null },
  { at: 'editing' },
  '[object NaN',
);
/** With words of the test in place of the clinician's own: what is left is what the app says. */
const withoutOwnWords = (decided: Decided): Decided => ({
  ...decided,
  comment: 'Words',
  decision: decided.decision.is === 'already-receiving' ? { ...decided.decision, by: 'Home team' } : decided.decision,
});
const [UNKNOWN] = EVERY.filter(({ write }) => write.at === 'unknown');

describe('a decision in this tab', () => {
  it('is there after a reload, in each of its forms and states', () => {
    for (const kept of EVERY) {
      const storage = memoryStorage();
      createKeptStore(storage, 'k', BINDING, () => 1).saveDecision(kept);
      expect(createKeptStore(storage, 'k', BINDING, () => 2).decision()).toEqual(kept);
    }
  });

  it('that no later launch will find is that after a reload too, and anything else written there is not', () => {
    const whole = keptAs(DECISIONS[1] as Decision, {
      at: 'recorded',
      as: 'note',
      reference: 'DocumentReference/1',
      plan: null,
    });
    for (const notFoundAgain of [true, false, 'true', 1, null]) {
      const write = decisionFrom({ ...whole, write: { ...whole.write, notFoundAgain } })?.write;
      expect(write).toEqual(notFoundAgain === true ? { ...whole.write, notFoundAgain } : whole.write);
    }
  });

  it.each<readonly [whose: string, other: Partial<Binding>]>([
    ['another patient', { patientId: 'p2' }],
    ['another user', { user: 'Practitioner/2' }],
    ['another EHR', { issuer: 'https://other.example.org/fhir' }],
  ])('is nothing to %s', (_, other) => {
    const storage = memoryStorage();
    createKeptStore(storage, 'k', BINDING, () => 1).saveDecision(EVERY[0] ?? null);
    expect(createKeptStore(storage, 'k', { ...BINDING, ...other }, () => 2).decision()).toBeNull();
  });

  it('is gone when it was closed, and stays when a draft of a referral is discarded', () => {
    const kept = createKeptStore(memoryStorage(), 'k', BINDING, () => 1);
    kept.saveDecision(EVERY[0] ?? null);
    kept.clear();
    expect(kept.decision()).toEqual(EVERY[0]);
    kept.saveDecision(null);
    expect(kept.decision()).toBeNull();
  });
});

describe('what a storage may hold', () => {
  it('is read without an exception, whatever it is', () => {
    fc.assert(
      fc.property(strangeValue(EVERY), (found) => {
        expect(() => decisionFrom(found)).not.toThrow();
      }),
      runs(300),
    );
  });

  it.each([2e25, 20_779.5, -1e9, Number.MAX_SAFE_INTEGER])('takes %s for no day', (askAgain) => {
    const kept = keptAs({ is: 'not-now', reason: null, askAgain: 20_780 }, { at: 'editing' });
    expect(decisionFrom(kept)).toEqual(kept);
    const { decided } = kept;
    expect(decisionFrom({ ...kept, decided: { ...decided, decision: { ...decided.decision, askAgain } } })).toBeNull();
  });

  it('gives nothing, or what the screen can show, say and write', () => {
    const keys = [
      'decided',
      'decision',
      'write',
      'at',
      'as',
      'items',
      'on',
      'engine',
      'plan',
      'since',
      'is',
      'askAgain',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...EVERY),
        mutations(keys, ['not-now', 'recorded', 'unknown', 'task', 20_800, 'pain']),
        (whole, changes) => {
          const found = decisionFrom(mutate(whole, changes));
          if (found === null) return;
          const { decided, write } = found;
          expect(() => decisionTexts(decided, null)).not.toThrow();
          expect(() => decisionGaps(decided, 20_769)).not.toThrow();
          // Codes of another version are begun anew by the form, and never put into words.
          if (isKnown(decided.decision)) {
            expect(decisionTexts(withoutOwnWords(decided), null).note).not.toMatch(/undefined|NaN|\[object/);
            expect(decisionTexts(decided, null).note).toContain(decided.comment.trim());
          }
          if (mayHaveLeft(write) || write.at === 'recorded' || write.at === 'staged')
            expect(['task', 'note']).toContain('as' in write ? write.as : null);
          if (write.at === 'refused') expect(Array.isArray(write.problem.said)).toBe(true);
          if (write.at === 'recorded') expect(typeof (write.plan ?? { at: '' }).at).toBe('string');
        },
      ),
      { ...runs(2000), examples: [[ODDLY_WORDED, []]] },
    );
  });

  it('never turns what may have left into what may be sent again under the same number', () => {
    fc.assert(
      fc.property(mutations(['as', 'write', 'reference', 'plan'], ['task', 0, null]), (changes) => {
        const changed = mutate(UNKNOWN, changes) as { write?: unknown } | null;
        const found = decisionFrom({ ...UNKNOWN, ...changed, write: { ...(changed?.write as object), at: 'unknown' } });
        if (found !== null) expect(isOnlyHere(found.write)).toBe(false);
      }),
      runs(300),
    );
  });
});
