// @vitest-environment happy-dom
/** M14: a booked visit goes into the care plan by one press, is not offered twice, and only what was seen of it is said. */
import { act, screen as dom, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { parseWhen } from '../../src/domain/logic/when.ts';
import { problem } from '../../src/domain/problem.ts';
import type { FollowedReferral, FollowUpRecords } from '../../src/domain/referral/follow-up.ts';
import type { VisitPlanOutcome } from '../../src/domain/referral/visit-plan.ts';
import type { FollowUpPort, VisitPlanOrder } from '../../src/ehr/port.ts';
import { fixtureChart } from '../support/fixture-chart.ts';
import { NO_REFERRALS } from '../support/fake-port.ts';
import { DECISION, LUNG, mount } from '../support/mount.tsx';

const { asOf } = fixtureChart(LUNG);
const yesterday = { lo: asOf - 1, hi: asOf - 1, precision: 'day', minutes: null } as const;

const referral: FollowedReferral = {
  origin: 'ehr',
  reference: 'ServiceRequest/1',
  label: 'Referral to palliative care service',
  code: null,
  when: yesterday,
  value: null,
  kind: 'request',
  status: 'active',
  isOrder: true,
  weak: false,
  priority: 'routine',
  authored: yesterday,
  wantedBy: null,
  visitDays: null,
  patientAgrees: null,
  requester: null,
  to: 'Supportive & Palliative Care Clinic',
  notes: [],
  ended: null,
  version: '1',
};

const visit = (start: string) =>
  ({
    ...referral,
    reference: 'Appointment/1',
    label: 'First visit',
    about: ['ServiceRequest/1'],
    palliative: true,
    status: 'booked',
    start: parseWhen(start),
    created: null,
    modality: 'virtual',
    who: ['Dr. Hana Sato'],
  }) as const;

const PUT = 'Put into the care plan';

async function open(records: Partial<FollowUpRecords> = {}, port: Partial<FollowUpPort> = {}) {
  const mounted = mount({
    followUp: {
      read: () =>
        Promise.resolve({
          ...NO_REFERRALS,
          referrals: [referral],
          appointments: [visit('2031-12-03T15:00:00Z')],
          plannedVisits: { references: [], whole: true },
          ...records,
        }),
      ...port,
    },
  });
  await dom.findByRole('heading', { level: 2, name: 'Referrals' });
  const section = within(dom.getByRole('region', { name: 'Referrals' }));
  await section.findByRole('listitem', { name: /./ });
  await act(async () => Promise.resolve());
  return { ...mounted, section };
}

describe('whether it is offered', () => {
  it.each<readonly [string, Partial<FollowUpRecords>, Partial<FollowUpPort>, says: string | null]>([
    [
      'it stands in a plan',
      { plannedVisits: { references: ['Appointment/1'], whole: true } },
      {},
      'The visit is in the care plan.',
    ],
    [
      'plans were not read in full: not said to be missing',
      { plannedVisits: { references: [], whole: false } },
      {},
      'Care plans were not read in full: cannot tell whether the visit is in one.',
    ],
    ['the EHR takes no plan', {}, { mayPlan: () => Promise.resolve(false) }, null],
    ['there is no visit', { appointments: [] }, {}, null],
    ['the visit is over', { appointments: [visit('2021-12-03T15:00:00Z')] }, {}, null],
  ])('not, where %s', async (_, records, port, says) => {
    const { section } = await open(records, port);
    if (says !== null) expect(await section.findByText(says)).toBeVisible();
    expect(section.queryByRole('button', { name: PUT })).toBeNull();
  });
});

describe('one press', () => {
  async function pressed(outcome: VisitPlanOutcome, port: Partial<FollowUpPort> = {}) {
    const orders: VisitPlanOrder[] = [];
    const opened = await open(
      {},
      {
        plan: (order) => {
          orders.push(order);
          return Promise.resolve(outcome);
        },
        ...port,
      },
    );
    await opened.user.click(await opened.section.findByRole('button', { name: PUT }));
    return { ...opened, orders };
  }

  it('writes the visit, who joins it and the number for the night, for this patient', async () => {
    const { orders } = await pressed({ at: 'written', added: false });
    expect(orders).toEqual([
      {
        id: DECISION,
        appointment: 'Appointment/1',
        day: parseWhen('2031-12-03T15:00:00Z')?.lo,
        patientId: fixtureChart(LUNG).patient.id,
        texts: {
          visit: expect.stringMatching(/3 Dec 2031, 10:00, with Dr\. Hana Sato/) as string,
          night: expect.any(String) as string,
        },
      },
    ]);
  });

  it.each<readonly [VisitPlanOutcome, RegExp, again: boolean]>([
    [{ at: 'written', added: false }, /^Saved: the visit is in a care plan of its own/, false],
    [{ at: 'written', added: true }, /^Saved: the visit was added to the care plan of your team/, false],
    [{ at: 'there-already' }, /^It was in the care plan already/, false],
    [{ at: 'staged' }, /It is not in the care plan before that/, false],
    [{ at: 'conflict' }, /^Somebody has changed the care plan meanwhile/, true],
    [{ at: 'refused', problem: problem('invalid', 'POST', { status: 422, said: ['No plans.'] }) }, /No plans\.$/, true],
    [
      { at: 'refused', problem: problem('unchecked', 'GET') },
      /cannot be told whether the visit is in a care plan/,
      true,
    ],
    [{ at: 'unknown' }, /^We could not confirm whether it was saved/, false],
  ])(
    '%o: is said where the button was, and offered again only where nothing was written',
    async (outcome, words, again) => {
      const { section, orders } = await pressed(outcome);
      const line = await section.findByText(words);
      await waitFor(() => expect(line.closest('[tabindex="-1"]')).toHaveFocus());
      expect(section.queryAllByRole('button', { name: PUT })).toHaveLength(again ? 1 : 0);
      expect(orders).toHaveLength(1);
    },
  );

  it('whose answer was lost is looked for, and not written again', async () => {
    const looks: string[] = [];
    const { section, user, orders } = await pressed(
      { at: 'unknown' },
      {
        findPlan: (appointment) => {
          looks.push(appointment);
          return Promise.resolve({ at: 'written', added: false });
        },
      },
    );
    await user.click(await section.findByRole('button', { name: 'Check again' }));
    expect(await section.findByText(/^Saved: the visit is in a care plan of its own/)).toBeVisible();
    expect(looks).toEqual(['Appointment/1']);
    expect(orders).toHaveLength(1);
  });
});
