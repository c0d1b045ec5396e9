/** What has become of a referral, as a table that a clinician can read: what is on record, and what the app says of it. */
import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parseWhen, type When } from '../../../src/domain/logic/when.ts';
import {
  followUpsOf,
  isOver,
  TASK_STATUSES,
  type FollowedReferral,
  type FollowUp,
  type FollowUpRecords,
  type FollowUpSource,
  type FollowUpVisit,
  type FulfilmentTask,
} from '../../../src/domain/referral/follow-up.ts';
import { FOLLOW_UP_NUMBERS } from '../../../src/domain/referral/follow-up-numbers.ts';
import { runs, tellSeed } from '../../support/seeded.ts';

tellSeed('follow-up');

const at = (date: string): When => parseWhen(date) ?? { lo: 0, hi: 0, precision: 'day', minutes: null };
const ASOF = at('2026-11-22').lo;

const record = (reference: string) => ({
  origin: 'ehr',
  reference,
  label: 'Referral',
  code: null,
  when: null,
  value: null,
});

/** Ordered on 18 Nov as routine, for a visit by 16 Dec. */
const order = (change: Partial<FollowedReferral> = {}): FollowedReferral => ({
  ...record('ServiceRequest/1'),
  kind: 'request',
  status: 'active',
  isOrder: true,
  weak: false,
  priority: 'routine',
  authored: at('2026-11-18'),
  wantedBy: at('2026-12-16'),
  visitDays: 28,
  patientAgrees: null,
  requester: { reference: 'Practitioner/d1', name: 'Dr. Amara Osei' },
  to: 'Supportive & Palliative Care Clinic',
  notes: [],
  ended: null,
  version: '1',
  ...change,
});
const sentOn = (date: string, change: Partial<FollowedReferral> = {}): FollowedReferral =>
  order({ authored: at(date), ...change });

const task = (status: FulfilmentTask['status'], change: Partial<FulfilmentTask> = {}): FulfilmentTask => ({
  ...record('Task/1'),
  about: ['ServiceRequest/1'],
  status,
  saysScheduled: false,
  reason: null,
  on: at('2026-11-19'),
  says: [],
  documents: [],
  ...change,
});

/** Ours in their work list: the referral, and what they say of it, are one record. */
const entry = (change: Partial<FollowedReferral> = {}): FollowedReferral =>
  order({ kind: 'task', isOrder: false, reference: 'Task/9', ...change });
const ownTask = (status: FulfilmentTask['status'], change: Partial<FulfilmentTask> = {}): FulfilmentTask =>
  task(status, { reference: 'Task/9', about: ['Task/9'], ...change });

const visit = (status: FollowUpVisit['status'], start: string, change: Partial<FollowUpVisit> = {}): FollowUpVisit => ({
  ...record('Appointment/1'),
  about: ['ServiceRequest/1'],
  palliative: true,
  status,
  start: at(start),
  created: at('2026-11-20'),
  modality: 'virtual',
  who: [],
  ...change,
});
const unlinked = { about: [] } as const;

interface OnRecord extends Partial<Omit<FollowUpRecords, 'referrals' | 'unread'>> {
  readonly referral?: FollowedReferral;
  readonly unread?: readonly FollowUpSource[];
}

function followed({ referral = order(), ...more }: OnRecord): FollowUp {
  const records: FollowUpRecords = {
    referrals: [referral],
    plannedVisits: { references: [], whole: true },
    tasks: [],
    appointments: [],
    encounters: [],
    questions: [],
    unread: [],
    ...more,
  };
  const numbers = Object.fromEntries(Object.entries(FOLLOW_UP_NUMBERS).map(([name, { value }]) => [name, value]));
  const [only] = followUpsOf(records, {
    asOf: ASOF,
    numbers: numbers as { [Name in keyof typeof FOLLOW_UP_NUMBERS]: number },
    visitDays: { urgent: 3, routine: 28 },
  });
  if (only === undefined) throw new Error('one referral in, none out');
  return only;
}

