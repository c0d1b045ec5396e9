/** People and wishes as a server may send them: contacts, members of a team, goals, agents named in a directive. */
import { describe, expect, test } from 'vitest';
import type { NamedAgent } from '../../../src/domain/chart/records.ts';
import { dayOf } from '../../../src/domain/logic/when.ts';
import { readCarePlan } from '../../../src/fhir/read/care-plan.ts';
import { readCareTeam } from '../../../src/fhir/read/care-team.ts';
import { readConsent } from '../../../src/fhir/read/consent.ts';
import { readDocumentReference } from '../../../src/fhir/read/document-reference.ts';
import { readGoal } from '../../../src/fhir/read/goal.ts';
import { readPatient } from '../../../src/fhir/read/patient.ts';
import type { Context, Reading } from '../../../src/fhir/read/reading.ts';
import { ago, assessOf, carePlan, PATIENT_ID, patient, STAGE_IV, type More } from '../../support/chart-of.ts';
import { BY_PATIENT, careTeam, consent, document, goal } from '../../support/builders/planning.ts';

const context: Context = { origin: 'ehr', patientId: PATIENT_ID, asOf: dayOf(2026, 11, 12) };

function recordOf<Record>(reading: Reading<Record>): Record {
  if (reading.is !== 'record') throw new Error(`no record: ${reading.is}`);
  return reading.record;
}

const V2 = 'http://terminology.hl7.org/CodeSystem/v2-0131';
const V3 = 'http://terminology.hl7.org/CodeSystem/v3-RoleCode';
const coding = (system: string, code: string, display?: string): More => ({
  coding: [{ system, code, ...(display === undefined ? {} : { display }) }],
});
const phone = (value: string, more: More = {}): More => ({ system: 'phone', value, ...more });

