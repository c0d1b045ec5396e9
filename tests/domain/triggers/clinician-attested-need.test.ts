/** Trigger 28: a clinician's word (clinical reference 3.2 row 28). */
import { describe, expect, test } from 'vitest';
import { assess } from '../../../src/domain/assess.ts';
import type { AttestationReason, ObservationRecord } from '../../../src/domain/chart/records.ts';
import { say } from '../../../src/words/say.ts';
import { ago, claimOf, condition, STAGE_II, STAGE_IV, visitDiagnosis, type Resource } from '../../support/chart-of.ts';
import { chartWith, reading } from '../../support/builders/planning.ts';

const attests = (when: string | null, reason: AttestationReason = 'clinician-judgment'): ObservationRecord =>
  reading({ kind: 'attestation', reason }, when);

const rows: readonly (readonly [string, readonly Resource[], readonly ObservationRecord[], string])[] = [
  ['not asked yet', STAGE_IV, [], 'not-assessable never-recorded'],
  ['attested today', STAGE_IV, [attests(ago(0))], 'met major attested counted !hastened-death'],
  ['any stage', STAGE_II, [attests(ago(9), 'complex-decisions')], 'met major attested'],
  ['cancer cannot be told', [visitDiagnosis('C25.0', ago(2))], [attests(ago(2))], 'met major attested'],
  ['no active cancer', [condition('Z80.0')], [attests(ago(2))], 'not-applicable'],
  ['180 days ago', STAGE_IV, [attests(ago(180))], 'met'],
  ['181 days ago', STAGE_IV, [attests(ago(181))], 'not-assessable stale'],
  ['without a date', STAGE_IV, [attests(null)], 'not-assessable date-unknown'],
  ['a year that only overlaps', STAGE_IV, [attests('2026')], 'met supporting probable'],
  ['request for hastened death', STAGE_IV, [attests(ago(2), 'hastened-death-request')], 'met major hastened-death'],
  [
    'one reason now, a request for hastened death long ago',
    STAGE_IV,
    [attests(ago(2)), attests(ago(300), 'hastened-death-request')],
    'met !hastened-death',
  ],
];

describe('clinician attests', () => {
  for (const [situation, resources, readings, expected] of rows)
    test(situation, () => {
      const wanted = { triggers: { 'clinician-attested-need': expected } };
      expect(claimOf(assess(chartWith(resources, readings)), wanted)).toEqual(wanted);
    });
});

test('the sentence never gives the reason: patients read orders and notes', () => {
  for (const reason of ['hastened-death-request', 'would-not-be-surprised', 'existential-crisis'] as const) {
    const found = assess(chartWith(STAGE_IV, [attests(ago(2), reason)])).triggers.find(
      ({ id }) => id === 'clinician-attested-need',
    );
    expect(found === undefined ? '' : say(found.because)).toBe(
      'Clinician judgment, 10 Nov 2026: would benefit from supportive care',
    );
  }
});
