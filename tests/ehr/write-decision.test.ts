/** A decision other than yes goes into the chart once, by a press, of the right patient; what became of it is what was seen. */
import { describe, expect, it } from 'vitest';
import type { ReferralRecord } from '../../src/domain/chart/records.ts';
import type { Decided, Decision } from '../../src/domain/decision/decision.ts';
import type { KeptDecision, SettledDecision } from '../../src/domain/decision/decision-write.ts';
import { dayOf } from '../../src/domain/logic/when.ts';
import { createSendLock } from '../../src/ehr/launch/send-lock.ts';
import type { OutgoingDecision } from '../../src/ehr/port.ts';
import type { SendLock } from '../../src/ehr/send-lock.ts';
import { BrowserLocks } from '../sending/locks.ts';
import { decisionTexts } from '../../src/words/decision-texts.ts';
import { CARE_ITEM_NAMES } from '../../src/words/en/decide.ts';
import { ENCOUNTER, keepingServer, PATIENT, takes, type Answers, type KeepingServer } from './support/chart-server.ts';
import { BASE, bundle, json, lost, outcome, type Asked } from './support/fake-fetch.ts';
import { launched, NOW, type Launch, type Launched } from './support/launched.ts';
import { fixedLife } from './support/life.ts';
import { memoryStorage } from './support/memory-storage.ts';
import { IDENTIFIER_SYSTEM, testSite } from './support/site.ts';

const TODAY = dayOf(2026, 11, 21);
const ID = '5f0c3c9e-8a51-4c53-9d53-0d9d5f3c1a77';
const ALL_SCOPES = 'patient/*.rs patient/Task.c patient/DocumentReference.c patient/CarePlan.c';

const NOT_NOW: Decision = { is: 'not-now', reason: 'limited-time', askAgain: TODAY + 30 };
const OUR_TEAM: Decision = { is: 'our-team', items: ['pain', 'planning'], askAgain: TODAY + 14 };

const decidedAs = (decision: Decision, change: Partial<Decided> = {}): Decided => ({
  id: ID,
  decision,
  comment: 'We have talked about it.',
  on: {
    triggers: ['cns-metastases'],
    level: 'specialist',
    engine: { version: '0.1.0', catalogue: '2026.1', profile: 'needs-v1' },
    asOf: TODAY,
  },
  at: NOW,
  ...change,
});

const outgoing = (decision: Decision = NOT_NOW, as: OutgoingDecision['as'] = 'task'): OutgoingDecision => {
  const decided = decidedAs(decision);
  return {
    decided,
    texts: decisionTexts(decided, 'Dr. Ada Okafor'),
    items: decision.is === 'our-team' ? decision.items.map((item) => CARE_ITEM_NAMES[item]) : [],
    as,
  };
};

type Type = 'Task' | 'DocumentReference' | 'CarePlan';
const TYPES: readonly Type[] = ['Task', 'DocumentReference', 'CarePlan'];

interface Opened extends Launched, KeepingServer<Type> {}

interface Change extends Partial<Omit<Launch, 'site'>> {
  readonly earlier?: Opened;
  readonly site?: Parameters<typeof testSite>[0];
}

function open(answers: Answers = {}, { earlier, site, ...different }: Change = {}): Opened {
  const at = earlier ?? keepingServer(TYPES, answers);
  return {
    ...at,
    ...launched(at.server, { scope: ALL_SCOPES, storage: earlier?.storage, site: testSite(site), ...different }),
  };
}

/** Makes it, and the answer is lost. */
function losing(type: Type): Opened {
  const opened: Opened = open({
    [`POST /${type}`]: ({ body }: Asked) => {
      opened.make(type, body);
      return lost();
    },
  });
  return opened;
}

const posts = ({ server }: Opened, type?: Type): readonly Asked[] =>
  server.asked.filter(({ method, path }) => method === 'POST' && (type === undefined || path === `/${type}`));
const kept = ({ ehr }: Opened): KeptDecision['write'] | undefined => ehr.kept.decision()?.write;
const became = (write: SettledDecision): string => (write.at === 'refused' ? write.problem.kind : write.at);

