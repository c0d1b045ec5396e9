// @vitest-environment happy-dom
/** A question to the palliative team: quiet beside the other answers, sent once, and never a referral; where it cannot be sent, by phone. */
import { screen as dom, waitFor, within } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseWhen } from '../../src/domain/logic/when.ts';
import type { AskedQuestion } from '../../src/domain/question/asked-question.ts';
import { problem } from '../../src/domain/problem.ts';
import type { KeptQuestion } from '../../src/domain/question/question-write.ts';
import { askPanel } from '../../src/features/ask-team/later-parts.ts';
import { palliativeAppointment } from '../support/builders/planning.ts';
import { ago, chartOf, ecog, patient, STAGE_IV } from '../support/chart-of.ts';
import { fixtureChart } from '../support/fixture-chart.ts';
import { NO_REFERRALS, type FakeOptions } from '../support/fake-port.ts';
import { DECISION, mount, type Mounted } from '../support/mount.tsx';
import { demoSite } from '../support/demo-site.ts';

beforeAll(async () => {
  await askPanel.load();
});

const ASK = 'Ask the palliative team';
const TELL = 'Tell the palliative team what is new';
const SEEN = '61-seen-by-palliative-new-line';
const panel = (name = ASK) => within(dom.getByRole('region', { name }));

async function open(options: Partial<FakeOptions> = {}, name = ASK): Promise<Mounted> {
  const mounted = mount(options);
  await mounted.user.click(await dom.findByRole('button', { name }));
  await dom.findByRole('region', { name });
  return mounted;
}
const sendButton = (name = ASK) => panel(name).findByRole('button', { name: /^Send message about / });

describe('the button', () => {
  it('is quiet, beside the other answers', async () => {
    mount();
    expect(await dom.findByRole('button', { name: ASK })).toHaveAttribute('data-look', 'quiet');
    expect(dom.queryByRole('button', { name: TELL })).toBeNull();
  });

  it('is outlined where something new belongs before a team that follows the patient', async () => {
    mount({ chart: fixtureChart(SEEN) });
    expect(await dom.findByRole('button', { name: TELL })).toHaveAttribute('data-look', 'outlined');
    expect(dom.queryByRole('button', { name: ASK })).toBeNull();
  });

  it.each(['lung-deceased', 'teenager-lymphoma'])('is not there for %s', async (scenario) => {
    mount({ chart: fixtureChart(scenario) });
    await dom.findByRole('heading', { level: 2, name: 'Sources' });
    expect(dom.queryByRole('button', { name: ASK })).toBeNull();
  });

  it('is not there where the site names nobody to ask', async () => {
    const site = demoSite();
    mount({}, { site: { ...site, referral: { ...site.referral, services: [] } } });
    await dom.findByRole('button', { name: 'Not now' });
    expect(dom.queryByRole('button', { name: ASK })).toBeNull();
  });
});

describe('a question that waits already', () => {
  const onRecord = (state: AskedQuestion['state']): AskedQuestion => ({
    origin: 'ehr',
    reference: 'Task/q1',
    label: 'Question',
    code: null,
    when: null,
    value: null,
    kind: 'ask',
    as: 'task',
    state,
    on: parseWhen('2026-11-10'),
    by: null,
    to: null,
    reason: null,
    says: [],
    documents: [],
  });
  const records = (state: AskedQuestion['state']) => ({ ...NO_REFERRALS, questions: [onRecord(state)] });

  it.each<readonly [AskedQuestion['state'], boolean]>([
    ['waits', true],
    ['answered', false],
  ])('is told before another is asked: %s', async (state, told) => {
    const mounted = mount({ followUp: { read: () => Promise.resolve(records(state)) } });
    await mounted.user.click(await dom.findByRole('button', { name: ASK }));
    await panel().findByRole('button', { name: /^Send message about / });
    await dom.findByRole('region', { name: 'Questions to the palliative team' });
    expect(panel().queryByText(/^A question of 10 Nov 2026 is on record, and no answer is visible/) !== null).toBe(
      told,
    );
  });
});

