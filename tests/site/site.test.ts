import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CHANNELS } from '../../src/domain/referral/channel.ts';
import { TICKED_GATES } from '../../src/domain/referral/gate-asks.ts';
import { encounterSource } from '../../src/ehr/sources/encounter.ts';
import { profileOf } from '../../src/site/profile.ts';
import { ruleProblems, rulesOf } from '../../src/site/rules.ts';
import { findIssuer, parseSite, problemLines, type Site } from '../../src/site/site.ts';

type Json = Record<string, unknown>;

const DEMO = JSON.parse(readFileSync('public/site.json', 'utf8')) as Json & {
  readonly issuers: readonly Json[];
  readonly referral: Json;
};

function withIssuer(change: Json): Json {
  return { ...DEMO, issuers: [{ ...DEMO.issuers[0], ...change }] };
}

function withReferral(change: Json): Json {
  return { ...DEMO, referral: { ...DEMO.referral, ...change } };
}

/** The problems as an integrator reads them. */
function problemsOf(json: unknown): readonly string[] {
  const parsed = parseSite(json);
  const problems = parsed.ok ? ruleProblems(parsed.site) : parsed.problems;
  return problems.map(({ field, message }) => `${field} ${message}`);
}

describe('site.json', () => {
  it('of the demonstration is right', () => {
    expect(problemsOf(DEMO)).toEqual([]);
  });

  it.each(['https://fhir.example.org/r4', 'http://localhost:4400/fhir', 'http://127.0.0.1:8080/fhir'])(
    'takes the address %s',
    (iss) => {
      expect(problemsOf(withIssuer({ iss }))).toEqual([]);
    },
  );

  it.each([
    'http://fhir.example.org/r4',
    'http://localhost.example.org/fhir',
    'http://127.0.0.1.example.org/fhir',
    'http://10.0.0.8/fhir',
    'ftp://fhir.example.org/r4',
    'javascript:alert(1)',
    'https://user:word@fhir.example.org/r4',
    'https://:word@fhir.example.org/r4',
    'https://fhir.example.org/r4?x=1',
    'fhir.example.org/r4',
  ])('refuses the address %s, and says what would be right', (iss) => {
    const [problem, ...others] = problemsOf(withIssuer({ iss }));
    expect(others).toEqual([]);
    expect(problem).toMatch(/^issuers\[0\]\.iss must .*for example "https:\/\/fhir\.example\.org\/r4"$/);
  });

  it.each<readonly [string, unknown, string]>([
    ['nothing', null, ' '],
    ['no name', { ...DEMO, name: undefined }, 'name is missing'],
    ['a field that is not known', { ...DEMO, colour: 'red' }, 'colour is not a field that site.json knows'],
    [
      'an unknown time zone',
      { ...DEMO, timeZone: 'New York' },
      'timeZone must be an IANA time zone, for example "America/New_York"',
    ],
    ['no language', { ...DEMO, languages: [] }, 'languages must name at least one language, for example ["en"]'],
    ['a language that the screen does not speak', { ...DEMO, languages: ['fr'] }, 'languages[0] must be "en" or "es"'],
    ['no EHR server', { ...DEMO, issuers: [] }, 'issuers must name at least one EHR server'],
    [
      'an unknown status policy',
      withReferral({ statusPolicy: 'order' }),
      'referral.statusPolicy must be "proposal", "unsigned-order" or "signed-order"',
    ],
    [
      'a service twice',
      withReferral({ services: [service(), service()] }),
      'referral.services must not use an id twice',
    ],
    [
      'a service that refers to another host',
      withReferral({ services: [service({ reference: 'https://x.example/HealthcareService/1' })] }),
      'referral.services[0].reference must be a relative reference, for example "HealthcareService/123"',
    ],
  ])('with %s says which field and what', (_, json, problem) => {
    expect(problemsOf(json).join('\n')).toContain(problem);
  });

  it('has a proposal as its policy when it says nothing', () => {
    const parsed = parseSite(withReferral({ statusPolicy: undefined }));
    expect(parsed.ok && parsed.site.referral.statusPolicy).toBe('proposal');
  });

  it('is matched to the issuer byte for byte', () => {
    const parsed = parseSite(withIssuer({ iss: 'https://fhir.example.org/r4' }));
    if (!parsed.ok) throw new Error('refused');
    expect(findIssuer(parsed.site, 'https://fhir.example.org/r4')?.clientId).toBe('alongside-demo');
    for (const other of [
      'https://fhir.example.org/r4/',
      'https://FHIR.example.org/r4',
      'https://fhir.example.org/R4',
      'http://fhir.example.org/r4',
    ]) {
      expect(findIssuer(parsed.site, other)).toBeNull();
    }
  });
});

