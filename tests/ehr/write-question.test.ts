/** A question to the palliative team goes once, by a press, about the right patient, the best way that is open; its answer is what was seen. */
import { describe, expect, it } from 'vitest';
import { dayOf } from '../../src/domain/logic/when.ts';
import type { Asked } from '../../src/domain/question/question.ts';
import type { QuestionWay, SentAs, SettledQuestion } from '../../src/domain/question/question-write.ts';
import { mayHaveLeftIn, readKept } from '../../src/ehr/kept-referral.ts';
import { createSendLock } from '../../src/ehr/launch/send-lock.ts';
import type { OutgoingQuestion, QuestionPort } from '../../src/ehr/port.ts';
import type { SendLock } from '../../src/ehr/send-lock.ts';
import { startQuestion } from '../../src/session/question-store.ts';
import { questionTexts } from '../../src/words/question-texts.ts';
import { BrowserLocks } from '../sending/locks.ts';
import { keepingServer, PATIENT, takes, type Answers, type KeepingServer } from './support/chart-server.ts';
import { BASE, bundle, json, lost, type Asked as Request } from './support/fake-fetch.ts';
import { launched, NOW, type Launched } from './support/launched.ts';
import { IDENTIFIER_SYSTEM, testSite } from './support/site.ts';

const ID = '5f0c3c9e-8a51-4c53-9d53-0d9d5f3c1a77';
const TYPES = { message: 'Communication', task: 'Task', note: 'DocumentReference' } as const;
type Type = (typeof TYPES)[SentAs];

const asked: Asked = {
  id: ID,
  question: { kind: 'ask', serviceId: 'palliative-clinic', findings: [], text: 'May we call?', phone: '' },
  asOf: dayOf(2026, 11, 21),
  at: NOW,
};
const outgoing = (as: SentAs): OutgoingQuestion => ({
  asked,
  texts: questionTexts({
    asked,
    patient: { name: 'Ruth Martin', birth: null, mrn: null },
    service: null,
    who: null,
    siteName: 'Test site',
  }),
  as,
});

interface Change {
  readonly takes?: readonly string[];
  readonly scope?: string;
  readonly storage?: Storage;
  readonly answers?: Answers;
  readonly service?: Readonly<Record<string, unknown>>;
  readonly channels?: readonly string[];
  readonly needsEncounter?: boolean;
  readonly lock?: SendLock;
}

interface Opened extends Launched, KeepingServer<Type> {
  readonly questions: QuestionPort;
}

async function open(change: Change = {}): Promise<Opened> {
  const at = keepingServer(Object.values(TYPES), {
    '/metadata': () => json(takes(...(change.takes ?? Object.values(TYPES)))),
    ...change.answers,
  });
  const site = testSite({
    referral: {
      services: [
        {
          id: 'palliative-clinic',
          name: 'Supportive & Palliative Care Clinic',
          modality: 'clinic',
          messageTo: ['Organization/o1'],
          taskOwner: 'HealthcareService/h1',
          ...change.service,
        },
      ],
      ...(change.channels === undefined ? {} : { channels: change.channels }),
      ...(change.needsEncounter === true ? { note: { needsEncounter: true } } : {}),
    },
  });
  const opened = launched(at.server, {
    scope: change.scope ?? 'patient/*.crs',
    storage: change.storage,
    site,
    encounterId: null,
    ...(change.lock === undefined ? {} : { lock: change.lock }),
  });
  const questions = await opened.ehr.questions();
  if (questions === null) throw new Error('the file is there');
  return { ...at, ...opened, questions };
}

const posts = ({ server }: Opened): readonly Request[] => server.asked.filter(({ method }) => method === 'POST');
const endOf = (write: SettledQuestion): string => (write.at === 'refused' ? write.problem.kind : write.at);

