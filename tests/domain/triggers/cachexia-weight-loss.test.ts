/** Trigger 17: weight loss and cachexia (clinical reference 3.2 row 17). */
import { describe } from 'vitest';
import { ago, at, condition, ecog, procedure, STAGE_II, STAGE_IV, type Resource } from '../../support/chart-of.ts';
import { albumin, bodyMassIndex, esas, weight } from '../../support/builders/observations.ts';
import { order } from '../../support/builders/treatment.ts';
import { decide, type Row } from '../../support/scenario-table.ts';

const ID = 'cachexia-weight-loss';
const row = (situation: string, resources: readonly Resource[], claim: string): Row => [
  situation,
  resources,
  { triggers: { [ID]: claim } },
];
const MET = 'met supporting definite';
const POSSIBLE = 'not-assessable possible';
const lost = (now: number, before = 100): readonly Resource[] => [weight(before, ago(180)), weight(now, ago(5))];

describe('measured loss, stage IV', () => {
  decide(
    [
      row('100 to 94.9', lost(94.9), MET),
      row('100 to 95: five percent is not more than five', lost(95), 'not-met'),
      row('gain', lost(110), 'not-met'),
      row(
        'situation 27: 176 to 160 pounds in 170 days',
        [weight(176, ago(175), '[lb_av]'), weight(160, ago(5), '[lb_av]')],
        MET,
      ),
      row('"lbs" as people write it', [weight(176, ago(175), 'lbs'), weight(160, ago(5), 'lb')], MET),
      row(
        'pounds then kilograms: 176 lb is 79.8 kg',
        [weight(176, ago(175), '[lb_av]'), weight(79, ago(5), 'kg')],
        'not-met',
      ),
      row('the latest 30 days old', [weight(100, ago(200)), weight(90, ago(30))], MET),
      row('the latest 31 days old', [weight(100, ago(200)), weight(90, ago(31))], 'not-assessable stale'),
      row('baseline 210 days before', [weight(100, ago(215)), weight(90, ago(5))], MET),
      row('baseline 211 days before', [weight(100, ago(216)), weight(90, ago(5))], 'not-assessable never-recorded'),
      row(
        'median of three: 90, 100, 101',
        [weight(90, ago(200)), weight(100, ago(180)), weight(101, ago(160)), weight(94, ago(5))],
        MET,
      ),
      row(
        'one heavy weight does not make a loss',
        [weight(95, ago(200)), weight(120, ago(180)), weight(95, ago(160)), weight(94, ago(5))],
        'not-met',
      ),
      row('no six-month weight: the oldest of 60 days or more', [weight(100, ago(65)), weight(94, ago(5))], MET),
      row('59 days apart', [weight(100, ago(64)), weight(94, ago(5))], 'not-assessable never-recorded'),
      row('one weight', [weight(94, ago(5))], 'not-assessable never-recorded'),
      row('none', [], 'not-assessable never-recorded'),
      row('no unit', [weight(100, ago(180), null), weight(90, ago(5), null)], 'not-assessable unit-unknown'),
      row(
        'a unit that nobody knows',
        [weight(100, ago(180), 'st'), weight(90, ago(5), 'st')],
        'not-assessable unit-unknown',
      ),
      row('24 kg is no weight of an adult', [weight(100, ago(180)), weight(24, ago(5))], 'not-assessable'),
      row(
        'more than 15% within 14 days: which?',
        [weight(100, ago(180)), weight(100, ago(19)), weight(84, ago(5))],
        'not-assessable value-imprecise',
      ),
      row('the same over 15 days', [weight(100, ago(180)), weight(100, ago(20)), weight(84, ago(5))], MET),
      row('a date that is only a month', [weight(100, '2026-05'), weight(90, ago(5))], 'met supporting probable'),
      row('no dates', [weight(100, null), weight(90, null)], 'not-assessable date-unknown'),
    ],
    STAGE_IV,
  );
});

describe('low body mass index', () => {
  decide(
    [
      row('19.9 and 2.1% lost', [...lost(97.9), bodyMassIndex(19.9, ago(5))], MET),
      row('19.9 and 2.0% lost', [...lost(98), bodyMassIndex(19.9, ago(5))], 'not-met'),
      row('20 and 3% lost', [...lost(97), bodyMassIndex(20, ago(5))], 'not-met'),
    ],
    STAGE_IV,
  );
});

