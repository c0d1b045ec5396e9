// @vitest-environment happy-dom
/** The answers beside a referral: offered where they make sense, one press each, said what became of it, nothing typed lost. */
import { fireEvent, screen as dom, waitFor, within } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SettledDecision } from '../../src/domain/decision/decision-write.ts';
import { parseWhen } from '../../src/domain/logic/when.ts';
import { problem } from '../../src/domain/problem.ts';
import { decisionPanel, takenOn } from '../../src/features/decision/later-parts.ts';
import { decision, output } from '../support/builders/planning.ts';
import { ago, chartOf, STAGE_IV } from '../support/chart-of.ts';
import { fixtureChart } from '../support/fixture-chart.ts';
import type { FakeOptions } from '../support/fake-port.ts';
import { DECISION, LUNG, mount, type Mounted } from '../support/mount.tsx';

beforeAll(async () => {
  await decisionPanel.load();
});

const ALL = ['Our team will do it', 'Not now', 'Patient prefers not to', 'Already receiving'] as const;
type Name = (typeof ALL)[number] | 'No, it is not current';

const RECORDED: SettledDecision = { at: 'recorded', as: 'task', reference: 'Task/t1', plan: null };

async function opened(options: Partial<FakeOptions> = {}): Promise<Mounted> {
  const mounted = mount(options);
  await dom.findByRole('region', { name: 'Sources' });
  return mounted;
}

const group = () => dom.queryByRole('group', { name: 'Other answers' });
const names = (): readonly (string | null)[] => {
  const found = group();
  return found === null
    ? []
    : within(found)
        .getAllByRole('button')
        .filter(({ id }) => id.startsWith('decide-'))
        .map(({ textContent }) => textContent);
};
const panel = (name: string) => dom.findByRole('region', { name });

async function press({ user }: Mounted, name: Name): Promise<ReturnType<typeof within>> {
  await user.click(within(group() as HTMLElement).getByRole('button', { name }));
  return within(await panel(name === 'No, it is not current' ? 'The comfort-care plan is not current' : name));
}

/** Nothing is ticked before somebody does. */
async function tickFirst({ user }: Mounted): Promise<void> {
  const [item] = within(await panel('Our team will do it')).getAllByRole('checkbox');
  if (item === undefined) throw new Error('nothing is listed');
  await user.click(item);
}

/** Once it is known where it goes. */
const save = async (name: string): Promise<HTMLElement> => {
  const button = await dom.findByRole('button', { name: `Save for Ruth Martin: ${name}` });
  await waitFor(() => expect(button).toHaveAttribute('aria-disabled', 'false'));
  return button;
};
/** What has become of it; the button that copies says its own. */
const said = (): HTMLElement => {
  const [first] = within(dom.getByRole('region', { name: 'Not now' })).getAllByRole('status');
  if (first === undefined) throw new Error('nothing is said');
  return first;
};

/** "Not now", with a reason, on its way. */
async function sending(options: Partial<FakeOptions> = {}): Promise<Mounted> {
  const mounted = await opened(options);
  const form = await press(mounted, 'Not now');
  await mounted.user.click(form.getByRole('radio', { name: 'No time at this visit' }));
  await mounted.user.type(form.getByLabelText(/^In your own words/), 'After the scan.');
  await mounted.user.click(await save('Not now'));
  return mounted;
}

