// @vitest-environment happy-dom
/** Behind "cancer status unclear": the record that it rests on, and the clinician's word on it, by role and name. */
import { screen as dom, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { chartOf, condition, type Resource } from '../support/chart-of.ts';
import { fixtureChart } from '../support/fixture-chart.ts';
import { mount, type Mounted } from '../support/mount.tsx';
import { tabTo } from '../support/tab-to.ts';

const heading = (): HTMLElement => dom.getByRole('heading', { level: 1 });
const onRecord = (): HTMLElement => dom.getByRole('list', { name: 'On record' });
const said = (): HTMLElement => dom.getByRole('list', { name: 'Said at this visit' });

let minted = 0;
const ids = { mintId: () => `00000000-0000-4000-8000-${String((minted += 1)).padStart(12, '0')}` };

const open = async (scenario: string): Promise<Mounted> => {
  const mounted = mount({ chart: fixtureChart(scenario) }, ids);
  await dom.findByRole('heading', { level: 2, name: 'Why' });
  return mounted;
};

const CONFIRM = /^It is active cancer: .*pancreas/i;

describe('a cancer that is not clear', () => {
  it('is confirmed beside its record, with the answer worked out anew, and taken back in one press', async () => {
    const { user } = await open('44a-pancreas-one-visit-diagnosis');
    expect(heading()).toHaveTextContent(/^Cancer status unclear: one visit diagnosis/);
    await user.click(within(onRecord()).getByRole('button', { name: CONFIRM }));
    expect(heading()).toHaveTextContent('A supportive & palliative care visit is suggested');
    // The button went with the question; the focus is on the answer.
    expect(heading()).toHaveFocus();
    expect(dom.queryByRole('list', { name: 'On record' })).toBeNull();
    expect(within(said()).getByRole('listitem')).toHaveTextContent(
      /Entered: Confirmed as active cancer: .*pancreas.*by Dr\. Amara Osei/i,
    );
    expect(within(dom.getByRole('list', { name: 'Reasons' })).getByText(/pancreas/i)).toHaveTextContent(
      'entered by a clinician',
    );
    expect(dom.getByRole('banner')).toHaveTextContent('(confirmed at this visit)');
    await user.click(within(said()).getByRole('button', { name: /^Take back: Confirmed as active cancer/ }));
    expect(dom.getByRole('banner')).not.toHaveTextContent('confirmed at this visit');
    expect(heading()).toHaveTextContent(/^Cancer status unclear: one visit diagnosis/);
    expect(within(onRecord()).getByRole('button', { name: CONFIRM })).toBeVisible();
  });

  it('can be called not current where it stands', async () => {
    const { user } = await open('44a-pancreas-one-visit-diagnosis');
    await user.click(
      within(onRecord()).getByRole('button', { name: /^Leave out of this visit; the chart stays: .*pancreas/i }),
    );
    expect(heading()).toHaveTextContent(/^No active cancer is recorded in what we could read/);
  });

  it('is confirmed with the keyboard alone', async () => {
    const { user } = await open('44a-pancreas-one-visit-diagnosis');
    const confirm = within(onRecord()).getByRole('button', { name: CONFIRM });
    await tabTo(user, (element) => element === confirm);
    await user.keyboard('{Enter}');
    expect(heading()).toHaveTextContent('A supportive & palliative care visit is suggested');
    expect(heading()).toHaveFocus();
    // And on from there to the way back.
    const takeBack = within(said()).getByRole('button', { name: /^Take back: Confirmed as active cancer/ });
    await tabTo(user, (element) => element === takeBack);
    await user.keyboard('{Enter}');
    expect(heading()).toHaveTextContent(/^Cancer status unclear: one visit diagnosis/);
  });

  it('is confirmed under Why, where a wish has opened the gate', async () => {
    const { user } = await open('44c-pancreas-one-visit-diagnosis-patient-asks');
    expect(heading()).toHaveTextContent(/^Cancer status unclear\. A supportive/);
    await user.click(dom.getByRole('button', { name: /^Met: Cancer in which early palliative care is advised/ }));
    await user.click(dom.getByRole('button', { name: CONFIRM }));
    expect(heading()).not.toHaveTextContent('unclear');
    // The button went here, too; the focus is on the answer.
    expect(dom.queryByRole('button', { name: CONFIRM })).toBeNull();
    expect(heading()).toHaveFocus();
    // Beside the record stands what was said of it, with the way back.
    await waitFor(() => expect(dom.getAllByRole('button', { name: /^Take back: Confirmed/ })).toHaveLength(2));
  });

  it('that is told in words alone can be called not current, and is not confirmed in one press', async () => {
    await open('38a-cancer-as-text-only-english');
    expect(heading()).toHaveTextContent(/^Cancer status unclear/);
    expect(within(onRecord()).getByRole('button', { name: /^Leave out of this visit/ })).toBeVisible();
    expect(dom.queryByRole('button', { name: /^It is active cancer/ })).toBeNull();
  });

  it('leaves the other diagnosis in doubt in view, with its own button, and reassures of nothing', async () => {
    const provisional = (code: string, display: string): Resource =>
      condition(code, { id: code, display, verification: 'provisional' });
    const chart = chartOf([
      provisional('C18.7', 'Malignant neoplasm of sigmoid colon'),
      provisional('C25.0', 'Malignant neoplasm of head of pancreas'),
    ]);
    const { user } = mount({ chart }, ids);
    await dom.findByRole('heading', { level: 2, name: 'Why' });
    await user.click(within(onRecord()).getByRole('button', { name: /^It is active cancer: .*colon/ }));
    expect(heading()).not.toHaveTextContent(/^Nothing recorded/);
    expect(within(onRecord()).queryByRole('button', { name: /^It is active cancer: .*colon/ })).toBeNull();
    await user.click(within(onRecord()).getByRole('button', { name: CONFIRM }));
    expect(dom.queryByRole('list', { name: 'On record' })).toBeNull();
    expect(within(said()).getAllByRole('listitem')).toHaveLength(2);
  });
});
