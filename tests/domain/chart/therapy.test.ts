/** Exposures and lines of therapy (clinical reference 3.4), each item with its boundary. */
import { describe, expect, test } from 'vitest';
import { exposuresOf } from '../../../src/domain/chart/exposures.ts';
import { activeMalignancy } from '../../../src/domain/chart/malignancy.ts';
import { therapyOf, type Therapy } from '../../../src/domain/chart/therapy.ts';
import {
  ago,
  carePlan,
  chartOf,
  condition,
  diseaseStatus,
  mCategory,
  observation,
  procedure,
  referral,
  STAGE_II,
  STAGE_IV,
  stageGroup,
  type Resource,
  type Scene,
} from '../../support/chart-of.ts';
import { intent } from '../../support/builders/disease.ts';
import { cycles, dispense, given, OLD_RECORD, order, statement, supply } from '../../support/builders/treatment.ts';

function therapy(resources: readonly Resource[], scene: Scene = {}): Therapy {
  const chart = chartOf([OLD_RECORD, ...resources], scene);
  const exposures = exposuresOf(chart);
  return therapyOf(chart, activeMalignancy(chart, exposures), exposures);
}

/** Lines as "carboplatin+paclitaxel definite", in their order. */
function linesOf({ lines }: Therapy): readonly string[] {
  return lines.map((one) => `${one.drugs.toSorted().join('+')} ${one.certainty}`);
}

const lung = STAGE_IV;
const breastIv = [condition('C50.911', { onset: ago(1500) }), condition('C79.51', { onset: ago(1400) })];
const prostateIv = [condition('C61', { onset: ago(1500) }), condition('C79.51', { onset: ago(1400) })];
const myeloma = [condition('C90.00', { onset: ago(900) })];
const lymphoma = [condition('C83.31', { onset: ago(900) })];