describe('where it would be saved', () => {
  it.each<readonly [what: string, way: string, Answers, Change]>([
    ['an EHR that takes everything', 'task', {}, {}],
    ['no Task is advertised', 'note', { '/metadata': () => json(takes('DocumentReference', 'CarePlan')) }, {}],
    ['no Task is granted', 'note', {}, { scope: 'patient/*.rs patient/DocumentReference.c' }],
    ['the site closes Task', 'note', {}, { site: { issuer: { creates: { Task: 'no' } } } }],
    ['the site wants notes', 'note', {}, { site: { site: { decisions: { recordAs: ['note'] } } } }],
    ['the site wants nothing', 'nowhere', {}, { site: { site: { decisions: { recordAs: [] } } } }],
    [
      'the site wants tasks only, and none is granted',
      'not-allowed',
      {},
      {
        scope: 'patient/*.rs patient/DocumentReference.c',
        site: { site: { decisions: { recordAs: ['task'] } } },
      },
    ],
    ['nothing may be created', 'not-allowed', {}, { scope: 'patient/*.rs' }],
    ['nothing may be created, in the first syntax', 'not-allowed', {}, { scope: 'patient/*.read user/Task.read' }],
    ['tasks may be created, in the first syntax', 'task', {}, { scope: 'patient/*.read user/Task.write' }],
    ['nothing is advertised', 'nowhere', { '/metadata': () => json(takes('ServiceRequest')) }, {}],
    ['the server cannot be asked', 'could-not-ask', { '/metadata': () => json({}, 500) }, {}],
    [
      'the site says yes, and the server cannot be asked',
      'task',
      { '/metadata': () => json({}, 500) },
      {
        site: { issuer: { creates: { Task: 'yes' } } },
      },
    ],
    [
      'a note needs a visit, and the visit is over',
      'nowhere',
      { '/Encounter/e1': () => json({ ...ENCOUNTER, status: 'finished' }) },
      {
        site: { referral: { note: { needsEncounter: true } }, site: { decisions: { recordAs: ['note'] } } },
      },
    ],
    [
      'a note needs a visit, and there is one',
      'note',
      {},
      {
        site: { referral: { note: { needsEncounter: true } }, site: { decisions: { recordAs: ['note'] } } },
      },
    ],
  ])('%s: %s', async (_, way, answers, change) => {
    const opened = open(answers, change);
    expect(await opened.ehr.decisionWay()).toBe(way);
    expect(posts(opened)).toEqual([]);
  });
});

