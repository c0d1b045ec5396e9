/** Hospice: enrolment told from contact, its negative twins, and what may be said when places were not read (clinical 3.5). */
import { describe, expect, test } from 'vitest';
import { hospiceCare } from '../../../src/domain/chart/hospice.ts';
import { isoWhen } from '../../../src/domain/logic/when.ts';
import {
  ago,
  carePlan,
  chartOf,
  coded,
  condition,
  observation,
  procedure,
  referral,
  stay,
  type More,
  type Resource,
  type Scene,
} from '../../support/chart-of.ts';
import { careTeam, coverage, episodeOfCare } from '../../support/builders/planning.ts';
import { given, order } from '../../support/builders/treatment.ts';
import { GATE_DAYS } from '../../support/numbers.ts';

const YES = { valueCodeableConcept: coded('373066001') };
const NO = { valueCodeableConcept: coded('373067005') };
const homeHospice = (start: string, end: string | null, more = {}): Resource =>
  stay({ class: 'HH', type: '305336008', start, end, ...(end === null ? {} : { status: 'finished' }), ...more });

const inWords = (text: string): More => ({ hospitalization: { dischargeDisposition: { text } } });
const sentTo = (text: string, endedDaysAgo: number): Resource =>
  stay({ start: ago(endedDaysAgo + 5), end: ago(endedDaysAgo), more: inWords(text) });

type Row = readonly [string, readonly Resource[], boolean | null, Scene?];

const rows: readonly Row[] = [
  ['nothing on record, all places read', [], false],
  ['enrolled since 40 days', [homeHospice(ago(40), null)], true],
  ['42: enrolled since 220 days, no end', [homeHospice(ago(220), null)], true],
  ['enrolled ten years ago by a finding that stands', [condition('170935008', { onset: ago(3650) })], true],
  ['the same finding, unconfirmed', [condition('170935008', { verification: 'provisional' })], null],
  ['41: a single visit yesterday, ended', [homeHospice(ago(1), ago(1))], true],
  ['41: a visit that ended, enrolment open', [homeHospice(ago(90), null), homeHospice(ago(1), ago(1))], true],
  ['a visit 180 days ago', [homeHospice(ago(180), ago(180))], true],
  ['a visit 181 days ago', [homeHospice(ago(181), ago(181))], false],
  ['a stay of three days ended alive', [homeHospice(ago(63), ago(60))], false],
  ['a stay of two days is a visit', [homeHospice(ago(62), ago(60))], true],
  ['stay ended, then a visit', [homeHospice(ago(63), ago(60)), homeHospice(ago(20), ago(20))], true],
  ['hospice coded as a procedure 100 days ago', [procedure('385763009', ago(100))], true],
  ['hospice per diem (HCPCS) 100 days ago', [procedure('Q5001', ago(100))], true],
  ['procedure without a date', [procedure('385763009', null)], null],
  ['procedure dated by the year alone', [procedure('385763009', '2026')], null],
  ['discharged to home hospice (NUBC 50)', [stay({ start: ago(30), end: ago(25), to: '50' })], true],
  ['discharged to a hospice facility (51)', [stay({ start: ago(30), end: ago(25), to: '51' })], true],
  ['discharged home', [stay({ start: ago(30), end: ago(25), to: '01' })], false],
  ['discharged to "Hospice/Home" in words', [sentTo('Hospice/Home', 25)], null],
  ['the same 180 days ago', [sentTo('Hospice/Home', 180)], null],
  ['the same 181 days ago', [sentTo('Hospice/Home', 181)], false],
  ['discharged home, hospice declined', [sentTo('Home, hospice declined', 25)], false],
  ['enrolment ended, "Expired" in words', [homeHospice(ago(120), ago(60), { more: inWords('Expired') })], null],
  ['one hospice hands over to another', [homeHospice(ago(60), ago(30), { to: '51' })], true],
  ['45755-6 answered yes', [observation('45755-6', ago(10), YES)], true],
  ['one contact, then chemotherapy: a question', [procedure('385763009', ago(60)), given('docetaxel', ago(9))], null],
  ['chemotherapy, then a contact', [procedure('385763009', ago(9)), given('docetaxel', ago(60))], true],
  ['chemotherapy of the same day', [procedure('385763009', ago(9)), given('docetaxel', ago(9))], true],
  ['one contact, then an order for chemotherapy', [procedure('385763009', ago(60)), order('docetaxel', ago(9))], true],
  ['one contact, then morphine', [procedure('385763009', ago(60)), given('morphine', ago(9))], true],
  ['enrolled, and chemotherapy since', [homeHospice(ago(60), null), given('docetaxel', ago(9))], true],
  ['45755-6 answered no', [observation('45755-6', ago(10), NO)], false],
  ['yes, then no: cannot tell', [observation('45755-6', ago(50), YES), observation('45755-6', ago(10), NO)], null],
  ['no, then yes', [observation('45755-6', ago(50), NO), observation('45755-6', ago(10), YES)], true],
  ['a home hospice service requested (444933003)', [referral('444933003', ago(10))], false],
  ['referral to hospice, active', [referral('306205009', ago(10))], false],
  ['referral to hospice, completed', [referral('306205009', ago(10), { status: 'completed' })], true],
  ['hospice care plan by code', [carePlan('385763009', ago(400))], true],
  ['hospice care plan on hold', [carePlan('385763009', ago(400), { status: 'on-hold' })], null],
  ['plan that names hospice in words', [carePlan(null, ago(10), { title: 'Hospice discussion' })], null],
  ['plan: patient declined hospice', [carePlan(null, ago(10), { title: 'Patient declined hospice' })], false],
  [
    'plan: hospice offered, refused',
    [carePlan(null, ago(10), { description: 'Hospice was offered and refused' })],
    false,
  ],
  ['plan: not a hospice candidate', [carePlan(null, ago(10), { title: 'Not a hospice candidate now' })], false],
  ['comfort-care plan that names hospice', [carePlan('133918004', ago(10), { title: 'Home hospice, comfort' })], true],
  ['comfort-care plan that does not', [carePlan('133918004', ago(10))], false],
  [
    'words in the narrative alone',
    [carePlan(null, ago(10), { text: { status: 'generated', div: '<div><p>Hospice team visits daily</p></div>' } })],
    null,
  ],
  ['Medicare hospice benefit (payer type 13), open', [coverage('13', { start: ago(300) })], true],
  ['the same, ended', [coverage('13', { start: ago(300), end: ago(60) })], false],
  ['cancelled without a day', [coverage('13', { start: ago(300) }, { status: 'cancelled' })], false],
  ['another payer', [coverage('1', { start: ago(300) })], false],
  ['13 of a local payer list', [coverage('13', { start: ago(300) }, { type: coded('13', 'x', 'urn:local') })], false],
  ['episode of care with hospice, active', [episodeOfCare('385763009', { start: ago(30) })], true],
  ['the same, finished', [episodeOfCare('385763009', { start: ago(90), end: ago(30) }, { status: 'finished' })], false],
  ['the same, planned', [episodeOfCare('385763009', { start: ago(3) }, { status: 'planned' })], null],
  ['episode named hospice in words', [episodeOfCare(null, { start: ago(30) }, { type: [{ text: 'Hospice' }] })], null],
  ['care team of a hospice', [careTeam({ name: 'Valley Hospice' })], null],
  ...(['Condition', 'Encounter', 'Observation', 'Procedure', 'CarePlan'] as const).map((source): Row => [
    `${source} not asked for`,
    [],
    null,
    { states: { [source]: 'not-asked' } },
  ]),
  ...(['EpisodeOfCare', 'Coverage'] as const).flatMap((source): readonly Row[] => [
    [`${source} unknown to the EHR: no doubt`, [], false, { states: { [source]: 'unsupported' } }],
    [`${source} not asked for: no doubt`, [], false, { states: { [source]: 'not-asked' } }],
    [`${source} failed`, [], null, { states: { [source]: 'failed' } }],
    [`${source} forbidden`, [], null, { states: { [source]: 'forbidden' } }],
    [`${source} in part`, [], null, { states: { [source]: 'partial' } }],
  ]),
  [
    'answered no, other places never asked for',
    [observation('45755-6', ago(10), NO)],
    false,
    { states: { CarePlan: 'not-asked', Procedure: 'not-asked' } },
  ],
  [
    'answered no half a year ago, other places never asked for',
    [observation('45755-6', ago(181), NO)],
    null,
    { states: { CarePlan: 'not-asked' } },
  ],
  ['answered no, encounters failed', [observation('45755-6', ago(10), NO)], null, { states: { Encounter: 'failed' } }],
];