describe('whom to call', () => {
  const contactsOf = (...contact: readonly unknown[]): readonly unknown[] =>
    (readPatient(patient({ contact }), context)?.contacts ?? []).map(({ name, relationship, roles, phone: number }) => [
      name,
      relationship,
      roles.join(' '),
      number,
    ]);

  test.each<[what: string, contact: unknown, expected: unknown]>([
    [
      'name, words, code and number',
      {
        name: { given: ['Ana', 'Luz'], family: 'Example' },
        relationship: [coding(V2, 'C', 'Emergency Contact'), { text: 'daughter' }],
        telecom: [phone('555-0101')],
      },
      ['Ana Luz Example', 'Emergency Contact, daughter', 'emergency', '555-0101'],
    ],
    [
      'next of kin by code alone',
      { name: { text: 'Kim Example' }, relationship: [coding(V2, 'N')] },
      ['Kim Example', null, 'next-of-kin', null],
    ],
    [
      'guardian',
      { name: { text: 'Kim Example' }, relationship: [coding(V3, 'GUARD', 'guardian')] },
      ['Kim Example', 'guardian', 'guardian', null],
    ],
    [
      'agent by code',
      { name: { text: 'Kim Example' }, relationship: [coding(V3, 'HPOWATT')] },
      ['Kim Example', null, 'health-care-agent', null],
    ],
    [
      'agent in words',
      { name: { text: 'Kim Example' }, relationship: [{ text: 'Health care proxy' }] },
      ['Kim Example', 'Health care proxy', 'health-care-agent', null],
    ],
    [
      'a proxy that was revoked is none',
      { name: { text: 'Kim Example' }, relationship: [{ text: 'Former health care proxy, revoked' }] },
      ['Kim Example', 'Former health care proxy, revoked', '', null],
    ],
    [
      'a power of attorney may be for the house',
      { name: { text: 'Kim Example' }, relationship: [coding(V3, 'DPOWATT', 'durable power of attorney')] },
      ['Kim Example', 'durable power of attorney', '', null],
    ],
    [
      'a daughter decides nothing',
      { name: { text: 'Kim Example' }, relationship: [coding(V3, 'DAUC', 'Daughter')] },
      ['Kim Example', 'Daughter', '', null],
    ],
    [
      'a code of another table says nothing',
      { name: { text: 'Kim Example' }, relationship: [coding('https://example.org/codes', 'N')] },
      ['Kim Example', null, '', null],
    ],
    [
      'the older name of the table',
      { name: { text: 'Kim Example' }, relationship: [coding('http://hl7.org/fhir/v2/0131', 'EP')] },
      ['Kim Example', null, 'emergency', null],
    ],
    [
      'no name',
      { relationship: [{ text: 'neighbor' }], telecom: [phone('555-0102')] },
      [null, 'neighbor', '', '555-0102'],
    ],
    [
      'an organization',
      { organization: { display: 'Example Home' }, telecom: [phone('555-0103')] },
      ['Example Home', null, '', '555-0103'],
    ],
    [
      'Arabic',
      { name: { given: ['ليلى'], family: 'مثال' }, relationship: [{ text: 'ابنة' }] },
      ['ليلى مثال', 'ابنة', '', null],
    ],
    ['a name that turns the writing around', { name: { text: 'Kim\u202Eelpmaxe' } }, ['Kim elpmaxe', null, '', null]],
    ['markup', { name: { text: '<img src=x onerror=alert(1)>Kim' } }, ['Kim', null, '', null]],
    [
      'the number that is ranked first and in use',
      {
        name: { text: 'Kim' },
        telecom: [
          phone('555-0104', { use: 'old', rank: 1 }),
          { system: 'email', value: 'a@b' },
          phone('555-0105'),
          phone('555-0106', { rank: 1 }),
        ],
      },
      ['Kim', null, '', '555-0106'],
    ],
  ])('%s', (_, contact, expected) => {
    expect(contactsOf(contact)).toEqual([expected]);
  });

  test.each<[what: string, contact: unknown]>([
    ['nothing in it', {}],
    ['no shape at all', 7],
    ['an employer without a name', { gender: 'female' }],
    ['one that is over', { name: { text: 'Kim' }, period: { end: ago(1) } }],
    ['one that begins later', { name: { text: 'Kim' }, period: { start: ago(-1) } }],
  ])('is nobody: %s', (_, contact) => {
    expect(contactsOf(contact)).toEqual([]);
  });

  test('any shape: no exception; five thousand: a stated number', () => {
    for (const contact of [null, 7, 'x', {}, [null], [[]], [{ name: 7, telecom: {}, relationship: 'x', period: [] }]])
      expect(() => readPatient(patient({ contact }), context)).not.toThrow();
    expect(contactsOf(...Array.from({ length: 5_000 }, (_, at) => ({ name: { text: `Kim ${at}` } })))).toHaveLength(20);
  });

  test('is shown by the patient’s own record', () => {
    expect(readPatient(patient({ contact: [{ name: { text: 'Kim' } }] }), context)?.contacts[0]).toMatchObject({
      origin: 'ehr',
      reference: `Patient/${PATIENT_ID}`,
      label: 'Kim',
    });
  });
});

