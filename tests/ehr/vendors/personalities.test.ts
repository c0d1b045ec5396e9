// @vitest-environment node
/**
 * Every EHR that the demo can be, with everything that can go wrong: each source ends in the state that is true, nothing is
 * invented, and no "not met" rests on what was not received.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { assess } from '../../../src/domain/assess.ts';
import type { SourceId, SourceState } from '../../../src/domain/chart/source.ts';
import { SOURCES } from '../../../src/ehr/sources/plan.ts';
import { delay, rewriteBody, status } from '../../../src/sandbox/faults.ts';
import { outcome } from '../../../src/sandbox/fhir-types.ts';
import { PERSONALITIES } from '../../../src/sandbox/personalities.ts';
import { PERSONALITY_NAMES, type PersonalityName } from '../../../src/sandbox/personality.ts';
import { startSandbox, type Sandbox } from '../../../src/sandbox/sandbox.ts';
import { NEEDED_SOURCES } from '../../support/needed-sources.ts';
import { readAs, type ReadAs } from './read-as.ts';

type State = SourceState['state'];
type States = Partial<Record<SourceId, State>>;

const RUTH = 'lung4-patient';

/** What is not whole where nothing goes wrong, and why it cannot be. */
const BY_NATURE: Readonly<Record<PersonalityName, States>> = {
  plain: {},
  // Referrals are found by no search, chemotherapy and decisions lie elsewhere; it has no MedicationStatement.
  'epic-like': {
    ServiceRequest: 'partial',
    MedicationAdministration: 'unsupported',
    Task: 'unsupported',
    MedicationStatement: 'unsupported',
  },
  // Consents are about sharing.
  'oracle-like': {
    Consent: 'unsupported',
    Task: 'unsupported',
    MedicationStatement: 'unsupported',
  },
  // US Core's types alone.
  'meditech-like': {
    CarePlan: 'partial',
    Consent: 'unsupported',
    Appointment: 'unsupported',
    Task: 'unsupported',
    MedicationStatement: 'unsupported',
  },
  // A foreign link, another patient's stay, too many readings, pages without end, an answer that takes a minute.
  hostile: {
    Condition: 'partial',
    Encounter: 'partial',
    Observation: 'partial',
    Procedure: 'partial',
    DocumentReference: 'failed',
  },
};

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ scenarios: ['lung-stage-4-two-unplanned-stays'] });
});
afterAll(() => sandbox.stop());
afterEach(() => sandbox.faults.clear());

const searched = SOURCES.filter(({ how }) => how === 'search').map(({ id }) => id);
const ANY_SEARCH = /^\/fhir\/(?!Patient\b)[A-Z]\w+\?/;

function statesOf({ read }: ReadAs): Readonly<Record<SourceId, State>> {
  const ehr = read.chart.sources['ehr'];
  return Object.fromEntries(searched.map((id) => [id, ehr?.[id].state])) as Record<SourceId, State>;
}

const expected = (name: PersonalityName, otherwise: (id: SourceId) => State) =>
  Object.fromEntries(searched.map((id) => [id, BY_NATURE[name][id] ?? otherwise(id)]));

/** "Not met" where something that the rule needs did not come, by the reference's own list. */
function unfounded({ read }: ReadAs): readonly string[] {
  const ehr = read.chart.sources['ehr'];
  return assess(read.chart)
    .triggers.filter(({ id, outcome: said }) => {
      const needs = NEEDED_SOURCES[id];
      return said === 'not-met' && needs.some((source) => ehr?.[source].state !== 'loaded');
    })
    .map(({ id }) => id);
}

const met = ({ read }: ReadAs): readonly string[] =>
  assess(read.chart)
    .triggers.filter((one) => one.outcome === 'met')
    .map(({ id }) => id);

