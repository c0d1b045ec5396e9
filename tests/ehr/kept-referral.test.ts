import { describe, expect, it } from 'vitest';
import type { ChannelId } from '../../src/domain/referral/channel.ts';
import type { SubmissionOutcome } from '../../src/domain/referral/outcome.ts';
import { problem } from '../../src/domain/problem.ts';
import type { FactWrite, KeptVisit } from '../../src/domain/visit/fact-write.ts';
import {
  createKeptStore,
  mayHaveLeftIn,
  readKept,
  type Binding,
  type KeptEntry,
  type Phase,
} from '../../src/ehr/kept-referral.ts';
import type { KeptReferral } from '../../src/ehr/port.ts';
import { blockedStorage, memoryStorage } from './support/memory-storage.ts';
import { DECISION, draft, OTHER_DECISION } from './support/referrals.ts';

const ruth: Binding = { issuer: 'https://ehr.example/fhir', patientId: 'p1', user: 'Practitioner/d1' };
const open = (storage: Storage, binding = ruth) => createKeptStore(storage, 'key', binding, () => 7);
const editing = (question = 'Pain.') => ({
  decisionId: DECISION,
  draft: { ...draft, question },
  phase: { at: 'editing' } as Phase,
});
const placed: SubmissionOutcome = { outcome: 'placed', reference: 'ServiceRequest/1', readBack: true, alsoOpen: [] };
const refused: SubmissionOutcome = { outcome: 'refused', problems: [problem('busy', 'x')] };

describe('a draft', () => {
  it('survives a reload', () => {
    const storage = memoryStorage();
    open(storage).save(editing('Nausea.'));
    expect(open(storage).load()).toEqual(editing('Nausea.'));
  });

  it('is gone when it is cleared, but its decision is remembered', () => {
    const storage = memoryStorage();
    const store = open(storage);
    store.save(editing());
    store.settle(DECISION, placed);
    store.clear();
    expect(open(storage).load()).toBeNull();
    expect(open(storage).phaseOf(DECISION)).toMatchObject({ at: 'settled', outcome: placed });
  });

  it.each([
    ['another patient', { ...ruth, patientId: 'p2' }],
    ['another user', { ...ruth, user: 'Practitioner/d2' }],
    ['nobody', { ...ruth, user: null }],
    ['another EHR', { ...ruth, issuer: 'https://other.example/fhir' }],
  ])('is not shown to %s', (_, binding) => {
    const storage = memoryStorage();
    open(storage).save(editing());
    expect(open(storage, binding).load()).toBeNull();
    expect(open(storage, binding).phaseOf(DECISION)).toBeNull();
  });

  it('is kept in the page where the browser keeps nothing', () => {
    const store = open(blockedStorage());
    store.save(editing('Nausea.'));
    expect(store.load()).toEqual(editing('Nausea.'));
  });

  it.each(['', '{', 'null', '7', '{"at":"x"}', '{"kept":null}', '[]'])('stored as %j is nothing', (text) => {
    expect(readKept(memoryStorage({ key: text }), 'key')).toBeNull();
    expect(open(memoryStorage({ key: text })).load()).toBeNull();
  });
});