describe('a care team', () => {
  const member = (display: string | null, role: string | null, more: More = {}): More => ({
    ...(display === null ? {} : { member: { reference: 'Practitioner/d', display } }),
    ...(role === null ? {} : { role: [{ text: role }] }),
    ...more,
  });

  test('of any clinic is a record: name, role, for whom', () => {
    const team = recordOf(
      readCareTeam(
        careTeam({
          name: 'Cancer care team',
          participant: [
            member('Kim Example, MD', 'Oncologist', { onBehalfOf: { display: 'Example Clinic' } }),
            member(null, 'Social worker'),
            member('د. مثال', null),
          ],
        }),
        context,
      ),
    );
    expect(team).toMatchObject({
      label: 'Cancer care team',
      active: true,
      palliative: null,
      hospice: null,
      memberCount: 3,
    });
    expect(team.members).toEqual([
      { name: 'Kim Example, MD', role: 'Oncologist', onBehalfOf: 'Example Clinic', isAgent: false },
      { name: null, role: 'Social worker', onBehalfOf: null, isAgent: false },
      { name: 'د. مثال', role: null, onBehalfOf: null, isAgent: false },
    ]);
  });

  test('without those who have left, those who come later, and the patient', () => {
    const team = recordOf(
      readCareTeam(
        careTeam({
          participant: [
            member('Left', null, { period: { end: ago(3) } }),
            member('Later', null, { period: { start: ago(-3) } }),
            { member: { reference: `Patient/${PATIENT_ID}`, display: 'The patient' } },
            member('Here', null),
          ],
        }),
        context,
      ),
    );
    expect(team.members.map(({ name }) => name)).toEqual(['Here']);
  });

  test('says which of a hundred it keeps, and how many there are', () => {
    const participant = Array.from({ length: 100 }, (_, at) => member(`Kim ${at}`, null));
    const team = recordOf(readCareTeam(careTeam({ participant }), context));
    expect([team.members.length, team.memberCount]).toEqual([40, 100]);
  });

  test.each<[more: More, active: boolean]>([
    [{}, true],
    [{ status: undefined }, true],
    [{ status: 'inactive' }, false],
    [{ status: 'suspended' }, false],
    [{ period: { start: ago(9), end: ago(2) } }, false],
  ])('%o is in force: %s', (more, active) => {
    expect(recordOf(readCareTeam(careTeam(more), context)).active).toBe(active);
  });

  test('knows an agent by code', () => {
    const participant = [{ member: { display: 'Kim' }, role: [coding(V3, 'HPOWATT')] }];
    expect(recordOf(readCareTeam(careTeam({ participant }), context)).members[0]?.isAgent).toBe(true);
  });

  test('and contacts change no answer of a rule', () => {
    const answer = (...more: Parameters<typeof assessOf>[0]): unknown => {
      const { triggers, notices, recommendation, facts, notSeen } = assessOf([...STAGE_IV, ...more]);
      // Functions of a trigger are told by what they give.
      return JSON.stringify({ triggers, notices, recommendation, facts, notSeen });
    };
    const people = patient({ contact: [{ name: { text: 'Kim' }, relationship: [coding(V3, 'HPOWATT')] }] });
    const team = careTeam({ name: 'Cancer care team', participant: [member('Kim', 'Oncologist')] });
    expect(answer(people, team)).toBe(answer(patient()));
  });
});

describe('a goal', () => {
  test.each<[who: More, expected: unknown]>([
    [BY_PATIENT, ['patient', null, true]],
    [{ expressedBy: { reference: 'RelatedPerson/r', display: 'Kim Example' } }, ['relative', 'Kim Example', true]],
    [{ expressedBy: { reference: 'Practitioner/d', display: 'Dr. Example' } }, ['team', 'Dr. Example', false]],
    [{ expressedBy: { reference: 'PractitionerRole/d' } }, ['team', null, false]],
    [{ expressedBy: { display: 'Somebody' } }, [null, 'Somebody', false]],
    [{}, [null, null, false]],
    [{ expressedBy: { reference: 'Patient/somebody-else' } }, [null, null, false]],
  ])('says whose words they are: %o', (who, expected) => {
    const { saidBy, speaker, byPatient } = recordOf(readGoal(goal('Walk', ago(9), who), context)) ?? {};
    expect([saidBy, speaker, byPatient]).toEqual(expected);
  });

  test('is given in full, with paragraphs and without markup', () => {
    const words = `First <b>line</b>.\r\n\r\n\r\nSecond\u202E line. ${'More words. '.repeat(60)}End`;
    const record = recordOf(readGoal(goal(words, ago(9)), context));
    expect(record?.whole).toMatch(/^First line \.\nSecond line\. More words\./);
    expect(record?.whole).toMatch(/End$/);
    expect(record?.text.length).toBeLessThanOrEqual(300);
  });

  test('that is too long ends in "…"', () => {
    const record = recordOf(readGoal(goal('word '.repeat(2_000), ago(9)), context));
    expect(record?.whole.length).toBeLessThanOrEqual(4_001);
    expect(record?.whole).toMatch(/word…$/);
  });

  test('keeps what was noted beside it', () => {
    const note = [{ text: 'Said in Spanish' }];
    expect(recordOf(readGoal(goal('Walk', ago(9), { note }), context))?.note).toBe('Said in Spanish');
    expect(recordOf(readGoal(goal('', ago(9), { note, description: {} }), context))).toMatchObject({
      whole: 'Said in Spanish',
      note: null,
    });
  });

  test.each(['completed', 'cancelled'])('%s is counted only', (lifecycleStatus) => {
    expect(recordOf(readGoal(goal('Walk', ago(9), { lifecycleStatus }), context))).toBeNull();
  });
});

