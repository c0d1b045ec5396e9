/** A decision on record is taken back once, by a press, of the right patient, in the version that was shown; never over another's word. */
import type { DocumentReference, FhirResource, Task } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import type { TakeBack, TakeBackOutcome } from '../../src/domain/decision/take-back.ts';
import type { TakeBackOrder, TakeBackPort } from '../../src/ehr/port.ts';
import { DECISION_OUTPUT, DO_NOT_ASK_OUTPUT, OWN, REVIEW_TASK } from '../../src/fhir/terminology/decisions.ts';
import { CAPABILITIES, capabilities, chartServer, PATIENT, type Answers } from './support/chart-server.ts';
import { bundle, json, lost, outcome, type Asked } from './support/fake-fetch.ts';
import { launched, NOW, type Launched } from './support/launched.ts';
import { testSite } from './support/site.ts';

const TASK: Task = {
  resourceType: 'Task',
  id: 't1',
  meta: { versionId: '3' },
  status: 'completed',
  intent: 'proposal',
  statusReason: { text: 'Patient prefers not to' },
  code: { coding: [{ code: 'palliative-trigger-review' }] },
  for: { reference: 'Patient/p1' },
  authoredOn: '2026-11-19T10:00:00-05:00',
  note: [{ text: 'As it was written.' }],
  text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">no</div>' },
};
const NOTE: DocumentReference = {
  resourceType: 'DocumentReference',
  id: 'd1',
  meta: { versionId: '1' },
  status: 'current',
  subject: { reference: 'Patient/p1' },
  description: '[Supportive care decision: defer; number 1]',
  content: [{ attachment: { contentType: 'text/plain', data: 'aGk=' } }],
};

const MISTAKE: TakeBack = { kind: 'mistake', by: null, note: '' };
const PATIENT_SAYS: TakeBack = { kind: 'no-longer', by: 'patient', note: 'Asks for a visit.' };

const canUpdate = capabilities(['Task', 'DocumentReference'], ['update']);

interface World extends Launched {
  readonly port: TakeBackPort;
  now(this: void): Task | DocumentReference;
  change(this: void, to: Partial<Task>): void;
  puts(this: void): readonly Asked[];
}

interface Given {
  readonly on?: Task | DocumentReference;
  readonly scope?: string;
  readonly storage?: Storage;
  readonly takes?: 'as-advertised' | 'staged';
}

async function open(
  answers: Answers = {},
  { on = TASK, scope = 'patient/*.rus', storage, takes = 'as-advertised' }: Given = {},
): Promise<World> {
  let there: Task | DocumentReference = structuredClone(on);
  const reference = `${on.resourceType}/${on.id ?? ''}`;
  const replace = (by: FhirResource): void => {
    const version = String(Number.parseInt(there.meta?.versionId ?? '0', 10) + 1);
    there = { ...(by as Task), meta: { versionId: version } };
  };
  const server = chartServer({
    '/metadata': () => json(canUpdate),
    [`/${on.resourceType}`]: () => json(bundle([there])),
    [`/${reference}`]: (asked) => {
      if (asked.method !== 'PUT') return json(there);
      if (asked.headers.get('If-Match') !== `W/"${there.meta?.versionId ?? ''}"`) return json(outcome('stale'), 412);
      replace(asked.body as FhirResource);
      return json(there);
    },
    ...answers,
  });
  const site = testSite({ issuer: { updates: { Task: takes } } });
  const opened = launched(server, { scope, storage, site, encounterId: null });
  await opened.ehr.loadChart(() => {});
  const port = await opened.ehr.takingBack();
  if (port === null) throw new Error('the file is there');
  return {
    ...opened,
    port,
    now: () => there,
    change: (to) => replace({ ...there, ...to } as FhirResource),
    puts: () => server.asked.filter(({ method }) => method === 'PUT'),
  };
}

const order = (takeBack: TakeBack, more: Partial<TakeBackOrder> = {}): TakeBackOrder => ({
  reference: 'Task/t1',
  version: '3',
  gate: 'patient-declined',
  takeBack,
  patientId: 'p1',
  ...more,
});

