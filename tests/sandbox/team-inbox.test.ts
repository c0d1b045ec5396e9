// @vitest-environment node
/** The buttons of the referral inbox: which are there, what they send, and what is said when it cannot be done. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServiceRequest } from 'fhir/r4';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { folder, get, hospital, postForm, referral } from './helpers.ts';

const place = folder();
let ehr: Sandbox;
beforeAll(async () => {
  ehr = await hospital(place);
});
afterAll(async () => {
  await ehr.stop();
  place.remove();
});

async function ordered(changes: object = {}): Promise<string> {
  const order = referral('alpha', { status: 'active', intent: 'order', ...changes });
  return `ServiceRequest/${(await ehr.create(order as unknown as ServiceRequest)).id ?? ''}`;
}

const page = async (): Promise<string> => (await get(`${ehr.ehrUrl}/orders`)).text();
const cardIn = (html: string, reference: string): string =>
  html.split('<article').find((part) => part.includes(`<dd>${reference}</dd>`)) ?? '';
const card = async (reference: string): Promise<string> => cardIn(await page(), reference);
const STEPS = ['receive', 'accept', 'decline', 'schedule', 'start', 'complete'];
const offered = (part: string): string[] => STEPS.filter((step) => part.includes(`name="step" value="${step}"`));

/** What the browser would send for one of the forms of a card. */
function formOf(part: string, step: string): Record<string, string> {
  const form = part.split('<form').find((one) => one.includes(`name="step" value="${step}"`)) ?? '';
  const hidden = [...form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)];
  return Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]));
}
const send = (form: Record<string, string>, origin = ehr.ehrUrl): Promise<Response> =>
  postForm(`${ehr.ehrUrl}/orders`, form, { origin });

const VISIT = {
  day: '2026-01-26',
  time: '10:00',
  minutes: '30',
  modality: 'home',
  seenBy: 'nurse',
  joins: 'caregiver',
};

describe('the buttons', () => {
  it('walk a referral from arrival to note; each leads back to its card', async () => {
    const order = await ordered();
    const walk: [string, Record<string, string>, string, string[]][] = [
      ['receive', {}, 'Received.', ['accept', 'decline']],
      ['accept', {}, 'Accepted. No visit is scheduled yet.', ['decline', 'schedule']],
      ['schedule', VISIT, 'A visit is scheduled.', ['start', 'complete']],
      ['start', {}, 'The visit is under way.', ['complete']],
      ['complete', { note: 'Seen <b>at home</b>.' }, 'Completed.', []],
    ];
    expect(offered(await card(order))).toEqual(['receive', 'accept', 'decline']);
    for (const [step, fields, said, next] of walk) {
      const answer = await send({ ...formOf(await card(order), step), ...fields });
      expect([step, answer.status, answer.headers.get('location')]).toEqual([
        step,
        303,
        `/orders#order-${order.split('/')[1] ?? ''}`,
      ]);
      const now = await card(order);
      expect(now).toContain(said);
      expect([step, offered(now)]).toEqual([step, next]);
    }
    const now = await card(order);
    for (const text of ['Seen &#60;b&#62;at home', 'home visit', 'Jan 26, 2026', 'Palliative nurse', 'caregiver'])
      expect(now).toContain(text);
    expect(now).not.toContain('Palliative physician');
    const { appointment, encounter } = await ehr.inbox.look(order);
    expect([appointment?.minutesDuration, encounter?.class.code]).toEqual([30, 'HH']);
  });

  it('decline with a reason and what to do', async () => {
    const order = await ordered();
    const form = formOf(await card(order), 'decline');
    await send({ ...form, reason: 'No capacity in time', detail: 'Please ask the navigator' });
    const now = await card(order);
    expect(now).toContain('Declined. It is back with who asked.');
    expect(now).toContain('No capacity in time: Please ask the navigator');
    expect(offered(now)).toEqual([]);
  });

  it.each([
    ['a draft', { status: 'draft' }, 'Not an order until it is signed.'],
    ['a proposal', { intent: 'proposal' }, 'Not an order until it is signed.'],
    ['what is on hold', { status: 'on-hold' }, 'On hold.'],
    ['what was entered in error', { status: 'entered-in-error' }, 'Entered in error. Do not act on it.'],
  ])('are not there for %s, and the card says why', async (_what, changes, said) => {
    const now = await card(await ordered(changes));
    expect(now).toContain(said);
    expect(offered(now)).toEqual([]);
  });

  it('are not there for what was cancelled; who did it is named as the Provenance of that version says', async () => {
    const order = await ordered();
    await ehr.cancelInEhr(order, { by: 'Practitioner/dir-nurse' });
    const now = await card(order);
    expect(now).toContain('Cancelled by Nina Nurse. Nothing more is to be done.');
    expect(now).not.toContain('Signed by');
    expect(offered(now)).toEqual([]);
    const silent = await ordered({ status: 'revoked' });
    expect(await card(silent)).toContain('Cancelled. Nothing more is to be done.');
  });

  it('of a message mark it as read, and it moves nothing else', async () => {
    const message = await ehr.create<'Communication'>({
      resourceType: 'Communication',
      status: 'completed',
      subject: { reference: 'Patient/alpha' },
      payload: [{ contentString: 'Please look' }],
    });
    const reference = `Communication/${message.id ?? ''}`;
    expect(offered(await card(reference))).toEqual(['receive']);
    expect((await send(formOf(await card(reference), 'receive'))).status).toBe(303);
    expect(await card(reference)).toContain('Read by the team.');
    expect(await ehr.read(reference)).toMatchObject({ status: 'completed', received: expect.any(String) as string });
  });
});

