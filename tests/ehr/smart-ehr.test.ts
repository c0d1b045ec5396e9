import type { ServiceRequest } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import type { SubmissionOutcome } from '../../src/domain/referral/outcome.ts';
import type { EhrPort, OutgoingReferral, ReferralPreview } from '../../src/ehr/port.ts';
import { NO_LOCK, type SendLock } from '../../src/ehr/send-lock.ts';
import { chartServer, ENCOUNTER, PATIENT, takes, type Answers, type ChartServer } from './support/chart-server.ts';
import { BASE, bundle, json, lost, outcome } from './support/fake-fetch.ts';
import { launched, NOW, type Launch, type Launched } from './support/launched.ts';
import { memoryStorage } from './support/memory-storage.ts';
import { confirmed, DECISION, draft, ofChart, orderOf, OTHER_DECISION, outgoing, TEXTS } from './support/referrals.ts';
import { IDENTIFIER_SYSTEM, testSite } from './support/site.ts';
import { FROM_CHART, fixedLife } from './support/life.ts';

interface Opened extends Launched {
  readonly server: ChartServer;
}

interface Change extends Partial<Launch> {
  readonly server?: ChartServer;
}

function open(answers: Answers = {}, { server = chartServer(answers), ...different }: Change = {}): Opened {
  return { ...launched(server, { scope: 'patient/*.rs patient/ServiceRequest.c', ...different }), server };
}

const send = async (ehr: EhrPort, change: Partial<OutgoingReferral> = {}): Promise<SubmissionOutcome> =>
  ehr.send(await confirmed(ehr, change));
const reload = (opened: Opened): Opened => open({}, { server: opened.server, storage: opened.storage });
const sent = (server: ChartServer): ServiceRequest =>
  server.asked.find(({ method }) => method === 'POST')?.body as ServiceRequest;
const palliative = (id: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  resourceType: 'ServiceRequest',
  id,
  status: 'active',
  intent: 'order',
  subject: { reference: 'Patient/p1' },
  code: { coding: [{ system: 'http://snomed.info/sct', code: '306237005' }] },
  authoredOn: '2026-11-01',
  ...more,
});

describe('who', () => {
  it('names user and host, and the name as soon as it is known', async () => {
    const { ehr } = open();
    expect(ehr.who()).toEqual({
      patientId: 'p1',
      encounterId: 'e1',
      user: { reference: 'Practitioner/d1', name: null, role: 'unknown' },
      ehrHost: 'ehr.example',
      expiresAt: NOW + 3_600_000,
      launch: FROM_CHART,
    });
    await Promise.resolve();
    expect(ehr.who().user).toEqual({ reference: 'Practitioner/d1', name: 'Dr. Ada Okafor', role: 'prescriber' });
  });

  it('does not hold up the chart', async () => {
    const { ehr } = open({}, { clinician: new Promise(() => {}) });
    expect((await ehr.loadChart(() => {})).ok).toBe(true);
  });
});

describe('the chart', () => {
  it('shows the record behind an evidence', async () => {
    const { ehr } = open();
    expect(ehr.record(ofChart('Condition/c1'))).toBeNull();
    await ehr.loadChart(() => {});
    expect(ehr.record(ofChart('Condition/c1'))?.title).toBe('Condition/c1');
    expect(JSON.parse(ehr.record(ofChart('Condition/c1'))?.json ?? '')).toMatchObject({ id: 'c1' });
    expect(ehr.record({ ...ofChart('Condition/c1'), origin: 'other-hospital' })).toBeNull();
  });

  it('shows no record that cannot be written out, and only the beginning of an endless one', async () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const long = { resourceType: 'Condition', id: 'c2', note: 'x'.repeat(300_000) };
    const { ehr } = open({
      '/Condition': () =>
        new Response(
          `{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Condition","id":"c1","extension":${deep}}},{"resource":${JSON.stringify(long)}}]}`,
        ),
    });
    await ehr.loadChart(() => {});
    expect(ehr.record(ofChart('Condition/c1'))).toBeNull();
    expect(ehr.record(ofChart('Condition/c2'))?.json.length).toBeLessThan(200_100);
  });

  it('asks a source again with the look-back of the day on which it was opened', async () => {
    let now = NOW;
    const { ehr, server } = open({}, { now: () => now });
    await ehr.loadChart(() => {});
    now += 86_400_000;
    await ehr.retry('Encounter');
    const dates = server.asked
      .filter(({ path }) => path === '/Encounter')
      .map(({ url }) => url.searchParams.get('date'));
    expect(dates).toEqual(['ge2025-11-21', 'ge2025-11-21']);
  });
});

