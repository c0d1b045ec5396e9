// @vitest-environment happy-dom
import { act, screen as dom, within } from '@testing-library/react';
import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import { parseWhen } from '../../src/domain/logic/when.ts';
import { problem } from '../../src/domain/problem.ts';
import type { AskedQuestion } from '../../src/domain/question/asked-question.ts';
import type { AmendmentOutcome } from '../../src/domain/referral/amendment.ts';
import type { FollowedReferral, FollowUpRecords } from '../../src/domain/referral/follow-up.ts';
import type { AmendmentOrder, FollowUpPort } from '../../src/ehr/port.ts';
import { fixtureChart } from '../support/fixture-chart.ts';
import { LUNG, mount, type Mounted } from '../support/mount.tsx';
import { NO_REFERRALS } from '../support/fake-port.ts';
import { sayDay } from '../../src/words/say.ts';

const chart = fixtureChart(LUNG);
const daysAgo = (days: number) =>
  ({ lo: chart.asOf - days, hi: chart.asOf - days, precision: 'day', minutes: null }) as const;

const referral = (change: Partial<FollowedReferral> = {}): FollowedReferral => ({
  origin: 'ehr',
  reference: 'ServiceRequest/1',
  label: 'Referral to palliative care service',
  code: null,
  when: daysAgo(1),
  value: null,
  kind: 'request',
  status: 'active',
  isOrder: true,
  weak: false,
  priority: 'routine',
  authored: daysAgo(1),
  wantedBy: null,
  visitDays: null,
  patientAgrees: null,
  requester: { reference: 'Practitioner/n1', name: 'Nora Quinn, RN' },
  to: 'Supportive & Palliative Care Clinic',
  notes: ['Pain 8 of 10.'],
  ended: null,
  version: '1',
  ...change,
});
const draft = referral({ status: 'draft', isOrder: false });

interface Given extends Partial<FollowUpPort> {
  readonly records?: Partial<FollowUpRecords>;
}

async function open(
  { records = {}, ...port }: Given = {},
  more: Parameters<typeof mount>[0] = {},
  session: Parameters<typeof mount>[1] = {},
): Promise<Mounted & { readonly section: ReturnType<typeof within> }> {
  const mounted = mount(
    {
      followUp: { read: () => Promise.resolve({ ...NO_REFERRALS, referrals: [referral()], ...records }), ...port },
      ...more,
    },
    session,
  );
  await dom.findByRole('heading', { level: 2, name: 'Referrals' });
  await act(async () => Promise.resolve());
  return { ...mounted, section: within(dom.getByRole('region', { name: 'Referrals' })) };
}

