/** Trigger 18: low albumin, high LDH, many sites (clinical reference 3.2 row 18). */
import { describe } from 'vitest';
import { ago, condition, STAGE_II, STAGE_IV, type Resource } from '../../support/chart-of.ts';
import { albumin, dehydrogenase } from '../../support/builders/observations.ts';
import { decide, type Row } from '../../support/scenario-table.ts';

const ID = 'adverse-prognostic-labs';
const row = (situation: string, resources: readonly Resource[], claim: string): Row => [
  situation,
  resources,
  { triggers: { [ID]: claim } },
];
const MET = 'met supporting definite';
const THREE_SITES = [condition('C79.51', { onset: ago(300) }), condition('C78.00', { onset: ago(300) })];

describe('stage IV with liver metastases', () => {
  decide(
    [
      row('albumin 2.4', [albumin(2.4, ago(5))], MET),
      row('albumin 2.5 alone: LDH might make it', [albumin(2.5, ago(5))], 'not-assessable never-recorded'),
      row('albumin 2.5, LDH normal', [albumin(2.5, ago(5)), dehydrogenase(200, 250, ago(5))], 'not-met'),
      row('albumin 3.4, LDH high', [albumin(3.4, ago(5)), dehydrogenase(251, 250, ago(5))], MET),
      row('albumin 3.5, LDH high', [albumin(3.5, ago(5)), dehydrogenase(251, 250, ago(5))], 'not-met'),
      row('albumin 3.4, LDH at its limit', [albumin(3.4, ago(5)), dehydrogenase(250, 250, ago(5))], 'not-met'),
      row('albumin 34 g/L, LDH high', [albumin(34, ago(5), 'g/L'), dehydrogenase(300, 250, ago(5))], MET),
      row('albumin 35 g/L, LDH high', [albumin(35, ago(5), 'g/L'), dehydrogenase(300, 250, ago(5))], 'not-met'),
      row('albumin 4.0, no LDH: cannot reach two', [albumin(4, ago(5))], 'not-met'),
      row('LDH high, no albumin', [dehydrogenase(300, 250, ago(5))], 'not-assessable never-recorded'),
      row('nothing', [], 'not-assessable never-recorded'),
      row('three sites and albumin 3.4', [...THREE_SITES, albumin(3.4, ago(5))], MET),
      row('three sites and LDH high', [...THREE_SITES, dehydrogenase(300, 250, ago(5))], MET),
      row('three sites, albumin 4.0, no LDH', [...THREE_SITES, albumin(4, ago(5))], 'not-assessable never-recorded'),
      row(
        'two sites and albumin 3.4',
        [condition('C79.51'), albumin(3.4, ago(5)), dehydrogenase(200, 250, ago(5))],
        'not-met',
      ),
      row(
        'two entries of one site are one',
        [condition('C78.7'), condition('C79.51'), albumin(3.4, ago(5)), dehydrogenase(200, 250, ago(5))],
        'not-met',
      ),
      row(
        'LDH without a limit is not used',
        [albumin(3.4, ago(5)), dehydrogenase(900, null, ago(5))],
        'not-assessable value-imprecise',
      ),
      row(
        'hemolyzed LDH is not used',
        [albumin(3.4, ago(5)), dehydrogenase(900, 250, ago(5), { note: [{ text: 'Specimen hemolyzed' }] })],
        'not-assessable',
      ),
      row('60 days ago', [albumin(2.4, ago(60))], MET),
      row('61 days ago', [albumin(2.4, ago(61))], 'not-assessable stale'),
      row('the latest counts', [albumin(2.4, ago(30)), albumin(3.8, ago(5))], 'not-met'),
      row('no unit', [albumin(2.4, ago(5), null)], 'not-assessable unit-unknown'),
      row('g/L written as g/dL', [albumin(24, ago(5), 'g/dL')], 'not-assessable unit-unknown'),
      row('no date', [albumin(2.4, null)], 'not-assessable date-unknown'),
    ],
    STAGE_IV,
  );
});

describe('precondition', () => {
  decide([
    row('not advanced', [...STAGE_II, albumin(2, ago(5))], 'not-applicable'),
    row('stage unknown: supporting', [condition('C50.911'), albumin(2, ago(5))], 'met supporting'),
  ]);
});