describe('writing it', () => {
  it('verifies the patient, sends one Task, and says where it is', async () => {
    const opened = open();
    const write = await opened.ehr.decide(outgoing());
    expect(write).toEqual({ at: 'recorded', as: 'task', reference: 'Task/Task-1', plan: null });
    expect(kept(opened)).toEqual(write);
    expect(opened.chart.Task).toHaveLength(1);
    expect(opened.chart.Task[0]).toMatchObject({
      resourceType: 'Task',
      status: 'completed',
      intent: 'proposal',
      for: { reference: 'Patient/p1' },
      encounter: { reference: 'Encounter/e1' },
      requester: { reference: 'Practitioner/d1' },
      identifier: [{ system: IDENTIFIER_SYSTEM, value: ID }],
      restriction: { period: { start: '2026-12-21' } },
    });
    // Nobody is asked to do anything.
    expect(opened.chart.Task[0]).not.toHaveProperty('owner');
    expect(posts(opened)).toHaveLength(1);
    const paths = opened.server.asked.map(({ method, path }) => `${method} ${path}`);
    expect(paths.indexOf('GET /Patient/p1')).toBeGreaterThan(-1);
    expect(paths.indexOf('GET /Patient/p1')).toBeLessThan(paths.indexOf('POST /Task'));
  });

  it('is a note, under the same number, where no Task is taken', async () => {
    const opened = open({ '/metadata': () => json(takes('DocumentReference')) });
    const write = await opened.ehr.decide(outgoing(NOT_NOW, 'note'));
    expect(write).toMatchObject({ at: 'recorded', as: 'note', reference: 'DocumentReference/DocumentReference-1' });
    expect(opened.chart.DocumentReference[0]).toMatchObject({
      status: 'current',
      subject: { reference: 'Patient/p1' },
      identifier: [{ system: IDENTIFIER_SYSTEM, value: ID }],
    });
    expect(posts(opened, 'Task')).toEqual([]);
  });

  it('sends nothing where it would not be remembered, and says so', async () => {
    const opened = open({}, { scope: 'patient/*.rs' });
    expect(await opened.ehr.decide(outgoing(NOT_NOW, 'nowhere'))).toEqual({ at: 'not-remembered' });
    expect(kept(opened)).toEqual({ at: 'not-remembered' });
    expect(posts(opened)).toEqual([]);
  });

  it.each<readonly [OutgoingDecision['as'], Change]>([
    ['task', { scope: 'patient/*.rs patient/DocumentReference.c' }],
    ['note', {}],
    ['task', { scope: 'patient/*.rs' }],
  ])('goes nowhere but where the screen has said: as %s', async (as, change) => {
    const opened = open({}, change);
    expect(became(await opened.ehr.decide(outgoing(NOT_NOW, as)))).toBe('changed');
    expect(posts(opened)).toEqual([]);
  });

  it('is sent once, however often it is asked for and after a reload too', async () => {
    const opened = open();
    await Promise.all([opened.ehr.decide(outgoing()), opened.ehr.decide(outgoing())]);
    await opened.ehr.decide(outgoing());
    const again = open({}, { earlier: opened });
    expect((await again.ehr.decide(outgoing())).at).toBe('recorded');
    expect(posts(opened)).toHaveLength(1);
  });

  it('is not sent when it is there already, sent a second time by the browser itself', async () => {
    const opened = open();
    await opened.ehr.decide(outgoing());
    const other = open({}, { earlier: { ...opened, storage: memoryStorage() } });
    expect(await other.ehr.decide(outgoing())).toMatchObject({ at: 'recorded', reference: 'Task/Task-1' });
    expect(posts(opened)).toHaveLength(1);
  });

  it.each([false, true])('sends If-None-Exist only where the site has it: %s', async (conditionalCreate) => {
    const opened = open({}, { site: { issuer: { conditionalCreate } } });
    await opened.ehr.decide(outgoing(OUR_TEAM));
    const wanted = conditionalCreate ? `identifier=${encodeURIComponent(`${IDENTIFIER_SYSTEM}|${ID}`)}` : null;
    expect(posts(opened).map(({ headers }) => headers.get('If-None-Exist'))).toEqual([wanted, wanted]);
  });

  it.each<readonly [who: string, Record<string, unknown>, string]>([
    ['another patient', { name: [{ use: 'official', family: 'Okafor' }], birthDate: '1971-01-01' }, 'wrong-patient'],
    ['a patient who has died', { deceasedBoolean: true }, 'patient-deceased'],
    ['a record that is in use no more', { active: false }, 'wrong-patient'],
  ])('stops for %s', async (_, change, why) => {
    const opened = open();
    await opened.ehr.loadChart(() => {});
    opened.server.answers['/Patient/p1'] = () => json({ ...PATIENT, ...change });
    expect(became(await opened.ehr.decide(outgoing(OUR_TEAM)))).toBe(why);
    expect(posts(opened)).toEqual([]);
  });

  it('stops when the session is about to end', async () => {
    const opened = open({}, { life: fixedLife(NOW + 30_000, () => NOW) });
    expect(became(await opened.ehr.decide(outgoing()))).toBe('ending');
    expect(posts(opened)).toEqual([]);
  });

  it('stops when the tab cannot note that it leaves', async () => {
    const storage = memoryStorage();
    const opened = open({}, { storage });
    storage.setItem = () => {
      throw new Error('full');
    };
    expect(became(await opened.ehr.decide(outgoing()))).toBe('not-kept');
    expect(posts(opened)).toEqual([]);
  });

  it('gives the EHR’s own reason when it refuses; after a 403 it would be a note, and goes as one when asked for', async () => {
    const opened = open({ 'POST /Task': () => json(outcome('Tasks are closed to apps'), 403) });
    const write = await opened.ehr.decide(outgoing());
    expect(write).toMatchObject({ at: 'refused', problem: { said: ['Tasks are closed to apps'] } });
    expect(kept(opened)).toEqual(write);
    expect(await opened.ehr.decisionWay()).toBe('note');
    // The screen says so first: what it said before does not hold.
    expect(became(await opened.ehr.decide(outgoing()))).toBe('changed');
    expect((await opened.ehr.decide(outgoing(NOT_NOW, 'note'))).at).toBe('recorded');
    expect(posts(opened).map(({ path }) => path)).toEqual(['/Task', '/DocumentReference']);
  });

  it('after a 403 on each way it is not allowed, also after a reload of the same visit', async () => {
    const no = () => json(outcome('Not for your role'), 403);
    const opened = open({ 'POST /Task': no, 'POST /DocumentReference': no });
    await opened.ehr.decide(outgoing());
    await opened.ehr.decide(outgoing(NOT_NOW, 'note'));
    expect(await opened.ehr.decisionWay()).toBe('not-allowed');
    const again = open({}, { earlier: opened });
    expect(await again.ehr.decisionWay()).toBe('not-allowed');
    expect(posts(opened)).toHaveLength(2);
  });

  it('may be tried again after the content was refused', async () => {
    let refuses = true;
    const opened: Opened = open({
      'POST /Task': ({ body }) => (refuses ? json(outcome('No'), 422) : opened.make('Task', body)),
    });
    expect((await opened.ehr.decide(outgoing())).at).toBe('refused');
    refuses = false;
    expect((await opened.ehr.decide(outgoing())).at).toBe('recorded');
    expect(opened.chart.Task).toHaveLength(1);
  });

  it('is recorded when a conflict turns out to be itself, and refused when no look shows it', async () => {
    const itself: Opened = open({
      'POST /Task': ({ body }) => {
        itself.make('Task', body);
        return json(outcome('There is one already'), 409);
      },
    });
    expect((await itself.ehr.decide(outgoing())).at).toBe('recorded');
    const other = open({ 'POST /Task': () => json(outcome('Somebody else was here'), 409) });
    expect(await other.ehr.decide(outgoing())).toMatchObject({
      at: 'refused',
      problem: { kind: 'conflict', said: ['Somebody else was here'] },
    });
    expect(await other.ehr.decisionWay()).toBe('task');
  });

  it('is taken in for review where the site says so, once', async () => {
    const opened = open({}, { site: { issuer: { creates: { Task: 'staged' } } } });
    expect(await opened.ehr.decide(outgoing())).toEqual({ at: 'staged', as: 'task' });
    expect((await opened.ehr.decide(outgoing())).at).toBe('staged');
    expect(posts(opened)).toHaveLength(1);
  });
});

/** The windows of one browser, each with its own storage, on one server. `time` lets the waits of their locks end. */
function browser(opened: Opened) {
  const locks = new BrowserLocks();
  const waits: (() => void)[] = [];
  const sleep = (): Promise<void> => new Promise((done) => void waits.push(done));
  const lockOf = (page: object, patientId: string): SendLock =>
    createSendLock(locks.of(page), BASE, patientId, { sleep, others: locks.channelOf(page), page: String(pages++) });
  let pages = 0;
  return {
    window: (change: Change = {}, patientId = 'p1'): Opened & { readonly close: () => void } => {
      const page = {};
      const storage = change.storage ?? memoryStorage();
      const lock = lockOf(page, patientId);
      return { ...open({}, { ...change, earlier: opened, storage, lock }), close: () => locks.releaseAll(page) };
    },
    /** Another window of the same patient that sends a referral: it takes the lock as `referrals.ts` does. */
    lock: (patientId = 'p1') => lockOf({}, patientId),
    waitsEnd: async (): Promise<void> => {
      for (const done of waits.splice(0)) done();
      await new Promise((done) => setTimeout(done, 5));
    },
  };
}