describe('questions to the team', () => {
  const question = (change: Partial<AskedQuestion> = {}): AskedQuestion => ({
    ...referral({ reference: 'Task/q1', label: 'Question about a patient' }),
    kind: 'ask',
    as: 'task',
    state: 'waits',
    on: daysAgo(3),
    by: 'Dr. Amara Osei',
    to: 'Supportive & Palliative Care Clinic',
    reason: null,
    says: [],
    documents: [],
    ...change,
  });
  const shown = async (...questions: readonly AskedQuestion[]) => {
    const opened = await open({ records: { referrals: [], questions } });
    return { ...opened, group: within(await opened.section.findByRole('region', { name: /^Questions to the/ })) };
  };

  it.each<readonly [string, Partial<AskedQuestion>, RegExp]>([
    [
      'on their work list',
      {},
      /^Question of .* by Dr\. Amara Osei to Supportive .* Clinic\. No answer is visible here\. If it cannot wait, call/,
    ],
    ['news', { kind: 'tell' }, /^News of /],
    ['a message', { as: 'message' }, /Sent as a message; whether it was answered is not visible here\./],
    ['a note', { as: 'note' }, /which tells nobody/],
    ['answered', { state: 'answered' }, /Answered\.$/],
    ['not taken', { state: 'declined' }, /The team did not take it\.$/],
    [
      'not taken: who acts next',
      { state: 'declined' },
      /^Next: our team, to decide what else helps or to call the service, /,
    ],
    ['nobody knows', { state: 'not-known' }, /What has become of it cannot be told\. If it cannot wait, call/],
  ])('%s', async (_, change, says) => {
    const { group } = await shown(question(change));
    expect(group.getByText(says)).toBeVisible();
  });

  it('the answer stands as it was written, and is no markup', async () => {
    const text = 'Start low.\n<b>Not</b> with QTc over 500.';
    const { group } = await shown(
      question({ state: 'answered', says: [{ text, isCut: true, by: 'Noor Haddad', on: daysAgo(1) }] }),
    );
    expect(group.getByText(/^The team wrote on .* \(Noor Haddad\):$/)).toBeVisible();
    expect(group.getByRole('blockquote').textContent).toBe(text);
    expect(group.getByText('It goes on: the whole stands in the chart.')).toBeVisible();
  });

  it('a long answer is opened by who wants it; a note that was not read is named', async () => {
    const says = [{ text: 'a'.repeat(401), isCut: false, by: null, on: null }];
    const { group, user } = await shown(question({ state: 'answered', says, documents: ['DocumentReference/n1'] }));
    expect(group.getByRole('blockquote', { hidden: true })).not.toBeVisible();
    await user.click(group.getByRole('button', { name: 'The team wrote:' }));
    expect(group.getByRole('blockquote')).toBeVisible();
    expect(group.getByText(/^A note of the team goes with it\. It could not be read here/)).toBeVisible();
  });

  it.each<readonly [string, number, Partial<AskedQuestion>, shown: boolean]>([
    ['words of today', 0, {}, true],
    ['of 30 days ago', 30, {}, true],
    ['of 31 days ago', 31, {}, false],
    ['of a question that nobody has answered', 0, { says: [] }, false],
  ])('beside the answer, the team has written: %s', async (_, days, change, shown_) => {
    const says = [{ text: 'Please call 1200 today.', isCut: false, by: null, on: daysAgo(days) }];
    const { user } = await shown(question({ state: 'answered', says, ...change }));
    const answer = within(dom.getByRole('region', { name: 'Answer' }));
    const line = answer.queryByText(/^The palliative team wrote on /);
    expect(line !== null).toBe(shown_);
    expect(dom.getByRole('link', { name: /^Referrals/ })).toHaveTextContent('Referrals 1');
    if (!shown_) return;
    await user.click(answer.getByRole('button', { name: 'Read it' }));
    expect(dom.getByRole('heading', { level: 2, name: 'Referrals' })).toHaveFocus();
  });

  it('those of long ago stand apart', async () => {
    const { group } = await shown(question(), question({ reference: 'Task/q2', on: daysAgo(200) }));
    expect(group.getByRole('button', { name: 'Earlier: 1 question' })).toBeVisible();
  });

  it('what the service wrote about a referral stands with it', async () => {
    const done = { ...referral(), reference: 'Task/1', about: ['ServiceRequest/1'], status: 'completed' } as const;
    const says = [{ text: 'Seen at home.', isCut: false, by: 'Noor Haddad', on: daysAgo(1) }];
    const tasks = [{ ...done, saysScheduled: false, reason: null, on: daysAgo(1), says, documents: [] }];
    const { section } = await open({ records: { tasks } });
    expect(await section.findByText('Seen at home.')).toBeVisible();
    expect(section.getByText(/to read the note of the palliative team/)).toBeVisible();
    expect(section.queryByText(/Nobody has to act/)).toBeNull();
  });
});

