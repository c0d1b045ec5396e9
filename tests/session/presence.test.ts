/** Who is not there does not show a chart: hidden after a quarter of an hour, closed after half an hour. */
import { describe, expect, it } from 'vitest';
import { problem, type Problem } from '../../src/domain/problem.ts';
import { CLOSED_AFTER_MS, HIDDEN_AFTER_MS, startPresence } from '../../src/session/presence.ts';
import { startVisit } from '../../src/session/visit-store.ts';
import { startSession, type EhrSession } from '../../src/session/start-session.ts';
import { demoSite } from '../support/demo-site.ts';
import { fakePort, type FakeOptions, type FakePort } from '../support/fake-port.ts';
import { fixtureChart } from '../support/fixture-chart.ts';

const MINUTE = 60_000;
const chart = fixtureChart('lung-stage-4-two-unplanned-stays');

function opened(options: Partial<FakeOptions> = {}) {
  let time = Date.UTC(2026, 10, 22, 15);
  const left: string[] = [];
  const now = (): number => time;
  const port = fakePort({ chart, now, ...options });
  let kept = 0;
  const session = startSession({ ...port, life: { ...port.life, keepAlive: () => void (kept += 1) } }, demoSite(), {
    now,
    leave: (how) => void left.push(how),
  });
  const wait = (minutes: number): void => {
    time += minutes * MINUTE;
    session.presence.look();
  };
  return { port, session, left, wait, pass: (ms: number) => void (time += ms), keptAlive: () => kept };
}

async function writing({ session }: { session: EhrSession }): Promise<void> {
  await expect.poll(() => session.chart.view().at).toBe('settled');
  session.referral.open('');
  session.referral.edit({ question: 'Please see her.' });
}

const at = ({ session }: { session: EhrSession }): string => session.presence.view().at;

describe('a chart that nobody uses', () => {
  it('is hidden after 15 minutes, and not before', () => {
    const page = opened();
    page.wait(14.9);
    expect(at(page)).toBe('here');
    page.wait(0.1);
    expect(at(page)).toBe('away');
    expect(HIDDEN_AFTER_MS).toBe(15 * MINUTE);
  });

  it('stays while it is used, and the session is kept alive once a minute', () => {
    const page = opened();
    for (let second = 0; second < 40 * 60; second += 1) {
      page.pass(1000);
      page.session.presence.used();
    }
    page.wait(0);
    expect(at(page)).toBe('here');
    expect(page.keptAlive()).toBe(40);
  });

  it('is hidden by the first move after a long sleep, in which no timer ran', () => {
    const page = opened();
    page.pass(20 * MINUTE);
    page.session.presence.used();
    expect(at(page)).toBe('away');
    // Moving on does not show it.
    page.session.presence.used();
    page.wait(0);
    expect(at(page)).toBe('away');
  });

  it('is shown again when the patient has been read again, and is the same', async () => {
    const page = opened();
    page.wait(16);
    page.session.presence.show();
    expect(at(page)).toBe('checking');
    await expect.poll(() => at(page)).toBe('here');
    expect(page.port.calls.verify).toBe(1);
    page.wait(14);
    expect(at(page)).toBe('here');
  });

  it.each<readonly [string, Problem, boolean]>([
    ['another patient came', problem('wrong-patient', ''), false],
    ['the session is over', problem('session-expired', ''), false],
    ['the EHR does not answer', problem('network', ''), false],
    ['the EHR refuses', problem('forbidden', ''), false],
    ['the patient has died meanwhile', problem('patient-deceased', ''), true],
  ])('when %s is shown: %#', async (_, verify, shown) => {
    const page = opened({ verify });
    page.wait(16);
    page.session.presence.show();
    await expect.poll(() => at(page)).toBe(shown ? 'here' : 'stopped');
  });

  it('is closed after 30 minutes: the token is given back, the draft is kept, the page is left', async () => {
    const page = opened();
    await writing(page);
    page.wait(29.9);
    expect(page.left).toEqual([]);
    page.wait(0.1);
    expect(page.left).toEqual(['idle']);
    expect(page.port.ended).toEqual([{ keepDraft: true }]);
    expect(page.port.keptNow()?.draft.question).toBe('Please see her.');
    expect(CLOSED_AFTER_MS).toBe(30 * MINUTE);
    page.wait(30);
    expect(page.left).toEqual(['idle']);
  });

  it('is closed while it stands hidden, also when the patient could not be read again', async () => {
    const page = opened({ verify: problem('network', '') });
    page.wait(16);
    page.session.presence.show();
    await expect.poll(() => at(page)).toBe('stopped');
    page.wait(31);
    expect(page.left).toEqual(['idle']);
  });

  it('stays, hidden, when words of a draft are in this page alone', async () => {
    const page = opened({ isStored: false });
    await writing(page);
    page.wait(45);
    expect(at(page)).toBe('away');
    expect(page.left).toEqual([]);
    expect(page.port.ended).toEqual([]);
  });
});

