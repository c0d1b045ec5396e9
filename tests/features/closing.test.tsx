// @vitest-environment happy-dom
/** The chart hidden, shown again, closed; and what a launch says beside the patient. */
import { act, screen as dom, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { problem } from '../../src/domain/problem.ts';
import { mount, openForm, type Mounted } from '../support/mount.tsx';

const START = Date.UTC(2026, 10, 12, 13);

function opened(options: Parameters<typeof mount>[0] = {}) {
  let time = START;
  const left: string[] = [];
  const mounted = mount(options, { now: () => time, leave: (how) => void left.push(how) });
  const wait = (minutes: number): void => {
    time += minutes * 60_000;
    act(() => mounted.session.presence.look());
  };
  return { ...mounted, left, wait };
}

const write = async (mounted: Mounted): Promise<void> => {
  await openForm(mounted);
  await mounted.user.type(dom.getByLabelText('What you ask of them'), ' Thank you.');
};

describe('a chart that was not used for 15 minutes', () => {
  it('stands behind a dialog, and comes back with all that was typed when the patient was read again', async () => {
    const page = opened();
    await write(page);
    page.wait(15);
    const dialog = await dom.findByRole('dialog', { name: /Hidden, because/ });
    expect(dialog).toHaveProperty('open', true);
    expect(document.documentElement).toHaveAttribute('data-away');
    const before = page.port.calls.verify;
    await page.user.click(dom.getByRole('button', { name: 'Show again' }));
    await waitFor(() => expect(document.documentElement).not.toHaveAttribute('data-away'));
    expect(page.port.calls.verify).toBe(before + 1);
    expect(dom.getByLabelText<HTMLTextAreaElement>('What you ask of them').value).toMatch(/ Thank you\.$/);
  });

  it.each([
    ['wrong-patient', /not the one that was opened/, false],
    ['session-expired', /The session has ended/, false],
    ['network', /could not be read again/, true],
  ] as const)('after %s stays hidden, and says why', async (kind, words, again) => {
    const page = opened({ verify: problem(kind, 'x') });
    page.wait(15);
    await page.user.click(await dom.findByRole('button', { name: 'Show again' }));
    expect(await dom.findByText(words)).toBeVisible();
    expect(document.documentElement).toHaveAttribute('data-away');
    expect(dom.queryByRole('button', { name: 'Show again' }) !== null).toBe(again);
  });

  it('stays behind its dialog when Escape is pressed', async () => {
    const page = opened();
    page.wait(15);
    const dialog = await dom.findByRole<HTMLDialogElement>('dialog', { name: /Hidden, because/ });
    act(() => dialog.close());
    expect(dialog.open).toBe(true);
  });
});

describe('Close Alongside', () => {
  it('ends the session and leaves the page', async () => {
    const page = opened();
    await page.user.click(await dom.findByRole('button', { name: 'Close Alongside' }));
    expect(page.left).toEqual(['done']);
    expect(page.port.ended).toEqual([{ keepDraft: false }]);
  });

  it('asks first when a referral was begun and not sent', async () => {
    const page = opened();
    await write(page);
    await page.user.click(dom.getByRole('button', { name: 'Close Alongside' }));
    expect(page.left).toEqual([]);
    expect(dom.getByRole('button', { name: 'Go on with the chart' })).toHaveFocus();
    await page.user.click(dom.getByRole('button', { name: 'Go on with the chart' }));
    await page.user.click(dom.getByRole('button', { name: 'Close Alongside' }));
    await page.user.click(dom.getByRole('button', { name: 'Discard it and close' }));
    expect(page.left).toEqual(['done']);
  });
});

describe('Close Alongside, with several things begun', () => {
  it('names each of them', async () => {
    const { user, session } = mount();
    await user.click(await dom.findByRole('button', { name: 'Not now' }));
    await user.click(await dom.findByRole('radio', { name: 'No time at this visit' }));
    await user.click(dom.getByRole('button', { name: 'Ask the palliative team' }));
    await user.type(await dom.findByLabelText('What you ask'), 'Which drug?');
    await user.click(dom.getByRole('button', { name: 'Close Alongside' }));
    expect(session.presence.notSent()).toEqual(['decision', 'question']);
    expect(
      dom.getByText(
        'Another answer than a referral has been begun and not saved. A question to the palliative team has been begun and not sent. Closing discards it.',
      ),
    ).toBeVisible();
  });
});

describe('Close Alongside, while a referral is on its way', () => {
  it('waits for the answer, and says then what is so', async () => {
    const page = opened();
    await openForm(page);
    await page.user.click(dom.getByRole('radio', { name: 'Yes' }));
    await page.user.click(await dom.findByRole('button', { name: /^Send referral for / }));
    await page.user.click(dom.getByRole('button', { name: 'Close Alongside' }));
    expect(dom.getByText('Something is being sent. Wait for the answer.')).toBeVisible();
    expect(dom.queryByRole('button', { name: /Discard it|Close all the same/ })).toBeNull();
    act(() => page.port.answer({ outcome: 'unknown', via: 'fhir-create', why: problem('network', 'x') }));
    await dom.findByText(/may have arrived, and the EHR has not shown it/);
    await page.user.click(dom.getByRole('button', { name: 'Close all the same' }));
    expect(page.port.ended).toEqual([{ keepDraft: true }]);
  });
});

describe('the launch', () => {
  it('by signing in is said: somebody has picked the patient from a list', async () => {
    opened({ launch: { from: 'sign-in' } });
    expect(await dom.findByText(/You chose this patient when you signed in/)).toBeVisible();
  });

  it('from a chart says nothing', async () => {
    opened();
    await dom.findByRole('heading', { level: 1 });
    expect(dom.queryByText(/You chose this patient/)).toBeNull();
  });

  it('for a referral opens the form, once, and sends nothing', async () => {
    const page = opened({ launch: { intent: 'palliative-referral' } });
    await dom.findByRole('heading', { name: 'Referral for Ruth Martin' });
    expect(page.port.sent).toEqual([]);
    await page.user.click(dom.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(dom.queryByRole('heading', { name: 'Referral for Ruth Martin' })).toBeNull());
    expect(dom.getByRole('button', { name: /^(Refer|Continue the referral)…$/ })).toBeVisible();
  });

  it('for which the EHR was asked for less, because it had refused more, says so beside the sources', async () => {
    opened({ launch: { askedLess: true } });
    expect(await dom.findByText(/it was asked for fewer/)).toBeVisible();
  });
});