describe('what has become of them', () => {
  it.each<readonly [string, Partial<FollowUpRecords>, says: string]>([
    [
      'none on record',
      { referrals: [] },
      'No referral to palliative or hospice care is on record in what we could read.',
    ],
    [
      'none shown, and not all was read',
      { referrals: [], unread: ['ServiceRequest', 'Appointment'] },
      'No referral is visible here. Cannot tell whether there is one: not read in full were referrals and orders.',
    ],
    [
      'one, and not all was read',
      { unread: ['Task'] },
      'There may be more: not read in full were tasks and decisions.',
    ],
    ['in force, its answer not read', { unread: ['Task'] }, 'In force; what has become of it is not visible here'],
  ])('%s', async (_, records, says) => {
    const { section } = await open({ records });
    expect(await section.findByText(says, { exact: false })).toBeVisible();
  });

  it.each<readonly [string, Partial<FollowedReferral>, says: string]>([
    ['a routine one', { authored: daysAgo(20) }, 'Nobody has answered for 20 days; expected within 7.'],
    [
      'an urgent one',
      { authored: daysAgo(2), priority: 'urgent' },
      'Nobody has answered for 2 days; expected within 1.',
    ],
    [
      'one that waits for its signature',
      { authored: daysAgo(3), status: 'draft', isOrder: false },
      'Has waited for a signature for 3 days; expected within 2.',
    ],
  ])('says for how long it has waited, not only that it is late: %s', async (_, change, says) => {
    const { section } = await open({ records: { referrals: [referral(change)] } });
    expect(await section.findByText(says)).toBeVisible();
  });

  it('says state, who acts next, and shows the record', async () => {
    const { section, user } = await open({ records: { referrals: [draft] } });
    expect(
      await section.findByRole('heading', { level: 3, name: /^Prepared, waits for a signature since / }),
    ).toBeVisible();
    expect(section.getByText('Next: the oncologist').closest('p')).toHaveTextContent(
      'to sign it, change it or discard it.',
    );
    expect(section.getByText(/Names Nora Quinn, RN as the one who asks/)).toBeVisible();
    expect(section.queryByText(/Asked for by/)).toBeNull();
    await user.click(section.getByRole('button', { name: 'Open the FHIR record' }));
    expect(section.getByText(/"resourceType": "ServiceRequest"/)).toBeVisible();
  });

  it.each<readonly [string, Partial<FollowedReferral>, says: string]>([
    [
      'why, when and by whom',
      { ended: { why: 'patient-prefers-not', words: null, by: 'Dr. Amara Osei', on: parseWhen('2026-11-12') } },
      'Cancelled on 12 Nov 2026 by Dr. Amara Osei: patient prefers not to.',
    ],
    [
      'in their own words',
      { ended: { why: 'other', words: 'Moves to another city', by: null, on: null } },
      'Cancelled: Moves to another city.',
    ],
    [
      'both',
      { ended: { why: 'not-now', words: 'After the trip', by: null, on: null } },
      'Cancelled: not now: After the trip.',
    ],
  ])('one that was cancelled says %s', async (_, change, says) => {
    const { section } = await open({ records: { referrals: [referral({ status: 'revoked', ...change })] } });
    expect(await section.findByText(says)).toBeVisible();
    expect(section.queryByText(/since/)).toBeNull();
  });

  it('cancelled after the service had said no: the service’s own no and its reason stay', async () => {
    const ended = { why: 'service-declined', words: null, by: 'Nora Quinn, RN', on: parseWhen('2026-11-12') } as const;
    const no = { ...referral(), reference: 'Task/1', about: ['ServiceRequest/1'], status: 'rejected' } as const;
    const tasks = [
      { ...no, saysScheduled: false, reason: 'Lives outside the area', on: daysAgo(2), says: [], documents: [] },
    ];
    const { section } = await open({ records: { referrals: [referral({ status: 'revoked', ended })], tasks } });
    expect(
      await section.findByText('Cancelled on 12 Nov 2026 by Nora Quinn, RN: the service has declined it.'),
    ).toBeVisible();
    expect(
      section.getByText('The service had declined it. Reason given: Lives outside the area', { exact: false }),
    ).toBeVisible();
  });

  it('shows no reference in place of a name', async () => {
    const nameless = referral({ requester: { reference: 'Practitioner/n1', name: null } });
    const { section } = await open({ records: { referrals: [nameless] } });
    expect(await section.findByText(/^To Supportive/)).not.toHaveTextContent('Practitioner');
  });

  it('names visit, who joins, and whom to call at night', async () => {
    const visit = {
      ...referral({ reference: 'Appointment/1', label: 'First visit' }),
      about: ['ServiceRequest/1'],
      palliative: true,
      status: 'booked',
      start: parseWhen('2031-12-03T15:00:00Z'),
      created: null,
      modality: 'virtual',
      who: ['Dr. Hana Sato', 'James Martin'],
    } as const;
    const { section } = await open({ records: { appointments: [visit] } });
    expect(await section.findByRole('heading', { name: /^Visit booked/ })).toBeVisible();
    expect(section.getByText(/^Visit: /)).toHaveTextContent(
      'Visit: 3 Dec 2031, 10:00, by video. With Dr. Hana Sato and James Martin. At night the patient calls',
    );
  });

  it('a file that does not come is said, and nothing is claimed', async () => {
    const { section } = await open({ read: () => Promise.reject(new TypeError('x')) });
    expect(await section.findByText(/^A file of the app could not be loaded/)).toBeVisible();
  });
});

