/** What matters to the patient, and who speaks for them: as recorded, in an order that a clinician would choose. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CARE_GROUPS, careAndGoalsOf, type CareAndGoals, type CareGroup } from '../../src/domain/care-and-goals.ts';
import { isLoaded, SOURCE_IDS, type SourceId } from '../../src/domain/chart/source.ts';
import { isoDay } from '../../src/domain/logic/when.ts';
import { mattersOf } from '../../src/domain/matters.ts';
import {
  ago,
  carePlan,
  chartOf,
  coded,
  condition,
  observation,
  patient,
  procedure,
  referral,
  STAGE_IV,
  STATE_NAMES,
  stay,
  type More,
  type Resource,
  type Scene,
  type StateName,
} from '../support/chart-of.ts';
import {
  BY_PATIENT,
  careTeam,
  consent,
  document,
  episodeOfCare,
  goal,
  palliativeTeam,
} from '../support/builders/planning.ts';
import { runs, tellSeed } from '../support/seeded.ts';

const careOf = (resources: readonly Resource[], scene: Scene = {}): CareAndGoals =>
  careAndGoalsOf(chartOf(resources, scene));

const BY_RELATIVE = { expressedBy: { reference: 'RelatedPerson/r', display: 'Kim Example' } };
const BY_NURSE = { expressedBy: { reference: 'Practitioner/n', display: 'Dr. Example' } };
const V3 = 'http://terminology.hl7.org/CodeSystem/v3-RoleCode';
const codeStatus = (value: string, days: number | null, more: More = {}): Resource =>
  observation('100822-6', days === null ? null : ago(days), { valueString: value }, more);
const NAMES_KIM = {
  provision: {
    actor: [{ role: coded('75783-1', 'Primary healthcare agent'), reference: { display: 'Kim Example' } }],
  },
};

describe('what matters', () => {
  const wishes = (...resources: readonly Resource[]): readonly unknown[] =>
    careOf(resources).wishes.map(({ words, saidBy }) => [words, saidBy]);

  test('the patient’s own words first, then preferences for care, a relative’s words, the rest; each newest first', () => {
    expect(
      wishes(
        goal('The team’s', ago(1), BY_NURSE),
        goal('Whoever’s', ago(2)),
        goal('The daughter’s', ago(3), BY_RELATIVE),
        observation('75773-2', ago(4), { valueString: 'No breathing machine' }),
        goal('Older, own', ago(90), BY_PATIENT),
        goal('Newer, own', ago(20), BY_PATIENT),
        goal('Undated, own', ago(0), { ...BY_PATIENT, startDate: undefined }),
      ),
    ).toEqual([
      ['Newer, own', 'patient'],
      ['Older, own', 'patient'],
      ['Undated, own', 'patient'],
      ['No breathing machine', 'preference'],
      ['The daughter’s', 'relative'],
      ['The team’s', 'team'],
      ['Whoever’s', null],
    ]);
  });

  test('goals that were reached, given up, rejected or entered in error are not told', () => {
    for (const lifecycleStatus of ['completed', 'cancelled', 'rejected', 'entered-in-error'])
      expect(wishes(goal('Walk', ago(9), { ...BY_PATIENT, lifecycleStatus }))).toEqual([]);
  });

  test('both kinds of preference of US Core, and a document of which only the title is known', () => {
    expect(
      wishes(
        observation('95541-9', ago(1), { valueCodeableConcept: { text: 'To be called Bo' } }),
        document('81334-5', ago(2), { type: coded('81334-5', 'Personal advance care plan') }),
      ),
    ).toEqual([
      ['To be called Bo', 'preference'],
      ['Personal advance care plan', 'preference'],
    ]);
  });

  test('a text that was cut says so; markup is text that was never there', () => {
    const [cut] = careOf([observation('75773-2', ago(1), { valueString: 'word '.repeat(200) })]).wishes;
    expect(cut?.isCut).toBe(true);
    const [plain] = careOf([goal('<b>Walk</b> ليلى', ago(1), BY_PATIENT)]).wishes;
    expect(plain).toMatchObject({ words: 'Walk ليلى', isCut: false });
  });

  test('three hundred goals are all there', () => {
    const many = Array.from({ length: 300 }, (_, at) => goal(`Goal ${at}`, ago(at), BY_PATIENT));
    const { wishes: told } = careOf(many);
    expect(told).toHaveLength(300);
    expect(told[0]?.words).toBe('Goal 0');
  });
});

describe('advance care planning', () => {
  const lines = (...resources: readonly Resource[]): readonly unknown[] =>
    careOf(resources).planning.map(({ what, answeredNo, evidence }) => [
      what,
      answeredNo,
      evidence.when === null ? null : isoDay(evidence.when.lo),
    ]);

  test('directives, portable orders and talks, newest first', () => {
    expect(
      lines(
        document('42348-3', ago(400)),
        consent('acd', ago(30)),
        document('93037-0', ago(10)),
        procedure('1', ago(5), { code: { text: 'Goals of care discussion' } }),
      ),
    ).toEqual([
      ['conversation', false, ago(5)],
      ['portable-orders', false, ago(10)],
      ['advance-directive', false, ago(30)],
      ['advance-directive', false, ago(400)],
    ]);
  });

  test('superseded, entered in error, drafted or out of force: none', () => {
    expect(
      lines(
        document('42348-3', ago(9), { status: 'superseded' }),
        document('42348-3', ago(9), { status: 'entered-in-error' }),
        document('42348-3', ago(9), { docStatus: 'entered-in-error' }),
        document('42348-3', ago(9), { docStatus: 'preliminary' }),
        consent('acd', ago(9), { status: 'inactive' }),
        consent('acd', ago(9), { status: 'entered-in-error' }),
      ),
    ).toEqual([]);
  });

  test('asked and answered no is told as that', () => {
    expect(lines(observation('42348-3', ago(9), { valueString: 'No' }))).toEqual([['advance-directive', true, ago(9)]]);
  });
});

describe('code status', () => {
  const told = (...resources: readonly Resource[]): unknown => {
    const care = careOf(resources);
    return [care.codeStatus.map(({ says }) => says), care.codeStatusDiffers];
  };

  test.each<[what: string, resources: readonly Resource[], expected: unknown]>([
    ['one', [codeStatus('DNR', 30)], [['DNR'], false]],
    [
      'two that differ, newest first',
      [codeStatus('Full code', 90), codeStatus('DNR', 30)],
      [['DNR', 'Full code'], true],
    ],
    [
      'the same words twice',
      [codeStatus('Full code', 90), codeStatus('full  CODE.', 30)],
      [['full CODE.', 'Full code'], false],
    ],
    ['an undated one comes last', [codeStatus('Full code', null), codeStatus('DNR', 30)], [['DNR', 'Full code'], true]],
    [
      'a bare answer keeps its question',
      [observation('81351-9', ago(3), { valueString: 'Yes' }, { code: coded('81351-9', 'DNR order in place') })],
      [['DNR order in place: Yes'], false],
    ],
    [
      'a later no beside a diagnosis',
      [
        condition('Z66', { recorded: ago(40), display: 'Do not resuscitate' }),
        observation('81351-9', ago(3), { valueString: 'No' }, { code: coded('81351-9', 'DNR order in place') }),
      ],
      [['DNR order in place: No', 'Do not resuscitate'], true],
    ],
    ['an order of which only the name is known says neither', [referral('100822-6', ago(3))], [[null], false]],
    ['an order that was taken back is none', [referral('100822-6', ago(3), { status: 'revoked' })], [[], false]],
    [
      'a reading that was entered in error is none',
      [codeStatus('DNR', 3, { status: 'entered-in-error' })],
      [[], false],
    ],
  ])('%s', (_, resources, expected) => {
    expect(told(...resources)).toEqual(expected);
  });
});

describe('who speaks for the patient', () => {
  const agents = (...resources: readonly Resource[]): readonly unknown[] =>
    careOf(resources).agents.map(({ name, told }) => [name, told]);
  const contact = (code: string): Resource =>
    patient({ contact: [{ name: { text: 'Kim Example' }, relationship: [coded(code, undefined, V3)] }] });

  test.each<[what: string, resource: Resource, expected: readonly unknown[]]>([
    ['named in a directive', consent('acd', ago(9), NAMES_KIM), [['Kim Example', 'directive']]],
    [
      'a document names somebody inside',
      document(null, ago(9), { description: 'Health care proxy' }),
      [[null, 'document']],
    ],
    ['a reading', observation('81343-6', ago(9), { valueString: 'Kim Example' }), [[null, 'reading']]],
    ['a reading that says no', observation('81343-6', ago(9), { valueString: 'No' }), []],
    ['a contact whom the record calls so', contact('HPOWATT'), [['Kim Example', 'contact']]],
    ['an emergency contact is none', contact('ECON'), []],
    ['next of kin is none', contact('NOK'), []],
    ['a guardian is none: they are told as guardian', contact('GUARD'), []],
    ['a daughter is none', contact('DAUC'), []],
    ['a directive that is over names nobody', consent('acd', ago(9), { ...NAMES_KIM, status: 'inactive' }), []],
    [
      'a member of the care team whom the record calls so',
      careTeam({ participant: [{ member: { display: 'Kim Example' }, role: [coded('HPOWATT', undefined, V3)] }] }),
      [['Kim Example', 'care-team']],
    ],
  ])('%s', (_, resource, expected) => {
    expect(agents(resource)).toEqual(expected);
  });

  test('several are all told, newest first', () => {
    expect(
      agents(
        contact('HPOWATT'),
        consent('acd', ago(400), NAMES_KIM),
        document(null, ago(9), { description: 'Health care proxy' }),
      ),
    ).toEqual([
      [null, 'document'],
      ['Kim Example', 'directive'],
      ['Kim Example', 'contact'],
    ]);
  });
});

describe('the care that is there', () => {
  test('plans in force, newest first; none that was completed, revoked or has ended', () => {
    const plans = careOf([
      carePlan(null, ago(90), { title: 'Older' }),
      carePlan(null, ago(9), { title: 'On hold', status: 'on-hold' }),
      carePlan(null, ago(9), { title: 'Completed', status: 'completed' }),
      carePlan(null, ago(9), { title: 'Revoked', status: 'revoked' }),
      carePlan(null, ago(99), { title: 'Ended', period: { start: ago(99), end: ago(9) } }),
    ]).carePlans;
    expect(plans.map(({ label }) => label)).toEqual(['On hold', 'Older']);
  });

  test('teams in force', () => {
    const teams = careOf([careTeam({ name: 'Now' }), careTeam({ name: 'Then', status: 'inactive' })]).careTeams;
    expect(teams.map(({ label }) => label)).toEqual(['Now']);
  });

  test('palliative and hospice care as the gates see them', () => {
    const care = careOf([palliativeTeam(), episodeOfCare('385763009', { start: ago(20) })]);
    expect(care.palliative.specialist?.evidence).toHaveLength(1);
    expect(care.hospice.now).toBe(true);
    expect([care.seen.palliative.found, care.seen.hospice.found]).toEqual([true, true]);
  });

  test('numbers that the site has changed hold here too', () => {
    const seen = stay({ class: 'AMB', start: ago(50), end: ago(50), type: '305686008' });
    const thresholds = { gates: { specialistContactDays: 30 } };
    expect(careAndGoalsOf(chartOf([seen])).seen.palliative.found).toBe(true);
    expect(careAndGoalsOf(chartOf([seen]), thresholds).seen.palliative.found).toBe(false);
    expect(careAndGoalsOf(chartOf([seen]), thresholds).contactDays.palliative).toBe(30);
  });
});

/** One resource for each group, and the source that it comes from. */
const STANDS: Readonly<Record<CareGroup, readonly (readonly [SourceId, Resource])[]>> = {
  wishes: [
    ['Goal', goal('Walk', ago(9), BY_PATIENT)],
    ['Observation', observation('75773-2', ago(9), { valueString: 'At home' })],
    ['DocumentReference', document('81334-5', ago(9))],
    ['Consent', consent('x', ago(9), { category: [coded('81334-5')] })],
  ],
  planning: [
    ['DocumentReference', document('42348-3', ago(9))],
    ['Consent', consent('acd', ago(9))],
    ['Observation', observation('42348-3', ago(9), { valueString: 'Yes' })],
  ],
  codeStatus: [
    ['Observation', codeStatus('DNR', 9)],
    ['Condition', condition('Z66', { recorded: ago(9) })],
    ['ServiceRequest', referral('100822-6', ago(9))],
    ['DocumentReference', document('100822-6', ago(9))],
    ['Consent', consent('dnr', ago(9))],
  ],
  agents: [
    ['Consent', consent('acd', ago(9), NAMES_KIM)],
    ['DocumentReference', document('81343-6', ago(9))],
    ['Observation', observation('81343-6', ago(9), { valueString: 'Kim' })],
    ['CareTeam', careTeam({ participant: [{ role: [coded('HPOWATT', undefined, V3)] }] })],
  ],
  contacts: [],
  carePlans: [['CarePlan', carePlan(null, ago(9), { title: 'Plan' })]],
  careTeams: [['CareTeam', careTeam({ name: 'Team' })]],
  palliative: [
    ['Condition', condition('305686008', { recorded: ago(9) })],
    ['CareTeam', palliativeTeam()],
    ['ServiceRequest', referral('305981001', ago(9))],
  ],
  hospice: [
    ['EpisodeOfCare', episodeOfCare('385763009', { start: ago(9) })],
    ['CarePlan', carePlan('385763009', ago(9))],
  ],
};