describe('what cannot be done', () => {
  it('a page that is out of date changes nothing, says so, and keeps what was written', async () => {
    const order = await ordered();
    await ehr.inbox.accept(order);
    await ehr.inbox.schedule(order);
    const old = formOf(await card(order), 'complete');
    await ehr.change<ServiceRequest>(order, { priority: 'stat' });
    const before = await ehr.inbox.look(order);
    const answer = await send({ ...old, note: 'A long note' });
    const html = await answer.text();
    expect(answer.status).toBe(409);
    expect(html).toContain('This request has changed since the page was shown. Nothing was changed');
    expect(html).toContain('A long note');
    expect(html.match(/role="alert"/g)).toHaveLength(1);
    expect(await ehr.inbox.look(order)).toEqual(before);
    expect(await ehr.read(order)).toMatchObject({ status: 'active' });
    // The page that came with the answer is up to date.
    expect((await send({ ...formOf(cardIn(html, order), 'complete'), note: 'A long note' })).status).toBe(303);
  });

  it('a cancelled order is not accepted by a page from before', async () => {
    const order = await ordered();
    const old = formOf(await card(order), 'accept');
    await ehr.cancelInEhr(order);
    expect((await send(old)).status).toBe(409);
    expect(await ehr.search('Task', { focus: order })).toEqual([]);
  });

  it('the same button twice is done once', async () => {
    const order = await ordered();
    const form = formOf(await card(order), 'accept');
    const answers = await Promise.all([send(form), send(form)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 409]);
    expect(await ehr.search('Task', { focus: order })).toHaveLength(1);
  });

  it.each([
    ['schedule', { ...VISIT, day: '2026-01-02' }, 'The visit must lie in the future.'],
    ['schedule', { ...VISIT, modality: 'moon' }, 'Choose where the visit takes place'],
    ['schedule', { ...VISIT, minutes: '' }, 'Say how long the visit takes.'],
    ['decline', { reason: '' }, 'Say why the team declines.'],
    ['invent', {}, 'The form does not say what to do.'],
  ])('%s with %j', async (step, fields, said) => {
    const order = await ordered();
    await ehr.inbox.accept(order);
    const form = { ...formOf(await card(order), 'schedule'), step };
    const answer = await send({ ...form, ...fields });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(said);
    expect((await ehr.inbox.look(order)).standing).toBe('accepted');
  });

  it('what is not in the inbox, and what another site sends', async () => {
    const order = await ordered();
    const form = formOf(await card(order), 'accept');
    expect((await send({ ...form, reference: 'ServiceRequest/other' })).status).toBe(422);
    for (const origin of [ehr.appUrl, 'https://evil.invalid', 'null'])
      expect((await send(form, origin)).status, origin).toBe(403);
    expect((await postForm(`${ehr.ehrUrl}/orders`, form)).status).toBe(403);
    expect((await ehr.inbox.look(order)).standing).toBe('waiting');
    // A browser says where a form comes from only when the page's policy lets it.
    expect((await get(`${ehr.ehrUrl}/orders`)).headers.get('referrer-policy')).toBe('same-origin');
  });
});