describe('a preview', () => {
  it('is the resource as it is then sent, to the byte', async () => {
    let now = NOW;
    const { ehr, server } = open({}, { now: () => now });
    const referral = await confirmed(ehr);
    const { via, resource } = referral.shown.preview;
    now += 60_000;
    await ehr.send(referral);
    expect(via).toEqual({ channel: 'fhir-create', makes: 'order', staged: false });
    expect(JSON.stringify(sent(server), null, 2)).toBe(resource);
    expect(sent(server)).toMatchObject({
      subject: { reference: 'Patient/p1' },
      encounter: { reference: 'Encounter/e1' },
      requester: { reference: 'Practitioner/d1', display: 'Dr. Ada Okafor' },
      performer: [{ reference: 'HealthcareService/h1' }],
      identifier: [{ system: IDENTIFIER_SYSTEM, value: DECISION }],
      authoredOn: '2026-11-21T10:00:00-05:00',
    });
  });

  it('sends nothing', async () => {
    const { ehr, server } = open();
    await ehr.preview(outgoing());
    expect(server.count('POST')).toBe(0);
  });

  it.each([
    ['signed-order', 'prescriber', 'order', 'active', 'order'],
    ['signed-order', 'staff', 'proposal', 'draft', 'proposal'],
    ['signed-order', 'unknown', 'proposal', 'draft', 'proposal'],
    ['unsigned-order', 'prescriber', 'proposal', 'draft', 'order'],
    ['unsigned-order', 'staff', 'proposal', 'draft', 'proposal'],
    ['proposal', 'prescriber', 'proposal', 'draft', 'proposal'],
  ] as const)('with policy %s and a user who is %s, makes an %s', async (statusPolicy, role, makes, status, intent) => {
    const { ehr } = open(
      {},
      { site: testSite({ referral: { statusPolicy } }), clinician: Promise.resolve({ name: null, role }) },
    );
    const { via, resource } = await ehr.preview(outgoing());
    expect(via).toEqual({ channel: 'fhir-create', makes, staged: false });
    expect(JSON.parse(resource)).toMatchObject({ status, intent });
  });

  // The EHR's word on a role may fail once and say "staff": what was begun then names somebody who has not signed.
  it.each([{ reference: 'Practitioner/d2', name: 'Dr. Bo Lind' }, 'open'] as const)(
    'of what was prepared for the signature of somebody else (%j) is no order, whoever sends it',
    async (signer) => {
      const { ehr, server } = open();
      const referral = { draft: { ...draft, signer } };
      expect((await ehr.preview(outgoing(referral))).via).toEqual({
        channel: 'fhir-create',
        makes: 'proposal',
        staged: false,
      });
      expect((await send(ehr, referral)).outcome).toBe('prepared');
      expect(sent(server)).toMatchObject({ status: 'draft', intent: 'proposal' });
    },
  );

  it.each(['finished', 'cancelled', 'entered-in-error'])('leaves out an encounter that is %s', async (status) => {
    const { ehr } = open({
      '/Encounter': () =>
        json(
          bundle([
            {
              resourceType: 'Encounter',
              id: 'e1',
              status,
              subject: { reference: 'Patient/p1' },
              class: { code: 'AMB' },
            },
          ]),
        ),
    });
    await ehr.loadChart(() => {});
    expect(JSON.parse((await ehr.preview(outgoing())).resource)).not.toHaveProperty('encounter');
  });

  it.each([
    ['is somebody else’s', () => json({ ...ENCOUNTER, subject: { reference: 'Patient/p2' } })],
    [
      'is of a patient of another server',
      () => json({ ...ENCOUNTER, subject: { reference: 'https://x.example/Patient/p1' } }),
    ],
    ['has no subject', () => json({ ...ENCOUNTER, subject: undefined })],
    ['is finished', () => json({ ...ENCOUNTER, status: 'finished' })],
    ['is another one', () => json({ ...ENCOUNTER, id: 'e2' })],
    ['cannot be read', () => json({}, 403)],
  ])('leaves out an encounter that is not in the chart and %s', async (_, answer) => {
    const { ehr } = open({ '/Encounter/e1': answer });
    expect(JSON.parse((await ehr.preview(outgoing())).resource)).not.toHaveProperty('encounter');
  });

  it('names the encounter that the chart does not hold, once it was read', async () => {
    const { ehr, server } = open({
      '/Encounter/e1': () => json({ ...ENCOUNTER, subject: { reference: `${BASE}/Patient/p1` } }),
    });
    for (let times = 0; times < 2; times += 1) {
      expect(JSON.parse((await ehr.preview(outgoing())).resource)).toMatchObject({
        encounter: { reference: 'Encounter/e1' },
      });
    }
    expect(server.count('GET', '/Encounter/e1')).toBe(1);
  });

  it('goes by letter where it must', async () => {
    const { ehr } = open({}, { scope: 'patient/*.rs' });
    expect((await ehr.preview(outgoing())).via).toEqual({ channel: 'manual', why: 'not-granted' });
  });
});