describe('what else may explain it', () => {
  const semaglutide = order('semaglutide 1 MG/0.74 ML Pen Injector', ago(150));
  const paracentesis = (when: string): Resource => procedure('x', when, { code: { text: 'Abdominal paracentesis' } });
  const furosemide = (when: string): Resource => order('furosemide 40 MG Oral Tablet', when);
  decide(
    [
      row('on semaglutide (situation 54)', [...lost(91), semaglutide], POSSIBLE),
      row(
        'semaglutide stopped before the baseline',
        [...lost(91), order('semaglutide 1 MG/0.74 ML Pen Injector', ago(400), { status: 'stopped' })],
        MET,
      ),
      row('paracentesis between (situation 27)', [...lost(91), paracentesis(ago(60))], POSSIBLE),
      row('paracentesis before both', [...lost(91), paracentesis(ago(200))], MET),
      row('ascites between', [...lost(91), condition('R18.8', { onset: ago(60) })], POSSIBLE),
      row('a diuretic begun between', [...lost(91), furosemide(ago(60))], POSSIBLE),
      row(
        'a diuretic begun between, and another that goes on',
        [...lost(91), order('hydrochlorothiazide 25 MG Oral Tablet', ago(400)), furosemide(ago(60))],
        POSSIBLE,
      ),
      row('a diuretic that was taken before', [...lost(91), furosemide(ago(300)), furosemide(ago(60))], MET),
      row(
        'bariatric surgery ten months ago',
        [...lost(91), procedure('x', ago(300), { code: { text: 'Laparoscopic sleeve gastrectomy' } })],
        POSSIBLE,
      ),
      row(
        'bariatric surgery two years ago',
        [...lost(91), procedure('x', ago(700), { code: { text: 'Laparoscopic sleeve gastrectomy' } })],
        MET,
      ),
      row('body mass index 35', [...lost(91), bodyMassIndex(35, ago(5))], POSSIBLE),
      row('body mass index 34.9', [...lost(91), bodyMassIndex(34.9, ago(5))], MET),
      row('body mass index 36, albumin 3.2', [...lost(91), bodyMassIndex(36, ago(5)), albumin(3.2, ago(5))], MET),
      row('body mass index 36, appetite 5', [...lost(91), bodyMassIndex(36, ago(5)), esas('appetite', 5, ago(5))], MET),
    ],
    STAGE_IV,
  );
});

describe('coded', () => {
  const rows: readonly Row[] = [
    row('R64, 180 days ago', [...STAGE_IV, condition('R64', { onset: ago(180) })], MET),
    row('R64, 181 days ago', [...STAGE_IV, condition('R64', { onset: ago(181) })], 'not-assessable never-recorded'),
    row('R63.4, 90 days ago', [...STAGE_IV, condition('R63.4', { onset: ago(90) })], MET),
    row('R63.4, 91 days ago', [...STAGE_IV, condition('R63.4', { onset: ago(91) })], 'not-assessable'),
    row(
      'R64 with ECOG 2, advanced: major',
      [...STAGE_IV, condition('R64', { onset: ago(20) }), ecog(2, ago(5))],
      'met major definite',
    ),
    row('R64 with ECOG 1', [...STAGE_IV, condition('R64', { onset: ago(20) }), ecog(1, ago(5))], MET),
    row('R64 with ECOG 2 of 61 days ago', [...STAGE_IV, condition('R64', { onset: ago(20) }), ecog(2, ago(61))], MET),
    row('R64 with ECOG 2, not advanced', [...STAGE_II, condition('R64', { onset: ago(20) }), ecog(2, ago(5))], MET),
    row('R63.4 with ECOG 3: not cachexia', [...STAGE_IV, condition('R63.4', { onset: ago(20) }), ecog(3, ago(5))], MET),
    row(
      'R64 unconfirmed',
      [...STAGE_IV, condition('R64', { onset: ago(20), verification: 'provisional' })],
      'not-assessable',
    ),
    row('R64 without a date', [...STAGE_IV, condition('R64', { onset: '' })], 'not-assessable date-unknown'),
    row(
      'cachexia coded, on semaglutide: the code stands',
      [
        ...STAGE_IV,
        ...lost(90),
        condition('R64', { onset: ago(20) }),
        order('semaglutide 1 MG/0.74 ML Pen Injector', ago(150)),
      ],
      MET,
    ),
  ];
  decide(rows);
});

describe('sources', () => {
  const rows: readonly Row[] = [
    [
      'medication not read: met, and it says so',
      [...STAGE_IV, ...lost(90)],
      { triggers: { [ID]: MET } },
      { states: { MedicationRequest: 'forbidden' } },
    ],
    [
      'observations truncated, no loss seen: cannot tell',
      [...STAGE_IV, ...lost(100)],
      { triggers: { [ID]: 'not-assessable truncated' } },
      { states: { Observation: 'partial' } },
    ],
    [
      'weighed twice a day: times count',
      [...STAGE_IV, weight(100, ago(180)), weight(90, at(5, '08:00')), weight(99, at(5, '18:00'))],
      { triggers: { [ID]: 'not-met' } },
    ],
  ];
  decide(rows);
});
