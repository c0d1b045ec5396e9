import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import siteJson from '../../public/site.json' with { type: 'json' };
import type { Assessment } from '../../src/domain/assessment.ts';
import { assess } from '../../src/domain/assess.ts';
import { problem } from '../../src/domain/problem.ts';
import { draftFrom } from '../../src/domain/referral/draft.ts';
import type { SubmissionOutcome } from '../../src/domain/referral/outcome.ts';
import type { ReferralTexts } from '../../src/domain/referral/texts.ts';
import { KEEP_AFTER_MS, startReferral, type ReferralStore } from '../../src/session/referral-store.ts';
import { fakePort, type FakeOptions, type FakePort } from '../support/fake-port.ts';
import { fixtureChart } from '../support/fixture-chart.ts';

const chart = fixtureChart('lung-stage-4-two-unplanned-stays');
const answer = assess(chart);
const ID = '0f8fad5b-d9cb-469f-a165-70867728950e';
const serviceIds = siteJson.referral.services.map(({ id }) => id);
const lost = problem('network', 'POST ServiceRequest');
const unknown: SubmissionOutcome = { outcome: 'unknown', via: 'fhir-create', why: lost };
const placed: SubmissionOutcome = { outcome: 'placed', reference: 'ServiceRequest/1', readBack: true, alsoOpen: [] };
const write = (): ReferralTexts => ({ note: 'note', letter: 'letter', letterXhtml: '<html/>', reasons: [] });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function start(
  options: Partial<FakeOptions> = {},
  current: () => Assessment | null = () => answer,
): { port: FakePort; store: ReferralStore; minted: () => number } {
  const port = fakePort({ chart, ...options });
  let minted = 0;
  const mintId = (): string => {
    minted += 1;
    return ID;
  };
  return {
    port,
    store: startReferral(port, {
      serviceIds,
      stopAt: [],
      patient: () => chart.patient,
      answer: current,
      now: Date.now,
      mintId,
    }),
    minted: () => minted,
  };
}

/** Opened, answered for the patient, and looked for others. */
async function ready(store: ReferralStore): Promise<void> {
  store.open(QUESTION);
  store.edit({ patientAgrees: 'yes' });
  store.review(write);
  await vi.advanceTimersByTimeAsync(0);
}

const QUESTION = 'Please see the patient together with us.';
const at = (store: ReferralStore): string => store.view().submission.at;

describe('opening a referral', () => {
  it('mints the decision once and keeps it with the first change, before anything could be sent', async () => {
    const { port, store, minted } = start();
    store.open(QUESTION);
    store.open(QUESTION);
    expect(minted()).toBe(1);
    expect(port.keptNow()).toBeNull();
    store.edit({ patientAgrees: 'yes' });
    await vi.advanceTimersByTimeAsync(KEEP_AFTER_MS);
    expect(port.keptNow()).toMatchObject({ decisionId: ID, phase: { at: 'editing' } });
    expect(port.sent).toHaveLength(0);
  });

  it('is kept before the POST leaves', async () => {
    const { port, store } = start();
    await ready(store);
    store.submit();
    expect(port.saved.at(-1)).toMatchObject({ decisionId: ID, phase: { at: 'editing' } });
  });

  it('fills in what is usually asked, where the answer brings no question', () => {
    const { store } = start();
    store.open(QUESTION);
    expect(store.view().submission).toMatchObject({ draft: { question: QUESTION, patientAgrees: null } });
  });

  it('leaves nothing behind when nothing was changed, and keeps what was', async () => {
    const { port, store } = start();
    store.open(QUESTION);
    store.review(write);
    await vi.advanceTimersByTimeAsync(0);
    store.leave();
    expect(at(store)).toBe('idle');
    expect(port.keptNow()).toBeNull();
    await ready(store);
    store.leave();
    expect(at(store)).toBe('confirming');
  });

  it('loads a draft as it was kept before nothing was preselected', async () => {
    const old = { ...draftFrom(answer, serviceIds, chart.patient), patientAgrees: 'not-yet-asked' } as const;
    const { port, store } = start({ kept: { decisionId: ID, draft: old, phase: { at: 'editing' } } });
    store.review(write);
    await vi.advanceTimersByTimeAsync(0);
    store.submit();
    expect(port.sent).toMatchObject([{ draft: { patientAgrees: 'not-yet-asked' } }]);
  });

  it('only reads while it checks', async () => {
    const { port, store } = start();
    await ready(store);
    expect(at(store)).toBe('confirming');
    expect(port.calls).toMatchObject({ duplicates: 1, verify: 1 });
    expect(port.sent).toHaveLength(0);
  });

  it('stops when the patient is not the same one', async () => {
    const { port, store } = start({ verify: problem('wrong-patient', 'GET Patient/{id}') });
    await ready(store);
    expect(store.view().submission).toMatchObject({ at: 'editing', refused: [{ kind: 'wrong-patient' }] });
    store.submit();
    expect(port.sent).toHaveLength(0);
  });

  it('says that it could not check when the patient could not be read', async () => {
    const { store } = start({ verify: problem('timeout', 'GET Patient/{id}') });
    await ready(store);
    expect(store.view().submission).toMatchObject({ at: 'confirming', check: { result: 'could-not-check' } });
  });
});

