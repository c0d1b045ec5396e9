/** Active cancer (M), advanced disease (A) and the facts about the cancers: clinical reference 3.1, situations 12-19, 36-38, 45, 51, 62. */
import { describe, expect, test } from 'vitest';
import {
  ago,
  assessOf,
  carePlan,
  condition,
  diseaseStatus,
  mCategory,
  procedure,
  referral,
  stageGroup,
  visitDiagnosis,
  type Claim,
  type More,
  type Resource,
} from '../../support/chart-of.ts';
import { codedTwice, intent } from '../../support/builders/disease.ts';
import { order } from '../../support/builders/treatment.ts';
import { decide } from '../../support/scenario-table.ts';

const NONE: Claim = { M: false, level: 'none', urgency: null, gate: 'no-active-malignancy' };
const UNCLEAR: Claim = { M: null, level: 'none', urgency: null, gate: 'cancer-status-unclear' };

describe('situations of section 9: is there an active cancer?', () => {
  decide([
    ['12 refuted', [condition('C34.11', { verification: 'refuted' })], NONE],
    [
      '12 refuted, Condition truncated',
      [condition('C34.11', { verification: 'refuted' })],
      UNCLEAR,
      { states: { Condition: 'partial' } },
    ],
    ['13 resolved colon cancer and Z85.038', [condition('C18.7', { status: 'resolved' }), condition('Z85.038')], NONE],
    ['14 family history', [condition('Z80.0')], NONE],
    ['15 D05 alone', [condition('D05.11')], NONE],
    ['15 D03 alone', [condition('D03.59')], NONE],
    ['15 C44 alone', [condition('C44.311')], NONE],
    [
      '16 nodes only',
      [condition('C77.3')],
      {
        M: true,
        metastatic: 'not-assessable',
        isMetastatic: null,
        A: null,
        level: 'watch',
        urgency: null,
        tasks: ['add-stage'],
      },
    ],
    [
      '17 lung and nodes',
      [condition('C34.11'), condition('C77.1')],
      { metastatic: 'not-assessable', isMetastatic: null, A: null, level: 'watch', tasks: ['add-stage'] },
    ],
    ['18 suspected lung cancer', [condition('162573006')], UNCLEAR],
    ['19 myeloma in remission', [condition('C90.01')], NONE],
    [
      '36 primary resolved, metastasis active',
      [condition('C18.7', { status: 'resolved' }), condition('94260004')],
      { M: true, metastatic: 'met', sites: ['other'] },
    ],
    [
      '37 dated after the day we look from',
      [condition('C34.11', { onset: '2027-01-01' })],
      { M: false, gate: 'no-active-malignancy' },
    ],
    ['38 words only', [condition(null, { text: 'pancreatic cancer' })], { ...UNCLEAR, tasks: ['confirm-cancer'] }],
    ['38 words only, Spanish', [condition(null, { text: 'cáncer de páncreas' })], UNCLEAR],
    [
      '45 breast, partial remission, stage II',
      [
        condition('C50.911', { onset: ago(300), recorded: ago(300), stage: 'Stage II' }),
        diseaseStatus('551001000124108', ago(10)),
      ],
      { M: true, A: false },
    ],
    [
      '51 larynx IVA, M0',
      [condition('C32.9'), stageGroup('IVA', ago(20)), mCategory('M0', ago(20))],
      { metastatic: 'not-met', isMetastatic: false, A: true },
    ],
    [
      '51 larynx IVA, no M',
      [condition('C32.9'), stageGroup('IVA', ago(20))],
      { metastatic: 'not-assessable', isMetastatic: null, A: true },
    ],
    [
      '52 Hodgkin, Ann Arbor IV',
      [condition('C81.90'), stageGroup('Stage IV', ago(20))],
      { metastatic: 'not-applicable', isMetastatic: false, A: false },
    ],
    ['a malignant effusion alone: of which cancer?', [condition('J91.0')], UNCLEAR],
    ['a pleural effusion alone', [condition('J90')], NONE],
  ]);
});