describe('what can be done', () => {
  it.each<readonly [string, FollowedReferral, Given, offered: readonly string[]]>([
    [
      'a prescriber signs what is prepared',
      draft,
      {},
      ['Sign…', 'Change or add a note…', 'Discard…', 'Wrong patient…'],
    ],
    [
      'who may not sign does not',
      draft,
      { mayAmend: () => Promise.resolve({ whyNot: null, maySign: false }) },
      ['Change or add a note…', 'Discard…', 'Wrong patient…'],
    ],
    ['an order is taken back', referral(), {}, ['Change or add a note…', 'Cancel…', 'Wrong patient…']],
    ['what is completed stays', referral({ status: 'completed' }), {}, []],
    [
      'updating not granted',
      referral(),
      { mayAmend: () => Promise.resolve({ whyNot: 'not-granted', maySign: true }) },
      [],
    ],
    ['no version told', referral({ version: null }), {}, []],
    ['a message', referral({ kind: 'message', status: 'completed', reference: 'Communication/1' }), {}, []],
  ])('%s', async (_, one, more, offered) => {
    const { section } = await open({ records: { referrals: [one] }, ...more });
    const item = within(await section.findByRole('listitem', { name: /./ }));
    await act(async () => Promise.resolve());
    expect(item.queryAllByRole('button', { name: /…$/ }).map(({ textContent }) => textContent)).toEqual(offered);
  });

  it('where nothing can be changed from here, says how it is cancelled', async () => {
    const { section } = await open({ mayAmend: () => Promise.resolve({ whyNot: 'not-granted', maySign: true }) });
    expect(await section.findByText(/cancel it under Orders in the chart\.$/)).toBeVisible();
  });
});