const heard = (): Promise<void> => new Promise((done) => setTimeout(done, 5));

describe('a note that later launches do not find', () => {
  const NOTES = { '/metadata': () => json(takes('DocumentReference', 'CarePlan')) };
  const NO_READING = 'patient/Patient.rs patient/Encounter.rs patient/DocumentReference.c patient/CarePlan.c';
  const searchedWith =
    (allowed: (params: URLSearchParams) => boolean, otherwise: () => Response) =>
    ({ url }: Asked): Response | undefined =>
      url.searchParams.has('identifier') || allowed(url.searchParams) ? undefined : otherwise();
  /** The usual answers, but for searches that this one answers itself. */
  const opening = (answer: (asked: Asked) => Response | undefined, change: Change = {}): Opened => {
    const opened = open(NOTES, change);
    const usual = opened.server.answers['/DocumentReference'];
    opened.server.answers['/DocumentReference'] = (asked) => answer(asked) ?? usual?.(asked);
    return opened;
  };
  const decideAsNote = async (opened: Opened) => await opened.ehr.decide(outgoing(NOT_NOW, 'note'));
  const decisionsAtNextLaunch = async (opened: Opened, change: Change = {}): Promise<number> => {
    const { ehr } = open({}, { ...change, earlier: { ...opened, storage: memoryStorage() } });
    const loaded = await ehr.loadChart(() => {});
    return loaded.ok ? loaded.value.chart.decisions.length : 0;
  };

  const none = (): Response => json(bundle([]));
  it.each<readonly [what: string, (asked: Asked) => Response | undefined, Change, remembered: boolean]>([
    ['there is no right to search notes', () => undefined, { scope: NO_READING }, false],
    [
      'the search for notes is refused',
      searchedWith(
        () => false,
        () => json(outcome('No'), 403),
      ),
      {},
      false,
    ],
    [
      'the search for notes fails',
      searchedWith(
        () => false,
        () => json({}, 500),
      ),
      {},
      false,
    ],
    ['the server leaves it out', searchedWith(() => false, none), {}, false],
    [
      'the server shows only notes of another type',
      searchedWith(
        (params) => (params.get('type') ?? '').includes('42348-3') && !(params.get('type') ?? '').includes('11506-3'),
        none,
      ),
      {},
      false,
    ],
    [
      'a type is demanded',
      searchedWith(
        (params) => (params.get('type') ?? '').includes('11506-3'),
        () => json(outcome('No'), 400),
      ),
      {},
      true,
    ],
    [
      'a type is demanded and the site has its own',
      searchedWith(
        (params) => (params.get('type') ?? '').split(',').includes('https://site.example/types|n1'),
        () => json(outcome('No'), 400),
      ),
      { site: { site: { decisions: { noteType: { system: 'https://site.example/types', code: 'n1' } } } } },
      true,
    ],
    ['notes may be searched', () => undefined, {}, true],
  ])('is said as that, and only that, where %s', async (_, answer, change, remembered) => {
    const opened = opening(answer, change);
    const write = await decideAsNote(opened);
    expect(write).toEqual({
      at: 'recorded',
      as: 'note',
      reference: 'DocumentReference/DocumentReference-1',
      plan: null,
      ...(remembered ? {} : { notFoundAgain: true }),
    });
    expect(kept(opened)).toEqual(write);
    expect(posts(opened)).toHaveLength(1);
    // What was said is what the next launch does.
    expect(await decisionsAtNextLaunch(opened, change)).toBe(remembered ? 1 : 0);
  });

  it('is not said of one that its search shows a moment later', async () => {
    let looks = 0;
    const opened = opening(searchedWith(() => (looks += 1) > 1, none));
    expect(await decideAsNote(opened)).not.toHaveProperty('notFoundAgain');
    expect(looks).toBe(2);
  });

  it('is said when the server keeps the note without its line, so that nobody can read the decision', async () => {
    const opened = opening(() => undefined);
    opened.server.answers['POST /DocumentReference'] = ({ body }) => {
      const { description: _line, content: _text, ...bare } = body as Record<string, unknown>;
      return opened.make('DocumentReference', bare);
    };
    expect(await decideAsNote(opened)).toMatchObject({ at: 'recorded', notFoundAgain: true });
  });

  it('asks no search a second time under the same name: a server may answer it from its store', async () => {
    const opened = opening(() => undefined);
    await opened.ehr.loadChart(() => {});
    const before = opened.server.asked.length;
    await decideAsNote(opened);
    const counts = (asked: readonly Asked[]) =>
      asked
        .filter(({ path, url }) => path === '/DocumentReference' && url.searchParams.get('status') === 'current')
        .map(({ url }) => url.searchParams.get('_count'));
    const again = counts(opened.server.asked.slice(before));
    expect(again).toHaveLength(1);
    expect(counts(opened.server.asked.slice(0, before))).not.toContain(again[0]);
  });

  it('is said of one that is found after its answer was lost, too', async () => {
    const opened = opening(searchedWith(() => false, none));
    opened.server.answers['POST /DocumentReference'] = () => lost();
    expect((await decideAsNote(opened)).at).toBe('unknown');
    opened.chart.DocumentReference.push({ ...(posts(opened)[0]?.body as object), id: 'DocumentReference-1' });
    expect(await opened.ehr.findDecision(decidedAs(NOT_NOW))).toMatchObject({ at: 'recorded', notFoundAgain: true });
  });
});

