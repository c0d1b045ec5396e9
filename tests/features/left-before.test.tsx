// @vitest-environment happy-dom
/** A message or a letter is no order: the answer stays, and the next launch says that it was sent. */
import { act, screen as dom, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { FollowedReferral, FollowUpRecords, FulfilmentTask } from '../../src/domain/referral/follow-up.ts';
import { fixtureChart } from '../support/fixture-chart.ts';
import { NO_REFERRALS } from '../support/fake-port.ts';
import { LUNG, mount } from '../support/mount.tsx';

const chart = fixtureChart(LUNG);
const daysAgo = (days: number) =>
  ({ lo: chart.asOf - days, hi: chart.asOf - days, precision: 'day', minutes: null }) as const;

const left = (
  kind: FollowedReferral['kind'],
  days: number,
  change: Partial<FollowedReferral> = {},
): FollowedReferral => ({
  origin: 'ehr',
  reference: 'Communication/1',
  label: 'Referral to palliative care service',
  code: null,
  when: daysAgo(days),
  value: null,
  kind,
  status: 'active',
  isOrder: false,
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

const task = (status: FulfilmentTask['status']): FulfilmentTask => ({
  ...left('task', 1),
  reference: 'Task/1',
  about: ['Communication/1'],
  status,
  saysScheduled: false,
  reason: null,
  on: daysAgo(1),
  says: [],
  documents: [],
});

const opened = async (records: Partial<FollowUpRecords>, of = chart): Promise<HTMLElement> => {
  mount({ chart: of, followUp: { read: () => Promise.resolve({ ...NO_REFERRALS, ...records }) } });
  await dom.findByRole('heading', { level: 2, name: 'Referrals' });
  await act(async () => Promise.resolve());
  return dom.getByRole('region', { name: 'Answer' });
};
const isFilled = (region: HTMLElement): boolean =>
  within(region).getByRole('button', { name: 'Refer…' }).dataset['look'] === 'filled';

it.each<readonly [string, Partial<FollowUpRecords>, says: RegExp]>([
  [
    'a message that was sent',
    { referrals: [left('message', 3, { status: 'completed' })] },
    /^Message about a referral sent on 9.Nov.2026, without an order\. Look at it$/,
  ],
  ['a letter', { referrals: [left('letter', 3)] }, /^Referral letter filed on 9.Nov.2026, without an order\./],
  [
    'an entry in the work list',
    { referrals: [left('task', 3)] },
    /^Referral requested on 9.Nov.2026, without an order\./,
  ],
  [
    'of no known day',
    { referrals: [left('letter', 3, { authored: null })] },
    /^Referral letter filed, without an order\./,
  ],
  [
    'accepted by the team',
    { referrals: [left('message', 3)], tasks: [task('accepted')] },
    /^Message about a referral sent/,
  ],
  [
    'the newest of several',
    { referrals: [left('letter', 30, { reference: 'DocumentReference/1' }), left('message', 3)] },
    /^Message about a referral sent on 9.Nov/,
  ],
  [
    'something else was not read',
    { referrals: [left('message', 3)], unread: ['Task'] },
    /^Message about a referral sent/,
  ],
])('%s: it is told above the answer, and Refer is not filled', async (_, records, says) => {
  const region = await opened(records);
  const line = within(region).getByRole('button', { name: 'Look at it' }).closest('p');
  expect(line?.textContent).toMatch(says);
  expect(line?.compareDocumentPosition(within(region).getByRole('heading', { level: 1 }))).toBe(
    Node.DOCUMENT_POSITION_FOLLOWING,
  );
  expect(within(region).getByRole('heading', { level: 1 })).toHaveTextContent('is suggested');
  expect(isFilled(region)).toBe(false);
});

it.each<readonly [string, Partial<FollowUpRecords>]>([
  ['withdrawn', { referrals: [left('letter', 3, { status: 'revoked' })] }],
  ['prepared, and never sent', { referrals: [left('message', 3, { status: 'draft' })] }],
  ['declined by the team', { referrals: [left('message', 3)], tasks: [task('rejected')] }],
  ['its task was cancelled', { referrals: [left('message', 3)], tasks: [task('cancelled')] }],
  ['carried out', { referrals: [left('message', 3)], tasks: [task('completed')] }],
  ['long ago', { referrals: [left('message', 91)] }],
  ['an order is no message', { referrals: [left('request', 3)] }],
  ['nothing there', {}],
  ['messages were not read', { unread: ['Communication'] }],
])('%s: nothing is said of it', async (_, records) => {
  const region = await opened(records);
  expect(region).not.toHaveTextContent(/without an order/);
  expect(within(region).queryByRole('button', { name: 'Look at it' })).toBeNull();
  expect(isFilled(region)).toBe(true);
});

it('where the answer speaks of an open order, of that alone', async () => {
  const region = await opened({ referrals: [left('message', 3)] }, fixtureChart('breast-stage-4-referral-open'));
  expect(region).not.toHaveTextContent(/without an order/);
});
