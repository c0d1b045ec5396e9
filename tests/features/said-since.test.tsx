// @vitest-environment happy-dom
/** After a referral has left: what the screen says by now and the referral does not, beside what became of it. */
import { act, screen as dom, waitFor, within } from '@testing-library/react';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { problem } from '../../src/domain/problem.ts';
import type { SubmissionOutcome } from '../../src/domain/referral/outcome.ts';
import { addFacts } from '../../src/features/visit/later-parts.ts';
import { mount, openFact, openForm, type Mounted } from '../support/mount.tsx';

beforeAll(async () => {
  await addFacts.load();
});

let minted = 0;
const ids = { mintId: () => `00000000-0000-4000-8000-${String((minted += 1)).padStart(12, '0')}` };
const placed: SubmissionOutcome = { outcome: 'placed', reference: 'ServiceRequest/88', readBack: true, alsoOpen: [] };
const lost: SubmissionOutcome = { outcome: 'unknown', via: 'fhir-create', why: problem('network', 'x') };

async function addEcog(mounted: Mounted, value: RegExp): Promise<void> {
  const { user } = mounted;
  const form = within(await openFact(mounted, 'Performance status'));
  await user.click(form.getByRole('radio', { name: value }));
  await user.click(form.getByRole('button', { name: 'Add' }));
}

/** ECOG 3 was entered, and went along. */
async function sent(outcome: SubmissionOutcome, more: { readonly now?: () => number } = {}): Promise<Mounted> {
  const mounted = mount({}, { ...ids, ...more });
  await dom.findByRole('heading', { level: 2, name: 'Why' });
  await addEcog(mounted, /^3:/);
  await openForm(mounted);
  await mounted.user.click(dom.getByRole('radio', { name: 'Yes' }));
  await mounted.user.click(await dom.findByRole('button', { name: /^Send referral for/ }));
  await waitFor(() => expect(mounted.port.sent).toHaveLength(1));
  act(() => mounted.port.answer(outcome));
  await waitFor(() => expect(document.getElementById('outcome')).not.toBeNull());
  return mounted;
}

const takeBack = async ({ user }: Mounted): Promise<void> =>
  await user.click(dom.getByRole('button', { name: /^Take back: ECOG 3/ }));

const TAKEN_BACK = /^Since it was sent, you took back: ECOG 3, .*\. The referral still says it: tell the team\.$/;
const since = (): readonly (string | null)[] =>
  dom.queryAllByText(/^Since |^Entered since|^Set aside as wrong since/).map((one) => one.textContent);

describe('what was said at the visit, after a referral has left with it', () => {
  it('is told where it was taken back, and where something else was entered', async () => {
    const mounted = await sent(placed);
    expect(since()).toEqual([]);
    await takeBack(mounted);
    expect(since()).toEqual([expect.stringMatching(TAKEN_BACK)]);
    // It is heard as well as seen.
    expect(dom.getByText(TAKEN_BACK).closest('[aria-live="polite"]')).not.toBeNull();
    await addEcog(mounted, /^2:/);
    expect(since()).toEqual([
      expect.stringMatching(TAKEN_BACK),
      expect.stringMatching(/^Entered since; not in the referral: ECOG 2, .*\.$/),
    ]);
    // The sheet is closed: it stands by the answer, once.
    await mounted.user.click(within(dom.getByRole('dialog')).getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(dom.queryByRole('dialog')).toBeNull());
    expect(since()).toHaveLength(2);
    await addEcog(mounted, /^3:/);
    expect(since()).toEqual([]);
  });

  it('is told with an "if", where nobody knows whether it arrived', async () => {
    const mounted = await sent(lost);
    await takeBack(mounted);
    expect(since()).toEqual([
      expect.stringMatching(
        /^Since it was tried, you took back: ECOG 3, .*\. If it arrived, it still says it: tell the team\.$/,
      ),
    ]);
  });

  it('is not told before anything has left: the draft follows', async () => {
    const mounted = mount({}, ids);
    await dom.findByRole('heading', { level: 2, name: 'Why' });
    await addEcog(mounted, /^3:/);
    await openForm(mounted);
    await takeBack(mounted);
    expect(since()).toEqual([]);
  });

  it('is told of an earlier try that arrived after all, in its own words', async () => {
    let now = Date.UTC(2026, 10, 22, 12);
    const mounted = await sent(lost, { now: () => now });
    act(() => mounted.port.found(lost));
    now += 120_000;
    await waitFor(() => expect(mounted.session.referral.view().submission).toMatchObject({ looking: false }));
    act(() => mounted.session.referral.userSaysNotThere());
    await takeBack(mounted);
    Object.assign(mounted.port, { arrived: () => Promise.resolve({ ...placed, earlierWords: true }) });
    act(() => mounted.session.referral.checkAgain());
    const told = /^Since it was tried, you took back: ECOG 3, .*\. If it arrived, it still says it: tell the team\.$/;
    await waitFor(() => expect(since()).toEqual([expect.stringMatching(told)]));
    // Entered again, it may be in it: it is not said that it is not.
    await addEcog(mounted, /^3:/);
    expect(since()).toEqual([]);
    await takeBack(mounted);
    const kept = mounted.port.keptNow();
    mounted.unmount();
    mount({ kept, visit: mounted.port.kept.visit() }, ids);
    await waitFor(() => expect(since()).toEqual([expect.stringMatching(told)]));
  });

  it.each(['Copy the letter', 'Print the letter'])(
    'is told of a letter by hand: %s, and what it says stays so',
    async (button) => {
      vi.stubGlobal('print', () => {});
      const manual = { via: { channel: 'manual', why: 'not-granted' } } as const;
      const mounted = mount(manual, ids);
      await dom.findByRole('heading', { level: 2, name: 'Why' });
      await addEcog(mounted, /^3:/);
      await openForm(mounted);
      await mounted.user.click(dom.getByRole('radio', { name: 'Yes' }));
      await mounted.user.click(await dom.findByRole('button', { name: button }));
      await takeBack(mounted);
      await mounted.user.click(await dom.findByRole('button', { name: 'I handed on the letter' }));
      const told =
        /^Since the letter was written, you took back: ECOG 3, .*\. The letter still says it: tell the team\.$/;
      await waitFor(() => expect(since()).toEqual([expect.stringMatching(told)]));
      const kept = mounted.port.keptNow();
      const visit = mounted.port.kept.visit();
      mounted.unmount();
      mount({ ...manual, kept, visit }, ids);
      await waitFor(() => expect(since()).toEqual([expect.stringMatching(told)]));
    },
  );

  it('is told again after a reload', async () => {
    const before = await sent(placed);
    await takeBack(before);
    const kept = before.port.keptNow();
    const visit = before.port.kept.visit();
    before.unmount();
    mount({ kept, visit }, ids);
    expect(await dom.findByText(TAKEN_BACK)).toBeVisible();
  });
});
