/** Trigger 16: delirium (clinical reference 3.2 row 16). */
import { describe } from 'vitest';
import {
  ago,
  at,
  condition,
  procedure,
  SNOMED,
  STAGE_II,
  STAGE_IV,
  stay,
  type Resource,
} from '../../support/chart-of.ts';
import { flowsheet } from '../../support/builders/observations.ts';
import { decide, type Row } from '../../support/scenario-table.ts';

const ID = 'delirium';
const row = (situation: string, resources: readonly Resource[], claim: string): Row => [
  situation,
  resources,
  { triggers: { [ID]: claim } },
];
const MAJOR = 'met major definite';
const SUPPORTING = 'met supporting definite';
const ward = stay({ id: 'ward', start: at(12, '10:00'), end: at(6, '10:00') });
const appendectomy = (when: string): Resource =>
  procedure('x', when, {
    code: { coding: [{ system: SNOMED, code: '80146002', display: 'Appendectomy' }] },
    encounter: { reference: 'Encounter/ward' },
  });

describe('stage IV', () => {
  decide(
    [
      row('F05 ten days ago', [condition('F05', { onset: ago(10) })], `${MAJOR} !within-7-days`),
      row('F05 seven days ago', [condition('F05', { onset: ago(7) })], `${MAJOR} within-7-days`),
      row('F05 30 days ago', [condition('F05', { onset: ago(30) })], MAJOR),
      row('F05 31 days ago', [condition('F05', { onset: ago(31) })], 'not-met'),
      row('onset 40 days ago, recorded 10 days ago', [condition('F05', { onset: ago(40), recorded: ago(10) })], MAJOR),
      row('resolved since', [condition('F05', { onset: ago(10), status: 'resolved', abatement: ago(5) })], MAJOR),
      row('SNOMED CT 2776000', [condition('2776000', { onset: ago(10) })], MAJOR),
      row('at a visit', [condition('F05', { onset: ago(10), category: 'encounter-diagnosis' })], MAJOR),
      row('none', [], 'not-met'),
      row(
        'unconfirmed',
        [condition('F05', { onset: ago(10), verification: 'provisional' })],
        'not-assessable possible',
      ),
      row('refuted', [condition('F05', { onset: ago(10), verification: 'refuted' })], 'not-met'),
      row('no date', [condition('F05', { onset: '' })], 'not-assessable date-unknown'),
      row('only the month, partly in the window', [condition('F05', { onset: '2026-10' })], 'met supporting probable'),
      row('disorientation: supporting', [condition('R41.0', { onset: ago(10) })], SUPPORTING),
      row('with dementia: supporting', [condition('F03.90'), condition('F05', { onset: ago(10) })], SUPPORTING),
      row(
        'in a stay after an operation: supporting',
        [ward, appendectomy(ago(11)), condition('F05', { onset: ago(10), encounter: 'Encounter/ward' })],
        SUPPORTING,
      ),
      row(
        'in a stay without an operation',
        [ward, condition('F05', { onset: ago(10), encounter: 'Encounter/ward' })],
        MAJOR,
      ),
      row('CAM-ICU positive', [flowsheet('CAM-ICU', 'Positive', ago(10))], MAJOR),
      row('CAM-ICU negative', [flowsheet('CAM-ICU', 'Negative', ago(10))], 'not-met'),
      row('CAM not done', [flowsheet('Confusion Assessment Method', 'unable to assess', ago(10))], 'not-met'),
      row('delirium screen: "not present"', [flowsheet('Delirium screening', 'Not present', ago(10))], 'not-met'),
    ],
    STAGE_IV,
  );
});

describe('strength and sources', () => {
  const rows: readonly Row[] = [
    row('not advanced: supporting', [...STAGE_II, condition('F05', { onset: ago(10) })], SUPPORTING),
    [
      'dated within 7 days: urgent',
      [...STAGE_IV, condition('F05', { onset: ago(5) })],
      { level: 'specialist', urgency: 'urgent' },
    ],
    [
      'observations forbidden',
      STAGE_IV,
      { triggers: { [ID]: 'not-assessable scope-not-granted' } },
      { states: { Observation: 'forbidden' } },
    ],
  ];
  decide(rows);
});
