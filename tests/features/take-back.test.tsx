// @vitest-environment happy-dom
/** A decision on record that no longer holds: what it needs, one press, and only what was seen of it afterwards. */
import { screen as dom, waitFor, within } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Chart } from '../../src/domain/chart/chart.ts';
import type { TakeBackOutcome } from '../../src/domain/decision/take-back.ts';
import { problem } from '../../src/domain/problem.ts';
import type { TakeBackOrder, TakeBackPort } from '../../src/ehr/port.ts';
import { takeBack } from '../../src/features/decision/later-parts.ts';
import { decision } from '../support/builders/planning.ts';
import { ago, chartOf, condition, procedure, stageGroup, type Resource } from '../support/chart-of.ts';
import type { FakeOptions } from '../support/fake-port.ts';
import { mount, type Mounted } from '../support/mount.tsx';

beforeAll(async () => {
  await takeBack.load();
});

const charted = (what: 'decline' | 'defer'): Chart =>
  chartOf([condition('C34.11', { recorded: ago(400) }), stageGroup('Stage IV', ago(395)), decision(what, ago(20))]);

const OPEN = 'This no longer holds; change the chart…';
const TITLE = { decline: 'The patient’s “no” no longer holds', defer: 'The decision no longer holds' };

type Takes = Partial<TakeBackPort>;

async function opened(what: 'decline' | 'defer', takingBack: Takes = {}, more: Partial<FakeOptions> = {}) {
  const mounted: Mounted = mount({ chart: charted(what), takingBack, ...more });
  await mounted.user.click(await dom.findByRole('button', { name: OPEN }));
  return { ...mounted, panel: within(await dom.findByRole('region', { name: TITLE[what] })) };
}

const saves = (panel: ReturnType<typeof within>) => panel.findByRole('button', { name: /^Take it back for / });

/** What it is asked to change, and what it answers. */
function taking(outcome: TakeBackOutcome): Takes & { readonly orders: TakeBackOrder[] } {
  const orders: TakeBackOrder[] = [];
  return {
    orders,
    takeBack: (order) => {
      orders.push(order);
      return Promise.resolve(outcome);
    },
  };
}