describe('seen and not seen', () => {
  test('everything was read and nothing is there: none, for each group', () => {
    const { seen } = careOf([]);
    for (const group of CARE_GROUPS)
      expect([group, seen[group]]).toEqual([group, { found: false, none: true, unread: [] }]);
  });

  const rows = CARE_GROUPS.flatMap((group) => STANDS[group].map(([source, resource]) => ({ group, source, resource })));
  test.each(rows)('$group that stands in $source is found', ({ group, resource }) => {
    expect(careOf([resource]).seen[group]).toMatchObject({ found: true, none: false });
  });

  test.each(rows)('$group is not said to be absent while $source failed', ({ group, source, resource }) => {
    for (const state of ['failed', 'forbidden', 'partial'] as const) {
      const { [group]: seen } = careOf(state === 'partial' ? [] : [resource], { states: { [source]: state } }).seen;
      expect(seen.none).toBe(false);
      expect(seen.unread).toContain(source);
    }
  });

  test('what was found is told beside what was not read', () => {
    expect(careOf([goal('Walk', ago(9))], { states: { Observation: 'failed' } }).seen.wishes).toEqual({
      found: true,
      none: false,
      unread: ['Observation'],
    });
  });

  test('a second server that did not answer forbids it too', () => {
    const chart = chartOf([], { others: { other: [] } });
    const other = chart.sources['other'];
    if (other === undefined) throw new Error('no other');
    const sources = { ...chart.sources, other: { ...other, Goal: { state: 'unsupported' } as const } };
    expect(careAndGoalsOf({ ...chart, sources }).seen.wishes).toEqual({ found: false, none: false, unread: ['Goal'] });
  });

  /** Written apart from the code: the places that the clinical reference names for each (3.2 row 26, 3.5, 5.6). */
  const NEEDED: Readonly<Record<CareGroup, readonly SourceId[]>> = {
    wishes: ['Goal', 'Observation', 'DocumentReference'],
    planning: ['DocumentReference', 'Consent', 'Observation'],
    codeStatus: ['Observation', 'Condition', 'ServiceRequest', 'DocumentReference', 'Consent'],
    agents: ['DocumentReference', 'Consent', 'Observation', 'Patient'],
    contacts: ['Patient'],
    carePlans: ['CarePlan'],
    careTeams: ['CareTeam'],
    palliative: ['Condition', 'Encounter', 'Observation', 'Procedure', 'CarePlan'],
    hospice: ['Condition', 'Encounter', 'Observation', 'Procedure', 'CarePlan'],
  };

  tellSeed('care-and-goals');
  test('absence is never said while a needed source is not loaded, nor of what was found', () => {
    const everything = [...STAGE_IV, ...CARE_GROUPS.flatMap((group) => STANDS[group].map(([, resource]) => resource))];
    fc.assert(
      fc.property(
        fc.subarray(everything),
        fc.dictionary(
          fc.constantFrom(...SOURCE_IDS.filter((id) => id !== 'Patient')),
          fc.constantFrom<StateName>(...STATE_NAMES),
        ),
        (resources, states) => {
          const chart = chartOf(resources, { states });
          const { seen } = careAndGoalsOf(chart);
          for (const group of CARE_GROUPS) {
            const { found, none, unread } = seen[group];
            if (found) expect(none).toBe(false);
            if (!NEEDED[group].every((id) => isLoaded(chart.sources, id))) expect(none).toBe(false);
            // Either it is there, or it is not, or it is said which places were not read.
            if (!found && !none) expect(unread.length).toBeGreaterThan(0);
            for (const id of unread) expect(isLoaded(chart.sources, id)).toBe(false);
          }
        },
      ),
      runs(300),
    );
  });
});