describe('what makes a line', () => {
  test.each<readonly [situation: string, cancer: readonly Resource[], treatment: readonly Resource[], lines: string[]]>(
    [
      ['nothing', lung, [], []],
      [
        'two drugs of one day',
        lung,
        [...cycles('carboplatin', 300, 240), ...cycles('paclitaxel', 300, 240)],
        ['carboplatin+paclitaxel definite'],
      ],
      [
        'a new drug 28 days after the first',
        lung,
        [...cycles('carboplatin', 300, 240), ...cycles('gemcitabine', 272, 240)],
        ['carboplatin+gemcitabine definite'],
      ],
      [
        'a new drug 29 days after the first',
        lung,
        [...cycles('carboplatin', 300, 240), ...cycles('gemcitabine', 271, 240)],
        ['carboplatin definite', 'gemcitabine definite'],
      ],
      [
        'the same drug after a gap of 180 days',
        lung,
        [given('docetaxel', ago(300)), given('docetaxel', ago(120))],
        ['docetaxel definite'],
      ],
      [
        'the same drug after a gap of 181 days',
        lung,
        [given('docetaxel', ago(301)), given('docetaxel', ago(120))],
        ['docetaxel definite', 'docetaxel definite'],
      ],
      [
        'the gap counts from the end of the supply',
        lung,
        [order('osimertinib', ago(330), supply(30)), order('osimertinib', ago(120))],
        ['osimertinib definite'],
      ],
      [
        'one drug goes on while another pauses 200 days',
        lung,
        [...cycles('fluorouracil', 350, 20, 28), given('irinotecan', ago(350)), given('irinotecan', ago(150))],
        ['fluorouracil+irinotecan definite'],
      ],
      [
        'dropping a drug',
        lung,
        [...cycles('carboplatin', 300, 240), ...cycles('pemetrexed', 300, 30)],
        ['carboplatin+pemetrexed definite'],
      ],
      [
        'cisplatin for carboplatin',
        lung,
        [...cycles('cisplatin', 300, 260), ...cycles('carboplatin', 240, 200)],
        ['carboplatin+cisplatin definite'],
      ],
      [
        'docetaxel for paclitaxel',
        lung,
        [...cycles('paclitaxel', 300, 260), ...cycles('docetaxel', 240, 200)],
        ['docetaxel+paclitaxel definite'],
      ],
      [
        'nab-paclitaxel for paclitaxel',
        lung,
        [...cycles('paclitaxel', 300, 260), ...cycles('nab-paclitaxel', 240, 200)],
        ['nab-paclitaxel+paclitaxel definite'],
      ],
      [
        'capecitabine for fluorouracil',
        lung,
        [...cycles('fluorouracil', 300, 260), ...cycles('capecitabine', 240, 200)],
        ['capecitabine+fluorouracil definite'],
      ],
      [
        'a biosimilar',
        breastIv,
        [...cycles('trastuzumab', 300, 260), ...cycles('trastuzumab-anns', 240, 200)],
        ['trastuzumab definite'],
      ],
      [
        'another formulation of trastuzumab',
        breastIv,
        [...cycles('Herceptin Hylecta', 300, 260), ...cycles('trastuzumab', 240, 200)],
        ['trastuzumab definite'],
      ],
      [
        'a conjugate is another drug',
        breastIv,
        [...cycles('trastuzumab', 300, 260), ...cycles('fam-trastuzumab deruxtecan-nxki', 200, 160)],
        ['trastuzumab definite', 'trastuzumab-deruxtecan definite'],
      ],
      [
        'radiotherapy in between',
        lung,
        [...cycles('carboplatin', 300, 260), procedure('108290001', ago(250)), ...cycles('carboplatin', 240, 200)],
        ['carboplatin definite'],
      ],
      [
        'durvalumab after chemoradiation',
        lung,
        [...cycles('cisplatin', 300, 260), procedure('703423002', ago(290)), ...cycles('durvalumab', 230, 30)],
        ['cisplatin+durvalumab definite'],
      ],
      [
        'pembrolizumab after platinum, as maintenance',
        lung,
        [...cycles('carboplatin', 300, 240), ...cycles('pembrolizumab', 220, 30)],
        ['carboplatin+pembrolizumab definite'],
      ],
      [
        'the same when the disease got worse before',
        lung,
        [...cycles('carboplatin', 300, 240), diseaseStatus('271299001', ago(225)), ...cycles('pembrolizumab', 220, 30)],
        ['carboplatin definite', 'pembrolizumab definite'],
      ],
      [
        'the same with another new drug beside it',
        lung,
        [...cycles('carboplatin', 300, 240), ...cycles('pembrolizumab', 220, 30), ...cycles('lenvatinib', 215, 30)],
        ['carboplatin definite', 'lenvatinib+pembrolizumab definite'],
      ],
      [
        'lenalidomide after bortezomib',
        myeloma,
        [...cycles('bortezomib', 500, 400, 7), ...cycles('lenalidomide', 350, 30, 28)],
        ['bortezomib+lenalidomide definite'],
      ],
      [
        'melphalan for the transplant',
        myeloma,
        [...cycles('bortezomib', 500, 400, 7), given('melphalan', ago(350)), procedure('1172516002', ago(348))],
        ['bortezomib+melphalan definite'],
      ],
      [
        'bridging before CAR-T cells',
        lymphoma,
        [
          ...cycles('rituximab', 500, 440),
          ...cycles('bendamustine', 250, 230),
          given('axicabtagene ciloleucel', ago(200)),
        ],
        ['rituximab definite', 'axicabtagene+bendamustine definite'],
      ],
      [
        'AC, then a taxane, in early breast cancer',
        STAGE_II,
        [
          ...cycles('doxorubicin', 380, 320),
          ...cycles('cyclophosphamide', 380, 320),
          ...cycles('paclitaxel', 300, 240),
        ],
        ['cyclophosphamide+doxorubicin+paclitaxel definite'],
      ],
      [
        'the same in metastatic breast cancer',
        breastIv,
        [...cycles('doxorubicin', 380, 320), ...cycles('paclitaxel', 300, 240)],
        ['doxorubicin definite', 'paclitaxel definite'],
      ],
      [
        'abemaciclib after adjuvant chemotherapy',
        STAGE_II,
        [...cycles('docetaxel', 380, 320), ...cycles('abemaciclib', 250, 20, 28)],
        ['abemaciclib+docetaxel definite'],
      ],
    ],
  )('%s', (_, cancer, treatment, lines) => {
    expect(linesOf(therapy([...cancer, ...treatment]))).toEqual(lines);
  });
});

