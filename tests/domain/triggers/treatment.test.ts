/** Triggers 4, 23, 24 and 25 (clinical reference 3.2). */
import { describe } from 'vitest';
import {
  ago,
  coded,
  condition,
  diseaseStatus,
  ecog,
  observation,
  procedure,
  STAGE_II,
  STAGE_IV,
  type Resource,
  type Scene,
} from '../../support/chart-of.ts';
import { cycles, dispense, given, OLD_RECORD, order } from '../../support/builders/treatment.ts';
import { decide, type Row } from '../../support/scenario-table.ts';
import type { TriggerId } from '../../../src/domain/triggers/trigger.ts';

const WORSE = '271299001';
const table =
  (id: TriggerId) =>
  (situation: string, resources: readonly Resource[], claim: string, scene?: Scene): Row =>
    scene === undefined
      ? [situation, resources, { triggers: { [id]: claim } }]
      : [situation, resources, { triggers: { [id]: claim } }, scene];

/** Metastatic for years, so that lines are since then. */
const base = [OLD_RECORD, condition('C18.7', { onset: ago(1200) }), condition('C78.7', { onset: ago(1100) })];
/** The same, seen here since the first treatment only. */
const late = [
  condition('C18.7', { onset: ago(1200), recorded: ago(1000) }),
  condition('C78.7', { onset: ago(1100), recorded: ago(1000) }),
];
const prostate = [OLD_RECORD, condition('C61', { onset: ago(1200) }), condition('C79.51', { onset: ago(1100) })];
const claim = (code: string, when: string): Resource => given('', when, { medicationCodeableConcept: coded(code) });
const first = cycles('oxaliplatin', 1000, 900);
const second = cycles('irinotecan', 700, 600);
const third = cycles('regorafenib', 300, 200, 28);

describe('4 progression after second line', () => {
  const row = table('progression-after-second-line');
  decide([
    row('no treatment', base, 'not-met'),
    row('two lines', [...base, ...first, ...second], 'not-met'),
    row('three lines', [...base, ...first, ...second, ...third], 'met major definite counted'),
    row(
      'three lines, the third by a single order',
      [...base, ...first, ...second, order('regorafenib', ago(100))],
      'met supporting probable',
    ),
    row(
      'worse on the day the second line began',
      [...base, ...first, ...second, diseaseStatus(WORSE, ago(700))],
      'met major definite',
    ),
    row('worse the day before', [...base, ...first, ...second, diseaseStatus(WORSE, ago(701))], 'not-met'),
    row(
      'worse after the second line',
      [...base, ...first, ...second, diseaseStatus(WORSE, ago(500))],
      'met major definite',
    ),
    row(
      'stable after the second line',
      [...base, ...first, ...second, diseaseStatus('359746009', ago(500))],
      'not-met',
    ),
    row('worse on first line', [...base, ...first, diseaseStatus(WORSE, ago(900))], 'not-met'),
    row(
      'worse in a year that holds the start of the second line',
      [...base, ...first, ...second, diseaseStatus(WORSE, '2024')],
      'met supporting probable',
    ),
    row(
      'a line before the disease was advanced does not count',
      [...base, ...cycles('fluorouracil', 1190, 1150), ...first, ...second],
      'not-met',
    ),
    row(
      'endocrine lines do not count',
      [
        OLD_RECORD,
        condition('C50.911', { onset: ago(1200) }),
        condition('C79.51', { onset: ago(1100) }),
        ...cycles('letrozole', 1000, 900, 30),
        ...cycles('fulvestrant', 700, 600, 30),
        ...cycles('exemestane', 300, 200, 30),
      ],
      'not-met',
    ),
    row(
      'date of advanced disease not known: all lines, probable',
      [
        OLD_RECORD,
        condition('C18.7', { onset: ago(1200) }),
        condition('C78.7', { more: { onsetDateTime: undefined } }),
        ...first,
        ...second,
        ...third,
      ],
      'met supporting probable',
    ),
    row('a study drug', [...base, ...first, order('Study drug', ago(100))], 'not-assessable possible'),
    row(
      'a regimen by its short name',
      [...base, ...first, order('R-CHOP cycle 3', ago(100))],
      'not-assessable possible',
    ),
    row('a cancer drug of unknown name', [...base, ...first, given('zzzatinib', ago(100))], 'not-assessable possible'),
    row('the record begins with the treatment', [...late, ...first, ...second], 'not-assessable possible'),
    row('and three lines are seen all the same', [...late, ...first, ...second, ...third], 'met major definite'),
    row(
      'worse without a date, two lines',
      [...base, ...first, ...second, observation('97509-4', null, { valueCodeableConcept: coded(WORSE) })],
      'not-assessable date-unknown',
    ),
    row('orders not read', [...base, ...first], 'not-assessable scope-not-granted', {
      states: { MedicationRequest: 'forbidden' },
    }),
    row('an order of which nothing names the drug', [...base, order('999999', ago(50))], 'not-assessable truncated'),
    row('dispenses not read: a caveat', base, 'not-met', { states: { MedicationDispense: 'unsupported' } }),
    row('stage II', [OLD_RECORD, ...STAGE_II, ...cycles('docetaxel', 300, 200)], 'not-applicable'),
  ]);
});

