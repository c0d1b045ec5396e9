/** What a taking back needs before it is written, and which record it is about. */
import { describe, expect, it, test } from 'vitest';
import type { DecisionRecord } from '../../../src/domain/chart/records.ts';
import {
  mayLift,
  recordToTakeBack,
  takeBackGap,
  TAKE_BACK_NOTE_LIMIT,
  type TakeBack,
  type TakeBackGap,
  type TakenBackAt,
} from '../../../src/domain/decision/take-back.ts';

const said = (change: Partial<TakeBack>): TakeBack => ({ kind: null, by: null, note: '', ...change });

test.each<readonly [string, TakenBackAt, TakeBack, TakeBackGap | null]>([
  ['nothing chosen', 'decision-recorded', said({}), 'no-kind'],
  ['a mistake needs no words', 'patient-declined', said({ kind: 'mistake' }), null],
  ['it no longer holds: by whose word', 'decision-recorded', said({ kind: 'no-longer' }), 'no-one'],
  ['by the patient’s word', 'patient-declined', said({ kind: 'no-longer', by: 'patient' }), null],
  ['the clinician says why', 'decision-recorded', said({ kind: 'no-longer', by: 'clinician' }), 'no-words'],
  ['and has', 'decision-recorded', said({ kind: 'no-longer', by: 'clinician', note: 'New pain.' }), null],
  [
    'a patient’s no is not the clinician’s to lift',
    'patient-declined',
    said({ kind: 'no-longer', by: 'clinician', note: 'New pain.' }),
    'no-one',
  ],
  ['too long', 'decision-recorded', said({ kind: 'mistake', note: 'x'.repeat(TAKE_BACK_NOTE_LIMIT + 1) }), 'too-long'],
])('%s', (_, gate, takeBack, gap) => {
  expect(takeBackGap(takeBack, gate)).toBe(gap);
});

it('only the patient lifts their own no (clinical reference 3.5)', () => {
  expect(mayLift('patient-declined')).toEqual(['patient']);
});

describe('the record behind the gate', () => {
  const record = (reference: string): DecisionRecord => ({
    origin: 'ehr',
    reference,
    label: 'Supportive care findings reviewed',
    code: null,
    when: null,
    value: null,
    decision: 'not-now',
    on: null,
    askAgain: null,
    doNotAskAgain: false,
    by: null,
    reason: null,
    decidedOn: null,
    unknownFindings: 0,
  });
  const evidence = [{ origin: 'ehr', reference: 'Task/1' }];

  it('is the one that the gate rests on', () => {
    expect(recordToTakeBack('decision-recorded', evidence, [record('Task/2'), record('Task/1')])?.reference).toBe(
      'Task/1',
    );
  });

  it('is none behind another gate, of another kind of record, or of another origin', () => {
    expect(recordToTakeBack('hospice', evidence, [record('Task/1')])).toBeNull();
    const goal = [{ origin: 'ehr', reference: 'Goal/1' }];
    expect(recordToTakeBack('decision-recorded', goal, [record('Goal/1')])).toBeNull();
    const elsewhere = [{ origin: 'other', reference: 'Task/1' }];
    expect(recordToTakeBack('decision-recorded', elsewhere, [record('Task/1')])).toBeNull();
  });
});
