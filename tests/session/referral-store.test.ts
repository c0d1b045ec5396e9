import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import siteJson from '../../public/site.json' with { type: 'json' };
import type { Assessment } from '../../src/domain/assessment.ts';
import { assess } from '../../src/domain/assess.ts';
import { problem } from '../../src/domain/problem.ts';
import type { ReferralRecord } from '../../src/domain/chart/records.ts';
import { draftFrom, type ReferralDraft } from '../../src/domain/referral/draft.ts';
import type { SubmissionOutcome } from '../../src/domain/referral/outcome.ts';
import type { ReferralTexts } from '../../src/domain/referral/texts.ts';
import { KEEP_AFTER_MS, OTHERS_AGAIN_MS, startReferral, type ReferralStore } from '../../src/session/referral-store.ts';
import { fakePort, type FakeOptions, type FakePort } from '../support/fake-port.ts';
import { fixtureChart } from '../support/fixture-chart.ts';

const chart = fixtureChart('lung-stage-4-two-unplanned-stays');
const answer = assess(chart);
const ID = '0f8fad5b-d9cb-469f-a165-70867728950e';
const serviceIds = siteJson.referral.services.flatMap(({ id, kind }) => (kind === 'navigator' ? [] : [id]));
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

  it('whoever turns out to be staff says for whom, though the sheet was open before the EHR said so', async () => {
    let read = (): void => {};
    const { port, store } = start({ role: 'staff', userRead: new Promise((resolve) => (read = resolve)) });
    store.open(QUESTION);
    const draft = (): ReferralDraft | null => {
      const { submission } = store.view();
      return 'draft' in submission ? submission.draft : null;
    };
    expect(draft()).not.toHaveProperty('signer');
    read();
    await vi.advanceTimersByTimeAsync(0);
    expect(draft()).toMatchObject({ signer: null });
    await ready(store);
    store.submit();
    await vi.advanceTimersByTimeAsync(0);
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

  it('what the form fills in is in the draft and in the preview, and is nobody’s words', async () => {
    const { port, store } = start();
    store.open(QUESTION);
    store.review(write);
    await vi.advanceTimersByTimeAsync(0);
    store.fillIn({ serviceId: 'palliative-home' });
    await vi.advanceTimersByTimeAsync(KEEP_AFTER_MS);
    expect(store.view().submission).toMatchObject({ touched: false, draft: { serviceId: 'palliative-home' } });
    expect(port.keptNow()).toBeNull();
    store.leave();
    expect(at(store)).toBe('idle');
  });

  it('what is filled in beside words of the user’s is kept with them, and nothing is filled in while it is sent', async () => {
    const { port, store } = start();
    await ready(store);
    store.fillIn({ serviceId: 'palliative-home' });
    await vi.advanceTimersByTimeAsync(KEEP_AFTER_MS);
    expect(port.keptNow()?.draft.serviceId).toBe('palliative-home');
    store.submit();
    store.fillIn({ serviceId: 'palliative-clinic' });
    await vi.advanceTimersByTimeAsync(0);
    expect(port.sent).toMatchObject([{ draft: { serviceId: 'palliative-home' } }]);
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

describe('by hand', () => {
  it.each(['placed-it', 'handed-on'] as const)(
    '"%s" is kept as the user’s word, and nothing was sent',
    async (word) => {
      const { port, store } = start({ via: { channel: 'manual', why: 'not-granted' } });
      await ready(store);
      store.handedOn(word);
      expect(store.view().submission).toMatchObject({ at: 'settled', outcome: { outcome: 'manual' }, userWord: word });
      expect(port.keptNow()).toMatchObject({
        phase: { at: 'settled', outcome: { outcome: 'manual' }, userWord: word },
      });
      const { store: reloaded, port: port2 } = start({ kept: port.keptNow() });
      await vi.advanceTimersByTimeAsync(120_000);
      expect(reloaded.view().submission).toMatchObject({ outcome: { outcome: 'manual' }, userWord: word });
      expect([port.sent, port2.sent, port2.looks]).toEqual([[], [], []]);
    },
  );

  it('is not heard while a press waits for the preview, nor while it is being sent', async () => {
    const { port, store } = start();
    await ready(store);
    store.edit({ question: 'Pain.' });
    store.submit();
    store.handedOn('handed-on');
    expect(at(store)).toBe('confirming');
    await vi.advanceTimersByTimeAsync(0);
    store.handedOn('handed-on');
    expect(at(store)).toBe('sending');
    expect(port.sent).toHaveLength(1);
  });
});

describe('others that turn up after it was sent', () => {
  const others = [{ reference: 'ServiceRequest/of-somebody-else' }] as unknown as readonly ReferralRecord[];
  const [FIRST = 0, ...LATER] = [OTHERS_AGAIN_MS].flat();
  const shown = (store: ReferralStore): unknown => {
    const { submission } = store.view();
    return submission.at === 'settled' && 'alsoOpen' in submission.outcome ? submission.outcome.alsoOpen : null;
  };
  /** What the port is asked for; it answers with `others`. */
  function counted(options: Partial<FakeOptions> = {}) {
    const started = start(options);
    const asked: string[] = [];
    started.port.othersOpen = (reference) => {
      asked.push(reference);
      return Promise.resolve(others);
    };
    return { ...started, asked };
  }

  it('are looked for a while later, and kept: not at once, for search indices lag', async () => {
    const { port, store, asked } = counted();
    await ready(store);
    store.submit();
    port.answer(placed);
    await vi.advanceTimersByTimeAsync(FIRST - 1);
    expect([asked, shown(store)]).toEqual([[], []]);
    await vi.advanceTimersByTimeAsync(1);
    expect([asked, shown(store)]).toEqual([['ServiceRequest/1'], others]);
    expect(port.keptNow()).toMatchObject({ phase: { outcome: { alsoOpen: others } } });
    await vi.advanceTimersByTimeAsync(600_000);
    expect(asked).toHaveLength(1 + LATER.length);
  });

  it('are looked for also after a reload', async () => {
    const draft = draftFrom(answer, serviceIds, chart.patient);
    const kept = { decisionId: ID, draft, phase: { at: 'settled', outcome: placed, time: 1 } } as const;
    const { store, port, asked } = counted({ kept });
    await vi.advanceTimersByTimeAsync(FIRST);
    expect([asked, shown(store)]).toEqual([['ServiceRequest/1'], others]);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(asked).toHaveLength(1 + LATER.length);
    expect([port.sent, port.looks]).toEqual([[], []]);
  });

  it('are looked for when it was found after a lost answer', async () => {
    const { port, store, asked } = counted();
    await ready(store);
    store.submit();
    port.answer(unknown);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(asked).toEqual([]);
    port.found(placed);
    await vi.advanceTimersByTimeAsync(FIRST);
    expect(shown(store)).toEqual(others);
  });

  it('that could not be looked up change nothing', async () => {
    for (const answer of [() => Promise.resolve(null), () => Promise.reject(new Error('bug'))]) {
      const { port, store } = start();
      port.othersOpen = answer;
      await ready(store);
      store.submit();
      port.answer(placed);
      await vi.advanceTimersByTimeAsync(600_000);
      expect(store.view().submission).toMatchObject({ at: 'settled', outcome: placed });
    }
  });
});

it('sends nothing behind a gate at which the site stops, whatever is ticked', async () => {
  const port = fakePort({ chart });
  const hospice = assess(fixtureChart('pancreas-hospice'));
  const store = startReferral(port, {
    serviceIds,
    stopAt: ['hospice'],
    patient: () => chart.patient,
    answer: () => hospice,
    now: Date.now,
    mintId: () => ID,
  });
  await ready(store);
  expect(store.view().submission).toMatchObject({ at: 'confirming', gate: { gate: 'hospice', siteStops: true } });
  store.acknowledgeGate(true);
  store.submit();
  await vi.advanceTimersByTimeAsync(0);
  expect(port.sent).toHaveLength(0);
  // Nor by hand: the site lets nothing go out behind it.
  store.handedOn('handed-on');
  expect(at(store)).toBe('confirming');
});

describe('what is sent is what is shown', () => {
  const letter = (draft: ReferralDraft): ReferralTexts => ({ ...write(), note: `note: ${draft.question}` });

  /** Previews come when they are told to, each of the draft that it was asked for. */
  async function slowPreviews() {
    const { port, store } = start();
    const preview = port.preview.bind(port);
    const waiting: { readonly give: () => void; readonly asked: string }[] = [];
    store.open(QUESTION);
    store.edit({ patientAgrees: 'yes' });
    store.review(letter);
    await vi.advanceTimersByTimeAsync(KEEP_AFTER_MS);
    port.preview = (referral) =>
      new Promise((done) => {
        waiting.push({ asked: referral.draft.question, give: () => done(preview(referral)) });
      });
    const give = async (): Promise<void> => {
      waiting.shift()?.give();
      await vi.advanceTimersByTimeAsync(0);
    };
    return { port, store, waiting, give };
  }
  /** Of everything that was sent: its own words, and those that stood on the screen. */
  const sentAndShown = (port: FakePort) =>
    port.sent.map(({ texts, shown }) => ({
      sent: texts.note,
      shown: /"text": "(.*)"/.exec(shown.preview.resource)?.[1],
      patient: shown.patientId,
    }));
  const both = (words: string) => ({ sent: `note: ${words}`, shown: `note: ${words}`, patient: chart.patient.id });

  it('when the button is pressed right after typing, it waits for the preview of the last word', async () => {
    const { port, store, waiting, give } = await slowPreviews();
    store.edit({ question: 'Pai' });
    store.edit({ question: 'Pain.' });
    store.submit();
    await vi.advanceTimersByTimeAsync(10_000);
    expect([port.sent.length, at(store), waiting.map(({ asked }) => asked)]).toEqual([0, 'confirming', ['Pain.']]);
    await give();
    expect(sentAndShown(port)).toEqual([both('Pain.')]);
  });

  it('when an older preview is still on its way, it waits for the newest, whichever comes first', async () => {
    const { port, store, waiting } = await slowPreviews();
    store.edit({ question: 'Older.' });
    await vi.advanceTimersByTimeAsync(KEEP_AFTER_MS);
    store.edit({ question: 'Newer.' });
    store.submit();
    const [older, newer] = waiting;
    newer?.give();
    older?.give();
    await vi.advanceTimersByTimeAsync(0);
    expect(sentAndShown(port)).toEqual([both('Newer.')]);
  });

  it('when the preview of the last word is on its way already, it waits for it', async () => {
    const { port, store, waiting, give } = await slowPreviews();
    store.edit({ question: 'Pain.' });
    await vi.advanceTimersByTimeAsync(KEEP_AFTER_MS);
    store.submit();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(port.sent).toHaveLength(0);
    while (waiting.length > 0) await give();
    expect(sentAndShown(port)).toEqual([both('Pain.')]);
  });

  it('pressed twice, or ten times, while the preview is awaited: sent once', async () => {
    const { port, store, give } = await slowPreviews();
    store.edit({ question: 'Pain.' });
    for (let times = 0; times < 10; times += 1) store.submit();
    await vi.advanceTimersByTimeAsync(0);
    store.submit();
    await give();
    await give();
    store.submit();
    expect(sentAndShown(port)).toEqual([both('Pain.')]);
    port.answer(placed);
    await vi.advanceTimersByTimeAsync(0);
    expect(at(store)).toBe('settled');
  });

  it('nothing is sent when the awaited preview says that nothing can be', async () => {
    const { port, store } = await slowPreviews();
    port.preview = () => Promise.resolve({ via: { channel: 'manual', why: 'no-recipient' }, resource: '' });
    store.edit({ serviceId: serviceIds[1] ?? null });
    store.submit();
    await vi.advanceTimersByTimeAsync(0);
    expect([port.sent.length, at(store)]).toEqual([0, 'confirming']);
    expect(store.view().preview?.via.channel).toBe('manual');
  });

  it('nothing is sent when the preview breaks off', async () => {
    const { port, store } = await slowPreviews();
    port.preview = () => Promise.reject(new Error('bug'));
    store.edit({ question: 'Pain.' });
    store.submit();
    await vi.advanceTimersByTimeAsync(0);
    expect(port.sent).toHaveLength(0);
    expect(store.view().preview).toMatchObject({ via: { channel: 'manual', why: 'could-not-ask' } });
  });

  it('nothing is sent when a gate has turned up while the preview was awaited', async () => {
    let now = answer;
    const { port, store } = start({}, () => now);
    await ready(store);
    let give = (): void => {};
    const preview = port.preview.bind(port);
    port.preview = (referral) => new Promise((done) => (give = () => done(preview(referral))));
    store.edit({ question: 'Pain.' });
    store.submit();
    now = assess(fixtureChart('pancreas-hospice'));
    store.answerChanged();
    give();
    await vi.advanceTimersByTimeAsync(0);
    expect([port.sent.length, at(store)]).toEqual([0, 'confirming']);
  });

  // The button said "Send referral" when it was pressed; a message to a clinic is something else.
  it('nothing is sent when the awaited preview goes another way than the one that was pressed for', async () => {
    const { port, store } = await slowPreviews();
    port.preview = () =>
      Promise.resolve({ via: { channel: 'communication', whyNotBest: 'not-granted' }, resource: '{}' });
    store.edit({ serviceId: serviceIds[1] ?? null });
    store.submit();
    await vi.advanceTimersByTimeAsync(0);
    expect(port.sent).toHaveLength(0);
  });

  // The port refuses it as "changed"; the user would see a refusal for having gone on typing.
  it('words typed while a press waits for the preview do not leave with the preview of others', async () => {
    const { port, store, give } = await slowPreviews();
    store.edit({ question: 'Pain.' });
    store.submit();
    await vi.advanceTimersByTimeAsync(0);
    store.edit({ question: 'Pain and nausea.' });
    await give();
    for (const { sent, shown } of sentAndShown(port)) expect(sent).toBe(shown);
  });
});
