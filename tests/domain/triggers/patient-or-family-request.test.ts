/** Trigger 27: the patient or the family asks (clinical reference 3.2 row 27). */
import { describe, expect, test } from 'vitest';
import { assess } from '../../../src/domain/assess.ts';
import type { ObservationRecord } from '../../../src/domain/chart/records.ts';
import {
  ago,
  claimOf,
  condition,
  referral,
  STAGE_II,
  STAGE_IV,
  visitDiagnosis,
  type Resource,
  type Scene,
} from '../../support/chart-of.ts';
import { BY_PATIENT, chartWith, goal, reading } from '../../support/builders/planning.ts';

const asks = (when: string | null): ObservationRecord => reading({ kind: 'request', asks: true }, when);
const asksNot = (when: string): ObservationRecord => reading({ kind: 'request', asks: false }, when);
const PATIENT = { requester: { reference: 'Patient/p1' }, intent: 'proposal' } as const;
const RELATIVE = { requester: { reference: 'RelatedPerson/r1' }, intent: 'proposal' } as const;

type Row = readonly [string, readonly Resource[], readonly ObservationRecord[], string, Scene?];
const rows: readonly Row[] = [
  ['not asked yet', STAGE_IV, [], 'not-assessable never-recorded'],
  ['asks today', STAGE_IV, [asks(ago(0))], 'met major definite counted'],
  ['any stage', STAGE_II, [asks(ago(9))], 'met major definite'],
  ['cancer cannot be told', [visitDiagnosis('C25.0', ago(2))], [asks(ago(2))], 'met major definite'],
  ['no active cancer', [condition('Z80.0')], [asks(ago(2))], 'not-applicable'],
  ['180 days ago', STAGE_IV, [asks(ago(180))], 'met'],
  ['181 days ago', STAGE_IV, [asks(ago(181))], 'not-assessable stale'],
  ['asked, and the answer was no', STAGE_IV, [asksNot(ago(9))], 'not-met'],
  ['no, half a year ago', STAGE_IV, [asksNot(ago(181))], 'not-assessable stale'],
  ['yes, then no', STAGE_IV, [asks(ago(20)), asksNot(ago(9))], 'not-met'],
  ['no, then yes', STAGE_IV, [asksNot(ago(20)), asks(ago(9))], 'met major'],
  ['yes without a date', STAGE_IV, [asks(null)], 'met supporting probable'],
  ['a year that only overlaps', STAGE_IV, [asks('2026')], 'met supporting probable'],
  ['order asked for by the patient', [...STAGE_IV, referral('306237005', ago(9), PATIENT)], [], 'met major definite'],
  ['order asked for by a relative', [...STAGE_IV, referral('306237005', ago(9), RELATIVE)], [], 'met major definite'],
  [
    'the same, revoked',
    [...STAGE_IV, referral('306237005', ago(9), { ...PATIENT, status: 'revoked' })],
    [],
    'not-assessable',
  ],
  ['order of the clinic', [...STAGE_IV, referral('306237005', ago(9))], [], 'not-assessable never-recorded'],
  [
    'order of the patient, then a no',
    [...STAGE_IV, referral('306237005', ago(20), PATIENT)],
    [asksNot(ago(9))],
    'not-met',
  ],
  [
    "the patient's goal, in words",
    [...STAGE_IV, goal('I want to meet the palliative care team', ago(9), BY_PATIENT)],
    [],
    'met supporting probable',
  ],
  [
    'a goal that says no',
    [...STAGE_IV, goal('I do not want palliative care', ago(9), BY_PATIENT)],
    [],
    'not-assessable',
  ],
  ["the team's goal", [...STAGE_IV, goal('Refer to palliative care', ago(9))], [], 'not-assessable'],
  [
    'questionnaires failed',
    STAGE_IV,
    [asksNot(ago(9))],
    'not-assessable fetch-failed',
    { states: { QuestionnaireResponse: 'failed' } },
  ],
];

describe('patient or family asks', () => {
  for (const [situation, resources, readings, expected, scene] of rows)
    test(situation, () => {
      const wanted = { triggers: { 'patient-or-family-request': expected } };
      expect(claimOf(assess(chartWith(resources, readings, scene)), wanted)).toEqual(wanted);
    });
});