describe('what is offered', () => {
  it.each<readonly [gate: string, chart: string, readonly string[]]>([
    ['a specialist visit is suggested', LUNG, ALL],
    ['a nurse call is suggested', 'colon-stage-4-long-record', ALL],
    ['supportive care by the own team is suggested', '35a-breast-metastatic-endocrine-year-eight', ALL],
    ['nothing is suggested', 'breast-stage-2-well', ['Patient prefers not to', 'Already receiving']],
    ['a comfort-care plan is on record', '43-terminal-care-plan-on-chemoradiation', ['No, it is not current']],
    ['hospice care is recorded', 'pancreas-hospice', []],
    ['the patient has died', 'lung-deceased', []],
    ['no active cancer is recorded', 'no-cancer', []],
    ['it is unclear whether there is cancer', 'lung-one-visit-diagnosis', []],
    ['a referral is open', 'breast-stage-4-referral-open', []],
    ['a referral is prepared', 'ovary-referral-prepared', []],
    ['the patient is a child', 'teenager-lymphoma', []],
    ['the specialists see the patient already', '61-seen-by-palliative-new-line', []],
  ])('where %s', async (_, chart, offered) => {
    await opened({ chart: fixtureChart(chart) });
    expect(names()).toEqual(offered);
  });

  it('is not filled beside a referral, and is where the team itself is what is suggested', async () => {
    const { unmount } = await opened();
    const looks = () =>
      within(group() as HTMLElement)
        .getAllByRole('button')
        .filter(({ id }) => id.startsWith('decide-'))
        .map((one) => one.dataset['look']);
    expect(looks()).toEqual(['outlined', 'outlined', 'outlined', 'outlined']);
    unmount();
    await opened({ chart: fixtureChart('35a-breast-metastatic-endocrine-year-eight') });
    expect(looks()).toEqual(['filled', 'outlined', 'outlined', 'outlined']);
  });

  it('is nothing while the chart is being read', async () => {
    mount({ slow: true });
    await dom.findByRole('heading', { level: 1 });
    expect(group()).toBeNull();
  });
});