/** One field of `site.json` at a time: what an integrator may write there, and what is said of anything else. */
describe('how a referral may leave', () => {
  const OWNER = 'must be a relative reference, for example "CareTeam/palliative-intake"';
  const READER = 'must be a relative reference, for example "Group/palliative-intake"';
  const WAYS = 'must be one of "fhir-create", "task", "communication", "note", "web-messaging"';
  const CREATES = 'must be "as-advertised", "yes", "no" or "staged"';
  const withService = (change: Json): Json => withReferral({ services: [service(change)] });

  it.each<readonly [string, Json]>([
    ...['as-advertised', 'yes', 'no', 'staged'].map((says): readonly [string, Json] => [
      `every type is "${says}"`,
      withIssuer({
        creates: {
          ServiceRequest: says,
          Task: says,
          Communication: says,
          DocumentReference: says,
          Provenance: says,
        },
      }),
    ]),
    ['one type alone', withIssuer({ creates: { Task: 'no' } })],
    ['only the plainest elements', withIssuer({ minimalResources: true })],
    ...['HealthcareService', 'Organization', 'PractitionerRole', 'Practitioner', 'CareTeam'].map(
      (type): readonly [string, Json] => [
        `a ${type} as owner and reader`,
        withService({ taskOwner: `${type}/a.1-b`, messageTo: [`${type}/1`] }),
      ],
    ),
    ['a group of readers, and several', withService({ messageTo: ['Group/g1', 'Practitioner/d2'] })],
    ['every way, in any order', withReferral({ channels: [...CHANNELS].toReversed() })],
    ['one way', withReferral({ channels: ['note'] })],
    ['no way: by hand', withReferral({ channels: [] })],
    [
      'a letter of its own type, as XHTML, final, to an open visit',
      withReferral({
        note: {
          type: { system: 'urn:local', code: 'REF' },
          format: 'xhtml',
          docStatus: 'final',
          needsEncounter: true,
        },
      }),
    ],
    ['every gate at which it may stop', withReferral({ stopAt: TICKED_GATES })],
    ['a number for the night', withService({ nightPhone: '+1 555 0199' })],
  ])('%s: right', (_, json) => {
    expect(problemsOf(json)).toEqual([]);
  });

  it.each<readonly [string, Json, string]>([
    ['a word for a create', withIssuer({ creates: { Task: 'maybe' } }), `issuers[0].creates.Task ${CREATES}`],
    ['a yes or no for a create', withIssuer({ creates: { Task: true } }), `issuers[0].creates.Task ${CREATES}`],
    [
      'a type that is never written',
      withIssuer({ creates: { Flag: 'yes' } }),
      'issuers[0].creates.Flag is not a field that site.json knows',
    ],
    [
      'a word for a choice',
      withIssuer({ minimalResources: 'yes' }),
      'issuers[0].minimalResources must be true or false',
    ],
    ...['Patient/1', 'RelatedPerson/1', 'Group/1', 'https://x.example/CareTeam/1', 'CareTeam', 'CareTeam/a b'].map(
      (taskOwner): readonly [string, Json, string] => [
        `${taskOwner} as owner`,
        withService({ taskOwner }),
        `referral.services[0].taskOwner ${OWNER}`,
      ],
    ),
    ...['Patient/1', 'RelatedPerson/1', 'Device/1', 'https://x.example/Group/1', 'intake@example.org'].map(
      (reader): readonly [string, Json, string] => [
        `${reader} as reader`,
        withService({ messageTo: ['Group/1', reader] }),
        `referral.services[0].messageTo[1] ${READER}`,
      ],
    ),
    [
      'one reader that is no list',
      withService({ messageTo: 'Group/1' }),
      'referral.services[0].messageTo must be a list of references',
    ],
    ['a way that there is not', withReferral({ channels: ['task', 'fax'] }), `referral.channels[1] ${WAYS}`],
    ['by hand, which is always there', withReferral({ channels: ['manual'] }), `referral.channels[0] ${WAYS}`],
    [
      'a letter in another format',
      withReferral({ note: { format: 'pdf' } }),
      'referral.note.format must be "text" or "xhtml"',
    ],
    [
      'a letter of another status',
      withReferral({ note: { docStatus: 'amended' } }),
      'referral.note.docStatus must be "preliminary" or "final"',
    ],
    [
      'a word for whether a visit is needed',
      withReferral({ note: { needsEncounter: 'yes' } }),
      'referral.note.needsEncounter must be true or false',
    ],
    [
      'a type of letter without system',
      withReferral({ note: { type: { code: 'REF' } } }),
      'referral.note.type.system is missing',
    ],
    [
      'a word that letters do not have',
      withReferral({ note: { title: 'x' } }),
      'referral.note.title is not a field that site.json knows',
    ],
    ...['deceased', 'referral-open', 'hospice-enrolled'].map((gate): readonly [string, Json, string] => [
      `${gate}, at which nobody can choose to stop`,
      withReferral({ stopAt: [gate] }),
      `referral.stopAt[0] must be one of ${TICKED_GATES.join(', ')}`,
    ]),
    [
      'no number for the night',
      withService({ nightPhone: ' ' }),
      'referral.services[0].nightPhone must not be empty, for example "+1 555 0199"',
    ],
  ])('%s: says which field and what', (_, json, problem) => {
    expect(problemsOf(json)).toEqual([problem]);
  });

  it('when nothing is said: as advertised, by every way of FHIR, ticks instead of stops', () => {
    const parsed = parseSite(DEMO);
    if (!parsed.ok) throw new Error('refused');
    const { issuers, referral } = parsed.site;
    const said = 'as-advertised';
    expect(issuers[0]).toMatchObject({
      creates: {
        ServiceRequest: said,
        Task: said,
        Communication: said,
        DocumentReference: said,
        Provenance: said,
      },
      minimalResources: false,
    });
    expect(referral).toMatchObject({
      channels: ['fhir-create', 'task', 'communication', 'note'],
      // What is not said of notes is the EHR's to say (`ehr/channels/note-settings.ts`).
      note: {},
      stopAt: [],
    });
  });

  // Valibot's own words: nobody learns from them what would be right.
  it.each<readonly [string, Json, string]>([
    ['creates in a word', withIssuer({ creates: 'no' }), 'issuers[0].creates must '],
    ['one way that is no list', withReferral({ channels: 'task' }), 'referral.channels must '],
    ['one gate that is no list', withReferral({ stopAt: 'hospice' }), 'referral.stopAt must '],
    ['a letter in a word', withReferral({ note: 'xhtml' }), 'referral.note must '],
  ])('%s: says what would be right', (_, json, problem) => {
    expect(problemsOf(json).join('\n')).toContain(problem);
  });
});