describe('endocrine treatment', () => {
  test.each<readonly [situation: string, cancer: readonly Resource[], treatment: readonly Resource[], lines: string[]]>(
    [
      ['adjuvant tamoxifen is no line', STAGE_II, [statement('tamoxifen', ago(300))], []],
      [
        'letrozole for metastatic breast cancer is one',
        breastIv,
        [order('letrozole', ago(300)), order('letrozole', ago(270))],
        ['letrozole definite'],
      ],
      [
        'letrozole that began when metastases were coded',
        breastIv,
        [order('letrozole', ago(1430))],
        ['letrozole probable'],
      ],
      ['letrozole that began before', breastIv, [order('letrozole', ago(1431))], []],
      [
        'a changed aromatase inhibitor is no new line',
        breastIv,
        [order('letrozole', ago(300), supply(90)), order('anastrozole', ago(200))],
        ['anastrozole+letrozole probable'],
      ],
      [
        'castration goes on beneath: abiraterone, then docetaxel',
        prostateIv,
        [
          ...cycles('leuprolide', 1300, 20, 90),
          ...cycles('abiraterone', 1000, 500, 28),
          ...cycles('docetaxel', 450, 300),
        ],
        ['leuprolide definite', 'abiraterone definite', 'docetaxel definite'],
      ],
      [
        'marked adjuvant by its reason',
        breastIv,
        [order('letrozole', ago(300), { reasonCode: [{ text: 'adjuvant therapy' }] })],
        [],
      ],
    ],
  )('%s', (_, cancer, treatment, lines) => {
    expect(linesOf(therapy([...cancer, ...treatment]))).toEqual(lines);
  });

  test('a line of endocrine drugs alone says so', () => {
    const { lines } = therapy([...prostateIv, ...cycles('leuprolide', 300, 20, 90), ...cycles('docetaxel', 100, 30)]);
    expect(lines.map(({ endocrineOnly }) => endocrineOnly)).toEqual([true, false]);
  });
});

describe('what is no exposure', () => {
  test.each<readonly [string, readonly Resource[], readonly Resource[]]>([
    ['fluorouracil cream', lung, [order('fluorouracil 50 MG/ML Topical Cream', ago(10))]],
    [
      'fluorouracil by a topical route',
      lung,
      [order('fluorouracil', ago(10), { dosageInstruction: [{ route: { text: 'Topical' } }] })],
    ],
    [
      'bevacizumab into the eye',
      lung,
      [given('bevacizumab', ago(10), { dosage: { route: { text: 'Intravitreal' } } })],
    ],
    [
      'mitomycin into the bladder',
      lung,
      [given('mitomycin', ago(10), { dosage: { route: { text: 'intravesical use' } } })],
    ],
    [
      'methotrexate 15 mg a week by mouth, lung cancer',
      lung,
      [
        order('methotrexate 2.5 MG Oral Tablet', ago(10), {
          dosageInstruction: [{ doseAndRate: [{ doseQuantity: { value: 15, unit: 'mg' } }] }],
        }),
      ],
    ],
    ['methotrexate tablets by code alone', lung, [order('105585', ago(10))]],
    ['rituximab, lung cancer and arthritis', lung, [given('rituximab', ago(10))]],
    ['hydroxyurea, breast cancer', breastIv, [order('hydroxyurea', ago(10))]],
    ['leucovorin', lung, [given('leucovorin', ago(10))]],
    ['megestrol', lung, [order('megestrol', ago(10))]],
    ['denosumab', lung, [given('denosumab', ago(10))]],
    ['a plan', lung, [order('docetaxel', ago(10), { intent: 'plan' })]],
    ['a draft', lung, [order('docetaxel', ago(10), { status: 'draft' })]],
    ['a cancelled order', lung, [order('docetaxel', ago(10), { status: 'cancelled' })]],
    ['an order not to give it', lung, [order('docetaxel', ago(10), { doNotPerform: true })]],
    ['not given', lung, [given('docetaxel', ago(10), { status: 'not-done' })]],
    ['not taken', lung, [statement('imatinib', ago(10), { status: 'not-taken' })]],
    [
      'an order that begins later',
      lung,
      [
        order('docetaxel', ago(10), {
          dosageInstruction: [{ timing: { repeat: { boundsPeriod: { start: '2026-12-01' } } } }],
        }),
      ],
    ],
  ])('%s', (_, cancer, treatment) => {
    const found = therapy([...cancer, ...treatment]);
    expect(found.exposures).toEqual([]);
    expect(found.lines).toEqual([]);
    expect(found.onTreatment).toBe(false);
  });

  test.each<readonly [string, readonly Resource[], Resource]>([
    ['rituximab in lymphoma', lymphoma, given('rituximab', ago(10))],
    ['low-dose methotrexate in leukemia', [condition('C91.00')], order('methotrexate 2.5 MG Oral Tablet', ago(10))],
    [
      'methotrexate 60 mg',
      breastIv,
      given('methotrexate 25 MG/ML Injection', ago(10), { dosage: { dose: { value: 60, unit: 'mg' } } }),
    ],
    ['everolimus in kidney cancer', [condition('C64.1')], order('everolimus', ago(10))],
  ])('but %s is', (_, cancer, treatment) => {
    expect(therapy([...cancer, treatment]).onTreatment).toBe(true);
  });
});

