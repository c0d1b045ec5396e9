/** The decision of a visit outside React: one press is one write, what is said is kept, what may have left is only looked for. */
import { describe, expect, it, vi } from 'vitest';
import type { Decided } from '../../src/domain/decision/decision.ts';
import type {
  DecisionWay,
  DecisionWrite,
  KeptDecision,
  SettledDecision,
} from '../../src/domain/decision/decision-write.ts';
import { problem } from '../../src/domain/problem.ts';
import type { EhrPort } from '../../src/ehr/port.ts';
import { startDecision, type DecisionStore, type WrittenDecision } from '../../src/session/decision-store.ts';
import { fakePort, type FakeOptions, type FakePort } from '../support/fake-port.ts';
import { fixtureChart } from '../support/fixture-chart.ts';

const chart = fixtureChart('lung-stage-4-two-unplanned-stays');
const later = (): Promise<void> => new Promise((done) => setTimeout(done, 0));

const ON: Decided['on'] = {
  triggers: ['cns-metastases'],
  level: 'specialist',
  engine: { version: '0.1.0', catalogue: '2026.1', profile: 'needs-v1' },
  asOf: 20_769,
};
const LATER_ON: Decided['on'] = { ...ON, level: 'navigator' };
const NEW = { decision: { is: 'not-now', reason: null, askAgain: 20_799 }, comment: '', on: ON } as const;
const CHOSEN = { is: 'not-now', reason: 'limited-time', askAgain: 20_799 } as const;
const WORDS: WrittenDecision = { texts: { line: 'Not now.', reason: 'no time', note: 'Note' }, items: [] };
const words = (): WrittenDecision => WORDS;
const RECORDED: SettledDecision = { at: 'recorded', as: 'task', reference: 'Task/t1', plan: null };
const REFUSED: SettledDecision = { at: 'refused', problem: problem('invalid', 'POST', { status: 422, said: ['No'] }) };

const keptAs = (write: DecisionWrite): KeptDecision => ({
  decided: { ...NEW, decision: CHOSEN, comment: 'Words', id: 'kept', at: 1 },
  write,
});

interface Started {
  readonly port: FakePort;
  readonly store: DecisionStore;
  readonly retried: string[];
}

function start(options: Partial<FakeOptions> = {}, change: Partial<EhrPort> = {}): Started {
  const port = fakePort({ chart, ...options });
  const retried: string[] = [];
  let minted = 0;
  const store = startDecision(
    { ...port, ...change },
    { retry: (source) => void retried.push(source) },
    () => 7,
    () => `id-${(minted += 1)}`,
  );
  return { port, store, retried };
}

/** Opened, and asked where it can be saved. */
async function begun(options: Partial<FakeOptions> = {}, change: Partial<EhrPort> = {}): Promise<Started> {
  const started = start(options, change);
  started.store.begin(NEW);
  await later();
  return started;
}

const at = ({ store }: Started): string | undefined => store.view().kept?.write.at;