describe('a decision that the server keeps in part', () => {
  const FOR_GOOD: Decision = { is: 'patient-declined', reason: null, doNotAskAgain: true, askAgain: TODAY + 90 };
  const LATER: Decision = { is: 'patient-declined', reason: null, doNotAskAgain: false, askAgain: TODAY + 300 };
  const keeping = (type: Type, change: (sent: Record<string, unknown>) => Record<string, unknown>): Opened => {
    const opened: Opened = open({
      ...(type === 'Task' ? {} : { '/metadata': () => json(takes(type)) }),
      [`POST /${type}`]: ({ body }) => opened.make(type, change(structuredClone(body) as Record<string, unknown>)),
    });
    return opened;
  };
  const without =
    (...names: readonly string[]) =>
    (sent: Record<string, unknown>): Record<string, unknown> =>
      Object.fromEntries(Object.entries(sent).filter(([name]) => !names.includes(name)));

  it.each<readonly [what: string, Decision, change: (sent: Record<string, unknown>) => Record<string, unknown>]>([
    ['“please do not ask again” without its outputs', FOR_GOOD, without('output')],
    ['the patient’s no without its reason', LATER, without('statusReason')],
    ['the patient’s no without outputs and reason', FOR_GOOD, without('output', 'statusReason')],
    ['a day of the patient’s own without its restriction', LATER, without('restriction')],
    ['not now without outputs', NOT_NOW, without('output')],
    ['not now without its day', NOT_NOW, without('restriction')],
    ['our team without its code', OUR_TEAM, without('code')],
    ['a status of the server’s own', NOT_NOW, (sent) => ({ ...sent, status: 'draft' })],
  ])('is not said to be remembered as a task: %s', async (_, decision, change) => {
    const opened = keeping('Task', change);
    const write = await opened.ehr.decide(outgoing(decision));
    expect(write).toMatchObject({ at: 'recorded', as: 'task', notFoundAgain: true });
    expect(kept(opened)).toMatchObject({ notFoundAgain: true });
    expect(posts(opened, 'Task')).toHaveLength(1);
  });

  const elsewhere = (sent: Record<string, unknown>): Record<string, unknown> => {
    const [{ attachment } = { attachment: {} }] = sent['content'] as { attachment: Record<string, unknown> }[];
    const { data: _data, ...others } = attachment;
    return { ...sent, content: [{ attachment: { ...others, url: `${BASE}/Binary/b1` } }] };
  };
  it.each<readonly [string, OutgoingDecision['as'], (sent: Record<string, unknown>) => Record<string, unknown>]>([
    ['a task without its code', 'task', without('code')],
    [
      'a note whose text lies elsewhere, and without description',
      'note',
      (sent) => without('description')(elsewhere(sent)),
    ],
  ])('is no referral: %s', async (_, as, change) => {
    const opened = keeping(as === 'task' ? 'Task' : 'DocumentReference', change);
    expect(await opened.ehr.decide(outgoing(FOR_GOOD, as))).toMatchObject({ at: 'recorded', notFoundAgain: true });
    expect(await opened.ehr.duplicates()).toMatchObject({ result: 'none' });
    const { ehr } = open({}, { earlier: { ...opened, storage: memoryStorage() } });
    await ehr.loadChart(() => {});
    const followed = await ehr.followUp();
    expect((await followed?.read(true))?.referrals).toEqual([]);
  });

  it('is remembered where what was dropped bears on nothing', async () => {
    const opened = keeping('Task', without('note', 'description', 'encounter', 'authoredOn'));
    expect(await opened.ehr.decide(outgoing(FOR_GOOD))).not.toHaveProperty('notFoundAgain');
  });
});