describe('how it would go', () => {
  it.each<readonly [QuestionWay, string, Change]>([
    ['message', 'to whoever reads messages', {}],
    ['task', 'on the work list where messages are not taken', { takes: ['Task', 'DocumentReference'] }],
    ['task', 'on the work list where nobody reads messages', { service: { messageTo: [] } }],
    ['task', 'on the work list where a message was not granted', { scope: 'patient/*.rs patient/Task.c' }],
    ['note', 'as a note where neither is taken', { takes: ['DocumentReference'] }],
    ['nowhere', 'by hand where only orders are taken', { takes: ['ServiceRequest'] }],
    ['nowhere', 'by hand where the site allows orders alone', { channels: ['fhir-create'] }],
    [
      'nowhere',
      'by hand where a note needs a visit and none is open',
      { takes: ['DocumentReference'], needsEncounter: true },
    ],
    ['could-not-ask', 'not known where the server cannot be asked', { answers: { '/metadata': () => json({}, 500) } }],
  ])('%s: %s', async (way, _, change) => {
    const opened = await open(change);
    expect(await opened.questions.way('palliative-clinic')).toBe(way);
    expect(posts(opened)).toEqual([]);
  });
});

const titleOf = (sent: Record<string, unknown>): unknown =>
  (sent['content'] as { attachment: { title: string } }[])[0]?.attachment.title;

describe('sending', () => {
  it.each<readonly [SentAs, readonly string[]]>([
    ['message', Object.values(TYPES)],
    ['task', ['Task']],
    ['note', ['DocumentReference']],
  ])('as a %s: verifies the patient, sends once, reads it back', async (as, takenHere) => {
    const opened = await open({ takes: takenHere });
    expect(await opened.questions.send(outgoing(as))).toEqual({
      at: 'sent',
      as,
      reference: `${TYPES[as]}/${TYPES[as]}-1`,
    });
    expect(posts(opened)).toHaveLength(1);
    const [post] = posts(opened);
    expect(post?.body).toMatchObject({
      resourceType: TYPES[as],
      identifier: [{ system: IDENTIFIER_SYSTEM, value: ID }],
    });
    const order = opened.server.asked.map(
      ({ method, url }) => `${method} ${url.pathname.split('/').slice(2).join('/')}`,
    );
    expect(order.findIndex((one) => one.startsWith('GET Patient/p1'))).toBeGreaterThanOrEqual(0);
    expect(order.findIndex((one) => one.startsWith('GET Patient/p1'))).toBeLessThan(order.indexOf(`POST ${TYPES[as]}`));
    expect(opened.ehr.kept.question()?.write.at).toBe('sent');
    // The same press, heard twice or late.
    expect(await opened.questions.send(outgoing(as))).toMatchObject({ at: 'sent' });
    expect(posts(opened)).toHaveLength(1);
  });

  it('is no duplicate of a referral that comes after it', async () => {
    const opened = await open();
    await opened.questions.send(outgoing('message'));
    const check = await opened.ehr.duplicates();
    expect(
      opened.server.asked.some(({ method, url }) => method === 'GET' && url.pathname.endsWith('/Communication')),
    ).toBe(true);
    expect(check).toMatchObject({ result: 'none' });
  });

  it.each<readonly [what: string, SentAs, change: (sent: Record<string, unknown>) => Record<string, unknown>]>([
    [
      'a note whose text lies elsewhere',
      'note',
      (sent) => ({ ...sent, content: [{ attachment: { url: `${BASE}/Binary/b1`, title: titleOf(sent) } }] }),
    ],
    [
      'a note whose text and description are gone',
      'note',
      ({ description: _gone, ...sent }) => ({ ...sent, content: [{ attachment: { title: titleOf(sent) } }] }),
    ],
    [
      'a note whose text and title are gone',
      'note',
      (sent) => ({ ...sent, content: [{ attachment: { url: `${BASE}/Binary/b1` } }] }),
    ],
    ['a task whose code and note are gone', 'task', ({ code: _code, note: _note, ...sent }) => sent],
    [
      'a message whose topic is text and whose words are gone',
      'message',
      ({ payload: _gone, ...sent }) => ({
        ...sent,
        topic: { text: (sent['topic'] as { text: string }).text },
      }),
    ],
  ])('is no referral where the server has kept it in part: %s', async (_, as, change) => {
    const opened: Opened = await open({
      takes: [TYPES[as]],
      channels: ['communication', 'task', 'note'],
      answers: {
        [`POST /${TYPES[as]}`]: ({ body }) => opened.make(TYPES[as], change(body as Record<string, unknown>)),
      },
    });
    expect(await opened.questions.send(outgoing(as))).toMatchObject({ at: 'sent' });
    const followed = await opened.ehr.followUp();
    expect((await followed?.read(true))?.referrals).toEqual([]);
    expect(await opened.ehr.duplicates()).toMatchObject({ result: 'none' });
  });

  it('goes no other way than the screen has said', async () => {
    const opened = await open({ takes: ['Task'] });
    expect(endOf(await opened.questions.send(outgoing('message')))).toBe('changed');
    expect(posts(opened)).toEqual([]);
  });

  it('does not go where the patient is another one now', async () => {
    const other = await open({ answers: { '/Patient/p1': () => json({ ...PATIENT, id: 'p2' }) } });
    expect(endOf(await other.questions.send(outgoing('message')))).toBe('wrong-patient');
    expect(posts(other)).toEqual([]);
  });

  it('is refused with the server’s reason, and may then go another way', async () => {
    const opened = await open({
      answers: {
        'POST /Communication': () =>
          json(
            { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'forbidden', diagnostics: 'No.' }] },
            403,
          ),
      },
    });
    expect(endOf(await opened.questions.send(outgoing('message')))).toBe('forbidden');
    expect(await opened.questions.way('palliative-clinic')).toBe('task');
    expect(await opened.questions.send(outgoing('task'))).toMatchObject({ at: 'sent', as: 'task' });
  });
});