describe('a form that was opened', () => {
  it('has a number of its own, asks where it can be saved, and is nobody’s decision yet', async () => {
    const started = start();
    started.store.begin(NEW);
    expect(started.store.view()).toMatchObject({
      kept: { decided: { id: 'id-1', at: 7 }, write: { at: 'editing' } },
      way: null,
    });
    await later();
    expect(started.store.view().way).toBe('task');
    expect(started.port.decisionNow()).toBeNull();
    expect(started.store.unfinished()).toBeNull();
  });

  it('is kept in the tab from its first change, and asked about when the page is closed', async () => {
    const started = await begun();
    started.store.edit({ comment: 'W' });
    expect(started.port.decisionNow()).toMatchObject({
      decided: { id: 'id-1', comment: 'W' },
      write: { at: 'editing' },
    });
    expect(started.store.unfinished()).toBe('said');
  });

  it('that is closed is forgotten, and another begins under another number', async () => {
    const started = await begun();
    started.store.edit({ comment: 'W' });
    started.store.close();
    expect(started.store.view().kept).toBeNull();
    expect(started.port.decisionNow()).toBeNull();
    expect(started.store.unfinished()).toBeNull();
    started.store.begin(NEW);
    expect(started.store.view().kept?.decided.id).toBe('id-2');
  });

  it('in place of another takes its words along, kept; without words nothing of the other is found again', async () => {
    const started = await begun();
    started.store.edit({ comment: 'W' });
    started.store.begin({ ...NEW, comment: 'W' });
    expect(started.port.decisionNow()).toMatchObject({ decided: { id: 'id-2', comment: 'W' } });
    expect(started.store.unfinished()).toBe('said');
    started.store.begin(NEW);
    expect(started.port.decisionNow()).toBeNull();
    expect(started.store.unfinished()).toBeNull();
  });

  it('tells of each change, until nobody listens', async () => {
    const { store } = start();
    const heard = vi.fn();
    const stop = store.subscribe(heard);
    store.begin(NEW);
    await later();
    expect(heard).toHaveBeenCalled();
    stop();
    heard.mockClear();
    store.edit({ comment: 'x' });
    expect(heard).not.toHaveBeenCalled();
  });

  it('says that it could not ask where, and asks again; only the last answer counts', async () => {
    const ways: (() => Promise<DecisionWay>)[] = [
      () => Promise.reject(new Error('network')),
      () => later().then(() => 'nowhere' as const),
      () => Promise.resolve('note'),
    ];
    const started = await begun(
      {},
      { decisionWay: () => (ways.shift() ?? (() => Promise.resolve('task' as const)))() },
    );
    expect(started.store.view().way).toBe('could-not-ask');
    started.store.save(ON, words);
    expect(started.port.decided).toEqual([]);
    started.store.askWay();
    started.store.askWay();
    await later();
    await later();
    expect(started.store.view().way).toBe('note');
  });
});

describe('saving', () => {
  it('leaves once, whatever is pressed meanwhile, with what is on screen then', async () => {
    const started = await begun();
    const { store, port } = started;
    store.edit({ decision: CHOSEN, comment: 'Words' });
    store.save(LATER_ON, words);
    store.save(LATER_ON, words);
    store.edit({ comment: 'changed while it leaves' });
    store.begin(NEW);
    store.close();
    store.lookAgain();
    expect(at(started)).toBe('writing');
    expect(store.unfinished()).toBe('sending');
    expect(port.decided).toEqual([
      { decided: { id: 'id-1', decision: CHOSEN, comment: 'Words', on: LATER_ON, at: 7 }, ...WORDS, as: 'task' },
    ]);
    port.decisionAnswer(RECORDED);
    await later();
    expect(store.view().kept).toMatchObject({ decided: { comment: 'Words' }, write: RECORDED });
    expect(store.unfinished()).toBeNull();
    store.save(ON, words);
    expect(port.decided).toHaveLength(1);
    expect(port.decisionLooks).toEqual([]);
  });

  it('is nothing before it is known where', () => {
    const started = start();
    started.store.begin(NEW);
    started.store.save(ON, words);
    expect(started.port.decided).toEqual([]);
    expect(at(started)).toBe('editing');
  });

  it('makes the text of what leaves, not of what was there before', async () => {
    const { store, port } = await begun();
    store.edit({ comment: 'now' });
    store.save(LATER_ON, (decided) => ({ ...WORDS, items: [decided.comment, decided.on.level] }));
    expect(port.decided[0]?.items).toEqual(['now', 'navigator']);
  });

  it.each<readonly [SettledDecision, readonly string[]]>([
    [RECORDED, ['Task']],
    [{ ...RECORDED, as: 'note' }, ['DocumentReference']],
    [{ ...RECORDED, plan: { at: 'written', reference: 'CarePlan/1' } }, ['Task', 'CarePlan']],
    [{ ...RECORDED, plan: { at: 'unknown' } }, ['Task']],
    [{ at: 'staged', as: 'task' }, []],
    [{ at: 'unknown', as: 'task' }, []],
    [REFUSED, []],
    [{ at: 'not-remembered' }, []],
  ])('reads again what was saved, and nothing else: %o', async (write, sources) => {
    const { store, port, retried } = await begun();
    store.save(ON, words);
    port.decisionAnswer(write);
    await later();
    expect(retried).toEqual(sources);
  });

  it('keeps every word of what was refused, asks again where, and may be tried again under the same number', async () => {
    const ways: DecisionWay[] = ['task', 'note'];
    const started = await begun({}, { decisionWay: () => Promise.resolve(ways.shift() ?? 'nowhere') });
    const { store, port } = started;
    store.edit({ decision: CHOSEN, comment: 'Words' });
    store.save(ON, words);
    port.decisionAnswer(REFUSED);
    await later();
    expect(store.view()).toMatchObject({
      kept: { decided: { comment: 'Words', decision: CHOSEN }, write: REFUSED },
      way: 'note',
    });
    expect(port.decisionNow()).toMatchObject({ decided: { comment: 'Words' } });
    expect(store.unfinished()).toBe('said');
    store.save(ON, words);
    expect(port.decided.map(({ as, decided }) => [as, decided.id])).toEqual([
      ['task', 'id-1'],
      ['note', 'id-1'],
    ]);
    port.decisionAnswer({ ...RECORDED, as: 'note' });
    await later();
    expect(at(started)).toBe('recorded');
  });

  it('that failed in an unforeseen way is unknown, not refused', async () => {
    const started = await begun({}, { decide: () => Promise.reject(new Error('a bug')) });
    started.store.save(ON, words);
    await later();
    expect(at(started)).toBe('unknown');
    expect(started.store.unfinished()).toBe('may-have-left');
  });
});