describe('sending', () => {
  it('verifies the patient, looks for duplicates, posts once, reads back, looks again', async () => {
    const { ehr, server } = open();
    expect(await send(ehr)).toEqual({
      outcome: 'placed',
      reference: 'ServiceRequest/sr1',
      readBack: true,
      alsoOpen: [],
    });
    expect(server.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /metadata',
      'GET /Encounter/e1',
      'GET /Patient/p1',
      'GET /ServiceRequest',
      'POST /ServiceRequest',
      'GET /ServiceRequest/sr1',
      'GET /ServiceRequest',
    ]);
  });

  it('writes down that it is sending before the POST leaves, and how it ended', async () => {
    const { ehr, server, storage } = open();
    let seen: unknown = null;
    server.answers = {
      'POST /ServiceRequest': () => ((seen = JSON.parse(storage.getItem('kept') ?? '').kept.phase), undefined),
    };
    await send(ehr);
    expect(seen).toEqual({ at: 'sending', since: NOW, via: 'fhir-create' });
    expect(ehr.kept.load()).toMatchObject({
      decisionId: DECISION,
      draft,
      phase: { at: 'settled', outcome: { outcome: 'placed' } },
    });
  });

  it('twice at once is one POST and one answer', async () => {
    const { ehr, server } = open();
    const referral = await confirmed(ehr);
    const first = ehr.send(referral);
    const second = ehr.send(referral);
    expect(second).toBe(first);
    await Promise.all([first, second]);
    expect(server.count('POST')).toBe(1);
  });

  it('again after it was placed is the same answer and no POST, also after a reload', async () => {
    const opened = open();
    const first = await send(opened.ehr);
    expect(await send(opened.ehr)).toEqual(first);
    expect(await send(reload(opened).ehr)).toEqual(first);
    expect(opened.server.count('POST')).toBe(1);
  });

  it('of two decisions at once lets the second see the first', async () => {
    const { ehr, server } = open();
    const [first, second] = await Promise.all([send(ehr), send(ehr, { decisionId: OTHER_DECISION })]);
    expect(first.outcome).toBe('placed');
    expect(second).toMatchObject({ outcome: 'refused', problems: [{ kind: 'duplicate' }] });
    expect(server.count('POST')).toBe(1);
  });

  it('finds our own on record and does not send it a second time', async () => {
    const { ehr, server } = open();
    server.referrals.push(palliative('sr4', { identifier: [{ system: IDENTIFIER_SYSTEM, value: DECISION }] }));
    expect(await send(ehr)).toMatchObject({ outcome: 'placed', reference: 'ServiceRequest/sr4' });
    expect(server.count('POST')).toBe(0);
  });

  it('shows what else was open by then', async () => {
    const { ehr, server } = open();
    server.answers = { 'POST /ServiceRequest': () => (server.referrals.push(palliative('other')), undefined) };
    const result = await send(ehr);
    expect(result).toMatchObject({ outcome: 'placed', alsoOpen: [{ reference: 'ServiceRequest/other' }] });
    expect(ehr.kept.load()?.phase).toMatchObject({ outcome: { alsoOpen: [{ reference: 'ServiceRequest/other' }] } });
  });

  it('does not leave when it cannot be written down that it is being sent', async () => {
    const storage = memoryStorage();
    const { ehr, server } = open({}, { storage });
    storage.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    expect(await send(ehr)).toMatchObject({ outcome: 'refused', problems: [{ kind: 'not-kept' }] });
    expect(server.count('POST')).toBe(0);
  });

  it('does not hold back the answer for a slow look at what else is open, which is written down when it comes', async () => {
    let answerLook = (): void => {};
    const { ehr, server } = open({}, { lastLookWithin: 5 });
    server.answers = {
      'POST /ServiceRequest': () => {
        server.answers = {
          '/ServiceRequest': async () => {
            await new Promise<void>((done) => (answerLook = done));
            return json(bundle([palliative('other')]));
          },
        };
        return undefined;
      },
    };
    expect(await send(ehr)).toMatchObject({ outcome: 'placed', alsoOpen: [] });
    answerLook();
    await new Promise((done) => setTimeout(done, 5));
    expect(ehr.kept.load()?.phase).toMatchObject({ outcome: { alsoOpen: [{ reference: 'ServiceRequest/other' }] } });
  });

  it('says prepared when the server keeps a proposal', async () => {
    const { ehr, server } = open({
      '/ServiceRequest/sr1': () =>
        json(
          palliative('sr1', {
            status: 'draft',
            intent: 'proposal',
            identifier: [{ system: IDENTIFIER_SYSTEM, value: DECISION }],
          }),
        ),
    });
    expect(await send(ehr)).toMatchObject({ outcome: 'prepared' });
    expect(sent(server)).toMatchObject({ status: 'active', intent: 'order' });
  });
});

