/**
 * The test situations of clinical reference section 9 as small charts, beside those of fhir-fixtures that hold them in full,
 * and what each source can say at the gates. The row number stands in the name; where a row claims less than the reference
 * says, the chart is smaller too.
 */
import { describe } from 'vitest';
import { offsetOf } from '../../src/fhir/time-zone.ts';
import { albumin, calcium, weight } from '../support/builders/observations.ts';
import {
  ago,
  at,
  carePlan,
  condition,
  daysInHospital,
  diseaseStatus,
  ecog,
  edVisit,
  LOCAL_CLASS,
  LUNG_STAGE_I,
  mCategory,
  observation,
  patient,
  procedure,
  referral,
  STAGE_II,
  STAGE_IV,
  stageGroup,
  stay,
  visitDiagnosis,
  type Claim,
  type Resource,
} from '../support/chart-of.ts';
import { decide, type Row } from '../support/scenario-table.ts';

const colonStageIv = [condition('C18.7', { id: 'colon' }), condition('C78.7', { onset: ago(390) })];
const NURSE_CALL: Claim = { level: 'navigator', urgency: 'soon', gate: null };
const SPECIALIST_SOON: Claim = { level: 'specialist', urgency: 'soon', gate: null };
const NO_CANCER: Claim = { M: false, level: 'none', urgency: null, gate: 'no-active-malignancy' };
const UNCLEAR: Claim = {
  M: null,
  level: 'none',
  urgency: null,
  gate: 'cancer-status-unclear',
  tasks: ['confirm-cancer'],
};
const TOO_LITTLE: Claim = {
  level: 'watch',
  urgency: null,
  gate: null,
  basis: 'thin',
  headline: 'Too little is recorded',
};

const AT_HOSPICE = (start: string, end: string | null): Resource =>
  stay({ class: 'HH', type: '305336008', start, end, ...(end === null ? {} : { status: 'finished' }) });
const LOCAL = (display: string): string => `${LOCAL_CLASS}|12|${display}`;
const threeLocalStays = (display: string): Resource[] =>
  [80, 60, 40].map((start) => stay({ class: LOCAL(display), start: at(start, '10:00'), end: at(start - 3, '10:00') }));

