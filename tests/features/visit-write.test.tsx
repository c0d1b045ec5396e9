// @vitest-environment happy-dom
/** An entry can be saved to the chart where the EHR takes it: one press, one write, and one sentence about what became of it. */
import { screen as dom, waitFor, within } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import { problem } from '../../src/domain/problem.ts';
import { parseWhen } from '../../src/domain/logic/when.ts';
import type { FactWrite, SettledWrite } from '../../src/domain/visit/fact-write.ts';
import type { EnteredContent, EnteredFact } from '../../src/domain/visit/visit.ts';
import { addFacts } from '../../src/features/visit/later-parts.ts';
import { fixtureChart } from '../support/fixture-chart.ts';
import type { FakeOptions } from '../support/fake-port.ts';
import { mount, type Mounted } from '../support/mount.tsx';

beforeAll(async () => {
  await addFacts.load();
});

const ID = '5f0c3c9e-8a51-4c53-9d53-0d9d5f3c1a77';
const on = parseWhen('2026-11-12');
if (on === null) throw new Error('no day');
const factOf = (content: EnteredContent, id = ID): EnteredFact => ({ id, content, on, by: 'Dr. Amara Osei', at: 1 });
const ecog = factOf({ is: 'performance', scale: 'ecog', value: 3 });
const judgment = factOf({ is: 'judgment', reason: 'clinician-judgment' }, 'another-fact');
const WRITTEN: SettledWrite = {
  at: 'written',
  fact: ecog,
  record: { origin: 'ehr', reference: 'Observation/o1', label: 'ECOG performance status', value: '3' },
};
const visit = (writes: Readonly<Record<string, FactWrite>> = {}) => ({ entered: [ecog], leftOut: [], writes });

let minted = 0;
const open = async (options: Partial<FakeOptions> = {}): Promise<Mounted> => {
  const mounted = mount(
    { chart: fixtureChart('01a-lung-stage-4-since-120-days'), visit: visit(), takes: () => true, ...options },
    { mintId: () => `00000000-0000-4000-8000-${String((minted += 1)).padStart(12, '0')}` },
  );
  await dom.findByRole('heading', { level: 2, name: 'Why' });
  return mounted;
};

const said = () => within(dom.getByRole('list', { name: 'Said at this visit' }));
const offer = () => said().findByRole('button', { name: /^Save to the chart: ECOG 3, 12 Nov 2026/ });
const noOffer = () => expect(said().queryByRole('button', { name: /^Save to the chart/ })).toBeNull();

describe('the offer', () => {
  it('stands beside an entry that the EHR takes, quietly, and entering alone writes nothing', async () => {
    const { user, port } = await open({ visit: { entered: [], leftOut: [] } });
    await user.click(dom.getByRole('button', { name: 'Add what you know' }));
    const form = within(dom.getByRole('form', { name: 'Performance status' }));
    await user.click(form.getByRole('radio', { name: /^3:/ }));
    await user.click(form.getByRole('button', { name: 'Add' }));
    const button = await said().findByRole('button', { name: /^Save to the chart: ECOG 3/ });
    expect(button).toHaveAttribute('data-look', 'quiet');
    expect(button).toHaveTextContent('Save to the chart');
    expect(port.written).toEqual([]);
  });

  it('is beside no entry that the EHR does not take', async () => {
    await open({
      visit: { entered: [ecog, judgment], leftOut: [] },
      takes: ({ content }) => content.is !== 'judgment',
    });
    await offer();
    expect(said().getAllByRole('button', { name: /^Save to the chart/ })).toHaveLength(1);
  });

  it('is nowhere where it takes none', async () => {
    await open({ takes: () => false });
    expect(said().getByRole('listitem')).toHaveTextContent(/ECOG 3/);
    noOffer();
  });
});