describe('it is not sent', () => {
  const never = async ({ ehr, server }: Opened, change: Partial<OutgoingReferral> = {}): Promise<unknown> => {
    const result = await send(ehr, change);
    expect(server.count('POST')).toBe(0);
    return result;
  };

  it.each([
    ['who has died', { ...PATIENT, deceasedBoolean: true }, 'patient-deceased'],
    ['who is somebody else', { ...PATIENT, id: 'p2' }, 'wrong-patient'],
    [
      'who was merged',
      { ...PATIENT, link: [{ type: 'replaced-by', other: { reference: 'Patient/p2' } }] },
      'wrong-patient',
    ],
    ['whose birth date has changed', { ...PATIENT, birthDate: '1990-01-01' }, 'wrong-patient'],
  ])('for a patient %s since the chart was opened', async (_, now, kind) => {
    const opened = open();
    await opened.ehr.loadChart(() => {});
    opened.server.answers = { '/Patient/p1': () => json(now) };
    expect(await never(opened)).toMatchObject({ outcome: 'refused', problems: [{ kind }] });
  });

  it('for a patient who cannot be read', async () => {
    expect(await never(open({ '/Patient/p1': () => json({}, 401) }))).toMatchObject({
      outcome: 'refused',
      problems: [{ kind: 'session-expired' }],
    });
  });

  it('with evidence of another chart', async () => {
    const opened = open();
    await opened.ehr.loadChart(() => {});
    const foreign = { draft: { ...draft, about: [ofChart('Condition/of-somebody-else')] } };
    expect(await never(opened, foreign)).toMatchObject({ outcome: 'refused', problems: [{ kind: 'wrong-patient' }] });
  });

  it('but evidence of a source that did not come whole does not stop it', async () => {
    const { ehr } = open({ '/Observation': () => json({}, 500) });
    await ehr.loadChart(() => {});
    const own = { draft: { ...draft, about: [ofChart('Condition/c1'), ofChart('Observation/o1')] } };
    expect((await send(ehr, own)).outcome).toBe('placed');
  });

  it('whatever patient the draft might name: subject and look-ups are the launch’s', async () => {
    const { ehr, server } = open();
    await send(ehr);
    expect(sent(server).subject).toEqual({ reference: 'Patient/p1' });
    for (const { url } of server.asked) expect(url.searchParams.get('patient') ?? 'p1').toBe('p1');
  });

  it.each([
    ['an open one that was not accepted', [palliative('x')], null, 'duplicate'],
    ['an open one when only a similar one was accepted', [palliative('x')], 'similar', 'duplicate'],
    ['a similar one that was not accepted', [palliative('x', { status: 'completed' })], null, 'duplicate'],
  ] as const)('beside %s', async (_, found, acknowledged, kind) => {
    const opened = open({ '/ServiceRequest': () => json(bundle(found)) });
    expect(await never(opened, { acknowledged, seen: ['ServiceRequest/x'] })).toMatchObject({
      outcome: 'refused',
      problems: [{ kind }],
    });
  });

  it('when others cannot be looked for and that was not accepted', async () => {
    const opened = open({ '/ServiceRequest': () => json({}, 403) });
    expect(await never(opened)).toMatchObject({
      outcome: 'refused',
      problems: [{ kind: 'unchecked' }, { kind: 'forbidden' }],
    });
  });

  it.each([
    ['a service that the site does not have', { draft: { ...draft, serviceId: 'elsewhere' } }, 'draft-invalid'],
    ['no service', { draft: { ...draft, serviceId: null } }, 'draft-invalid'],
    ['neither reason nor question', { draft: { ...draft, question: ' ' } }, 'draft-invalid'],
    ['a patient who said no', { draft: { ...draft, patientAgrees: 'no' as const } }, 'draft-invalid'],
    ['a question that is too long', { draft: { ...draft, question: 'x'.repeat(5001) } }, 'draft-invalid'],
    ['a decision without a UUID', { decisionId: 'decision-1' }, 'draft-invalid'],
    ['a note that is too large', { texts: { ...TEXTS, note: 'x'.repeat(70_000) } }, 'too-large'],
  ])('with %s', async (_, change, kind) => {
    expect(await never(open(), change)).toMatchObject({ outcome: 'refused', problems: [{ kind }] });
  });

  it('to a nurse’s line: the order says specialist palliative care', async () => {
    const services = [{ id: 'palliative-clinic', name: 'Nurse line', kind: 'navigator', modality: 'virtual' }];
    const opened = open({}, { site: testSite({ referral: { services } }) });
    expect(await never(opened)).toMatchObject({ outcome: 'refused', problems: [{ kind: 'draft-invalid' }] });
  });

  it('where it goes by letter', async () => {
    const opened = open({}, { scope: 'patient/*.rs' });
    expect(await never(opened)).toMatchObject({ outcome: 'refused', problems: [{ kind: 'changed' }] });
  });
});

describe('it is sent all the same', () => {
  it.each([
    ['an open one', () => json(bundle([palliative('x')])), 'open'],
    ['a similar one', () => json(bundle([palliative('x', { status: 'completed' })])), 'similar'],
    ['what could not be checked', () => json({}, 403), 'could-not-check'],
  ] as const)('beside %s that was accepted', async (_, answer, acknowledged) => {
    const { ehr, server } = open({ '/ServiceRequest': answer });
    expect((await send(ehr, { acknowledged, seen: ['ServiceRequest/x'] })).outcome).toBe('placed');
    expect(server.count('POST')).toBe(1);
  });
});

