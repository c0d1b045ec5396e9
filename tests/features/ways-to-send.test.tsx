// @vitest-environment happy-dom
/** What the screen says of each way in which a referral leaves: before the press, after it, and when nobody knows. */
import { act, screen as dom, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { problem } from '../../src/domain/problem.ts';
import type { ChannelId } from '../../src/domain/referral/channel.ts';
import type { SubmissionOutcome } from '../../src/domain/referral/outcome.ts';
import type { ReferralWay } from '../../src/ehr/port.ts';
import { demoSite } from '../support/demo-site.ts';
import type { ReferralRecord } from '../../src/domain/chart/records.ts';
import { fixtureChart } from '../support/fixture-chart.ts';
import { DECISION, draftOf, LUNG, mount, openForm, type Mounted } from '../support/mount.tsx';

const CLINIC = 'Supportive & Palliative Care Clinic';
const there = { readBack: true, alsoOpen: [] };
const lost = problem('network', 'POST');

async function ready(via: ReferralWay): Promise<Mounted> {
  const mounted = mount({ via }, { site: demoSite() });
  await openForm(mounted);
  const agrees = within(dom.getByRole('group', { name: 'Patient knows and agrees' }));
  await mounted.user.click(agrees.getByRole('radio', { name: 'Yes' }));
  return mounted;
}

interface Way {
  readonly via: ReferralWay;
  readonly verb: string;
  readonly before: RegExp;
  readonly outcome: SubmissionOutcome;
  readonly after: string;
}

const lower = (channel: Exclude<ChannelId, 'fhir-create'>): ReferralWay => ({ channel, whyNotBest: 'not-advertised' });

const WAYS: readonly Way[] = [
  {
    via: { channel: 'fhir-create', makes: 'proposal', staged: false },
    verb: 'Prepare referral',
    before: /^It will be prepared in the chart\. It is not an order until it is signed\.$/,
    outcome: { outcome: 'prepared', via: 'fhir-create', reference: 'ServiceRequest/1', ...there },
    after: 'Referral prepared in the chart. It is not an order until it is signed.',
  },
  {
    via: { channel: 'fhir-create', makes: 'order', staged: true },
    verb: 'Send referral',
    before: /^The EHR will take it in for review\. It is not an order before that\.$/,
    outcome: { outcome: 'staged', reference: null },
    after: 'Received by the EHR, waiting for review there',
  },
  {
    via: lower('task'),
    verb: 'Send request',
    before:
      /^This EHR does not take orders from apps\. It will be a request in the work list of .+ No order will be placed\.$/,
    outcome: { outcome: 'filed', as: 'task', reference: 'Task/1', ...there },
    after: `Request sent to the work list of ${CLINIC}. No order was placed.`,
  },
  {
    via: lower('communication'),
    verb: 'Send message',
    before: /It will be a message to .+ No order will be placed\.$/,
    outcome: { outcome: 'filed', as: 'communication', reference: 'Communication/1', ...there },
    after: `Message sent to ${CLINIC}. No order was placed.`,
  },
  {
    via: lower('note'),
    verb: 'File letter',
    before: /The letter will be filed in the chart\. No order will be placed, and nobody is told by it\.$/,
    outcome: { outcome: 'filed', as: 'note', reference: 'DocumentReference/1', ...there },
    after: 'Letter filed. No order was placed.',
  },
  {
    via: lower('web-messaging'),
    verb: 'Put order in the cart',
    before: /An unsigned order will be put in your cart\. Sign it in the EHR\.$/,
    outcome: {
      outcome: 'prepared',
      via: 'web-messaging',
      reference: 'ServiceRequest/c1',
      readBack: false,
      alsoOpen: [],
    },
    after: 'Unsigned order placed in your cart. Sign it in the EHR.',
  },
];

describe('each way is named as what it is', () => {
  it.each(WAYS)('$verb ($via.channel)', async ({ via, verb, before, outcome, after }) => {
    const { port, user } = await ready(via);
    const button = await dom.findByRole('button', { name: `${verb} for Ruth Martin, 3 May 1958` });
    expect(dom.getByText(before)).toBeVisible();
    await user.click(button);
    await waitFor(() => expect(port.sent).toHaveLength(1));
    act(() => port.answer(outcome));
    expect(await dom.findByRole('heading', { name: after })).toHaveFocus();
    expect(dom.queryByText('Referral order placed')).toBeNull();
  });

  it('beside another message nothing is called an active referral that could be cancelled', async () => {
    const { port, user } = await ready(lower('communication'));
    await user.click(await dom.findByRole('button', { name: /^Send message for / }));
    const other = {
      ...fixtureChart('breast-stage-4-referral-open').referrals[0],
      reference: 'Communication/9',
    } as ReferralRecord;
    act(() =>
      port.answer({ outcome: 'filed', as: 'communication', reference: 'Communication/1', ...there, alsoOpen: [other] }),
    );
    expect(await dom.findByText('Another referral is there too: tell the service which one holds.')).toBeVisible();
    expect(dom.queryByText(/active referrals exist/)).toBeNull();
  });

  it('what is no order shows the whole letter before it leaves, with its number', async () => {
    const { user } = await ready(lower('note'));
    expect(await dom.findByRole('heading', { name: 'Referral to supportive & palliative care' })).toBeVisible();
    expect(dom.getByText(/^Referral number: /)).toBeVisible();
    expect(dom.getByText('This letter is not an order.')).toBeVisible();
    await user.click(dom.getByRole('tab', { name: 'FHIR' }));
    expect(dom.queryByText(/^Referral number: /)).toBeNull();
  });

  it('a letter that is filed says that nobody is told by it, and how it is ordered', async () => {
    const { port, user } = await ready(lower('note'));
    expect(await dom.findByText(/^To order it, place “/)).toBeVisible();
    await user.click(await dom.findByRole('button', { name: /^File letter for / }));
    act(() => port.answer({ outcome: 'filed', as: 'note', reference: 'DocumentReference/1', ...there }));
    // Whom to call stands there, with the number, and what the order is called.
    expect(
      await dom.findByText(
        /^A filed letter tells nobody: call Supportive & Palliative Care Clinic, \+1.555.0100, or place the order “Ambulatory referral to palliative care” in the chart\.$/,
      ),
    ).toBeVisible();
    expect(dom.getByText(/^Filed at /)).toBeVisible();
  });
});

describe('where the patient has not been asked', () => {
  it.each(['note', 'communication'] as const)('%s: the team is called first, and what to do before', async (as) => {
    const draft = { ...draftOf(fixtureChart(LUNG)), patientAgrees: 'not-yet-asked' } as const;
    const outcome = { outcome: 'filed', as, reference: 'X/1', ...there } as const;
    mount(
      { kept: { decisionId: DECISION, draft, phase: { at: 'settled', outcome, time: Date.now() } } },
      { site: demoSite() },
    );
    expect(
      await dom.findByText(/^The service is asked to call your team before it contacts the patient\./),
    ).toBeVisible();
    expect(dom.queryByText(/and to call the patient/)).toBeNull();
  });
});

describe('what staff writes for a clinician', () => {
  const NO_SIGNATURE = 'It is no order, and nobody signs it.';
  const FOR = 'on behalf of Dr. Lena Ruiz';

  it.each<readonly [ReferralWay, string, string]>([
    [
      { channel: 'fhir-create', makes: 'proposal', staged: false },
      'You prepare it. It is an order once they have signed it.',
      'You prepare it. It is an order once they have signed it.',
    ],
    [
      lower('web-messaging'),
      'You prepare it. It is an order once they have signed it.',
      'You prepare it. It is an order once they have signed it.',
    ],
    [
      lower('task'),
      `It goes out at once, in your own name. ${NO_SIGNATURE}`,
      `It goes out at once, in your own name, ${FOR}. ${NO_SIGNATURE}`,
    ],
    [
      lower('communication'),
      `It goes out at once, in your own name. ${NO_SIGNATURE}`,
      `It goes out at once, in your own name, ${FOR}. ${NO_SIGNATURE}`,
    ],
    [
      lower('note'),
      `It is filed at once, in your own name. ${NO_SIGNATURE}`,
      `It is filed at once, in your own name, ${FOR}. ${NO_SIGNATURE}`,
    ],
    [
      { channel: 'manual', why: 'not-advertised' },
      `The letter is in your own name. ${NO_SIGNATURE}`,
      `The letter is in your own name, ${FOR}. ${NO_SIGNATURE}`,
    ],
  ])('%j: a signature is spoken of only where it waits for one', async (via, before, after) => {
    const signers = [{ reference: 'Practitioner/d7', name: 'Dr. Lena Ruiz' }];
    const mounted = mount({ via, role: 'staff', signers }, { site: demoSite() });
    const { user } = mounted;
    await openForm(mounted);
    const group = within(await dom.findByRole('group', { name: 'For which clinician' }));
    const said = (): readonly (string | null)[] => group.getAllByText(/sign/).map(({ textContent }) => textContent);
    await waitFor(() => expect(said()).toEqual([before]));
    await user.click(group.getByRole('radio', { name: 'Dr. Lena Ruiz' }));
    expect(said()).toEqual([after]);
    await user.click(group.getByRole('radio', { name: 'Somebody else: who is left open' }));
    expect(said()).toEqual([before]);
  });
});

describe('an answer that was lost', () => {
  it.each([
    ['fhir-create', 'We could not confirm whether the order was placed', 'I see the order'],
    ['task', 'We could not confirm whether the request was sent', 'I see the request'],
    ['communication', 'We could not confirm whether the message was sent', 'I see the message'],
    ['note', 'We could not confirm whether the letter was filed', 'I see the letter'],
    ['web-messaging', 'We could not confirm whether the order is in your cart', 'I see the order'],
  ] as const)('%s: found again after a reload as what it was', async (via, sentence, word) => {
    const draft = draftOf(fixtureChart(LUNG));
    const kept = { decisionId: DECISION, draft, phase: { at: 'sending', since: Date.now(), via } } as const;
    const { port, user } = mount({ kept }, { site: demoSite() });
    expect(await dom.findByRole('heading', { name: sentence })).toBeVisible();
    act(() => port.found({ outcome: 'unknown', via, why: lost }));
    await user.click(await dom.findByRole('button', { name: word }));
    expect(await dom.findByText('Said by you; the EHR has not confirmed it.')).toBeVisible();
    expect(port.sent).toEqual([]);
  });
});

describe('by hand', () => {
  it.each([
    ['I placed the order in the chart', 'You placed the order in the chart'],
    ['I handed on the letter', 'You handed on the letter'],
  ])('%s: the user’s word, which can be taken back', async (press, said) => {
    const { port, user } = await ready({ channel: 'manual', why: 'not-granted' });
    await user.click(await dom.findByRole('button', { name: press }));
    expect(await dom.findByRole('heading', { name: said })).toBeVisible();
    expect(dom.getByText('Said by you; nothing was sent from here.')).toBeVisible();
    expect(dom.getByRole('button', { name: 'Print the letter' })).toBeVisible();
    expect(port.keptNow()?.phase).toMatchObject({ at: 'settled', outcome: { outcome: 'manual' } });
    await user.click(dom.getByRole('button', { name: 'That was not so: back to the form' }));
    expect(await dom.findByRole('button', { name: press })).toBeVisible();
    expect(port.sent).toEqual([]);
  });
});

describe('the form', () => {
  it('takes an interpreter and whom to invite, and both are in the words that leave', async () => {
    const { port, user } = await ready({ channel: 'fhir-create', makes: 'order', staged: false });
    const interpreter = within(dom.getByRole('group', { name: 'Interpreter' }));
    await user.click(interpreter.getByRole('radio', { name: 'Needed' }));
    await user.clear(dom.getByRole('textbox', { name: 'Language' }));
    await user.type(dom.getByRole('textbox', { name: 'Language' }), 'Hmong');
    await user.type(dom.getByRole('textbox', { name: 'Whom to invite along' }), 'Her son');
    await user.click(await dom.findByRole('button', { name: /^Send referral for / }));
    await waitFor(() => expect(port.sent).toHaveLength(1));
    for (const text of [port.sent[0]?.texts.note, port.sent[0]?.texts.letter]) {
      expect(text).toContain('Interpreter needed: Hmong');
      expect(text).toContain('Please invite: Her son');
    }
  });

  it('says when the service of a kept draft is no longer offered', async () => {
    const draft = { ...draftOf(fixtureChart(LUNG)), serviceId: 'closed-clinic', patientAgrees: 'yes' } as const;
    const kept = { decisionId: DECISION, draft, phase: { at: 'editing' } } as const;
    const { port, user } = mount({ kept }, { site: demoSite() });
    await user.click(await dom.findByRole('button', { name: 'Continue the referral…' }));
    expect(
      await dom.findByText('The service that was chosen is no longer offered here. Choose another.'),
    ).toBeVisible();
    await user.click(await dom.findByRole('button', { name: /^Send referral for / }));
    expect(port.sent).toEqual([]);
  });

  it('says before the press that the session is in its last two minutes', async () => {
    const mounted = mount({ expiresAt: Date.now() + 110_000 });
    await openForm(mounted);
    expect(await dom.findByText(/^The session is about to end: nothing can be sent any more\./)).toBeVisible();
  });

  it('says that what arrived may be an earlier version of what was typed', async () => {
    const { port, user } = await ready({ channel: 'fhir-create', makes: 'order', staged: false });
    await user.click(await dom.findByRole('button', { name: /^Send referral for / }));
    await waitFor(() => expect(port.sent).toHaveLength(1));
    act(() => port.answer({ outcome: 'placed', reference: 'ServiceRequest/1', ...there, earlierWords: true }));
    expect(await dom.findByText(/^What arrived may be an earlier version\./)).toBeVisible();
    expect(dom.getByRole('button', { name: 'Copy what you wrote last' })).toBeVisible();
  });
});