describe('where lines cannot be told', () => {
  const aml = [condition('C92.00', { onset: ago(700) })];
  const induction = [...cycles('cytarabine', 600, 590, 1), ...cycles('daunorubicin', 600, 597, 1)];
  const rows: readonly (readonly [
    situation: string,
    resources: readonly Resource[],
    count: number | null,
    unclear: Therapy['unclear'],
    scene?: Scene,
  ])[] = [
    ['nothing on record, all loaded', lung, 0, null],
    [
      'a study drug',
      [...lung, ...cycles('docetaxel', 200, 100), order('Investigational drug ABC-123', ago(50))],
      null,
      'study-drug',
    ],
    [
      'a cancer drug of unknown name',
      [...lung, ...cycles('docetaxel', 200, 100), given('zzzatinib', ago(50))],
      null,
      'unknown-drug',
    ],
    ['chemotherapy of which no drug is named', [...lung, procedure('367336001', ago(50))], null, 'unknown-drug'],
    [
      'the same within a course of named drugs',
      [...lung, ...cycles('docetaxel', 200, 100), procedure('367336001', ago(150))],
      1,
      null,
    ],
    ['an order without any date', [...lung, order('docetaxel', null)], null, 'unknown-drug'],
    ['the same beside one with a date', [...lung, order('docetaxel', null), given('docetaxel', ago(100))], 1, null],
    ['acute leukemia, one regimen', [...aml, ...induction], 1, null],
    [
      'acute leukemia, blocks of other drugs',
      [...aml, ...induction, ...cycles('mitoxantrone', 500, 495, 1)],
      null,
      'planned-blocks',
    ],
    [
      'acute leukemia in relapse: lines are relapses + 1',
      [
        ...aml,
        ...induction,
        ...cycles('mitoxantrone', 500, 495, 1),
        condition('C92.02', { recorded: ago(200), onset: ago(200) }),
        ...cycles('gilteritinib', 190, 100, 28),
      ],
      2,
      null,
    ],
    [
      'lymphoma with blocks',
      [
        ...lymphoma,
        ...cycles('rituximab', 600, 590),
        ...cycles('cyclophosphamide', 600, 590),
        ...cycles('cytarabine', 560, 550, 1),
      ],
      null,
      'planned-blocks',
    ],
    [
      'medication orders not loaded',
      [...lung, given('docetaxel', ago(50))],
      null,
      'not-loaded',
      { states: { MedicationRequest: 'failed' } },
    ],
    [
      'no medication source at all',
      lung,
      null,
      'not-loaded',
      {
        states: {
          MedicationRequest: 'not-asked',
          MedicationAdministration: 'not-asked',
          MedicationStatement: 'not-asked',
          MedicationDispense: 'not-asked',
        },
      },
    ],
    [
      'statements alone, with treatment',
      [...lung, statement('docetaxel', ago(50))],
      1,
      null,
      {
        states: {
          MedicationRequest: 'not-asked',
          MedicationAdministration: 'not-asked',
          MedicationDispense: 'not-asked',
        },
      },
    ],
    [
      'orders not asked for, doses given loaded and empty',
      lung,
      null,
      'not-loaded',
      { states: { MedicationRequest: 'not-asked' } },
    ],
    [
      'statements alone, without',
      lung,
      null,
      'not-loaded',
      {
        states: {
          MedicationRequest: 'not-asked',
          MedicationAdministration: 'not-asked',
          MedicationDispense: 'not-asked',
        },
      },
    ],
  ];
  for (const [situation, resources, count, unclear, scene] of rows)
    test(situation, () => {
      const found = therapy(resources, scene);
      expect({ count: found.lineCount, unclear: found.unclear, atLeast: found.atLeast }).toEqual({
        count,
        unclear,
        atLeast: unclear !== null,
      });
    });

  test.each([
    ['a visit 365 days before the first treatment', 465, null],
    ['a visit 364 days before it', 464, 'record-begins-late'],
  ])('%s', (_, visit, unclear) => {
    const chart = chartOf([
      condition('C34.11', { onset: ago(800), recorded: ago(440) }),
      condition('C78.7', { onset: ago(440), recorded: ago(440) }),
      { ...OLD_RECORD, period: { start: ago(visit), end: ago(visit) } },
      given('docetaxel', ago(100)),
    ]);
    const exposures = exposuresOf(chart);
    const found = therapyOf(chart, activeMalignancy(chart, exposures), exposures);
    expect([found.unclear, found.lineCount]).toEqual([unclear, 1]);
  });

  test('a record that reaches back to the onset holds all lines', () => {
    const chart = chartOf([
      condition('C34.11', { onset: ago(120), recorded: ago(120) }),
      condition('C78.7', { onset: ago(120), recorded: ago(120) }),
      given('docetaxel', ago(100)),
    ]);
    const exposures = exposuresOf(chart);
    expect(therapyOf(chart, activeMalignancy(chart, exposures), exposures).unclear).toBe(null);
  });

  test('a record that begins after the disease was advanced', () => {
    const chart = chartOf([
      condition('C34.11', { onset: ago(2000), recorded: ago(1000) }),
      condition('C78.7', { onset: ago(1900), recorded: ago(1000) }),
      { ...OLD_RECORD, period: { start: ago(1000), end: ago(1000) } },
      given('docetaxel', ago(100)),
    ]);
    const exposures = exposuresOf(chart);
    expect(therapyOf(chart, activeMalignancy(chart, exposures), exposures).unclear).toBe('record-begins-late');
  });
});