describe('what may have left', () => {
  it('is only looked for, holds its place, and can neither be changed nor closed nor sent again', async () => {
    const started = await begun();
    const { store, port } = started;
    store.save(ON, words);
    port.decisionAnswer({ at: 'unknown', as: 'task' });
    await later();
    store.save(ON, words);
    store.edit({ comment: 'x' });
    store.begin(NEW);
    store.close();
    expect(store.view().kept).toMatchObject({ decided: { id: 'id-1', comment: '' }, write: { at: 'unknown' } });
    expect(port.decided).toHaveLength(1);
    store.lookAgain();
    store.lookAgain();
    expect(port.decisionLooks).toEqual(['id-1']);
    port.decisionFound(RECORDED);
    await later();
    expect(at(started)).toBe('recorded');
    expect(started.retried).toEqual(['Task']);
    store.close();
    expect(store.view().kept).toBeNull();
  });

  it.each(['writing', 'unknown'] as const)('and is found again as "%s" is looked for by itself', async (state) => {
    const started = start({ decision: keptAs({ at: state, as: 'note' }) });
    expect(started.port.decisionLooks).toEqual(['kept']);
    started.port.decisionFound({ ...RECORDED, as: 'note' });
    await later();
    expect(at(started)).toBe('recorded');
    expect(started.retried).toEqual(['DocumentReference']);
    expect(started.port.decided).toEqual([]);
  });
});

describe('what is found again in the tab', () => {
  it.each<readonly [DecisionWrite, string | null]>([
    [{ at: 'editing' }, 'said'],
    [REFUSED, 'said'],
    [{ at: 'not-remembered' }, null],
    [RECORDED, null],
    [{ at: 'staged', as: 'task' }, null],
  ])('%o', async (write, unfinished) => {
    const started = start({ decision: keptAs(write) });
    await later();
    expect(started.store.view().kept).toEqual(keptAs(write));
    expect(started.store.unfinished()).toBe(unfinished);
    expect(started.port.decisionLooks).toEqual([]);
    expect(started.port.decided).toEqual([]);
    // Where there is something to save it is known where.
    expect(started.store.view().way).toBe(['recorded', 'staged'].includes(write.at) ? null : 'task');
  });
});