/** The demonstration's site with other rules. */
function siteWith(change: Json): Site {
  const parsed = parseSite({ ...DEMO, ...change });
  if (!parsed.ok) throw new Error(problemLines(parsed.problems));
  return parsed.site;
}

const REPEAT = 'repeat-unplanned-admissions';
const FUNCTION = 'poor-performance-status';

describe('rules of a site', () => {
  it.each<readonly [string, Json]>([
    ['nothing', {}],
    ['two stays in 180 days', { thresholds: { [REPEAT]: { windowDays: 180, count: 2 } } }],
    ['three stays in a year', { thresholds: { [REPEAT]: { windowDays: 365, count: 3 } } }],
    ['a choice', { thresholds: { [REPEAT]: { countPresumedUnplanned: false } } }],
    ['an amount with decimals', { thresholds: { 'adverse-prognostic-labs': { lowAlbumin: 3.2 } } }],
    ['optional rules', { optionalTriggers: { 'caregiver-strain': false, 'pathological-fracture': true } }],
    ['blood diseases', { myeloidAsBloodCancer: true }],
    ...['needs-v1', 'early-referral', 'stage-plus-factor', 'inpatient', 'capacity-limited'].map(
      (profile): readonly [string, Json] => [`profile ${profile}`, { profile }],
    ),
    [
      'a copy of a profile',
      {
        profile: {
          basedOn: 'needs-v1',
          name: 'riverside-v1',
          metastaticUnplannedStay: 'navigator',
          hospiceConversation: false,
          reviewDays: { specialist: { soon: 10 }, watch: 60 },
        },
      },
    ],
  ])('%s: right', (_, change) => {
    expect(problemsOf({ ...DEMO, ...change })).toEqual([]);
  });

  it.each<readonly [string, Json, string]>([
    [
      'a window of no days',
      { thresholds: { [FUNCTION]: { windowDays: 0 } } },
      `thresholds.${FUNCTION}.windowDays must be at least 1`,
    ],
    [
      'a window of half a day',
      { thresholds: { [FUNCTION]: { windowDays: 30.5 } } },
      `thresholds.${FUNCTION}.windowDays must be a whole number (days), for example 60`,
    ],
    [
      'a window of stays that goes further back than stays are read',
      { thresholds: { [REPEAT]: { windowDays: (encounterSource.lookBack['all'] ?? 0) + 1 } } },
      `thresholds.${REPEAT}.windowDays must be at most 365`,
    ],
    ['no stay at all', { thresholds: { [REPEAT]: { count: 0 } } }, `thresholds.${REPEAT}.count must be at least 1`],
    [
      'one and a half stays',
      { thresholds: { [REPEAT]: { count: 1.5 } } },
      `thresholds.${REPEAT}.count must be a whole number (stays), for example 2`,
    ],
    [
      'a number for a choice',
      { thresholds: { [REPEAT]: { countInjury: 1 } } },
      `thresholds.${REPEAT}.countInjury must be true or false, for example true`,
    ],
    [
      'a choice for a number',
      { thresholds: { [FUNCTION]: { ecog: true } } },
      `thresholds.${FUNCTION}.ecog must be a number (ECOG grade), for example 3`,
    ],
    [
      'a negative amount',
      { thresholds: { 'adverse-prognostic-labs': { lowAlbumin: -1 } } },
      'thresholds.adverse-prognostic-labs.lowAlbumin must not be negative, for example 3.5',
    ],
    [
      'a rule that is none',
      { thresholds: { 'poor-performance': { ecog: 3 } } },
      'thresholds.poor-performance is no rule; rules are metastatic-solid-tumor, ',
    ],
    [
      'a number that is none of the rule',
      { thresholds: { delirium: { days: 3 } } },
      'thresholds.delirium.days is no number of this rule; its numbers are windowDays, freshDays, operationDays',
    ],
    [
      'a number that every object has',
      { thresholds: { delirium: { toString: 3 } } },
      'thresholds.delirium.toString is no number of this rule',
    ],
    [
      'a number of a rule that has none',
      { thresholds: { 'serious-comorbidity': { windowDays: 3 } } },
      'thresholds.serious-comorbidity.windowDays is no number of this rule; its numbers are none',
    ],
    [
      'one of the 28 turned off',
      { optionalTriggers: { delirium: false } },
      'optionalTriggers.delirium is no optional rule; those are caregiver-strain, early-phase-trial, ',
    ],
    [
      'an optional rule that is none',
      { optionalTriggers: { 'high-mortality-risk-score': true } },
      'optionalTriggers.high-mortality-risk-score is no optional rule; those are ',
    ],
    [
      'an optional rule in words',
      { optionalTriggers: { 'caregiver-strain': 'off' } },
      'optionalTriggers.caregiver-strain must be true or false',
    ],
    [
      'blood diseases in words',
      { myeloidAsBloodCancer: 'yes' },
      'myeloidAsBloodCancer must be true or false, for example false',
    ],
    [
      'a profile that is none',
      { profile: 'needs-v2' },
      'profile must be one of needs-v1, early-referral, stage-plus-factor, inpatient, capacity-limited',
    ],
    ['a profile that every object has', { profile: 'constructor' }, 'profile must be one of needs-v1, '],
    ['a copy of nothing', { profile: { name: 'ours' } }, 'profile.basedOn must be one of needs-v1, '],
    [
      'a copy without a name',
      { profile: { basedOn: 'needs-v1' } },
      'profile.name must be a name of its own, for example "riverside-v1"',
    ],
    [
      'a copy under the name of another',
      { profile: { basedOn: 'needs-v1', name: 'inpatient' } },
      'profile.name must be a name of its own, for example "riverside-v1"',
    ],
    [
      'a value that is none',
      { profile: { basedOn: 'needs-v1', name: 'ours', stageIvFactorCount: 1 } },
      'profile.stageIvFactorCount is no value of a profile',
    ],
    [
      'a value of another kind',
      { profile: { basedOn: 'needs-v1', name: 'ours', metastaticUnplannedStay: 'hospice' } },
      'profile.metastaticUnplannedStay must be "specialist" or "navigator"',
    ],
    [
      'a day that never comes',
      { profile: { basedOn: 'needs-v1', name: 'ours', reviewDays: { watch: 0 } } },
      'profile.reviewDays.watch must be a whole number from 1 to 3660, for example 90',
    ],
    [
      'a number in place of several',
      { profile: { basedOn: 'needs-v1', name: 'ours', reviewDays: 30 } },
      'profile.reviewDays ',
    ],
    [
      'a list that only another profile has',
      { profile: { basedOn: 'needs-v1', name: 'ours', fewerFactorsAt: { sites: ['lung'] } } },
      'profile.fewerFactorsAt can be taken over from another profile only',
    ],
  ])('%s: says which field and what', (_, change, problem) => {
    const problems = problemsOf({ ...DEMO, ...change });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
    expect(problems[0]).not.toContain('\n');
  });

  it('several mistakes are told together', () => {
    expect(
      problemsOf({
        ...DEMO,
        thresholds: { delirium: { days: 1 } },
        optionalTriggers: { delirium: true },
        profile: 'x',
      }),
    ).toHaveLength(3);
  });

  it('good function is what anybody may call good', () => {
    const problems = (wellEcog: number): readonly string[] => {
      const parsed = profileOf({ profile: { basedOn: 'needs-v1', name: 'ours', wellEcog } });
      return parsed.ok ? [] : parsed.problems.map(({ field, message }) => `${field} ${message}`);
    };
    expect([problems(0), problems(2)]).toEqual([[], []]);
    expect(problems(3)).toEqual(['profile.wellEcog must be a whole number from 0 to 2, for example 1']);
  });

  it('reach the engine', () => {
    const site = siteWith({
      thresholds: { delirium: { windowDays: 14 } },
      optionalTriggers: { 'pathological-fracture': true },
      myeloidAsBloodCancer: true,
      profile: { basedOn: 'capacity-limited', name: 'ours', wellDays: 60, reviewDays: { navigator: { soon: 5 } } },
    });
    expect(rulesOf(site)).toMatchObject({
      thresholds: { delirium: { windowDays: 14 } },
      optionalRules: { 'pathological-fracture': true },
      myeloidAsBloodCancer: true,
      profile: {
        name: 'ours',
        wellDays: 60,
        specialistByCount: false,
        reviewDays: { navigator: { urgent: 3, soon: 5, routine: 7 } },
      },
    });
    expect(rulesOf(siteWith({}))).toMatchObject({ myeloidAsBloodCancer: false, profile: { name: 'needs-v1' } });
  });

  it('a copy leaves the profile that it was made from as it was', () => {
    const before = JSON.stringify(profileOf({ profile: 'needs-v1' }));
    profileOf({ profile: { basedOn: 'needs-v1', name: 'ours', reviewDays: { specialist: { soon: 1 } } } });
    expect(JSON.stringify(profileOf({ profile: 'needs-v1' }))).toBe(before);
  });
});

function service(change: Json = {}): Json {
  return { id: 'clinic', name: 'Clinic', modality: 'clinic', ...change };
}