type Row = readonly [
  onRecord: string,
  OnRecord,
  state: FollowUp['state'],
  overdue: boolean | null,
  next: FollowUp['next'],
];

describe('state, whether it is late, and who acts next (interop 4.9)', () => {
  it.each<Row>([
    ['a draft of yesterday', { referral: sentOn('2026-11-21', { status: 'draft' }) }, 'prepared', false, 'oncologist'],
    ['a proposal that is active', { referral: order({ isOrder: false }) }, 'prepared', true, 'oncologist'],
    [
      'a draft of two weeks ago',
      { referral: sentOn('2026-11-08', { status: 'draft' }) },
      'prepared',
      true,
      'oncologist',
    ],
    ['a draft without a day', { referral: order({ status: 'draft', authored: null }) }, 'prepared', null, 'oncologist'],
    ['an order of four days ago', {}, 'sent', false, 'palliative-team'],
    ['an order of nine days ago, nothing else', { referral: sentOn('2026-11-13') }, 'no-answer', true, 'clinic-staff'],
    [
      'an urgent order of three days ago, nothing else',
      { referral: sentOn('2026-11-19', { priority: 'urgent' }) },
      'no-answer',
      true,
      'clinic-staff',
    ],
    [
      'an order without a day, nothing else',
      { referral: order({ authored: null, wantedBy: null }) },
      'sent',
      null,
      'clinic-staff',
    ],
    ['a Task that asks', { tasks: [task('requested')] }, 'sent', false, 'palliative-team'],
    [
      'a Task that asks, of nine days ago',
      { referral: sentOn('2026-11-13'), tasks: [task('requested', { on: at('2026-11-13') })] },
      'no-answer',
      true,
      'clinic-staff',
    ],
    ['a Task received', { tasks: [task('received')] }, 'received', false, 'palliative-team'],
    ['a Task accepted', { tasks: [task('accepted')] }, 'accepted', false, 'palliative-team'],
    [
      'a Task accepted, and the window is over',
      { referral: order({ wantedBy: at('2026-11-20') }), tasks: [task('accepted')] },
      'accepted',
      true,
      'clinic-staff',
    ],
    ['a Task rejected', { tasks: [task('rejected', { reason: 'No capacity' })] }, 'declined', false, 'oncologist'],
    [
      'a Task accepted that says scheduled',
      { tasks: [task('accepted', { saysScheduled: true })] },
      'scheduled',
      false,
      'palliative-team',
    ],
    ['a visit booked for it', { appointments: [visit('booked', '2026-12-03')] }, 'scheduled', false, 'palliative-team'],
    [
      'a visit booked, and its day is over',
      { appointments: [visit('booked', '2026-11-20')] },
      'scheduled',
      true,
      'clinic-staff',
    ],
    [
      'a booked visit that was cancelled',
      { appointments: [visit('cancelled', '2026-12-03')] },
      'sent',
      false,
      'palliative-team',
    ],
    [
      'a visit to which nobody came',
      { tasks: [task('accepted')], appointments: [visit('missed', '2026-11-20')] },
      'accepted',
      false,
      'palliative-team',
    ],
    [
      'a visit of that team, made since, that names no referral',
      { appointments: [visit('booked', '2026-12-03', unlinked)] },
      'scheduled',
      false,
      'palliative-team',
    ],
    [
      'a visit of that team, made before the referral',
      { appointments: [visit('booked', '2026-12-03', { ...unlinked, created: at('2026-10-01') })] },
      'sent',
      false,
      'palliative-team',
    ],
    [
      'a visit of another team that names no referral',
      { appointments: [visit('booked', '2026-12-03', { ...unlinked, palliative: false })] },
      'sent',
      false,
      'palliative-team',
    ],
    [
      'a draft, and a visit of that team that names no referral',
      { referral: order({ status: 'draft' }), appointments: [visit('booked', '2026-12-03', unlinked)] },
      'prepared',
      true,
      'oncologist',
    ],
    ['a visit that took place', { encounters: [visit('over', '2026-11-20')] }, 'in-progress', false, 'palliative-team'],
    ['a Task in progress', { tasks: [task('in-progress')] }, 'in-progress', false, 'palliative-team'],
    ['a Task on hold', { tasks: [task('on-hold')] }, 'on-hold', false, 'palliative-team'],
    ['an order on hold', { referral: order({ status: 'on-hold' }) }, 'on-hold', false, 'palliative-team'],
    [
      'a Task completed',
      { tasks: [task('completed')], appointments: [visit('booked', '2026-11-20')] },
      'completed',
      false,
      'nobody',
    ],
    ['an order completed', { referral: order({ status: 'completed' }) }, 'completed', false, 'nobody'],
    [
      'an order revoked, whatever the Task says',
      { referral: order({ status: 'revoked' }), tasks: [task('accepted')] },
      'cancelled',
      false,
      'nobody',
    ],
    // Whoever cancels the work has not taken back the order.
    ['a Task cancelled', { tasks: [task('cancelled')] }, 'task-cancelled', false, 'clinic-staff'],
    [
      'a Task cancelled with a reason, and the window is over',
      { referral: order({ wantedBy: at('2026-11-20') }), tasks: [task('cancelled', { reason: 'Sent twice' })] },
      'task-cancelled',
      true,
      'clinic-staff',
    ],
    [
      'a Task cancelled nine days ago: nobody is waited for',
      { referral: sentOn('2026-11-13'), tasks: [task('cancelled', { on: at('2026-11-13') })] },
      'task-cancelled',
      false,
      'clinic-staff',
    ],
    [
      'a Task cancelled after another was accepted',
      { tasks: [task('accepted'), task('cancelled', { reference: 'Task/2', on: at('2026-11-21') })] },
      'accepted',
      false,
      'palliative-team',
    ],
    [
      'a Task cancelled after another was rejected',
      { tasks: [task('rejected'), task('cancelled', { reference: 'Task/2', on: at('2026-11-21') })] },
      'declined',
      false,
      'oncologist',
    ],
    [
      'a Task cancelled, and the visit was booked before that',
      { tasks: [task('cancelled', { on: at('2026-11-21') })], appointments: [visit('booked', '2026-12-03')] },
      'scheduled',
      false,
      'palliative-team',
    ],
    [
      'an order revoked, and its Task cancelled',
      { referral: order({ status: 'revoked' }), tasks: [task('cancelled')] },
      'cancelled',
      false,
      'nobody',
    ],
    [
      'a draft, and a Task about it cancelled',
      { referral: order({ status: 'draft' }), tasks: [task('cancelled')] },
      'prepared',
      true,
      'oncologist',
    ],
    ['a Task failed', { tasks: [task('failed')] }, 'failed', false, 'oncologist'],
    [
      'a Task rejected, then another accepted',
      { tasks: [task('rejected'), task('accepted', { reference: 'Task/2', on: at('2026-11-21') })] },
      'accepted',
      false,
      'palliative-team',
    ],
    [
      'a Task rejected, then a visit booked for it all the same',
      { tasks: [task('rejected')], appointments: [visit('booked', '2026-12-03')] },
      'scheduled',
      false,
      'palliative-team',
    ],
    [
      'a Task about another referral',
      { tasks: [task('accepted', { about: ['ServiceRequest/2'] })] },
      'sent',
      false,
      'palliative-team',
    ],
    ['a status that says nothing', { referral: order({ status: 'other' }) }, 'not-known', false, 'clinic-staff'],
    ['our entry in the work list', { referral: entry() }, 'sent', false, 'palliative-team'],
    [
      'our entry in the work list, cancelled: it was the referral itself',
      { referral: entry({ status: 'revoked' }), tasks: [ownTask('cancelled')] },
      'cancelled',
      false,
      'nobody',
    ],
    [
      'our entry in the work list, rejected',
      { referral: entry({ status: 'revoked' }), tasks: [ownTask('rejected')] },
      'declined',
      false,
      'oncologist',
    ],
    [
      'our entry in the work list, failed',
      { referral: entry({ status: 'revoked' }), tasks: [ownTask('failed')] },
      'failed',
      false,
      'oncologist',
    ],
    [
      'a message of nine days ago',
      { referral: sentOn('2026-11-13', { kind: 'message', status: 'completed' }) },
      'no-answer',
      true,
      'clinic-staff',
    ],
    ['a letter', { referral: order({ kind: 'letter', status: 'completed' }) }, 'filed', false, 'clinic-staff'],
  ])('%s', (_, onRecord, state, overdue, next) => {
    const told = followed(onRecord);
    expect([told.state, told.overdue, told.next]).toEqual([state, overdue, next]);
  });

  it.each<readonly [string, OnRecord, state: FollowUp['state'], overdue: boolean | null, unread: readonly string[]]>([
    [
      'an order of nine days ago, tasks not read',
      { referral: sentOn('2026-11-13'), unread: ['Task'] },
      'not-known',
      false,
      ['Task'],
    ],
    [
      'the same, and the window is over',
      { referral: sentOn('2026-10-01', { wantedBy: at('2026-10-29') }), unread: ['Appointment'] },
      'not-known',
      null,
      ['Appointment'],
    ],
    [
      'accepted, appointments not read',
      { tasks: [task('accepted')], unread: ['Appointment'] },
      'accepted',
      false,
      ['Appointment'],
    ],
    [
      'accepted and late, appointments not read',
      { referral: order({ wantedBy: at('2026-11-20') }), tasks: [task('accepted')], unread: ['Appointment'] },
      'accepted',
      null,
      ['Appointment'],
    ],
    [
      'booked and past, encounters not read',
      { appointments: [visit('booked', '2026-11-20')], unread: ['Encounter'] },
      'scheduled',
      null,
      ['Encounter'],
    ],
    [
      'a draft: what nobody has sent waits for no answer',
      { referral: order({ status: 'draft' }), unread: ['Task'] },
      'prepared',
      true,
      ['Task'],
    ],
    [
      'completed: nothing more is looked for',
      { referral: order({ status: 'completed' }), unread: ['Task'] },
      'completed',
      false,
      [],
    ],
    [
      'a message: its answer is no Task',
      { referral: order({ kind: 'message', status: 'completed' }), unread: ['Task'] },
      'sent',
      false,
      [],
    ],
  ])('not received is never "not there": %s', (_, onRecord, state, overdue, unread) => {
    const told = followed(onRecord);
    expect([told.state, told.overdue, told.unread]).toEqual([state, overdue, unread]);
  });

  it('says why, since when, and names the records', () => {
    const declined = followed({ tasks: [task('rejected', { reason: 'No capacity' })] });
    expect(declined.reason).toBe('No capacity');
    expect(declined.since).toEqual(at('2026-11-19'));
    expect(declined.evidence.map(({ reference }) => reference)).toEqual(['ServiceRequest/1', 'Task/1']);
    const cancelled = followed({ tasks: [task('cancelled', { reason: 'Sent twice' })] });
    expect(cancelled).toMatchObject({ reason: 'Sent twice', since: at('2026-11-19') });
    expect(cancelled.evidence.map(({ reference }) => reference)).toEqual(['ServiceRequest/1', 'Task/1']);
    expect(followed({ tasks: [task('cancelled')] }).reason).toBeNull();
    const ours = { referral: entry({ status: 'revoked' }), tasks: [ownTask('cancelled', { reason: 'Sent twice' })] };
    expect(followed(ours)).toMatchObject({ reason: 'Sent twice', since: at('2026-11-19') });
    const booked = followed({ appointments: [visit('booked', '2026-12-03')] });
    expect(booked.visit?.linked).toBe(true);
    expect(booked.since).toEqual(at('2026-11-20'));
    expect(followed({ appointments: [visit('booked', '2026-12-03', unlinked)] }).visit?.linked).toBe(false);
  });

  it('names a record once that is both referral and work list entry', () => {
    const { evidence } = followed({ referral: entry(), tasks: [ownTask('accepted')] });
    expect(evidence.map(({ reference }) => reference)).toEqual(['Task/9']);
  });

  it('a Task cancelled ends nothing: the order stands, and what was not read is told', () => {
    const told = followed({
      referral: sentOn('2026-01-01', { wantedBy: null }),
      tasks: [task('cancelled', { on: at('2026-01-02') })],
      unread: ['Task'],
    });
    expect(told).toMatchObject({ state: 'task-cancelled', overdue: null, isEarlier: false, unread: ['Task'] });
  });

  it('of several visits the one that took place counts, then the next to come', () => {
    const later = visit('booked', '2026-12-20', { reference: 'Appointment/3' });
    const next = visit('booked', '2026-12-03', { reference: 'Appointment/2' });
    expect(followed({ appointments: [later, next] }).visit?.visit.reference).toBe('Appointment/2');
    expect(
      followed({ appointments: [next], encounters: [visit('came', '2026-11-22', { reference: 'Encounter/1' })] }).visit
        ?.visit.reference,
    ).toBe('Encounter/1');
  });

  it('what ended long ago stands apart', () => {
    expect(followed({ referral: sentOn('2026-11-01', { status: 'completed' }) }).isEarlier).toBe(false);
    expect(followed({ referral: sentOn('2026-01-01', { status: 'completed' }) }).isEarlier).toBe(true);
    expect(followed({ referral: sentOn('2026-01-01') }).isEarlier).toBe(false);
  });
});

