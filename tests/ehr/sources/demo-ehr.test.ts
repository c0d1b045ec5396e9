// @vitest-environment node
/** Every source, over real HTTP, from the demo EHR: what the plan asks for is what a FHIR server understands. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SOURCE_IDS } from '../../../src/domain/chart/source.ts';
import { parseWhen } from '../../../src/domain/logic/when.ts';
import { createGateway } from '../../../src/ehr/gateway/gateway.ts';
import { emptyMemory, loadChart, type ChartMemory } from '../../../src/ehr/sources/load-chart.ts';
import { PLAN } from '../../../src/ehr/sources/plan.ts';
import { parseScopes } from '../../../src/ehr/sources/scopes.ts';
import { plain, type Personality } from '../../../src/sandbox/personality.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { bundle, folder, hospital, TODAY, tokens } from '../../sandbox/helpers.ts';
import { requested, testSite } from '../support/site.ts';

const DAY = '2020-03-01';
const about = { reference: 'Patient/alpha' };
const code = { text: 'x' };
const order = {
  resourceType: 'MedicationRequest',
  id: 'delta-rx',
  status: 'active',
  intent: 'order',
  medicationReference: { reference: 'Medication/delta-drug' },
  subject: about,
};
/** One resource of each further type, for the first patient. */
const FURTHER = [
  order,
  { resourceType: 'Medication', id: 'delta-drug', code },
  { resourceType: 'Medication', id: 'delta-infusion', code },
  {
    resourceType: 'MedicationAdministration',
    id: 'delta-given',
    status: 'completed',
    medicationReference: { reference: 'Medication/delta-infusion' },
    subject: about,
    effectiveDateTime: DAY,
  },
  {
    resourceType: 'MedicationStatement',
    id: 'delta-list',
    status: 'active',
    medicationCodeableConcept: code,
    subject: about,
  },
  { resourceType: 'QuestionnaireResponse', id: 'delta-asked', status: 'completed', subject: about, authored: DAY },
  {
    resourceType: 'DocumentReference',
    id: 'delta-directive',
    status: 'current',
    type: code,
    subject: about,
    content: [{ attachment: { title: 'Directive' } }],
  },
  {
    resourceType: 'Consent',
    id: 'delta-consent',
    status: 'active',
    scope: code,
    category: [code],
    patient: about,
    policyRule: code,
  },
  { resourceType: 'Goal', id: 'delta-goal', lifecycleStatus: 'active', description: code, subject: about },
  { resourceType: 'CareTeam', id: 'delta-team', status: 'active', subject: about },
  { resourceType: 'Coverage', id: 'delta-cover', status: 'active', beneficiary: about, payor: [{ display: 'Payer' }] },
  { resourceType: 'Task', id: 'delta-task', status: 'completed', intent: 'order', for: about, authoredOn: DAY },
  {
    resourceType: 'Procedure',
    id: 'delta-procedure',
    status: 'completed',
    subject: about,
    code,
    performedDateTime: DAY,
  },
  { resourceType: 'CarePlan', id: 'delta-plan', status: 'active', intent: 'plan', subject: about },
  { resourceType: 'ServiceRequest', id: 'delta-order', status: 'active', intent: 'order', code, subject: about },
  { resourceType: 'Location', id: 'delta-ward', name: 'Ward 4' },
  {
    resourceType: 'Encounter',
    id: 'delta-stay',
    status: 'finished',
    class: { code: 'IMP' },
    subject: about,
    period: { start: DAY, end: DAY },
    location: [{ location: { reference: 'Location/delta-ward' } }],
  },
];

const place = folder();
place.write('fixtures/patients/delta/bundle.json', bundle(FURTHER));
afterAll(() => place.remove());

async function load(sandbox: Sandbox, scope: string): Promise<ChartMemory> {
  const token = await tokens(sandbox, { patient: 'alpha' }, scope);
  const gateway = createGateway({ base: sandbox.fhirUrl, token: () => token.access_token, fetch });
  const memory = emptyMemory();
  const asOf = parseWhen(TODAY)?.lo ?? 0;
  const granted = parseScopes(token.scope);
  const loaded = await loadChart({ gateway, granted, patientId: 'alpha', asOf, site: testSite() }, memory);
  expect(loaded.ok).toBe(true);
  return memory;
}

describe('a chart from the demo EHR', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await hospital(place);
  });
  afterAll(() => sandbox.stop());

  it.each(['v1', 'v2'] as const)('comes whole with the scopes that are requested (%s)', async (style) => {
    const { states, resources } = await load(sandbox, requested(style));
    for (const id of SOURCE_IDS) {
      expect(states[id].state, id).toBe(PLAN[id] === 'not-asked' ? 'not-asked' : 'loaded');
      if (PLAN[id] !== 'not-asked') expect(resources[id]?.length, id).toBeGreaterThan(0);
    }
    expect(resources.Medication?.map(({ id }) => id).toSorted()).toEqual([
      'alpha-drug',
      'delta-drug',
      'delta-infusion',
    ]);
    expect(resources.Location).toMatchObject([{ id: 'delta-ward' }]);
  });

  it('asks for no drug that came with its order', async () => {
    const before = sandbox.requests.length;
    await load(sandbox, requested('v2'));
    const paths = sandbox.requests.slice(before).map(({ path }) => path);
    expect(paths.filter((path) => path.startsWith('/fhir/Medication/'))).toEqual(['/fhir/Medication/delta-infusion']);
  });
});

describe('an EHR that refuses what it does not know', () => {
  const strict: Personality = {
    ...plain,
    unknownParameters: 'refuse',
    searchRules: {
      MedicationRequest: { supported: ['patient', 'intent'], required: [['patient', 'intent']], includes: [] },
      MedicationAdministration: { supported: ['patient'] },
      QuestionnaireResponse: { supported: ['patient'] },
      Task: { supported: ['patient'] },
      Appointment: { supported: ['patient'] },
      DocumentReference: { supported: ['patient'] },
      CareTeam: { required: [['patient', 'status']] },
      Coverage: { required: [['patient', 'status']] },
    },
  };
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await hospital(place, { personality: strict });
  });
  afterAll(() => sandbox.stop());

  it('is read whole all the same, by other searches', async () => {
    const { states, resources } = await load(sandbox, requested('v2'));
    for (const id of SOURCE_IDS) if (PLAN[id] !== 'not-asked') expect(states[id].state, id).toBe('loaded');
    expect(resources.Medication).toHaveLength(3);
  });
});
