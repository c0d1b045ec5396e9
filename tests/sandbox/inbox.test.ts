// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plain } from '../../src/sandbox/personality.ts';
import type { Personality } from '../../src/sandbox/personality.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { CHART_SCOPES, diagnostics, fhir, folder, get, hospital, referral, searchset, tokens } from './helpers.ts';
import type { Fhir } from './helpers.ts';

const EVIL = '<img src=x onerror="alert(1)">';
const opened: (() => Promise<void>)[] = [];

/** A fresh hospital: the inbox holds what this test has sent and nothing else. */
async function open(changes: Partial<Personality> = {}): Promise<{ sandbox: Sandbox; app: Fhir; lines: string[] }> {
  const place = folder();
  const lines: string[] = [];
  const sandbox = await hospital(place, { personality: { ...plain, ...changes }, log: (line) => lines.push(line) });
  opened.push(async () => {
    await sandbox.stop();
    place.remove();
  });
  const granted = await tokens(sandbox, { patient: 'alpha' }, `${CHART_SCOPES} patient/DocumentReference.c`);
  return { sandbox, app: fhir(sandbox, granted.access_token), lines };
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((close) => close()));
});

const inbox = async (sandbox: Sandbox): Promise<string> => (await get(`${sandbox.ehrUrl}/orders`)).text();
const alpha = { reference: 'Patient/alpha' };
const sender = { reference: 'Practitioner/dir-oncologist' };
const intake = { reference: 'HealthcareService/dir-clinic' };

const task = (changes: object = {}): object => ({
  resourceType: 'Task',
  status: 'requested',
  intent: 'proposal',
  code: { text: 'Approve' },
  description: `Please look at this ${EVIL}`,
  for: alpha,
  requester: sender,
  owner: intake,
  authoredOn: '2026-01-20T10:00:00Z',
  identifier: [{ system: 'urn:referral', value: 'task-1' }],
  restriction: { period: { end: '2026-02-03' } },
  input: [{ type: { text: 'Urgency' }, valueString: `Soon ${EVIL}` }],
  ...changes,
});

const message = (changes: object = {}): object => ({
  resourceType: 'Communication',
  status: 'completed',
  subject: alpha,
  sender,
  recipient: [intake],
  sent: '2026-01-20T11:00:00Z',
  identifier: [{ system: 'urn:referral', value: 'message-1' }],
  category: [{ text: 'Notification' }],
  topic: { text: `Subject line ${EVIL}` },
  reasonCode: [{ text: 'Because' }],
  reasonReference: [{ reference: 'Observation/alpha-obs-2' }],
  payload: [{ contentString: `First part ${EVIL}` }, { contentReference: { reference: 'Condition/alpha-cancer' } }],
  ...changes,
});

const letter = (text: string, contentType = 'text/plain', changes: object = {}): object => ({
  resourceType: 'DocumentReference',
  status: 'current',
  docStatus: 'preliminary',
  type: { text: 'Referral letter' },
  subject: alpha,
  author: [sender],
  date: '2026-01-20T12:00:00Z',
  identifier: [{ system: 'urn:referral', value: 'letter-1' }],
  content: [{ attachment: { contentType, data: Buffer.from(text).toString('base64') } }],
  ...changes,
});

async function sendAll(app: Fhir, resources: readonly object[]): Promise<string[]> {
  const ids: string[] = [];
  for (const resource of resources) {
    const { resourceType } = resource as { resourceType: string };
    const response = await app.send('POST', resourceType, resource);
    expect([resourceType, response.status]).toEqual([resourceType, 201]);
    ids.push(`${resourceType}/${((await response.json()) as { id: string }).id}`);
  }
  return ids;
}

/** The part of the page about one resource. */
const about = (html: string, identifier: string): string =>
  html.split('<article').find((part) => part.includes(identifier)) ?? '';

