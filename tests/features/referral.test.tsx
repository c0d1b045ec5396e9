// @vitest-environment happy-dom
import { act, fireEvent, screen as dom, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { problem } from '../../src/domain/problem.ts';
import type { SubmissionOutcome } from '../../src/domain/referral/outcome.ts';
import { fixtureChart } from '../support/fixture-chart.ts';
import { DECISION, demoSite, draftOf, LUNG, mount, openForm } from '../support/mount.tsx';

const SEND = 'Send referral for Ruth Martin, 3 May 1958';
const lost = problem('network', 'POST ServiceRequest');
const unknown: SubmissionOutcome = { outcome: 'unknown', why: lost };
const placed: SubmissionOutcome = { outcome: 'placed', reference: 'ServiceRequest/88', readBack: true, alsoOpen: [] };
const chart = fixtureChart(LUNG);

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the form', () => {
  it('is prefilled, assumes nothing of the patient’s wish, and names the patient on its button', async () => {
    const mounted = mount();
    await openForm(mounted);
    expect(dom.getByRole('radio', { name: /^Supportive & Palliative Care Clinic/ })).toBeChecked();
    expect(dom.getByRole('radio', { name: 'Within 2 weeks' })).toBeChecked();
    expect(dom.getByRole('checkbox', { name: /^Bone metastases/ })).toBeChecked();
    const agrees = dom.getByRole('group', { name: 'Patient knows and agrees' });
    expect(within(agrees).getByRole('radio', { name: 'Yes' })).not.toBeChecked();
    expect(within(agrees).getByRole('radio', { name: 'Not yet asked' })).toBeChecked();
    expect(await dom.findByRole('button', { name: SEND })).toBeVisible();
    expect(dom.getByText('It will be an order, placed in your name.')).toBeVisible();
    // The answer stays in sight.
    expect(dom.getByRole('heading', { level: 1 })).toBeVisible();
  });

  it('has sent nothing by being opened, looked at and closed', async () => {
    const mounted = mount();
    await openForm(mounted);
    await dom.findByRole('button', { name: SEND });
    await mounted.user.click(dom.getByRole('button', { name: 'Close' }));
    expect(mounted.port.sent).toHaveLength(0);
    expect(dom.getByText('A draft is kept. Nothing has been sent.')).toBeVisible();
  });

  it('sends what was edited: service, time, reasons, question, the patient’s answer', async () => {
    const mounted = mount();
    const { user, port } = mounted;
    await openForm(mounted);
    await user.click(dom.getByRole('radio', { name: /by Video/ }));
    await user.click(dom.getByRole('radio', { name: 'Within 72 hours' }));
    await user.click(dom.getByRole('checkbox', { name: /^Bone metastases/ }));
    await user.type(dom.getByRole('textbox', { name: 'What you ask of them' }), 'Breathless at night.');
    await user.click(
      within(dom.getByRole('group', { name: 'Patient knows and agrees' })).getByRole('radio', { name: 'Yes' }),
    );
    expect(dom.getByText('20 of 5,000 characters')).toBeVisible();
    await user.click(await dom.findByRole('button', { name: SEND }));
    const [sent] = port.sent;
    expect(sent).toMatchObject({
      decisionId: DECISION,
      acknowledged: null,
      seen: [],
      draft: {
        serviceId: 'palliative-virtual',
        urgency: 'urgent',
        question: 'Breathless at night.',
        patientAgrees: 'yes',
      },
    });
    expect(sent?.draft.reasons.filter(({ included }) => included).map(({ trigger }) => trigger)).toEqual([
      'repeat-unplanned-admissions',
    ]);
    expect(sent?.texts.note).toContain('Breathless at night.');
  });

  it('shows what will be sent as words and as the resource', async () => {
    const mounted = mount();
    await openForm(mounted);
    const { user } = mounted;
    expect(dom.getByRole('tabpanel', { name: 'Words' })).toHaveTextContent('Findings:');
    await user.click(dom.getByRole('tab', { name: 'FHIR' }));
    expect(dom.getByRole('tabpanel', { name: 'FHIR' })).toHaveTextContent('"resourceType": "ServiceRequest"');
  });

  it('does not send against the patient’s wish', async () => {
    const mounted = mount();
    await openForm(mounted);
    const { user, port } = mounted;
    await user.click(
      within(dom.getByRole('group', { name: 'Patient knows and agrees' })).getByRole('radio', { name: 'No' }),
    );
    await user.click(await dom.findByRole('button', { name: SEND }));
    expect(port.sent).toHaveLength(0);
    expect(dom.getByRole('alert')).toHaveTextContent('The patient does not agree, so it cannot be sent.');
  });

  it('is left by Escape, and gives the focus back', async () => {
    const mounted = mount();
    await openForm(mounted);
    await mounted.user.keyboard('{Escape}');
    await waitFor(() => expect(dom.getByRole('button', { name: 'Continue the referral…' })).toHaveFocus());
  });

  it('throws a draft away only after a second press', async () => {
    const mounted = mount();
    await openForm(mounted);
    const { user, port } = mounted;
    await user.click(dom.getByRole('button', { name: 'Discard the draft' }));
    expect(port.keptNow()).not.toBeNull();
    await user.click(dom.getByRole('button', { name: 'Discard it' }));
    expect(port.keptNow()).toBeNull();
    expect(await dom.findByRole('button', { name: 'Refer…' })).toBeVisible();
  });
});

