// @vitest-environment node
import { existsSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { Condition, Encounter, Patient } from 'fhir/r4';
import { PortBusy } from '../../src/sandbox/http.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { bundle, folder, get, hospital } from './helpers.ts';

const place = folder();
afterAll(() => place.remove());

describe('loading', () => {
  it('moves every chart to today, with its ids', async () => {
    const sandbox = await hospital(place, { scenarios: ['alpha'] });
    expect((await sandbox.read<Patient>('Patient/alpha')).birthDate).toBe('1956-04-26');
    expect((await sandbox.read<Encounter>('Encounter/alpha-enc-today')).period?.start).toBe(
      '2026-01-20T09:00:00-05:00',
    );
    expect(await sandbox.read<Condition>('Condition/alpha-cancer')).toMatchObject({
      onsetDateTime: '2025-10',
      recordedDate: '2019',
      meta: { versionId: '1' },
    });
    expect(await sandbox.search('Patient')).toHaveLength(1);
    expect(sandbox.scenarios).toEqual([{ name: 'alpha', title: 'First scenario', patients: ['alpha'] }]);
    await sandbox.stop();
  });

  it('takes today from the site’s time zone', async () => {
    const sandbox = await startSandbox({
      fixturesDir: place.fixtures,
      distDir: place.dist,
      siteFile: place.siteFile,
      scenarios: [],
      clock: () => Date.parse('2026-03-01T03:00:00Z'),
    });
    expect(sandbox.today).toBe('2026-02-28');
    await sandbox.stop();
  });

  it.each([
    [
      'invalid FHIR',
      bundle([{ resourceType: 'Patient', id: 'gamma', gender: 7 }]),
      /gamma.bundle\.json: Patient\/gamma is not valid FHIR R4: Patient\.gender/,
    ],
    [
      'an unknown element',
      bundle([{ resourceType: 'Patient', id: 'gamma', surprise: 1 }]),
      /Patient\/gamma is not valid FHIR R4: .*surprise/,
    ],
    ['a resource without id', bundle([{ resourceType: 'Patient' }]), /no id/],
    [
      'a clash of ids',
      bundle([{ resourceType: 'Practitioner', id: 'dir-oncologist', name: [{ family: 'Else' }] }]),
      /Practitioner\/dir-oncologist also stands/,
    ],
    ['no Bundle', { resourceType: 'Patient' }, /not a FHIR Bundle/],
    ['no JSON', '{', /cannot be read as JSON/],
  ])('stops the start at %s', async (_name, content, message) => {
    place.write('fixtures/patients/gamma/bundle.json', content);
    await expect(hospital(place, { scenarios: ['gamma'] })).rejects.toThrow(message);
  });

  it('takes what answers to searches hold, and a word that there was nothing for nothing', async () => {
    const patient = { resourceType: 'Patient', id: 'gamma' };
    const answer = { resourceType: 'Bundle', type: 'searchset', total: 0, link: [{ relation: 'self', url: 'Goal?' }] };
    const goal = {
      resourceType: 'Goal',
      id: 'gamma-goal',
      lifecycleStatus: 'active',
      description: { text: 'x' },
      subject: { reference: 'Patient/gamma' },
    };
    const full = { ...answer, total: 64, entry: [{ resource: goal }] };
    place.write('fixtures/patients/gamma/bundle.json', bundle([patient, answer, full]));
    const sandbox = await hospital(place, { scenarios: ['gamma'] });
    expect(await sandbox.search('Patient')).toHaveLength(1);
    expect(await sandbox.search('Goal')).toHaveLength(1);
    await sandbox.stop();
  });

  it('names a scenario that is not there', async () => {
    await expect(hospital(place, { scenarios: ['delta'] })).rejects.toThrow('There is no scenario delta');
  });

  it('takes the charts of this project', async () => {
    const dir = new URL('../../fhir-fixtures/patients', import.meta.url);
    if (!existsSync(dir)) return;
    const sandbox = await startSandbox({ distDir: place.dist });
    expect(sandbox.scenarios.length).toBeGreaterThan(0);
    for (const { patients } of sandbox.scenarios)
      expect((await get(`${sandbox.ehrUrl}/chart/${patients[0] ?? ''}`)).status).toBe(200);
    await sandbox.stop();
  });
});

describe('ports', () => {
  it('are free after stop, and a busy one is named', async () => {
    const first = await hospital(place, { scenarios: [] });
    const port = Number(new URL(first.ehrUrl).port);
    await expect(hospital(place, { scenarios: [], ehrPort: port })).rejects.toThrow(PortBusy);
    await expect(hospital(place, { scenarios: [], appPort: Number(new URL(first.appUrl).port) })).rejects.toMatchObject(
      { port: Number(new URL(first.appUrl).port) },
    );
    await first.stop();
    const second = await hospital(place, { scenarios: [], ehrPort: port });
    expect(second.ehrUrl).toBe(`http://localhost:${port}`);
    await second.stop();
  });
});