describe('a form', () => {
  it('opens in place with the focus on its title, and writes nothing', async () => {
    const mounted = await opened();
    await press(mounted, 'Not now');
    await waitFor(() => expect(dom.getByRole('heading', { level: 2, name: 'Not now' })).toHaveFocus());
    expect(within(group() as HTMLElement).getByRole('button', { name: 'Not now' })).toHaveAttribute(
      'aria-expanded',
      'true',
    );
    expect(dom.getByRole('heading', { level: 1 })).toBeVisible();
    expect(mounted.port.decided).toEqual([]);
    expect(mounted.port.decisionNow()).toBeNull();
  });

  it('of "not now" asks why, from the list, and when again; no later than the answer asks for another look', async () => {
    const mounted = await opened();
    const form = await press(mounted, 'Not now');
    expect(within(form.getByRole('group', { name: 'Why' })).getAllByRole('radio')).toHaveLength(6);
    const again = within(form.getByRole('group', { name: 'Ask again' }));
    expect(again.getByRole('radio', { checked: true })).toHaveAccessibleName('In 2 weeks, 26 Nov 2026');
    expect(dom.getByText('Look again on 26 Nov 2026.')).toBeVisible();
    expect(form.queryByRole('radio', { name: '“Please do not ask again”' })).toBeNull();
    // Proposed, not imposed.
    await mounted.user.click(form.getByRole('radio', { name: 'No time at this visit' }));
    await mounted.user.click(again.getByRole('radio', { name: 'In 30 days, 12 Dec 2026' }));
    await mounted.user.click(await save('Not now'));
    expect(mounted.port.decided[0]?.decided.decision).toMatchObject({ askAgain: parseWhen('2026-12-12')?.lo });
  });

  it('of the patient’s no needs no reason, offers "please do not ask again", and then no day', async () => {
    const mounted = await opened();
    const form = await press(mounted, 'Patient prefers not to');
    expect(form.getByRole('radio', { name: 'No reason given' })).toBeChecked();
    expect(form.getByLabelText('Ask again on')).toHaveValue('2027-02-10');
    await mounted.user.click(form.getByRole('radio', { name: '“Please do not ask again”' }));
    expect(form.queryByLabelText('Ask again on')).toBeNull();
    await mounted.user.click(await save('Patient prefers not to'));
    expect(mounted.port.decided[0]).toMatchObject({
      decided: { decision: { is: 'patient-declined', reason: null, doNotAskAgain: true } },
      texts: { line: expect.stringContaining('The patient has asked not to be asked again.') },
    });
  });

  it('can take "please do not ask again" back for a day', async () => {
    const mounted = await opened();
    const form = await press(mounted, 'Patient prefers not to');
    await mounted.user.click(form.getByRole('radio', { name: '“Please do not ask again”' }));
    await mounted.user.click(form.getByRole('radio', { name: /^In 30 days/ }));
    await mounted.user.click(await save('Patient prefers not to'));
    expect(mounted.port.decided[0]?.decided.decision).toMatchObject({
      doNotAskAgain: false,
      askAgain: parseWhen('2026-12-12')?.lo,
    });
  });

  it('of our own team lists what was found and what belongs to every list, and leaves every tick to the clinician', async () => {
    const mounted = await opened({ chart: fixtureChart('colon-stage-4-ecog-3') });
    const form = await press(mounted, 'Our team will do it');
    const found = within(form.getByRole('group', { name: 'Your team takes on' })).getAllByRole('checkbox');
    const others = within(form.getByRole('group', { name: 'Part of every list' })).getAllByRole('checkbox');
    expect(found.length).toBeGreaterThan(0);
    for (const one of [...found, ...others]) expect(one).not.toBeChecked();
    await mounted.user.click(found[0] as HTMLElement);
    await mounted.user.click(form.getByRole('checkbox', { name: /^Ask about distress/ }));
    await mounted.user.click(await dom.findByRole('button', { name: /^Save for .*: Our team will do it$/ }));
    const [outgoing] = mounted.port.decided;
    expect(outgoing?.items).toContain('Ask about distress');
    expect(outgoing?.items).toHaveLength(2);
  });

  it('of "already receiving" asks by whom and since when', async () => {
    const mounted = await opened();
    const form = await press(mounted, 'Already receiving');
    await mounted.user.type(form.getByLabelText(/^Who gives it/), 'Home palliative team');
    fireEvent.change(form.getByLabelText('Since (if known)'), { target: { value: '2026-10-03' } });
    await mounted.user.click(await save('Already receiving'));
    expect(mounted.port.decided[0]?.decided.decision).toMatchObject({
      by: 'Home palliative team',
      since: { lo: parseWhen('2026-10-03')?.lo },
    });
  });

  it('of a comfort-care plan asks nothing more', async () => {
    const mounted = await opened({ chart: fixtureChart('43-terminal-care-plan-on-chemoradiation') });
    const form = await press(mounted, 'No, it is not current');
    expect(form.queryByRole('radio')).toBeNull();
    await mounted.user.click(form.getByRole('button', { name: /^Save for / }));
    expect(mounted.port.decided[0]?.decided.decision).toEqual({ is: 'comfort-plan-not-current' });
  });

  it.each<readonly [Name, (form: ReturnType<typeof within>, mounted: Mounted) => Promise<void>, string]>([
    ['Not now', async () => {}, 'Choose why.'],
    [
      'Not now',
      async (form) => void fireEvent.change(form.getByLabelText('Ask again on'), { target: { value: '' } }),
      'Choose when to ask again.',
    ],
    [
      'Patient prefers not to',
      async (form) => void fireEvent.change(form.getByLabelText('Ask again on'), { target: { value: '2026-11-12' } }),
      'The day to ask again has to be after today.',
    ],
    [
      'Patient prefers not to',
      async (form) => void fireEvent.change(form.getByLabelText('Ask again on'), { target: { value: '2027-11-13' } }),
      'The day to ask again is more than a year away.',
    ],
    ['Already receiving', async () => {}, 'Say who gives it.'],
    [
      'Already receiving',
      async (form) =>
        void fireEvent.change(form.getByLabelText('Since (if known)'), { target: { value: '2026-11-13' } }),
      'The day since when has not come yet.',
    ],
    ['Our team will do it', async () => {}, 'Choose at least one.'],
    [
      'Patient prefers not to',
      async (form) =>
        void fireEvent.change(form.getByLabelText(/^In your own words/), { target: { value: 'x'.repeat(501) } }),
      'Your own words are too long: at most 500 characters.',
    ],
  ])('of "%s" says what it lacks when it is to be saved, and sends nothing', async (name, fill, gap) => {
    const mounted = await opened();
    const form = await press(mounted, name);
    expect(form.queryByRole('alert')).toBeNull();
    await fill(form, mounted);
    await mounted.user.click(await save(name));
    expect(form.getByRole('alert')).toHaveTextContent(gap);
    expect(mounted.port.decided).toEqual([]);
  });

  it('that is closed leaves nothing, and leads back to the answer', async () => {
    const mounted = await opened();
    const form = await press(mounted, 'Not now');
    await mounted.user.click(form.getByRole('button', { name: 'Close without saving' }));
    expect(dom.queryByRole('region', { name: 'Not now' })).toBeNull();
    expect(mounted.port.decisionNow()).toBeNull();
    expect(document.activeElement).toHaveAttribute('id', 'answer');
    await press(mounted, 'Not now');
  });

  it('gives its words to another answer that is chosen instead', async () => {
    const mounted = await opened();
    const form = await press(mounted, 'Not now');
    await mounted.user.type(form.getByLabelText(/^In your own words/), 'She has to think.');
    const other = await press(mounted, 'Patient prefers not to');
    expect(other.getByLabelText(/^In your own words/)).toHaveValue('She has to think.');
    expect(dom.queryByRole('region', { name: 'Not now' })).toBeNull();
    expect(mounted.port.decisionNow()).toMatchObject({ decided: { decision: { is: 'patient-declined' } } });
  });

  it('that was begun before a reload is open again, with its words', async () => {
    const first = await opened();
    const form = await press(first, 'Not now');
    await first.user.type(form.getByLabelText(/^In your own words/), 'W');
    const decision = first.port.decisionNow();
    first.unmount();
    await opened({ decision });
    expect(within(await panel('Not now')).getByLabelText(/^In your own words/)).toHaveValue('W');
    // Nobody has pressed anything yet.
    expect(document.body).toHaveFocus();
  });
});