describe('sending', () => {
  it('sends once on a double click and Enter in one task', async () => {
    const mounted = mount();
    await openForm(mounted);
    const button = await dom.findByRole('button', { name: SEND });
    act(() => {
      button.click();
      button.click();
      fireEvent.keyDown(button, { key: 'Enter' });
      button.click();
    });
    expect(mounted.port.sent).toHaveLength(1);
    expect(dom.queryByRole('button', { name: SEND })).toBeNull();
  });

  it.each<[SubmissionOutcome, string]>([
    [placed, 'Referral order placed'],
    [
      { outcome: 'prepared', reference: 'ServiceRequest/9', readBack: true, alsoOpen: [] },
      'Referral prepared in the chart. It is not an order until it is signed.',
    ],
    [{ outcome: 'staged', reference: null }, 'Received by the EHR, waiting for review there'],
  ])('says exactly what is known of it, and keeps saying it: %j', async (outcome, sentence) => {
    const mounted = mount();
    await openForm(mounted);
    const { user, port } = mounted;
    await user.click(await dom.findByRole('button', { name: SEND }));
    act(() => port.answer(outcome));
    const said = await dom.findByRole('heading', { name: sentence });
    expect(said).toHaveFocus();
    await user.click(dom.getByRole('button', { name: 'Close' }));
    expect(dom.getAllByRole('heading', { name: sentence })).toHaveLength(1);
    expect(dom.queryByRole('button', { name: /Refer…|Continue/ })).toBeNull();
  });

  it('says when two active referrals exist', async () => {
    const mounted = mount();
    await openForm(mounted);
    await mounted.user.click(await dom.findByRole('button', { name: SEND }));
    const other = fixtureChart('breast-stage-4-referral-open').referrals.slice(0, 1);
    act(() =>
      mounted.port.answer({ outcome: 'placed', reference: 'ServiceRequest/88', readBack: true, alsoOpen: other }),
    );
    expect(await dom.findByText(/1 other active referral exists/)).toBeVisible();
  });

  it('keeps what was typed when the EHR refuses, says why in its words, and offers the letter', async () => {
    const mounted = mount();
    await openForm(mounted);
    const { user, port } = mounted;
    await user.type(dom.getByRole('textbox', { name: 'What you ask of them' }), 'Breathless at night.');
    await user.click(await dom.findByRole('button', { name: SEND }));
    const said = 'performer is <b>not</b> known';
    act(() =>
      port.answer({
        outcome: 'refused',
        problems: [problem('invalid', 'POST ServiceRequest', { status: 422, said: [said] })],
      }),
    );
    const alert = await dom.findByRole('alert');
    expect(alert).toHaveTextContent(`The EHR refused: ${said}`);
    expect(within(alert).getByRole('button', { name: 'Copy the letter' })).toBeVisible();
    expect(dom.getByRole('textbox', { name: 'What you ask of them' })).toHaveValue('Breathless at night.');
    expect(port.keptNow()?.draft.question).toBe('Breathless at night.');
    expect(document.querySelector('b')).toBeNull();
  });
});

describe('other referrals', () => {
  const open = fixtureChart('breast-stage-4-referral-open').referrals.filter(({ asksFor }) => asksFor === 'palliative');

  it.each([
    ['open', { result: 'open', referrals: open }, /I have seen it/],
    ['similar', { result: 'similar', referrals: open }, /I have seen it/],
    [
      'could-not-check',
      { result: 'could-not-check', why: problem('timeout', 'GET ServiceRequest') },
      /I know that it could not be checked/,
    ],
  ] as const)('%s: sends only after it has been read', async (result, check, tick) => {
    const mounted = mount({ check });
    await openForm(mounted);
    const { user, port } = mounted;
    await user.click(await dom.findByRole('button', { name: SEND }));
    expect(port.sent).toHaveLength(0);
    expect(dom.getByRole('alert')).toHaveTextContent('Tick the line above first.');
    await user.click(dom.getByRole('checkbox', { name: tick }));
    await user.click(dom.getByRole('button', { name: SEND }));
    expect(port.sent).toMatchObject([{ acknowledged: result }]);
  });

  it('never reads "could not check" as "none"', async () => {
    const mounted = mount({ check: { result: 'could-not-check', why: problem('timeout', 'GET ServiceRequest') } });
    await openForm(mounted);
    expect(await dom.findByText('It could not be checked whether a referral is open already.')).toBeVisible();
    expect(dom.queryByText(/No other open referral/)).toBeNull();
  });
});

