// @vitest-environment happy-dom
import { act, fireEvent, screen as dom, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { problem } from '../../src/domain/problem.ts';
import type { SubmissionOutcome } from '../../src/domain/referral/outcome.ts';
import { QUESTION_PREFILL } from '../../src/words/prefill.ts';
import { fixtureChart } from '../support/fixture-chart.ts';
import { demoSite } from '../support/demo-site.ts';
import { DECISION, draftOf, LUNG, mount, openForm, type Mounted } from '../support/mount.tsx';

const SEND = 'Send referral for Ruth Martin, 3 May 1958';
const lost = problem('network', 'POST ServiceRequest');
const unknown: SubmissionOutcome = { outcome: 'unknown', via: 'fhir-create', why: lost };
const placed: SubmissionOutcome = { outcome: 'placed', reference: 'ServiceRequest/88', readBack: true, alsoOpen: [] };
const chart = fixtureChart(LUNG);

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const agrees = (name: 'Yes' | 'Not yet asked' | 'No'): HTMLElement =>
  within(dom.getByRole('group', { name: 'Patient knows and agrees' })).getByRole('radio', { name });

const question = (): HTMLElement => dom.getByRole('textbox', { name: 'What you ask of them' });

/** Opens the form and says what the patient says: from there on it can be sent. */
async function fillForm(mounted: Mounted): Promise<void> {
  await openForm(mounted);
  await mounted.user.click(agrees('Yes'));
}

describe('the form', () => {
  it('is prefilled, assumes nothing of the patient’s wish, and names the patient on its button', async () => {
    const mounted = mount();
    await openForm(mounted);
    expect(dom.getByRole('radio', { name: /^Supportive & Palliative Care Clinic/ })).toBeChecked();
    expect(dom.getByRole('radio', { name: 'Within 2 weeks' })).toBeChecked();
    expect(dom.getByRole('checkbox', { name: /^Bone metastases/ })).toBeChecked();
    for (const name of ['Yes', 'Not yet asked', 'No'] as const) expect(agrees(name)).not.toBeChecked();
    expect(question()).toHaveValue(QUESTION_PREFILL);
    expect(
      within(dom.getByRole('group', { name: 'Why' }))
        .getAllByRole('checkbox')
        .map((one) => one.closest('label')?.textContent),
    ).toEqual([
      expect.stringMatching(/^Two hospital stays/),
      expect.stringMatching(/^ECOG 1 on 8 Aug 2026, 2 on 5 Nov 2026/),
      expect.stringMatching(/^Bone metastases/),
    ]);
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
    // Nothing was written, so nothing is kept.
    expect(await dom.findByRole('button', { name: 'Refer…' })).toHaveFocus();
    expect(mounted.port.keptNow()).toBeNull();
    await fillForm(mounted);
    await mounted.user.click(dom.getByRole('button', { name: 'Close' }));
    expect(dom.getByText('A draft is kept. Nothing has been sent.')).toBeVisible();
  });

  it('sends what was edited: service, time, reasons, question, the patient’s answer', async () => {
    const mounted = mount();
    const { user, port } = mounted;
    await openForm(mounted);
    await user.click(dom.getByRole('radio', { name: /by Video/ }));
    await user.click(dom.getByRole('radio', { name: 'Within 72 hours' }));
    await user.click(dom.getByRole('checkbox', { name: /^Bone metastases/ }));
    await user.clear(question());
    await user.type(question(), 'Breathless at night.');
    await user.click(agrees('Yes'));
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
      'declining-performance-status',
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
    await user.click(agrees('No'));
    await user.click(await dom.findByRole('button', { name: SEND }));
    expect(port.sent).toHaveLength(0);
    expect(dom.getByRole('alert')).toHaveTextContent('The patient does not agree, so it cannot be sent.');
  });

  it('is left by Escape, and gives the focus back', async () => {
    const mounted = mount();
    await fillForm(mounted);
    await mounted.user.keyboard('{Escape}');
    await waitFor(() => expect(dom.getByRole('button', { name: 'Continue the referral…' })).toHaveFocus());
  });

  it('throws a draft away only after a second press', async () => {
    const mounted = mount();
    await fillForm(mounted);
    const { user, port } = mounted;
    await user.click(dom.getByRole('button', { name: 'Discard the draft' }));
    await waitFor(() => expect(port.keptNow()).not.toBeNull());
    await user.click(dom.getByRole('button', { name: 'Discard it' }));
    expect(port.keptNow()).toBeNull();
    expect(await dom.findByRole('button', { name: 'Refer…' })).toBeVisible();
  });
});

describe('sending', () => {
  it('sends once on a double click and Enter in one task', async () => {
    const mounted = mount();
    await fillForm(mounted);
    const button = await dom.findByRole('button', { name: SEND });
    act(() => {
      button.click();
      button.click();
      fireEvent.keyDown(button, { key: 'Enter' });
      button.click();
    });
    await waitFor(() => expect(mounted.port.sent).toHaveLength(1));
    expect(dom.queryByRole('button', { name: SEND })).toBeNull();
    await act(() => new Promise((done) => setTimeout(done, 50)));
    expect(mounted.port.sent).toHaveLength(1);
  });

  it.each<[SubmissionOutcome, string]>([
    [placed, 'Referral order placed'],
    [
      { outcome: 'prepared', via: 'fhir-create', reference: 'ServiceRequest/9', readBack: true, alsoOpen: [] },
      'Referral prepared in the chart. It is not an order until it is signed.',
    ],
    [{ outcome: 'staged', reference: null }, 'Received by the EHR, waiting for review there'],
  ])('says exactly what is known of it, and keeps saying it: %j', async (outcome, sentence) => {
    const mounted = mount();
    await fillForm(mounted);
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
    await fillForm(mounted);
    await mounted.user.click(await dom.findByRole('button', { name: SEND }));
    const other = fixtureChart('breast-stage-4-referral-open').referrals.slice(0, 1);
    act(() =>
      mounted.port.answer({ outcome: 'placed', reference: 'ServiceRequest/88', readBack: true, alsoOpen: other }),
    );
    expect(await dom.findByText(/^Two active referrals exist/)).toBeVisible();
  });

  it('keeps what was typed when the EHR refuses, says why in its words, and offers the letter', async () => {
    const mounted = mount();
    await fillForm(mounted);
    const { user, port } = mounted;
    await user.clear(question());
    await user.type(question(), 'Breathless at night.');
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
    await fillForm(mounted);
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
    await fillForm(mounted);
    expect(await dom.findByText('It could not be checked whether a referral is open already.')).toBeVisible();
    expect(dom.queryByText(/No other open referral/)).toBeNull();
  });
});

describe('a stop right before sending', () => {
  it('does not claim an open referral when it only could not be looked for', async () => {
    const mounted = mount();
    await fillForm(mounted);
    await mounted.user.click(await dom.findByRole('button', { name: SEND }));
    const problems = [problem('duplicate', 'could not look'), problem('timeout', 'GET ServiceRequest')];
    act(() => mounted.port.answer({ outcome: 'refused', problems }));
    const alert = await dom.findByRole('alert');
    expect(alert).toHaveTextContent('Nothing was sent.');
    expect(alert).not.toHaveTextContent(/open already|The EHR refused/);
  });
});

describe('an answer that was lost', () => {
  it('is said, and is left only by a look, by "I see the order", or a minute later by "It is not there"', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
    const mounted = mount();
    const user = mounted.user;
    await fillForm(mounted);
    await user.click(await dom.findByRole('button', { name: SEND }));
    act(() => mounted.port.answer(unknown));
    await dom.findByRole('heading', { name: 'We could not confirm whether the order was placed' });
    await dom.findByText('Looking for it in the EHR.');
    act(() => mounted.port.found(unknown));
    expect(await dom.findByRole('button', { name: 'Check again' })).toBeVisible();
    expect(dom.getByRole('button', { name: 'I see the order' })).toBeVisible();
    expect(dom.queryByRole('button', { name: 'It is not there' })).toBeNull();
    act(() => void vi.advanceTimersByTime(61_000));
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
      kept: {
        decisionId: DECISION,
        draft: draftOf(chart),
        phase: { at: 'sending', since: Date.now(), via: 'fhir-create' },
      },
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
      await fillForm(mounted);
      expect(await dom.findByText(/(none|no referral) can be sent from here/)).toBeVisible();
      expect(dom.queryByRole('button', { name: /^Send/ })).toBeNull();
      expect(dom.getByRole('region', { name: 'The letter' })).toHaveTextContent('Patient: Ruth Martin');
      expect(dom.getByRole('button', { name: 'Copy the letter' })).toBeVisible();
      expect(dom.getByRole('button', { name: 'Print the letter' })).toBeVisible();
      expect(dom.getByText(/Ambulatory referral to palliative care/, { selector: 'p' })).toBeVisible();
    },
  );

  it.each([
    ['not-granted', /^Your sign-in may not place a referral here\./],
    ['not-advertised', /^This EHR takes no referrals from apps\./],
    ['switched-off', /^Referrals are not sent from here at this site\./],
  ] as const)('%s: said at the head of the form, before anything is filled in', async (why, words) => {
    await openForm(mount({ via: { channel: 'manual', why } }));
    const said = await dom.findByText(words);
    const first = dom.getByRole('group', { name: 'Patient knows and agrees' });
    expect(said.compareDocumentPosition(first)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  });

  it('what is not known, or can be sent, is not called forbidden', async () => {
    for (const via of [
      { channel: 'manual', why: 'could-not-ask' },
      { channel: 'task', whyNotBest: 'not-granted' },
    ] as const) {
      const mounted = mount({ via });
      await openForm(mounted);
      expect(await dom.findByText(/could not be found out|No order will be placed/)).toBeVisible();
      expect(dom.queryByText(/What you fill in becomes a letter/)).toBeNull();
      mounted.unmount();
    }
  });

  it('nothing is handed on before the patient was asked, and a no is not handed on', async () => {
    const { user } = mount({ via: { channel: 'manual', why: 'not-granted' } });
    await user.click(await dom.findByRole('button', { name: 'Refer…' }));
    const gap = await dom.findByRole('button', { name: 'Say whether the patient knows and agrees.' });
    expect(dom.queryByRole('button', { name: 'Copy the letter' })).toBeNull();
    await user.click(gap);
    expect(agrees('Yes')).toHaveFocus();
    await user.click(agrees('No'));
    expect(dom.getByText(/^The patient does not agree\. Discard the draft/)).toBeVisible();
    expect(dom.queryByRole('button', { name: /letter|order in the chart/ })).toBeNull();
  });

  it('copies the letter', async () => {
    const mounted = mount({ via: { channel: 'manual', why: 'not-granted' } });
    await fillForm(mounted);
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
    await fillForm(mounted);
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
    expect(
      await dom.findByText(
        'The session ends in 5 minutes; a referral can be sent for 2 minutes more. What you write is kept.',
      ),
    ).toBeVisible();
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
    await fillForm(mounted);
    await mounted.user.clear(question());
    await mounted.user.type(question(), 'Breathless.');
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
    await mounted.user.click(agrees('Yes'));
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
    expect(mounted.port.keptNow()).toBeNull();
    window.dispatchEvent(new Event('pagehide'));
    expect(mounted.port.keptNow()?.draft.question).toBe('last words');
  });
});

describe('behind a gate', () => {
  it.each([
    ['pancreas-hospice', /^Hospice care recorded since .*Speak with the hospice team first. I want to send/],
    ['lung-one-visit-diagnosis', /^Cancer status unclear.* I want to send this referral all the same\.$/],
    ['no-cancer', /^No active cancer is recorded .* I want to send this referral all the same\.$/],
  ])('%s: its sentence has to be ticked before anything is sent', async (scenario, tick) => {
    const { user, port } = mount({ chart: fixtureChart(scenario) });
    await user.click(await dom.findByRole('button', { name: 'Refer…' }));
    await dom.findByRole('heading', { name: /^Referral for/ });
    await user.click(agrees('Yes'));
    // Behind a gate nothing is asked beforehand: the clinician says why.
    if ((question() as HTMLTextAreaElement).value === '') await user.type(question(), 'Please advise.');
    const send = await dom.findByRole('button', { name: /^Send referral/ });
    await user.click(send);
    expect(port.sent).toHaveLength(0);
    expect(dom.getByRole('alert')).toHaveTextContent('Tick the line above first.');
    await user.click(dom.getByRole('checkbox', { name: tick }));
    await user.click(send);
    await waitFor(() => expect(port.sent).toHaveLength(1));
  });

  it('asks for no tick where no gate speaks', async () => {
    await fillForm(mount());
    await dom.findByRole('button', { name: SEND });
    expect(dom.queryByRole('checkbox', { name: /all the same/ })).toBeNull();
  });

  it('sends nothing for a patient who has died by the record, whatever was drafted before', async () => {
    const dead = fixtureChart('lung-deceased');
    const draft = { ...draftOf(dead, 'Breathless.'), patientAgrees: 'yes' } as const;
    const { user } = mount({ chart: dead, kept: { decisionId: DECISION, draft, phase: { at: 'editing' } } });
    await user.click(await dom.findByRole('button', { name: 'Continue the referral…' }));
    expect(await dom.findByText(/^Recorded as deceased.* Nothing can be sent\.$/)).toBeVisible();
    expect(dom.queryByRole('button', { name: /^Send/ })).toBeNull();
  });
});

describe('what the patient says', () => {
  it('has to be said before it is sent', async () => {
    const mounted = mount();
    await openForm(mounted);
    const send = await dom.findByRole('button', { name: SEND });
    await mounted.user.click(send);
    expect(mounted.port.sent).toHaveLength(0);
    expect(dom.getByRole('alert')).toHaveTextContent('Say whether the patient knows and agrees.');
    await mounted.user.click(agrees('Yes'));
    await mounted.user.click(send);
    expect(mounted.port.sent).toHaveLength(1);
  });

  it('is warned of next to Send when the patient has not been asked: the order shows in the portal', async () => {
    const portal = 'The patient may be able to read this in the portal. Talk with the patient first.';
    const mounted = mount();
    await openForm(mounted);
    await dom.findByRole('button', { name: SEND });
    expect(dom.queryByText(portal)).toBeNull();
    await mounted.user.click(agrees('Not yet asked'));
    expect(dom.getByText(portal)).toBeVisible();
  });
});

describe('where a nurse call is suggested', () => {
  const note = 'A nurse call is suggested, not a specialist visit. No nurse service is set up here.';
  const called =
    'A nurse call is suggested, not a specialist visit. Call Supportive-care nurse line: +1 555 0105 (answered day and night). ' +
    'Nothing is sent there from here; what this form writes goes to the specialists.';

  it('says that this form orders something else, and does not take over its time', async () => {
    // Within 2 working days is the time of the call.
    const { user } = mount({ chart: fixtureChart('lung-stage-unknown-three-stays') });
    await dom.findByRole('heading', { level: 1, name: /nurse call is suggested, within 2 working days/ });
    await user.click(dom.getByRole('button', { name: 'Refer…' }));
    expect(await dom.findByText(called)).toBeVisible();
    // A nurse's line is called: no order can be written to it.
    expect(dom.queryByRole('radio', { name: /nurse line/ })).toBeNull();
    expect(dom.getByRole('radio', { name: 'Within 2 weeks' })).toBeChecked();
  });

  it('says so where the site has no nurse’s line', async () => {
    const { services } = demoSite().referral;
    const site = demoSite({ services: services.filter(({ kind }) => kind !== 'navigator') });
    const { user } = mount({ chart: fixtureChart('lung-stage-unknown-three-stays') }, { site });
    await user.click(await dom.findByRole('button', { name: 'Refer…' }));
    expect(await dom.findByText(note)).toBeVisible();
  });

  it('is not said at the level of a specialist', async () => {
    await openForm(mount());
    expect(dom.queryByText(/nurse call is suggested/)).toBeNull();
  });
});

describe('a referral that waits for a signature', () => {
  const PREPARE = 'Prepare referral for Ruth Martin, 3 May 1958';
  const via = { channel: 'fhir-create', makes: 'proposal', staged: false } as const;
  // 08:32 in New York, where the site is.
  const now = (): number => Date.UTC(2026, 10, 12, 13, 32);

  it.each([
    ['staff', 'staff', 'Tell the oncologist: it waits for a signature. The clinic may not act on it before that.'],
    ['the oncologist', 'prescriber', 'Sign it in the chart: the clinic may not act on it before that.'],
  ] as const)('is called so on the button, and tells %s what has to follow', async (_, role, next) => {
    const mounted = mount({ via, role }, { now });
    await fillForm(mounted);
    if (role === 'staff') await mounted.user.click(dom.getByRole('radio', { name: /^Somebody else/ }));
    expect(dom.queryByRole('button', { name: /^Send referral/ })).toBeNull();
    await mounted.user.click(await dom.findByRole('button', { name: PREPARE }));
    act(() =>
      mounted.port.answer({
        outcome: 'prepared',
        via: 'fhir-create',
        reference: 'ServiceRequest/9',
        readBack: true,
        alsoOpen: [],
      }),
    );
    expect(await dom.findByText(`Prepared at 08:32. ${next}`)).toBeVisible();
    expect(dom.queryByText(/Sent at|^To Supportive/)).toBeNull();
  });

  it('says for whose signature staff prepares it, and goes out in their name', async () => {
    const signers = [
      { reference: 'Practitioner/d7', name: 'Dr. Lena Ruiz' },
      { reference: 'Practitioner/d8', name: null },
    ];
    const mounted = mount({ via, role: 'staff', signers }, { now });
    await fillForm(mounted);
    const button = await dom.findByRole('button', { name: PREPARE });
    await mounted.user.click(button);
    expect(mounted.port.sent).toEqual([]);
    expect(dom.getByRole('button', { name: 'Say for which clinician it is.' })).toBeVisible();
    expect(dom.getByRole('radio', { name: 'Practitioner/d8' })).not.toBeChecked();
    await mounted.user.click(dom.getByRole('radio', { name: 'Dr. Lena Ruiz' }));
    await mounted.user.click(await dom.findByRole('button', { name: PREPARE }));
    await waitFor(() => expect(mounted.port.sent).toHaveLength(1));
    const [{ draft, texts } = { draft: null, texts: null }] = mounted.port.sent;
    expect(draft?.signer).toEqual(signers[0]);
    expect(texts?.letter).toMatch(/From: Dr\. Amara Osei, .*\nOn behalf of Dr\. Lena Ruiz\n/);
    expect(texts?.note).toContain('Prepared by Dr. Amara Osei, for the signature of Dr. Lena Ruiz.');
  });

  it.each([
    [
      'nobody, for nothing could be read',
      { signers: [], signersNotWhole: true },
      'Could not look who cares for this patient.',
    ],
    [
      'some, and not all was read',
      { signers: [{ reference: 'Practitioner/d7', name: 'Dr. Lena Ruiz' }], signersNotWhole: true },
      'Could not look everywhere who cares for this patient: there may be others.',
    ],
    ['nobody, for nobody is named', { signers: [] }, null],
  ] as const)('who may sign: %s', async (_, more, says) => {
    const mounted = mount({ via, role: 'staff', ...more }, { now });
    await fillForm(mounted);
    const group = within(await dom.findByRole('group', { name: 'For which clinician' }));
    expect(await group.findByText('You prepare it. It is an order once they have signed it.')).toBeVisible();
    expect(group.queryAllByText(/^Could not look/).map(({ textContent }) => textContent)).toEqual(
      says === null ? [] : [says],
    );
    await mounted.user.click(group.getByRole('radio', { name: 'Somebody else: who is left open' }));
    await mounted.user.click(await dom.findByRole('button', { name: PREPARE }));
    await waitFor(() => expect(mounted.port.sent).toHaveLength(1));
    expect(mounted.port.sent[0]?.draft.signer).toBe('open');
  });

  it('a look for who may sign that fails is not nobody', async () => {
    const mounted = mount({ via, role: 'staff' }, { now });
    mounted.port.signers = () => Promise.reject(new TypeError('x'));
    await fillForm(mounted);
    expect(await dom.findByText('Could not look who cares for this patient.')).toBeVisible();
  });

  it('asks no prescriber for whose signature it is', async () => {
    const mounted = mount({
      via,
      role: 'prescriber',
      signers: [{ reference: 'Practitioner/d7', name: 'Dr. Lena Ruiz' }],
    });
    await fillForm(mounted);
    expect(dom.queryByRole('radio', { name: 'Dr. Lena Ruiz' })).toBeNull();
  });

  it('says when it was tried, where nobody knows whether it arrived', async () => {
    const mounted = mount({}, { now });
    await fillForm(mounted);
    await mounted.user.click(await dom.findByRole('button', { name: SEND }));
    act(() => mounted.port.answer(unknown));
    expect(await dom.findByText('Tried at 08:32')).toBeVisible();
    expect(dom.queryByText(/Sent at/)).toBeNull();
  });
});

describe('after it has left', () => {
  it.each([
    ['placed', /^Referral order placed today\. A supportive/],
    ['prepared', /^Referral prepared today, waiting for a signature\. A supportive/],
  ] as const)('%s: the answer begins with it, and no later day to look again is named', async (outcome, sentence) => {
    const mounted = mount();
    await fillForm(mounted);
    expect(dom.getByText(/^Look again on/)).toBeVisible();
    await mounted.user.click(await dom.findByRole('button', { name: SEND }));
    act(() => mounted.port.answer(outcome === 'placed' ? placed : { ...placed, outcome, via: 'fhir-create' }));
    await waitFor(() => expect(dom.getByRole('heading', { level: 1 })).toHaveTextContent(sentence));
    expect(dom.queryByText(/^Look again on/)).toBeNull();
  });

  it('claims no "today" of another day', async () => {
    const kept = {
      decisionId: DECISION,
      draft: draftOf(chart),
      phase: { at: 'settled', outcome: placed, time: Date.UTC(2026, 10, 12, 3) },
    } as const;
    // 22:00 on the 11th in New York, looked at on the 12th.
    mount({ kept }, { now: () => Date.UTC(2026, 10, 12, 13) });
    expect(await dom.findByRole('heading', { level: 1, name: /^Referral order placed\. A supp/ })).toBeVisible();
  });
});

describe('by hand', () => {
  it('says that other referrals could not be looked for, and where to look', async () => {
    const check = { result: 'could-not-check', why: problem('timeout', 'GET ServiceRequest') } as const;
    await openForm(mount({ via: { channel: 'manual', why: 'not-granted' }, check }));
    expect(
      await dom.findByText('It could not be checked whether a referral is open already. Look under Orders first.'),
    ).toBeVisible();
  });

  it('says nothing of it when nothing was found', async () => {
    await fillForm(mount({ via: { channel: 'manual', why: 'not-granted' } }));
    await dom.findByRole('button', { name: 'Copy the letter' });
    expect(dom.queryByText(/Look under Orders first/)).toBeNull();
  });
});

describe('a refusal', () => {
  it('says once that nothing was sent, whatever the EHR said', async () => {
    const mounted = mount();
    await fillForm(mounted);
    await mounted.user.click(await dom.findByRole('button', { name: SEND }));
    act(() => mounted.port.answer({ outcome: 'refused', problems: [problem('forbidden', 'POST', { status: 403 })] }));
    expect((await dom.findByRole('alert')).textContent?.match(/Nothing was sent\./g)).toHaveLength(1);
  });
});

describe('the sheet', () => {
  it('is not printed', async () => {
    await openForm(mount());
    expect(dom.getByRole('dialog').closest('[data-print="never"]')).not.toBeNull();
  });

  it('over the whole page says sex and record number too', async () => {
    vi.stubGlobal('matchMedia', (media: string) => ({
      matches: false,
      media,
      addEventListener: () => {},
      removeEventListener: () => {},
    }));
    await openForm(mount());
    expect(dom.getByRole('dialog')).toHaveTextContent('born 3 May 1958, female, MRN 00421');
  });
});