describe('two windows of one browser', () => {
  const anotherOf = (one: OutgoingDecision): OutgoingDecision => ({
    ...one,
    decided: { ...one.decided, id: '0b9fd3a6-1f2e-4b1a-9d7b-66d0c2f2a002' },
  });

  it.each(['task', 'note'] as const)(
    'write one decision between them, as a %s, and nothing of the other leaves',
    async (as) => {
      const opened = open(as === 'task' ? {} : { '/metadata': () => json(takes('DocumentReference')) });
      const { window } = browser(opened);
      const [first, second] = [window(), window()];
      const [one, other] = await Promise.all([
        first.ehr.decide(outgoing(NOT_NOW, as)),
        second.ehr.decide(anotherOf(outgoing(NOT_NOW, as))),
      ]);
      expect([became(one), became(other)]).toEqual(['recorded', 'elsewhere']);
      expect(kept(second)).toMatchObject({ at: 'refused', problem: { kind: 'elsewhere' } });
      expect(posts(opened)).toHaveLength(1);
    },
  );

  it('keep each other out until a search is sure to show it; then it may be saved', async () => {
    const opened = open();
    const { window, waitsEnd } = browser(opened);
    const [first, second] = [window(), window()];
    expect(became(await first.ehr.decide(outgoing()))).toBe('recorded');
    expect(became(await second.ehr.decide(anotherOf(outgoing())))).toBe('elsewhere');
    expect(posts(opened)).toHaveLength(1);
    await waitsEnd();
    expect(became(await second.ehr.decide(anotherOf(outgoing())))).toBe('recorded');
  });

  it.each<readonly [what: string, answer: () => Promise<Response>, waits: boolean]>([
    ['is not known', () => lost(), true],
    ['was refused', async () => json(outcome('No'), 422), false],
  ])('wait for each other when what became of it %s: %s', async (_, answer, waits) => {
    const opened = open({ 'POST /Task': answer });
    const { window } = browser(opened);
    const [first, second] = [window(), window()];
    await first.ehr.decide(outgoing());
    await heard();
    const other = await second.ehr.decide(anotherOf(outgoing()));
    expect(became(other) === 'elsewhere').toBe(waits);
  });

  it('write no decision while a referral of the same patient goes out, and none goes out while one is written', async () => {
    const opened = open();
    const { window, lock } = browser(opened);
    const referring = lock();
    const refused = await referring.alone(async () => ({ value: await window().ehr.decide(outgoing()), keepFor: 0 }));
    expect(refused).toMatchObject({ at: 'refused', problem: { kind: 'elsewhere' } });
    expect(posts(opened)).toEqual([]);
    const deciding = window();
    await heard();
    let sent: boolean | null = null;
    opened.server.answers['POST /Task'] = async ({ body }) => {
      sent = await lock().alone(async () => ({ value: true, keepFor: 0 }));
      return opened.make('Task', body);
    };
    expect(became(await deciding.ehr.decide(outgoing()))).toBe('recorded');
    expect(sent).toBeNull();
  });

  it('do not wait for a window of another patient', async () => {
    const opened = open();
    const { window, lock } = browser(opened);
    const other = lock('p2');
    const write = await other.alone(async () => ({ value: await window().ehr.decide(outgoing()), keepFor: 0 }));
    expect(write?.at).toBe('recorded');
  });

  it('are kept apart by one that was loaded again in the middle, too', async () => {
    const opened = open({ 'POST /Task': () => new Promise(() => {}) });
    const { window } = browser(opened);
    const first = window();
    void first.ehr.decide(outgoing());
    await expect.poll(() => posts(opened).length).toBe(1);
    first.close();
    // Its own storage is there again; the other window was opened after it, and has heard nothing before.
    const again = window({ storage: first.storage });
    const second = window();
    await heard();
    expect(became(await second.ehr.decide(anotherOf(outgoing())))).toBe('elsewhere');
    expect((await again.ehr.decide(outgoing())).at).toBe('unknown');
    expect(posts(opened)).toHaveLength(1);
  });
});

describe('a lost answer', () => {
  it.each<readonly [OutgoingDecision['as'], Type]>([
    ['task', 'Task'],
    ['note', 'DocumentReference'],
  ])('of a %s is looked up by its number, and is recorded when it is there', async (as, type) => {
    const opened = losing(type);
    if (as === 'note') opened.server.answers['/metadata'] = () => json(takes('DocumentReference'));
    expect(await opened.ehr.decide(outgoing(NOT_NOW, as))).toMatchObject({ at: 'recorded', as });
    expect(posts(opened)).toHaveLength(1);
    const looked = opened.server.asked.filter(({ url }) => url.searchParams.has('identifier'));
    expect(looked.at(-1)?.url.searchParams.get('identifier')).toBe(`${IDENTIFIER_SYSTEM}|${ID}`);
  });

  it('is unknown when nothing shows it, is never sent again, and is found later', async () => {
    const opened = open({ 'POST /Task': () => lost() });
    expect(await opened.ehr.decide(outgoing())).toEqual({ at: 'unknown', as: 'task' });
    expect((await opened.ehr.decide(outgoing())).at).toBe('unknown');
    expect((await opened.ehr.findDecision(decidedAs(NOT_NOW))).at).toBe('unknown');
    // Not as a note either: it would be two.
    expect((await opened.ehr.decide(outgoing(NOT_NOW, 'note'))).at).toBe('unknown');
    const again = open({}, { earlier: opened });
    expect((await again.ehr.decide(outgoing())).at).toBe('unknown');
    expect(posts(opened)).toHaveLength(1);
    opened.chart.Task.push({ ...(posts(opened)[0]?.body as object), id: 'Task-1' });
    expect((await again.ehr.findDecision(decidedAs(NOT_NOW))).at).toBe('recorded');
    expect(posts(opened)).toHaveLength(1);
  });

  it('of a note is looked for among the notes, also after a reload', async () => {
    const opened = open({
      '/metadata': () => json(takes('DocumentReference')),
      'POST /DocumentReference': () => lost(),
    });
    expect(await opened.ehr.decide(outgoing(NOT_NOW, 'note'))).toEqual({ at: 'unknown', as: 'note' });
    opened.chart.DocumentReference.push({ ...(posts(opened)[0]?.body as object), id: 'DocumentReference-1' });
    const again = open({}, { earlier: opened });
    expect(await again.ehr.findDecision(decidedAs(NOT_NOW))).toMatchObject({ at: 'recorded', as: 'note' });
    expect(posts(opened)).toHaveLength(1);
  });

  it('in the middle of which the page was loaded again is only looked for', async () => {
    const opened = open({ 'POST /Task': () => new Promise(() => {}) });
    void opened.ehr.decide(outgoing());
    await expect.poll(() => posts(opened).length).toBe(1);
    expect(kept(opened)).toEqual({ at: 'writing', as: 'task' });
    const again = open({}, { earlier: opened });
    expect((await again.ehr.decide(outgoing())).at).toBe('unknown');
    expect(posts(opened)).toHaveLength(1);
  });

  it('of somebody else’s record under our number is no success', async () => {
    const opened = open({ 'POST /Task': () => lost() });
    opened.chart.Task.push({
      resourceType: 'Task',
      id: 'Task-1',
      status: 'completed',
      for: { reference: 'Patient/p2' },
      identifier: [{ system: IDENTIFIER_SYSTEM, value: ID }],
    });
    expect((await opened.ehr.decide(outgoing())).at).toBe('unknown');
  });

  it('that has been entered in error meanwhile is said as that', async () => {
    const opened = open({ 'POST /Task': () => lost() });
    await opened.ehr.decide(outgoing());
    opened.chart.Task.push({ ...(posts(opened)[0]?.body as object), id: 'Task-1', status: 'entered-in-error' });
    expect(became(await opened.ehr.findDecision(decidedAs(NOT_NOW)))).toBe('taken-back');
  });
});

