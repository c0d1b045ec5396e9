import type { FhirResource } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { dayOf } from '../../src/domain/logic/when.ts';
import { createGateway } from '../../src/ehr/gateway/gateway.ts';
import { readVerified } from '../../src/ehr/verify-patient.ts';
import { chartServer, PATIENT } from './support/chart-server.ts';
import { BASE, json, noSleep } from './support/fake-fetch.ts';

async function verify(now: unknown, first: unknown = PATIENT, status = 200) {
  const server = chartServer({ '/Patient/p1': () => json(now, status) });
  const gateway = createGateway({ base: BASE, token: () => 'secret', fetch: server.fetch, sleep: noSleep });
  return await readVerified(
    gateway,
    { origin: 'ehr', patientId: 'p1', asOf: dayOf(2026, 11, 22) },
    first as FhirResource | null,
  );
}

describe('it is the same person', () => {
  it.each([
    ['unchanged', PATIENT],
    ['with another address', { ...PATIENT, address: [{ city: 'Boston' }] }],
    [
      'with a name written otherwise',
      {
        ...PATIENT,
        name: [
          { use: 'usual', family: 'R' },
          { use: 'official', family: ' MARTIN ', given: ['R.'] },
        ],
      },
    ],
    ['who replaces another record', { ...PATIENT, link: [{ type: 'replaces', other: { reference: 'Patient/p0' } }] }],
    ['who is said not to have died', { ...PATIENT, deceasedBoolean: false }],
  ])('%s', async (_, now) => {
    expect(await verify(now)).toMatchObject({ ok: true, value: { record: { id: 'p1' } } });
  });

  it('at the first reading', async () => {
    expect(await verify(PATIENT, null)).toMatchObject({ ok: true });
  });
});

describe('it stops', () => {
  it.each([
    ['another id', { ...PATIENT, id: 'p2' }, 'wrong-patient'],
    ['another family name', { ...PATIENT, name: [{ use: 'official', family: 'Martinez' }] }, 'wrong-patient'],
    ['no name any more', { ...PATIENT, name: undefined }, 'wrong-patient'],
    ['another birth date', { ...PATIENT, birthDate: '1985-05-03' }, 'wrong-patient'],
    [
      'a merged record',
      { ...PATIENT, link: [{ type: 'replaced-by', other: { reference: 'Patient/p2' } }] },
      'wrong-patient',
    ],
    ['a merged record that does not say into which', { ...PATIENT, link: [{ type: 'replaced-by' }] }, 'wrong-patient'],
    ['a death with a date', { ...PATIENT, deceasedDateTime: '2026-11-01' }, 'patient-deceased'],
    ['a death without a date', { ...PATIENT, deceasedBoolean: true }, 'patient-deceased'],
    ['a death in the future', { ...PATIENT, deceasedDateTime: '2027-01-01' }, 'patient-deceased'],
    ['a death that cannot be read', { ...PATIENT, deceasedBoolean: 'false' }, 'patient-deceased'],
    ['a death of another shape', { ...PATIENT, deceasedAge: { value: 68 } }, 'patient-deceased'],
    ['a record that is not active', { ...PATIENT, active: false }, 'wrong-patient'],
    ['names of another shape', { ...PATIENT, name: 'Martin' }, 'wrong-patient'],
  ])('%s', async (_, now, kind) => {
    expect(await verify(now)).toMatchObject({ ok: false, problem: { kind } });
  });

  it.each([
    [401, 'session-expired'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [500, 'server'],
  ])('%i', async (status, kind) => {
    expect(await verify({}, PATIENT, status)).toMatchObject({ ok: false, problem: { kind } });
  });

  it('names nobody in its technical detail', async () => {
    expect(JSON.stringify(await verify({ ...PATIENT, birthDate: '1985-05-03' }))).not.toMatch(/Martin|1985|1958/);
  });
});