describe('the button to press', () => {
  const filled = (): readonly (string | null)[] =>
    dom
      .getAllByRole('button')
      .filter((one) => one.dataset['look'] === 'filled')
      .map((one) => one.textContent);

  it.each([
    ['a specialist visit is suggested', LUNG, 'Refer…'],
    [
      'supportive care by the own team is suggested',
      '35a-breast-metastatic-endocrine-year-eight',
      'Our team will do it',
    ],
  ])('is one, where %s: in a form that is open, and in the answer again when it is closed', async (_, chart, usual) => {
    const mounted = await opened({ chart: fixtureChart(chart) });
    expect(filled()).toEqual([usual]);
    const form = await press(mounted, 'Our team will do it');
    await waitFor(() => expect(filled()).toEqual([expect.stringMatching(/^Save for /)]));
    await mounted.user.click(form.getByRole('button', { name: 'Close without saving' }));
    expect(filled()).toEqual([usual]);
  });
});

describe('a form that another version began', () => {
  it('begins anew where this one has no words for it, with what was typed', async () => {
    const first = await opened();
    const form = await press(first, 'Our team will do it');
    await first.user.type(form.getByLabelText(/^In your own words/), 'W');
    const kept = first.port.decisionNow();
    first.unmount();
    if (kept?.decided.decision.is !== 'our-team') throw new Error('nothing was kept');
    const items = ['music-therapy'] as unknown as typeof kept.decided.decision.items;
    const again = await opened({
      decision: { ...kept, decided: { ...kept.decided, decision: { ...kept.decided.decision, items } } },
    });
    const { user, port } = again;
    await tickFirst(again);
    await user.click(await save('Our team will do it'));
    expect(port.decided[0]?.items).toHaveLength(1);
    expect(port.decided[0]?.items).not.toContain(undefined);
    expect(port.decided[0]?.decided).toMatchObject({ comment: 'W' });
    expect(port.decided[0]?.texts.note).not.toMatch(/undefined|music/);
  });
});