const rows: readonly Row[] = [
  [
    '1 NSCLC, stage IV since 120 days',
    [condition('254637007', { onset: ago(120) }), condition('C78.7', { onset: ago(120) })],
    { metastatic: 'met supporting definite', isMetastatic: true, A: true, ...NURSE_CALL },
  ],
  // ECOG 2 is not poor
  [
    '2 stage IV colon, ECOG 1 -> 2 in 60 days',
    [...colonStageIv, ecog(1, ago(60)), ecog(2, ago(3))],
    { function: 'not-met', ...NURSE_CALL },
  ],
  [
    '3 stage IV, ECOG 3 twenty days ago',
    [...STAGE_IV, ecog(3, ago(20))],
    { function: 'met major definite', ...SPECIALIST_SOON },
  ],
  [
    '4 lung cancer stage I, two IMP encounters "problem" with chemoradiation, last 10 days ago (level L1 by therapy: not read)',
    [
      ...LUNG_STAGE_I,
      stay({ id: 'chemo-1', type: '185347001', start: at(40, '09:00'), end: at(38, '09:00') }),
      procedure('703423002', at(40, '10:00'), { encounter: { reference: 'Encounter/chemo-1' } }),
      stay({ id: 'chemo-2', type: '185347001', start: at(12, '09:00'), end: at(10, '09:00') }),
      procedure('703423002', at(12, '10:00'), { encounter: { reference: 'Encounter/chemo-2' } }),
    ],
    {
      stays: 'not-met',
      A: false,
      planned: 2,
      unplanned: 0,
      gate: null,
      urgency: null,
      notLevel: ['navigator', 'specialist'],
    },
  ],
  [
    '5 stage IV; ED 23:40, ward 01:10, discharged 20 days ago',
    [...STAGE_IV, edVisit(at(24, '23:40'), at(23, '01:05')), stay({ start: at(23, '01:10'), end: at(20, '11:00') })],
    { edVisits: 1, unplanned: 1, planned: 0, stays: 'not-met' },
  ],
  [
    '6 stage IV; the same stay from EHR and ADT, 6 hours apart, 20 days ago',
    [...STAGE_IV, stay({ start: at(24, '08:00'), end: at(20, '12:00') })],
    { unplanned: 1, stays: 'not-met' },
    { others: { adt: [stay({ start: at(24, '14:00'), end: at(20, '12:00') })] } },
  ],
  [
    '7 stage IV; observation of 30 hours, 20 days ago',
    [...STAGE_IV, stay({ class: 'OBSENC', start: at(21, '06:00'), end: at(20, '12:00') })],
    { stays: 'not-met', edVisits: 0, unplanned: 0, ...NURSE_CALL },
  ],
  [
    '8 stage IV; skilled nursing stay of class IMP',
    [
      ...STAGE_IV,
      stay({
        typeText: 'Admission to skilled nursing facility (procedure)',
        start: at(50, '10:00'),
        end: at(20, '10:00'),
      }),
    ],
    { stays: 'not-met', unplanned: 0, ...NURSE_CALL },
  ],
  [
    '8 stage IV; stay of class NONAC',
    [...STAGE_IV, stay({ class: 'NONAC', start: at(50, '10:00'), end: at(20, '10:00') })],
    { stays: 'not-met', unplanned: 0, ...NURSE_CALL },
  ],
  [
    '9 stage IV; 3 days, principal diagnosis Z51.11',
    [
      ...STAGE_IV,
      visitDiagnosis('Z51.11', ago(23), { id: 'z51' }),
      stay({ principal: 'Condition/z51', start: at(23, '10:00'), end: at(20, '10:00') }),
    ],
    { planned: 1, unplanned: 0, stays: 'not-met', ...NURSE_CALL },
  ],
  [
    '9 the same with febrile neutropenia inside',
    [
      ...STAGE_IV,
      visitDiagnosis('Z51.11', ago(23), { id: 'z51' }),
      visitDiagnosis('D70.1', ago(22), { id: 'd70' }),
      stay({
        start: at(23, '10:00'),
        end: at(20, '10:00'),
        more: {
          diagnosis: [
            { condition: { reference: 'Condition/z51' }, rank: 1 },
            { condition: { reference: 'Condition/d70' }, rank: 2 },
          ],
        },
      }),
    ],
    { planned: 1, unplanned: 0, stays: 'not-met', ...NURSE_CALL },
  ],
  [
    '9 D70.1 principal, admitted from the ED',
    [
      ...STAGE_IV,
      visitDiagnosis('D70.1', ago(23), { id: 'd70' }),
      stay({ principal: 'Condition/d70', from: 'emergency', start: at(23, '10:00'), end: at(20, '10:00') }),
    ],
    { planned: 0, unplanned: 1, stays: 'not-met' },
  ],
  [
    '10 stage IV colon; planned surgery, home, back through the ED 10 hours later, 15 days ago',
    [
      ...colonStageIv,
      stay({ priority: 'EL', start: at(20, '07:00'), end: at(16, '12:00'), to: 'home' }),
      edVisit(at(16, '22:00'), at(15, '01:00')),
      stay({ start: at(15, '01:00'), end: at(15, '20:00') }),
    ],
    { planned: 1, unplanned: 1, edVisits: 1, stays: 'not-met' },
  ],
  [
    '11 stage IV; same-day transfer between hospitals, home 20 days ago',
    [
      ...STAGE_IV,
      stay({
        start: at(25, '08:00'),
        end: at(23, '14:00'),
        to: 'other-hcf',
        more: { serviceProvider: { reference: 'Organization/a' } },
      }),
      stay({
        start: at(23, '15:30'),
        end: at(20, '10:00'),
        to: 'home',
        more: { serviceProvider: { reference: 'Organization/b' } },
      }),
    ],
    { unplanned: 1, stays: 'not-met' },
  ],
  ['12 only cancer refuted', [condition('C34.11', { verification: 'refuted' })], NO_CANCER],
  ['12 only cancer entered in error', [condition('C34.11', { verification: 'entered-in-error' })], NO_CANCER],
  [
    '12 the same, Condition truncated',
    [condition('C34.11', { verification: 'refuted' })],
    { ...UNCLEAR, tasks: ['confirm-cancer'] },
    { states: { Condition: 'partial' } },
  ],
  [
    '13 resolved colon cancer and Z85.038',
    [condition('C18.7', { status: 'resolved', abatement: ago(1500), onset: ago(2000) }), condition('Z85.038')],
    NO_CANCER,
  ],
  ['14 Z80 only', [condition('Z80.3')], NO_CANCER],
  ['15 C44 only', [condition('C44.311')], NO_CANCER],
  ['15 D05 only', [condition('D05.11')], { M: false, gate: 'no-active-malignancy' }],
  ['15 D03 only', [condition('D03.59')], { M: false, gate: 'no-active-malignancy' }],
  [
    '15 D05 and chemotherapy 20 days ago (here as a Procedure)',
    [condition('D05.11'), procedure('367336001', ago(20))],
    { M: true, A: null, metastatic: 'not-assessable', gate: null, notLevel: ['none', 'specialist'] },
  ],
  [
    '16 C77.3 only',
    [condition('C77.3')],
    { M: true, A: null, isMetastatic: null, metastatic: 'not-assessable', tasks: ['add-stage'], ...TOO_LITTLE },
  ],
  [
    '17 C34.1 and C77.1',
    [condition('C34.11'), condition('C77.1')],
    { M: true, A: null, isMetastatic: null, metastatic: 'not-assessable', tasks: ['add-stage'], ...TOO_LITTLE },
  ],
  [
    '18 suspected lung cancer only',
    [condition('162573006', { display: 'Suspected lung cancer (situation)' })],
    UNCLEAR,
  ],
  [
    '19 C90.02, relapse',
    [condition('C90.02')],
    { M: true, metastatic: 'not-applicable', isMetastatic: false, gate: null },
  ],
  [
    '20 deceased yesterday',
    [patient({ deceasedDateTime: ago(1) }), ...STAGE_IV, ecog(3, ago(20))],
    { level: 'none', urgency: null, gate: 'deceased', noTriggers: true },
  ],
  [
    '21 age 17',
    [patient({ birthDate: '2008-11-13' }), ...STAGE_IV, ecog(3, ago(20))],
    { level: 'none', urgency: null, gate: 'under-18', noTriggers: true },
  ],
  ['21 eighteenth birthday is the day we look from', [patient({ birthDate: '2008-11-12' }), ...STAGE_IV], NURSE_CALL],
  [
    '22 stage IV; hospice encounter HH 305336008 open since 40 days',
    [...STAGE_IV, AT_HOSPICE(ago(40), null)],
    { level: 'none', urgency: null, gate: 'hospice', hospice: true },
  ],
  [
    '22 stage IV; enrolment ended 60 days ago, alive, no contact since',
    [...STAGE_IV, AT_HOSPICE(ago(100), ago(60))],
    { ...SPECIALIST_SOON, hospice: false, firstReason: 'Left hospice care on' },
  ],
  ['23 stage IV; Z51.5 last week, no palliative provider', [...STAGE_IV, visitDiagnosis('Z51.5', ago(7))], NURSE_CALL],
  [
    '24 stage IV; 306237005 active since 20 days',
    [...STAGE_IV, referral('306237005', ago(20))],
    { level: 'none', urgency: null, gate: 'referral-open', reviewOn: ago(-70) },
  ],
  [
    '24 stage IV; 306237005 draft',
    [...STAGE_IV, referral('306237005', ago(20), { status: 'draft' })],
    { level: 'none', urgency: null, gate: 'referral-prepared' },
  ],
  [
    '24 stage IV; 306237005 active, 91 days old, no longer speaks',
    [...STAGE_IV, referral('306237005', ago(91))],
    NURSE_CALL,
  ],
  [
    '25 lung; metastasis onset "2025", looking from 1 Feb 2026',
    [condition('C34.11', { onset: '2025' }), condition('C78.7', { onset: '2025' })],
    { metastatic: 'met', level: 'navigator', urgency: 'soon' },
    { asOf: '2026-02-01' },
  ],
  [
    '26 stage IV; date-only ECOG 3 exactly 60 days before',
    [...STAGE_IV, ecog(3, ago(60))],
    { function: 'met major definite', ...SPECIALIST_SOON },
  ],
  [
    '26 the same in Honolulu',
    [...STAGE_IV, ecog(3, ago(60))],
    { function: 'met major definite', ...SPECIALIST_SOON },
    { offsetAt: offsetOf('Pacific/Honolulu') },
  ],
  [
    '26 the same in Auckland',
    [...STAGE_IV, ecog(3, ago(60))],
    { function: 'met major definite', ...SPECIALIST_SOON },
    { offsetAt: offsetOf('Pacific/Auckland') },
  ],
  ['26 one day older', [...STAGE_IV, ecog(3, ago(61))], { function: 'not-assessable stale', ...NURSE_CALL }],
  [
    '26 one day older in Honolulu',
    [...STAGE_IV, ecog(3, ago(61))],
    { function: 'not-assessable stale', ...NURSE_CALL },
    { offsetAt: offsetOf('Pacific/Honolulu') },
  ],
  [
    '26 one day older in Auckland',
    [...STAGE_IV, ecog(3, ago(61))],
    { function: 'not-assessable stale', ...NURSE_CALL },
    { offsetAt: offsetOf('Pacific/Auckland') },
  ],
  [
    '26 an instant counts on the calendar of the facility: 13 Sep in Auckland',
    [...STAGE_IV, ecog(3, '2026-09-13T09:30:00Z')],
    { function: 'met major definite' },
    { offsetAt: offsetOf('Pacific/Auckland') },
  ],
  [
    '26 the same instant is 12 Sep in Honolulu, 61 days before',
    [...STAGE_IV, ecog(3, '2026-09-13T09:30:00Z')],
    { function: 'not-assessable stale' },
    { offsetAt: offsetOf('Pacific/Honolulu') },
  ],
  [
    '30 stage II breast, no ECOG, no score',
    STAGE_II,
    { metastatic: 'not-met', function: 'not-assessable never-recorded', ...TOO_LITTLE },
  ],
  [
    '31 Encounter scope denied, stage IV',
    STAGE_IV,
    { stays: 'not-assessable scope-not-granted', edVisits: null, unplanned: null, planned: null, ...NURSE_CALL },
    { states: { Encounter: 'forbidden' } },
  ],
  [
    '31 Encounter scope denied, stage II',
    STAGE_II,
    {
      stays: 'not-assessable scope-not-granted',
      edVisits: null,
      unplanned: null,
      ...TOO_LITTLE,
      headline: 'Too little could be read',
    },
    { states: { Encounter: 'forbidden' } },
  ],
  [
    '32 stage IV, Encounter truncated, one unplanned stay seen 60 days ago',
    [...STAGE_IV, daysInHospital(63, { from: 'emergency' })],
    { stays: 'not-assessable truncated', unplanned: null, ...NURSE_CALL },
    { states: { Encounter: 'partial' } },
  ],
  [
    '32 stage IV, Encounter truncated, two seen',
    [...STAGE_IV, daysInHospital(63, { from: 'emergency' }), daysInHospital(40)],
    { stays: 'met major definite', ...SPECIALIST_SOON },
    { states: { Encounter: 'partial' } },
  ],
  [
    '33 stage IV, ECOG as text "2-3"',
    [...STAGE_IV, ecog('2-3', ago(7))],
    { function: 'not-assessable value-imprecise', ...NURSE_CALL },
  ],
  [
    '35 metastatic breast, ECOG 0, no symptom screen',
    [condition('C50.911'), condition('C79.51'), ecog(0, ago(30))],
    { function: 'not-met', ...NURSE_CALL },
  ],
  [
    '36 Synthea colon: primary resolved, 94260004 active',
    [condition('93761005', { status: 'resolved', abatement: ago(300), onset: ago(900) }), condition('94260004')],
    { M: true, metastatic: 'met', isMetastatic: true, sites: ['other'], ...NURSE_CALL },
  ],
  ['37 only cancer Condition dated after the day we look from', [condition('C34.11', { onset: ago(-3) })], NO_CANCER],
  ['38 cancer only as text, "pancreatic cancer"', [condition(null, { text: 'pancreatic cancer' })], UNCLEAR],
  ['38 cancer only as text, "cáncer de páncreas"', [condition(null, { text: 'cáncer de páncreas' })], UNCLEAR],
  [
    '39 stage IV pancreas; hospice ended alive 20 days ago; ECOG 4 at home',
    [condition('C25.0'), condition('C78.7'), AT_HOSPICE(ago(60), ago(20)), ecog(4, ago(5))],
    {
      function: 'met major',
      level: 'specialist',
      urgency: 'urgent',
      tasks: ['goals-of-care'],
      firstReason: 'Left hospice care on',
    },
  ],
  [
    '40 12 Conditions share one recordedDate, metastatic lung among them, no onset',
    [
      condition('C34.11', { recorded: ago(30) }),
      condition('C78.7', { recorded: ago(30) }),
      ...Array.from({ length: 10 }, (_, index) => condition(`I1${index}`, { recorded: ago(30) })),
    ],
    { metastatic: 'met', ...NURSE_CALL },
  ],
  [
    '41 home-hospice visit ended yesterday, enrolment open',
    [
      ...STAGE_IV,
      AT_HOSPICE(ago(30), null),
      stay({ class: 'HH', type: '385763009', start: at(1, '10:00'), end: at(1, '11:00') }),
    ],
    { level: 'none', gate: 'hospice', hospice: true },
  ],
  [
    '41 the visit alone',
    [...STAGE_IV, stay({ class: 'HH', type: '385763009', start: at(1, '10:00'), end: at(1, '11:00') })],
    { level: 'none', gate: 'hospice', hospice: true },
  ],
  [
    '42 hospice enrolment since 220 days, no end',
    [...STAGE_IV, AT_HOSPICE(ago(220), null)],
    { level: 'none', gate: 'hospice', hospice: true },
  ],
  [
    '43 terminal care plan active since 4 years: never the goals-of-care level',
    [...LUNG_STAGE_I, carePlan('182964004', ago(1400))],
    { notLevel: ['hospice-conversation'] },
  ],
  ['44 one encounter diagnosis C25.0 two days ago', [visitDiagnosis('C25.0', ago(2))], UNCLEAR],
  [
    '44 coded on a planned hospital stay',
    [
      visitDiagnosis('C25.0', ago(2), { id: 'panc', encounter: 'Encounter/in' }),
      stay({ id: 'in', start: at(2, '10:00'), end: at(1, '10:00'), priority: 'EL' }),
    ],
    { M: true, A: null, gate: null },
  ],
  [
    '45 stage II breast, partial remission (therapy not read: level not claimed)',
    [...STAGE_II, diseaseStatus('551001000124108', ago(10))],
    { M: true, gate: null },
  ],
  [
    '46 myeloma C90.01 while treatment is not read: never "no active cancer"',
    [condition('C90.01'), ecog(3, ago(5))],
    { M: null, gate: 'cancer-status-unclear' },
    { states: { MedicationAdministration: 'not-asked' } },
  ],
  [
    '47 localized prostate cancer M0, old stroke, ECOG 4',
    [
      condition('C61', { id: 'prostate' }),
      mCategory('M0', ago(390), 'Condition/prostate'),
      condition('I69.351', { onset: ago(3000) }),
      ecog(4, ago(10)),
    ],
    { A: false, metastatic: 'not-met', function: 'met supporting', ...NURSE_CALL, tasks: ['function-cause'] },
  ],
  [
    '48 extensive small-cell lung, diagnosed 20 days ago, ECOG 4',
    [condition('683991000119103', { onset: ago(20) }), ecog(4, ago(3))],
    { A: true, function: 'met major', level: 'specialist', urgency: 'urgent', tasks: ['goals-of-care'] },
  ],
  [
    '49 new myeloma C90.00 (30 days), ECOG 3, corrected calcium 13 five days ago, weight -8 %',
    [
      condition('C90.00', { onset: ago(30) }),
      ecog(3, ago(5)),
      calcium(13, ago(5)),
      albumin(4, ago(5)),
      weight(69, ago(5)),
      weight(75, ago(180)),
    ],
    {
      A: false,
      metastatic: 'not-applicable',
      triggers: {
        'malignant-hypercalcemia': 'met supporting',
        'relapsed-refractory-heme': 'not-met',
        'cachexia-weight-loss': 'met supporting',
      },
      function: 'met supporting',
      level: 'navigator',
      urgency: 'urgent',
    },
  ],
  [
    '50 C34.90, no stage, three unplanned stays in 90 days, last discharge 10 days ago',
    [condition('C34.90', { id: 'lung' }), daysInHospital(70), daysInHospital(40), daysInHospital(13)],
    {
      A: null,
      metastatic: 'not-assessable',
      stays: 'met supporting',
      level: 'navigator',
      urgency: 'urgent',
      tasks: ['add-stage'],
      remark: 'Stage is not recorded',
    },
  ],
  [
    '50 stage IV entered',
    [
      condition('C34.90', { id: 'lung' }),
      daysInHospital(70),
      daysInHospital(40),
      daysInHospital(13),
      stageGroup('Stage IV', ago(0), 'Condition/lung'),
    ],
    { A: true, stays: 'met major', ...SPECIALIST_SOON },
  ],
  [
    '51 larynx stage IVA, M0 (therapy not read: level not claimed)',
    [
      condition('C32.0', { id: 'larynx' }),
      stageGroup('IVA', ago(390), 'Condition/larynx'),
      mCategory('M0', ago(390), 'Condition/larynx'),
    ],
    { A: true, metastatic: 'not-met', isMetastatic: false },
  ],
  [
    '51 larynx stage IVA with no M (therapy not read: level not claimed)',
    [condition('C32.0', { id: 'larynx' }), stageGroup('IVA', ago(390), 'Condition/larynx')],
    { A: true, metastatic: 'not-assessable', isMetastatic: null },
  ],
  [
    '52 Hodgkin, Ann Arbor IV',
    [condition('C81.90', { id: 'hodgkin' }), stageGroup('Stage IV', ago(390), 'Condition/hodgkin')],
    { metastatic: 'not-applicable', isMetastatic: false, A: false, notLevel: ['specialist', 'navigator', 'none'] },
  ],
  [
    '53 stage IV; three encounters of a local class, no type, no display, no map',
    [...STAGE_IV, ...threeLocalStays('')],
    { stays: 'not-assessable class-unknown', edVisits: null, unplanned: null, planned: null, ...NURSE_CALL },
  ],
  [
    '53 with display "Hospital inpatient"',
    [...STAGE_IV, ...threeLocalStays('Hospital inpatient')],
    { stays: 'met probable supporting', ...NURSE_CALL },
  ],
  [
    '53 with a site map',
    [...STAGE_IV, ...threeLocalStays('')],
    { stays: 'met major definite', ...SPECIALIST_SOON },
    { encounterClasses: { [`${LOCAL_CLASS}|12`]: 'inpatient' } },
  ],
  [
    '55 breast stage I three years ago (therapy not read)',
    [condition('C50.911', { onset: ago(1095), recorded: ago(1095), stage: 'Stage I' })],
    { ...TOO_LITTLE, metastatic: 'not-met' },
  ],
  [
    '57 colon stage III, newly diagnosed',
    [condition('C18.7', { onset: ago(70), recorded: ago(70), stage: 'Stage IIIB' })],
    { A: false, level: 'oncology-team', urgency: null },
  ],
  ['58 no cancer at all', [condition('I10')], NO_CANCER],
  [
    '60 stage IV; class AMB, type 32485007, discharged 20 days ago',
    [...STAGE_IV, stay({ class: 'AMB', type: '32485007', start: at(23, '10:00'), end: at(20, '10:00') })],
    { unplanned: 1, planned: 0, stays: 'not-met' },
  ],
  [
    '62 C80.1 on the problem list alone',
    [condition('C80.1')],
    { M: true, A: null, tasks: ['add-stage'], ...TOO_LITTLE },
  ],
  [
    '63 new AML C92.00 (10 days), age 80',
    [patient({ birthDate: '1946-05-01' }), condition('C92.00', { onset: ago(10) })],
    { metastatic: 'not-applicable', level: 'oncology-team', urgency: null },
  ],
  [
    '63 new AML C92.00 (10 days), age 40',
    [patient({ birthDate: '1986-05-01' }), condition('C92.00', { onset: ago(10) })],
    { metastatic: 'not-applicable', level: 'oncology-team', urgency: null },
  ],
  [
    '64 death only as discharge disposition 41',
    [...STAGE_IV, stay({ start: at(5, '10:00'), end: at(2, '10:00'), to: '41' })],
    { level: 'none', gate: 'deceased', noTriggers: true },
  ],
  ['65 C83.31 on the problem list', [condition('C83.31')], { M: true, metastatic: 'not-applicable', ...TOO_LITTLE }],
];

