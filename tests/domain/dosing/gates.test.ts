/** The gates of clinical reference 3.5: when each speaks, when it does not, their edges in days, and their order. */
import { describe, expect, test } from 'vitest';
import { assess, type AssessOptions } from '../../../src/domain/assess.ts';
import type { Chart } from '../../../src/domain/chart/chart.ts';
import { exposuresOf } from '../../../src/domain/chart/exposures.ts';
import { hospiceCare } from '../../../src/domain/chart/hospice.ts';
import { involvementOf } from '../../../src/domain/chart/involvement.ts';
import { activeMalignancy } from '../../../src/domain/chart/malignancy.ts';
import { gateOf, navigatorGate, type GateFound } from '../../../src/domain/dosing/gates.ts';
import { recordToTakeBack } from '../../../src/domain/decision/take-back.ts';
import { isoDay, parseWhen } from '../../../src/domain/logic/when.ts';
import type { TriggerResult } from '../../../src/domain/triggers/trigger.ts';
import { say } from '../../../src/words/say.ts';
import {
  ago,
  carePlan,
  chartOf,
  coded,
  condition,
  ecog,
  LUNG_STAGE_I,
  observation,
  patient,
  procedure,
  referral,
  STAGE_IV,
  stay,
  visitDiagnosis,
  type More,
  type Resource,
  type StaySaid,
} from '../../support/chart-of.ts';
import { met } from '../../support/builders/findings.ts';
import {
  askAgainTask,
  because,
  careTeam,
  decision,
  episodeOfCare,
  nurseContact,
  output,
  palliativeAppointment,
  palliativeTeam,
} from '../../support/builders/planning.ts';
import { GATE_DAYS } from '../../support/numbers.ts';

function ask(chart: Chart, triggers: readonly TriggerResult[] = []): GateFound | null {
  return gateOf(
    chart,
    {
      malignancy: activeMalignancy(chart, exposuresOf(chart)),
      hospice: hospiceCare(chart, GATE_DAYS),
      involvement: involvementOf(chart, GATE_DAYS),
      triggers,
    },
    GATE_DAYS,
  );
}

const gate = (resources: readonly Resource[], triggers: readonly TriggerResult[] = []): string | null =>
  ask(chartOf(resources), triggers)?.gate ?? null;

type Row = readonly [
  situation: string,
  resources: readonly Resource[],
  gate: string | null,
  triggers?: readonly TriggerResult[],
];

const leftAs = (dischargeDisposition: More): Resource =>
  stay({ start: ago(5), end: ago(2), more: { hospitalization: { dischargeDisposition } } });

function decide(rows: readonly Row[], always: readonly Resource[] = STAGE_IV): void {
  for (const [situation, resources, expected, triggers] of rows)
    test(situation, () => {
      expect(gate([...always, ...resources], triggers)).toBe(expected);
    });
}

const SEEN = '305686008';
const TO_PALLIATIVE = '306237005';
const PAIN = (date: string): TriggerResult => met('severe-physical-symptom', [date]);

describe('deceased', () => {
  decide([
    ['20: died yesterday', [patient({ deceasedDateTime: ago(1) })], 'deceased'],
    ['deceased without a date', [patient({ deceasedBoolean: true })], 'deceased'],
    ['deceasedBoolean false', [patient({ deceasedBoolean: false })], null],
    ['a death after the day from which we look', [patient({ deceasedDateTime: ago(-1) })], null],
    ['64: disposition NUBC 41', [stay({ start: ago(5), end: ago(2), to: '41' })], 'deceased'],
    ['disposition exp', [stay({ start: ago(5), end: ago(2), to: 'exp' })], 'deceased'],
    ['disposition home', [stay({ start: ago(5), end: ago(2), to: '01' })], null],
    ['disposition "Expired" in words alone', [leftAs({ text: 'Expired' })], 'possibly-deceased'],
    ['disposition "Expired" with a local code', [leftAs(coded('20', 'Expired', 'urn:local'))], 'possibly-deceased'],
    [
      'disposition v2-0112 20',
      [leftAs(coded('20', 'Expired', 'http://terminology.hl7.org/CodeSystem/v2-0112'))],
      'deceased',
    ],
    ['disposition "Hospice/Home" in words opens no gate', [leftAs({ text: 'Hospice/Home' })], null],
    ['recorded dead as a diagnosis', [condition('419099009', { recorded: ago(2) })], 'deceased'],
    ['the same, unconfirmed', [condition('419099009', { verification: 'provisional' })], 'possibly-deceased'],
  ]);
  test('the day of a death that only a discharge tells', () => {
    const found = ask(chartOf([...STAGE_IV, stay({ start: ago(5), end: ago(2), to: '41' })]));
    expect(found === null ? null : say(found.headline)).toBe('Recorded as deceased, 10 Nov 2026.');
  });
});

