// @vitest-environment happy-dom
/** The clinician adds what the chart lacks, and calls wrong what is wrong: by role and name, with keys alone where said. */
import { screen as dom, waitFor, within } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import { addFacts } from '../../src/features/visit/later-parts.ts';
import { fixtureChart } from '../support/fixture-chart.ts';
import { mount, openForm } from '../support/mount.tsx';

beforeAll(async () => {
  await addFacts.load();
});

const heading = (): HTMLElement => dom.getByRole('heading', { level: 1 });
const STAGE_IV = '01a-lung-stage-4-since-120-days';

let minted = 0;
const ids = { mintId: () => `00000000-0000-4000-8000-${String((minted += 1)).padStart(12, '0')}` };

const open = async (scenario: string) => {
  const mounted = mount({ chart: fixtureChart(scenario) }, ids);
  await dom.findByRole('heading', { level: 2, name: 'Why' });
  return mounted;
};

describe('adding what the chart lacks', () => {
  it('works the answer out anew at once, marks the entry, and takes it back', async () => {
    const { user } = await open(STAGE_IV);
    expect(heading()).toHaveTextContent('A supportive-care nurse call is suggested, within 7 days.');
    await user.click(dom.getByRole('button', { name: 'Add what you know' }));
    // What the answer lacks most stands open.
    const form = within(dom.getByRole('form', { name: 'Performance status' }));
    await user.click(form.getByRole('radio', { name: /^3:/ }));
    await user.click(form.getByRole('button', { name: 'Add' }));
    expect(heading()).toHaveTextContent('A supportive & palliative care visit is suggested, within 2 weeks.');
    const reasons = within(dom.getByRole('list', { name: 'Reasons' }));
    expect(reasons.getByText(/ECOG 3/)).toHaveTextContent('entered by a clinician');
    const said = within(dom.getByRole('list', { name: 'Said at this visit' }));
    expect(said.getByRole('listitem')).toHaveTextContent(/ECOG 3.*by Dr\. Amara Osei/);
    expect(dom.getAllByText(/^Added: ECOG 3/)).toHaveLength(2);
    await user.click(said.getByRole('button', { name: /^Take back: ECOG 3/ }));
    expect(heading()).toHaveTextContent('A supportive-care nurse call is suggested, within 7 days.');
    expect(dom.queryByRole('list', { name: 'Said at this visit' })).toBeNull();
  });

  it('folds what is answered, says there what was added, gives the focus to it, and says it no longer when it is taken back', async () => {
    const { user } = await open(STAGE_IV);
    await user.click(dom.getByRole('button', { name: 'Add what you know' }));
    const form = within(dom.getByRole('form', { name: 'Performance status' }));
    await user.click(form.getByRole('radio', { name: /^3:/ }));
    await user.click(form.getByRole('button', { name: 'Add' }));
    const row = dom.getByRole('button', { name: 'Performance status' });
    expect(row).toHaveTextContent(/^Performance status Added: ECOG 3, /);
    expect(row).toHaveAttribute('aria-expanded', 'false');
    expect(row).toHaveFocus();
    expect(dom.queryByRole('form', { name: 'Performance status' })).toBeNull();
    await user.click(dom.getByRole('button', { name: /^Take back: ECOG 3/ }));
    expect(dom.getByRole('button', { name: 'Performance status' })).toHaveTextContent(/^Performance status$/);
    // The button went with the entry; the focus is on the answer that it changed.
    expect(heading()).toHaveFocus();
  });

  it('stays open for one symptom after the other, and counts them', async () => {
    const { user } = await open(STAGE_IV);
    await user.click(dom.getByRole('button', { name: 'Enter it: Severe physical symptom' }));
    const form = within(dom.getByRole('form', { name: 'Symptom score' }));
    for (const [symptom, score] of [
      ['pain', '4'],
      ['fatigue', '5'],
    ] as const) {
      await user.selectOptions(form.getByLabelText('Symptom'), symptom);
      await user.selectOptions(form.getByLabelText('Score, 0 to 10'), score);
      await user.click(form.getByRole('button', { name: 'Add' }));
    }
    const row = dom.getByRole('button', { name: 'Symptom score' });
    expect(row).toHaveTextContent(/^Symptom score Added: Tiredness 5\/10, .* and 1 more$/);
    expect(row).toHaveAttribute('aria-expanded', 'true');
    expect(form.getByRole('button', { name: 'Add' })).toBeVisible();
  });

  it('can be done with the keyboard alone', async () => {
    const { user } = await open(STAGE_IV);
    dom.getByRole('button', { name: 'Add what you know' }).focus();
    await user.keyboard('{Enter}');
    expect(dom.getByRole('heading', { name: 'Add what you know' })).toHaveFocus();
    dom.getByRole('button', { name: 'Symptom score' }).focus();
    await user.keyboard('{Enter}{Tab}');
    const form = within(dom.getByRole('form', { name: 'Symptom score' }));
    expect(form.getByLabelText('Symptom')).toHaveFocus();
    await user.selectOptions(form.getByLabelText('Score, 0 to 10'), '8');
    form.getByRole('button', { name: 'Add' }).focus();
    await user.keyboard('{Enter}');
    expect(heading()).toHaveTextContent('within 72 hours');
    await user.click(dom.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(dom.getByRole('button', { name: 'Add what you know' })).toHaveFocus());
  });

  it('begins with the fact that a rule lacks', async () => {
    const { user } = await open(STAGE_IV);
    await user.click(dom.getByRole('button', { name: 'Enter it: Severe physical symptom' }));
    const form = dom.getByRole('form', { name: 'Symptom score' });
    expect(form).toBeVisible();
    await waitFor(() => expect(within(form).getByLabelText('Symptom')).toHaveFocus());
  });

  it('says what is wrong with a value and keeps what was typed', async () => {
    const { user } = await open(STAGE_IV);
    await user.click(dom.getByRole('button', { name: 'Add what you know' }));
    await user.click(dom.getByRole('button', { name: 'Weight' }));
    const form = within(dom.getByRole('form', { name: 'Weight' }));
    await user.click(form.getByRole('button', { name: 'Add' }));
    expect(form.getByRole('alert')).toHaveTextContent('Choose or enter a value first.');
    await user.type(form.getByLabelText('Weight'), '7');
    await user.click(form.getByRole('button', { name: 'Add' }));
    expect(form.getByRole('alert')).toHaveTextContent('This value is not possible. Check it.');
    expect(form.getByLabelText('Weight')).toHaveValue('7');
    expect(dom.queryByRole('list', { name: 'Said at this visit' })).toBeNull();
    await user.clear(form.getByLabelText('Weight'));
    await user.type(form.getByLabelText('Weight'), '150');
    await user.selectOptions(form.getByLabelText('Unit'), 'lb');
    await user.click(form.getByRole('button', { name: 'Add' }));
    expect(dom.getByRole('list', { name: 'Said at this visit' })).toHaveTextContent('Weight 68 kg');
  });

  it('goes along with the referral, as what it is', async () => {
    const mounted = await open('lung-stage-4-two-unplanned-stays');
    const { user } = mounted;
    await user.click(dom.getByRole('button', { name: 'Enter it: Severe physical symptom' }));
    const form = within(dom.getByRole('form', { name: 'Symptom score' }));
    await user.selectOptions(form.getByLabelText('Score, 0 to 10'), '8');
    await user.click(form.getByRole('button', { name: 'Add' }));
    await openForm(mounted);
    await user.click(dom.getByRole('radio', { name: 'Yes' }));
    await user.click(await dom.findByRole('button', { name: /^Send referral for/ }));
    await waitFor(() => expect(mounted.port.sent).toHaveLength(1));
    const [sent] = mounted.port.sent;
    expect(sent?.texts.note).toMatch(/Told by the referring clinician, not taken from the chart:\n- Pain 8\/10, /);
    expect(sent?.texts.reasons.join()).toMatch(/Pain 8\/10/);
  });

  it('closing asks first: nothing of it is in the chart', async () => {
    const mounted = await open(STAGE_IV);
    const { user } = mounted;
    await user.click(dom.getByRole('button', { name: 'Enter it: Caregiver strain' }));
    const form = within(dom.getByRole('form', { name: 'Caregiver strain' }));
    await user.click(form.getByRole('radio', { name: 'Strained' }));
    await user.click(form.getByRole('button', { name: 'Add' }));
    await user.click(dom.getByRole('button', { name: 'Close Alongside' }));
    expect(dom.getByRole('group', { name: /is not in the chart/ })).toBeVisible();
    expect(mounted.port.ended).toHaveLength(0);
  });
});