describe('clinical reference section 9', () => {
  decide(rows);
});

describe('gates (3.5): what each source can say', () => {
  const gates: readonly Row[] = [
    ['deceasedBoolean', [patient({ deceasedBoolean: true }), ...STAGE_IV], { gate: 'deceased' }],
    [
      'a death date after the day we look from is not seen',
      [patient({ deceasedDateTime: ago(-1) }), ...STAGE_IV],
      { gate: null },
    ],
    ['deceasedBoolean false', [patient({ deceasedBoolean: false }), ...STAGE_IV], { gate: null }],
    [
      'disposition exp',
      [...STAGE_IV, stay({ start: at(5, '10:00'), end: at(2, '10:00'), to: 'exp' })],
      { gate: 'deceased' },
    ],
    ['finding 419099009', [...STAGE_IV, condition('419099009', { onset: ago(2) })], { gate: 'deceased' }],
    [
      'a second server knows of the death',
      STAGE_IV,
      { gate: 'deceased' },
      { others: { adt: [patient({ deceasedDateTime: ago(3) })] } },
    ],
    [
      'a local disposition that happens to be numbered 20 is no death',
      [
        ...STAGE_IV,
        stay({
          start: at(90, '10:00'),
          end: at(85, '10:00'),
          more: {
            hospitalization: {
              dischargeDisposition: {
                coding: [{ system: 'urn:oid:1.2.840.114350.1.13.999.1', code: '20', display: 'Home or self care' }],
              },
            },
          },
        }),
      ],
      { gate: null },
    ],
    [
      'cause of death 69453-9',
      [...STAGE_IV, observation('69453-9', ago(2), { valueString: 'Lung cancer' })],
      { gate: 'possibly-deceased', level: 'none' },
    ],
    [
      'cause of death 184305005',
      [...STAGE_IV, observation('184305005', ago(2), { valueString: 'Lung cancer' })],
      { gate: 'possibly-deceased' },
    ],
    [
      'visit for death certification',
      [...STAGE_IV, stay({ class: 'AMB', type: '308646001', start: at(2, '10:00'), end: at(2, '11:00') })],
      { gate: 'possibly-deceased' },
    ],
    [
      'died in hospice 876882001 on the problem list',
      [...STAGE_IV, condition('876882001', { onset: ago(2) })],
      { gate: 'possibly-deceased' },
    ],
    ['ECOG 5', [...STAGE_IV, ecog(5, ago(2))], { gate: 'possibly-deceased', function: 'not-assessable' }],
    [
      'ECOG answer "dead"',
      [
        ...STAGE_IV,
        observation('89262-0', ago(2), {
          valueCodeableConcept: { coding: [{ system: 'http://loinc.org', code: 'LA9627-6' }] },
        }),
      ],
      { gate: 'possibly-deceased' },
    ],
    ['Karnofsky 0', [...STAGE_IV, observation('89243-0', ago(2), { valueInteger: 0 })], { gate: 'possibly-deceased' }],
    ['birth year only, perhaps 18', [patient({ birthDate: '2008' }), ...STAGE_IV], { gate: null }],
    ['birth date missing is an adult', [patient({ birthDate: undefined }), ...STAGE_IV], { gate: null }],
    [
      'seventeen on 29 February, eighteen tomorrow',
      [patient({ birthDate: '2006-03-01' }), condition('C34.11', { onset: '2023-01-01' })],
      { gate: 'under-18' },
      { asOf: '2024-02-29' },
    ],
    ['hospice care plan, old and open', [...STAGE_IV, carePlan('385763009', ago(500))], { gate: 'hospice' }],
    [
      'a plan that only speaks of hospice is no enrolment',
      [...STAGE_IV, carePlan(null, ago(50), { title: 'Goals of care: patient declines hospice' })],
      { gate: null },
    ],
    [
      'under hospice care, active condition',
      [...STAGE_IV, condition('170935008', { onset: ago(300) })],
      { gate: 'hospice' },
    ],
    ['hospice procedure 100 days ago', [...STAGE_IV, procedure('385763009', ago(100))], { gate: 'hospice' }],
    ['hospice procedure 181 days ago', [...STAGE_IV, procedure('385763009', ago(181))], { gate: null, hospice: false }],
    [
      'hospice procedure in "2026": perhaps within 180 days',
      [...STAGE_IV, procedure('385763009', '2026')],
      { hospice: null },
    ],
    ['hospice service Q5001 100 days ago', [...STAGE_IV, procedure('Q5001', ago(100))], { gate: 'hospice' }],
    [
      'seen in hospice 305911006, a visit 10 days ago',
      [...STAGE_IV, stay({ class: 'AMB', type: '305911006', start: at(10, '10:00'), end: at(10, '11:00') })],
      { gate: 'hospice' },
    ],
    [
      'discharged to hospice',
      [...STAGE_IV, stay({ start: at(40, '10:00'), end: at(35, '10:00'), to: '50' })],
      { gate: 'hospice' },
    ],
    [
      '45755-6 Yes',
      [
        ...STAGE_IV,
        observation('45755-6', ago(30), {
          valueCodeableConcept: { coding: [{ system: 'http://snomed.info/sct', code: '373066001' }] },
        }),
      ],
      { gate: 'hospice' },
    ],
    [
      '45755-6 No',
      [
        ...STAGE_IV,
        observation('45755-6', ago(30), {
          valueCodeableConcept: { coding: [{ system: 'http://snomed.info/sct', code: '373067005' }] },
        }),
      ],
      { gate: null, hospice: false },
    ],
    [
      '45755-6 with an answer that is not understood is not "no hospice"',
      [...STAGE_IV, observation('45755-6', ago(30), { valueString: 'Perhaps' })],
      { hospice: null },
    ],
    ['hospice service requested is no evidence', [...STAGE_IV, procedure('444933003', ago(10))], { gate: null }],
    [
      'hospice care plan ended alive',
      [
        ...STAGE_IV,
        carePlan('385763009', ago(100), { status: 'completed', period: { start: ago(100), end: ago(60) } }),
      ],
      { gate: null, level: 'specialist', urgency: 'soon' },
    ],
    [
      'under hospice care, resolved alive',
      [...STAGE_IV, condition('170935008', { onset: ago(100), status: 'resolved', abatement: ago(60) })],
      { gate: null, level: 'specialist', urgency: 'soon' },
    ],
    [
      'left hospice, and a referral is open: later gates still apply',
      [...STAGE_IV, AT_HOSPICE(ago(100), ago(60)), referral('306237005', ago(10))],
      { gate: 'referral-open' },
    ],
    [
      'hospice ended by death',
      [...STAGE_IV, stay({ class: 'HH', type: '305336008', start: ago(100), end: ago(60), to: 'exp' })],
      { gate: 'deceased' },
    ],
    [
      'referral on hold is open',
      [...STAGE_IV, referral('306288008', ago(20), { status: 'on-hold' })],
      { gate: 'referral-open' },
    ],
    ['referral 713281006', [...STAGE_IV, referral('713281006', ago(20))], { gate: 'referral-open' }],
    [
      'proposal is prepared',
      [...STAGE_IV, referral('306237005', ago(20), { intent: 'proposal' })],
      { gate: 'referral-prepared' },
    ],
    ['revoked referral says nothing', [...STAGE_IV, referral('306237005', ago(20), { status: 'revoked' })], NURSE_CALL],
    [
      'completed referral says nothing',
      [...STAGE_IV, referral('306237005', ago(20), { status: 'completed' })],
      NURSE_CALL,
    ],
    [
      'entered-in-error referral says nothing',
      [...STAGE_IV, referral('306237005', ago(20), { status: 'entered-in-error' })],
      NURSE_CALL,
    ],
    [
      '"do not refer" is no referral',
      [...STAGE_IV, referral('306237005', ago(20), { doNotPerform: true })],
      NURSE_CALL,
    ],
    [
      'referral BY a palliative physician is never the order: it shows that one is involved',
      [...STAGE_IV, referral('305981001', ago(20))],
      { level: 'none', gate: 'under-specialist-care', palliative: true },
    ],
    [
      'hospice stands before an open referral',
      [...STAGE_IV, AT_HOSPICE(ago(40), null), referral('306237005', ago(20))],
      { gate: 'hospice' },
    ],
    [
      'death stands before age and hospice',
      [patient({ birthDate: '2010-01-01', deceasedBoolean: true }), ...STAGE_IV, AT_HOSPICE(ago(40), null)],
      { gate: 'deceased' },
    ],
    [
      'a gate hides no reason: triggers stay visible behind an open referral',
      [...STAGE_IV, ecog(3, ago(20)), referral('306237005', ago(20))],
      { gate: 'referral-open', function: 'met major' },
    ],
  ];

  decide(gates);
});