describe('a stop right before sending', () => {
  it('does not claim an open referral when it only could not be looked for', async () => {
    const mounted = mount();
    await openForm(mounted);
    await mounted.user.click(await dom.findByRole('button', { name: SEND }));
    const problems = [problem('duplicate', 'could not look'), problem('timeout', 'GET ServiceRequest')];
    act(() => mounted.port.answer({ outcome: 'refused', problems }));
    const alert = await dom.findByRole('alert');
    expect(alert).toHaveTextContent('Nothing was sent.');
    expect(alert).not.toHaveTextContent(/open already|The EHR refused/);
  });
});

describe('an answer that was lost', () => {
  it('is said, and is left only by a look, by "I see the order", or 20 seconds later by "It is not there"', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
    const mounted = mount();
    const user = mounted.user;
    await openForm(mounted);
    await user.click(await dom.findByRole('button', { name: SEND }));
    act(() => mounted.port.answer(unknown));
    await dom.findByRole('heading', { name: 'We could not confirm whether the order was placed' });
    await dom.findByText('Looking for the order in the EHR.');
    act(() => mounted.port.found(unknown));
    expect(await dom.findByRole('button', { name: 'Check again' })).toBeVisible();
    expect(dom.getByRole('button', { name: 'I see the order' })).toBeVisible();
    expect(dom.queryByRole('button', { name: 'It is not there' })).toBeNull();
    act(() => void vi.advanceTimersByTime(21_000));
    await user.click(await dom.findByRole('button', { name: 'It is not there' }));
    await user.click(await dom.findByRole('button', { name: SEND }));
    expect(mounted.port.sent.map(({ decisionId }) => decisionId)).toEqual([DECISION, DECISION]);
  });

  it('takes "I see the order" as the user’s word', async () => {
    const mounted = mount({
      kept: { decisionId: DECISION, draft: draftOf(chart), phase: { at: 'settled', outcome: unknown, time: 1 } },
    });
    act(() => mounted.port.found(unknown));
    await mounted.user.click(await dom.findByRole('button', { name: 'I see the order' }));
    expect(dom.getByRole('heading', { name: 'You saw the order in the chart' })).toBeVisible();
    expect(dom.getByText('Said by you; the EHR has not confirmed it.')).toBeVisible();
    expect(dom.queryByText('Referral order placed')).toBeNull();
  });
});

describe('after a reload', () => {
  it('brings the draft back', async () => {
    const { user, port } = mount({
      kept: { decisionId: DECISION, draft: draftOf(chart, 'Half a sen'), phase: { at: 'editing' } },
    });
    await user.click(await dom.findByRole('button', { name: 'Continue the referral…' }));
    expect(await dom.findByRole('textbox', { name: 'What you ask of them' })).toHaveValue('Half a sen');
    expect(port.sent).toHaveLength(0);
  });

  it('in mid-send: says that it is unknown and looks by itself, without sending', async () => {
    const { port } = mount({
      kept: { decisionId: DECISION, draft: draftOf(chart), phase: { at: 'sending', since: Date.now() } },
    });
    expect(
      await dom.findByRole('heading', { name: 'We could not confirm whether the order was placed' }),
    ).toBeVisible();
    expect(port.looks).toEqual([DECISION]);
    act(() => port.found(placed));
    expect(await dom.findByRole('heading', { name: 'Referral order placed' })).toBeVisible();
    expect(port.sent).toHaveLength(0);
  });
});