describe('a decision', () => {
  const sending: Phase = { at: 'sending', since: 5, via: 'fhir-create' };

  it.each([
    ['is being sent', (store: ReturnType<typeof open>) => store.save({ ...editing(), phase: sending }), sending],
    [
      'was placed',
      (store: ReturnType<typeof open>) => store.settle(DECISION, placed),
      { at: 'settled', outcome: placed, time: 7 },
    ],
  ])('that %s does not become editable by a late save of the form', (_, act, phase) => {
    const storage = memoryStorage();
    const store = open(storage);
    store.save(editing());
    act(store);
    store.save(editing('typed late'));
    expect(open(storage).load()).toEqual({ ...editing('typed late'), phase });
  });

  it.each(['placed', 'prepared', 'staged'])('that is %s is never lowered to unknown or refused', (outcome) => {
    const storage = memoryStorage();
    const store = open(storage);
    const there = { ...placed, outcome } as SubmissionOutcome;
    store.save(editing());
    store.settle(DECISION, there);
    for (const lower of [refused, { outcome: 'unknown', via: 'fhir-create', why: problem('timeout', 'x') }] as const) {
      store.settle(DECISION, lower);
      store.save({ ...editing(), phase: { at: 'settled', outcome: lower, time: 9 } });
      store.save({ ...editing(), phase: sending });
      expect(open(storage).load()).toMatchObject({ phase: { outcome: { outcome } } });
      expect(open(storage).phaseOf(DECISION)).toMatchObject({ outcome: { outcome } });
    }
  });

  it('says when the browser did not keep it', () => {
    const full = open(blockedStorage());
    expect([full.save(editing()), full.settle(DECISION, placed)]).toEqual([false, false]);
    const store = open(memoryStorage());
    expect([store.save(editing()), store.settle(DECISION, placed)]).toEqual([true, true]);
  });

  it('is not said to be kept by a storage that takes nothing in and does not say so', () => {
    const deaf = Object.assign(memoryStorage(), { setItem: () => {} });
    const store = open(deaf);
    expect([store.save(editing()), store.settle(DECISION, placed), store.isStored()]).toEqual([false, false, false]);
    const storage = memoryStorage();
    open(storage).save(editing('before'));
    const later = open(Object.assign(storage, { setItem: () => {} }));
    expect([later.save(editing('after')), later.isStored()]).toEqual([false, false]);
  });

  it('is kept also when a later time of use is noted beside it at once', () => {
    const storage = memoryStorage();
    const touching = Object.assign(memoryStorage(), {
      getItem: (key: string) => storage.getItem(key),
      setItem: (key: string, text: string) => storage.setItem(key, text.replace('"at":7', '"at":8')),
    });
    expect(open(touching).save(editing())).toBe(true);
  });

  it('that was refused may be edited and sent again', () => {
    const store = open(memoryStorage());
    store.save(editing());
    store.settle(DECISION, refused);
    store.save(editing('better'));
    expect(store.load()).toEqual(editing('better'));
    expect(store.phaseOf(DECISION)).toEqual({ at: 'editing' });
  });

  it('settles whether or not its draft is the one that is kept', () => {
    const store = open(memoryStorage());
    store.save({ ...editing(), decisionId: OTHER_DECISION });
    store.settle(DECISION, placed);
    expect(store.load()).toMatchObject({ decisionId: OTHER_DECISION, phase: { at: 'editing' } });
    expect(store.phaseOf(DECISION)).toMatchObject({ at: 'settled' });
  });
});

describe('the way by which a decision may have left', () => {
  const sendingBy = (via: ChannelId): KeptReferral => ({ ...editing(), phase: { at: 'sending', since: 5, via } });
  const unknown: SubmissionOutcome = { outcome: 'unknown', via: 'task', why: problem('timeout', 'x') };

  it('is none before it is sent, and is known after a reload', () => {
    const storage = memoryStorage();
    const store = open(storage);
    store.save(editing());
    expect(store.wayOf(DECISION)).toBeNull();
    store.save(sendingBy('task'));
    expect([store.wayOf(DECISION), open(storage).wayOf(DECISION)]).toEqual(['task', 'task']);
    expect(open(storage).wayOf(OTHER_DECISION)).toBeNull();
  });

  it.each<readonly [string, (store: ReturnType<typeof open>) => void]>([
    ['its answer was lost', (store) => store.settle(DECISION, unknown)],
    ['it is there', (store) => store.settle(DECISION, placed)],
    [
      'the user says that it is not there',
      (store) => store.save({ ...editing(), phase: { at: 'settled', outcome: refused, time: 9 } }),
    ],
    ['the form is written in again', (store) => store.save(editing('typed later'))],
    ['the draft is thrown away', (store) => store.clear()],
    ['another decision is refused', (store) => store.settle(OTHER_DECISION, refused)],
  ])('stays when %s', (_, act) => {
    const storage = memoryStorage();
    const store = open(storage);
    store.save(sendingBy('task'));
    act(store);
    expect(open(storage).wayOf(DECISION)).toBe('task');
  });

  it('is free again only by the server’s word that nothing was made', () => {
    const storage = memoryStorage();
    const store = open(storage);
    store.save(sendingBy('task'));
    store.settle(DECISION, refused);
    expect(open(storage).wayOf(DECISION)).toBeNull();
  });

  it('stays when a later look refuses what is known to be there', () => {
    const store = open(memoryStorage());
    store.save(sendingBy('note'));
    store.settle(DECISION, { ...placed, outcome: 'filed', as: 'note' });
    store.settle(DECISION, refused);
    expect(store.wayOf(DECISION)).toBe('note');
    expect(store.phaseOf(DECISION)).toMatchObject({ outcome: { outcome: 'filed' } });
  });

  it('is not told to another user', () => {
    const storage = memoryStorage();
    open(storage).save(sendingBy('task'));
    expect(open(storage, { ...ruth, user: 'Practitioner/d2' }).wayOf(DECISION)).toBeNull();
  });

  it('is none in what an older version has kept, and nothing breaks', () => {
    const old = { at: 1, binding: ruth, kept: editing(), phases: { [DECISION]: { at: 'editing' } } };
    const store = open(memoryStorage({ key: JSON.stringify(old) }));
    expect([store.wayOf(DECISION), store.load()]).toEqual([null, editing()]);
    store.save(sendingBy('fhir-create'));
    expect(store.wayOf(DECISION)).toBe('fhir-create');
  });
});