describe('23 new treatment line', () => {
  const row = table('systemic-therapy-change');
  decide([
    row(
      'a line that began 30 days ago',
      [...base, ...first, given('irinotecan', ago(30))],
      'met supporting definite !counted',
    ),
    row('a line that began 31 days ago', [...base, ...first, given('irinotecan', ago(31))], 'not-met'),
    row('the next cycle of a line', [...base, ...cycles('irinotecan', 100, 2)], 'not-met'),
    row('a refill', [...base, dispense('osimertinib', ago(60), 30), dispense('osimertinib', ago(29), 30)], 'not-met'),
    row('a single order', [...base, order('irinotecan', ago(10))], 'met supporting probable'),
    row('a first line while the record is young', [...late, given('irinotecan', ago(10))], 'met supporting probable'),
    row(
      'a study drug, perhaps placebo, ordered 20 days ago',
      [...base, order('Study drug ABC-123 or placebo', ago(20))],
      'not-assessable possible',
    ),
    row('a study drug without a date', [...base, order('Study drug', null)], 'not-assessable possible'),
    row('a study drug ordered 31 days ago', [...base, order('Study drug', ago(31))], 'not-met'),
    row('goserelin, the code alone', [...prostate, claim('J9202', ago(10))], 'met supporting definite'),
    row('BCG, the code alone', [...base, claim('J9031', ago(10))], 'not-met'),
    row('fluorouracil 5 %', [...base, order('fluorouracil 5 %', ago(10))], 'not-met'),
    row('adalimumab', [...base, order('adalimumab 40 mg', ago(10))], 'not-met'),
    row('FOLFOX', [...base, order('FOLFOX', ago(10))], 'met supporting probable'),
    row(
      'FOLFOX while another line runs',
      [...base, ...cycles('irinotecan', 100, 2), order('FOLFOX', ago(10))],
      'not-assessable possible',
    ),
    row('statements not read', base, 'not-assessable unsupported', { states: { MedicationStatement: 'unsupported' } }),
    row(
      '55 breast cancer stage I, fluorouracil cream last week',
      [condition('C50.911', { onset: ago(1100), stage: 'Stage IA' }), order('fluorouracil 5 % Topical Cream', ago(7))],
      'not-applicable',
    ),
  ]);
});

describe('24 treatment while much help is needed', () => {
  const row = table('treatment-with-poor-function');
  const poor = ecog(3, ago(5));
  decide([
    row(
      'a dose 14 days ago, ECOG 3',
      [...STAGE_IV, given('docetaxel', ago(14)), poor],
      'met supporting definite !counted',
    ),
    row('a dose 15 days ago', [...STAGE_IV, given('docetaxel', ago(15)), poor], 'not-met'),
    row('ECOG 2', [...STAGE_IV, given('docetaxel', ago(5)), ecog(2, ago(5))], 'not-met'),
    row('no ECOG', [...STAGE_IV, given('docetaxel', ago(5))], 'not-assessable never-recorded'),
    row('an ECOG of long ago', [...STAGE_IV, given('docetaxel', ago(5)), ecog(3, ago(90))], 'not-assessable stale'),
    row(
      'an order 40 days ago without end',
      [...STAGE_IV, order('docetaxel', ago(40)), poor],
      'met supporting probable',
    ),
    row('endocrine alone', [...STAGE_IV, given('fulvestrant', ago(5)), poor], 'not-met'),
    row('denosumab', [...STAGE_IV, given('denosumab', ago(5)), poor], 'not-met'),
    row('chemotherapy by procedure', [...STAGE_IV, procedure('367336001', ago(5)), poor], 'met supporting definite'),
    row('doses given not read', [...STAGE_IV, poor], 'not-assessable fetch-failed', {
      states: { MedicationAdministration: 'failed' },
    }),
  ]);
});