describe('two windows of one browser', () => {
  it('of which one is a copy of the other send a question once between them', async () => {
    const locks = new BrowserLocks();
    const made: Record<string, unknown>[] = [];
    // Before the search shows what has just been written.
    const answers: Answers = {
      'POST /Communication': ({ body }: Request) => {
        made.push({ ...(body as object), id: 'x1' });
        return json(made[0] ?? {}, 201, { Location: `${BASE}/Communication/x1/_history/1` });
      },
      '/Communication': () => json(bundle([])),
      '/Communication/x1': () => json(made[0] ?? {}),
    };
    const window = async (page: string): Promise<Opened> =>
      await open({
        answers,
        lock: createSendLock(locks.of({ page }), BASE, 'p1', {
          sleep: async () => await new Promise<void>(() => {}),
          others: locks.channelOf({ page }),
          page,
        }),
      });
    const [one, copy] = [await window('1'), await window('2')];
    expect(await one.questions.send(outgoing('message'))).toMatchObject({ at: 'sent' });
    expect(endOf(await copy.questions.send(outgoing('message')))).toBe('elsewhere');
    expect(made).toHaveLength(1);
  });
});

describe('an answer that was lost', () => {
  /** The message is made, and the answer is lost. */
  async function losing(answers: Answers = {}): Promise<Opened> {
    const opened: Opened = await open({
      answers: {
        'POST /Communication': ({ body }) => {
          opened.make('Communication', body);
          return lost();
        },
        ...answers,
      },
    });
    return opened;
  }

  it('is found by its identifier, and said as sent', async () => {
    const opened = await losing();
    expect(await opened.questions.send(outgoing('message'))).toMatchObject({ at: 'sent' });
    expect(posts(opened)).toHaveLength(1);
  });

  it('that no look shows stays unknown over a reload, is never sent again, and is found when it shows', async () => {
    const first = await losing({ '/Communication': () => json(bundle([])) });
    expect(await first.questions.send(outgoing('message'))).toEqual({ at: 'unknown', as: 'message' });
    expect(await first.questions.send(outgoing('message'))).toEqual({ at: 'unknown', as: 'message' });
    expect(posts(first)).toHaveLength(1);

    const again = await open({ storage: first.storage });
    again.chart.Communication.push(...first.chart.Communication);
    expect(again.ehr.kept.question()).toMatchObject({ asked: { id: ID }, write: { at: 'unknown' } });
    expect(await again.questions.find(asked)).toMatchObject({ at: 'sent', reference: 'Communication/Communication-1' });
    expect(posts(again)).toEqual([]);
  });

  it('is what a page finds that was left while it was on its way, and closing forgets it not', async () => {
    const { storage, ehr } = await open();
    ehr.kept.saveQuestion({ asked, write: { at: 'sending', as: 'message' } });
    const entry = readKept(storage, 'kept');
    if (entry === null) throw new Error('it is kept');
    expect(mayHaveLeftIn(entry)?.question).toMatchObject({ asked: { id: ID } });
    const again = await open({ storage });
    expect(await again.questions.send(outgoing('message'))).toEqual({ at: 'unknown', as: 'message' });
    expect(posts(again)).toEqual([]);
  });
});