describe('possibly deceased', () => {
  decide([
    ['cause of death observed', [observation('69453-9', ago(2), { valueString: 'x' })], 'possibly-deceased'],
    ['ECOG 5', [ecog(5, ago(2))], 'possibly-deceased'],
    ['ECOG 4', [ecog(4, ago(2))], null],
    [
      'death certification visit',
      [stay({ type: '308646001', class: 'AMB', start: ago(2), end: ago(2) })],
      'possibly-deceased',
    ],
  ]);
});

describe('under 18', () => {
  decide([
    ['21: seventeen, eighteen tomorrow', [patient({ birthDate: '2008-11-13' })], 'under-18'],
    ['eighteen today', [patient({ birthDate: '2008-11-12' })], null],
    ['no birth date: taken as an adult', [patient({ birthDate: undefined })], null],
  ]);
});

describe('comfort care', () => {
  decide(
    [
      ['43: plan 182964004 active since four years', [carePlan('182964004', ago(1460))], 'comfort-care-recorded'],
      ['the plan has ended', [carePlan('182964004', ago(1460), { period: { start: ago(1460), end: ago(30) } })], null],
      [
        'comfort measures as an activity',
        [carePlan(null, ago(10), { activity: [{ detail: { status: 'in-progress', code: coded('133918004') } }] })],
        'comfort-care-recorded',
      ],
      [
        'an activity that was cancelled',
        [carePlan(null, ago(10), { activity: [{ detail: { status: 'cancelled', code: coded('133918004') } }] })],
        null,
      ],
      ['procedure 180 days ago', [procedure('385736008', ago(180))], 'comfort-care-recorded'],
      ['procedure 181 days ago', [procedure('385736008', ago(181))], null],
      ['order 180 days ago', [referral('133918004', ago(180))], 'comfort-care-recorded'],
      ['order 181 days ago', [referral('133918004', ago(181))], null],
      ['a draft is no order', [referral('133918004', ago(10), { status: 'draft', intent: 'proposal' })], null],
      ['cancer care plan is no comfort care', [carePlan('395082007', ago(10))], null],
      [
        'asked, and no longer current',
        [carePlan('182964004', ago(60)), decision('comfort-plan-not-current', ago(10))],
        null,
      ],
      [
        'answered before a new plan was written',
        [carePlan('182964004', ago(5)), decision('comfort-plan-not-current', ago(10))],
        'comfort-care-recorded',
      ],
    ],
    LUNG_STAGE_I,
  );
});

describe('active cancer', () => {
  decide(
    [
      [
        '13: resolved colon cancer',
        [condition('C18.7', { status: 'resolved', abatement: ago(100) })],
        'no-active-malignancy',
      ],
      ['14: family history only', [condition('Z80.0')], 'no-active-malignancy'],
      ['18: suspected', [condition('162573006')], 'cancer-status-unclear'],
      ['44: one visit diagnosis', [visitDiagnosis('C25.0', ago(2))], 'cancer-status-unclear'],
      [
        '44: the same, and the patient asks',
        [visitDiagnosis('C25.0', ago(2))],
        null,
        [met('patient-or-family-request', [ago(2)])],
      ],
      [
        'the same, and a clinician attests',
        [visitDiagnosis('C25.0', ago(2))],
        null,
        [met('clinician-attested-need', [ago(2)])],
      ],
      ['no cancer, and the patient asks', [], 'no-active-malignancy', [met('patient-or-family-request', [ago(2)])]],
    ],
    [],
  );
});