describe('hospice care now', () => {
  for (const [situation, resources, expected, scene] of rows)
    test(situation, () => {
      expect(hospiceCare(chartOf(resources, scene), GATE_DAYS).now).toBe(expected);
    });
});

describe('hospice ended alive', () => {
  const leftOn = (resources: readonly Resource[]): string | null => {
    const { on } = hospiceCare(chartOf(resources), GATE_DAYS).left ?? { on: null };
    return on === null ? null : isoWhen(on);
  };

  test('22: enrolment ended 60 days ago, no contact since', () => {
    expect(leftOn([homeHospice(ago(120), ago(60))])).toBe(ago(60));
  });
  test('the newest end counts', () => {
    expect(leftOn([homeHospice(ago(400), ago(300)), homeHospice(ago(120), ago(60))])).toBe(ago(60));
  });
  test('a contact before the end belongs to it', () => {
    expect(leftOn([homeHospice(ago(120), ago(60)), homeHospice(ago(90), ago(90))])).toBe(ago(60));
  });
  test('a contact since means that it is no end', () => {
    expect(leftOn([homeHospice(ago(120), ago(60)), homeHospice(ago(10), ago(10))])).toBeNull();
  });
  test('the end of a visit is no discharge', () => {
    expect(leftOn([homeHospice(ago(1), ago(1))])).toBeNull();
  });
  test('a death that only words tell is no end alive', () => {
    expect(leftOn([homeHospice(ago(120), ago(60), { more: inWords('Expired') })])).toBeNull();
  });
  test('death is no end alive', () => {
    expect(leftOn([homeHospice(ago(120), ago(60), { to: '41' })])).toBeNull();
  });
});

test('one contact is no care since then: the day of the last is told', () => {
  const contacts = [procedure('385763009', ago(40)), procedure('385763009', ago(20))];
  const { since, enrolled } = hospiceCare(chartOf(contacts), GATE_DAYS);
  expect([since === null ? null : isoWhen(since), enrolled]).toEqual([ago(20), false]);
});

test('since the first evidence that stands', () => {
  const { since } = hospiceCare(chartOf([homeHospice(ago(40), null), procedure('385763009', ago(20))]), GATE_DAYS);
  expect(since === null ? null : isoWhen(since)).toBe(ago(40));
});
