// @vitest-environment node
/** The palliative team's steps as FHIR, and what others do in the EHR meanwhile: the handles by which journeys drive the loop. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DocumentReference, ServiceRequest, Task } from 'fhir/r4';
import { EhrClock } from '../../src/sandbox/ehr-clock.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { folder, hospital, referral } from './helpers.ts';

const place = folder();
let ehr: Sandbox;
beforeAll(async () => {
  ehr = await hospital(place);
});
afterAll(async () => {
  await ehr.stop();
  place.remove();
});

const ORDER = { status: 'active', intent: 'order' };
async function ordered(changes: object = ORDER): Promise<string> {
  const made = await ehr.create(referral('alpha', { ...changes }) as unknown as ServiceRequest);
  return `ServiceRequest/${made.id ?? ''}`;
}
async function filed(changes: object = {}): Promise<string> {
  const made = await ehr.create<'Task'>({
    resourceType: 'Task',
    status: 'requested',
    intent: 'proposal',
    for: { reference: 'Patient/alpha' },
    owner: { reference: 'HealthcareService/dir-clinic' },
    ...changes,
  });
  return `Task/${made.id ?? ''}`;
}

describe('a referral, from its arrival to the note', () => {
  it('is a Task on the order, then an appointment, then a visit and a note; the order is completed', async () => {
    const order = await ordered({ ...ORDER, priority: 'urgent' });
    expect(await ehr.inbox.look(order)).toMatchObject({ standing: 'waiting', task: undefined });

    const { task: received } = await ehr.inbox.receive(order);
    expect(received).toMatchObject({
      status: 'received',
      intent: 'order',
      code: {
        coding: [{ system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'fulfill' }],
        text: 'Task of the palliative team',
      },
      focus: { reference: order },
      basedOn: [{ reference: order }],
      for: { reference: 'Patient/alpha' },
      requester: { reference: 'Practitioner/dir-oncologist' },
      priority: 'urgent',
    });
    expect(received?.authoredOn?.slice(0, 10)).toMatch(/^2026-01-(19|20|21)$/);

    expect((await ehr.inbox.accept(order)).task).toMatchObject({ id: received?.id, status: 'accepted' });

    const scheduled = await ehr.inbox.schedule(order, {
      day: '2026-01-26',
      time: '10:00',
      minutes: 45,
      modality: 'virtual',
      joins: ['requester', 'caregiver'],
    });
    expect(scheduled).toMatchObject({
      standing: 'scheduled',
      task: { status: 'accepted', businessStatus: { text: 'scheduled' } },
      appointment: {
        status: 'booked',
        basedOn: [{ reference: order }],
        start: '2026-01-26T15:00:00.000Z',
        end: '2026-01-26T15:45:00.000Z',
        serviceType: [{ coding: [{ code: 'VR' }] }],
      },
    });
    const present = scheduled.appointment?.participant.map(({ actor }) => actor?.reference ?? actor?.display);
    expect(present).toEqual([
      'Patient/alpha',
      'Palliative physician',
      'Palliative nurse',
      'Palliative care by video',
      'Practitioner/dir-oncologist',
      'Family or caregiver',
    ]);

    const begun = await ehr.inbox.start(order);
    expect(begun).toMatchObject({
      standing: 'in-progress',
      task: { status: 'in-progress' },
      appointment: { status: 'arrived' },
      encounter: { status: 'in-progress', basedOn: [{ reference: order }], class: { code: 'VR' } },
    });

    const done = await ehr.inbox.complete(order, 'Opioid started. We see her again in two weeks.');
    expect(done).toMatchObject({
      standing: 'completed',
      task: { status: 'completed' },
      appointment: { status: 'fulfilled' },
      encounter: { id: begun.encounter?.id, status: 'finished' },
    });
    expect(done.task).not.toHaveProperty('businessStatus');
    expect(await ehr.read(order)).toMatchObject({ status: 'completed' });
    const outputs = done.task?.output?.map(({ valueReference }) => valueReference?.reference ?? '') ?? [];
    expect(outputs.map((one) => one.split('/')[0])).toEqual(['Appointment', 'Encounter', 'DocumentReference']);
    const note = await ehr.read<DocumentReference>(outputs[2] ?? '');
    expect(Buffer.from(note.content[0]?.attachment.data ?? '', 'base64').toString('utf8')).toContain('Opioid started');
    expect(note.context).toMatchObject({
      encounter: [{ reference: `Encounter/${done.encounter?.id ?? ''}` }],
      related: [{ reference: order }],
    });
  });

  it('may be accepted at once, and completed without a start; the visit has not ended before it began', async () => {
    const order = await ordered();
    await ehr.inbox.accept(order);
    await ehr.inbox.schedule(order);
    const { encounter } = await ehr.inbox.complete(order);
    expect(encounter?.status).toBe('finished');
    expect((encounter?.period?.start ?? '~') <= (encounter?.period?.end ?? '')).toBe(true);
  });

  it('uses the Task that the sender has made for it', async () => {
    const order = await ordered();
    const task = await filed({
      intent: 'order',
      focus: { reference: order },
      code: { coding: [{ system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'fulfill' }] },
    });
    expect(`Task/${(await ehr.inbox.accept(order)).task?.id ?? ''}`).toBe(task);
    await expect(ehr.inbox.receive(task)).rejects.toThrow('Nothing was changed');
  });

  it('is not moved by a Task that records a decision about it', async () => {
    const order = await ordered();
    await filed({ status: 'completed', focus: { reference: order }, code: { text: 'Triggers reviewed' } });
    expect(await ehr.inbox.look(order)).toMatchObject({ standing: 'waiting', task: undefined });
  });

  it('is declined with a reason, and stays in force with who asked', async () => {
    const order = await ordered();
    expect(await ehr.inbox.decline(order, 'No visit within three weeks')).toMatchObject({
      standing: 'declined',
      task: { status: 'rejected', statusReason: { text: 'No visit within three weeks' } },
    });
    expect(await ehr.read(order)).toMatchObject({ status: 'active' });
  });

  it('gets another appointment after the first was cancelled', async () => {
    const order = await ordered();
    await ehr.inbox.accept(order);
    const first = (await ehr.inbox.schedule(order)).appointment?.id ?? '';
    await ehr.cancelInEhr(`Appointment/${first}`, { reason: 'Unwell' });
    expect((await ehr.inbox.look(order)).standing).toBe('accepted');
    expect((await ehr.inbox.schedule(order)).appointment?.id).not.toBe(first);
  });
});

describe('a request in the work list', () => {
  it('moves its own status; the visit is tied to it without an order', async () => {
    const task = await filed();
    const id = task.split('/')[1];
    for (const step of ['receive', 'accept', 'schedule', 'complete'] as const) await ehr.inbox[step](task);
    const done = await ehr.inbox.look(task);
    expect(done).toMatchObject({ standing: 'completed', task: { id, status: 'completed' } });
    expect(done.appointment).toMatchObject({ status: 'fulfilled', supportingInformation: [{ reference: task }] });
    expect(done.appointment).not.toHaveProperty('basedOn');
    expect(done.encounter).toMatchObject({ status: 'finished' });
  });

  it('that asks a question is answered without a visit', async () => {
    const task = await filed();
    await ehr.inbox.accept(task);
    const answered = await ehr.inbox.complete(task, 'Start with 2.5 mg.');
    expect(answered).toMatchObject({ standing: 'completed', encounter: undefined });
  });
});

describe('what does not fit is refused and changes nothing', () => {
  it.each([
    ['a draft', { status: 'draft', intent: 'order' }, 'not-an-order'],
    ['a proposal', { status: 'active', intent: 'proposal' }, 'not-an-order'],
    ['what was cancelled', { status: 'revoked', intent: 'order' }, 'cancelled'],
    ['what was entered in error', { status: 'entered-in-error', intent: 'order' }, 'entered-in-error'],
    ['what is on hold', { status: 'on-hold', intent: 'order' }, 'on-hold'],
  ])('%s', async (_what, changes, standing) => {
    const order = await ordered(changes);
    const before = await ehr.search('Task');
    expect((await ehr.inbox.look(order)).standing).toBe(standing);
    for (const step of ['receive', 'accept', 'decline', 'schedule', 'start', 'complete'] as const)
      await expect(ehr.inbox[step](order)).rejects.toThrow(`"${standing}"`);
    expect(await ehr.search('Task')).toEqual(before);
  });

  it.each([
    ['schedule', []],
    ['complete', []],
    ['start', ['accept']],
    ['receive', ['accept']],
    ['accept', ['decline']],
    ['complete', ['accept']],
    ['decline', ['accept', 'schedule']],
    ['accept', ['accept', 'schedule', 'complete']],
  ] as const)('%s after %j', async (step, before) => {
    const order = await ordered();
    for (const one of before) await ehr.inbox[one](order);
    const state = await ehr.inbox.look(order);
    await expect(ehr.inbox[step](order)).rejects.toThrow('Nothing was changed');
    expect(await ehr.inbox.look(order)).toEqual(state);
  });

  it('a visit in the past, a visit at no time, no reason, no note', async () => {
    const order = await ordered();
    await expect(ehr.inbox.decline(order, '  ')).rejects.toThrow('why');
    await ehr.inbox.accept(order);
    await expect(ehr.inbox.schedule(order, { day: '2026-01-02' })).rejects.toThrow('future');
    await expect(ehr.inbox.schedule(order, { time: 'noon' })).rejects.toThrow('time');
    expect(await ehr.search('Appointment', { 'based-on': order })).toEqual([]);
    await ehr.inbox.schedule(order);
    await expect(ehr.inbox.complete(order, '')).rejects.toThrow('note');
    expect(await ehr.read(order)).toMatchObject({ status: 'active' });
  });

  it('two at once: the second finds that it no longer fits', async () => {
    const order = await ordered();
    const both = await Promise.allSettled([ehr.inbox.accept(order), ehr.inbox.decline(order)]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    // After an acceptance it may still be declined; the other way round it may not.
    const other = await ordered();
    const later = await Promise.allSettled([ehr.inbox.decline(other), ehr.inbox.accept(other)]);
    expect(later.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(await ehr.search('Task', { focus: other })).toHaveLength(1);
  });
});

describe("a colleague's change in the EHR", () => {
  it('makes a new version, and a Provenance of it says who', async () => {
    const order = await ordered();
    const before = await ehr.read(order);
    const by = 'Practitioner/dir-nurse';
    const changed = await ehr.change<ServiceRequest>(order, { priority: 'stat' }, { by });
    expect(changed.priority).toBe('stat');
    expect(changed.meta?.versionId).not.toBe(before.meta?.versionId);
    const [told] = await ehr.search('Provenance', { target: order });
    expect(told?.target[0]?.reference).toBe(`${order}/_history/${changed.meta?.versionId ?? ''}`);
    expect(told?.agent[0]?.who.reference).toBe(by);
  });

  it('cancels an order with the reason in its notes', async () => {
    const order = await ordered({ ...ORDER, note: [{ text: 'First' }] });
    await ehr.cancelInEhr(order, { reason: 'Patient moved away' });
    expect(await ehr.read(order)).toMatchObject({
      status: 'revoked',
      note: [{ text: 'First' }, { text: 'Patient moved away' }],
    });
    expect((await ehr.inbox.look(order)).standing).toBe('cancelled');
    const task = await filed();
    await ehr.cancelInEhr(task);
    expect((await ehr.read<Task>(task)).status).toBe('cancelled');
    await expect(ehr.cancelInEhr('Patient/alpha')).rejects.toThrow('cancelled');
  });
});

describe('the clock of the EHR', () => {
  const now = Date.parse('2026-03-07T02:00:00Z');
  const clock = new EhrClock('America/New_York', '2026-03-06', () => now);

  it('is that of the clinic, whatever day it is in London', () => {
    expect(clock.instant()).toBe('2026-03-07T02:00:00.000Z');
    expect(clock.inWords(clock.instant())).toMatch(/Fri, Mar 6, 2026, 9:00\sPM EST/);
    expect(new EhrClock('America/New_York', '2026-03-01', () => now).instant()).toBe('2026-03-02T02:00:00.000Z');
  });

  it.each([
    ['2026-03-06', '10:00', '2026-03-06T15:00:00.000Z'],
    ['2026-03-08', '01:30', '2026-03-08T06:30:00.000Z'],
    ['2026-03-08', '03:30', '2026-03-08T07:30:00.000Z'],
    ['2026-07-01', '10:00', '2026-07-01T14:00:00.000Z'],
    ['2026-02-30', '10', undefined],
    ['soon', '10:00', undefined],
  ])('%s at %s is %s', (day, time, instant) => {
    expect(clock.at(day, time)).toBe(instant);
  });

  it('knows workdays', () => {
    expect([3, 1, 2, 5].map((days) => clock.workday(days))).toEqual([
      '2026-03-09',
      '2026-03-09',
      '2026-03-09',
      '2026-03-11',
    ]);
  });
});