describe('signing', () => {
  it('asks whether the patient agrees, then sends what was shown, once', async () => {
    const orders: AmendmentOrder[] = [];
    let answer: (told: AmendmentOutcome) => void = () => {};
    const { section, user } = await open({
      records: { referrals: [draft] },
      amend: (order) => {
        orders.push(order);
        return new Promise((done) => (answer = done));
      },
    });
    await user.click(await section.findByRole('button', { name: 'Sign…' }));
    const panel = within(section.getByRole('group', { name: 'Sign the referral' }));
    expect(panel.getByRole('heading', { name: 'Sign the referral' })).toHaveFocus();
    expect(panel.getByText('Pain 8 of 10.')).toBeVisible();
    expect(panel.getByText(/^It names Nora Quinn, RN/)).toBeVisible();
    await panel.findByText(/^No other open referral was found/);
    const button = panel.getByRole('button', { name: /^Sign referral: Ruth Martin, \d+ May 1958$/ });
    expect(button).toHaveAttribute('aria-disabled', 'true');
    await user.click(button);
    expect(orders).toEqual([]);
    await user.click(panel.getByRole('checkbox', { name: 'The patient was asked and agrees.' }));
    expect((await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } })).violations).toEqual([]);
    await user.click(button);
    expect(await section.findByText('Writing it. Please keep this page open.')).toHaveFocus();
    expect(section.queryByRole('button', { name: 'Sign…' })).toBeNull();
    expect(orders).toMatchObject([
      { reference: 'ServiceRequest/1', version: '1', patientId: chart.patient.id, acknowledged: null, seen: [] },
    ]);
    await act(async () => {
      answer({ at: 'done', action: 'sign', readBack: true });
      await Promise.resolve();
    });
    expect(await section.findByText('Signed: the referral is an order now.')).toBeVisible();
    expect(orders).toHaveLength(1);
  });

  const signing = async (change: Partial<FollowedReferral>): Promise<ReturnType<typeof within>> => {
    const { section, user } = await open({ records: { referrals: [{ ...draft, ...change }] } });
    await user.click(await section.findByRole('button', { name: 'Sign…' }));
    return within(section.getByRole('group', { name: 'Sign the referral' }));
  };
  const inDays = (days: number) => daysAgo(-days);

  it.each<readonly [string, Partial<FollowedReferral>, says: string | null]>([
    [
      'priority and window as one',
      { wantedBy: inDays(11), visitDays: 14 },
      `Priority: routine · visit within 2 weeks (by ${sayDay(chart.asOf + 11)})`,
    ],
    [
      'three days',
      { priority: 'urgent', wantedBy: inDays(2), visitDays: 3 },
      `Priority: urgent · visit within 72 hours (by ${sayDay(chart.asOf + 2)})`,
    ],
    ['a day and no window', { wantedBy: inDays(11) }, `Priority: routine · visit by ${sayDay(chart.asOf + 11)}`],
    [
      'a day that has passed while it waited',
      { wantedBy: daysAgo(1), visitDays: 14 },
      `Priority: routine · visit within 2 weeks (by ${sayDay(chart.asOf - 1)}; that day has passed)`,
    ],
    ['no day', {}, 'Priority: routine'],
    ['a day and no priority', { priority: null, wantedBy: inDays(3) }, `Visit by ${sayDay(chart.asOf + 3)}`],
  ])('says how soon in one wording: %s', async (_, change, says) => {
    const panel = await signing(change);
    expect(panel.getByText(says ?? '')).toBeVisible();
  });

  it('says how soon the same in the list, where nothing is being signed', async () => {
    const { section } = await open({ records: { referrals: [referral({ wantedBy: inDays(11), visitDays: 14 })] } });
    expect(await section.findByText(/Asked for by Nora Quinn, RN/)).toHaveTextContent(
      `Priority: routine · visit within 2 weeks (by ${sayDay(chart.asOf + 11)})`,
    );
  });

  it.each<readonly [FollowedReferral['patientAgrees'], says: RegExp, tick: string]>([
    ['yes', /^When it was prepared: the patient knows of it and agrees\.$/, 'The patient was asked and agrees.'],
    [
      'not-yet-asked',
      /^When it was prepared: the patient was not yet asked\.$/,
      'The patient has been asked since it was prepared, and agrees.',
    ],
    [
      'no',
      /^When it was prepared: the patient does not wish this now\.$/,
      'The patient has been asked since it was prepared, and agrees.',
    ],
    [null, /^Whether the patient was asked and agrees is not recorded here\.$/, 'The patient was asked and agrees.'],
  ])(
    'says what was answered when it was prepared (%s), and the oncologist says it anew',
    async (patientAgrees, says, tick) => {
      const panel = await signing({ patientAgrees });
      expect(panel.getByText(says)).toBeVisible();
      expect(panel.getByRole('checkbox', { name: tick })).not.toBeChecked();
      expect(panel.getByRole('button', { name: /^Sign referral/ })).toHaveAttribute('aria-disabled', 'true');
    },
  );

  it('beside another open referral it wants that read first', async () => {
    const other = {
      ...referral({ reference: 'ServiceRequest/2' }),
      intent: 'order',
      asksFor: 'palliative',
      identifiers: [],
      requester: null,
      requesterName: null,
      palliativeIntent: false,
      byPatient: false,
      antineoplastic: false,
    } as const;
    const orders: AmendmentOrder[] = [];
    const { section, user } = await open({
      records: { referrals: [draft] },
      others: () => Promise.resolve({ result: 'open', referrals: [other] }),
      amend: (order) => {
        orders.push(order);
        return Promise.resolve({ at: 'done', action: 'sign', readBack: true });
      },
    });
    await user.click(await section.findByRole('button', { name: 'Sign…' }));
    await user.click(section.getByRole('checkbox', { name: 'The patient was asked and agrees.' }));
    expect(section.getByText('Read and tick what stands above first.')).toBeVisible();
    await user.click(section.getByRole('checkbox', { name: 'I have seen it and want to sign this one as well.' }));
    await user.click(section.getByRole('button', { name: /^Sign referral/ }));
    expect(orders).toMatchObject([{ acknowledged: 'open', seen: ['ServiceRequest/2'] }]);
  });

  it('what the panel Change does not reach is said, with the way to it, while nothing is signed', async () => {
    const says = /For another service, or other words: discard it, then refer anew\.$/;
    for (const one of [draft, referral()]) {
      const { section, user, unmount } = await open({ records: { referrals: [one] } });
      await user.click(await section.findByRole('button', { name: 'Change or add a note…' }));
      if (one === draft) expect(section.getByText(says)).toBeVisible();
      else expect(section.queryByText(says)).toBeNull();
      unmount();
    }
  });

  it('a change to urgent says by which day the visit is then asked for; back to routine says nothing', async () => {
    const sent: (number | null)[] = [];
    const one = referral({ wantedBy: daysAgo(-20) });
    const { section, user } = await open({
      records: { referrals: [one] },
      amend: ({ amendment: { action, visitDays } }) => {
        sent.push(visitDays);
        return Promise.resolve({ at: 'done', action, readBack: true });
      },
    });
    await user.click(await section.findByRole('button', { name: 'Change or add a note…' }));
    expect(section.queryByText(/The visit is then asked for/)).toBeNull();
    await user.click(section.getByRole('radio', { name: 'urgent' }));
    expect(section.getByText(/^The visit is then asked for by \d/)).toBeVisible();
    await user.click(section.getByRole('radio', { name: 'routine' }));
    expect(section.queryByText(/The visit is then asked for/)).toBeNull();
    await user.click(section.getByRole('radio', { name: 'urgent' }));
    await user.click(section.getByRole('button', { name: /^Change referral/ }));
    await section.findByText('Changed.');
    expect(sent).toEqual([3]);
  });

  it('Escape leaves it as it is, and the focus is where it was', async () => {
    const { section, user } = await open({ records: { referrals: [draft] } });
    await user.click(await section.findByRole('button', { name: 'Sign…' }));
    await user.keyboard('{Escape}');
    expect(section.queryByRole('group')).toBeNull();
    expect(section.getByRole('button', { name: 'Sign…' })).toHaveFocus();
  });
});