describe('active cancer (3.1, M)', () => {
  const local = { system: 'urn:oid:1.2.840.114350.1.13.999', code: '2' };
  const status = (code: string, kind: 'clinical' | 'ver-status'): object => ({
    coding: [local, { system: `http://terminology.hl7.org/CodeSystem/condition-${kind}`, code }],
  });
  const situations: readonly Row[] = [
    ['resolved on the problem list', [condition('C50.911', { status: 'resolved' })], NO_CANCER],
    ['inactive', [condition('C50.911', { status: 'inactive' })], NO_CANCER],
    ['recurrence is active', [condition('C50.911', { status: 'recurrence' })], { M: true }],
    ['an end date beats the status "active"', [condition('C50.911', { abatement: ago(20) })], NO_CANCER],
    [
      'an end after the day we look from is not seen',
      [condition('C50.911', { status: 'resolved', abatement: ago(-20) })],
      { M: true },
    ],
    ['no status, no category', [condition('C50.911', { status: null, category: null })], { M: true }],
    [
      'no status, problem list, no date',
      [condition('C50.911', { status: null, more: { onsetDateTime: undefined } })],
      { M: true },
    ],
    ['provisional alone', [condition('C50.911', { verification: 'provisional' })], UNCLEAR],
    ['differential alone', [condition('C50.911', { verification: 'differential' })], UNCLEAR],
    [
      'refuted, with the code of the EHR in front',
      [condition('C50.911', { more: { verificationStatus: status('refuted', 'ver-status') } })],
      NO_CANCER,
    ],
    [
      'unconfirmed, with the code of the EHR in front',
      [condition('C50.911', { more: { verificationStatus: status('unconfirmed', 'ver-status') } })],
      UNCLEAR,
    ],
    [
      'resolved, with the code of the EHR in front',
      [condition('C50.911', { more: { clinicalStatus: status('resolved', 'clinical') } })],
      NO_CANCER,
    ],
    [
      'one cancer confirmed, one refuted',
      [condition('C50.911'), condition('C34.11', { verification: 'refuted' })],
      { M: true },
    ],
    [
      'visit diagnosis on two different days',
      [visitDiagnosis('C25.0', ago(40)), visitDiagnosis('C25.0', ago(2))],
      { M: true },
    ],
    [
      'visit diagnosis on two different days, both with the same onset',
      [visitDiagnosis('C25.0', ago(40), { onset: ago(60) }), visitDiagnosis('C25.0', ago(2), { onset: ago(60) })],
      { M: true },
    ],
    [
      'two entries of one visit with different onsets are one day',
      [visitDiagnosis('C25.0', ago(2), { onset: ago(60) }), visitDiagnosis('C25.9', ago(2), { onset: ago(2) })],
      { M: null },
    ],
    [
      'visit diagnosis and chemotherapy',
      [visitDiagnosis('C25.0', ago(40)), procedure('367336001', ago(20))],
      { M: true },
    ],
    [
      'visit diagnosis of 400 days ago is not "no cancer"',
      [visitDiagnosis('C25.0', ago(400))],
      { M: null, gate: 'cancer-status-unclear' },
    ],
    ['benign alone', [condition('D24.1')], NO_CANCER],
    ['uncertain behavior alone', [condition('D37.4')], { M: false }],
    ['SNOMED 126906006 neoplasm of prostate alone', [condition('126906006')], { M: false }],
    [
      '126906006 with chemotherapy (Synthea prostate cancer): active, probable',
      [condition('126906006'), procedure('367336001', ago(20))],
      { M: true },
    ],
    ['benign with chemotherapy stays no cancer', [condition('D24.1'), procedure('367336001', ago(20))], { M: false }],
    [
      'secondary alone is active cancer, primary undocumented',
      [condition('C79.51')],
      { M: true, isMetastatic: true, sites: ['bone'] },
    ],
    [
      'resolved primary, active secondary',
      [condition('C34.11', { status: 'resolved' }), condition('C78.7')],
      { M: true, isMetastatic: true },
    ],
    [
      'Hodgkin in remission C81.9A',
      [condition('C81.9A')],
      { M: false, gate: 'no-active-malignancy', headline: 'In remission' },
    ],
    [
      'breast cancer, status remission',
      [condition('C50.911', { status: 'remission' })],
      { M: false, headline: 'In remission' },
    ],
    [
      'status remission, yet the newest disease status is a partial remission: not "no cancer"',
      [condition('C50.911', { status: 'remission' }), diseaseStatus('551001000124108', ago(5))],
      { gate: null, M: true },
    ],
    ['ALCL of breast, ALK-negative, C84.7A is active', [condition('C84.7A')], { M: true }],
    ['its remission is C84.7B', [condition('C84.7B')], { M: false }],
    ['aggressive mastocytosis C96.21 is no remission', [condition('C96.21')], { M: true }],
    [
      'active on the problem list, resolved later on the visit list: the newest wins',
      [
        condition('C50.911', { onset: ago(900) }),
        condition('C50.911', {
          category: 'encounter-diagnosis',
          status: 'resolved',
          onset: ago(900),
          abatement: ago(100),
        }),
      ],
      NO_CANCER,
    ],
    [
      'the other breast is another cancer',
      [
        condition('C50.911', { onset: ago(300) }),
        condition('C50.912', {
          category: 'encounter-diagnosis',
          status: 'resolved',
          onset: ago(2000),
          abatement: ago(100),
        }),
      ],
      { M: true, gate: null },
    ],
    [
      'another organ of the group "other" is another cancer',
      [
        condition('C74.01', { onset: ago(300) }),
        condition('C62.11', {
          category: 'encounter-diagnosis',
          status: 'resolved',
          onset: ago(2000),
          abatement: ago(100),
        }),
      ],
      { M: true, gate: null },
    ],
    [
      'history of cancer in SNOMED CT',
      [condition('429087003', { display: 'History of malignant neoplasm of breast (situation)' })],
      NO_CANCER,
    ],
    [
      'no Condition was received: never "no cancer"',
      [],
      { M: null, gate: 'cancer-status-unclear', basis: 'thin' },
      { states: { Condition: 'failed' } },
    ],
    [
      'one Condition could not be read: never "no cancer"',
      [condition('I10'), { resourceType: 'Condition', id: 'odd', subject: { reference: 'Patient/p1' } }],
      { M: null },
    ],
  ];

  decide(situations);
});