describe('after a refusal', () => {
  it('the draft stays and can be sent again under the same decision', async () => {
    const { ehr, server } = open();
    server.answers = { 'POST /ServiceRequest': () => json(outcome('note is too long'), 422) };
    expect(await send(ehr)).toMatchObject({
      outcome: 'refused',
      problems: [{ kind: 'invalid', said: ['note is too long'] }],
    });
    expect(ehr.kept.load()).toMatchObject({ draft, phase: { at: 'settled', outcome: { outcome: 'refused' } } });
    server.answers = {};
    ehr.kept.save({ decisionId: DECISION, draft, phase: { at: 'editing' } });
    expect((await send(ehr)).outcome).toBe('placed');
    expect(server.referrals.map(({ identifier }) => identifier)).toHaveLength(1);
  });

  it.each([
    [403, 'not-granted'],
    [405, 'not-advertised'],
  ])('with %i the way is closed for the session, and the letter remains', async (status, why) => {
    const { ehr, server } = open({ 'POST /ServiceRequest': () => json(outcome('no'), status) });
    expect((await send(ehr)).outcome).toBe('refused');
    expect((await ehr.preview(outgoing())).via).toEqual({ channel: 'manual', why });
    expect(await send(ehr)).toMatchObject({ outcome: 'refused', problems: [{ kind: 'changed' }] });
    expect(server.count('POST')).toBe(1);
  });

  it('with 403 the way is still closed after a reload of the same visit, and the draft is there', async () => {
    const first = open({ 'POST /ServiceRequest': () => json(outcome('not for your role'), 403) });
    await send(first.ehr);
    const { ehr, server } = reload(first);
    expect((await ehr.preview(outgoing())).via).toEqual({ channel: 'manual', why: 'not-granted' });
    expect(ehr.kept.load()).toMatchObject({ draft });
    expect(server.count('POST')).toBe(1);
  });

  it.each([
    ['the token covers less', { 'WWW-Authenticate': 'Bearer error="insufficient_scope"' }, 'forbidden', 'manual'],
    ['the token is no longer good', { 'WWW-Authenticate': 'Bearer error="invalid_token"' }, 'session-expired', null],
    ['nothing more is said', {}, 'session-expired', null],
  ] as const)('401, %s: it is closed only where a right is missing', async (_, headers, kind, closed) => {
    const { ehr } = open({ 'POST /ServiceRequest': () => json(outcome('no'), 401, headers) });
    expect(await send(ehr)).toMatchObject({ outcome: 'refused', problems: [{ kind }] });
    expect((await ehr.preview(outgoing())).via.channel).toBe(closed ?? 'fhir-create');
  });

  it('with 422 the way is open after a reload', async () => {
    const first = open({ 'POST /ServiceRequest': () => json(outcome('note is too long'), 422) });
    await send(first.ehr);
    expect((await reload(first).ehr.preview(outgoing())).via).toMatchObject({ channel: 'fhir-create' });
  });

  it('of the patient’s own resource the way stays open', async () => {
    const { ehr, server } = open({ '/Patient/p1': () => json({}, 403) });
    await send(ehr);
    server.answers = {};
    expect((await ehr.preview(outgoing())).via).toMatchObject({ channel: 'fhir-create' });
  });
});

describe('a lost answer', () => {
  /** The server keeps the order, the connection breaks, and the search shows nothing yet. */
  function committedAndLost(): Opened {
    const opened = open();
    opened.server.answers = {
      'POST /ServiceRequest': (asked) => {
        opened.server.referrals.push({ ...(asked.body as object), id: 'sr1' });
        return lost();
      },
    };
    return opened;
  }

  it('is unknown, and found by looking', async () => {
    const { ehr, server } = committedAndLost();
    expect(await send(ehr)).toMatchObject({ outcome: 'unknown', why: { kind: 'network' } });
    expect(ehr.kept.load()?.phase).toMatchObject({ at: 'settled', outcome: { outcome: 'unknown' } });
    expect(await ehr.reconcile(DECISION)).toMatchObject({ outcome: 'placed', reference: 'ServiceRequest/sr1' });
    expect(ehr.kept.load()?.phase).toMatchObject({ at: 'settled', outcome: { outcome: 'placed' } });
    expect(server.count('POST')).toBe(1);
  });

  it('is never followed by a second POST of the same decision', async () => {
    const { ehr, server } = open({ 'POST /ServiceRequest': lost });
    expect((await send(ehr)).outcome).toBe('unknown');
    expect((await send(ehr)).outcome).toBe('unknown');
    expect((await ehr.reconcile(DECISION)).outcome).toBe('unknown');
    expect(server.count('POST')).toBe(1);
  });

  it('is what a reload in the middle of sending means', async () => {
    const opened = open();
    let arrived = (): void => {};
    const posted = new Promise<void>((done) => (arrived = done));
    opened.server.answers = {
      'POST /ServiceRequest': () => {
        arrived();
        return new Promise<Response>(() => {});
      },
    };
    void send(opened.ehr);
    await posted;
    const again = reload(opened);
    expect(again.ehr.kept.load()).toMatchObject({ phase: { at: 'sending', since: NOW } });
    again.server.answers = {};
    expect((await send(again.ehr)).outcome).toBe('unknown');
    again.server.referrals.push({ ...sent(again.server), id: 'sr1' });
    expect((await again.ehr.reconcile(DECISION)).outcome).toBe('placed');
    expect(again.server.count('POST')).toBe(1);
  });

  it('is looked for while it is being sent by waiting for the answer', async () => {
    const { ehr, server } = open();
    const sending = ehr.send(await confirmed(ehr));
    expect(ehr.reconcile(DECISION)).toBe(sending);
    await sending;
    expect(server.count('POST')).toBe(1);
  });
});