describe('a neoplasm that is treated as a cancer', () => {
  const docetaxel: Resource = {
    resourceType: 'MedicationAdministration',
    id: 'docetaxel',
    status: 'completed',
    subject: { reference: 'Patient/p1' },
    medicationCodeableConcept: {
      coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '72962', display: 'docetaxel' }],
    },
    effectiveDateTime: ago(20),
  };
  decide([
    [
      '15 D05 and docetaxel 20 days ago',
      [condition('D05.11'), docetaxel],
      { M: true, A: null, metastatic: 'not-assessable', level: 'oncology-team', urgency: null },
    ],
    ['126906006 neoplasm of prostate and docetaxel', [condition('126906006'), docetaxel], { M: true }],
    ['a benign tumor is never one', [condition('D24.1'), docetaxel], { M: false }],
  ]);
  test('it is listed as the cancer of its site', () => {
    expect(assessOf([condition('126906006'), docetaxel]).facts.cancers).toMatchObject([
      { site: 'prostate', role: 'primary', status: 'active' },
    ]);
  });
});

describe('myelodysplastic and myeloproliferative disease', () => {
  const ON = { options: { myeloidAsBloodCancer: true } };
  decide([
    ['D46.9 as shipped', [condition('D46.9')], { M: false }],
    ['D46.9, counted by the site', [condition('D46.9')], { M: true, metastatic: 'not-applicable' }, ON],
    [
      'D45, counted, relapse: slow',
      [condition('D45', { status: 'relapse' })],
      { M: true, triggers: { 'relapsed-refractory-heme': 'met supporting' } },
      ON,
    ],
    [
      'D46.9, counted, relapse',
      [condition('D46.9', { status: 'relapse' })],
      { triggers: { 'relapsed-refractory-heme': 'met major' } },
      ON,
    ],
    ['D47.2 gammopathy is never counted', [condition('D47.2')], { M: false }, ON],
  ]);
});

describe('advanced disease (A): the whole list', () => {
  const COLON = condition('C18.7', { id: 'colon', onset: ago(300), recorded: ago(300), stage: 'Stage II' });
  const treated = (code: string, days: number): Resource => procedure('367336001', ago(days), intent(code));
  const palliativeOrder = (more: More): Resource => referral('108290001', ago(20), { ...intent('363676003'), ...more });
  decide([
    ['stage II', [COLON], { A: false }],
    ['metastasis', [COLON, condition('C78.7')], { A: true }],
    ['malignant ascites', [COLON, condition('R18.0')], { A: true }],
    [
      'malignant ascites in words only: a question',
      [COLON, condition(null, { text: 'malignant ascites' })],
      { A: null },
    ],
    ['palliative treatment, 365 days', [COLON, treated('363676003', 365)], { A: true }],
    ['palliative treatment, 366 days', [COLON, treated('363676003', 366)], { A: false }],
    ['curative treatment', [COLON, treated('373808002', 20)], { A: false }],
    ['palliative intent of a care plan', [COLON, carePlan('395082007', ago(20), intent('363676003'))], { A: true }],
    ['palliative intent of an order', [COLON, palliativeOrder({})], { A: true }],
    [
      'palliative intent of an order that was carried out',
      [COLON, palliativeOrder({ status: 'completed' })],
      { A: true },
    ],
    [
      'palliative intent of an order that was taken back',
      [COLON, palliativeOrder({ status: 'revoked' })],
      { A: false },
    ],
    ['palliative intent of a draft', [COLON, palliativeOrder({ status: 'draft' })], { A: false }],
    ['palliative intent of a proposal', [COLON, palliativeOrder({ intent: 'proposal' })], { A: false }],
    ['palliative intent of a drug order', [COLON, order('carboplatin', ago(20), intent('363676003'))], { A: true }],
    [
      'palliative intent of a drug that was only planned',
      [COLON, order('carboplatin', ago(20), { ...intent('363676003'), intent: 'plan' })],
      { A: false },
    ],
    [
      'palliative intent of a drug order, 366 days',
      [COLON, order('carboplatin', ago(366), intent('363676003'))],
      { A: false },
    ],
    [
      'the same number in another code system is no intent',
      [
        COLON,
        procedure('367336001', ago(20), {
          extension: [
            { url: 'x', valueCodeableConcept: { coding: [{ system: 'http://example.org', code: '363676003' }] } },
          ],
        }),
      ],
      { A: false },
    ],
    ['relapsed myeloma', [condition('C90.02')], { A: true }],
    ['relapsed slow lymphoma', [condition('C82.00', { status: 'relapse' })], { A: null }],
    ['pancreas', [condition('C25.0')], { A: true }],
    ['brain tumor without grade', [condition('C71.9')], { A: null }],
    [
      'recurrent and unresectable, by status and words',
      [condition('C02.9', { status: 'recurrence', text: 'Carcinoma of tongue, unresectable' })],
      { A: true },
    ],
    [
      'recurrent and unresectable, by words',
      [condition('C02.9', { text: 'Recurrent, inoperable carcinoma of tongue' })],
      { A: true },
    ],
    ['recurrent only', [condition('C02.9', { status: 'recurrence' })], { A: null }],
    ['unresectable only', [condition('C02.9', { text: 'Unresectable carcinoma of tongue' })], { A: null }],
    [
      'no longer unresectable',
      [condition('C02.9', { status: 'recurrence', text: 'Tongue, no longer unresectable' })],
      { A: null },
    ],
    ['stage III lung', [condition('C34.11', { stage: 'Stage III' })], { A: true }],
    ['stage IIIA lung', [condition('C34.11', { stage: 'IIIA' })], { A: false }],
  ]);
});