describe('where it will be kept', () => {
  it.each([
    ['task', /^It is saved in the chart\. Nothing is ordered/],
    ['note', /it is saved as a note in the chart\. Nothing is ordered/],
  ] as const)('as a %s is said before it is saved', async (decisionWay, words) => {
    const mounted = await opened({ decisionWay });
    const form = await press(mounted, 'Not now');
    expect(await form.findByText(words)).toBeVisible();
    expect(await save('Not now')).toHaveAccessibleDescription(words);
  });

  it.each(['nowhere', 'not-allowed'] as const)('%s: said before anything is filled in', async (decisionWay) => {
    const mounted = await opened({ decisionWay });
    const form = await press(mounted, 'Not now');
    const said = await form.findByText(/it will not be remembered\. Copy it into your own note\.$/);
    const first = form.getByRole('group', { name: 'Why' });
    expect(said.compareDocumentPosition(first)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(said.textContent.startsWith('Your sign-in may not record this')).toBe(decisionWay === 'not-allowed');
    expect(form.queryByRole('button', { name: /^Save / })).toBeNull();
    expect(form.getByRole('button', { name: 'Copy the text' })).toBeVisible();
  });

  it('nowhere: says that it will not be remembered, gives the text to copy, and sends nothing', async () => {
    const mounted = await opened({ decisionWay: 'nowhere' });
    const form = await press(mounted, 'Not now');
    expect(await form.findByText(/it will not be remembered\. Copy it into your own note\.$/)).toBeVisible();
    expect(form.getByRole('button', { name: 'Copy the text' })).toBeVisible();
    expect(form.queryByRole('button', { name: /^Save / })).toBeNull();
    expect(mounted.port.decided).toEqual([]);
  });

  it('is being asked: a press is not heard, and is not taken for one that was', async () => {
    const mounted = await opened();
    mounted.port.decisionWay = () => new Promise(() => {});
    const form = await press(mounted, 'Patient prefers not to');
    const button = await form.findByRole('button', { name: /^Save for / });
    expect(button).toHaveAttribute('aria-disabled', 'true');
    expect(button).toHaveAccessibleDescription('Looking where it can be saved.');
    await mounted.user.click(button);
    expect(mounted.port.decided).toEqual([]);
    expect(form.queryByRole('status')).toBeNull();
  });

  it('could not be asked: says so, and asks again', async () => {
    const mounted = await opened({ decisionWay: 'could-not-ask' });
    const form = await press(mounted, 'Not now');
    expect(await form.findByText(/^Where it can be saved could not be asked/)).toBeVisible();
    expect(form.queryByRole('button', { name: /^Save / })).toBeNull();
    await mounted.user.click(form.getByRole('button', { name: 'Look again where it can be saved' }));
    expect(await form.findByRole('button', { name: 'Look again where it can be saved' })).toBeVisible();
  });
});

describe('saving', () => {
  it('sends once, whatever is pressed, waits in view, and says that it is in the chart', async () => {
    const { user, port } = await sending();
    await waitFor(() => expect(said()).toHaveTextContent('Saving, waiting for the EHR.'));
    expect(dom.queryByRole('button', { name: /^Save for / })).toBeNull();
    expect(dom.queryByRole('button', { name: 'Close without saving' })).toBeNull();
    expect(port.decided).toMatchObject([
      { as: 'task', decided: { id: DECISION, comment: 'After the scan.', decision: { reason: 'limited-time' } } },
    ]);
    port.decisionAnswer(RECORDED);
    await waitFor(() =>
      expect(said()).toHaveTextContent('Not now: saved in the chart. Nobody is asked to do anything by it.'),
    );
    expect(said().parentElement).toHaveFocus();
    expect(port.calls.retry).toEqual(['Task']);
    await user.click(dom.getByRole('button', { name: 'Close' }));
    expect(dom.queryByRole('region', { name: 'Not now' })).toBeNull();
    expect(document.activeElement).toHaveAttribute('id', 'answer');
    expect(port.decided).toHaveLength(1);
  });

  it.each<readonly [string, SettledDecision, string]>([
    [
      'that it is a note',
      { ...RECORDED, as: 'note' },
      'Not now: saved in the chart as a note. Nobody is asked to do anything by it.',
    ],
    [
      'that it waits for review',
      { at: 'staged', as: 'task' },
      'Not now: taken in by the EHR for review. It is not in the chart yet.',
    ],
    [
      'that nobody knows',
      { at: 'unknown', as: 'task' },
      'We could not confirm whether it was saved: “Not now”. Look in the chart before you enter it there.',
    ],
    [
      'the EHR’s own reason when it refuses',
      { at: 'refused', problem: problem('invalid', 'POST', { status: 422, said: ['Tasks need an owner'] }) },
      'The EHR refused: Tasks need an owner',
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
    [
      'that it is in the chart and will not be remembered',
      { ...RECORDED, as: 'note', notFoundAgain: true },
      'Not now: saved in the chart as a note, but Alongside could not find it there again. Do not count on it being remembered: the next look may show the same question.',
    ],
    [
      'that it is not remembered',
      { at: 'not-remembered' },
      'Not now: not saved, and not remembered. The next look shows the same question again. Copy it into your own note.',
    ],
  ])('says %s, and nothing else', async (_, write, sentence) => {
    const { port } = await sending();
    port.decisionAnswer(write);
    await waitFor(() => expect(said().textContent).toBe(sentence));
  });

  it('what may not be remembered can be copied, though it is in the chart', async () => {
    const { port } = await sending();
    port.decisionAnswer({ ...RECORDED, notFoundAgain: true });
    expect(await dom.findByRole('button', { name: 'Copy the text' })).toBeVisible();
  });

  it.each<readonly [NonNullable<Extract<SettledDecision, { at: 'recorded' }>['plan']>, RegExp]>([
    [{ at: 'written', reference: 'CarePlan/1' }, /^The list is in the chart as a care plan\.$/],
    [{ at: 'staged' }, /taken in by the EHR for review, as a care plan\.$/],
    [{ at: 'unknown' }, /^We could not confirm whether the list was saved as a care plan\.$/],
    [
      { at: 'refused', problem: problem('invalid', 'POST', { status: 422, said: ['No plans'] }) },
      /not saved as a care plan: No plans/,
    ],
    [{ at: 'none' }, /takes no care plan from Alongside: the list stands in the record of the decision\.$/],
  ])('says what became of the list beside the decision: %o', async (plan, words) => {
    const mounted = await opened();
    await press(mounted, 'Our team will do it');
    await tickFirst(mounted);
    await mounted.user.click(await save('Our team will do it'));
    mounted.port.decisionAnswer({ ...RECORDED, plan });
    expect(await dom.findByText(words)).toBeVisible();
    expect(
      dom.getByText('Our team will do it: saved in the chart. Nobody is asked to do anything by it.'),
    ).toBeVisible();
  });

  it.each<readonly [string, SettledDecision, boolean]>([
    ['waits for review', { at: 'staged', as: 'task' }, false],
    ['is not remembered', { at: 'not-remembered' }, false],
    ['was refused', { at: 'refused', problem: problem('invalid', 'POST', { status: 422 }) }, true],
  ])('names no day to look again once a patient’s “do not ask again” %s', async (_, write, named) => {
    const mounted = await opened();
    expect(dom.getByText(/^Look again on/)).toBeVisible();
    const form = await press(mounted, 'Patient prefers not to');
    await mounted.user.click(form.getByRole('radio', { name: '“Please do not ask again”' }));
    await mounted.user.click(await save('Patient prefers not to'));
    mounted.port.decisionAnswer(write);
    await waitFor(() => expect(dom.queryByText(/^Look again on/) !== null).toBe(named));
  });

  it('lost for a minute, it can be left by the user’s word: what is saved then is another decision', async () => {
    const first = await sending();
    const sent = first.port.decided[0]?.decided;
    first.unmount();
    if (sent === undefined) throw new Error('it was sent');
    const lost = (at: number): Partial<FakeOptions> => ({
      decision: { decided: { ...sent, id: 'lost-1', at }, write: { at: 'unknown', as: 'task' } },
    });
    const notThere = /^It is not in the chart: save it again/;
    const fresh = mount(lost(Date.now()));
    fresh.port.decisionFound({ at: 'unknown', as: 'task' });
    expect(await dom.findByRole('button', { name: 'Check again' })).toBeVisible();
    expect(dom.queryByRole('button', { name: notThere })).toBeNull();
    fresh.unmount();
    const { user, port } = mount(lost(Date.now() - 61_000));
    port.decisionFound({ at: 'unknown', as: 'task' });
    await user.click(await dom.findByRole('button', { name: notThere }));
    await user.click(await save('Not now'));
    expect(port.decided.map(({ decided: { id } }) => id)).toEqual([DECISION]);
    expect(port.decided[0]?.decided).toMatchObject({ comment: 'After the scan.' });
  });

  it('keeps all that was typed when it is refused, and may be tried again', async () => {
    const { user, port } = await sending();
    port.decisionAnswer({ at: 'refused', problem: problem('busy', 'POST', { status: 429 }) });
    const form = within(await panel('Not now'));
    await form.findByRole('button', { name: /^Save for / });
    expect(form.getByLabelText(/^In your own words/)).toHaveValue('After the scan.');
    expect(form.getByRole('radio', { name: 'No time at this visit' })).toBeChecked();
    expect(said().parentElement).toHaveFocus();
    await user.click(await save('Not now'));
    port.decisionAnswer(RECORDED);
    await waitFor(() => expect(said()).toHaveTextContent('saved in the chart. Nobody is asked to do anything by it.'));
    expect(new Set(port.decided.map(({ decided }) => decided.id)).size).toBe(1);
  });

  it('what is unknown is only looked for, stays in view whatever is pressed, and is never sent again', async () => {
    const mounted = await sending();
    const { user, port } = mounted;
    port.decisionAnswer({ at: 'unknown', as: 'task' });
    const again = await dom.findByRole('button', { name: 'Check again' });
    expect(dom.getByRole('button', { name: 'Copy the text' })).toBeVisible();
    expect(dom.queryByRole('button', { name: /^Save for / })).toBeNull();
    await user.click(within(group() as HTMLElement).getByRole('button', { name: 'Already receiving' }));
    expect(said()).toHaveTextContent('We could not confirm');
    await user.click(again);
    port.decisionFound(RECORDED);
    await waitFor(() => expect(said()).toHaveTextContent('saved in the chart. Nobody is asked to do anything by it.'));
    expect(port.decided).toHaveLength(1);
    expect(port.decisionLooks).toEqual([DECISION]);
  });

  it('can be done with the keyboard alone', async () => {
    const { user, port } = await opened();
    within(group() as HTMLElement)
      .getByRole('button', { name: 'Patient prefers not to' })
      .focus();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(dom.getByRole('heading', { level: 2, name: 'Patient prefers not to' })).toHaveFocus());
    await save('Patient prefers not to');
    for (let tabs = 0; tabs < 30 && document.activeElement !== (await save('Patient prefers not to')); tabs += 1)
      await user.tab();
    await user.keyboard('{Enter}');
    expect(port.decided).toHaveLength(1);
    expect(port.decided[0]?.decided.decision).toMatchObject({ askAgain: parseWhen('2027-02-10')?.lo });
  });

  it('is asked about when the chart is closed in the middle of it', async () => {
    const { user, port } = await sending();
    port.decisionAnswer({ at: 'unknown', as: 'task' });
    await dom.findByRole('button', { name: 'Check again' });
    await user.click(dom.getByRole('button', { name: 'Close Alongside' }));
    expect(dom.getByRole('group', { name: /may have arrived, and the EHR has not shown it/ })).toBeVisible();
    await user.click(dom.getByRole('button', { name: 'Close all the same' }));
    expect(port.ended).toEqual([{ keepDraft: true }]);
  });
});

describe('what the team has taken on', () => {
  const charted = (...items: readonly string[]) =>
    chartOf([
      ...STAGE_IV,
      decision('oncology-team', ago(5), {
        output: [output('decision', 'oncology-team'), ...items.map((one) => output('care', one))],
      }),
    ]);

  it('stands beside the decision on record', async () => {
    await opened({ chart: charted('caregiver', 'pain') });
    const onRecord = within(dom.getByRole('list', { name: 'On record' }));
    expect(await onRecord.findByText('The team has taken on: Pain; How the caregiver is.')).toBeVisible();
  });

  it('says how much of it only a later version knows', async () => {
    await opened({ chart: charted('pain', 'music', 'dreams') });
    expect(await dom.findByText('The team has taken on: Pain; 2 items of a later version of Alongside.')).toBeVisible();
  });

  it('is not said where the record does not carry it, nor of another decision', async () => {
    const { unmount } = await opened({ chart: charted() });
    await takenOn.load();
    expect(dom.getByRole('heading', { level: 1 })).toHaveTextContent(/^Decided .* our team will do it/);
    expect(dom.queryByText(/taken on/)).toBeNull();
    unmount();
    const notNow = decision('defer', ago(5), { output: [output('decision', 'defer'), output('care', 'pain')] });
    await opened({ chart: chartOf([...STAGE_IV, notNow]) });
    expect(dom.getByRole('heading', { level: 1 })).toHaveTextContent(/^Decided .* not now/);
    expect(dom.queryByText(/taken on/)).toBeNull();
  });
});