describe('when the user says that it is not there', () => {
  /** What `session` writes then: nothing was made, and the form is open again. */
  function userSaysNotThere({ ehr }: Opened): void {
    ehr.kept.save({
      decisionId: DECISION,
      draft,
      phase: { at: 'settled', outcome: { outcome: 'refused', problems: [] }, time: NOW },
    });
    ehr.kept.save({ decisionId: DECISION, draft, phase: { at: 'editing' } });
  }

  it('it is sent again under the same identifier', async () => {
    const opened = open({ 'POST /ServiceRequest': lost });
    await send(opened.ehr);
    opened.server.answers = {};
    userSaysNotThere(opened);
    expect((await send(opened.ehr)).outcome).toBe('placed');
    const bodies = opened.server.asked.flatMap(({ method, body }) =>
      method === 'POST' ? [body as ServiceRequest] : [],
    );
    expect(bodies.map(({ identifier }) => identifier?.[0]?.value)).toEqual([DECISION, DECISION]);
  });

  it('it is not sent again when it turns up after all', async () => {
    const opened = open({ 'POST /ServiceRequest': lost });
    await send(opened.ehr);
    opened.server.answers = {};
    opened.server.referrals.push({ ...sent(opened.server), id: 'late' });
    userSaysNotThere(opened);
    expect(await send(opened.ehr)).toMatchObject({ outcome: 'placed', reference: 'ServiceRequest/late' });
    expect(opened.server.count('POST')).toBe(1);
  });

  it('and two turn up, both are shown', async () => {
    const opened = open({ 'POST /ServiceRequest': lost });
    await send(opened.ehr);
    userSaysNotThere(opened);
    opened.server.answers = {
      'POST /ServiceRequest': () => {
        opened.server.referrals.push({ ...sent(opened.server), id: 'late' });
        return undefined;
      },
    };
    expect(await send(opened.ehr)).toMatchObject({
      outcome: 'placed',
      reference: 'ServiceRequest/sr2',
      alsoOpen: [{ reference: 'ServiceRequest/late' }],
    });
  });
});

describe('looking for a decision', () => {
  it('that was placed does not make it unknown when the search lags', async () => {
    const { ehr, server } = open();
    const first = await send(ehr);
    server.answers = { '/ServiceRequest': () => json(bundle([])) };
    expect(await ehr.reconcile(DECISION)).toEqual(first);
  });

  it('that was never sent writes nothing down', async () => {
    const { ehr, server } = open();
    expect((await ehr.reconcile(DECISION)).outcome).toBe('unknown');
    expect(ehr.kept.load()).toBeNull();
    expect(server.count('POST')).toBe(0);
  });
});

describe('duplicates', () => {
  it('leave out the one that is being worked on', async () => {
    const { ehr, server } = open();
    server.referrals.push(palliative('sr4', { identifier: [{ system: IDENTIFIER_SYSTEM, value: DECISION }] }));
    expect((await ehr.duplicates()).result).toBe('open');
    ehr.kept.save({ decisionId: DECISION, draft, phase: { at: 'editing' } });
    expect((await ehr.duplicates()).result).toBe('none');
  });

  it('are looked for afresh each time', async () => {
    const { ehr, server } = open();
    expect((await ehr.duplicates()).result).toBe('none');
    server.referrals.push(palliative('x'));
    expect((await ehr.duplicates()).result).toBe('open');
  });

  it('see what was written a moment ago by a clock that runs ahead', async () => {
    const { ehr, server } = open();
    server.referrals.push(palliative('x', { authoredOn: new Date(NOW + 3_600_000 * 20).toISOString() }));
    expect((await ehr.duplicates()).result).toBe('open');
  });
});

describe('the look for others', () => {
  const ALL =
    'patient/*.rs patient/ServiceRequest.c patient/Task.c patient/Communication.c patient/DocumentReference.c';
  const taking = (...types: readonly string[]): Answers => ({ '/metadata': () => json(takes(...types)) });
  const looked = ({ server }: Opened): readonly string[] =>
    server.asked.flatMap(({ method, path }) => (method === 'GET' && path !== '/metadata' ? [path.slice(1)] : []));
  const request = (): Record<string, unknown> => ({
    resourceType: 'Task',
    id: 't1',
    status: 'requested',
    for: { reference: 'Patient/p1' },
    identifier: [{ system: IDENTIFIER_SYSTEM, value: OTHER_DECISION }],
  });

  it.each<readonly [string, Answers, Change, readonly string[]]>([
    [
      'everything that can be written',
      taking('ServiceRequest', 'Task', 'Communication', 'DocumentReference'),
      { scope: ALL },
      ['ServiceRequest', 'Task', 'Communication', 'DocumentReference'],
    ],
    ['not what is not granted', taking('Task', 'DocumentReference'), {}, ['ServiceRequest']],
    ['not what is not advertised', taking('Task'), { scope: ALL }, ['ServiceRequest', 'Task']],
    [
      'not what the site does not use, but orders always',
      taking('ServiceRequest', 'Task', 'DocumentReference'),
      { scope: ALL, site: testSite({ referral: { channels: ['task'] } }) },
      ['ServiceRequest', 'Task'],
    ],
    [
      'not what the site has switched off',
      taking('Task', 'DocumentReference'),
      { scope: ALL, site: testSite({ issuer: { creates: { Task: 'no' } } }) },
      ['ServiceRequest', 'DocumentReference'],
    ],
  ])('asks for %s', async (_, answers, change, types) => {
    const opened = open(answers, change);
    expect((await opened.ehr.duplicates()).result).toBe('none');
    expect(looked(opened)).toEqual(types);
  });

  it('asks for letters of the site’s own type', async () => {
    const note = { type: { system: 'urn:local', code: 'REF-LETTER' } };
    const opened = open(taking('DocumentReference'), { scope: ALL, site: testSite({ referral: { note } }) });
    await opened.ehr.duplicates();
    const asked = opened.server.asked.find(({ path }) => path === '/DocumentReference');
    expect(asked?.url.searchParams.get('type')).toBe('urn:local|REF-LETTER');
  });

  it('finds a request in the work list open, and it has to be accepted before an order goes out', async () => {
    const answers = { ...taking('ServiceRequest', 'Task'), '/Task': () => json(bundle([request()])) };
    const { ehr, server } = open(answers, { scope: ALL });
    expect(await send(ehr)).toMatchObject({ outcome: 'refused', problems: [{ kind: 'duplicate' }] });
    expect(server.count('POST')).toBe(0);
    const result = await send(ehr, { acknowledged: 'open', seen: ['Task/t1'] });
    expect(result).toMatchObject({ outcome: 'placed', alsoOpen: [{ reference: 'Task/t1' }] });
  });

  // The site says that orders are taken, the server does not say whether Tasks are: then its Tasks are not looked at.
  it('could not check, when it is not known what the server takes', async () => {
    const answers = { '/metadata': () => json({}, 500), '/Task': () => json(bundle([request()])) };
    const { ehr } = open(answers, { scope: ALL, site: testSite({ issuer: { creates: { ServiceRequest: 'yes' } } }) });
    expect((await ehr.duplicates()).result).not.toBe('none');
  });
});