describe('a gate', () => {
  const hospice = assess(fixtureChart('pancreas-hospice'));

  it('has to be acknowledged before it is sent', async () => {
    const { port, store } = start({}, () => hospice);
    await ready(store);
    store.submit();
    expect(port.sent).toHaveLength(0);
    store.acknowledgeGate(true);
    store.submit();
    expect(port.sent).toHaveLength(1);
  });

  it('is seen also when it turns up after the draft was begun', async () => {
    let now = answer;
    const { port, store } = start({}, () => now);
    await ready(store);
    now = hospice;
    store.answerChanged();
    store.submit();
    expect(port.sent).toHaveLength(0);
    expect(store.view().submission).toMatchObject({ gate: { gate: 'hospice' }, gateAcknowledged: false });
  });

  it('lets nothing be sent of a kept draft while the chart is still being read', async () => {
    const draft = { ...draftFrom(answer, serviceIds, chart.patient), patientAgrees: 'yes' } as const;
    let now: Assessment | null = null;
    const { port, store } = start({ kept: { decisionId: ID, draft, phase: { at: 'editing' } } }, () => now);
    store.review(write);
    await vi.advanceTimersByTimeAsync(0);
    store.submit();
    expect(port.sent).toHaveLength(0);
    now = answer;
    store.answerChanged();
    store.submit();
    expect(port.sent).toHaveLength(1);
  });

  it('is asked again after a refusal', async () => {
    const { port, store } = start({}, () => hospice);
    await ready(store);
    store.acknowledgeGate(true);
    store.submit();
    port.answer({ outcome: 'refused', problems: [problem('busy', 'POST ServiceRequest', { status: 429 })] });
    await vi.advanceTimersByTimeAsync(0);
    store.submit();
    expect(port.sent).toHaveLength(1);
    expect(store.view().submission).toMatchObject({ at: 'confirming', gate: { gate: 'hospice' } });
  });
});

describe('sending', () => {
  it('sends once, however often and in whatever way it is asked in one turn', async () => {
    const { port, store } = start();
    await ready(store);
    store.submit();
    store.submit();
    queueMicrotask(() => store.submit());
    await vi.advanceTimersByTimeAsync(10);
    store.submit();
    expect(port.sent).toHaveLength(1);
    port.answer(placed);
    await vi.advanceTimersByTimeAsync(0);
    store.submit();
    expect(port.sent).toHaveLength(1);
    expect(port.keptNow()).toMatchObject({ decisionId: ID, phase: { at: 'settled', outcome: placed } });
  });

  it('never sends where the channel is manual', async () => {
    const { port, store } = start({ via: { channel: 'manual', why: 'not-granted' } });
    await ready(store);
    store.submit();
    await vi.advanceTimersByTimeAsync(0);
    expect(port.sent).toHaveLength(0);
    expect(at(store)).toBe('confirming');
  });

  it('does not write over what the port has written down while it sends', async () => {
    const { port, store } = start();
    await ready(store);
    store.edit({ question: 'Please see her for breathlessness.' });
    store.submit();
    store.flush();
    await vi.advanceTimersByTimeAsync(KEEP_AFTER_MS * 2);
    expect(port.keptNow()).toMatchObject({
      phase: { at: 'sending' },
      draft: { question: 'Please see her for breathlessness.' },
    });
  });

  it('keeps text and decision when it is refused, and looks again', async () => {
    const { port, store } = start();
    await ready(store);
    store.edit({ question: 'Please see her for breathlessness.' });
    store.submit();
    port.answer({ outcome: 'refused', problems: [problem('invalid', 'POST ServiceRequest', { status: 422 })] });
    await vi.advanceTimersByTimeAsync(0);
    expect(store.view().submission).toMatchObject({
      at: 'confirming',
      decisionId: ID,
      draft: { question: 'Please see her for breathlessness.' },
      refused: [{ kind: 'invalid' }],
    });
    expect(port.keptNow()).toMatchObject({ phase: { at: 'editing' } });
    store.submit();
    expect(port.sent.map(({ decisionId }) => decisionId)).toEqual([ID, ID]);
  });

  it('treats a crash of the send as unknown, and looks for the order', async () => {
    const { port, store } = start();
    port.send = () => Promise.reject(new Error('bug'));
    await ready(store);
    store.submit();
    await vi.advanceTimersByTimeAsync(0);
    expect(store.view().submission).toMatchObject({ at: 'settled', outcome: { outcome: 'unknown' }, looking: true });
    expect(port.looks).toEqual([ID]);
  });
});