describe('hospice referral', () => {
  decide([
    ['306205009 active, 90 days ago', [referral('306205009', ago(90))], 'hospice-referral-open'],
    ['the same, 91 days ago', [referral('306205009', ago(91))], null],
    ['on hold', [referral('719414000', ago(9), { status: 'on-hold' })], 'hospice-referral-open'],
    ['revoked', [referral('306205009', ago(9), { status: 'revoked' })], null],
    ['draft', [referral('306205009', ago(9), { status: 'draft' })], null],
    ['completed counts as contact', [referral('306205009', ago(9), { status: 'completed' })], 'hospice'],
    ['entered in error', [referral('306205009', ago(9), { status: 'entered-in-error' })], null],
  ]);
  test('looks again when it lapses', () => {
    const found = ask(chartOf([...STAGE_IV, referral('306205009', ago(20))]));
    expect(found?.reviewOn === undefined || found.reviewOn === null ? null : isoDay(found.reviewOn)).toBe(ago(-70));
  });
});

describe('under specialist care', () => {
  decide([
    [
      '61: seen by the palliative physician 60 days ago',
      [condition(SEEN, { recorded: ago(60) })],
      'under-specialist-care',
    ],
    ['procedure of the team 180 days ago', [procedure('395695001', ago(180))], 'under-specialist-care'],
    ['the same, 181 days ago', [procedure('395695001', ago(181))], null],
    ['referral BY the palliative physician is involvement', [referral('305981001', ago(30))], 'under-specialist-care'],
    ['plan of the team, active since a year', [carePlan('395669003', ago(365))], 'under-specialist-care'],
    ['member of the team by taxonomy', [palliativeTeam()], 'under-specialist-care'],
    [
      'member who has left',
      [
        careTeam({
          participant: [
            {
              role: [coded('207RH0002X', undefined, 'http://nucc.org/provider-taxonomy')],
              period: { end: ago(10) },
            },
          ],
        }),
      ],
      null,
    ],
    ['inactive team', [palliativeTeam({ status: 'inactive' })], null],
    ['team by its name alone: possible, not suppressed', [careTeam({ name: 'Palliative Care Team' })], null],
    [
      'visit booked for next week',
      [palliativeAppointment(`${ago(-7)}T10:00:00Z`, { created: ago(3) })],
      'under-specialist-care',
    ],
    ['visit booked in a year', [palliativeAppointment(`${ago(-365)}T10:00:00Z`, { created: ago(3) })], null],
    ['visit cancelled', [palliativeAppointment(`${ago(-7)}T10:00:00Z`, { status: 'cancelled' })], null],
    [
      'visit that took place',
      [palliativeAppointment(`${ago(20)}T10:00:00Z`, { status: 'fulfilled' })],
      'under-specialist-care',
    ],
    ['visit booked and past: nobody says that it took place', [palliativeAppointment(`${ago(20)}T10:00:00Z`)], null],
    ['episode of care with the team', [episodeOfCare('395669003', { start: ago(300) })], 'under-specialist-care'],
    ['clinician said: already receiving', [decision('already-receiving', ago(100))], 'under-specialist-care'],
    ['23: Z51.5 last week: ask', [visitDiagnosis('Z51.5', ago(7))], null],
    ['palliative care, giver not named', [procedure('103735009', ago(7))], null],
  ]);

  describe('what to tell the team: new since the last contact', () => {
    const seen = [...STAGE_IV, condition(SEEN, { recorded: ago(60) })];
    const tells = (...triggers: TriggerResult[]): readonly string[] | undefined =>
      ask(chartOf(seen), triggers)?.tellPalliativeTeam;
    test('61: a new line 10 days ago', () => {
      expect(tells(met('systemic-therapy-change', [ago(10)], { counted: false, strength: 'supporting' }))).toEqual([
        'systemic-therapy-change',
      ]);
    });
    test('a line that began before the contact', () => {
      expect(tells(met('systemic-therapy-change', [ago(61)]))).toEqual([]);
    });
    test('with a visit only booked everything is new, however old', () => {
      const booked = palliativeAppointment(`${ago(-7)}T10:00:00Z`, { created: ago(3) });
      const found = ask(chartOf([...STAGE_IV, booked]), [met('systemic-therapy-change', [ago(61)]), PAIN(ago(30))]);
      expect(found?.tellPalliativeTeam).toEqual(['systemic-therapy-change', 'severe-physical-symptom']);
    });
    describe('with a visit only booked, from a referral of ours', () => {
      const SYSTEM = 'https://hospital.example.org/alongside';
      const ours = (authored: string | null, more: More = {}): Resource =>
        referral(TO_PALLIATIVE, authored, { identifier: [{ system: SYSTEM, value: 'n1' }], ...more });
      const visit = palliativeAppointment(`${ago(-7)}T10:00:00Z`, { created: ago(0) });
      const told = (resources: readonly Resource[], ...triggers: TriggerResult[]): readonly string[] | undefined =>
        ask(chartOf([...STAGE_IV, visit, ...resources], { identifierSystem: SYSTEM }), triggers)?.tellPalliativeTeam;
      const undated = (): TriggerResult => {
        const pain = PAIN(ago(30));
        return { ...pain, evidence: pain.evidence.map((one) => ({ ...one, when: null })) };
      };
      test.each<readonly [string, readonly Resource[], TriggerResult, boolean]>([
        ['of today: what was found before went with it', [ours(ago(0))], PAIN(ago(30)), false],
        ['of today: what was found on the day went with it', [ours(ago(0))], PAIN(ago(0)), false],
        ['of last week: found since', [ours(ago(7))], PAIN(ago(3)), true],
        ['of last week: found before', [ours(ago(7))], PAIN(ago(8)), false],
        ['the newest of two counts', [ours(ago(60)), ours(ago(7))], PAIN(ago(30)), false],
        ['carried out meanwhile', [ours(ago(7), { status: 'completed' })], PAIN(ago(30)), false],
        ['a finding without a day may be new', [ours(ago(0))], undated(), true],
        ['a referral without a day tells no day', [ours(null)], PAIN(ago(30)), true],
        ['revoked: it may have reached nobody', [ours(ago(0), { status: 'revoked' })], PAIN(ago(30)), true],
        ['not sent yet', [ours(ago(0), { status: 'draft' })], PAIN(ago(30)), true],
        ['of others: what went with it is not known', [referral(TO_PALLIATIVE, ago(0))], PAIN(ago(30)), true],
        ['for hospice', [ours(ago(100), { code: coded('306205009') })], PAIN(ago(130)), true],
        ['a contact since then counts', [ours(ago(30)), procedure('395695001', ago(5))], PAIN(ago(10)), false],
        ['a contact before it counts no more', [procedure('395695001', ago(30)), ours(ago(5))], PAIN(ago(10)), false],
      ])('%s', (_, resources, trigger, isNews) => {
        expect(told(resources, trigger)).toEqual(isNews ? [trigger.id] : []);
      });
    });
    test('a stay, stopped treatment, severe pain, poor function', () => {
      expect(
        tells(
          met('recent-unplanned-admission', [ago(20)], { strength: 'supporting' }),
          met('repeat-unplanned-admissions', [ago(80), ago(20)]),
          met('anticancer-treatment-stopped', [ago(30)]),
          PAIN(ago(3)),
          met('poor-performance-status', [ago(5)]),
        ),
      ).toHaveLength(5);
    });
    test('a supporting symptom and a new metastasis are none of them', () => {
      expect(
        tells(met('severe-physical-symptom', [ago(3)], { strength: 'supporting' }), met('cns-metastases', [ago(3)])),
      ).toEqual([]);
    });
  });

  test.each<readonly [string, readonly Resource[], string]>([
    ['and no contact ever', [], 'Supportive & palliative care visit booked: 19 Nov 2026.'],
    [
      'and a contact long ago',
      [procedure('395695001', ago(600))],
      'Supportive & palliative care visit booked: 19 Nov 2026.',
    ],
    [
      'and a sign that may be the oncologist’s own',
      [visitDiagnosis('Z51.5', ago(7))],
      'Supportive & palliative care visit booked: 19 Nov 2026.',
    ],
  ])('a booked visit is told as one, not as care: %s', (_, resources, sentence) => {
    const booked = palliativeAppointment(`${ago(-7)}T10:00:00Z`, { created: ago(3) });
    const found = ask(chartOf([...STAGE_IV, booked, ...resources]));
    expect(found?.gate).toBe('under-specialist-care');
    expect(found === null ? null : say(found.headline)).toBe(sentence);
  });

  test('says when they were seen and when they will be', () => {
    const found = ask(
      chartOf([
        ...STAGE_IV,
        procedure('395695001', ago(40)),
        palliativeAppointment(`${ago(-7)}T10:00:00Z`, { created: ago(3) }),
      ]),
    );
    expect(found === null ? null : say(found.headline)).toBe(
      'Already seen by the supportive & palliative care team, 3 Oct 2026. Next visit booked for 19 Nov 2026.',
    );
  });
});

