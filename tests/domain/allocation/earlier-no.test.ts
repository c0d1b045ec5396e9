/** What became of earlier referrals to a service, as a table that a clinician can read. */
import { describe, expect, it } from 'vitest';
import { bridgeOf } from '../../../src/domain/allocation/bridge.ts';
import { earlierNosOf, type EarlierNo } from '../../../src/domain/allocation/earlier-no.ts';
import { ALLOCATION_NUMBERS } from '../../../src/domain/allocation/numbers.ts';
import type { FollowedReferral, FollowUpVisit, FulfilmentTask } from '../../../src/domain/referral/follow-up.ts';
import { AS_OF, CLINIC, HOME, ids, offer, rank, VIDEO } from './offers.ts';

const daysAgo = (days: number) => ({ lo: AS_OF - days, hi: AS_OF - days, precision: 'day', minutes: null }) as const;
const record = (reference: string) => ({ origin: 'ehr', reference, label: '', code: null, when: null, value: null });

const referral = (id: string, change: Partial<FollowedReferral> = {}): FollowedReferral => ({
  ...record(`ServiceRequest/${id}`),
  kind: 'request',
  status: 'active',
  isOrder: true,
  weak: false,
  priority: 'routine',
  authored: daysAgo(30),
  wantedBy: null,
  visitDays: null,
  patientAgrees: null,
  requester: null,
  to: 'Clinic',
  notes: [],
  ended: null,
  version: '1',
  ...change,
});
const task = (about: string, status: FulfilmentTask['status'], days: number | null): FulfilmentTask => ({
  ...record(`Task/${about}-${status}`),
  about: [`ServiceRequest/${about}`],
  status,
  saysScheduled: false,
  reason: status === 'rejected' ? 'Full until January' : null,
  on: days === null ? null : daysAgo(days),
  says: [],
  documents: [],
});
const visit = (about: string, status: FollowUpVisit['status'], madeDaysAgo: number): FollowUpVisit => ({
  ...record('Appointment/1'),
  about: [`ServiceRequest/${about}`],
  palliative: true,
  status,
  start: daysAgo(-5),
  created: daysAgo(madeDaysAgo),
  modality: null,
  who: [],
});

interface Said {
  readonly referrals?: readonly FollowedReferral[];
  readonly tasks?: readonly FulfilmentTask[];
  readonly visits?: readonly FollowUpVisit[];
}
const ofClinic = ({ referrals = [referral('1')], tasks = [], visits = [] }: Said): EarlierNo | undefined =>
  earlierNosOf({ referrals, tasks, appointments: visits, encounters: [] }, AS_OF, 90)['Clinic'];

const DECLINED = (days: number): EarlierNo => ({ is: 'declined', on: AS_OF - days, reason: 'Full until January' });
const TWO = [referral('1'), referral('2')];

describe('whether a service has said no to this patient', () => {
  it.each<readonly [string, Said, EarlierNo | undefined]>([
    ['nothing is on record', {}, undefined],
    ['it has not answered', { tasks: [task('1', 'requested', 3)] }, undefined],
    ['it has declined', { tasks: [task('1', 'rejected', 3)] }, DECLINED(3)],
    [
      'it has declined, and the order was cancelled for that',
      { referrals: [referral('1', { status: 'revoked' })], tasks: [task('1', 'rejected', 3)] },
      DECLINED(3),
    ],
    [
      'it has declined, and the work was then taken from its list',
      { tasks: [task('1', 'rejected', 3), task('1', 'cancelled', 1)] },
      DECLINED(3),
    ],
    ['it declined 90 days ago', { tasks: [task('1', 'rejected', 90)] }, DECLINED(90)],
    ['it declined longer ago', { tasks: [task('1', 'rejected', 91)] }, undefined],
    [
      'it declined on a day that is not recorded',
      { tasks: [task('1', 'rejected', null)] },
      { is: 'declined', on: null, reason: 'Full until January' },
    ],
    [
      'it declined, and took a second referral',
      { referrals: TWO, tasks: [task('1', 'rejected', 9), task('2', 'accepted', 2)] },
      undefined,
    ],
    [
      'it took one, and declined the next',
      { referrals: TWO, tasks: [task('1', 'completed', 9), task('2', 'rejected', 2)] },
      DECLINED(2),
    ],
    [
      'it declined, and a second referral waits for its answer',
      { referrals: TWO, tasks: [task('1', 'rejected', 9), task('2', 'requested', 2)] },
      DECLINED(9),
    ],
    [
      'it declined, and a visit was made since',
      { tasks: [task('1', 'rejected', 9)], visits: [visit('1', 'booked', 2)] },
      undefined,
    ],
    [
      'a visit was made, and it declined since',
      { tasks: [task('1', 'rejected', 2)], visits: [visit('1', 'booked', 9)] },
      DECLINED(2),
    ],
    [
      'it declined, and a visit that was made since was cancelled',
      { tasks: [task('1', 'rejected', 9)], visits: [visit('1', 'cancelled', 2)] },
      DECLINED(9),
    ],
    [
      'it tried and could not',
      { tasks: [task('1', 'failed', 4)] },
      { is: 'not-carried-out', on: AS_OF - 4, reason: null },
    ],
    [
      'another service has declined',
      { referrals: [referral('1', { to: 'Video' })], tasks: [task('1', 'rejected', 3)] },
      undefined,
    ],
    [
      'a referral that names no service was declined',
      { referrals: [referral('1', { to: null })], tasks: [task('1', 'rejected', 3)] },
      undefined,
    ],
  ])('%s', (_, said, expected) => {
    expect(ofClinic(said)).toEqual(expected);
  });
});

describe('the rank of a service that has said no', () => {
  const after = (no: EarlierNo) => rank([CLINIC, { ...VIDEO, name: 'Video' }], {}, {}, undefined, { Clinic: no });

  it('is the last, with the day and the words of the no', () => {
    expect(ids(rank([CLINIC, VIDEO]))).toEqual(['clinic', 'video']);
    const ranking = after(DECLINED(3));
    expect(ids(ranking)).toEqual(['video', 'clinic']);
    expect(ranking.options[1]).toMatchObject({
      declined: true,
      against: [{ code: 'declined', value: { on: AS_OF - 3, reason: 'Full until January' } }],
    });
  });

  it('is the last also where every other is late', () => {
    const late = offer({ ...HOME, name: 'Home', leadTimeDays: 60 });
    expect(ids(rank([CLINIC, late], {}, {}, undefined, { Clinic: DECLINED(3) }))).toEqual(['home', 'clinic']);
  });

  it('stays where it only could not carry one out, and that is told', () => {
    const ranking = after({ is: 'not-carried-out', on: AS_OF - 4, reason: null });
    expect(ids(ranking)).toEqual(['clinic', 'video']);
    expect(ranking.options[0]).toMatchObject({ declined: false, against: [{ code: 'not-carried-out' }] });
  });

  it('bridges nothing: what has just said no is not waited for', () => {
    const nurse = rank([offer({ id: 'nurse', kind: 'navigator' })]);
    const only = rank([CLINIC], {}, {}, undefined, { Clinic: DECLINED(3) });
    const window = { asOf: AS_OF, by: AS_OF + 14 };
    expect(bridgeOf(rank([CLINIC]), nurse, window, ALLOCATION_NUMBERS)).toBeNull();
    expect(bridgeOf(only, nurse, window, ALLOCATION_NUMBERS)).toMatchObject({
      earliest: null,
      navigator: { offer: { id: 'nurse' } },
    });
  });
});