describe('unknown', () => {
  async function lostAnswer(): Promise<{ port: FakePort; store: ReferralStore }> {
    const { port, store } = start();
    await ready(store);
    store.submit();
    port.answer(unknown);
    await vi.advanceTimersByTimeAsync(0);
    port.found(unknown);
    await vi.advanceTimersByTimeAsync(0);
    return { port, store };
  }

  it('is looked up at once, and ends when the order is found', async () => {
    const { port, store } = await lostAnswer();
    expect(port.looks).toEqual([ID]);
    store.lookAgain();
    store.lookAgain();
    expect(port.looks).toHaveLength(2);
    port.found(placed);
    await vi.advanceTimersByTimeAsync(0);
    expect(store.view().submission).toMatchObject({ at: 'settled', outcome: placed });
    expect(port.sent).toHaveLength(1);
  });

  it('goes back to the form a minute later by the user’s word, with the same decision, and can be sent again', async () => {
    const { port, store } = await lostAnswer();
    store.userSaysNotThere();
    expect(at(store)).toBe('settled');
    await vi.advanceTimersByTimeAsync(60_000);
    store.userSaysNotThere();
    await vi.advanceTimersByTimeAsync(0);
    expect(store.view().submission).toMatchObject({ at: 'confirming', decisionId: ID });
    // The port hears that nothing was made, else it would only look again.
    expect(port.saved.some(({ phase }) => phase.at === 'settled' && phase.outcome.outcome === 'refused')).toBe(true);
    store.submit();
    expect(port.sent.map(({ decisionId }) => decisionId)).toEqual([ID, ID]);
  });

  it('can be sent from the form also when the form was never open in this page', async () => {
    const { port } = await lostAnswer();
    const { store: reloaded, port: port2 } = start({ kept: port.keptNow() });
    port2.found(unknown);
    await vi.advanceTimersByTimeAsync(60_000);
    reloaded.userSaysNotThere();
    await vi.advanceTimersByTimeAsync(0);
    await ready(reloaded);
    reloaded.submit();
    await vi.advanceTimersByTimeAsync(0);
    expect(port2.sent.map(({ decisionId }) => decisionId)).toEqual([ID]);
  });

  it('keeps the user’s "I see the order" over a reload, without claiming that it was placed', async () => {
    const { port, store } = await lostAnswer();
    store.userSeesIt();
    const { store: reloaded, port: port2 } = start({ kept: port.keptNow() });
    expect(reloaded.view().submission).toMatchObject({ outcome: unknown, userWord: 'sees-it' });
    expect(port2.looks).toHaveLength(0);
  });
});

describe('keeping', () => {
  const draft = { ...draftFrom(answer, serviceIds, chart.patient), question: 'Breathless at night.' };

  it('writes an edit down within 250 ms, and at once when the page is left', async () => {
    const { port, store } = start();
    await ready(store);
    store.edit({ question: 'a' });
    await vi.advanceTimersByTimeAsync(100);
    store.edit({ question: 'ab' });
    await vi.advanceTimersByTimeAsync(150);
    expect(port.keptNow()?.draft.question).toBe('ab');
    store.edit({ question: 'abc' });
    store.flush();
    expect(port.keptNow()?.draft.question).toBe('abc');
  });

  it('brings a draft back after a reload', () => {
    const { store } = start({ kept: { decisionId: ID, draft, phase: { at: 'editing' } } });
    expect(store.view().submission).toMatchObject({ at: 'editing', draft, decisionId: ID });
  });

  it('brings a send back as unknown and looks for the order by itself, reading only', async () => {
    const { port, store } = start({
      kept: { decisionId: ID, draft, phase: { at: 'sending', since: 1, via: 'fhir-create' } },
    });
    expect(store.view().submission).toMatchObject({ at: 'settled', outcome: { outcome: 'unknown' }, looking: true });
    expect(port.looks).toEqual([ID]);
    port.found(placed);
    await vi.advanceTimersByTimeAsync(0);
    expect(store.view().submission).toMatchObject({ outcome: placed });
    expect(port.sent).toHaveLength(0);
  });

  it('forgets a draft that is thrown away', async () => {
    const { port, store } = start();
    await ready(store);
    store.edit({ question: 'x' });
    store.discard();
    await vi.advanceTimersByTimeAsync(1000);
    expect(port.keptNow()).toBeNull();
    expect(at(store)).toBe('idle');
  });

  it('shows the preview of the newest draft', async () => {
    const { store } = start();
    await ready(store);
    store.edit({ question: 'new words' });
    await vi.advanceTimersByTimeAsync(KEEP_AFTER_MS);
    expect(store.view().preview?.resource).toContain('note');
  });
});