describe('palliative care that a clinician has told of', () => {
  const from = {
    ...output('care-giver', ''),
    valueCodeableConcept: undefined,
    valueString: 'Lakeside Home Palliative',
  };
  const since = { ...output('care-since', ''), valueCodeableConcept: undefined, valueDate: '2026-09-01' };
  const told = (on: string, outputs: readonly More[], more: More = {}): Resource =>
    decision('already-receiving', on, { output: [output('decision', 'already-receiving'), ...outputs], ...more });
  const who = { requester: { reference: 'Practitioner/d1', display: 'Dr. Okafor' } };
  test.each<readonly [string, readonly Resource[], string]>([
    [
      'all of it',
      [told(ago(3), [from, since], who)],
      'Receives palliative care from Lakeside Home Palliative since 1 Sep 2026 (recorded by Dr. Okafor, 9 Nov 2026).',
    ],
    [
      'not since when',
      [told(ago(3), [from], who)],
      'Receives palliative care from Lakeside Home Palliative (recorded by Dr. Okafor, 9 Nov 2026).',
    ],
    ['neither who nor when', [told(ago(3), [])], 'Receives palliative care elsewhere (recorded, 9 Nov 2026).'],
    [
      'the newer of two',
      [told(ago(3), [from]), told(ago(9), [since])],
      'Receives palliative care from Lakeside Home Palliative (recorded, 9 Nov 2026).',
    ],
    [
      'after a visit, with one to come',
      [
        procedure('395695001', ago(40)),
        told(ago(3), [from]),
        palliativeAppointment(`${ago(-7)}T10:00:00Z`, { created: ago(3) }),
      ],
      'Receives palliative care from Lakeside Home Palliative (recorded, 9 Nov 2026). Next visit booked for 19 Nov 2026.',
    ],
    [
      'before a visit: they were seen',
      [procedure('395695001', ago(2)), told(ago(3), [from])],
      'Already seen by the supportive & palliative care team, 10 Nov 2026.',
    ],
  ])('%s', (_, resources, sentence) => {
    const chart = chartOf([...STAGE_IV, ...resources]);
    const found = ask(chart);
    expect(found?.gate).toBe('under-specialist-care');
    expect(found === null ? null : say(found.headline)).toBe(sentence);
    const record = recordToTakeBack('under-specialist-care', found?.evidence ?? [], chart.decisions);
    expect(record?.on?.lo).toBe(parseWhen(ago(3))?.lo);
  });

  test.each(['cancelled', 'entered-in-error'])('taken back (%s): the gate goes', (status) => {
    expect(ask(chartOf([...STAGE_IV, told(ago(3), [from, since], { status })]))).toBeNull();
  });
});