describe('what is typed in a panel and not sent', () => {
  const leaves = (): boolean => {
    const leaving = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(leaving);
    return !leaving.defaultPrevented;
  };

  it('is there again when the panel is, each panel with its own; the ticks are not', async () => {
    const { section, user } = await open({ records: { referrals: [draft] } });
    const toggle = async (name: string): Promise<void> => user.click(await section.findByRole('button', { name }));
    await toggle('Change or add a note…');
    await user.type(section.getByRole('textbox'), 'Pain is worse.');
    await user.click(section.getByRole('radio', { name: 'urgent' }));
    await user.keyboard('{Escape}');
    await toggle('Discard…');
    expect(section.getByRole('textbox')).toHaveValue('');
    await user.click(section.getByRole('radio', { name: 'Not now' }));
    await toggle('Sign…');
    await user.type(section.getByRole('textbox'), 'Seen with her son.');
    await user.click(section.getByRole('checkbox', { name: 'The patient was asked and agrees.' }));
    await user.click(section.getByRole('button', { name: 'Leave it as it is' }));
    await toggle('Change or add a note…');
    expect(section.getByRole('textbox')).toHaveValue('Pain is worse.');
    expect(section.getByRole('radio', { name: 'urgent' })).toBeChecked();
    await toggle('Discard…');
    expect(section.getByRole('radio', { name: 'Not now' })).toBeChecked();
    await toggle('Sign…');
    expect(section.getByRole('textbox')).toHaveValue('Seen with her son.');
    expect(section.getByRole('checkbox', { name: 'The patient was asked and agrees.' })).not.toBeChecked();
  });

  it('of one that was declined: the reason is chosen already, says nothing unsaved, and can be changed', async () => {
    const declined = { ...referral(), reference: 'Task/1', about: ['ServiceRequest/1'], status: 'rejected' } as const;
    const records = {
      tasks: [{ ...declined, saysScheduled: false, reason: null, on: daysAgo(1), says: [], documents: [] }],
    };
    const { section, user, session } = await open({ records });
    expect(await section.findByText(/to cancel it and refer to another service/)).toBeVisible();
    await user.click(section.getByRole('button', { name: 'Cancel…' }));
    expect(section.getByRole('radio', { name: 'The service has declined it' })).toBeChecked();
    expect(session.presence.unfinished()).toBeNull();
    await user.click(section.getByRole('radio', { name: 'Not now' }));
    expect(section.getByRole('radio', { name: 'The service has declined it' })).not.toBeChecked();
  });

  it('is unsaved: Done asks, leaving the page asks, and a chart that nobody uses is not closed over it', async () => {
    let time = Date.now();
    const now = (): number => time;
    const left: string[] = [];
    const { section, user, session } = await open({}, {}, { now, leave: (how) => void left.push(how) });
    await user.click(await section.findByRole('button', { name: 'Cancel…' }));
    expect(session.presence.unfinished(), 'opening a panel says nothing').toBeNull();
    expect(leaves()).toBe(true);
    await user.type(section.getByRole('textbox'), 'Moved away.');
    await user.keyboard('{Escape}');
    expect(session.presence.unfinished()).toBe('not-sent');
    expect(leaves()).toBe(false);
    await user.click(dom.getByRole('button', { name: 'Close Alongside' }));
    expect(
      dom.getByText('What you wrote about a referral on record has not been sent. Closing discards it.'),
    ).toBeVisible();
    await user.click(dom.getByRole('button', { name: 'Go on with the chart' }));
    time += 45 * 60_000;
    act(() => session.presence.look());
    expect(session.presence.view().at).toBe('away');
    expect(left).toEqual([]);
  });

  it('is unsaved no more once it is made, and what is taken back leaves nothing to say', async () => {
    const { section, user, session } = await open({
      amend: ({ amendment: { action } }) => Promise.resolve({ at: 'done', action, readBack: true }),
    });
    await user.click(await section.findByRole('button', { name: 'Change or add a note…' }));
    await user.type(section.getByRole('textbox'), 'Half a word');
    await user.click(section.getByRole('button', { name: 'Cancel…' }));
    await user.click(section.getByRole('radio', { name: 'Not now' }));
    await user.click(section.getByRole('button', { name: /^Cancel referral/ }));
    await section.findByText('Cancelled.');
    expect(session.presence.unfinished()).toBeNull();
  });

  it('what the panel says stays unsaved after a refusal, and goes when it is emptied', async () => {
    const { section, user, session } = await open({
      amend: () => Promise.resolve({ at: 'refused', action: 'change', problem: problem('changed', '') }),
    });
    await user.click(await section.findByRole('button', { name: 'Change or add a note…' }));
    await user.type(section.getByRole('textbox'), 'Call first.');
    await user.click(section.getByRole('button', { name: /^Change referral/ }));
    await user.click(await section.findByRole('button', { name: 'Change or add a note…' }));
    expect(session.presence.unfinished()).toBe('not-sent');
    await user.clear(section.getByRole('textbox'));
    expect(session.presence.unfinished()).toBeNull();
  });
});