describe('what is written', () => {
  it('a mistake: entered in error, the rest kept, who and when in a note', async () => {
    const { port, now, puts } = await open();
    expect(await port.may('Task/t1')).toEqual({ whyNot: null, version: '3' });
    expect(await port.takeBack(order(MISTAKE))).toEqual({ at: 'done', readBack: true });
    expect(puts()).toHaveLength(1);
    const task = now() as Task;
    expect(task).toMatchObject({ status: 'entered-in-error', statusReason: { text: 'Patient prefers not to' } });
    expect(task.note).toEqual([
      { text: 'As it was written.' },
      {
        authorReference: { reference: 'Practitioner/d1', display: 'Dr. Ada Okafor' },
        time: expect.stringMatching(/^2026-11-21T/) as string,
        text: 'Entered in error. Please do not go by it.',
      },
    ]);
    expect(task.text).toBeUndefined();
  });

  it('it no longer holds: cancelled, and the old reason does not read as the reason for cancelling', async () => {
    const { port, now } = await open();
    expect(await port.takeBack(order(PATIENT_SAYS))).toMatchObject({ at: 'done' });
    expect(now()).toMatchObject({
      status: 'cancelled',
      statusReason: { text: 'This no longer holds. The patient has said so. Asks for a visit.' },
    });
  });

  it.each<readonly [TakeBack, string]>([
    [MISTAKE, 'entered-in-error'],
    [PATIENT_SAYS, 'superseded'],
  ])('a note', async (takeBack, status) => {
    const { port, now } = await open({}, { on: NOTE });
    expect(await port.takeBack(order(takeBack, { reference: 'DocumentReference/d1', version: '1' }))).toMatchObject({
      at: 'done',
    });
    expect(now()).toMatchObject({ status, content: NOTE.content });
    expect((now() as DocumentReference).description).toContain('Dr. Ada Okafor, 2026-11-21T');
  });
});

describe('nothing is written', () => {
  it.each<readonly [string, Answers, string, Partial<TakeBackOrder>, TakeBackOutcome['at'], string | null]>([
    ['not granted', {}, 'patient/*.rs', {}, 'refused', 'not-supported'],
    ['not advertised', { '/metadata': () => json(CAPABILITIES) }, 'patient/*.rus', {}, 'refused', 'not-supported'],
    ['another version was shown', {}, 'patient/*.rus', { version: '2' }, 'refused', 'changed'],
    ['another patient was shown', {}, 'patient/*.rus', { patientId: 'p2' }, 'refused', 'wrong-patient'],
    ['nobody says so', {}, 'patient/*.rus', { takeBack: { ...PATIENT_SAYS, by: null } }, 'refused', 'draft-invalid'],
    [
      'another patient’s record comes',
      { '/Task/t1': () => json({ ...TASK, for: { reference: 'Patient/p2' } }) },
      'patient/*.rus',
      {},
      'refused',
      'wrong-patient',
    ],
  ])('%s', async (_, answers, scope, more, at, kind) => {
    const { port, puts } = await open(answers, { scope });
    const said = await port.takeBack(order(MISTAKE, more));
    expect(said.at).toBe(at);
    expect(said.at === 'refused' ? said.problem.kind : null).toBe(kind);
    expect(puts()).toHaveLength(0);
    expect(port.unsettled()).toEqual([]);
  });

  it('the patient has died since', async () => {
    let died = false;
    const { port, puts } = await open({
      '/Patient/p1': () => json({ ...PATIENT, ...(died ? { deceasedBoolean: true } : {}) }),
    });
    died = true;
    expect(await port.takeBack(order(MISTAKE))).toMatchObject({ at: 'refused', problem: { kind: 'patient-deceased' } });
    expect(puts()).toHaveLength(0);
  });

  it('over what somebody changed meanwhile', async () => {
    const { port, change, puts, now } = await open();
    change({ status: 'failed' });
    expect(await port.takeBack(order(MISTAKE))).toEqual({ at: 'conflict', status: 'failed' });
    expect(puts()).toHaveLength(0);
    expect(now().status).toBe('failed');
  });

  it('twice for two presses', async () => {
    const { port, puts } = await open();
    await Promise.all([port.takeBack(order(MISTAKE)), port.takeBack(order(MISTAKE))]);
    expect(puts()).toHaveLength(1);
  });
});