describe('saving', () => {
  it('sends once, whatever is pressed, waits in view, and says that it is in the chart', async () => {
    const { user, port } = await open();
    await user.dblClick(await offer());
    expect(said().getByRole('status')).toHaveTextContent('Saving, waiting for the EHR');
    expect(said().queryByRole('button', { name: /^Take back/ })).toBeNull();
    expect(port.written).toEqual([ecog]);
    port.factAnswer(WRITTEN);
    await waitFor(() => expect(said().getByRole('status')).toHaveTextContent(/^Saved in the chart$/));
    expect(said().getByRole('status')).toHaveFocus();
    noOffer();
    expect(port.written).toHaveLength(1);
  });

  it('can be done with the keyboard alone', async () => {
    const { user, port } = await open();
    (await offer()).focus();
    await user.keyboard('{Enter}');
    port.factAnswer(WRITTEN);
    await waitFor(() => expect(said().getByRole('status')).toHaveTextContent('Saved in the chart'));
    expect(said().getByRole('status')).toHaveFocus();
  });

  it.each<readonly [string, SettledWrite, string]>([
    [
      'the EHR’s reason when it refuses',
      { at: 'refused', problem: problem('invalid', 'POST', { status: 422, said: ['Rows are closed'] }) },
      'The EHR refused: Rows are closed',
    ],
    [
      'a refusal without a reason',
      { at: 'refused', problem: problem('forbidden', 'POST', { status: 403 }) },
      'The EHR refused: The EHR does not allow this for your role or for this app.',
    ],
    [
      'a check of our own that stopped it',
      { at: 'refused', problem: problem('patient-deceased', 'GET') },
      'Not saved: The EHR records that the patient has died.',
    ],
    ['that it waits for review', { at: 'staged' }, 'The EHR has taken it in for review'],
    ['that nobody knows', { at: 'unknown' }, 'We could not confirm whether it was saved.'],
  ])('says %s, and nothing else', async (_, write, sentence) => {
    const { user, port } = await open();
    await user.click(await offer());
    port.factAnswer(write);
    await waitFor(() => expect(said().getByRole('status').textContent).toBe(sentence));
    expect(said().queryByText('Saved in the chart')).toBeNull();
  });

  it('may be tried again after a refusal', async () => {
    const { user, port } = await open();
    await user.click(await offer());
    port.factAnswer({ at: 'refused', problem: problem('busy', 'POST', { status: 429 }) });
    await user.click(await offer());
    port.factAnswer(WRITTEN);
    await waitFor(() => expect(said().getByRole('status')).toHaveTextContent('Saved in the chart'));
  });

  it('what is unknown is only looked for, and never sent again', async () => {
    const { user, port } = await open();
    await user.click(await offer());
    port.factAnswer({ at: 'unknown' });
    const again = await said().findByRole('button', { name: /^Check again: ECOG 3/ });
    expect(said().getByText('Look in the chart before you enter it there.')).toBeVisible();
    noOffer();
    await user.click(again);
    port.factFound(WRITTEN);
    await waitFor(() => expect(said().getByRole('status')).toHaveTextContent('Saved in the chart'));
    expect(port.written).toHaveLength(1);
    expect(port.factLooks).toEqual([ID]);
  });

  it('a page loaded again in the middle of it looks by itself', async () => {
    const { port } = await open({ visit: visit({ [ID]: { at: 'writing' } }) });
    expect(port.factLooks).toEqual([ID]);
    noOffer();
    port.factFound({ at: 'unknown' });
    await said().findByRole('button', { name: /^Check again/ });
    expect(port.written).toEqual([]);
  });
});

describe('an entry that is in the chart', () => {
  it('taken back is out of the answer, in view, and the record stays in the chart', async () => {
    const { user } = await open({ visit: visit({ [ID]: WRITTEN }) });
    const before = dom.getByRole('heading', { level: 1 }).textContent;
    await said().findByText('Saved in the chart');
    await user.click(said().getByRole('button', { name: /^Take back: ECOG 3/ }));
    expect(dom.getByRole('heading', { level: 1 }).textContent).not.toBe(before);
    const line = said().getByRole('listitem');
    expect(line).toHaveTextContent(/^Set aside as wrong, not counted: ECOG performance status 3, 12 Nov 2026/);
    await waitFor(() => expect(line).toHaveTextContent('The record stays in the chart and has to be corrected there.'));
    await user.click(said().getByRole('button', { name: /^Count it again/ }));
    expect(dom.getByRole('heading', { level: 1 }).textContent).toBe(before);
    expect(said().getByRole('listitem')).toHaveTextContent(/^Entered: ECOG 3.*Saved in the chart/);
  });

  it('that another answer takes the place of stays in view as a record to be corrected', async () => {
    const { session } = await open({ visit: visit({ [ID]: WRITTEN }) });
    session.visit.enter({ is: 'performance', scale: 'ecog', value: 2 }, on, on.lo);
    await waitFor(() => expect(said().getAllByRole('listitem')).toHaveLength(2));
    expect(said().getByText('Set aside as wrong, not counted:')).toBeVisible();
    await said().findByText('The record stays in the chart and has to be corrected there.');
  });

  it('is not asked about when the chart is closed, and one that is not is', async () => {
    const saved = await open({ visit: visit({ [ID]: WRITTEN }) });
    await saved.user.click(dom.getByRole('button', { name: 'Close Alongside' }));
    expect(saved.port.ended).toHaveLength(1);
    saved.unmount();
    const refused = await open({ visit: visit({ [ID]: { at: 'unknown' } }) });
    await refused.user.click(dom.getByRole('button', { name: 'Close Alongside' }));
    expect(dom.getByRole('group', { name: /may have arrived, and the EHR has not shown it/ })).toBeVisible();
    expect(refused.port.ended).toHaveLength(0);
    await refused.user.click(dom.getByRole('button', { name: 'Close all the same' }));
    // The note of it stays, so that it is not written twice.
    expect(refused.port.ended).toEqual([{ keepDraft: true }]);
  });
});