describe('for whose signature', () => {
  const chartNames = async (answers: Answers, change: Change = {}) => {
    const { ehr, server } = open(answers, change);
    server.referrals.push(orderOf('Practitioner/d2', 'Dr. Two'));
    await ehr.loadChart(() => {});
    return await ehr.signers();
  };
  const signers = [{ reference: 'Practitioner/d2', name: 'Dr. Two' }];
  const ALL_BUT_TEAMS = ['Patient', 'ServiceRequest', 'MedicationRequest', 'CarePlan', 'Encounter', 'Appointment']
    .map((type) => `patient/${type}.rs`)
    .join(' ');

  it('is whom the chart names, by that name, where nothing of them can be read', async () => {
    const unread = async () => ({ name: null, role: 'unknown' }) as const;
    expect(await chartNames({}, { readPerson: unread })).toEqual({ signers, whole: true });
    // Nor where the launch has no way to read anybody.
    expect(await chartNames({})).toEqual({ signers, whole: true });
  });

  it.each<readonly [string, Answers, Change]>([
    ['may not be searched', { '/CareTeam': () => json(outcome('no'), 403) }, {}],
    ['alone were not granted', {}, { scope: ALL_BUT_TEAMS }],
    ['could not be read', { '/CareTeam': () => json({}, 500) }, {}],
    ['did not answer', { '/CareTeam': lost }, {}],
  ])('is not said to be everybody when care teams %s', async (_, answers, change) => {
    expect(await chartNames(answers, change)).toEqual({ signers, whole: false });
  });
});

describe('nothing leaves', () => {
  const stays = async ({ ehr, server }: Opened, referral: OutgoingReferral, kind: string): Promise<void> => {
    const posts = server.count('POST');
    expect(await ehr.send(referral)).toMatchObject({ outcome: 'refused', problems: [{ kind }] });
    expect(server.count('POST')).toBe(posts);
  };

  it.each([119_999, 0, -60_000])('when the session ends in %d ms', async (left) => {
    const opened = open({}, { life: fixedLife(NOW + left, () => NOW) });
    await stays(opened, await confirmed(opened.ehr), 'ending');
    expect(opened.server.asked.some(({ path }) => path === '/Patient/p1')).toBe(false);
  });

  it.each([120_000, null])('but it does when the session lasts (%s)', async (left) => {
    const { ehr } = open({}, { life: fixedLife(left === null ? null : NOW + left, () => NOW) });
    expect((await send(ehr)).outcome).toBe('placed');
  });

  it('when the screen showed another patient', async () => {
    const opened = open();
    const referral = await confirmed(opened.ehr);
    await stays(opened, { ...referral, shown: { ...referral.shown, patientId: 'p2' } }, 'wrong-patient');
  });

  it.each<readonly [string, (preview: ReferralPreview) => Partial<ReferralPreview>]>([
    ['another way', () => ({ via: { channel: 'task', whyNotBest: null } })],
    ['a proposal', () => ({ via: { channel: 'fhir-create', makes: 'proposal', staged: false } })],
    ['that it waits for review', () => ({ via: { channel: 'fhir-create', makes: 'order', staged: true } })],
    ['that nothing could be sent', () => ({ via: { channel: 'manual', why: 'not-granted' }, resource: '' })],
    ['one sign less', ({ resource }) => ({ resource: resource.slice(0, -1) })],
    ['other words', ({ resource }) => ({ resource: resource.replace('Note', 'Nota') })],
  ])('when the screen showed %s', async (_, other) => {
    const opened = open();
    const referral = await confirmed(opened.ehr);
    const { preview } = referral.shown;
    await stays(
      opened,
      { ...referral, shown: { ...referral.shown, preview: { ...preview, ...other(preview) } } },
      'changed',
    );
  });

  it('when the words have changed since they were shown', async () => {
    const opened = open();
    const referral = await confirmed(opened.ehr);
    await stays(opened, { ...referral, texts: { ...TEXTS, note: 'Another note' } }, 'changed');
    await stays(opened, { ...referral, draft: { ...draft, urgency: 'urgent' } }, 'changed');
  });

  it('when the way has closed since it was shown', async () => {
    const opened = open();
    const referral = await confirmed(opened.ehr);
    opened.server.answers = { 'POST /ServiceRequest': () => json(outcome('no'), 403) };
    await send(opened.ehr, { decisionId: OTHER_DECISION });
    await stays(opened, referral, 'changed');
  });

  it('when another window of this browser is sending, and the draft stays as it was', async () => {
    const opened = open({}, { lock: { ...NO_LOCK, alone: async () => null } });
    opened.ehr.kept.save({ decisionId: DECISION, draft, phase: { at: 'editing' } });
    const referral = await confirmed(opened.ehr);
    const before = opened.server.asked.length;
    await stays(opened, referral, 'elsewhere');
    expect(opened.server.asked).toHaveLength(before);
    expect(opened.ehr.kept.load()).toMatchObject({ phase: { at: 'editing' } });
  });

  it.each([
    ['whom to invite', { caregiver: 'x'.repeat(201) }, 'caregiver-too-long'],
    ['the language', { interpreter: { needed: 'yes' as const, language: 'x'.repeat(61) } }, 'language-too-long'],
    ['the service', { serviceId: 'closed-last-week' }, 'service-gone'],
  ])('with more than fits, or what is gone: %s', async (_, change, gap) => {
    const opened = open();
    const referral = await confirmed(opened.ehr, { draft: { ...draft, ...change } });
    await stays(opened, referral, 'draft-invalid');
    expect(await opened.ehr.send(referral)).toMatchObject({ problems: [{ detail: gap }] });
  });
});