describe('what is not an order', () => {
  let sandbox: Sandbox;
  let app: Fhir;
  let lines: string[];
  beforeEach(async () => {
    ({ sandbox, app, lines } = await open());
  });

  it('stands in the inbox by kind, with who, whom, when and what, escaped', async () => {
    await sendAll(app, [task(), message(), letter(`Dear colleague,\n${EVIL} ä`)]);
    const html = await inbox(sandbox);
    expect(html).toContain('Referral inbox: supportive &amp; palliative care team');
    expect(html).not.toContain('<img');
    const headings = [...html.matchAll(/<h2 id="[^"]+">([^<]+)</g)].map((match) => match[1]);
    expect(headings).toEqual(['Work list', 'Messages', 'Letters filed in the chart']);
    const shared = ['Test alpha', 'MRN MRN-alpha', 'Olga Onkel', 'No order was placed by this.'];
    for (const [identifier, own] of [
      ['task-1', ['Approve', 'Please look at this &#60;img', 'Supportive Care Clinic', '2026-01-20T10', '2026-02-03']],
      ['task-1', ['requested, proposal', 'Urgency: Soon &#60;img']],
      ['message-1', ['First part &#60;img', 'Lung cancer', 'Supportive Care Clinic', '2026-01-20T11']],
      ['message-1', ['Subject line &#60;img', 'Because', 'Albumin: 2 g/L']],
      ['letter-1', ['Dear colleague,\n&#60;img', 'ä', 'current, preliminary', '2026-01-20T12', 'Referral letter']],
    ] as const) {
      for (const text of [...shared, ...own]) expect(about(html, identifier), identifier).toContain(text);
    }
    expect(lines.filter((line) => / arrived: /.test(line)).map((line) => line.split('/')[0])).toEqual([
      'A request for the work list arrived: Task',
      'A message arrived: Communication',
      'A letter arrived: DocumentReference',
    ]);
  });

  it('changes the mark by which an open page knows that it is old', async () => {
    const mark = async (): Promise<string> => (await get(`${sandbox.ehrUrl}/orders?part=mark`)).text();
    const empty = await mark();
    await sendAll(app, [message()]);
    expect(await mark()).not.toBe(empty);
  });

  it('decodes text of any kind as text, and only names the rest', async () => {
    const pdf = letter('%PDF-1.7 x', 'application/pdf', { identifier: [{ value: 'letter-pdf' }] });
    await sendAll(app, [letter(`<p>${EVIL}</p>`, 'application/xhtml+xml'), pdf]);
    const html = await inbox(sandbox);
    expect(about(html, 'letter-1')).toContain('&#60;p&#62;&#60;img');
    expect(about(html, 'letter-pdf')).toContain('10 bytes of application/pdf');
    expect(html).not.toContain('%PDF');
  });

  it('is not said to be without order when it goes with one', async () => {
    const [order = ''] = await sendAll(app, [referral('alpha', { status: 'active', intent: 'order' })]);
    const [draft = '', proposal = ''] = await sendAll(app, [
      referral('alpha', { intent: 'order' }),
      referral('alpha', { status: 'active' }),
    ]);
    await sendAll(app, [
      task({ focus: { reference: order }, identifier: [{ value: 'with-order' }] }),
      task({ focus: { reference: draft }, identifier: [{ value: 'with-draft' }] }),
      task({ focus: { reference: proposal }, identifier: [{ value: 'with-proposal' }] }),
      message({ about: [{ reference: order }], identifier: [{ value: 'mentions-order' }] }),
    ]);
    const html = await inbox(sandbox);
    expect(about(html, 'with-order')).not.toContain('No order was placed');
    expect(about(html, 'with-draft')).toContain('No order was placed');
    expect(about(html, 'with-proposal')).toContain('No order was placed');
    expect(about(html, 'mentions-order')).toContain('No order was placed');
    expect(html.indexOf('Referral to palliative care service: Test alpha')).toBeLessThan(html.indexOf('Work list'));
  });

  it('may have a Provenance, which is a remark and no entry', async () => {
    const [order = '', note = ''] = await sendAll(app, [
      referral('alpha', { identifier: [{ value: 'traced' }] }),
      message(),
    ]);
    const of = (target: string): object => ({
      resourceType: 'Provenance',
      target: [{ reference: target }],
      recorded: '2026-01-20T10:00:00Z',
      agent: [{ who: sender }],
    });
    await sendAll(app, [of(`${order}/_history/1`)]);
    const html = await inbox(sandbox);
    expect(about(html, 'traced')).toContain('Who wrote it is on record');
    expect(about(html, 'message-1')).not.toContain('Provenance');
    expect(html.split('<article')).toHaveLength(3);
    await sendAll(app, [of(note)]);
    expect(about(await inbox(sandbox), 'message-1')).toContain('Who wrote it is on record');
  });

  it('is listed the newest first, without what is not for the team', async () => {
    const weight = {
      resourceType: 'Observation',
      status: 'final',
      code: { text: 'Not for the inbox' },
      subject: alpha,
    };
    await sendAll(app, [
      message({ identifier: [{ value: 'older' }] }),
      message({ identifier: [{ value: 'newer' }] }),
      weight,
    ]);
    const html = await inbox(sandbox);
    expect(html.indexOf('newer')).toBeLessThan(html.indexOf('older'));
    expect(html).toContain('No orders have arrived.');
    expect(html).not.toContain('Not for the inbox');
  });
});

describe('an EHR that accepts a create for review', () => {
  it('answers 202 with nothing in it, and puts it in the inbox but not in the chart', async () => {
    const { sandbox, app } = await open({ createAnswer: 'accepted-202' });
    const order = referral('alpha', { status: 'active', intent: 'order', identifier: [{ value: 'staged' }] });
    const response = await app.send('POST', 'ServiceRequest', order, { prefer: 'return=representation' });
    expect([response.status, await response.text(), response.headers.get('location')]).toEqual([202, '', null]);
    expect((await searchset(await app.get('ServiceRequest?identifier=staged'))).ids).toEqual([]);
    expect(await sandbox.search('ServiceRequest', { patient: 'alpha' })).toEqual([]);
    const html = await inbox(sandbox);
    expect(html).toContain('Waiting for review');
    const card = about(html, 'staged');
    for (const text of ['Test alpha', 'MRN MRN-alpha', 'Waiting, not in the chart', 'No order was placed by this.'])
      expect(card).toContain(text);
    expect(card).not.toContain('An order');
    expect(sandbox.waiting).toEqual([order]);
  });

  it('refuses what it would refuse otherwise, and keeps nothing of it', async () => {
    const { sandbox, app } = await open({ createAnswer: 'accepted-202' });
    for (const [order, status] of [
      [referral('alpha', { intent: undefined }), 422],
      [referral('alpha', { surprise: true }), 422],
      [referral('alpha', { encounter: { reference: 'Encounter/none' } }), 422],
      [referral('beta'), 403],
    ] as const) {
      const response = await app.send('POST', 'ServiceRequest', order);
      expect(response.status).toBe(status);
      expect(await diagnostics(response)).toBeTruthy();
    }
    expect(sandbox.waiting).toEqual([]);
    expect(await inbox(sandbox)).toContain('No referrals have arrived.');
  });

  it('gives what a condition finds in the chart', async () => {
    const { sandbox, app } = await open({ createAnswer: 'accepted-202' });
    const order = referral('alpha', { identifier: [{ system: 'urn:referral', value: 'once' }] });
    const send = (): Promise<Response> =>
      app.send('POST', 'ServiceRequest', order, { 'if-none-exist': 'identifier=urn:referral|once' });
    expect((await send()).status).toBe(202);
    const stored = await sandbox.create(order as unknown as Parameters<typeof sandbox.create<'ServiceRequest'>>[0]);
    const found = await send();
    expect([found.status, ((await found.json()) as { id: string }).id]).toEqual([200, stored.id]);
    expect(sandbox.waiting).toHaveLength(1);
  });
});