describe('a directive names its agent', () => {
  const AGENT = coding('http://loinc.org', '75783-1', 'Primary healthcare agent');
  const actor = (role: More, named: More): More => ({ role, reference: named });
  const agentsOf = (more: More): readonly NamedAgent[] =>
    recordOf(readConsent(consent('acd', ago(9), more), context))?.agents ?? [];
  const kim = { reference: 'RelatedPerson/r', display: 'Kim Example' };

  test.each<[what: string, more: More, expected: readonly unknown[]]>([
    ['nobody', {}, []],
    ['by role', { provision: { actor: [actor(AGENT, kim)] } }, [['Kim Example', 'Primary healthcare agent']]],
    [
      'inside a provision',
      { provision: { provision: [{ type: 'permit', actor: [actor(AGENT, kim)] }] } },
      [['Kim Example', 'Primary healthcare agent']],
    ],
    [
      'in words',
      { provision: { actor: [actor({ text: 'First alternate healthcare agent' }, kim)] } },
      [['Kim Example', 'First alternate healthcare agent']],
    ],
    [
      'by the name of the contained person',
      {
        contained: [{ resourceType: 'RelatedPerson', id: 'a', name: [{ given: ['Kim'], family: 'Inside' }] }],
        provision: { actor: [actor(AGENT, { reference: '#a' })] },
      },
      [['Kim Inside', 'Primary healthcare agent']],
    ],
    [
      'without a name',
      { provision: { actor: [actor(AGENT, { reference: 'RelatedPerson/r' })] } },
      [[null, 'Primary healthcare agent']],
    ],
    [
      'an advisor is none',
      { provision: { actor: [actor(coding('http://loinc.org', '81343-6', 'Healthcare agent advisor'), kim)] } },
      [],
    ],
    ['a doctor is none', { provision: { actor: [actor({ text: 'Information recipient' }, kim)] } }, []],
    ['what is denied names none', { provision: { type: 'deny', actor: [actor(AGENT, kim)] } }, []],
    ['what is over names none', { provision: { period: { end: ago(2) }, actor: [actor(AGENT, kim)] } }, []],
  ])('%s', (_, more, expected) => {
    expect(agentsOf(more).map(({ name, role }) => [name, role])).toEqual(expected);
  });

  test('only while it is in force', () => {
    const provision = { actor: [actor(AGENT, kim)] };
    expect(recordOf(readConsent(consent('acd', ago(9), { provision, status: 'inactive' }), context))).toBeNull();
    expect(readConsent(consent('acd', ago(9), { provision, status: 'entered-in-error' }), context).is).toBe(
      'withdrawn',
    );
  });

  test('what a document says inside is not read', () => {
    const content = [{ attachment: { title: 'Health care proxy: Kim Example' } }];
    expect(recordOf(readDocumentReference(document(null, ago(9), { content }), context))).toMatchObject({
      what: 'health-care-agent',
      agents: [],
    });
  });

  test('any shape: no exception', () => {
    for (const provision of [
      null,
      7,
      [],
      [{}],
      { actor: 7 },
      { actor: [null, { role: 7, reference: [] }] },
      { provision: [[]] },
    ])
      expect(() => readConsent(consent('acd', ago(9), { provision }), context)).not.toThrow();
  });
});

test('a care plan in the record’s words, without markup', () => {
  const plan = carePlan(null, ago(9), { title: 'Plan <script>x</script>', description: 'Rest' });
  expect(recordOf(readCarePlan(plan, context))).toMatchObject({
    label: 'Plan x',
    text: expect.stringContaining('Rest') as string,
  });
});