describe('a lost answer', () => {
  it('is looked up, and unknown while nothing shows; a reload still knows of it', async () => {
    let arrived: Task = TASK;
    const { port, storage, puts } = await open({
      '/Task/t1': (asked) => (asked.method === 'PUT' ? lost() : json(arrived)),
    });
    expect(await port.takeBack(order(MISTAKE))).toEqual({ at: 'unknown', since: NOW, asBefore: true });
    expect(port.unsettled()).toEqual(['Task/t1']);
    // At once again: only looked for.
    const sent = puts().length;
    expect(await port.takeBack(order(MISTAKE))).toMatchObject({ at: 'unknown' });
    expect(puts()).toHaveLength(sent);
    const later = await open({ '/Task/t1': () => json(arrived) }, { storage });
    expect(later.port.unsettled()).toEqual(['Task/t1']);
    arrived = { ...TASK, meta: { versionId: '4' }, status: 'entered-in-error' };
    expect(await later.port.lookAgain('Task/t1')).toEqual({ at: 'done', readBack: true });
    expect(later.port.unsettled()).toEqual([]);
  });

  it('of a record that the server shows no more after it was entered in error, it is done', async () => {
    let gone = false;
    const { port } = await open({
      '/Task/t1': (asked) => {
        if (asked.method === 'PUT') {
          gone = true;
          return json({ ...(asked.body as Task) });
        }
        return gone ? json(outcome('gone'), 410) : json(TASK);
      },
    });
    expect(await port.takeBack(order(MISTAKE))).toEqual({ at: 'done', readBack: false });
  });
});

it('a search that shows it later as it was before does not bring it back', async () => {
  const decision: Task = {
    ...TASK,
    statusReason: { coding: [{ code: 'patient-refuses' }] },
    code: { coding: [{ system: OWN, code: REVIEW_TASK }] },
    output: [
      { type: { coding: [{ code: DECISION_OUTPUT }] }, valueCodeableConcept: { coding: [{ code: 'decline' }] } },
      { type: { coding: [{ code: DO_NOT_ASK_OUTPUT }] }, valueBoolean: true },
    ],
  };
  const { ehr, port } = await open({ '/Task': () => json(bundle([decision])) }, { on: decision });
  const decisions = async () => {
    const again = await ehr.retry('Task');
    return again.ok ? again.value.chart.decisions.map(({ doNotAskAgain }) => doNotAskAgain) : null;
  };
  expect(await decisions()).toEqual([true]);
  expect(await port.takeBack(order(PATIENT_SAYS))).toEqual({ at: 'done', readBack: true });
  expect(await decisions()).toEqual([]);
});

describe('what a proxy says in between', () => {
  const page = (status: number): Response => new Response('<html>Sorry</html>', { status });
  const answering = async (put: () => Response, takes: 'as-advertised' | 'staged' = 'as-advertised'): Promise<World> =>
    await open({ '/Task/t1': (asked) => (asked.method === 'PUT' ? put() : json(TASK)) }, { takes });

  it('202 with a page has taken in nothing', async () => {
    const { port } = await answering(() => page(202));
    expect(await port.takeBack(order(MISTAKE))).toMatchObject({ at: 'unknown', asBefore: true });
    expect(port.unsettled()).toEqual(['Task/t1']);
  });

  it('200 with a page has taken in nothing, where what is taken in waits for review', async () => {
    const { port } = await answering(() => page(200), 'staged');
    expect((await port.takeBack(order(MISTAKE))).at).toBe('unknown');
  });

  it('202 of the EHR itself waits for review there', async () => {
    const { port } = await answering(() => new Response(null, { status: 202 }));
    expect((await port.takeBack(order(MISTAKE))).at).toBe('staged');
  });

  it.each([
    ['after a lost answer', (): Response => lost()],
    ['after a 200 without a word', (): Response => page(200)],
  ])('a page says "not found" %s: not said to be taken back', async (_, put) => {
    let away = false;
    const { port } = await open({
      '/Task/t1': (asked) => {
        if (asked.method !== 'PUT') return away ? page(404) : json(TASK);
        away = true;
        return put();
      },
    });
    expect((await port.takeBack(order(MISTAKE))).at).toBe('unknown');
    expect(port.unsettled()).toEqual(['Task/t1']);
  });
});