describe('palliative referral', () => {
  decide([
    ['24: active since 20 days', [referral(TO_PALLIATIVE, ago(20))], 'referral-open'],
    ['90 days ago', [referral(TO_PALLIATIVE, ago(90))], 'referral-open'],
    ['91 days ago', [referral(TO_PALLIATIVE, ago(91))], null],
    ['24: draft', [referral(TO_PALLIATIVE, ago(20), { status: 'draft' })], 'referral-prepared'],
    ['active proposal', [referral(TO_PALLIATIVE, ago(20), { intent: 'proposal' })], 'referral-prepared'],
    [
      'a proposal of the patient is a request',
      [referral(TO_PALLIATIVE, ago(20), { intent: 'proposal', requester: { reference: 'Patient/p1' } })],
      null,
    ],
    ['completed', [referral(TO_PALLIATIVE, ago(20), { status: 'completed' })], null],
    ['doNotPerform', [referral(TO_PALLIATIVE, ago(20), { doNotPerform: true })], null],
    [
      'open beside a newer draft',
      [referral(TO_PALLIATIVE, ago(20)), referral(TO_PALLIATIVE, ago(1), { status: 'draft' })],
      'referral-open',
    ],
  ]);
  test('24: looks again 90 days after the order', () => {
    const found = ask(chartOf([...STAGE_IV, referral(TO_PALLIATIVE, ago(20))]));
    expect(found?.reviewOn == null ? null : isoDay(found.reviewOn)).toBe(ago(-70));
  });
});

