// @vitest-environment node
/** Each quirk against an EHR that has it: what is read with it, and what would be believed without it. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CapabilityStatement, Condition, Encounter } from 'fhir/r4';
import { success } from '../../../src/domain/problem.ts';
import { whyNotCreate, whyNotUpdate } from '../../../src/ehr/channels/capability.ts';
import { noteSettings } from '../../../src/ehr/channels/note-settings.ts';
import { parseScopes } from '../../../src/ehr/sources/scopes.ts';
import { advertisedForOthers } from '../../../src/ehr/vendors/epic/advertised-for-others.ts';
import { carePlanByCategory } from '../../../src/ehr/vendors/epic/care-plan-by-category.ts';
import { conditionByCategory } from '../../../src/ehr/vendors/epic/condition-by-category.ts';
import { decisionsAreNotTasks } from '../../../src/ehr/vendors/epic/decisions-are-not-tasks.ts';
import { noChemotherapyInAdministrations } from '../../../src/ehr/vendors/epic/no-chemotherapy-in-administrations.ts';
import { notesNeedAnEncounter } from '../../../src/ehr/vendors/epic/notes-need-an-encounter.ts';
import { referralsAreNotSearched } from '../../../src/ehr/vendors/epic/referrals-are-not-searched.ts';
import { standingNotices } from '../../../src/ehr/vendors/epic/standing-notices.ts';
import { VENDORS } from '../../../src/ehr/vendors/index.ts';
import type { Json } from '../../../src/fhir/read/json.ts';
import { carePlanAsText } from '../../../src/ehr/vendors/oracle/care-plan-as-text.ts';
import { consentIsAboutSharing } from '../../../src/ehr/vendors/oracle/consent-is-about-sharing.ts';
import { finalNotes } from '../../../src/ehr/vendors/oracle/final-notes.ts';
import { oneBadRecord } from '../../../src/ehr/vendors/oracle/one-bad-record.ts';
import type { Quirk, Vendor } from '../../../src/ehr/vendors/vendor.ts';
import { NON_CONFORMANT } from '../../../src/sandbox/personalities/oracle-like.ts';
import { PERSONALITIES } from '../../../src/sandbox/personalities.ts';
import type { PersonalityName } from '../../../src/sandbox/personality.ts';
import { startSandbox, type Sandbox } from '../../../src/sandbox/sandbox.ts';
import { testSite } from '../support/site.ts';
import { readAs, type ReadAs } from './read-as.ts';

const RUTH = 'lung4-patient';
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ scenarios: ['lung-stage-4-two-unplanned-stays'] });
});
afterAll(() => sandbox.stop());
afterEach(() => sandbox.faults.clear());

async function as(personality: PersonalityName, missing?: Quirk): Promise<ReadAs> {
  sandbox.behaveAs(PERSONALITIES[personality]);
  return readAs(sandbox, RUTH, missing === undefined ? {} : { without: (what) => what === missing.what });
}

describe('Epic-like', () => {
  it('diagnoses are asked for by category: what is withheld of others does not make them partial', async () => {
    expect((await as('epic-like')).states.Condition).toMatchObject({ state: 'loaded', count: 7 });
    expect((await as('epic-like', conditionByCategory)).states.Condition).toMatchObject({ state: 'partial' });
  });

  it('care plans are asked for by its own categories', async () => {
    expect((await as('epic-like')).states.CarePlan).toMatchObject({ state: 'loaded', count: 1 });
    expect((await as('epic-like', carePlanByCategory)).states.CarePlan).not.toMatchObject({ state: 'loaded' });
  });

  it('no chemotherapy among administrations is not "none was given"', async () => {
    expect((await as('epic-like')).states.MedicationAdministration).toEqual({ state: 'unsupported' });
    expect((await as('epic-like', noChemotherapyInAdministrations)).states.MedicationAdministration).toMatchObject({
      state: 'loaded',
      count: 0,
    });
  });

  it('no referral found is not "no referral is open"', async () => {
    const referral = await sandbox.create<'ServiceRequest'>({
      resourceType: 'ServiceRequest',
      status: 'active',
      intent: 'order',
      subject: { reference: `Patient/${RUTH}` },
      code: { text: 'Referral to palliative care' },
    });
    const { states, memory } = await as('epic-like');
    expect(states.ServiceRequest.state).toBe('partial');
    expect(memory.resources.ServiceRequest?.some(({ id }) => id === referral.id)).toBe(false);
    expect((await as('epic-like', referralsAreNotSearched)).states.ServiceRequest.state).toBe('loaded');
  });

  it('no decision is looked for among its tasks', async () => {
    expect((await as('epic-like')).states.Task).toEqual({ state: 'unsupported' });
    expect((await as('epic-like', decisionsAreNotTasks)).states.Task).toMatchObject({ state: 'loaded', count: 0 });
  });

  it('its standing notice is a caveat of what was loaded, and told; records of other hospitals are named', async () => {
    const caveats = ({ states: { Encounter, Goal } }: ReadAs) =>
      [Encounter, Goal].map((one) => (one.state === 'loaded' ? one.caveats.map(({ code }) => code) : one.state));
    expect(caveats(await as('epic-like'))).toEqual([
      ['outside-records-withheld', 'vendor-may-be-incomplete'],
      ['vendor-may-be-incomplete'],
    ]);
    // Without it, other hospitals' records that are withheld would forbid every conclusion from this hospital's.
    expect(caveats(await as('epic-like', standingNotices))).toEqual(['partial', []]);
  });
});

describe('issues beside an answer on Epic', () => {
  const coded = (severity: string, found: readonly string[], diagnostics = '') => ({
    severity,
    code: 'informational',
    details: { coding: found.map((code) => ({ system: 'urn:oid:1.2.840.114350.1.13.0.1.7.2.657369', code })) },
    diagnostics,
  });
  it.each<readonly [string, object, string | null]>([
    ['nothing was found', coded('warning', ['4101']), 'nothing'],
    ['the record may hold more', coded('warning', ['4119']), 'may-hold-more'],
    [
      'records of elsewhere are kept back',
      coded('warning', ['59204'], 'Condition - Outside Record'),
      'outside-records-withheld',
    ],
    ['a kind of our own is kept back', coded('warning', ['59204'], 'Condition - Problem List'), 'less'],
    ['both are', coded('warning', ['59204'], 'Condition - Outside Record and Problem List'), 'less'],
    ['a standing notice and one that is none', coded('warning', ['4119', '59204'], 'Condition - Problem List'), 'less'],
    ['"nothing" as an error', coded('fatal', ['4101']), 'less'],
    ['a standing notice as an error', coded('error', ['4119']), 'less'],
    ['another code', coded('warning', ['1']), null],
  ])('%s', (_, issue, remark) => {
    expect(standingNotices.changes.remark?.(issue as Json)).toBe(remark);
  });
});

describe('Oracle-like', () => {
  it('care plans come by the one category that it knows, and that is all there are', async () => {
    expect((await as('oracle-like')).states.CarePlan).toMatchObject({ state: 'loaded', count: 1 });
    const asked = sandbox.requests.filter(({ path }) => path.endsWith('/CarePlan')).at(-1);
    expect(asked?.status).toBe(200);
    // Without it other categories, which it does not have, would count as left out.
    expect((await as('oracle-like', carePlanAsText)).states.CarePlan).toMatchObject({
      state: 'partial',
      why: { kind: 'left-out' },
    });
  });

  it('consents about sharing say nothing of wishes', async () => {
    expect((await as('oracle-like')).states.Consent).toEqual({ state: 'unsupported' });
    expect((await as('oracle-like', consentIsAboutSharing)).states.Consent.state).toBe('loaded');
  });

  it('one bad record costs the week that it stands in, and not the source', async () => {
    const before = await as('oracle-like');
    const one = before.memory.resources.Encounter?.at(-1);
    const condition = before.memory.resources.Condition?.find((it) =>
      JSON.stringify(it).includes('encounter-diagnosis'),
    );
    if (one === undefined || condition === undefined) throw new Error('Ruth has encounters and diagnoses of visits');
    const [system = '', code = ''] = NON_CONFORMANT.split('|');
    const tag = [{ system, code }];
    try {
      await sandbox.change<Encounter>(`Encounter/${one.id}`, { meta: { ...one.meta, tag } });
      await sandbox.change<Condition>(`Condition/${condition.id}`, { meta: { ...condition.meta, tag } });
      const after = await as('oracle-like');
      const ids = (read: ReadAs, id: 'Encounter' | 'Condition') => read.memory.resources[id]?.map((it) => it.id) ?? [];
      for (const [type, bad] of [
        ['Encounter', one.id],
        ['Condition', condition.id],
      ] as const) {
        expect(after.states[type]).toMatchObject({ state: 'partial', why: { status: 500 } });
        expect(ids(after, type)).not.toContain(bad);
        expect(ids(after, type).length).toBeGreaterThanOrEqual(ids(before, type).length - 2);
      }
      expect((await as('oracle-like', oneBadRecord)).states.Encounter.state).toBe('failed');
    } finally {
      await sandbox.change<Encounter>(`Encounter/${one.id}`, { meta: { ...one.meta, tag: [] } });
      await sandbox.change<Condition>(`Condition/${condition.id}`, { meta: { ...condition.meta, tag: [] } });
    }
  });
});

describe('writing', () => {
  const knowing = (...quirks: Quirk[]) => ({
    vendor: async (): Promise<Vendor> => ({ id: 'epic', quirks }),
    capabilities: async () => success(ALL_CREATES),
  });
  const granted = parseScopes('patient/*.cruds');

  it('what Epic advertises for other work is not offered, unless the site knows better', async () => {
    const epic = knowing(advertisedForOthers);
    expect(await whyNotCreate('ServiceRequest', 'as-advertised', granted, knowing())).toBeNull();
    expect(await whyNotCreate('ServiceRequest', 'as-advertised', granted, epic)).toBe('not-advertised');
    expect(await whyNotUpdate('ServiceRequest', 'as-advertised', granted, epic)).toBe('not-advertised');
    expect(await whyNotCreate('DocumentReference', 'as-advertised', granted, epic)).toBeNull();
    expect(await whyNotCreate('ServiceRequest', 'yes', granted, epic)).toBeNull();
  });

  it('where what is odd in this EHR did not come, nobody says that it could be written', async () => {
    const lost = { ...knowing(), vendor: () => Promise.reject(new TypeError('Failed to fetch')) };
    expect(await whyNotCreate('ServiceRequest', 'as-advertised', granted, lost)).toBe('could-not-ask');
  });

  it('notes are as the EHR takes them, unless the site says otherwise', async () => {
    const of = (note: object, ...quirks: Quirk[]) => noteSettings(testSite({ referral: { note } }), knowing(...quirks));
    expect(await of({})).toEqual({ format: 'text', docStatus: 'preliminary', needsEncounter: false });
    expect(await of({}, notesNeedAnEncounter)).toMatchObject({ docStatus: 'preliminary', needsEncounter: true });
    expect(await of({}, finalNotes)).toMatchObject({ docStatus: 'final' });
    expect(await of({ docStatus: 'preliminary' }, finalNotes)).toMatchObject({ docStatus: 'preliminary' });
  });
});

const ALL_CREATES = {
  resourceType: 'CapabilityStatement',
  rest: [
    {
      mode: 'server',
      resource: ['ServiceRequest', 'DocumentReference'].map((type) => ({
        type,
        interaction: [{ code: 'create' }, { code: 'update' }],
      })),
    },
  ],
} as unknown as CapabilityStatement;

describe('every quirk', async () => {
  const all = (await Promise.all(VENDORS.map(({ quirks }) => quirks()))).flat();
  it.each(all.map((quirk) => [quirk.what, quirk] as const))('%s', (_what, { what, reference, changes }) => {
    expect(what).toMatch(/^[A-Z].*\.\)?$/);
    expect(reference).toMatch(/interop \d/);
    expect(Object.keys(changes).length).toBeGreaterThan(0);
  });
});