describe('the line beside the answer', () => {
  test('nothing on record: no line', () => {
    expect(mattersOf(chartOf([...STAGE_IV, goal('The team’s', ago(1), BY_NURSE)]))).toBeNull();
  });

  test('the newest goal in the patient’s own words, before a newer one of a relative', () => {
    const chart = chartOf([
      goal('The daughter’s', ago(1), BY_RELATIVE),
      goal('Older', ago(90), BY_PATIENT),
      goal('Newer', ago(20), BY_PATIENT),
    ]);
    expect(mattersOf(chart)?.goal).toMatchObject({ words: 'Newer', saidBy: 'patient' });
    expect(mattersOf(chartOf([goal('The daughter’s', ago(1), BY_RELATIVE)]))?.goal?.saidBy).toBe('relative');
  });

  test('the newest code status, whether others differ, and the agent by name', () => {
    const chart = chartOf([codeStatus('Full code', 90), codeStatus('DNR', 30), consent('acd', ago(9), NAMES_KIM)]);
    expect(mattersOf(chart)).toMatchObject({
      goal: null,
      codeStatus: { says: 'DNR', differs: true },
      agent: 'Kim Example',
    });
  });

  test('an order of which only the name is known hides no word that is on record, and is not agreed with either', () => {
    expect(mattersOf(chartOf([referral('100822-6', ago(3))]))?.codeStatus).toMatchObject({
      says: null,
      differs: false,
    });
    expect(mattersOf(chartOf([referral('100822-6', ago(3)), codeStatus('DNR', 90)]))?.codeStatus).toMatchObject({
      says: 'DNR',
      differs: true,
    });
  });

  test('an alternate is not named as the agent', () => {
    const chart = chartOf([consent('acd', ago(9), NAMES_KIM)]);
    const [directive] = chart.documents;
    if (directive === undefined) throw new Error('no directive');
    const of = (role: string): string | null =>
      mattersOf({ ...chart, documents: [{ ...directive, agents: [{ name: 'Kim Example', role }] }] })?.agent ?? null;
    expect(of('Healthcare agent')).toBe('Kim Example');
    expect(of('First alternate healthcare agent')).toBeNull();
  });

  test('a contact is no agent', () => {
    expect(mattersOf(chartOf([patient({ contact: [{ name: { text: 'Kim' } }] })]))).toBeNull();
  });
});
