/** Optional rules beside the 28, off unless a site turns them on (clinical reference 3.2). */
import { describe, expect, test } from 'vitest';
import {
  ago,
  assessOf,
  at,
  coded,
  condition,
  STAGE_II,
  stay,
  type Resource,
  type Scene,
} from '../../support/chart-of.ts';
import { trial } from '../../support/builders/disease.ts';
import { decide, type Row } from '../../support/scenario-table.ts';

const OPTIONAL = ['early-phase-trial', 'serious-comorbidity', 'pathological-fracture'] as const;
const ON: Scene = { options: { optionalRules: Object.fromEntries(OPTIONAL.map((id) => [id, true])) } };
const row = (
  name: string,
  more: readonly Resource[],
  triggers: Readonly<Record<string, string>>,
  states?: Scene['states'],
): Row => [name, [...STAGE_II, ...more], { triggers }, states === undefined ? ON : { ...ON, states }];

test('off unless the site says otherwise', () => {
  const ids: readonly string[] = assessOf(STAGE_II).triggers.map(({ id }) => id);
  expect(OPTIONAL.filter((id) => ids.includes(id))).toEqual([]);
});

describe('takes part in a trial', () => {
  const ID = 'early-phase-trial';
  decide([
    row('on study', [trial('on-study')], { [ID]: 'met supporting definite' }),
    row('on the study drug', [trial('on-study-intervention')], { [ID]: 'met' }),
    row('off study', [trial('off-study')], { [ID]: 'not-met' }),
    row('screening', [trial('screening')], { [ID]: 'not-met' }),
    row('over', [trial('on-study', { period: { start: ago(300), end: ago(20) } })], { [ID]: 'not-met' }),
    row('of somebody else', [trial('on-study', { individual: { reference: 'Patient/other' } })], {
      [ID]: 'not-assessable',
    }),
    row(
      'visit as participant, Z00.6, 20 days ago',
      [stay({ class: 'AMB', start: at(20, '10:00'), end: at(20, '11:00'), more: { reasonCode: [coded('Z00.6')] } })],
      { [ID]: 'met' },
    ),
    row('Z00.6 on the list, 180 days', [condition('Z00.6', { onset: ago(180) })], { [ID]: 'met' }),
    row('Z00.6 on the list, 181 days', [condition('Z00.6', { onset: ago(181) })], { [ID]: 'not-met' }),
    row('trials not read', [], { [ID]: 'not-assessable unsupported' }, { ResearchSubject: 'unsupported' }),
  ]);
});

describe('another serious illness', () => {
  const ID = 'serious-comorbidity';
  decide([
    ...['I50.22', 'J44.9', 'J96.10', 'N18.6', 'K74.60', 'G30.9', 'F03.90', 'G12.21'].map((code) =>
      row(code, [condition(code)], { [ID]: 'met supporting definite' }),
    ),
    row('resolved', [condition('I50.22', { status: 'resolved' })], { [ID]: 'not-met' }),
    row('provisional', [condition('I50.22', { verification: 'provisional' })], { [ID]: 'not-assessable possible' }),
    row('hypertension', [condition('I10')], { [ID]: 'not-met' }),
    row('kidney disease stage 3', [condition('N18.30')], { [ID]: 'not-met' }),
    row('Condition truncated', [], { [ID]: 'not-assessable truncated' }, { Condition: 'partial' }),
  ]);
});

describe('fracture through a tumor', () => {
  const ID = 'pathological-fracture';
  decide([
    row('M84.551A, 20 days', [condition('M84.551A', { onset: ago(20) })], { [ID]: 'met supporting definite' }),
    row('90 days', [condition('M84.551A', { onset: ago(90) })], { [ID]: 'met' }),
    row('91 days', [condition('M84.551A', { onset: ago(91) })], { [ID]: 'not-met' }),
    row('healed since', [condition('M84.551A', { onset: ago(80), status: 'resolved' })], { [ID]: 'met' }),
    row('without a date', [condition('M84.551A', { more: { onsetDateTime: undefined } })], {
      [ID]: 'not-assessable date-unknown',
    }),
    row('provisional', [condition('M84.551A', { onset: ago(20), verification: 'provisional' })], {
      [ID]: 'not-assessable possible',
    }),
    row('of a weak bone M80', [condition('M80.051A', { onset: ago(20) })], { [ID]: 'not-met' }),
    row('Condition truncated', [], { [ID]: 'not-assessable truncated' }, { Condition: 'partial' }),
  ]);
});