describe('how sure a line is', () => {
  test.each<readonly [string, readonly Resource[], string]>([
    ['one order', [order('docetaxel', ago(100))], 'probable'],
    ['two orders of one day', [order('docetaxel', ago(100)), order('docetaxel', ago(100))], 'probable'],
    ['two orders of two days', [order('docetaxel', ago(100)), order('docetaxel', ago(79))], 'definite'],
    ['one dose given', [given('docetaxel', ago(100))], 'definite'],
    ['one dispense', [dispense('osimertinib', ago(100), 30)], 'definite'],
    [
      'a dose given, the drug in text alone',
      [given('x', ago(100), { medicationCodeableConcept: { text: 'docetaxel' } })],
      'probable',
    ],
    ['a month instead of a day', [given('docetaxel', '2026-05')], 'probable'],
  ])('%s', (_, treatment, certainty) => {
    expect(therapy([...lung, ...treatment]).lines.map((one) => one.certainty)).toEqual([certainty]);
  });
});

describe('on treatment now', () => {
  const rows: readonly (readonly [string, readonly Resource[], boolean | null, Scene?])[] = [
    ['a dose 42 days ago', [given('docetaxel', ago(42))], true],
    ['a dose 43 days ago', [given('docetaxel', ago(43))], false],
    ['an order without end, 72 days ago', [order('docetaxel', ago(72))], true],
    ['an order without end, 73 days ago: active alone is no exposure', [order('docetaxel', ago(73))], false],
    ['a supply of 90 days with one refill, 180 days ago', [order('osimertinib', ago(180), supply(90, 1))], true],
    [
      'a statement of last year, said to be taken last week',
      [statement('imatinib', ago(400), { dateAsserted: ago(7) })],
      true,
    ],
    ['endocrine alone', [order('letrozole', ago(5))], false],
    ['radiotherapy alone', [procedure('108290001', ago(5))], false],
    ['chemotherapy of which no drug is named', [procedure('367336001', ago(5))], true],
    ['a dose without a date', [given('docetaxel', null)], null],
    ['nothing, and doses given not loaded', [], null, { states: { MedicationAdministration: 'unsupported' } }],
  ];
  for (const [situation, treatment, on, scene] of rows)
    test(situation, () => {
      expect(therapy([...lung, ...treatment], scene).onTreatment).toBe(on);
    });
});