describe('the patient prefers not to', () => {
  const never = decision('decline', ago(2000), {
    output: [output('decision', 'decline'), output('do-not-ask-again', 'true')],
  });
  decide([
    ['90 days ago', [decision('decline', ago(90))], 'patient-declined'],
    ['91 days ago', [decision('decline', ago(91))], null],
    [
      'by the reason code patient-refuses',
      [decision('defer', ago(10), { statusReason: coded('patient-refuses', undefined, 'urn:reasons') })],
      'patient-declined',
    ],
    ['please do not ask again, five years ago', [never], 'patient-declined'],
    ['new majors do not lift it', [decision('decline', ago(20))], 'patient-declined', [PAIN(ago(3))]],
    ['a request after it does', [decision('decline', ago(20))], null, [met('patient-or-family-request', [ago(3)])]],
    ['also after "do not ask again"', [never], null, [met('patient-or-family-request', [ago(3)])]],
    [
      'a request before it does not',
      [decision('decline', ago(20))],
      'patient-declined',
      [met('patient-or-family-request', [ago(30)])],
    ],
    ['a day to ask again that has come', [decision('decline', ago(20)), askAgainTask(ago(20), ago(0))], null],
    ['referred after it', [decision('decline', ago(60)), decision('refer', ago(5))], null],
    ['referred after it, in the other order', [decision('refer', ago(5)), decision('decline', ago(60))], null],
    ['referred on the same day', [decision('decline', ago(20)), decision('refer', ago(20))], null],
    ['referred before it', [decision('refer', ago(60)), decision('decline', ago(20))], 'patient-declined'],
    ['a referral after "do not ask again" lifts it', [never, decision('refer', ago(5))], null],
    ['"not now" after it does not', [decision('decline', ago(20)), decision('defer', ago(5))], 'patient-declined'],
    [
      'a decline for another reason is the clinician’s "not now"',
      [decision('decline', ago(20), because('service-not-available'))],
      'decision-recorded',
    ],
    ['the same 31 days ago', [decision('decline', ago(31), because('service-not-available'))], null],
    ['a decline without a reason', [decision('decline', ago(20), { statusReason: undefined })], 'decision-recorded'],
    [
      'a day to ask again tomorrow',
      [decision('decline', ago(200)), askAgainTask(ago(200), ago(-1))],
      'patient-declined',
    ],
  ]);
  test('leaves the oncology team its part, and says it kindly', () => {
    const found = ask(chartOf([...STAGE_IV, decision('decline', ago(20))]));
    expect(found?.level).toBe('at-most-oncology-team');
    expect(found === null ? null : say(found.headline)).toBe(
      'Patient prefers not to, 23 Oct 2026. Ask again 21 Jan 2027.',
    );
  });
});