describe('25 no further treatment planned', () => {
  const row = table('anticancer-treatment-stopped');
  const stopped = (code: string, end: number, more: object = {}): Resource =>
    order('docetaxel', ago(end + 60), {
      status: 'stopped',
      statusReason: coded(code),
      dosageInstruction: [{ timing: { repeat: { boundsPeriod: { start: ago(end + 60), end: ago(end) } } } }],
      ...more,
    });
  const dosesBefore = (end: number): readonly Resource[] => [
    given('docetaxel', ago(end + 60)),
    given('docetaxel', ago(end + 30)),
  ];
  const NO_RESPONSE = '266721009';
  decide([
    row(
      'no response, 28 days ago',
      [...STAGE_IV, ...dosesBefore(28), stopped(NO_RESPONSE, 28)],
      'met major definite counted',
    ),
    row('27 days ago', [...STAGE_IV, ...dosesBefore(27), stopped(NO_RESPONSE, 27)], 'not-met'),
    row('180 days ago', [...STAGE_IV, ...dosesBefore(180), stopped(NO_RESPONSE, 180)], 'met major definite'),
    row('181 days ago', [...STAGE_IV, ...dosesBefore(181), stopped(NO_RESPONSE, 181)], 'not-assessable never-recorded'),
    row('not tolerated', [...STAGE_IV, ...dosesBefore(60), stopped('407563006', 60)], 'met major definite'),
    row("the patient's choice", [...STAGE_IV, ...dosesBefore(60), stopped('105480006', 60)], 'met major definite'),
    row('a single order', [...STAGE_IV, stopped(NO_RESPONSE, 60)], 'met supporting probable'),
    row(
      'the day of the end is not known',
      [...STAGE_IV, order('docetaxel', ago(100), { status: 'stopped', statusReason: coded(NO_RESPONSE) })],
      'met supporting probable',
    ),
    row('moved away', [...STAGE_IV, stopped('184081006', 60)], 'not-assessable never-recorded'),
    row(
      'completed as planned',
      [...STAGE_IV, order('docetaxel', ago(100), { status: 'completed' })],
      'not-assessable never-recorded',
    ),
    row('ended, and nobody says why', [...STAGE_IV, ...cycles('docetaxel', 200, 60)], 'not-assessable possible'),
    row('still treated', [...STAGE_IV, ...cycles('docetaxel', 200, 5)], 'not-met'),
    row('another drug since', [...STAGE_IV, stopped(NO_RESPONSE, 60), given('gemcitabine', ago(40))], '!met'),
    row('hormones go on', [...STAGE_IV, stopped(NO_RESPONSE, 60), given('leuprolide', ago(20))], 'not-met'),
    row(
      'another treatment is planned',
      [...STAGE_IV, stopped(NO_RESPONSE, 60), order('gemcitabine', ago(3), { intent: 'plan' })],
      'not-met',
    ),
    row(
      'an order on hold',
      [...STAGE_IV, stopped(NO_RESPONSE, 60), order('gemcitabine', ago(100), { status: 'on-hold' })],
      'not-met',
    ),
    row('never treated', STAGE_IV, 'not-assessable never-recorded'),
    row('orders not read', STAGE_IV, 'not-assessable not-asked', { states: { MedicationRequest: 'not-asked' } }),
    row(
      '43 stage I lung, treated',
      [condition('C34.11', { stage: 'Stage IA' }), stopped(NO_RESPONSE, 60)],
      'not-applicable',
    ),
  ]);
});

describe('situations of the reference with treatment', () => {
  decide([
    [
      '45 stage II breast, partial remission, on chemotherapy',
      [...STAGE_II, diseaseStatus('551001000124108', ago(10)), ...cycles('docetaxel', 60, 5)],
      { M: true, level: 'oncology-team', urgency: null },
    ],
    [
      '52 Hodgkin, Ann Arbor IV, on treatment',
      [condition('C81.10', { stage: 'Ann Arbor Stage IV' }), ...cycles('doxorubicin', 60, 5, 14)],
      { isMetastatic: false, A: false, level: 'oncology-team', urgency: null },
    ],
    [
      '61 new line 10 days ago',
      [...base, ...first, given('irinotecan', ago(10))],
      { triggers: { 'systemic-therapy-change': 'met' } },
    ],
    [
      '63 new acute leukemia',
      [condition('C92.00', { onset: ago(10), recorded: ago(10) }), ...cycles('cytarabine', 8, 2, 1)],
      { metastatic: 'not-applicable', level: 'oncology-team', urgency: null },
    ],
  ]);
});
