/** The answer as a whole where it rests on what was read, and on what was decided before. */
import { describe, expect, test } from 'vitest';
import {
  AS_OF,
  ago,
  assessOf,
  at,
  condition,
  daysInHospital,
  ecog,
  procedure,
  STAGE_II,
  STAGE_IV,
  stay,
  visitDiagnosis,
  type Resource,
  type Scene,
} from '../../support/chart-of.ts';
import { NEEDS_V1 } from '../../../src/domain/dosing/profiles.ts';
import { pain } from '../../support/builders/observations.ts';
import { say } from '../../../src/words/say.ts';
import { decision } from '../../support/builders/planning.ts';
import { decide } from '../../support/scenario-table.ts';

const bedbound: readonly Resource[] = [...STAGE_IV, ecog(4, ago(10)), ecog(4, ago(30))];
const BARRED = { level: 'specialist', urgency: 'urgent', tasks: ['goals-of-care'] } as const;

describe('a goals-of-care conversation by function asks when treatment began', () => {
  decide([
    ['everything read, no treatment on record', bedbound, { level: 'hospice-conversation', urgency: 'urgent' }],
    ['orders were not asked for', bedbound, BARRED, { states: { MedicationRequest: 'not-asked' } }],
    ['orders are not offered', bedbound, BARRED, { states: { MedicationRequest: 'unsupported' } }],
    ['doses failed to load', bedbound, BARRED, { states: { MedicationAdministration: 'failed' } }],
    ['statements were cut off', bedbound, BARRED, { states: { MedicationStatement: 'partial' } }],
    [
      'the EHR keeps no record of doses',
      bedbound,
      { level: 'hospice-conversation' },
      { states: { MedicationAdministration: 'unsupported' } },
    ],
  ]);
});

describe('known to be well: good function and low symptoms, as the profile draws the line', () => {
  const of = (grade: number): readonly Resource[] => [...STAGE_IV, ecog(grade, ago(10)), pain(1, ago(10))];
  const drawnAt = (wellEcog: number): Scene => ({ options: { profile: { ...NEEDS_V1, wellEcog } } });
  decide([
    ['ECOG 1', of(1), { level: 'oncology-team' }],
    ['ECOG 2', of(2), { level: 'navigator' }],
    ['ECOG 2, and the line at 2', of(2), { level: 'oncology-team' }, drawnAt(2)],
    ['ECOG 3, and the line at 2', of(3), { level: 'specialist' }, drawnAt(2)],
  ]);
});

describe('in hospital now: whoever is suggested is asked for there (clinical reference 4.3)', () => {
  const since = (...more: readonly Resource[]): readonly Resource[] => [
    ...STAGE_IV,
    stay({ start: at(4, '10:00'), end: null, type: '32485007', priority: 'EL' }),
    ...more,
  ];
  const SINCE = 'Recorded as in hospital since 8 Nov 2026';
  const REMARK = `${SINCE}: send the request to the supportive & palliative care team there.`;
  decide([
    ['a specialist visit', since(ecog(3, ago(2))), { level: 'specialist', urgency: 'urgent', remark: REMARK }],
    ['a nurse call', since(), { level: 'navigator', remark: `${SINCE}.` }],
    ['a goals-of-care conversation', since(ecog(4, ago(10)), ecog(4, ago(30))), { remark: REMARK }],
  ]);

  test.each<readonly [string, readonly Resource[]]>([
    ['not after the discharge', [...STAGE_IV, daysInHospital(20), ecog(3, ago(2))]],
    [
      'not beside an answer for which nobody is asked',
      [...STAGE_II, stay({ start: at(4, '10:00'), end: null, type: '32485007', priority: 'EL' })],
    ],
    ['not behind a gate', since(procedure('305686008', ago(2)))],
  ])('%s', (_, resources) => {
    const { remarks } = assessOf(resources).recommendation;
    expect(remarks.map(({ code }) => code)).not.toContain('remark-in-hospital');
  });
});

describe('a decision that no longer stands does not put the next look off', () => {
  decide([
    [
      'not now, 31 days ago',
      [...STAGE_IV, ecog(3, ago(20)), decision('defer', ago(31))],
      // Poor function turned up since: the end-of-life checkpoint (4.4).
      { gate: null, level: 'specialist', urgency: 'soon', reviewOn: ago(-7, AS_OF) },
    ],
    [
      'not now, 31 days ago, and what was known then',
      [...STAGE_IV, ecog(3, ago(40)), decision('defer', ago(31))],
      { gate: null, level: 'specialist', urgency: 'soon', reviewOn: ago(-14, AS_OF) },
    ],
  ]);
});

describe('an unclear cancer status says what makes it unclear, and shows it', () => {
  const words = (text: string, id: string): Resource => condition(null, { text, id, onset: ago(20) });
  const old = visitDiagnosis('C25.0', ago(400), { id: 'old', display: 'Pancreatic cancer', onset: ago(400) });
  test.each<readonly [string, readonly Resource[], Scene, reason: string, evidence: readonly string[]]>([
    [
      'words alone, twice',
      [words('pancreatic cancer', 'a'), words('lung cancer', 'b')],
      {},
      'words without a code',
      ['a', 'b'],
    ],
    ['a visit diagnosis of long ago', [old], {}, 'from a visit long ago', ['old']],
    ['one visit diagnosis', [visitDiagnosis('C25.0', ago(2), { id: 'visit' })], {}, 'One visit diagnosis', ['visit']],
    ['suspected', [condition('162573006', { id: 'suspected' })], {}, 'not confirmed', ['suspected']],
    ['diagnoses not read', [], { states: { Condition: 'partial' } }, 'could not be read completely', []],
  ])('%s', (_, resources, scene, reason, evidence) => {
    const { recommendation } = assessOf(resources, scene);
    expect(recommendation.suppressedBy).toBe('cancer-status-unclear');
    expect(say(recommendation.because[0]?.say ?? recommendation.headline)).toContain(reason);
    expect(recommendation.because[0]?.evidence.map((one) => one.reference).toSorted()).toEqual(
      evidence.map((id) => `Condition/${id}`),
    );
  });
});