describe('where nothing can be sent', () => {
  it.each(['not-granted', 'not-advertised', 'switched-off', 'could-not-ask'] as const)(
    '%s: no Send, the letter and the reason',
    async (why) => {
      const mounted = mount({ via: { channel: 'manual', why } }, { site: demoSite() });
      await openForm(mounted);
      expect(await dom.findByText(/(none|no referral) can be sent from here/)).toBeVisible();
      expect(dom.queryByRole('button', { name: /^Send/ })).toBeNull();
      expect(dom.getByRole('region', { name: 'The letter' })).toHaveTextContent('Patient: Ruth Martin');
      expect(dom.getByRole('button', { name: 'Copy the letter' })).toBeVisible();
      expect(dom.getByRole('button', { name: 'Print the letter' })).toBeVisible();
      expect(dom.getByText(/Ambulatory referral to palliative care/, { selector: 'p' })).toBeVisible();
    },
  );

  it('copies the letter', async () => {
    const mounted = mount({ via: { channel: 'manual', why: 'not-granted' } });
    await openForm(mounted);
    await mounted.user.click(await dom.findByRole('button', { name: 'Copy the letter' }));
    expect(await dom.findByText('Copied')).toBeVisible();
    expect(await navigator.clipboard.readText()).toContain('Ruth Martin');
  });

  it('prints the letter alone', async () => {
    const print = vi.fn(() => {
      expect(document.documentElement.dataset['printing']).toBe('letter');
      expect(document.querySelector('body > [data-print="letter"]')).toHaveTextContent('Ruth Martin');
    });
    vi.stubGlobal('print', print);
    const mounted = mount({ via: { channel: 'manual', why: 'not-granted' } });
    await openForm(mounted);
    await mounted.user.click(await dom.findByRole('button', { name: 'Print the letter' }));
    expect(print).toHaveBeenCalledOnce();
    expect(document.querySelector('[data-print="letter"]')).toBeNull();
  });
});

describe('when it is not the same living patient', () => {
  it.each(['wrong-patient', 'patient-deceased'] as const)('%s: stops, with nothing to acknowledge', async (kind) => {
    const mounted = mount({ verify: problem(kind, 'GET Patient/{id}') });
    await openForm(mounted);
    expect(await dom.findByText('Nothing can be sent.')).toBeVisible();
    expect(dom.queryByRole('button', { name: /^Send/ })).toBeNull();
    expect(dom.getByRole('alert')).toHaveTextContent('Nothing was sent.');
  });
});

describe('the end of the session', () => {
  it('is announced quietly five minutes before', async () => {
    mount({ expiresAt: Date.now() + 4.5 * 60_000 });
    expect(await dom.findByText('The session ends in 5 minutes. What you write is kept.')).toBeVisible();
  });

  it('keeps the draft in sight and copyable, and takes the Send button away', async () => {
    const mounted = mount({
      expiresAt: Date.now() - 1,
      kept: { decisionId: DECISION, draft: draftOf(chart, 'Breathless at night.'), phase: { at: 'editing' } },
    });
    expect(await dom.findByText('The session has ended. Open Alongside again from the chart.')).toBeVisible();
    await mounted.user.click(await dom.findByRole('button', { name: 'Continue the referral…' }));
    expect(await dom.findByRole('textbox', { name: 'What you ask of them' })).toHaveValue('Breathless at night.');
    expect(dom.getByRole('button', { name: 'Copy the letter' })).toBeVisible();
    expect(dom.queryByRole('button', { name: /^Send/ })).toBeNull();
  });

  it('is also known from the EHR’s refusal', async () => {
    const mounted = mount();
    await openForm(mounted);
    await mounted.user.type(dom.getByRole('textbox', { name: 'What you ask of them' }), 'Breathless.');
    await mounted.user.click(await dom.findByRole('button', { name: SEND }));
    act(() =>
      mounted.port.answer({ outcome: 'refused', problems: [problem('session-expired', 'POST', { status: 401 })] }),
    );
    expect(await dom.findByText('The session has ended. Open Alongside again from the chart.')).toBeVisible();
    expect(dom.getByRole('textbox', { name: 'What you ask of them' })).toHaveValue('Breathless.');
    expect(dom.queryByRole('button', { name: SEND })).toBeNull();
  });
});

describe('leaving the page', () => {
  const leaving = (): boolean => window.dispatchEvent(new Event('beforeunload', { cancelable: true }));

  it('warns while there are unsent words, and while a send is under way', async () => {
    const mounted = mount();
    await openForm(mounted);
    expect(leaving()).toBe(true);
    await mounted.user.type(dom.getByRole('textbox', { name: 'What you ask of them' }), 'x');
    expect(leaving()).toBe(false);
    await mounted.user.click(await dom.findByRole('button', { name: SEND }));
    expect(leaving()).toBe(false);
    act(() => mounted.port.answer(placed));
    await dom.findByRole('heading', { name: 'Referral order placed' });
    expect(leaving()).toBe(true);
  });

  it('writes the last words down', async () => {
    const mounted = mount();
    await openForm(mounted);
    fireEvent.change(dom.getByRole('textbox', { name: 'What you ask of them' }), { target: { value: 'last words' } });
    expect(mounted.port.keptNow()?.draft.question).toBe('');
    window.dispatchEvent(new Event('pagehide'));
    expect(mounted.port.keptNow()?.draft.question).toBe('last words');
  });
});