describe('lines that follow one another by plan, and what ends the plan', () => {
  const rows: readonly (readonly [string, readonly Resource[], readonly Resource[], readonly string[]])[] = [
    [
      'maintenance after progression of years ago',
      lung,
      [diseaseStatus('271299001', ago(800)), ...cycles('carboplatin', 300, 240), ...cycles('pembrolizumab', 220, 30)],
      ['carboplatin+pembrolizumab definite'],
    ],
    [
      'maintenance before a progression',
      lung,
      [...cycles('carboplatin', 300, 240), ...cycles('pembrolizumab', 220, 100), diseaseStatus('271299001', ago(50))],
      ['carboplatin+pembrolizumab definite'],
    ],
    [
      'progression on the very day on which the new drug starts',
      lung,
      [...cycles('carboplatin', 300, 240), diseaseStatus('271299001', ago(220)), ...cycles('pembrolizumab', 220, 30)],
      ['carboplatin definite', 'pembrolizumab definite'],
    ],
    [
      'stable disease is no progression',
      lung,
      [...cycles('carboplatin', 300, 240), diseaseStatus('359746009', ago(225)), ...cycles('pembrolizumab', 220, 30)],
      ['carboplatin+pembrolizumab definite'],
    ],
    [
      'a partner of the maintenance drug that comes 28 days later',
      lung,
      [...cycles('carboplatin', 300, 240), ...cycles('pembrolizumab', 220, 30), given('lenvatinib', ago(192))],
      ['carboplatin definite', 'lenvatinib+pembrolizumab definite'],
    ],
    [
      'one that comes a day later starts a line of its own',
      lung,
      [...cycles('carboplatin', 300, 240), ...cycles('pembrolizumab', 220, 30), given('lenvatinib', ago(191))],
      ['carboplatin+pembrolizumab definite', 'lenvatinib definite'],
    ],
    [
      'a partner of the old line is no new one',
      lung,
      [...cycles('carboplatin', 300, 240), ...cycles('pembrolizumab', 220, 30), given('cisplatin', ago(210))],
      ['carboplatin+cisplatin+pembrolizumab definite'],
    ],
    [
      'melphalan without a transplant to follow, as the first drug',
      myeloma,
      [...cycles('melphalan', 500, 400, 28), ...cycles('bortezomib', 300, 200, 7)],
      ['melphalan definite', 'bortezomib definite'],
    ],
    [
      'melphalan late in a line conditions for a transplant that nobody recorded',
      myeloma,
      [...cycles('bortezomib', 500, 400, 7), given('melphalan', ago(350))],
      ['bortezomib+melphalan definite'],
    ],
    [
      'a drug the day after the transplant still belongs to it; two days after it does not',
      myeloma,
      [
        ...cycles('bortezomib', 500, 400, 7),
        procedure('1172516002', ago(350)),
        given('cyclophosphamide', ago(349)),
        given('daratumumab', ago(348)),
      ],
      ['bortezomib+cyclophosphamide definite', 'daratumumab definite'],
    ],
    [
      'cells that came before the drug are no bridge',
      lymphoma,
      [...cycles('rituximab', 500, 440), given('axicabtagene ciloleucel', ago(300)), given('bendamustine', ago(250))],
      ['rituximab definite', 'axicabtagene definite', 'bendamustine definite'],
    ],
    [
      'a drug on the day of the cells',
      lymphoma,
      [...cycles('rituximab', 500, 440), given('axicabtagene ciloleucel', ago(300)), given('fludarabine', ago(300))],
      ['rituximab definite', 'axicabtagene+fludarabine definite'],
    ],
    [
      'early breast cancer: a drug that is not of the plan',
      STAGE_II,
      [...cycles('doxorubicin', 380, 320), given('eribulin', ago(250))],
      ['doxorubicin definite', 'eribulin definite'],
    ],
    [
      'a plan of breast cancer does not hold in another cancer',
      [condition('C34.11', { onset: ago(700), recorded: ago(700), stage: 'Stage II' })],
      [...cycles('doxorubicin', 380, 320), ...cycles('paclitaxel', 250, 200)],
      ['doxorubicin definite', 'paclitaxel definite'],
    ],
    [
      'early breast cancer: the plan ran before the metastases were coded',
      breastIv,
      [...cycles('doxorubicin', 1480, 1460), ...cycles('paclitaxel', 1440, 1435)],
      ['doxorubicin+paclitaxel definite'],
    ],
    [
      'a plan that reaches to their coding does not',
      breastIv,
      [...cycles('doxorubicin', 1480, 1460), ...cycles('paclitaxel', 1430, 1420)],
      ['doxorubicin definite', 'paclitaxel definite'],
    ],
    [
      'hormones for palliation are a line, whenever they began',
      [condition('C50.911', { onset: ago(1500), recorded: ago(1500), stage: 'Stage II' })],
      [order('letrozole', ago(1450), intent('363676003'))],
      ['letrozole probable'],
    ],
  ];
  for (const [situation, cancer, treatment, expected] of rows)
    test(situation, () => {
      expect(linesOf(therapy([...cancer, ...treatment]))).toEqual(expected);
      expect(linesOf(therapy([...treatment.toReversed(), ...cancer]))).toEqual(expected);
    });
});

