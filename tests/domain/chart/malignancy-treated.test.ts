/** Active malignancy where treatment decides (clinical reference 3.1, M items 2, 3 and 5). */
import { describe } from 'vitest';
import { ago, coded, condition, ecog, procedure, visitDiagnosis, type Scene } from '../../support/chart-of.ts';
import { given, order } from '../../support/builders/treatment.ts';
import { decide } from '../../support/scenario-table.ts';

const dcis = condition('D05.11');
const inRemission = condition('C90.01');
/** A claim's drug: the code and nothing else. */
const billed = (code: string) => given('', ago(20), { medicationCodeableConcept: coded(code) });
const unread: Scene = { states: { MedicationAdministration: 'not-asked' } };

describe('in situ, uncertain, suspected', () => {
  decide([
    ['15 D05 alone', [dcis], { M: false, gate: 'no-active-malignancy' }],
    ['15 D03 alone', [condition('D03.4')], { M: false, gate: 'no-active-malignancy' }],
    ['D05 alone, doses given not loaded', [dcis], { M: null, gate: 'cancer-status-unclear' }, unread],
    [
      '15 D05 and docetaxel 20 days ago',
      [dcis, given('docetaxel', ago(20))],
      { M: true, A: null, level: 'oncology-team' },
    ],
    ['D05 and docetaxel 365 days ago', [dcis, given('docetaxel', ago(365))], { M: true }],
    ['D05 and docetaxel 366 days ago', [dcis, given('docetaxel', ago(366))], { M: false }],
    [
      'C44 and cemiplimab: skin cancer that is treated',
      [condition('C44.42'), given('cemiplimab', ago(20))],
      { M: true },
    ],
    ['C44 and cemiplimab, 366 days ago', [condition('C44.42'), given('cemiplimab', ago(366))], { M: false }],
    [
      'C44 and letrozole, which is for another cancer',
      [condition('C44.42'), order('letrozole', ago(20))],
      { M: false },
    ],
    ['C44 and fluorouracil cream', [condition('C44.42'), order('fluorouracil Topical Cream', ago(20))], { M: false }],
    ['C44 and radiotherapy', [condition('C44.42'), procedure('108290001', ago(20))], { M: false }],
    ['C44 alone, doses given not loaded: not asked about', [condition('C44.42')], { M: false }, unread],
    ['D05 and tamoxifen', [dcis, order('tamoxifen', ago(20))], { M: false }],
    ['D05 and radiotherapy', [dcis, procedure('108290001', ago(20))], { M: false }],
    ['D05 and fluorouracil cream', [dcis, order('fluorouracil Topical Cream', ago(20))], { M: false }],
    ['D09.0 and BCG into the bladder', [condition('D09.0'), given('BCG intravesical', ago(20))], { M: false }],
    ['D09.0 and BCG, the code alone', [condition('D09.0'), billed('J9030')], { M: false }],
    ['D09.0 and older BCG code', [condition('D09.0'), billed('J9031')], { M: false }],
    [
      'D09.0 and mitomycin, instilled',
      [condition('D09.0'), given('mitomycin bladder instillation', ago(20))],
      { M: false },
    ],
    ['D05 and goserelin, the code alone', [dcis, billed('J9202')], { M: false }],
    ['D05 and docetaxel, the code alone', [dcis, billed('J9171')], { M: true }],
    ['D05 and a drug whose name is not known', [dcis, billed('J9999')], { M: true }],
    ['D47.2 and methotrexate by 5 mg', [condition('D47.2'), billed('J9250')], { M: false }],
    ['D47.2 and rituximab, the code alone', [condition('D47.2'), billed('J9312')], { M: false }],
    ['D47.2 and rituximab, a procedure', [condition('D47.2'), procedure('J9312', ago(20))], { M: false }],
    ['D05 and leuprolide, a procedure', [dcis, procedure('J9217', ago(20))], { M: false }],
    ['D05 and docetaxel, a procedure', [dcis, procedure('J9171', ago(20))], { M: true }],
    [
      'D04 and fluorouracil 5 %, applied',
      [
        condition('D04.9'),
        order('fluorouracil', ago(20), { dosageInstruction: [{ text: 'Apply to affected area twice daily' }] }),
      ],
      { M: false },
    ],
    ['D45 and hydroxyurea, which is given for it', [condition('D45'), order('hydroxyurea', ago(20))], { M: false }],
    ['benign and docetaxel', [condition('D12.6'), given('docetaxel', ago(20))], { M: false }],
    ['suspected', [condition('162573006')], { M: null }],
    ['suspected and docetaxel', [condition('162573006'), given('docetaxel', ago(20))], { M: true }],
    [
      'provisional and docetaxel: what rests on it is probable',
      [condition('C34.11', { verification: 'provisional' }), given('docetaxel', ago(20)), ecog(3, ago(5))],
      { M: true, function: 'met supporting probable' },
    ],
    [
      'words alone and docetaxel',
      [condition(null, { text: 'pancreatic cancer' }), given('docetaxel', ago(20))],
      { M: null },
    ],
  ]);
});

describe('one visit diagnosis', () => {
  const visit = visitDiagnosis('C25.0', ago(2));
  decide([
    ['alone', [visit], { M: null }],
    ['and gemcitabine 365 days ago', [visit, given('gemcitabine', ago(365))], { M: true }],
    ['and gemcitabine 366 days ago', [visit, given('gemcitabine', ago(366))], { M: null }],
    ['and radiotherapy', [visit, procedure('108290001', ago(20))], { M: true }],
    ['and rituximab, which does not treat it', [visit, given('rituximab', ago(20))], { M: null }],
    ['lymphoma and rituximab', [visitDiagnosis('C83.30', ago(2)), given('rituximab', ago(20))], { M: true }],
    ['and tamoxifen, which does not treat it', [visit, order('tamoxifen', ago(20))], { M: null }],
  ]);
});

describe('remission', () => {
  decide([
    [
      '19 C90.01, no treatment for a year',
      [inRemission, given('lenalidomide', ago(366))],
      { M: false, gate: 'no-active-malignancy' },
    ],
    [
      '46 C90.01 on lenalidomide, ECOG 3',
      [inRemission, order('lenalidomide', ago(20)), ecog(3, ago(5))],
      { M: true, A: false, metastatic: 'not-applicable', function: 'met supporting definite' },
    ],
    ['C90.01, lenalidomide given 180 days ago', [inRemission, given('lenalidomide', ago(180))], { M: true, A: false }],
    ['C90.01, lenalidomide given 181 days ago', [inRemission, given('lenalidomide', ago(181))], { M: false }],
    ['C90.01, doses given not loaded', [inRemission], { M: null, gate: 'cancer-status-unclear' }, unread],
    [
      'follicular lymphoma in remission on rituximab',
      [condition('C82.0A'), given('rituximab', ago(50))],
      { M: true, A: false },
    ],
    [
      'myeloma with status remission, on lenalidomide',
      [condition('C90.00', { status: 'remission' }), order('lenalidomide', ago(20))],
      { M: true, A: false },
    ],
    [
      'acute leukemia in remission after chemotherapy',
      [condition('C92.01'), given('cytarabine', ago(50))],
      { M: false },
    ],
    [
      'breast cancer in remission after chemotherapy',
      [condition('C50.911', { status: 'remission' }), given('docetaxel', ago(50))],
      { M: false },
    ],
  ]);
});
