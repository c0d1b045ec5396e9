/** What has become of the referrals: from what came with the chart, without asking twice; afresh when that is wanted. */
import { describe, expect, it } from 'vitest';
import type { FollowUpPort } from '../../src/ehr/port.ts';
import { chartServer, type Answers, type ChartServer } from './support/chart-server.ts';
import { bundle, json, outcome } from './support/fake-fetch.ts';
import { launched, type Launched } from './support/launched.ts';
import { IDENTIFIER_SYSTEM, testSite } from './support/site.ts';

const ORDER = {
  resourceType: 'ServiceRequest',
  id: 'sr1',
  meta: { versionId: '1' },
  status: 'active',
  intent: 'order',
  code: { coding: [{ system: 'http://snomed.info/sct', code: '306237005' }] },
  subject: { reference: 'Patient/p1' },
  authoredOn: '2026-11-20',
};
const TASK = {
  resourceType: 'Task',
  id: 't1',
  status: 'accepted',
  focus: { reference: 'ServiceRequest/sr1' },
  for: { reference: 'Patient/p1' },
  authoredOn: '2026-11-20',
};
const MESSAGE = {
  resourceType: 'Communication',
  id: 'c1',
  status: 'completed',
  subject: { reference: 'Patient/p1' },
  identifier: [{ system: IDENTIFIER_SYSTEM, value: 'x' }],
};
const services = [
  { id: 'clinic', name: 'Clinic', modality: 'clinic', reference: 'HealthcareService/h1', messageTo: ['Group/intake'] },
];

interface Opened extends Launched {
  readonly port: FollowUpPort;
  readonly server: ChartServer;
}

async function open(
  answers: Answers = {},
  scope = 'patient/*.rs',
  referral: Record<string, unknown> = {},
): Promise<Opened> {
  const server = chartServer({
    '/ServiceRequest': () => json(bundle([ORDER])),
    '/Task': () => json(bundle([TASK])),
    '/Communication': () => json(bundle([MESSAGE])),
    ...answers,
  });
  const opened = launched(server, { scope, site: testSite({ referral }), encounterId: null });
  await opened.ehr.loadChart(() => {});
  const port = await opened.ehr.followUp();
  if (port === null) throw new Error('the file is there');
  return { ...opened, port, server };
}

const since = ({ server }: Opened, before: number): readonly string[] =>
  server.asked.slice(before).map(({ method, path }) => `${method} ${path}`);

describe('reading', () => {
  it('takes what came with the chart, and asks nothing again', async () => {
    const opened = await open();
    const before = opened.server.asked.length;
    const records = await opened.port.read(false);
    expect(records.referrals.map(({ reference }) => reference)).toEqual(['ServiceRequest/sr1']);
    expect(records.tasks.map(({ about }) => about)).toEqual([['ServiceRequest/sr1', 'Task/t1']]);
    expect(records.unread).toEqual([]);
    expect(since(opened, before)).toEqual([]);
  });

  it('asks for messages once, where this site can have left some', async () => {
    const opened = await open({}, undefined, { services });
    const before = opened.server.asked.length;
    expect((await opened.port.read(false)).referrals.map(({ kind }) => kind)).toEqual(['request', 'message']);
    await opened.port.read(false);
    expect(since(opened, before)).toEqual(['GET /Communication']);
  });

  it('afresh sees what has changed since, with a page size of its own, and shows its record', async () => {
    const opened = await open();
    opened.server.answers['/Task'] = () => json(bundle([{ ...TASK, status: 'completed' }]));
    opened.server.answers['/ServiceRequest'] = () => json(bundle([ORDER, { ...ORDER, id: 'sr2' }]));
    const before = opened.server.asked.length;
    const records = await opened.port.read(true);
    expect(records.tasks[0]?.status).toBe('completed');
    const [second] = records.referrals.filter(({ reference }) => reference === 'ServiceRequest/sr2');
    expect(second === undefined ? null : opened.ehr.record(second)?.json).toContain('"id": "sr2"');
    for (const { url } of opened.server.asked.slice(before))
      expect(url.searchParams.get('_count')).toMatch(/^\d{2,3}$/);
  });

  it.each<readonly [string, Answers, string, unread: readonly string[]]>([
    ['a source that failed', { '/Task': () => json(outcome('broken'), 500) }, 'patient/*.rs', ['Task']],
    [
      'one that was not granted',
      {},
      'patient/Patient.r patient/ServiceRequest.rs patient/Encounter.rs',
      ['Task', 'Appointment', 'Communication', 'DocumentReference'],
    ],
  ])('not received is never "not there": %s', async (_, answers, scope, unread) => {
    const opened = await open(answers, scope, { services });
    for (const afresh of [false, true])
      expect((await opened.port.read(afresh)).unread.toSorted()).toEqual([...unread].toSorted());
  });

  it('a request that fails when asked afresh leaves what was there, and says that it was not read', async () => {
    const opened = await open();
    opened.server.answers['/ServiceRequest'] = () => json(outcome('broken'), 500);
    const records = await opened.port.read(true);
    expect(records.unread).toEqual(['ServiceRequest']);
    expect(records.referrals).toHaveLength(1);
  });

  it('writes nothing', async () => {
    const opened = await open();
    await opened.port.read(true);
    await opened.port.mayAmend();
    await opened.port.others('ServiceRequest/sr1');
    expect(opened.server.asked.every(({ method }) => method === 'GET')).toBe(true);
  });
});