describe('acute leukemia: by relapses', () => {
  const aml = condition('C92.00', { onset: ago(700) });
  const induction = cycles('cytarabine', 600, 590, 1);
  const lines = (...resources: readonly Resource[]): number | null =>
    therapy([aml, ...induction, ...resources]).lineCount;

  test.each<readonly [string, readonly Resource[], number | null]>([
    [
      'a relapse and what was given on its day',
      [condition('C92.02', { onset: ago(300), recorded: ago(300) }), given('gilteritinib', ago(300))],
      2,
    ],
    [
      'what was given the day before is of the first',
      [condition('C92.02', { onset: ago(300), recorded: ago(300) }), given('gilteritinib', ago(301))],
      1,
    ],
    [
      'two relapses, told in no order',
      [
        condition('C92.02', { onset: ago(100), recorded: ago(100) }),
        condition('C92.02', { onset: ago(300), recorded: ago(300) }),
        given('azacitidine', ago(90)),
        given('gilteritinib', ago(290)),
      ],
      3,
    ],
    [
      'a relapse by the status of the diagnosis',
      [
        condition('C92.00', { status: 'relapse', onset: ago(300), recorded: ago(300) }),
        given('gilteritinib', ago(290)),
      ],
      2,
    ],
    [
      'and by "recurrence"',
      [
        condition('C92.00', { status: 'recurrence', onset: ago(300), recorded: ago(300) }),
        given('gilteritinib', ago(290)),
      ],
      2,
    ],
    [
      'a relapse without a day',
      [condition('C92.02', { onset: '', more: { onsetDateTime: undefined } }), given('gilteritinib', ago(290))],
      null,
    ],
    ['one regimen and no relapse', [], 1],
  ])('%s', (_, resources, expected) => {
    expect(lines(...resources)).toBe(expected);
  });
});

describe('since when the disease is advanced', () => {
  const since = (...resources: readonly Resource[]): Therapy['advancedSince'] => therapy(resources).advancedSince;
  const { asOf } = chartOf([]);
  const lungOf = (more: object = {}): Resource => condition('C34.11', { onset: ago(500), recorded: ago(500), ...more });

  test.each<readonly [string, readonly Resource[], number | null]>([
    ['not advanced', [lungOf()], null],
    ['a metastasis', [lungOf(), condition('C78.7', { onset: ago(300) })], 300],
    [
      'the earlier of two',
      [lungOf(), condition('C78.7', { onset: ago(300) }), condition('C79.51', { onset: ago(350) })],
      350,
    ],
    [
      'the same, told in the other order',
      [lungOf(), condition('C79.51', { onset: ago(350) }), condition('C78.7', { onset: ago(300) })],
      350,
    ],
    ['a lymph node is none', [lungOf(), condition('C77.1', { onset: ago(300) })], null],
    ['stage IV of the diagnosis', [lungOf({ stage: 'Stage IV' })], 500],
    ['stage III', [lungOf({ stage: 'Stage IIIA' })], null],
    ['stage IV on another day', [lungOf(), stageGroup('IV', ago(200))], 200],
    ['stage IIIB on another day', [lungOf(), stageGroup('IIIB', ago(200))], null],
    ['stage IV of a lymphoma', [condition('C83.31', { onset: ago(500) }), stageGroup('IV', ago(200))], null],
    ['M1', [lungOf(), mCategory('M1', ago(210))], 210],
    ['M0', [lungOf(), mCategory('M0', ago(210))], null],
    [
      'a site of metastasis',
      [lungOf(), observation('21976-6', ago(220), { valueCodeableConcept: { text: 'liver' } })],
      null,
    ],
  ])('%s', (_, resources, expected) => {
    const found = since(...resources);
    expect(found?.day == null ? null : asOf - found.day).toBe(expected);
  });
});