describe('which cancer a stage belongs to', () => {
  decide([
    [
      'an entry without a site is another entry of the one cancer',
      [condition('C34.11'), condition('C80.1'), stageGroup('Stage IV', ago(20))],
      { metastatic: 'met definite', A: true },
    ],
    [
      'by Condition.stage.assessment',
      [
        condition('C34.11', {
          more: { stage: [{ summary: { text: 'see assessment' }, assessment: [{ reference: 'Observation/st' }] }] },
        }),
        condition('C50.911', { onset: ago(400), recorded: ago(400), stage: 'Stage I' }),
        { ...stageGroup('Stage IV', ago(20)), id: 'st' },
      ],
      { metastatic: 'met definite', A: true },
    ],
    [
      'an assessment of somebody else is not followed; the summary stays',
      [
        condition('C34.11', {
          more: { stage: [{ summary: { text: 'Stage IV' }, assessment: [{ reference: 'Observation/foreign' }] }] },
        }),
      ],
      { metastatic: 'met definite' },
    ],
    [
      'lung by two codings of one entry',
      [codedTwice(['C34.11', '254637007'], { stage: 'Stage IV' })],
      { metastatic: 'met definite' },
    ],
  ]);
});

describe('facts', () => {
  const cancers = (resources: readonly Resource[]): unknown =>
    assessOf(resources).facts.cancers.map(({ site, role, status, evidence }) => [site, role, status, evidence.length]);
  test('one entry a diagnosis, however many visits it was coded at', () => {
    expect(
      cancers([condition('C34.11'), visitDiagnosis('C34.11', ago(20)), visitDiagnosis('C34.11', ago(10))]),
    ).toEqual([['lung', 'primary', 'active', 3]]);
  });
  test('active, resolved, in remission, unclear', () => {
    expect(
      cancers([
        condition('C34.11'),
        condition('C78.7'),
        condition('C50.911', { status: 'resolved' }),
        condition('C90.01'),
        condition('C18.7', { verification: 'provisional' }),
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['lung', 'primary', 'active', 1],
        ['other', 'metastasis', 'active', 1],
        ['breast', 'primary', 'resolved', 1],
        ['myeloma', 'primary', 'remission', 1],
        ['colorectal', 'primary', 'unclear', 1],
      ]),
    );
  });
  test('a metastasis makes the stage IV from its day on; the stage at diagnosis is not changed', () => {
    const { stage, stageSince } = assessOf([
      condition('C50.911', { onset: ago(900), recorded: ago(900), stage: 'IIIC' }),
      condition('C78.7', { onset: ago(50) }),
      condition('C79.51', { onset: ago(20) }),
    ]).facts;
    expect(stage).toMatchObject({ text: 'IIIC' });
    expect(stageSince).toMatchObject({ text: 'IV', evidence: { label: 'C78.7' } });
  });
  test('no stage is invented where none is recorded', () => {
    expect(assessOf([condition('C50.911')]).facts.stage).toBeNull();
  });
});

