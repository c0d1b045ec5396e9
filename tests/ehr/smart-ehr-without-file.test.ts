/** The file that looks and sends could not be loaded: nothing was asked, nothing has left, and that is what is said. */
import { afterEach, expect, it, vi } from 'vitest';
import { chartServer, type ChartServer } from './support/chart-server.ts';
import { launched, NOW } from './support/launched.ts';
import { confirmed, DECISION, draft, orderOf, outgoing } from './support/referrals.ts';
import type * as referrals from '../../src/ehr/referrals.ts';

const file = vi.hoisted(() => ({ isThere: false }));
vi.mock('../../src/ehr/referrals.ts', async (original) => {
  const found = await original<typeof referrals>();
  return {
    createReferrals(...given: Parameters<typeof found.createReferrals>) {
      if (!file.isThere) throw new TypeError('Failed to fetch dynamically imported module');
      return found.createReferrals(...given);
    },
  };
});

afterEach(() => {
  file.isThere = false;
});

const network = expect.objectContaining({ kind: 'network' }) as unknown;

const open = (server: ChartServer = chartServer()) =>
  launched(server, { scope: 'patient/*.rs patient/ServiceRequest.c', encounterId: null }).ehr;

it('preview and looks end in what is not known', async () => {
  const ehr = open();
  expect(await ehr.preview(outgoing())).toMatchObject({ via: { channel: 'manual', why: 'could-not-ask' } });
  expect(await ehr.openings([{ serviceId: 'palliative-clinic', timeZone: null }])).toEqual({
    'palliative-clinic': { is: 'unseen' },
  });
  expect(await ehr.duplicates()).toEqual({ result: 'could-not-check', why: network });
  // A hidden chart can be shown again without that file.
  expect(await ehr.verifyPatient()).toMatchObject({ ok: true });
  expect(await ehr.reconcile(DECISION)).toEqual({ outcome: 'unknown', via: 'fhir-create', why: network });
});

it('who could sign is not known, which is not nobody, and is told when the file comes after all', async () => {
  const server = chartServer();
  server.referrals.push(orderOf('Practitioner/d2', 'Dr. Two'));
  const ehr = open(server);
  await ehr.loadChart(() => {});
  expect(await ehr.signers()).toEqual({ signers: [], whole: false });
  file.isThere = true;
  expect(await ehr.signers()).toEqual({ signers: [{ reference: 'Practitioner/d2', name: 'Dr. Two' }], whole: true });
});

it('a referral is refused, and goes out once when the file comes after all', async () => {
  const server = chartServer();
  const ehr = open(server);
  expect(await ehr.send(outgoing())).toEqual({ outcome: 'refused', problems: [network] });
  expect(server.asked).toEqual([]);
  file.isThere = true;
  expect(await ehr.send(await confirmed(ehr))).toMatchObject({ outcome: 'placed' });
  expect(server.count('POST')).toBe(1);
});

it('a referral that may have left before is not called refused', async () => {
  const ehr = open();
  ehr.kept.save({ decisionId: DECISION, draft, phase: { at: 'sending', since: NOW, via: 'fhir-create' } });
  expect(await ehr.send(outgoing())).toEqual({ outcome: 'unknown', via: 'fhir-create', why: network });
});
