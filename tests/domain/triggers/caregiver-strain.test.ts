/** Beside the 28: strain of a caregiver (clinical reference 3.2, below the table). */
import { describe } from 'vitest';
import { ago, STAGE_II, STAGE_IV, type Resource } from '../../support/chart-of.ts';
import { entered, flowsheet, item, questionnaire } from '../../support/builders/observations.ts';
import { decide, type Row } from '../../support/scenario-table.ts';

const ID = 'caregiver-strain';
const row = (situation: string, resources: readonly Resource[], claim: string): Row => [
  situation,
  resources,
  { triggers: { [ID]: claim } },
];
const MET = 'met supporting definite counted';

describe('stage IV', () => {
  decide(
    [
      row('entered: yes', [entered('caregiver-strain', { valueBoolean: true }, ago(20))], MET),
      row('entered: no', [entered('caregiver-strain', { valueBoolean: false }, ago(20))], 'not-met'),
      row(
        'yes, then no',
        [
          entered('caregiver-strain', { valueBoolean: true }, ago(90)),
          entered('caregiver-strain', { valueBoolean: false }, ago(20)),
        ],
        'not-met',
      ),
      row('180 days ago', [entered('caregiver-strain', { valueBoolean: true }, ago(180))], MET),
      row(
        '181 days ago',
        [entered('caregiver-strain', { valueBoolean: true }, ago(181))],
        'not-assessable never-recorded',
      ),
      row('never asked', [], 'not-assessable never-recorded'),
      row('a flowsheet row', [flowsheet('Caregiver strain', 'Yes', ago(20))], MET),
      row(
        'a bare score has no limit',
        [flowsheet('Zarit caregiver burden', 12, ago(20))],
        'not-assessable never-recorded',
      ),
      row(
        'a questionnaire of the site',
        [
          questionnaire([item('q7', { valueBoolean: true }, 'Caregiver burden present?')], ago(20), {
            questionnaire: 'http://example.org/Questionnaire/social',
          }),
        ],
        MET,
      ),
    ],
    STAGE_IV,
  );
});

describe('policy', () => {
  const rows: readonly Row[] = [
    [
      'not advanced: own team',
      [...STAGE_II, entered('caregiver-strain', { valueBoolean: true }, ago(20))],
      { level: 'oncology-team' },
    ],
    [
      'a site that turned it off',
      [...STAGE_IV, entered('caregiver-strain', { valueBoolean: true }, ago(20))],
      { triggers: { [ID]: 'not among the triggers' } },
      { options: { optionalRules: { [ID]: false } } },
    ],
  ];
  decide(rows);
});