describe('a clinician has decided', () => {
  decide([
    ['not now, 30 days ago', [decision('defer', ago(30))], 'decision-recorded'],
    ['not now, 31 days ago', [decision('defer', ago(31))], null],
    ['not now, then referred', [decision('defer', ago(20)), decision('refer', ago(5))], null],
    ['our team, then referred', [decision('oncology-team', ago(20)), decision('refer', ago(5))], null],
    ['referred, then not now', [decision('refer', ago(20)), decision('defer', ago(5))], 'decision-recorded'],
    [
      'not now until a day to come, then the patient’s no, which is over',
      [decision('defer', ago(120)), askAgainTask(ago(120), ago(-60)), decision('decline', ago(95))],
      null,
    ],
    ['not now, until a day to come', [decision('defer', ago(60)), askAgainTask(ago(60), ago(-1))], 'decision-recorded'],
    ['that day has come', [decision('defer', ago(20)), askAgainTask(ago(20), ago(0))], null],
    ['our team will do it, 30 days ago', [decision('oncology-team', ago(30))], 'decision-recorded'],
    ['our team, 31 days ago', [decision('oncology-team', ago(31))], null],
    [
      'our team with severe pain, 14 days ago',
      [decision('oncology-team', ago(14))],
      'decision-recorded',
      [PAIN(ago(15))],
    ],
    ['our team with severe pain, 15 days ago', [decision('oncology-team', ago(15))], null, [PAIN(ago(16))]],
    ['our team, and the next reading is severe', [decision('oncology-team', ago(5))], null, [PAIN(ago(3))]],
    ['56: our team 20 days ago, pain 8 on a new reading', [decision('oncology-team', ago(20))], null, [PAIN(ago(3))]],
    ['not now, and a new major', [decision('defer', ago(10))], null, [met('cns-metastases', [ago(3)])]],
    [
      'not now, and a major that was there',
      [decision('defer', ago(10))],
      'decision-recorded',
      [met('cns-metastases', [ago(30)])],
    ],
    [
      'a major of the same day is not newer',
      [decision('defer', ago(10))],
      'decision-recorded',
      [met('cns-metastases', [ago(10)])],
    ],
    [
      'a supporting finding is no new major',
      [decision('defer', ago(10))],
      'decision-recorded',
      [met('severe-physical-symptom', [ago(3)], { strength: 'supporting' })],
    ],
    ['taken back in error', [decision('defer', ago(10), { status: 'entered-in-error' })], null],
    ['not yet completed', [decision('defer', ago(10), { status: 'in-progress' })], null],
    ['a task of somebody else', [decision('defer', ago(10), { code: coded('other', undefined, 'urn:x') })], null],
    ['referred: the referral itself speaks', [decision('refer', ago(10))], null],
  ]);
  // A stay of one night, a year after the diagnosis, with the decision "not now" ten days ago.
  const night = (days: number, more: Partial<StaySaid> = {}): Resource =>
    stay({ start: `${ago(days)}T10:00:00Z`, end: `${ago(days - 1)}T10:00:00Z`, from: 'emergency', ...more });
  const THREE_IN_A_YEAR: AssessOptions = {
    thresholds: { 'repeat-unplanned-admissions': { windowDays: 365, count: 3 } },
  };
  test.each<[string, readonly Resource[], string | null, AssessOptions?]>([
    ['two stays before: nothing new', [night(60), night(40)], 'decision-recorded'],
    ['a third stay 5 days after: the same again, too soon', [night(60), night(40), night(5)], 'decision-recorded'],
    ['a third stay 3 days ago, 7 after: new', [night(60), night(40), night(3)], null],
    ['a second stay: met for the first time', [night(60), night(5)], null],
    [
      'a second stay, where the first is two records of one stay',
      [night(60), night(60, { class: 'EMER' }), night(5)],
      null,
    ],
    ['3 stays in 365 days: the third makes it', [night(60), night(40), night(5)], null, THREE_IN_A_YEAR],
    [
      '3 stays in 365 days: a fourth repeats it',
      [night(90), night(60), night(40), night(5)],
      'decision-recorded',
      THREE_IN_A_YEAR,
    ],
  ])('not now, 10 days ago, and stays: %s', (_, stays, gate, options) => {
    const chart = chartOf([...STAGE_IV, decision('defer', ago(10)), ...stays]);
    expect(assess(chart, options ?? {}).recommendation.suppressedBy).toBe(gate);
  });
  test('not now leaves no level; our team leaves the oncology team', () => {
    expect(ask(chartOf([...STAGE_IV, decision('defer', ago(3))]))?.level).toBe('none');
    expect(ask(chartOf([...STAGE_IV, decision('oncology-team', ago(3))]))?.level).toBe('oncology-team');
  });
  test('names who, why and when to ask again', () => {
    const found = ask(
      chartOf([
        ...STAGE_IV,
        decision('defer', ago(10), {
          requester: { display: 'Dr. Ada Example' },
          statusReason: { text: 'scan next week' },
        }),
      ]),
    );
    expect(found === null ? null : say(found.headline)).toBe(
      'Decided 2 Nov 2026 by Dr. Ada Example: not now, because: scan next week. Ask again 2 Dec 2026.',
    );
  });
});