describe.each(PERSONALITY_NAMES)('%s', (name) => {
  const read = (options: Parameters<typeof readAs>[2] = {}): Promise<ReadAs> => readAs(sandbox, RUTH, options);
  /** What takes a minute need not be waited for in a test; what a busy machine takes must be. */
  const patient = { readTimeout: 1500 };
  let whole: readonly string[];

  beforeAll(async () => {
    sandbox.behaveAs(PERSONALITIES.plain);
    whole = met(await read());
    sandbox.behaveAs(PERSONALITIES[name]);
  });

  it('with nothing going wrong: whole, but for what this EHR does not give', async () => {
    const found = await read({ transport: patient });
    expect(statesOf(found)).toEqual(expected(name, () => 'loaded'));
    expect(unfounded(found)).toEqual([]);
    expect(found.read.chart.patient).toMatchObject({ id: RUTH });
  });

  it('each source failing: each says so, nothing follows, and the patient is there', async () => {
    sandbox.faults.add({ method: 'GET', path: ANY_SEARCH, action: status(500, outcome('error', 'exception', 'No.')) });
    const found = await read({ transport: patient });
    // What is never asked for, or is not there, cannot fail.
    const { [name]: nature } = BY_NATURE;
    for (const id of searched) {
      const never = nature[id] === 'unsupported' && !['MedicationStatement', 'Appointment'].includes(id);
      if (!never) expect(['failed', 'unsupported'], id).toContain(statesOf(found)[id]);
      expect(statesOf(found)[id], id).not.toBe('loaded');
    }
    expect(met(found)).toEqual([]);
    expect(unfounded(found)).toEqual([]);
  });

  it('a source that the sign-in does not cover: forbidden, and never asked', async () => {
    const before = sandbox.requests.length;
    const withhold = searched.filter((id) => id !== 'Condition');
    const found = await read({ launch: { withhold }, transport: patient });
    for (const id of withhold) {
      expect(['forbidden', 'unsupported'], id).toContain(statesOf(found)[id]);
      const asked = sandbox.requests.slice(before).some(({ path }) => path === `/fhir/${id}`);
      expect(asked, id).toBe(false);
    }
    expect(unfounded(found)).toEqual([]);
  });

  it('answers that take too long: failed, and the rest is there', async () => {
    const slow = /^\/fhir\/(?:Encounter|CarePlan|MedicationRequest)\?/;
    sandbox.faults.add({ method: 'GET', path: slow, action: delay(1500) });
    const found = await read({ transport: patient });
    for (const id of ['Encounter', 'CarePlan', 'MedicationRequest'] as const)
      expect(statesOf(found)[id], id).toBe('failed');
    expect(['loaded', 'partial']).toContain(statesOf(found).Condition);
    expect(unfounded(found)).toEqual([]);
    expect(whole).toEqual(expect.arrayContaining([...met(found)]));
  });

  it('a second page that is lost: read in part, and what came is kept', async () => {
    const personality = { ...PERSONALITIES[name], pageSize: 3, pageCap: 3 };
    sandbox.behaveAs(personality);
    try {
      const { parameter } = personality.paging;
      const later = new RegExp(`[?&]${parameter}=`);
      sandbox.faults.add({ method: 'GET', path: later, action: status(500, outcome('error', 'exception', 'No.')) });
      const found = await read({ transport: patient });
      for (const id of ['Encounter', 'Condition', 'Observation'] as const) {
        expect(statesOf(found)[id], id).toBe('partial');
        expect(found.memory.resources[id]?.length, id).toBeGreaterThan(0);
      }
      expect(unfounded(found)).toEqual([]);
      if (name !== 'hostile') expect(whole).toEqual(expect.arrayContaining([...met(found)]));
    } finally {
      sandbox.behaveAs(PERSONALITIES[name]);
    }
  });

  it('a record with nothing but its type, and an entry with nothing: left out, counted, and nothing is called whole', async () => {
    const bad = (body: Record<string, unknown>, type: string) => ({
      ...body,
      entry: [
        ...((body['entry'] as unknown[] | undefined) ?? []),
        { resource: { resourceType: type } },
        { search: {} },
      ],
    });
    for (const type of ['Encounter', 'Condition', 'Goal'] as const)
      sandbox.faults.add({
        method: 'GET',
        path: new RegExp(`^/fhir/${type}\\?`),
        action: rewriteBody((body) => bad(body, type)),
      });
    const found = await read({ transport: patient });
    for (const id of ['Encounter', 'Condition', 'Goal'] as const) expect(statesOf(found)[id], id).toBe('partial');
    expect(unfounded(found)).toEqual([]);
  });
});