describe('what our team takes on', () => {
  it('is a care plan beside the decision, under the same number', async () => {
    const opened = open();
    expect(await opened.ehr.decide(outgoing(OUR_TEAM))).toEqual({
      at: 'recorded',
      as: 'task',
      reference: 'Task/Task-1',
      plan: { at: 'written', reference: 'CarePlan/CarePlan-1' },
    });
    expect(opened.chart.CarePlan[0]).toMatchObject({
      status: 'active',
      intent: 'plan',
      subject: { reference: 'Patient/p1' },
      identifier: [{ system: IDENTIFIER_SYSTEM, value: ID }],
      activity: [{ detail: { description: 'Pain' } }, { detail: { description: 'Advance care planning' } }],
    });
    expect(posts(opened).map(({ path }) => path)).toEqual(['/Task', '/CarePlan']);
  });

  it.each<readonly [what: string, plan: object, Answers, Change]>([
    ['the server takes none', { at: 'none' }, { '/metadata': () => json(takes('Task')) }, {}],
    ['none is granted', { at: 'none' }, {}, { scope: 'patient/*.rs patient/Task.c' }],
    ['its answer is lost', { at: 'unknown' }, { 'POST /CarePlan': () => lost() }, {}],
    ['it is refused', { at: 'refused' }, { 'POST /CarePlan': () => json(outcome('No plans'), 422) }, {}],
    ['it waits for review', { at: 'staged' }, {}, { site: { issuer: { creates: { CarePlan: 'staged' } } } }],
  ])('does not cost the decision when %s', async (_, plan, answers, change) => {
    const opened = open(answers, change);
    expect(await opened.ehr.decide(outgoing(OUR_TEAM))).toMatchObject({ at: 'recorded', plan });
    expect((await opened.ehr.decide(outgoing(OUR_TEAM))).at).toBe('recorded');
    expect(posts(opened, 'Task')).toHaveLength(1);
    expect(posts(opened, 'CarePlan').length).toBeLessThanOrEqual(1);
  });

  it('is not tried a second time in this launch where the server has refused it', async () => {
    const opened = open({ 'POST /CarePlan': () => json(outcome('Not you'), 403) });
    expect(await opened.ehr.decide(outgoing(OUR_TEAM))).toMatchObject({ at: 'recorded', plan: { at: 'refused' } });
    const again = { ...outgoing(OUR_TEAM), decided: { ...decidedAs(OUR_TEAM), id: 'another-decision' } };
    expect(await opened.ehr.decide(again)).toMatchObject({ at: 'recorded', plan: { at: 'none' } });
    expect(posts(opened, 'CarePlan')).toHaveLength(1);
  });

  it('is not said to be unwanted where nobody could ask whether the server takes one', async () => {
    const opened: Opened = open(
      { '/metadata': () => json({}, 500) },
      { site: { issuer: { creates: { Task: 'yes' } } } },
    );
    expect(await opened.ehr.decide(outgoing(OUR_TEAM))).toMatchObject({ at: 'recorded', plan: { at: 'refused' } });
    expect(posts(opened, 'CarePlan')).toEqual([]);
  });

  it('does not leave when the decision was refused or lost', async () => {
    const refused = open({ 'POST /Task': () => json(outcome('No'), 422) });
    await refused.ehr.decide(outgoing(OUR_TEAM));
    expect(posts(refused, 'CarePlan')).toEqual([]);
    const unknown = open({ 'POST /Task': () => lost() });
    await unknown.ehr.decide(outgoing(OUR_TEAM));
    await unknown.ehr.findDecision(decidedAs(OUR_TEAM));
    expect(posts(unknown, 'CarePlan')).toEqual([]);
    // Found later: of the list it is said that it was not saved, for it never left.
    unknown.chart.Task.push({ ...(posts(unknown, 'Task')[0]?.body as object), id: 'Task-1' });
    expect(await unknown.ehr.findDecision(decidedAs(OUR_TEAM))).toMatchObject({
      at: 'recorded',
      plan: { at: 'refused' },
    });
    expect(posts(unknown, 'CarePlan')).toEqual([]);
  });

  it('does not leave for another patient: the record is read again before it too', async () => {
    const opened: Opened = open({
      'POST /Task': ({ body }) => {
        opened.server.answers['/Patient/p1'] = () => json({ ...PATIENT, deceasedBoolean: true });
        return opened.make('Task', body);
      },
    });
    expect(await opened.ehr.decide(outgoing(OUR_TEAM))).toMatchObject({
      at: 'recorded',
      plan: { at: 'refused', problem: { kind: 'patient-deceased' } },
    });
    expect(posts(opened, 'CarePlan')).toEqual([]);
  });

  it('left when the page was loaded again: the decision is recorded, of the plan nothing is claimed', async () => {
    const opened = open({ 'POST /CarePlan': () => new Promise(() => {}) });
    void opened.ehr.decide(outgoing(OUR_TEAM));
    await expect.poll(() => posts(opened, 'CarePlan').length).toBe(1);
    const again = open({}, { earlier: opened });
    expect(kept(again)).toMatchObject({ at: 'recorded', plan: { at: 'unknown' } });
    await again.ehr.decide(outgoing(OUR_TEAM));
    expect(posts(opened)).toHaveLength(2);
  });
});