describe('who is behind an order', () => {
  const agent = (code: string, who: string): object => ({
    type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type', code }] },
    who: { reference: `Practitioner/${who}` },
  });
  const tell = async (reference: string, activity: string, agents: object[]): Promise<void> => {
    const version = (await ehr.read(reference)).meta?.versionId ?? '';
    const told = {
      resourceType: 'Provenance',
      target: [{ reference: `${reference}/_history/${version}` }],
      recorded: '2026-01-20T12:00:00Z',
      activity: { coding: [{ code: activity }] },
      agent: [...agents, { ...agent('assembler', ''), who: { display: 'Software' } }],
    };
    await ehr.create(told as Parameters<typeof ehr.create<'Provenance'>>[0]);
  };
  const row = (part: string, label: string): string | undefined =>
    new RegExp(`<dt>${label}</dt>\\s*<dd[^>]*>([^<]*)<`).exec(part)?.[1];

  it('a nurse prepares, the oncologist signs, and somebody changes it later', async () => {
    const order = await ordered({ status: 'draft' });
    await tell(order, 'CREATE', [agent('author', 'dir-oncologist'), agent('enterer', 'dir-nurse')]);
    const draft = await card(order);
    expect(row(draft, 'Entered by')).toBe('Nina Nurse');
    expect(row(draft, 'Signed by')).toBeUndefined();
    expect(row(draft, 'Responsible')).toBe('Olga Onkel');
    await ehr.update({ ...(await ehr.read<ServiceRequest>(order)), status: 'active' });
    await tell(order, 'UPDATE', [agent('author', 'dir-oncologist')]);
    const signed = await card(order);
    expect([row(signed, 'Entered by'), row(signed, 'Signed by')]).toEqual(['Nina Nurse', 'Olga Onkel']);
    expect(row(signed, 'Responsible')).toBeUndefined();
    await ehr.change<ServiceRequest>(order, { priority: 'stat' }, { by: 'Practitioner/dir-nurse' });
    expect(row(await card(order), 'Signed by')).toBe('Olga Onkel');
  });

  it('a change of an order of which nobody told is no signature', async () => {
    const order = await ordered();
    await ehr.change<ServiceRequest>(order, { priority: 'stat' }, { by: 'Practitioner/dir-nurse' });
    expect(row(await card(order), 'Signed by')).toBeUndefined();
  });

  it('what a nurse has placed for the oncologist is not said to be signed', async () => {
    const order = await ordered();
    await tell(order, 'CREATE', [agent('author', 'dir-oncologist'), agent('enterer', 'dir-nurse')]);
    const placed = await card(order);
    expect(row(placed, 'Signed by')).toBeUndefined();
    expect([row(placed, 'Entered by'), row(placed, 'Responsible')]).toEqual(['Nina Nurse', 'Olga Onkel']);
  });
});

describe('what the inbox leaves out', () => {
  it('is what the clinic keeps for itself: decisions, reminders, and what the team has written', async () => {
    const own = (changes: object): Promise<unknown> =>
      ehr.create<'Task'>({
        resourceType: 'Task',
        status: 'requested',
        intent: 'proposal',
        for: { reference: 'Patient/alpha' },
        ...changes,
      });
    const before = (await page()).split('<article').length;
    const me = { reference: 'Practitioner/dir-oncologist' };
    await own({ status: 'completed' });
    await own({ requester: me, owner: me });
    await own({ code: { coding: [{ code: 'palliative-trigger-review' }] } });
    expect((await page()).split('<article')).toHaveLength(before);
    const order = await ordered();
    await ehr.inbox.accept(order);
    expect((await page()).split('<article')).toHaveLength(before + 1);
  });
});

it('who is signed in is a plain choice on the chart page', async () => {
  const html = await (await get(ehr.chartUrl({ patient: 'alpha', user: 'dir-nurse' }))).text();
  const plainPart = html.slice(html.indexOf('Signed in as'), html.indexOf('<details'));
  for (const said of [
    'Oncologist, Olga Onkel',
    'Nurse, Nina Nurse',
    'Referral coordinator',
    'Front desk (may not order)',
  ])
    expect(plainPart).toContain(said);
  expect(plainPart).toContain('value="dir-nurse" checked');
});