describe('planned, and not begun', () => {
  const planned = (...resources: readonly Resource[]): number => therapy([...lung, ...resources]).planned.length;
  const CHEMO = '367336001';

  test.each<readonly [string, readonly Resource[], number]>([
    ['nothing', [], 0],
    ['an order on hold', [order('docetaxel', ago(10), { status: 'on-hold' })], 1],
    ['hormones on hold', [order('letrozole', ago(10), { status: 'on-hold' })], 1],
    ['an unknown cancer drug on hold', [order('zzzatinib', ago(10), { status: 'on-hold' })], 1],
    ['another drug on hold', [order('morphine', ago(10), { status: 'on-hold' })], 0],
    ['a plan of chemotherapy', [carePlan(CHEMO, ago(10))], 1],
    ['the same on hold', [carePlan(CHEMO, ago(10), { status: 'on-hold' })], 1],
    ['the same completed', [carePlan(CHEMO, ago(10), { status: 'completed' })], 0],
    ['another plan', [carePlan('734163000', ago(10))], 0],
    ['chemotherapy asked for', [referral(CHEMO, ago(10))], 1],
    ['as a draft', [referral(CHEMO, ago(10), { status: 'draft' })], 1],
    ['on hold', [referral(CHEMO, ago(10), { status: 'on-hold' })], 1],
    ['completed', [referral(CHEMO, ago(10), { status: 'completed' })], 0],
    ['another order', [referral('306237005', ago(10))], 0],
  ])('%s', (_, resources, expected) => {
    expect(planned(...resources)).toBe(expected);
  });
});

describe('the start of the first line since the diagnosis', () => {
  const { asOf } = chartOf([]);
  const first = (...resources: readonly Resource[]): number | null => {
    const day = therapy(resources).firstLineStart;
    return day === null ? null : asOf - day;
  };
  test.each<readonly [string, readonly Resource[], number | null]>([
    ['no treatment', lung, null],
    ['the first of two', [...lung, given('carboplatin', ago(350)), given('gemcitabine', ago(100))], 350],
    [
      'one before the diagnosis was for another cancer',
      [...lung, given('carboplatin', ago(700)), given('gemcitabine', ago(100))],
      100,
    ],
    ['on the day of the diagnosis', [...lung, given('carboplatin', ago(400))], 400],
    [
      'a diagnosis without a day',
      [condition('C34.11', { more: { onsetDateTime: undefined } }), given('carboplatin', ago(700))],
      700,
    ],
  ])('%s', (_, resources, expected) => {
    expect(first(...resources)).toBe(expected);
  });
});

test('each line shows the record with which each of its drugs began, or what names none', () => {
  const shown = (...treatment: readonly Resource[]): readonly (readonly string[])[] =>
    therapy([...lung, ...treatment]).lines.map(({ evidence }) => evidence.map(({ reference }) => reference));
  expect(
    shown(
      given('carboplatin', ago(300), { id: 'c1' }),
      given('carboplatin', ago(279), { id: 'c2' }),
      given('paclitaxel', ago(300), { id: 'p1' }),
      procedure('367336001', ago(290), { id: 'x' }),
    ),
  ).toEqual([['MedicationAdministration/c1', 'MedicationAdministration/p1']]);
  expect(shown(procedure('367336001', ago(290), { id: 'x' }))).toEqual([['Procedure/x']]);
});

test('a drug that is only sure later in its line does not make the line certain', () => {
  const found = therapy([...lung, order('pemetrexed', ago(300), supply(200)), ...cycles('carboplatin', 271, 250)]);
  expect(linesOf(found)).toEqual(['pemetrexed probable', 'carboplatin definite']);
  const later = therapy([...lung, order('cisplatin', ago(300), supply(200)), ...cycles('carboplatin', 271, 250)]);
  expect(linesOf(later)).toEqual(['carboplatin+cisplatin probable']);
});

test('a line of hormones and another drug is not one of hormones alone', () => {
  const [line] = therapy([...prostateIv, ...cycles('leuprolide', 300, 20, 90), given('docetaxel', ago(290))]).lines;
  expect(line?.endocrineOnly).toBe(false);
});

test('on treatment: a year leaves it open, a study drug too', () => {
  expect(therapy([...lung, given('docetaxel', ago(0).slice(0, 4))]).onTreatment).toBeNull();
  expect(therapy([...lung, order('Investigational drug ABC-123', ago(100))]).onTreatment).toBeNull();
});

test('an undated order of two drugs adds no line only when both are there with a date', () => {
  const both = { medicationCodeableConcept: { text: 'carboplatin and paclitaxel' } };
  const unclear = (...dated: readonly string[]): Therapy['unclear'] =>
    therapy([...lung, order('x', null, both), ...dated.map((drug) => given(drug, ago(100)))]).unclear;
  expect([unclear('carboplatin'), unclear('carboplatin', 'paclitaxel')]).toEqual(['unknown-drug', null]);
});

test('palliative intent of a procedure is read', () => {
  const [exposure] = therapy([...lung, procedure('367336001', ago(20), intent('363676003'))]).exposures;
  expect(exposure?.intent).toBe('palliative');
});
