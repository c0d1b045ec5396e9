import type { FhirResource } from 'fhir/r4';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failure, problem, success, type Result } from '../../../src/domain/problem.ts';
import type { SearchAnswer } from '../../../src/ehr/gateway/search.ts';
import { readClinician, type Signers } from '../../../src/ehr/launch/clinician.ts';
import { parseFhirUser } from '../../../src/ehr/launch/fhir-user.ts';
import { fhirUserIn } from '../../../src/ehr/launch/id-token.ts';
import { parseScopes } from '../../../src/ehr/sources/scopes.ts';
import { ONCOLOGIST } from '../support/site.ts';

const NOW = Date.UTC(2026, 10, 21);
const token = (claims: unknown): string =>
  `header.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;
const good = { aud: 'alongside', exp: NOW / 1000 + 60, fhirUser: 'Practitioner/d1' };

describe('the identity in an id_token', () => {
  it.each([
    ['fhirUser', good, 'Practitioner/d1'],
    ['the older profile', { ...good, fhirUser: undefined, profile: 'Practitioner/d2' }, 'Practitioner/d2'],
    ['an audience list', { ...good, aud: ['x', 'alongside'] }, 'Practitioner/d1'],
    ['nobody', { ...good, fhirUser: undefined }, null],
    ['something odd', { ...good, fhirUser: 7 }, null],
  ])('is read from %s', (_, claims, expected) => {
    expect(fhirUserIn(token(claims), 'alongside', NOW)).toEqual({ ok: true, value: expected });
  });

  it('is read from base64url and UTF-8, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(fhirUserIn(token({ ...good, name }), 'alongside', NOW)).toEqual({ ok: true, value: 'Practitioner/d1' });
      }),
    );
  });

  it.each([
    ['for another app', token({ ...good, aud: 'other' }), 'identity-for-another-app'],
    ['for a list of other apps', token({ ...good, aud: ['alongside2'] }), 'identity-for-another-app'],
    ['for nobody', token({ ...good, aud: undefined }), 'identity-for-another-app'],
    ['expired by more than clocks differ', token({ ...good, exp: NOW / 1000 - 601 }), 'identity-expired'],
    ['without an end', token({ ...good, exp: undefined }), 'identity-expired'],
    ['with an end in words', token({ ...good, exp: '2030-01-01' }), 'identity-expired'],
    ['in one part', 'abc', 'identity-unreadable'],
    ['not base64', 'a.%%%.c', 'identity-unreadable'],
    ['not JSON', `a.${Buffer.from('x').toString('base64url')}.c`, 'identity-unreadable'],
    ['no object', token(7), 'identity-unreadable'],
  ])('%s is refused', (_, idToken, kind) => {
    expect(fhirUserIn(idToken, 'alongside', NOW)).toMatchObject({ ok: false, problem: { step: 'user', kind } });
  });
});

describe('fhirUser', () => {
  it('that is endless is refused, and at once', () => {
    const before = performance.now();
    expect(parseFhirUser(`A/${'a'.repeat(300_000)}!`, iss)).toMatchObject({
      ok: false,
      problem: { kind: 'identity-unreadable' },
    });
    expect(performance.now() - before).toBeLessThan(500);
  });

  const iss = 'https://ehr.example/fhir';
  it.each([
    ['Practitioner/d1', 'Practitioner/d1', true],
    ['https://ehr.example/fhir/Practitioner/d1', 'Practitioner/d1', true],
    ['https://ehr.example/fhir/PractitionerRole/r1/_history/2', 'PractitionerRole/r1', true],
    // fhirclient keeps the last two parts of the path and would read the namesake here.
    ['https://directory.example/fhir/Practitioner/d1', 'https://directory.example/fhir/Practitioner/d1', false],
    ['https://ehr.example/other/Practitioner/d1', 'https://ehr.example/other/Practitioner/d1', false],
  ])('%s is %s', (fhirUser, reference, here) => {
    expect(parseFhirUser(fhirUser, iss)).toEqual({ ok: true, value: { reference, here } });
  });

  it.each([
    'Patient/p1',
    'https://ehr.example/fhir/Patient/p1',
    'https://x.example/RelatedPerson/1',
    'RelatedPerson/1/_history/2',
    'Patient/1#a',
    'Patient/1?x',
    'https://ehr.example/fhir/Patient/1/',
    'https://elsewhere.example/fhir/Patient/1/',
    'RelatedPerson/1/_history/2/',
    'Patient%2F1',
    'Pati\nent/1',
    'Practitioner/../Patient/1',
  ])('%s is no clinician', (fhirUser) => {
    expect(parseFhirUser(fhirUser, iss)).toMatchObject({ ok: false, problem: { kind: 'not-a-clinician' } });
  });
});

describe('the clinician', () => {
  const [system, code] = ONCOLOGIST.split('|');
  const oncologist = { coding: [{ system, code }] };
  const role = (more: Record<string, unknown> = {}) => ({
    resourceType: 'PractitionerRole',
    practitioner: { reference: 'Practitioner/d1' },
    code: [oncologist],
    ...more,
  });
  const person = (name: unknown) => ({ resourceType: 'Practitioner', id: 'd1', name });

  async function read(
    {
      reference = 'Practitioner/d1',
      here = true,
      scope = 'user/*.rs',
    }: { reference?: string; here?: boolean; scope?: string },
    {
      instances = {},
      roles = [] as readonly unknown[],
      signers = {},
    }: { instances?: Record<string, unknown>; roles?: readonly unknown[]; signers?: Partial<Signers> } = {},
  ) {
    const asked: string[] = [];
    const gateway = {
      base: 'https://ehr.example/fhir',
      async read(one: string): Promise<Result<FhirResource>> {
        asked.push(one);
        return instances[one] === undefined
          ? failure(problem('not-found', 'x'))
          : success(instances[one] as FhirResource);
      },
      async search(type: string): Promise<SearchAnswer> {
        asked.push(type);
        return {
          resources: roles as FhirResource[],
          others: [],
          outcomes: [],
          pages: 1,
          incomplete: null,
          notices: [],
        };
      },
    };
    const clinician = await readClinician(
      { gateway, granted: parseScopes(scope) },
      { reference, here },
      { signerRoles: [ONCOLOGIST], prescribers: [], staff: [], ...signers },
      '2026-11-21',
    );
    return { ...clinician, asked };
  }

  it.each([
    [
      [{ family: 'Okafor', given: ['Ada', 'B.'], prefix: ['Dr.'], suffix: ['MD', 'PhD'] }],
      'Dr. Ada B. Okafor, MD, PhD',
    ],
    [
      [
        { use: 'old', family: 'Before' },
        { use: 'official', family: 'Okafor' },
      ],
      'Okafor',
    ],
    [[{ text: 'Dr. <b>Okafor</b>' }], 'Dr. Okafor'],
    [[], null],
    ['Okafor', null],
    [[null, { given: 7, family: {} }], null],
  ])('with name %j is %s', async (name, expected) => {
    expect((await read({}, { instances: { 'Practitioner/d1': person(name) } })).name).toBe(expected);
  });

  it.each([
    ['in a role that signs', [role()], 'prescriber'],
    ['with a specialty that signs', [role({ code: undefined, specialty: [oncologist] })], 'prescriber'],
    ['in one of several', [role({ code: [] }), role()], 'prescriber'],
    ['in another role', [role({ code: [{ coding: [{ system, code: '163W00000X' }] }] })], 'staff'],
    ['in a role of that code in another system', [role({ code: [{ coding: [{ system: 'urn:x', code }] }] })], 'staff'],
    ['in a role that has ended', [role({ period: { end: '2026-11-20' } })], 'staff'],
    ['in a role that ends this month', [role({ period: { end: '2026-11' } })], 'prescriber'],
    ['in a role that has not begun', [role({ period: { start: '2026-11-22' } })], 'staff'],
    ['in a role that is not active', [role({ active: false })], 'staff'],
    ['in somebody else’s role', [role({ practitioner: { reference: 'Practitioner/d11' } })], 'unknown'],
    ['in nobody’s role', [role({ practitioner: undefined })], 'unknown'],
    ['in roles of odd shapes', [role({ code: 7, specialty: [null, { coding: 'x' }], period: 'y' })], 'staff'],
    ['without a role', [], 'unknown'],
  ])('%s is %s', async (_, roles, expected) => {
    expect((await read({}, { roles })).role).toBe(expected);
  });

  it.each([
    ['among the prescribers', { prescribers: ['Practitioner/d1'] }, 'prescriber'],
    ['among the staff', { staff: ['Practitioner/d1'] }, 'staff'],
    ['on both lists, by mistake', { prescribers: ['Practitioner/d1'], staff: ['Practitioner/d1'] }, 'staff'],
    ['on neither', { prescribers: ['Practitioner/d2'] }, 'unknown'],
  ])('of whom the EHR knows no role and whom the site has %s is %s', async (_, signers, expected) => {
    expect((await read({}, { signers })).role).toBe(expected);
  });

  it('whom the site counts among the staff does not sign, whatever the role', async () => {
    const staff = ['Practitioner/d1'];
    expect((await read({}, { roles: [role()], signers: { staff } })).role).toBe('staff');
  });

  it('who does not work here any more does not sign, by whatever list', async () => {
    const instances = { 'Practitioner/d1': { ...person([{ family: 'Okafor' }]), active: false } };
    const gone = { name: 'Okafor', role: 'staff' };
    expect(await read({}, { instances, roles: [role()] })).toMatchObject(gone);
    const signers = { prescribers: ['Practitioner/d1'] };
    expect(await read({}, { instances, roles: [role()], signers })).toMatchObject(gone);
    expect(await read({}, { instances, signers })).toMatchObject(gone);
  });

  it.each([
    ['of a nurse', { code: [{ coding: [{ system, code: '163W00000X' }] }] }],
    ['that has ended', { period: { end: '2026-11-20' } }],
  ])('in a role %s does not sign because of a list', async (_, more) => {
    const signers = { prescribers: ['Practitioner/d1'] };
    expect((await read({}, { roles: [role(more)], signers })).role).toBe('staff');
  });

  it('signed in by role is read from it', async () => {
    const instances = { 'PractitionerRole/r1': role(), 'Practitioner/d1': person([{ family: 'Okafor' }]) };
    expect(await read({ reference: 'PractitionerRole/r1' }, { instances })).toMatchObject({
      name: 'Okafor',
      role: 'prescriber',
    });
    const display = { 'PractitionerRole/r1': role({ practitioner: { display: 'A. Okafor' } }) };
    expect(await read({ reference: 'PractitionerRole/r1' }, { instances: display })).toMatchObject({
      name: 'A. Okafor',
    });
  });

  it.each([
    ['Practitioner/d1', 'prescriber'],
    ['https://ehr.example/fhir/Practitioner/d1', 'prescriber'],
    ['https://elsewhere.example/fhir/Practitioner/d1', 'unknown'],
    ['Other/Practitioner/d1', 'unknown'],
  ])('with a role of %s is %s', async (reference, expected) => {
    expect(await read({}, { roles: [role({ practitioner: { reference } })] })).toMatchObject({ role: expected });
  });

  it.each([
    ['lies elsewhere', { here: false }],
    ['is a Person', { reference: 'Person/x' }],
    ['may not be read', { scope: 'patient/*.rs'.replace('*', 'Observation') }],
  ])('who %s is nobody in particular, and nothing is asked', async (_, who) => {
    expect(await read(who, { roles: [role()] })).toEqual({ name: null, role: 'unknown', asked: [] });
  });
});