describe('what has become of a change', () => {
  const press = async (told: AmendmentOutcome): Promise<Awaited<ReturnType<typeof open>>> => {
    const opened = await open({ amend: () => Promise.resolve(told) });
    await opened.user.click(await opened.section.findByRole('button', { name: 'Cancel…' }));
    await opened.user.click(opened.section.getByRole('radio', { name: 'Not now' }));
    await opened.user.click(opened.section.getByRole('button', { name: /^Cancel referral/ }));
    return opened;
  };

  it('a conflict shows what differs, and asks again', async () => {
    const { section } = await press({
      at: 'conflict',
      action: 'cancel',
      differences: [{ field: 'priority', yours: 'routine', theirs: 'urgent' }],
      asMeant: false,
    });
    expect(await section.findByRole('row', { name: 'How soon routine urgent' })).toBeVisible();
    expect(section.getByText('Read what it says now, then decide again.')).toBeVisible();
    expect(section.getByRole('button', { name: 'Cancel…' })).toBeVisible();
  });

  it('what stands as it was meant, by whomever, is neither claimed nor denied, and the service is to be told', async () => {
    const { section } = await press({ at: 'conflict', action: 'cancel', differences: [], asMeant: true });
    expect(await section.findByText('This referral has changed, and now stands as you meant it.')).toBeVisible();
    expect(section.getByText(/^Whether by you or by somebody else could not be told\./)).toBeVisible();
    expect(section.getByText(/^Tell the service\./)).toBeVisible();
    expect(section.queryByText('Cancelled.')).toBeNull();
    expect(section.queryByText('What you meant to do is not in it.')).toBeNull();
  });

  it('the server’s no in its own words', async () => {
    const { section, user } = await press({
      at: 'refused',
      action: 'cancel',
      problem: problem('invalid', 'PUT', { status: 422, said: ['Only the author may cancel.'] }),
    });
    expect(await section.findByText('The EHR refused: Only the author may cancel.')).toBeVisible();
    // What was said is not lost by it.
    await user.click(section.getByRole('button', { name: 'Cancel…' }));
    expect(section.getByRole('radio', { name: 'Not now' })).toBeChecked();
  });

  it('a lost answer offers a look, and nothing that sends', async () => {
    const looked: string[] = [];
    const { section, user } = await open({
      amend: () => Promise.resolve({ at: 'unknown', action: 'cancel', since: Date.now(), asBefore: true }),
      lookAgain: (reference) => {
        looked.push(reference);
        return Promise.resolve({ at: 'done', action: 'cancel', readBack: true });
      },
    });
    await user.click(await section.findByRole('button', { name: 'Cancel…' }));
    await user.click(section.getByRole('radio', { name: 'Not now' }));
    await user.click(section.getByRole('button', { name: /^Cancel referral/ }));
    expect(await section.findByText('We could not confirm whether it was cancelled')).toBeVisible();
    expect(section.queryByRole('button', { name: 'Cancel…' })).toBeNull();
    expect(section.queryByRole('button', { name: 'Try again' })).toBeNull();
    await user.click(section.getByRole('button', { name: 'Check again' }));
    expect(await section.findByText('Cancelled.')).toBeVisible();
    expect(looked).toEqual(['ServiceRequest/1']);
  });

  it('a minute later, seen as it was before, it may be tried again', async () => {
    const { section, user } = await press({
      at: 'unknown',
      action: 'cancel',
      since: Date.now() - 61_000,
      asBefore: true,
    });
    await user.click(await section.findByRole('button', { name: 'Try again' }));
    expect(section.getByRole('group', { name: 'Cancel the referral' })).toBeVisible();
  });

  it('what was on its way when the page went is looked up by itself, and takes no focus', async () => {
    const { section } = await open(
      {
        unsettled: () => ({ 'ServiceRequest/1': { action: 'sign', since: 0 } }),
        lookAgain: () => Promise.resolve({ at: 'done', action: 'sign', readBack: true }),
      },
      { isAmending: true },
    );
    expect(await section.findByText('Signed: the referral is an order now.')).toBeVisible();
    expect(document.body).toHaveFocus();
  });

  it('entered in error is shown nowhere any more: what to do is said all the same', async () => {
    let gone = false;
    const { section, user } = await open({
      read: () => Promise.resolve({ ...NO_REFERRALS, referrals: gone ? [] : [referral()] }),
      amend: () => {
        gone = true;
        return Promise.resolve({ at: 'done', action: 'wrong-patient', readBack: true });
      },
    });
    await user.click(await section.findByRole('button', { name: 'Wrong patient…' }));
    await user.click(section.getByRole('button', { name: /^Mark referral as entered in error/ }));
    expect(await section.findByText(/^Marked as entered in error\. Call the service now/)).toBeVisible();
    expect(section.getByText(/^Tell the service\. Call /)).toBeVisible();
  });
});
