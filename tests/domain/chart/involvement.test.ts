/** Whether palliative care is involved: yes, no, or a question (clinical reference 3.5, 5.6). */
import { describe, expect, test } from 'vitest';
import { involvementOf } from '../../../src/domain/chart/involvement.ts';
import { isoDay, isoWhen } from '../../../src/domain/logic/when.ts';
import {
  ago,
  carePlan,
  chartOf,
  condition,
  observation,
  procedure,
  referral,
  visitDiagnosis,
  type Resource,
  type Scene,
} from '../../support/chart-of.ts';
import {
  appointment,
  careTeam,
  decision,
  episodeOfCare,
  palliativeAppointment,
  palliativeTeam,
} from '../../support/builders/planning.ts';
import { GATE_DAYS } from '../../support/numbers.ts';

type Row = readonly [string, readonly Resource[], boolean | null, Scene?];
const rows: readonly Row[] = [
  ['nothing on record, all places read', [], false],
  ['seen by the palliative physician 180 days ago', [condition('305686008', { recorded: ago(180) })], true],
  ['the same, 181 days ago', [condition('305686008', { recorded: ago(181) })], false],
  ['the same, unconfirmed', [condition('305686008', { recorded: ago(9), verification: 'provisional' })], null],
  ['seen, stated as an observation', [observation('441874000', ago(9), { valueBoolean: true })], true],
  ['seen, in a month that only overlaps', [procedure('395695001', '2026-05')], null],
  ['seen, without a date', [procedure('395695001', null)], null],
  ['comfort measures are palliative care', [carePlan('133918004', ago(900))], true],
  ['23: Z51.5 last week', [visitDiagnosis('Z51.5', ago(7))], null],
  ['Z51.5 a year ago says nothing of now', [visitDiagnosis('Z51.5', ago(300))], false],
  ['palliative care ordered, giver not named', [referral('103735009', ago(9))], null],
  ['the same as a draft', [referral('103735009', ago(9), { status: 'draft' })], false],
  ['an open referral is not yet care', [referral('306237005', ago(9))], false],
  ['a completed referral may have been care', [referral('306237005', ago(180), { status: 'completed' })], null],
  ['a referral completed longer ago', [referral('306237005', ago(181), { status: 'completed' })], false],
  ['comfort measures on hold', [carePlan('133918004', ago(900), { status: 'on-hold' })], null],
  [
    'comfort measures on hold, ended',
    [carePlan('133918004', ago(900), { status: 'on-hold', period: { start: ago(900), end: ago(20) } })],
    false,
  ],
  [
    'comfort measures on hold, said not to be current',
    [carePlan('133918004', ago(900), { status: 'on-hold' }), decision('comfort-plan-not-current', ago(10))],
    false,
  ],
  ['palliative care education', [procedure('4901000124101', ago(9))], null],
  ['oncology visit code G9054', [procedure('G9054', ago(9))], null],
  ['plan whose category is palliative care', [carePlan('103735009', ago(900))], null],
  ['plan that speaks of it in words', [carePlan(null, ago(9), { title: 'Palliative approach' })], null],
  ['plan that says no to it', [carePlan(null, ago(9), { title: 'Declines palliative care' })], false],
  ['cancer care plan', [carePlan('736252007', ago(9))], false],
  ['team by taxonomy', [palliativeTeam()], true],
  ['team by name', [careTeam({ name: 'Supportive care team' })], null],
  ['team of the oncology clinic', [careTeam({ name: 'Oncology team' })], false],
  [
    'visit booked with a clinic of that name',
    [appointment(`${ago(-5)}T10:00:00Z`, { description: 'Palliative clinic' })],
    null,
  ],
  ['episode with the service, planned', [episodeOfCare('395669003', { start: ago(3) }, { status: 'waitlist' })], null],
  ...(['Condition', 'Encounter', 'Observation', 'Procedure', 'CarePlan'] as const).map((source): Row => [
    `${source} not asked for`,
    [],
    null,
    { states: { [source]: 'not-asked' } },
  ]),
  ...(['ServiceRequest', 'CareTeam', 'Appointment', 'EpisodeOfCare'] as const).flatMap((source): readonly Row[] => [
    [`${source} unknown to the EHR`, [], false, { states: { [source]: 'unsupported' } }],
    [`${source} not asked for`, [], false, { states: { [source]: 'not-asked' } }],
    [`${source} failed`, [], null, { states: { [source]: 'failed' } }],
    [`${source} in part`, [], null, { states: { [source]: 'partial' } }],
  ]),
];

describe('involvement.palliative', () => {
  for (const [situation, resources, expected, scene] of rows)
    test(situation, () => {
      expect(involvementOf(chartOf(resources, scene), GATE_DAYS).palliative).toBe(expected);
    });
});

test('the last contact is the newest; standing care without one dates from its beginning', () => {
  const last = (resources: readonly Resource[]): string | null => {
    const when = involvementOf(chartOf(resources), GATE_DAYS).specialist?.last ?? null;
    return when === null ? null : isoWhen(when);
  };
  expect(last([procedure('395695001', ago(40)), condition('305686008', { recorded: ago(20) })])).toBe(ago(20));
  expect(last([palliativeTeam({ period: { start: ago(70) } })])).toBe(ago(70));
  expect(last([palliativeTeam({ period: { start: ago(70) } }), procedure('395695001', ago(90))])).toBe(ago(90));
});

/** Made three days ago, for three weeks from now. */
const BOOKED = palliativeAppointment(`${ago(-21)}T10:00:00Z`, { created: ago(3) });

describe('a visit that is booked, and no contact yet', () => {
  test.each<readonly [string, readonly Resource[], boolean | 'nothing']>([
    ['booked, and nothing else on record', [BOOKED], true],
    ['two are booked', [BOOKED, palliativeAppointment(`${ago(-60)}T10:00:00Z`)], true],
    ['booked for today', [palliativeAppointment(`${ago(0)}T10:00:00Z`, { created: ago(3) })], true],
    ['on a referral that is open', [BOOKED, referral('306237005', ago(9))], true],
    ['the patient said no once', [BOOKED, decision('decline', ago(300))], true],
    ['seen longer ago than counts', [BOOKED, procedure('395695001', ago(600))], true],
    ['perhaps seen lately', [BOOKED, visitDiagnosis('Z51.5', ago(7))], true],
    ['a team that has ended', [BOOKED, palliativeTeam({ status: 'inactive' })], true],
    ['seen lately', [BOOKED, procedure('395695001', ago(40))], false],
    ['told to be seen elsewhere', [BOOKED, decision('already-receiving', ago(20))], false],
    ['a member of the team', [BOOKED, palliativeTeam()], false],
    [
      'the day has passed, and nobody came',
      [palliativeAppointment(`${ago(1)}T10:00:00Z`, { created: ago(30) })],
      'nothing',
    ],
  ])('%s', (_, resources, expected) => {
    const { specialist } = involvementOf(chartOf(resources), GATE_DAYS);
    expect(specialist === null ? 'nothing' : specialist.onlyBooked).toBe(expected);
  });

  test.each([
    ['alone', []],
    ['after a visit', [procedure('395695001', ago(40))]],
  ] as const)('its line has the day of the visit, not that of the booking: %s', (_, more) => {
    const evidence = involvementOf(chartOf([BOOKED, ...more]), GATE_DAYS).specialist?.evidence ?? [];
    const days = evidence.map(({ reference, when }) => [
      reference.split('/')[0],
      when === null ? null : isoDay(when.lo),
    ]);
    expect(days).toContainEqual(['Appointment', ago(-21)]);
  });
});