describe('what was written and is read again', () => {
  const read = async ({ ehr }: Opened) => {
    const loaded = await ehr.loadChart(() => {});
    if (!loaded.ok) throw new Error(loaded.problem.kind);
    return loaded.value.chart;
  };
  const referrals = async ({ ehr }: Opened): Promise<readonly ReferralRecord[]> => {
    const check = await ehr.duplicates();
    return 'referrals' in check ? check.referrals : [];
  };

  const EACH: readonly Decision[] = [
    NOT_NOW,
    OUR_TEAM,
    { is: 'patient-declined', reason: null, doNotAskAgain: true, askAgain: TODAY + 90 },
    { is: 'patient-declined', reason: 'cultural-religious-reason', doNotAskAgain: false, askAgain: TODAY + 90 },
    { is: 'already-receiving', by: 'Home team; [St. Anne]', since: null },
    { is: 'comfort-plan-not-current' },
  ];
  const WAYS = ['task', 'note'] as const;
  it.each(EACH.flatMap((decision) => WAYS.map((as) => [decision.is, as, decision] as const)))(
    '%s as a %s is that decision, with its day and what the answer was, and no referral',
    async (is, as, decision) => {
      const opened = open(as === 'task' ? {} : { '/metadata': () => json(takes('DocumentReference', 'CarePlan')) });
      expect((await opened.ehr.decide(outgoing(decision, as))).at).toBe('recorded');
      const chart = await read(open({}, { earlier: opened }));
      const never = decision.is === 'patient-declined' && decision.doNotAskAgain;
      const day = 'askAgain' in decision && !never ? decision.askAgain : null;
      expect(chart.decisions).toMatchObject([
        {
          decision: is,
          doNotAskAgain: never,
          decidedOn: { level: 'specialist', triggers: ['cns-metastases'] },
          unknownFindings: 0,
        },
      ]);
      expect(chart.decisions[0]?.askAgain?.lo ?? null).toBe(day);
      expect(chart.decisions[0]?.on?.lo).toBe(TODAY);
      expect(chart.referrals).toEqual([]);
      expect(await referrals(opened)).toEqual([]);
    },
  );

  it('is read where a minimal note holds an earlier decision’s text in its own words', async () => {
    const opened = open(
      { '/metadata': () => json(takes('DocumentReference')) },
      { site: { issuer: { minimalResources: true } } },
    );
    const copied = '[Supportive care decision: decline; because patient-refuses; do not ask again; number 1]';
    const decided = decidedAs(NOT_NOW, { comment: `As before: ${copied}` });
    const written = await opened.ehr.decide({
      decided,
      texts: decisionTexts(decided, null),
      items: [],
      as: 'note',
    });
    expect(written.at).toBe('recorded');
    expect((await read(opened)).decisions).toMatchObject([{ decision: 'not-now', doNotAskAgain: false }]);
  });

  it('that was entered in error, or cancelled, is no decision', async () => {
    for (const status of ['entered-in-error', 'cancelled', 'rejected', 'failed']) {
      const opened = open();
      await opened.ehr.decide(outgoing());
      Object.assign(opened.chart.Task[0] ?? {}, { status });
      const chart = await read(opened);
      expect(chart.decisions.filter(({ decision }) => decision !== 'not-understood')).toEqual([]);
      expect(await referrals(opened)).toEqual([]);
    }
  });
});
