/** Trigger 12: falling performance status (clinical reference 3.2 row 12). */
import { describe } from 'vitest';
import {
  ago,
  at,
  condition,
  ecog,
  karnofsky,
  STAGE_II,
  STAGE_IV,
  stay,
  type Resource,
} from '../../support/chart-of.ts';
import { flowsheet } from '../../support/builders/observations.ts';
import { decide, type Row } from '../../support/scenario-table.ts';

const ID = 'declining-performance-status';
const row = (situation: string, resources: readonly Resource[], claim: string): Row => [
  situation,
  resources,
  { triggers: { [ID]: claim } },
];
const MET = 'met supporting definite';
const ONE = 'not-assessable never-recorded';

describe('ECOG', () => {
  decide(
    [
      row('1 to 2 in 60 days', [ecog(1, ago(65)), ecog(2, ago(5))], MET),
      row('0 to 1: not poor enough to count', [ecog(0, ago(65)), ecog(1, ago(5))], 'not-met'),
      row('2 and 2', [ecog(2, ago(65)), ecog(2, ago(5))], 'not-met'),
      row('3 to 2: better', [ecog(3, ago(65)), ecog(2, ago(5))], 'not-met'),
      row('2, and nothing to compare', [ecog(2, ago(5))], ONE),
      row('1, and nothing to compare: no fall that counts', [ecog(1, ago(5))], 'not-met'),
      row('the earlier one 14 days before', [ecog(1, ago(19)), ecog(2, ago(5))], MET),
      row('the earlier one 13 days before', [ecog(1, ago(18)), ecog(2, ago(5))], ONE),
      row('the earlier one 90 days before', [ecog(1, ago(95)), ecog(2, ago(5))], MET),
      row('the earlier one 91 days before', [ecog(1, ago(96)), ecog(2, ago(5))], ONE),
      row('compared with the best, not the last', [ecog(1, ago(80)), ecog(2, ago(40)), ecog(2, ago(5))], MET),
      row('latest 60 days old', [ecog(1, ago(120)), ecog(2, ago(60))], MET),
      row('latest 61 days old', [ecog(1, ago(120)), ecog(2, ago(61))], 'not-assessable stale'),
      row('never', [], ONE),
      row('range 2-3 by its lower bound', [ecog(1, ago(65)), ecog('2-3', ago(5))], MET),
      row('range 1-2 by its lower bound', [ecog(1, ago(65)), ecog('1-2', ago(5))], 'not-met'),
      row('unclear', [ecog(1, ago(65)), ecog('bad', ago(5))], 'not-assessable'),
      row('0 to 3 in 20 days: ask', [ecog(0, ago(25)), ecog(3, ago(5))], 'not-assessable value-imprecise'),
      row('an imprecise earlier date', [ecog(1, '2026-08'), ecog(2, ago(5))], 'met supporting probable'),
      row(
        'a hospital reading 15 days old does not stand, nor does an older one in its place',
        [
          stay({ id: 'ward', start: at(20, '10:00'), end: at(10, '10:00') }),
          ecog(1, ago(80)),
          ecog(1, ago(50)),
          ecog(3, ago(15), { encounter: { reference: 'Encounter/ward' } }),
        ],
        'not-assessable stale',
      ),
      row(
        'a reading of another tumor is left out',
        [
          condition('D32.0', { id: 'meningioma' }),
          ecog(1, ago(65)),
          ecog(1, ago(20)),
          ecog(3, ago(5), { focus: [{ reference: 'Condition/meningioma' }] }),
        ],
        'not-met',
      ),
    ],
    STAGE_IV,
  );
});

describe('Karnofsky and PPS', () => {
  decide(
    [
      row('80 to 60', [karnofsky(80, ago(65)), karnofsky(60, ago(5))], MET),
      row('80 to 70', [karnofsky(80, ago(65)), karnofsky(70, ago(5))], 'not-met'),
      row('90, and nothing to compare: no fall that counts', [karnofsky(90, ago(5))], 'not-met'),
      row('80, and nothing to compare', [karnofsky(80, ago(5))], ONE),
      row('PPS 70 to 50', [flowsheet('Palliative Performance Scale', 70, ago(40)), flowsheet('PPS', 50, ago(5))], MET),
      row('two scales are not compared', [karnofsky(90, ago(65)), ecog(2, ago(5))], ONE),
    ],
    STAGE_IV,
  );
});

describe('policy', () => {
  const rows: readonly Row[] = [
    [
      'supporting also when not advanced: own team',
      [...STAGE_II, ecog(1, ago(65)), ecog(2, ago(5))],
      { triggers: { [ID]: MET }, level: 'oncology-team' },
    ],
    [
      'situation 2: one supporting finding',
      [...STAGE_IV, ecog(1, ago(65)), ecog(2, ago(5))],
      { triggers: { [ID]: MET }, level: 'navigator', urgency: 'soon' },
    ],
  ];
  decide(rows);
});