describe('the navigator was in contact', () => {
  const asked = (resources: readonly Resource[], triggers: readonly TriggerResult[] = []): string | null =>
    navigatorGate(chartOf([...STAGE_IV, ...resources]), triggers, GATE_DAYS)?.gate ?? null;
  test('42 days ago', () => expect(asked([nurseContact(ago(42))])).toBe('navigator-contact'));
  test('43 days ago', () => expect(asked([nurseContact(ago(43))])).toBeNull());
  test('planned, not made', () => expect(asked([nurseContact(ago(3), { status: 'requested' })])).toBeNull());
  test('something that counts is new', () =>
    expect(
      asked([nurseContact(ago(20))], [met('recent-disease-progression', [ago(3)], { strength: 'supporting' })]),
    ).toBeNull());
  test('something new that does not count', () =>
    expect(asked([nurseContact(ago(20))], [met('acp-gap', [ago(3)], { counted: false })])).toBe('navigator-contact'));
  test('what was there before', () =>
    expect(asked([nurseContact(ago(20))], [met('recent-disease-progression', [ago(30)])])).toBe('navigator-contact'));
  test('it is never among the first gates', () => expect(gate([...STAGE_IV, nurseContact(ago(3))])).toBeNull());
});

describe('order: the first that applies decides', () => {
  /** Each adds its own sign to those after it, so that taking one away lets the next speak. */
  const signs: readonly (readonly [gate: string, sign: readonly Resource[]])[] = [
    ['deceased', [stay({ start: ago(5), end: ago(2), to: '41' })]],
    ['possibly-deceased', [ecog(5, ago(2))]],
    ['under-18', [patient({ birthDate: '2010-01-01' })]],
    ['hospice', [carePlan('385763009', ago(100))]],
    ['comfort-care-recorded', [carePlan('182964004', ago(100))]],
    ['cancer-status-unclear', []],
    ['hospice-referral-open', [...STAGE_IV, referral('306205009', ago(9))]],
    ['under-specialist-care', [procedure('395695001', ago(20))]],
    ['referral-open', [referral(TO_PALLIATIVE, ago(20))]],
    ['referral-prepared', [referral(TO_PALLIATIVE, ago(20), { status: 'draft' })]],
    ['patient-declined', [decision('decline', ago(20))]],
    ['decision-recorded', [decision('defer', ago(10))]],
  ];
  for (const [index, [name]] of signs.entries()) {
    test(name, () => {
      const rest = signs.slice(index).flatMap(([, sign]) => sign);
      // Without a clear cancer the gate about the cancer speaks before all that follow it.
      const chart =
        index <= 5
          ? [...rest.filter((one) => one.resourceType !== 'Condition'), condition('162573006')]
          : [...STAGE_IV, ...rest.filter((one) => one.resourceType !== 'Condition')];
      expect(gate(chart)).toBe(name);
    });
  }
});

test('a hospice stay that ended alive suppresses nothing', () => {
  const left = stay({ class: 'HH', type: '305336008', start: ago(100), end: ago(60), status: 'finished' });
  expect(gate([...STAGE_IV, left])).toBeNull();
});