describe('words that were changed after the server refused', () => {
  const settled = { timeout: 2000 };

  it('are sent, and not taken for those of a try that had arrived all the same', async () => {
    let lags = true;
    const made: Record<string, unknown>[] = [];
    const opened = await open({
      answers: {
        // A browser has sent it twice by itself: the first is there, and the second is refused.
        'POST /Communication': ({ body }: Request) => {
          const isFirst = made.length === 0;
          made.push({ ...(body as object), id: `x${made.length + 1}` });
          return isFirst
            ? json({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'duplicate' }] }, 422)
            : json(made[1] ?? {}, 201, { Location: `${BASE}/Communication/x2/_history/1` });
        },
        '/Communication': () => json(bundle(lags ? [] : made)),
        '/Communication/x2': () => json(made[1] ?? {}),
      },
    });
    let minted = 0;
    const store = startQuestion(
      opened.ehr,
      () => NOW,
      () => `number-${(minted += 1)}`,
    );
    store.begin({ question: asked.question, asOf: asked.asOf });
    await expect.poll(() => store.view().way, settled).toBe('message');
    const say = (): void => store.send(({ question }) => ({ line: 'A question.', note: question.text }));
    store.edit({ text: 'May we call?' });
    say();
    await expect.poll(() => store.view().kept?.write.at, settled).toBe('refused');
    lags = false;
    store.edit({ text: 'Please call today: her pain is 9.' });
    await expect.poll(() => store.view().way, settled).toBe('message');
    say();
    await expect.poll(() => store.view().kept?.write.at, settled).toBe('sent');
    expect(JSON.stringify(posts(opened).at(-1)?.body)).toContain('her pain is 9');
    expect(posts(opened)).toHaveLength(2);
  });
});

describe('what is kept in the tab', () => {
  it('is found again as it was, and forgotten where it is only a draft', async () => {
    const { storage, ehr } = await open();
    ehr.kept.saveQuestion({ asked, write: { at: 'editing' } });
    expect((await open({ storage })).ehr.kept.question()).toEqual({ asked, write: { at: 'editing' } });
    const entry = readKept(storage, 'kept');
    expect(entry === null ? null : mayHaveLeftIn(entry)).toBeNull();
  });

  it.each<readonly [string, unknown, unknown]>([
    ['its way is lost', { at: 'sending' }, { at: 'unknown', as: 'message' }],
    ['its way is none', { at: 'sent', as: 'pigeon' }, { at: 'unknown', as: 'message' }],
    ['a newer version has left another state', { at: 'delivered', as: 'task' }, { at: 'unknown', as: 'task' }],
    ['why it was refused is lost', { at: 'refused' }, { at: 'editing' }],
  ])('is not forgotten where it may have left: %s', async (_, write, expected) => {
    const { storage, ehr } = await open();
    ehr.kept.saveQuestion({ asked, write: { at: 'editing' } });
    const entry = readKept(storage, 'kept');
    storage.setItem('kept', JSON.stringify({ ...entry, question: { asked, write } }));
    expect((await open({ storage })).ehr.kept.question()).toEqual({ asked, write: expected });
  });

  it.each([
    7,
    {},
    { asked: { ...asked, question: { ...asked.question, kind: 'order' } }, write: { at: 'editing' } },
    { asked: { ...asked, question: { ...asked.question, findings: [null] } }, write: { at: 'editing' } },
  ])('is none where it is not whole: %j', async (strange) => {
    const { storage, ehr } = await open();
    ehr.kept.saveQuestion({ asked, write: { at: 'editing' } });
    const entry = readKept(storage, 'kept');
    storage.setItem('kept', JSON.stringify({ ...entry, question: strange }));
    expect((await open({ storage })).ehr.kept.question()).toBeNull();
  });
});