describe('other windows of this browser', () => {
  /** For how long they are kept out. */
  async function keptOut(answers: Answers, change: Change = {}): Promise<readonly number[]> {
    const held: number[] = [];
    const lock: SendLock = {
      ...NO_LOCK,
      async alone(run) {
        const { value, keepFor } = await run(() => {});
        held.push(keepFor);
        return value;
      },
    };
    const { ehr } = open(answers, { lock, ...change });
    await send(ehr);
    return held;
  }
  const staged = testSite({ issuer: { creates: { ServiceRequest: 'staged' } } });

  it.each<readonly [string, Answers, Change, number]>([
    ['a minute, when it is there', {}, {}, 60_000],
    ['a minute, when it was taken in', {}, { site: staged }, 60_000],
    ['three minutes, when nobody knows', { 'POST /ServiceRequest': lost }, {}, 180_000],
    ['not at all, when nothing was made', { 'POST /ServiceRequest': () => json(outcome('no'), 422) }, {}, 0],
    ['not at all, when nothing was sent', { '/Patient/p1': () => json({}, 500) }, {}, 0],
  ])('are kept out %s', async (_, answers, change, keepFor) => {
    expect(await keptOut(answers, change)).toEqual([keepFor]);
  });
});

describe('an earlier try that arrived after all', () => {
  /** The first try is kept by the server and its answer lost; the user says that it is not there. */
  async function lateArrival(): Promise<Opened> {
    const opened = open({ 'POST /ServiceRequest': lost });
    await send(opened.ehr);
    const nothingMade = { at: 'settled', outcome: { outcome: 'refused', problems: [] }, time: NOW } as const;
    opened.ehr.kept.save({ decisionId: DECISION, draft, phase: nothingMade });
    opened.ehr.kept.save({ decisionId: DECISION, draft, phase: { at: 'editing' } });
    opened.server.answers = {};
    opened.server.referrals.push({ ...sent(opened.server), id: 'late' });
    return opened;
  }

  it('is told as it is when the same words are sent again', async () => {
    const { ehr } = await lateArrival();
    expect(await ehr.arrived(DECISION)).toEqual({
      outcome: 'placed',
      reference: 'ServiceRequest/late',
      readBack: true,
      found: true,
      alsoOpen: [],
    });
    expect(await send(ehr)).not.toHaveProperty('earlierWords');
  });

  it('is told to have other words, when the form was written in meanwhile: those were not sent', async () => {
    const { ehr, server } = await lateArrival();
    const later = { ...draft, question: 'Pain, and nausea since yesterday.' };
    ehr.kept.save({ decisionId: DECISION, draft: later, phase: { at: 'editing' } });
    expect(await ehr.arrived(DECISION)).toMatchObject({ outcome: 'placed', earlierWords: true });
    expect(await send(ehr, { draft: later })).toMatchObject({ reference: 'ServiceRequest/late', earlierWords: true });
    expect(server.count('POST')).toBe(1);
  });

  it('is none when none was made, and nothing is asked for it', async () => {
    const { ehr, server } = open();
    ehr.kept.save({ decisionId: DECISION, draft, phase: { at: 'editing' } });
    expect(await ehr.arrived(DECISION)).toBeNull();
    expect(server.asked).toEqual([]);
  });
});