describe('a cancer on the list, and since then a code of past cancer of its site', () => {
  const prostate = condition('C61', { onset: ago(3650), recorded: ago(3650) });
  const history = (code: string, days: number): Resource => condition(code, { onset: ago(days), recorded: ago(days) });
  decide([
    [
      'nothing else speaks for it: asked about',
      [prostate, history('Z85.46', 2900)],
      { ...UNCLEAR, tasks: ['confirm-cancer'] },
    ],
    ['of the same day', [prostate, history('Z85.46', 3650)], { M: true }],
    ['the cancer is newer', [prostate, history('Z85.46', 4000)], { M: true }],
    ['of another site', [prostate, history('Z85.3', 2900)], { M: true }],
    ['of a site that the code does not tell', [prostate, history('Z85.9', 2900)], { M: true }],
    ['family history', [prostate, history('Z80.42', 2900)], { M: true }],
    [
      'not confirmed',
      [prostate, condition('Z85.46', { recorded: ago(2900), verification: 'provisional' })],
      { M: true },
    ],
    [
      'recorded again since',
      [prostate, history('Z85.46', 2900), condition('C61', { recorded: ago(300) })],
      { M: true },
    ],
    ['a metastasis', [prostate, history('Z85.46', 2900), condition('C79.51')], { M: true }],
    ['treated within a year', [prostate, history('Z85.46', 2900), order('leuprolide', ago(30))], { M: true }],
    ['treated longer ago', [prostate, history('Z85.46', 2900), order('leuprolide', ago(500))], { M: null }],
    ['progression since', [prostate, history('Z85.46', 2900), diseaseStatus('271299001', ago(30))], { M: true }],
    ['another cancer beside it', [prostate, history('Z85.46', 2900), condition('C34.11')], { M: true }],
    // Treatment, metastasis or progression may stand in what was not received: then the list entry stands.
    ...(
      [
        ['Condition', 'partial', true],
        ['Observation', 'failed', true],
        ['MedicationRequest', 'forbidden', true],
        ['MedicationRequest', 'not-asked', true],
        ['MedicationAdministration', 'failed', true],
        ['MedicationAdministration', 'unsupported', null],
        ['Procedure', 'partial', true],
      ] as const
    ).map(
      ([source, state, M]) =>
        [`${source} ${state}`, [prostate, history('Z85.46', 2900)], { M }, { states: { [source]: state } }] as const,
    ),
  ]);
});

describe('the stage as recorded, and stage IV since a metastasis came after it', () => {
  const metastasis = condition('C79.51', { id: 'bone', recorded: ago(20), onset: ago(20) });
  const stages = (resources: readonly Resource[]): unknown => {
    const { stage, stageSince } = assessOf(resources).facts;
    return [stage?.text ?? null, stageSince?.text ?? null, stageSince?.evidence.reference ?? null];
  };
  const staged = (code: string, stage: string): Resource =>
    condition(code, { id: 'primary', recorded: ago(400), onset: ago(400), stage });
  test.each<[string, readonly Resource[], unknown]>([
    ['no metastasis', [staged('C50.911', 'Stage II')], ['II', null, null]],
    ['breast II, then bone', [staged('C50.911', 'Stage II'), metastasis], ['II', 'IV', 'Condition/bone']],
    ['staged IV itself', [staged('C50.911', 'Stage IV'), metastasis], ['IV', null, null]],
    ['never staged', [condition('C50.911'), metastasis], [null, null, null]],
    ['thyroid: II may be metastatic', [staged('C73', 'Stage II'), metastasis], ['II', null, null]],
    ['germ cell tumor: there is no IV', [staged('C62.90', 'Stage II'), metastasis], ['II', null, null]],
    [
      'two cancers: of which it is cannot be told',
      [staged('C61', 'Stage IIB'), condition('C50.911', { id: 'other' }), metastasis],
      ['IIB', null, null],
    ],
  ])('%s', (_, resources, expected) => {
    expect(stages(resources)).toEqual(expected);
  });
});