const anyTask = fc.constantFrom(...TASK_STATUSES).map((status) => task(status));
const SOURCES = ['Task', 'Appointment', 'Encounter'] as const;

test('nobody is said not to have answered, and nothing to be late, while a place where it may stand was not read', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('draft', 'active', 'on-hold', 'completed', 'revoked', 'other'),
      fc.option(anyTask, { nil: null }),
      fc.subarray([...SOURCES], { minLength: 1 }),
      fc.integer({ min: 0, max: 400 }),
      (status, found, unread, days) => {
        const authored = { lo: ASOF - days, hi: ASOF - days, precision: 'day', minutes: null } as const;
        const referral = order({ status, authored, wantedBy: null });
        const told = followed({ referral, tasks: found === null ? [] : [found], unread });
        expect(told.state).not.toBe('no-answer');
        if (told.overdue === true) expect(told.state).toBe('prepared');
        if (!isOver(told.state) && (found === null || unread.some((one) => one !== 'Task')))
          expect(told.unread.length).toBeGreaterThan(0);
      },
    ),
    runs(300),
  );
});

describe('one that was taken back', () => {
  const ended = { why: 'service-declined', words: null, by: 'Dr. Amara Osei', on: at('2026-11-20') } as const;
  const revoked = order({ status: 'revoked', ended });

  it('has ended on the day of its note, not on that of the order', () => {
    expect(followed({ referral: revoked })).toMatchObject({ state: 'cancelled', since: ended.on, serviceNo: null });
    const old = sentOn('2026-02-01', { status: 'revoked', ended });
    expect(followed({ referral: old }).isEarlier).toBe(false);
    expect(followed({ referral: { ...old, ended: null } }).isEarlier).toBe(true);
  });

  it.each<readonly [FulfilmentTask['status'], FollowUp['serviceNo']]>([
    ['rejected', { state: 'declined', reason: 'No capacity' }],
    ['failed', { state: 'failed', reason: 'No capacity' }],
    ['cancelled', null],
    ['accepted', null],
  ])('keeps what the service had said: %s', (status, serviceNo) => {
    const found = followed({ referral: revoked, tasks: [task(status, { reason: 'No capacity' })] });
    expect(found).toMatchObject({ state: 'cancelled', reason: null, serviceNo });
    expect(found.evidence).toHaveLength(serviceNo === null ? 1 : 2);
  });
});
