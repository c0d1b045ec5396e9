/** For whose signature staff can prepare a referral: whom the chart names, never who may not order. */
import type { FhirResource } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { SOURCE_IDS, type SourceState } from '../../src/domain/chart/source.ts';
import { problem } from '../../src/domain/problem.ts';
import type { Role } from '../../src/ehr/port.ts';
import { findSigners, type SignerParts } from '../../src/ehr/signers.ts';

const order = (who: unknown): FhirResource => ({ resourceType: 'ServiceRequest', requester: who }) as FhirResource;
const visit = (...who: readonly unknown[]): FhirResource =>
  ({ resourceType: 'Encounter', participant: who.map((individual) => ({ individual })) }) as unknown as FhirResource;
const person = (id: string, display?: string): unknown => ({
  reference: `Practitioner/${id}`,
  ...(display === undefined ? {} : { display }),
});

const PEOPLE: Readonly<Record<string, { readonly name: string | null; readonly role: Role }>> = {
  'Practitioner/d1': { name: 'Dr. One', role: 'prescriber' },
  'Practitioner/d2': { name: 'Dr. Two', role: 'prescriber' },
  'Practitioner/n1': { name: 'Nora Nurse', role: 'staff' },
  'Practitioner/x1': { name: null, role: 'unknown' },
};

const LOADED: SourceState = { state: 'loaded', count: 0, newest: null, caveats: [] };
const READ = Object.fromEntries(SOURCE_IDS.map((id) => [id, LOADED]));

function found(resources: SignerParts['resources'], change: Partial<SignerParts> = {}) {
  const read: string[] = [];
  const signers = findSigners({
    resources,
    states: READ,
    prescribers: [],
    staff: [],
    user: 'Practitioner/n9',
    readPerson: async (reference) => {
      read.push(reference);
      return PEOPLE[reference] ?? { name: null, role: 'unknown' };
    },
    ...change,
  });
  return signers.then(({ signers: all, whole }) => ({ all, whole, read }));
}

const names = async (...given: Parameters<typeof found>) =>
  (await found(...given)).all.map(({ name, reference }) => name ?? reference);

describe('who is offered', () => {
  it('is whom orders and visits name, most often named first; prescribers before those of whom nothing is known', async () => {
    const resources = {
      Encounter: [
        visit(person('x1', 'Somebody')),
        visit(person('x1'), person('d2')),
        visit(person('x1'), person('d2')),
      ],
      ServiceRequest: [order(person('d1'))],
    };
    expect(await names(resources)).toEqual(['Dr. Two', 'Dr. One', 'Somebody']);
  });

  it('is never who may not order, the user, or who is staff by the site’s word', async () => {
    const resources = { Encounter: [visit(person('n1'), person('n9'), person('d1'), person('d2'))] };
    expect(await names(resources, { staff: ['Practitioner/d2'] })).toEqual(['Dr. One']);
  });

  it('is also whom the site lists, where the chart names nobody', async () => {
    expect(await names({}, { prescribers: ['Practitioner/d1'] })).toEqual(['Dr. One']);
  });

  it('is nobody of another server, and no patient or relative', async () => {
    const strange = [
      'https://evil.example/Practitioner/d1',
      'Patient/p1',
      'RelatedPerson/r1',
      'Practitioner/../Patient/p1',
      '',
      7,
      null,
    ];
    const resources = { ServiceRequest: strange.map((reference) => order({ reference })) };
    expect(await found(resources)).toEqual({ all: [], whole: true, read: [] });
  });

  it('is not everybody of a long chart: eight are read', async () => {
    const resources = { ServiceRequest: Array.from({ length: 40 }, (_, at) => order(person(`p${at}`))) };
    expect((await found(resources)).read).toHaveLength(8);
  });

  it.each([null, 7, 'x', [], {}, { participant: 7 }, { participant: [null, { individual: 7 }] }])(
    'reads %j without a fault',
    async (broken) => {
      const resource = {
        resourceType: 'Encounter',
        ...(typeof broken === 'object' && broken !== null && !Array.isArray(broken) ? broken : {}),
      } as unknown as FhirResource;
      expect((await found({ Encounter: [resource] })).all).toEqual([]);
    },
  );
});

describe('whether that is everybody', () => {
  const failed = problem('network', 'GET');
  it.each<readonly [string, Record<string, SourceState>, whole: boolean]>([
    ['all was read', {}, true],
    ['the EHR has no care teams', { CareTeam: { state: 'unsupported' } }, true],
    ['what names nobody failed', { Observation: { state: 'failed', problem: failed } }, true],
    ['visits failed', { Encounter: { state: 'failed', problem: failed } }, false],
    ['orders came in part', { ServiceRequest: { state: 'partial', count: 3, newest: null, why: failed } }, false],
    ['care teams are forbidden', { CareTeam: { state: 'forbidden', problem: null } }, false],
    ['nobody asked for appointments', { Appointment: { state: 'not-asked' } }, false],
  ])('%s', async (_, change, whole) => {
    const resources = { ServiceRequest: [order(person('d1'))] };
    const given = await found(resources, { states: { ...READ, ...change } });
    expect(given.whole).toBe(whole);
    expect(given.all).toHaveLength(1);
  });
});