describe('who may say so', () => {
  it('a patient’s no is lifted by the patient alone, and says that a referral asks them anew', async () => {
    const { panel, user } = await opened('decline');
    await user.click(await panel.findByRole('radio', { name: /^It no longer holds/ }));
    expect(panel.getByRole('radio', { name: 'The patient says so' })).toBeVisible();
    expect(panel.queryByRole('radio', { name: 'I lift it' })).toBeNull();
    expect(panel.getByText(/you can still refer/)).toBeVisible();
  });

  it('what was begun and not saved is named before the chart is closed', async () => {
    const { panel, user, session } = await opened('defer');
    expect(session.presence.notSent()).toEqual([]);
    await user.click(await panel.findByRole('radio', { name: /^It no longer holds/ }));
    await user.click(dom.getByRole('button', { name: 'Close Alongside' }));
    expect(
      dom.getByText('What you wrote about an answer on record has not been saved. Closing discards it.'),
    ).toBeVisible();
  });

  it('what a clinician decided a clinician lifts, with a reason', async () => {
    const takes = taking({ at: 'done', readBack: true });
    const { panel, user } = await opened('defer', takes);
    await user.click(await panel.findByRole('radio', { name: /^It no longer holds/ }));
    await user.click(panel.getByRole('radio', { name: 'I lift it' }));
    await user.click(await saves(panel));
    expect(panel.getByText('Say why, in a few words.')).toBeVisible();
    expect(takes.orders).toEqual([]);
    await user.type(panel.getByLabelText(/^In a few words/), 'Now there is time.');
    await user.click(await saves(panel));
    await waitFor(() => expect(takes.orders).toHaveLength(1));
    expect(takes.orders[0]).toMatchObject({
      reference: expect.stringMatching(/^Task\//) as string,
      version: '1',
      gate: 'decision-recorded',
      takeBack: { kind: 'no-longer', by: 'clinician', note: 'Now there is time.' },
    });
  });

  it('says what is lacking, and sends nothing, until it is said', async () => {
    const takes = taking({ at: 'done', readBack: true });
    const { panel, user } = await opened('decline', takes);
    const button = await saves(panel);
    expect(button).toHaveAttribute('aria-disabled', 'true');
    await user.click(button);
    expect(panel.getByText('Choose what has happened.')).toBeVisible();
    await user.click(panel.getByRole('radio', { name: /^It no longer holds/ }));
    await user.click(button);
    expect(panel.getByText('Say whose word it is.')).toBeVisible();
    expect(takes.orders).toEqual([]);
  });
});

describe('care that a clinician has told of', () => {
  const charted = (...more: readonly Resource[]): Chart =>
    chartOf([condition('C34.11', { recorded: ago(400) }), stageGroup('Stage IV', ago(395)), ...more]);

  it('can be taken back, once, beside its own record and not beside a visit', async () => {
    const takes = taking({ at: 'done', readBack: true });
    const chart = charted(procedure('395695001', ago(40)), decision('already-receiving', ago(20)));
    const { user } = mount({ chart, takingBack: takes });
    expect(await dom.findByRole('heading', { level: 1, name: /^Receives palliative care elsewhere/ })).toBeVisible();
    await user.click(dom.getByRole('button', { name: OPEN }));
    const panel = within(await dom.findByRole('region', { name: '“Already receiving” no longer holds' }));
    await user.click(await panel.findByRole('radio', { name: /^It no longer holds/ }));
    await user.click(panel.getByRole('radio', { name: 'I lift it' }));
    await user.type(panel.getByLabelText(/^In a few words/), 'Moved away.');
    await user.click(await saves(panel));
    await waitFor(() => expect(takes.orders).toHaveLength(1));
    expect(takes.orders[0]).toMatchObject({
      reference: chart.decisions[0]?.reference,
      gate: 'under-specialist-care',
    });
  });

  it('a visit alone is no decision: there is nothing to take back', async () => {
    mount({ chart: charted(procedure('395695001', ago(40))) });
    expect(await dom.findByRole('heading', { level: 1, name: /^Already seen by/ })).toBeVisible();
    expect(dom.queryByRole('button', { name: OPEN })).toBeNull();
  });
});

describe('where the EHR takes no change', () => {
  it.each([
    ['not-granted', 'The EHR has not allowed this app to change this record.'],
    ['not-advertised', 'This EHR takes no changes of this record from apps.'],
    ['could-not-ask', 'It could not be found out whether the EHR takes a change of this record.'],
    ['no-version', /does not say which version/],
  ] as const)('%s: why, the way in the chart, and no button that writes', async (whyNot, words) => {
    const { panel } = await opened('decline', { may: () => Promise.resolve({ whyNot }) });
    expect(await panel.findByText(words)).toBeVisible();
    expect(panel.getByText(/^In the chart: open the task/)).toBeVisible();
    expect(panel.getByText('A referral can still be made: Refer stands above.')).toBeVisible();
    expect(panel.queryByRole('button', { name: /^Take it back/ })).toBeNull();
  });
});

describe('what became of it', () => {
  async function pressed(outcome: TakeBackOutcome, more: Takes = {}) {
    const takes = { ...taking(outcome), ...more };
    const mounted = await opened('decline', takes);
    await mounted.user.click(await mounted.panel.findByRole('radio', { name: /^It was a mistake/ }));
    await mounted.user.type(mounted.panel.getByLabelText(/^In a few words/), 'Wrong press.');
    await mounted.user.click(await saves(mounted.panel));
    return { ...mounted, takes };
  }
  const said = (panel: ReturnType<typeof within>) => panel.findByRole('status');

  it.each<readonly [string, TakeBackOutcome, RegExp]>([
    ['done', { at: 'done', readBack: true }, /^Taken back: it is in the chart\./],
    ['waiting for review', { at: 'staged' }, /The decision holds until then\.$/],
    [
      'somebody else’s change',
      { at: 'conflict', status: 'cancelled' },
      /now “cancelled”\. Nothing was written over it/,
    ],
    [
      'a refusal',
      { at: 'refused', problem: problem('forbidden', 'no', { status: 403, said: ['Not you.'] }) },
      /Not you\.$/,
    ],
    [
      'a check of our own',
      { at: 'refused', problem: problem('changed', 'no') },
      /^Nothing was changed: what stands in/,
    ],
    ['nobody knows', { at: 'unknown', since: 0, asBefore: false }, /^We could not confirm whether it was taken back\./],
  ])('%s is said, takes the focus, and is asked of the EHR once', async (_, outcome, words) => {
    const { panel, takes } = await pressed(outcome);
    const line = await said(panel);
    expect(line).toHaveTextContent(words);
    await waitFor(() => expect(line.parentElement).toHaveFocus());
    expect(takes.orders).toHaveLength(1);
  });

  it('a change that was not read back says so', async () => {
    const { panel } = await pressed({ at: 'done', readBack: false });
    expect(await panel.findByText('The EHR said so; it could not be read back yet.')).toBeVisible();
  });

  it('a refusal loses no word', async () => {
    const { panel } = await pressed({ at: 'refused', problem: problem('busy', 'PUT', { status: 429 }) });
    await said(panel);
    expect(panel.getByLabelText(/^In a few words/)).toHaveValue('Wrong press.');
    expect(panel.getByRole('radio', { name: /^It was a mistake/ })).toBeChecked();
  });

  it('whose answer was lost: it is looked for, and tried again only when the record stands as before', async () => {
    const { panel, user, takes } = await pressed(
      { at: 'unknown', since: 0, asBefore: false },
      { lookAgain: () => Promise.resolve({ at: 'unknown', since: 0, asBefore: true }) },
    );
    await said(panel);
    expect(panel.queryByRole('button', { name: 'Try again' })).toBeNull();
    await user.click(panel.getByRole('button', { name: 'Check again' }));
    expect(await panel.findByText(/the record stood as before/)).toBeVisible();
    await user.click(panel.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(takes.orders).toHaveLength(2));
    expect(takes.orders[1]).toEqual(takes.orders[0]);
  });
});