describe('the form', () => {
  it('has the findings of the answer ticked, the service and the number to call back', async () => {
    await open();
    expect(
      panel()
        .getAllByRole('checkbox')
        .every((one) => (one as HTMLInputElement).checked),
    ).toBe(true);
    expect(panel().getByLabelText('To')).toHaveValue('palliative-clinic');
    expect(panel().getByLabelText('Call back at')).toHaveValue('+1 555 0110');
    expect(dom.getByRole('heading', { level: 2, name: ASK })).toHaveFocus();
  });

  it('of news ticks what is new, and only that', async () => {
    await open({ chart: fixtureChart(SEEN) }, TELL);
    const ticked = panel(TELL)
      .getAllByRole('checkbox')
      .filter((one) => (one as HTMLInputElement).checked)
      .map((one) => one.closest('label')?.textContent ?? '');
    expect(ticked).toHaveLength(1);
    expect(ticked[0]).toMatch(/docetaxel/i);
    expect(panel(TELL).getAllByRole('checkbox').length).toBeGreaterThan(1);
  });

  it('of news to a team that has yet to see the patient ticks everything, and speaks of no contact', async () => {
    const booked = palliativeAppointment(`${ago(-7)}T10:00:00Z`, { created: ago(3) });
    const chart = chartOf([patient(), ...STAGE_IV, ecog(4, ago(100)), ecog(4, ago(30)), booked]);
    await open({ chart }, TELL);
    const boxes = panel(TELL).getAllByRole('checkbox') as HTMLInputElement[];
    expect(boxes.length).toBeGreaterThan(1);
    expect(boxes.every((one) => one.checked)).toBe(true);
    expect(dom.getByRole('region', { name: TELL })).not.toHaveTextContent(/follow|last saw|since/);
  });

  it('sends nothing that says nothing, and says so', async () => {
    const { user, port } = await open();
    for (const one of panel().getAllByRole('checkbox')) await user.click(one);
    await user.click(await sendButton());
    expect(panel().getByRole('alert')).toHaveTextContent('Write what you ask, or tick a finding.');
    expect(port.questioned).toEqual([]);
  });

  it('keeps what was typed in the tab, and is open with it after a reload', async () => {
    const { user, port, unmount } = await open();
    await user.type(panel().getByLabelText('What you ask'), 'Methadone?');
    const kept = port.questionNow();
    expect(kept).toMatchObject({ asked: { question: { text: 'Methadone?' } }, write: { at: 'editing' } });
    unmount();
    mount({ question: kept });
    await dom.findByRole('region', { name: ASK });
    expect(panel().getByLabelText('What you ask')).toHaveValue('Methadone?');
  });

  it('closes back to its button, and forgets what was not sent', async () => {
    const { user, port } = await open();
    await user.type(panel().getByLabelText('What you ask'), 'x');
    await user.click(panel().getByRole('button', { name: 'Close without sending' }));
    expect(dom.queryByRole('region', { name: ASK })).toBeNull();
    await waitFor(() => expect(dom.getByRole('button', { name: ASK })).toHaveFocus());
    expect(port.questionNow()).toBeNull();
  });
});

