/**
 * What became of earlier referrals to a service: one that has just said no is not proposed again as if it had not. Read from the
 * service's own Tasks (interop reference 4.9); where they were not read nothing is said of them.
 */
import type { Day } from '../logic/when.ts';
import type { FollowUpRecords, FollowUpVisit, FulfilmentTask } from '../referral/follow-up.ts';

/** `declined`: the service would not. `not-carried-out`: it would, and could not; often the patient was not reached. */
export interface EarlierNo {
  readonly is: 'declined' | 'not-carried-out';
  /** Null: the record gives no day. */
  readonly on: Day | null;
  /** In the record's words. */
  readonly reason: string | null;
}

/** By the name of the service, as the referral gives it. */
export type EarlierNos = Readonly<Partial<Record<string, EarlierNo>>>;

/**
 * Services whose last word on this patient was no, within so many days. A referral that was cancelled afterwards changes nothing in
 * that; one that was taken, or a visit that was made, since does.
 */
export function earlierNosOf(
  records: Pick<FollowUpRecords, 'referrals' | 'tasks' | 'appointments' | 'encounters'>,
  asOf: Day,
  withinDays: number,
): EarlierNos {
  const found: Record<string, EarlierNo> = {};
  for (const to of new Set(records.referrals.map((one) => one.to))) {
    if (to === null) continue;
    const references = records.referrals.filter((one) => one.to === to).map(({ reference }) => reference);
    const isAbout = ({ about }: FulfilmentTask | FollowUpVisit): boolean =>
      about.some((one) => references.includes(one));
    const said = records.tasks.filter(isAbout).flatMap((task) => {
      const word = WORD[task.status];
      return word === undefined ? [] : [{ ...task, word }];
    });
    const no = said.toSorted((one, other) => timeOf(other.on) - timeOf(one.on))[0];
    if (no === undefined || no.word === 'taken') continue;
    const on = no.on?.hi ?? null;
    if (on !== null && asOf - on > withinDays) continue;
    const visits = [...records.appointments, ...records.encounters].filter(isAbout);
    if (visits.some(({ status, created, start }) => STANDS.has(status) && timeOf(created ?? start) > timeOf(no.on)))
      continue;
    found[to] = { is: no.word, on, reason: no.reason };
  }
  return found;
}

/** A Task that is asked, put off or taken back says nothing of whether the service takes the patient. */
const WORD: Readonly<Partial<Record<FulfilmentTask['status'], EarlierNo['is'] | 'taken'>>> = {
  rejected: 'declined',
  failed: 'not-carried-out',
  accepted: 'taken',
  'in-progress': 'taken',
  completed: 'taken',
};

const STANDS: ReadonlySet<FollowUpVisit['status']> = new Set(['booked', 'came', 'over']);

/** Minutes since 1970; what has no day counts as the oldest. */
function timeOf(when: FulfilmentTask['on']): number {
  return when === null ? -Infinity : (when.minutes ?? when.hi * 1440);
}