describe('calling wrong what is wrong', () => {
  it('takes a record out of the answer, in view, and puts it back', async () => {
    const { user } = await open('breast-brain-metastases');
    const before = heading().textContent;
    await user.click(dom.getByRole('button', { name: /^Met: Brain or leptomeningeal metastases/ }));
    await user.click(dom.getAllByRole('button', { name: /^This is wrong: .*brain/i })[0] as HTMLElement);
    expect(heading().textContent).not.toBe(before);
    const said = within(dom.getByRole('list', { name: 'Said at this visit' }));
    expect(said.getByRole('listitem')).toHaveTextContent(/^Set aside as wrong, not counted:.*brain/i);
    await user.click(said.getByRole('button', { name: /^Count it again/ }));
    expect(heading().textContent).toBe(before);
  });

  it('a stay can be called planned where it is listed', async () => {
    const { user } = await open('lung-stage-4-two-unplanned-stays');
    await user.click(dom.getByRole('button', { name: /^Met: Two or more unplanned hospital stays/ }));
    await user.click(dom.getAllByRole('button', { name: /^It was planned/ })[0] as HTMLElement);
    expect(dom.queryByRole('button', { name: /^Met: Two or more unplanned/ })).toBeNull();
    expect(dom.getByRole('list', { name: 'Said at this visit' })).toHaveTextContent('The hospital stay was planned');
  });

  it('hospice care that is over holds the answer back no longer', async () => {
    const { user } = await open('pancreas-hospice');
    expect(heading()).toHaveTextContent(/^Hospice care recorded/);
    const onRecord = within(dom.getByRole('list', { name: 'On record' }));
    for (const button of onRecord.getAllByRole('button', { name: /^Leave out of this visit/ }))
      await user.click(button);
    expect(heading()).not.toHaveTextContent(/^Hospice care recorded/);
  });

  it('of the patient’s own record nothing can be left out', async () => {
    mount({ chart: fixtureChart('lung-deceased') });
    expect(await dom.findByRole('heading', { level: 1, name: /deceased/i })).toBeVisible();
    expect(dom.queryByRole('button', { name: /^Leave out of this visit/ })).toBeNull();
  });
});