it('a filed request is never lowered to unknown', () => {
  const store = open(memoryStorage());
  const filed: SubmissionOutcome = { ...placed, outcome: 'filed', as: 'task' };
  store.settle(DECISION, filed);
  store.settle(DECISION, { outcome: 'unknown', via: 'task', why: problem('timeout', 'x') });
  expect(store.phaseOf(DECISION)).toMatchObject({ outcome: filed });
});

describe('what was last sent', () => {
  const sending: Phase = { at: 'sending', since: 5, via: 'fhir-create' };

  it('is known beside what the form says now, also after a reload', () => {
    const storage = memoryStorage();
    const store = open(storage);
    expect(store.sentOf(DECISION)).toEqual([]);
    store.save({ ...editing('as sent'), phase: sending });
    store.settle(DECISION, { outcome: 'unknown', via: 'fhir-create', why: problem('timeout', 'x') });
    store.save({ ...editing('as sent'), phase: { at: 'settled', outcome: refused, time: 9 } });
    store.save(editing('typed later'));
    expect(open(storage).sentOf(DECISION)).toEqual([{ ...draft, question: 'as sent' }]);
    expect(open(storage).load()?.draft.question).toBe('typed later');
  });

  // The late save is kept as "sending", and its words are then taken for what was sent.
  it('is not what a late save of the form says while it is being sent', () => {
    const store = open(memoryStorage());
    store.save({ ...editing('as sent'), phase: sending });
    store.save(editing('typed late'));
    expect(store.sentOf(DECISION)).toEqual([{ ...draft, question: 'as sent' }]);
  });

  it('is nothing once the server has said that nothing was made', () => {
    const store = open(memoryStorage());
    store.save({ ...editing(), phase: sending });
    store.settle(DECISION, refused);
    expect(store.sentOf(DECISION)).toEqual([]);
  });
});

describe('what of an entry may have left', () => {
  const on = { lo: 1, hi: 1, precision: 'day', minutes: null } as const;
  const ecog = { id: 'e1', content: { is: 'performance', scale: 'ecog', value: 3 }, on, by: null, at: 1 } as const;
  const pain = { ...ecog, id: 'e2', content: { is: 'symptom', item: 'pain', score: 8 } } as const;
  const both = { entered: [ecog, pain], leftOut: [] };
  const none: KeptEntry = { at: 1, binding: ruth, kept: null, phases: {}, ways: {}, sent: {}, again: [] };
  const way = { [DECISION]: 'fhir-create' } as const;
  const visit = (write: FactWrite): KeptVisit => ({ ...both, writes: { e1: write, e2: { at: 'staged' } } });

  it.each<readonly [string, KeptEntry, { readonly [Name in keyof KeptEntry]?: KeptEntry[Name] | undefined } | null]>([
    ['nothing was sent', { ...none, kept: editing(), visit: both }, null],
    [
      'a draft that was sent, with what it tells',
      { ...none, kept: editing(), ways: way, visit: both },
      { kept: editing(), visit: both },
    ],
    [
      'another draft is begun since: not that one, and not what was said for it',
      { ...none, kept: { ...editing(), decisionId: OTHER_DECISION }, ways: way, visit: both },
      { kept: null, ways: way, visit: undefined },
    ],
    [
      'an entry is being written',
      { ...none, visit: visit({ at: 'writing' }) },
      { kept: null, visit: { entered: [ecog], leftOut: [], writes: { e1: { at: 'writing' } } } as KeptVisit },
    ],
    [
      'what became of writing it is not known',
      { ...none, kept: editing(), visit: visit({ at: 'unknown' }) },
      { kept: null, visit: { entered: [ecog], leftOut: [], writes: { e1: { at: 'unknown' } } } as KeptVisit },
    ],
    ['nothing was made of it', { ...none, visit: visit({ at: 'refused', problem: problem('busy', 'x') }) }, null],
  ])('%s', (_, entry, left) => {
    const found = mayHaveLeftIn(entry);
    expect(found).toEqual(left === null ? null : { ...entry, ...left });
  });

  it('is read of an entry of an older version, too', () => {
    const { ways: _ways, ...older } = none;
    expect(mayHaveLeftIn(older as KeptEntry)).toBeNull();
  });
});

describe('what else the form keeps with a draft', () => {
  it('stays when it is sent and settled, and goes with another draft', () => {
    const storage = memoryStorage();
    const store = open(storage);
    const before = { tried: [], letter: { entered: [], leftOut: [] } };
    const noted = { ...editing(), before };
    store.save(noted);
    store.save({ ...editing(), phase: { at: 'sending', since: 1, via: 'fhir-create' } });
    store.settle(DECISION, placed);
    expect(open(storage).load()).toMatchObject({ before, phase: { at: 'settled' } });
    store.save({ ...editing(), decisionId: OTHER_DECISION });
    expect(open(storage).load()).not.toHaveProperty('before');
  });
});
