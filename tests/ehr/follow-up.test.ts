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

  describe('questions, and what the team has written', () => {
    const QUESTION = {
      ...MESSAGE,
      id: 'q1',
      identifier: [{ system: IDENTIFIER_SYSTEM, value: 'q1' }],
      topic: { text: 'Question about a patient, not a referral' },
      recipient: [{ reference: 'Group/intake' }],
    };
    const DONE = { ...TASK, status: 'completed', output: [{ valueReference: { reference: 'DocumentReference/n1' } }] };
    const NOTE = {
      resourceType: 'DocumentReference',
      id: 'n1',
      status: 'current',
      subject: { reference: 'Patient/p1' },
      content: [{ attachment: { contentType: 'text/plain', data: btoa('Seen at home.') } }],
    };
    const notesOf = async (answers: Answers, scope?: string) => {
      const opened = await open({ '/Task': () => json(bundle([DONE])), ...answers }, scope);
      const before = opened.server.asked.length;
      const [task] = (await opened.port.read(false)).tasks;
      return { says: task?.says.map(({ text }) => text), documents: task?.documents, asked: since(opened, before) };
    };

    it('a question is none of the referrals, and names the service whose messages it went to', async () => {
      const opened = await open({ '/Communication': () => json(bundle([QUESTION])) }, undefined, { services });
      const records = await opened.port.read(false);
      expect(records.referrals.map(({ kind }) => kind)).toEqual(['request']);
      expect(records.questions).toMatchObject([{ kind: 'ask', as: 'message', state: 'waits', to: 'Clinic' }]);
    });

    it('a note that came with the chart is not asked for again', async () => {
      expect(await notesOf({ '/DocumentReference': () => json(bundle([NOTE])) })).toEqual({
        says: ['Seen at home.'],
        documents: [],
        asked: [],
      });
    });

    it('another is read by its name', async () => {
      expect(await notesOf({ '/DocumentReference/n1': () => json(NOTE) })).toEqual({
        says: ['Seen at home.'],
        documents: [],
        asked: ['GET /DocumentReference/n1'],
      });
    });

    it.each<readonly [string, Answers, string | undefined]>([
      ['it is not there', { '/DocumentReference/n1': () => json(outcome('not-found'), 404) }, undefined],
      ['another came', { '/DocumentReference/n1': () => json({ ...NOTE, id: 'n2' }) }, undefined],
      [
        'it is another patient’s',
        { '/DocumentReference/n1': () => json({ ...NOTE, subject: { reference: 'Patient/p2' } }) },
        undefined,
      ],
      ['reading is not granted', { '/DocumentReference/n1': () => json(NOTE) }, 'patient/Patient.r patient/Task.rs'],
    ])('what cannot be read stays named: %s', async (_, answers, scope) => {
      expect(await notesOf(answers, scope)).toMatchObject({ says: [], documents: ['DocumentReference/n1'] });
    });
  });

  it('writes nothing', async () => {
    const opened = await open();
    await opened.port.read(true);
    await opened.port.mayAmend();
    await opened.port.others('ServiceRequest/sr1');
    expect(opened.server.asked.every(({ method }) => method === 'GET')).toBe(true);
  });
});