describe('while the patient is being read again', () => {
  const held = () => {
    let answer: (result: { ok: false; problem: Problem } | Error) => void = () => {};
    const page = opened();
    const verifyPatient = (): Promise<never> =>
      new Promise((done, fail) => {
        answer = (result) => (result instanceof Error ? fail(result) : done(result as never));
      });
    const left: string[] = [];
    let time = 0;
    const port = { ...page.port, verifyPatient };
    const presence = startPresence(port, page.session.referral, page.session.visit, page.session.decision, {
      now: () => time,
      leave: (how) => void left.push(how),
      cameBack: false,
    });
    const wait = (minutes: number): void => {
      time += minutes * MINUTE;
      presence.look();
    };
    const pass = (minutes: number): void => void (time += minutes * MINUTE);
    return { presence, left, pass, wait, answer: (result: Parameters<typeof answer>[0]) => answer(result) };
  };

  it('a promise that breaks is a patient who could not be read: it stays hidden, and can be tried again', async () => {
    const { presence, wait, answer } = held();
    wait(16);
    presence.show();
    answer(new Error('a bug'));
    await expect.poll(() => presence.view().at).toBe('stopped');
  });

  it('a chart that is closed stays closed, whatever comes then', async () => {
    const { presence, left, wait, answer } = held();
    wait(16);
    presence.show();
    presence.done();
    answer({ ok: false, problem: problem('patient-deceased', '') });
    await new Promise((done) => setTimeout(done, 0));
    expect(presence.view().at).toBe('closed');
    expect(left).toEqual(['done']);
  });

  it('the computer sleeps for hours: what comes then shows nothing, and the chart is closed', async () => {
    const { presence, left, pass, wait, answer } = held();
    wait(16);
    presence.show();
    pass(6 * 60);
    answer({ ok: false, problem: problem('patient-deceased', '') });
    await expect.poll(() => presence.view().at).toBe('closed');
    expect(left).toEqual(['idle']);
  });

  it('and no answer comes, it is closed after 30 minutes all the same', () => {
    const { presence, left, wait } = held();
    wait(16);
    presence.show();
    wait(15);
    expect(presence.view().at).toBe('closed');
    expect(left).toEqual(['idle']);
  });
});

describe('a clock that is set back', () => {
  it('tells nothing of how long it was: the chart is hidden, and can be shown again', async () => {
    const page = opened();
    page.wait(-600);
    expect(at(page)).toBe('away');
    page.session.presence.show();
    await expect.poll(() => at(page)).toBe('here');
    page.wait(14);
    expect(at(page)).toBe('here');
    const before = page.keptAlive();
    page.session.presence.used();
    expect(page.keptAlive(), 'the session is kept alive by the new time').toBe(before + 1);
  });
});

describe('a chart to which somebody comes back, in a window that has opened another since', () => {
  it('begins hidden', () => {
    const port = fakePort({ chart });
    const session = startSession(port, demoSite(), { cameBack: true });
    expect(session.presence.view()).toEqual({ at: 'away', because: 'left' });
  });
});

describe('a page that the browser puts away', () => {
  it('is hidden at once', () => {
    const page = opened();
    page.session.presence.hide();
    expect(at(page)).toBe('away');
  });
});

describe('closing a chart', () => {
  it('leaves nothing behind', () => {
    const page = opened();
    expect(page.session.presence.unfinished()).toBeNull();
    page.session.presence.done();
    expect(page.port.ended).toEqual([{ keepDraft: false }]);
    expect(page.left).toEqual(['done']);
    page.session.presence.done();
    expect(page.left).toEqual(['done']);
  });

  it('is asked back for a draft in which something was written', async () => {
    const page = opened();
    await writing(page);
    expect(page.session.presence.unfinished()).toBe('not-sent');
    expect(page.session.presence.notSent()).toEqual(['referral']);
  });

  it('keeps the note of what may have arrived: another try has to know of it', async () => {
    const page = opened({ mayHaveLeft: true });
    await writing(page);
    page.session.presence.done();
    expect(page.port.ended).toEqual([{ keepDraft: true }]);
  });

  it.each(['sending', 'unknown'] as const)('while a referral is %s does not lose sight of it', (phase) => {
    const ended: { keepDraft: boolean }[] = [];
    const port = { life: { end: (how: { keepDraft: boolean }) => void ended.push(how) } } as unknown as FakePort;
    const submission =
      phase === 'sending' ? { at: 'sending' } : { at: 'settled', outcome: { outcome: 'unknown' }, userWord: null };
    const referral = { view: () => ({ submission, mayHaveLeft: true, preview: null }) };
    const presence = startPresence(
      port,
      referral as never,
      startVisit(opened().port, Date.now, () => 'id'),
      { unfinished: () => null },
      { now: () => 0, leave: () => {}, cameBack: false },
    );
    expect(presence.unfinished()).toBe(phase === 'sending' ? 'sending' : 'may-have-left');
    presence.done();
    expect(ended).toEqual(phase === 'sending' ? [] : [{ keepDraft: true }]);
  });
});