describe('sending', () => {
  it('goes once, whatever is pressed, in English, and says that no referral was made', async () => {
    const { user, port } = await open();
    await user.type(panel().getByLabelText('What you ask'), 'Methadone?');
    await user.dblClick(await sendButton());
    expect(port.questioned).toHaveLength(1);
    expect(port.questioned[0]).toMatchObject({ as: 'message', asked: { id: DECISION } });
    const note = port.questioned[0]?.texts.note ?? '';
    expect(note).toContain('This is a question, not a referral. Nothing was ordered.');
    expect(note).toContain('Methadone?');
    expect(note).toContain('Please call back: +1 555 0110');
    port.questionAnswer({ at: 'sent', as: 'message', reference: 'Communication/c1' });
    const said = await panel().findByText(/^Message sent to /);
    expect(said).toHaveTextContent('No referral was made.');
    await waitFor(() => expect(said.parentElement).toHaveFocus());
    expect(port.sent).toEqual([]);
    expect(port.decided).toEqual([]);
  });

  it('that was refused keeps every word, gives the reason, and can be tried again', async () => {
    const { user, port } = await open();
    await user.type(panel().getByLabelText('What you ask'), 'Methadone?');
    await user.click(await sendButton());
    port.questionAnswer({
      at: 'refused',
      problem: problem('forbidden', 'no', { status: 403, said: ['Not for you.'] }),
    });
    expect(await panel().findByText('The EHR refused: Not for you.')).toBeVisible();
    expect(panel().getByLabelText('What you ask')).toHaveValue('Methadone?');
    await user.click(await sendButton());
    expect(port.questioned.map(({ asked: { id } }) => id)).toEqual([DECISION, DECISION]);
  });

  it('whose answer was lost is looked for and never offered again; the text and the phone are there', async () => {
    const { user, port } = await open();
    await user.click(await sendButton());
    port.questionAnswer({ at: 'unknown', as: 'message' });
    expect(await panel().findByText(/^We could not confirm whether it was sent/)).toBeVisible();
    expect(panel().queryByRole('button', { name: /^Send/ })).toBeNull();
    expect(panel().getByRole('button', { name: 'Copy the text' })).toBeVisible();
    expect(panel().getByText(/: \+1 555 0100$/)).toBeVisible();
    await user.click(panel().getByRole('button', { name: 'Check again' }));
    port.questionFound({ at: 'sent', as: 'message', reference: 'Communication/c1' });
    expect(await panel().findByText(/^Message sent to /)).toBeVisible();
    expect(port.questioned).toHaveLength(1);
    expect(port.questionLooks).toEqual([DECISION]);
  });

  it('can be left by the user’s word, a minute after its answer was lost: what is sent then is another question', async () => {
    const first = await open();
    await first.user.type(panel().getByLabelText('What you ask'), 'Methadone?');
    const draft = first.port.questionNow();
    if (draft === null) throw new Error('it is kept');
    first.unmount();
    const lost = (at: number): KeptQuestion => ({
      asked: { ...draft.asked, id: 'lost-1', at },
      write: { at: 'unknown', as: 'message' },
    });
    const notThere = /^It is not there: send it again/;
    const fresh = mount({ question: lost(Date.now()) });
    fresh.port.questionFound({ at: 'unknown', as: 'message' });
    expect(await dom.findByRole('button', { name: 'Check again' })).toBeVisible();
    expect(dom.queryByRole('button', { name: notThere })).toBeNull();
    fresh.unmount();
    const { user, port } = mount({ question: lost(Date.now() - 61_000) });
    port.questionFound({ at: 'unknown', as: 'message' });
    await user.click(await dom.findByRole('button', { name: notThere }));
    expect(panel().getByLabelText('What you ask')).toHaveValue('Methadone?');
    await user.click(await sendButton());
    expect(port.questioned.map(({ asked: { id } }) => id)).toEqual([DECISION]);
  });

  it('that a page was left with is looked for by itself, and not sent', async () => {
    const first = await open();
    await first.user.type(panel().getByLabelText('What you ask'), 'x');
    const draft = first.port.questionNow();
    if (draft === null) throw new Error('it is kept');
    first.unmount();
    const left: KeptQuestion = { ...draft, write: { at: 'sending', as: 'task' } };
    const { port, session } = mount({ question: left });
    await dom.findByRole('region', { name: ASK });
    expect(port.questionLooks).toEqual([DECISION]);
    expect(session.presence.unfinished()).toBe('may-have-left');
    expect(panel().queryByRole('button', { name: /^Send/ })).toBeNull();
    expect(port.questioned).toEqual([]);
  });
});

describe('where nothing can be sent', () => {
  it('the text to copy and the phone are there, and no button that sends', async () => {
    const { port } = await open({ questionWay: 'nowhere' });
    expect(await panel().findByText(/Nothing is sent: copy the text, or call\./)).toBeVisible();
    expect(panel().getByText('Supportive & Palliative Care Clinic: +1 555 0100')).toBeVisible();
    expect(panel().getByRole('button', { name: 'Copy the text' })).toBeVisible();
    expect(panel().queryByRole('button', { name: /^(Send|File)/ })).toBeNull();
    expect(port.questioned).toEqual([]);
  });

  it('a note says that nobody is told, with the phone', async () => {
    await open({ questionWay: 'note' });
    expect(await panel().findByText(/Nobody at the service is told of it: call them\./)).toBeVisible();
    expect(panel().getByText('Supportive & Palliative Care Clinic: +1 555 0100')).toBeVisible();
    expect(panel().getByRole('button', { name: /^File note about / })).toBeVisible();
  });
});
