// @vitest-environment happy-dom
/** Beside "already referred": what has become of it, where that asks somebody to act. */
import { act, screen as dom, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { decisionsOffered } from '../../src/domain/decision/offered.ts';
import type { FollowedReferral, FollowUpRecords, FulfilmentTask } from '../../src/domain/referral/follow-up.ts';
import { fixtureChart } from '../support/fixture-chart.ts';
import { screen } from '../../src/words/screen.ts';
import { NO_REFERRALS } from '../support/fake-port.ts';
import { mount } from '../support/mount.tsx';

const chart = fixtureChart('breast-stage-4-referral-open');
const onRecord = chart.referrals.find(({ status }) => status === 'active');
if (onRecord === undefined) throw new Error('no referral in the scenario');
const daysAgo = (days: number) =>
  ({ lo: chart.asOf - days, hi: chart.asOf - days, precision: 'day', minutes: null }) as const;

const sent = (days: number, change: Partial<FollowedReferral> = {}): FollowedReferral => ({
  origin: onRecord.origin,
  reference: onRecord.reference,
  label: 'Referral to palliative care service',
  code: null,
  when: daysAgo(days),
  value: null,
  kind: 'request',
  status: 'active',
  isOrder: true,
  weak: false,
  priority: 'routine',
  authored: daysAgo(days),
  wantedBy: null,
  visitDays: null,
  patientAgrees: null,
  requester: null,
  to: 'Supportive & Palliative Care Clinic',
  notes: [],
  ended: null,
  version: '1',
  ...change,
});

const task = (status: FulfilmentTask['status'], reason: string | null = null): FulfilmentTask => ({
  ...sent(1),
  reference: 'Task/1',
  about: [onRecord.reference],
  status,
  saysScheduled: false,
  reason,
  on: daysAgo(1),
  says: [],
  documents: [],
});

const USUAL = 'What is visible of it stands under Referrals.';

const opened = async (records: Partial<FollowUpRecords>): Promise<void> => {
  mount({ chart, followUp: { read: () => Promise.resolve({ ...NO_REFERRALS, ...records }) } });
  await dom.findByRole('heading', { level: 2, name: 'Referrals' });
  await act(async () => Promise.resolve());
};

/** The line beside the gate, without its button. */
async function lineOf(records: Partial<FollowUpRecords>): Promise<string> {
  await opened(records);
  const region = within(dom.getByRole('region', { name: 'Answer' }));
  const line = region.getByRole('button', { name: 'Look at it' }).closest('p')?.textContent ?? '';
  return line.replaceAll(/[\u00A0\u2011\u2060]/g, (one) => (one === '\u00A0' ? ' ' : one === '\u2011' ? '-' : ''));
}

describe('beside a referral that is open', () => {
  it.each<readonly [string, Partial<FollowUpRecords>, says: RegExp]>([
    [
      'sent and not answered for too long: since when, and whom to call',
      { referrals: [sent(12)] },
      /^Sent 12 days ago; no answer is visible here\. To do: call Supportive & Palliative Care Clinic, [+\d].*\. Look at it$/,
    ],
    [
      'an urgent one is late sooner',
      { referrals: [sent(2, { priority: 'urgent' })] },
      /^Sent 2 days ago; no answer is visible here\./,
    ],
    [
      'no day of sending is invented',
      { referrals: [sent(12, { authored: null, wantedBy: daysAgo(3), to: null })] },
      /^It is overdue; no answer is visible here\. To do: call the service/,
    ],
    [
      'accepted, and no visit by the day for which it was asked',
      { referrals: [sent(60)], tasks: [task('accepted')] },
      /^Sent 60 days ago; the team has it, and no visit is visible here\. To do: call /,
    ],
    [
      'declined',
      { referrals: [sent(12)], tasks: [task('rejected', 'Lives outside the area.')] },
      /^The service has declined it; .* Reason given: Lives outside the area\. First cancel this one: then refer to another service, or give another answer \(our team will do it, not now, patient prefers not to\)\. Look at it$/,
    ],
    [
      'its task was cancelled, and why',
      { referrals: [sent(3)], tasks: [task('cancelled', 'Sent twice.')] },
      /^Its task was cancelled; the order itself still stands\. Reason given: Sent twice\. To do: call Supportive & Palliative Care Clinic, [+\d].*\. Look at it$/,
    ],
    [
      'its task was cancelled, and nobody says why',
      { referrals: [sent(3)], tasks: [task('cancelled')] },
      /^Its task was cancelled; the order itself still stands\. To do: call /,
    ],
  ])('%s', async (_, records, says) => {
    expect(await lineOf(records)).toMatch(says);
  });

  it.each<readonly [string, Partial<FollowUpRecords>, says: string]>([
    ['sent lately', { referrals: [sent(3)] }, 'Sent, 9 Nov 2026.'],
    ['tasks could not be read', { referrals: [sent(60)], unread: ['Task'] }, USUAL],
    ['appointments could not be read', { referrals: [sent(60)], unread: ['Appointment'] }, USUAL],
    [
      'accepted long ago, and a booked visit could not be read',
      { referrals: [sent(60)], tasks: [task('accepted')], unread: ['Appointment'] },
      USUAL,
    ],
    [
      'accepted, and its day has not come',
      { referrals: [sent(3)], tasks: [task('accepted')] },
      'Accepted by the team, 11 Nov 2026.',
    ],
    ['on hold', { referrals: [sent(60)], tasks: [task('on-hold')] }, 'On hold, 11 Nov 2026.'],
    [
      'another referral is the one that is late',
      { referrals: [sent(60, { reference: 'ServiceRequest/other' })] },
      USUAL,
    ],
  ])('%s: no more than what is visible is said', async (_, records, says) => {
    const line = await lineOf(records);
    expect(line.startsWith(says)).toBe(true);
    expect(line).not.toMatch(/no answer|no visit|ago|overdue/);
  });

  it.each<readonly [to: string | null, says: RegExp]>([
    [
      'Supportive & Palliative Care at Home',
      /To ask about it: Supportive & Palliative Care at Home, \+1 555 0103\. Look/,
    ],
    ['A service that this site does not name', /Sent, 9 Nov 2026\.\s+Look at it$/],
    [null, /Sent, 9 Nov 2026\.\s+Look at it$/],
  ])('names the number of the service that was asked, and no other: %s', async (to, says) => {
    expect(await lineOf({ referrals: [sent(3, { to })] })).toMatch(says);
  });
});

describe('the sentence above, for whoever reads no further', () => {
  it.each<readonly [string, Partial<FollowUpRecords>, says: RegExp]>([
    ['declined', { referrals: [sent(3)], tasks: [task('rejected')] }, / The service has declined it\.$/],
    [
      'could not be carried out',
      { referrals: [sent(3)], tasks: [task('failed')] },
      / The service could not carry it out\.$/,
    ],
    ['its task was cancelled', { referrals: [sent(3)], tasks: [task('cancelled')] }, / Its task was cancelled\.$/],
    ['no answer for too long', { referrals: [sent(12)] }, / It is overdue\.$/],
    ['sent lately', { referrals: [sent(3)] }, /^Already referred on [^.]*\.$/],
    ['not all was read', { referrals: [sent(60)], unread: ['Task'] }, /^Already referred on [^.]*\.$/],
    [
      'another is the one that was declined',
      {
        referrals: [sent(3), sent(3, { reference: 'ServiceRequest/other' })],
        tasks: [{ ...task('rejected'), about: ['ServiceRequest/other'] }],
      },
      /^Already referred on [^.]*\.$/,
    ],
  ])('%s', async (_, records, says) => {
    await opened(records);
    expect(dom.getByRole('heading', { level: 1 }).textContent).toMatch(says);
  });
});

describe('when the question comes back', () => {
  const BACK = 'The question is back once this referral is cancelled: it leads to no visit.';
  it.each<readonly [string, Partial<FollowUpRecords>, isBack: boolean]>([
    ['declined: now', { referrals: [sent(3)], tasks: [task('rejected')] }, true],
    ['could not be carried out: now', { referrals: [sent(3)], tasks: [task('failed')] }, true],
    [
      'its task was cancelled: the service has not said no',
      { referrals: [sent(3)], tasks: [task('cancelled')] },
      false,
    ],
    ['accepted', { referrals: [sent(3)], tasks: [task('accepted')] }, false],
    ['not all was read', { referrals: [sent(3)], unread: ['Task'] }, false],
    [
      'one of two was declined',
      {
        referrals: [sent(3), sent(3, { reference: 'ServiceRequest/other' })],
        tasks: [{ ...task('rejected'), about: ['ServiceRequest/other'] }],
      },
      false,
    ],
  ])('%s', async (_, records, isBack) => {
    await opened(records);
    const beside = within(dom.getByRole('list', { name: 'Beside it' }));
    const day = beside.queryByText(/^The question comes back on .* also if the referral is still open then\.$/);
    expect(beside.queryByText(BACK) !== null).toBe(isBack);
    expect(day !== null).toBe(!isBack);
  });
});

it('declined: no answer is offered yet, so the line names the answers that its cancelling brings back', async () => {
  const line = await lineOf({ referrals: [sent(3)], tasks: [task('rejected')] });
  expect(dom.queryByRole('group', { name: screen.decide.label })?.textContent ?? '').not.toContain(
    screen.decide['our-team'],
  );
  for (const is of decisionsOffered({ suppressedBy: null, level: 'specialist' }))
    if (is !== 'already-receiving') expect(line.toLowerCase()).toContain(screen.decide[is].toLowerCase());
});

describe('the team’s task among the records', () => {
  const code = { system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'fulfill', display: null };
  it.each([
    ['Fulfill the focal request', 'The team’s task for this referral'],
    ['fulfill', 'The team’s task for this referral'],
    ['See the patient this week', 'See the patient this week'],
  ])('“%s” is said as “%s”', async (label, said) => {
    await opened({ referrals: [sent(3)], tasks: [{ ...task('accepted'), label, code }] });
    expect(within(dom.getByRole('region', { name: 'Referrals' })).getByText(said)).toBeVisible();
    if (label !== said) expect(dom.queryByText(label)).toBeNull();
  });
});
