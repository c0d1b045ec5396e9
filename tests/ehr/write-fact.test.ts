/** An entered fact goes into the chart once, by a press, of the right patient; what became of it is what was seen. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWhen } from '../../src/domain/logic/when.ts';
import type { FactWrite, SettledWrite } from '../../src/domain/visit/fact-write.ts';
import { NOTHING_SAID, withFact, type EnteredContent, type EnteredFact } from '../../src/domain/visit/visit.ts';
import { withVisit } from '../../src/domain/visit/with-visit.ts';
import { visitFrom } from '../../src/ehr/kept-visit.ts';
import { mutate, mutations, runs, strangeValue } from '../support/seeded.ts';
import { keepingServer, PATIENT, takes, type Answers, type KeepingServer } from './support/chart-server.ts';
import { json, lost, outcome, type Asked } from './support/fake-fetch.ts';
import { launched, NOW, type Launch, type Launched } from './support/launched.ts';
import { fixedLife } from './support/life.ts';
import { memoryStorage } from './support/memory-storage.ts';
import { IDENTIFIER_SYSTEM, testSite } from './support/site.ts';

const ID = '5f0c3c9e-8a51-4c53-9d53-0d9d5f3c1a77';

const day = parseWhen('2026-11-21');
if (day === null) throw new Error('no day');
const factOf = (content: EnteredContent, id = ID): EnteredFact => ({ id, content, on: day, by: null, at: NOW });
const ecog = factOf({ is: 'performance', scale: 'ecog', value: 3 });

interface Opened extends Launched, KeepingServer<'Observation'> {}

interface Change extends Partial<Omit<Launch, 'site'>> {
  readonly earlier?: Opened;
  readonly creates?: 'as-advertised' | 'yes' | 'no' | 'staged';
  readonly conditional?: boolean;
}

function open(answers: Answers = {}, change: Change = {}): Opened {
  const { earlier, creates = 'as-advertised', conditional = false, ...different } = change;
  const at = earlier ?? keepingServer(['Observation'], answers);
  const opened = launched(at.server, {
    scope: 'patient/*.rs patient/Observation.c',
    storage: earlier?.storage,
    site: testSite({ issuer: { conditionalCreate: conditional, creates: { Observation: creates } } }),
    ...different,
  });
  const { kept } = opened.ehr;
  if (kept.visit().entered.length === 0) kept.saveVisit(withFact(NOTHING_SAID, ecog));
  return { ...at, ...opened };
}

const posts = ({ server }: Opened): readonly Asked[] => server.asked.filter(({ method }) => method === 'POST');
const noted = ({ ehr }: Opened): FactWrite | undefined => ehr.kept.visit().writes?.[ID];
const refusedAs = (write: SettledWrite): string | null => (write.at === 'refused' ? write.problem.kind : write.at);

describe('what is offered', () => {
  it('is what the EHR takes, with reads alone', async () => {
    const opened = open();
    expect(await opened.ehr.mayWriteFact(ecog)).toBe(true);
    expect(posts(opened)).toEqual([]);
  });

  it.each<readonly [why: string, Answers, Change]>([
    ['creating was not granted', {}, { scope: 'patient/*.rs' }],
    ['the server does not advertise it', { '/metadata': () => json(takes('ServiceRequest')) }, {}],
    ['the server cannot be asked', { '/metadata': () => json({}, 500) }, {}],
    ['the site closes it', {}, { creates: 'no' }],
  ])('is nothing where %s', async (_, answers, change) => {
    const opened = open(answers, change);
    expect(await opened.ehr.mayWriteFact(ecog)).toBe(false);
    expect(refusedAs(await opened.ehr.writeFact(ecog))).toBe('not-supported');
    expect(posts(opened)).toEqual([]);
  });

  it.each<readonly [string, EnteredContent]>([
    ['a judgment', { is: 'judgment', reason: 'clinician-judgment' }],
    ['a request for hastened death', { is: 'judgment', reason: 'hastened-death-request' }],
    ['a wish', { is: 'request', asks: true }],
    ['the strain of a caregiver', { is: 'caregiver', strained: true }],
  ])('is never %s', async (_, content) => {
    const opened = open({}, { creates: 'yes' });
    const fact = factOf(content);
    expect(await opened.ehr.mayWriteFact(fact)).toBe(false);
    expect(refusedAs(await opened.ehr.writeFact(fact))).toBe('not-supported');
    expect(posts(opened)).toEqual([]);
  });

  it('is what the site says that the server takes, without asking it', async () => {
    expect(await open({ '/metadata': () => json({}, 500) }, { creates: 'yes' }).ehr.mayWriteFact(ecog)).toBe(true);
  });
});

describe('writing a fact', () => {
  it('verifies the patient, sends once, and names the record as the EHR does', async () => {
    const opened = open();
    const write = await opened.ehr.writeFact(ecog);
    expect(write).toEqual({
      at: 'written',
      fact: ecog,
      record: { origin: 'ehr', reference: 'Observation/Observation-1', label: 'ECOG performance status', value: '3' },
    });
    expect(noted(opened)).toEqual(write);
    expect(opened.chart.Observation).toHaveLength(1);
    expect(opened.chart.Observation[0]).toMatchObject({
      resourceType: 'Observation',
      status: 'final',
      subject: { reference: 'Patient/p1' },
      encounter: { reference: 'Encounter/e1' },
      performer: [{ reference: 'Practitioner/d1' }],
      identifier: [{ system: IDENTIFIER_SYSTEM, value: ID }],
      valueInteger: 3,
    });
    const paths = opened.server.asked.map(({ method, path }) => `${method} ${path}`);
    expect(paths.indexOf('GET /Patient/p1')).toBeGreaterThan(-1);
    expect(paths.indexOf('GET /Patient/p1')).toBeLessThan(paths.indexOf('POST /Observation'));
  });

  it('sends it once, however often it is asked for and after a reload too', async () => {
    const opened = open();
    await Promise.all([opened.ehr.writeFact(ecog), opened.ehr.writeFact(ecog)]);
    await opened.ehr.writeFact(ecog);
    await open({}, { earlier: opened }).ehr.writeFact(ecog);
    expect(posts(opened)).toHaveLength(1);
  });

  it.each([false, true])('sends If-None-Exist only where the site has it: %s', async (conditional) => {
    const opened = open({}, { conditional });
    await opened.ehr.writeFact(ecog);
    const wanted = conditional ? `identifier=${encodeURIComponent(`${IDENTIFIER_SYSTEM}|${ID}`)}` : null;
    expect(posts(opened)[0]?.headers.get('If-None-Exist')).toBe(wanted);
  });

  it.each<readonly [who: string, Record<string, unknown>, string]>([
    ['another patient', { name: [{ use: 'official', family: 'Okafor' }], birthDate: '1971-01-01' }, 'wrong-patient'],
    ['a patient who has died', { deceasedBoolean: true }, 'patient-deceased'],
    ['a record that is in use no more', { active: false }, 'wrong-patient'],
  ])('stops for %s', async (_, change, why) => {
    const opened = open();
    await opened.ehr.loadChart(() => {});
    opened.server.answers['/Patient/p1'] = () => json({ ...PATIENT, ...change });
    expect(refusedAs(await opened.ehr.writeFact(ecog))).toBe(why);
    expect(posts(opened)).toEqual([]);
  });

  it('stops when the session is about to end', async () => {
    const opened = open({}, { life: fixedLife(NOW + 30_000, () => NOW) });
    expect(refusedAs(await opened.ehr.writeFact(ecog))).toBe('ending');
    expect(posts(opened)).toEqual([]);
  });

  it('stops when the tab cannot note that it leaves', async () => {
    const storage = memoryStorage();
    const opened = open({}, { storage });
    storage.setItem = () => {
      throw new Error('full');
    };
    expect(refusedAs(await opened.ehr.writeFact(ecog))).toBe('not-kept');
    expect(posts(opened)).toEqual([]);
  });

  it('gives the EHR’s own reason when it refuses, and offers no more of these after a 403', async () => {
    const opened = open({
      'POST /Observation': () => json(outcome('Flowsheet rows are closed to apps'), 403),
    });
    const write = await opened.ehr.writeFact(ecog);
    expect(write).toMatchObject({ at: 'refused', problem: { said: ['Flowsheet rows are closed to apps'] } });
    expect(noted(opened)).toEqual(write);
    expect(await opened.ehr.mayWriteFact(ecog)).toBe(false);
  });

  it('may be tried again after the content was refused', async () => {
    const opened = open({ 'POST /Observation': () => json(outcome('No'), 422) });
    expect((await opened.ehr.writeFact(ecog)).at).toBe('refused');
    opened.server.answers['POST /Observation'] = ({ body }) => opened.make('Observation', body);
    expect((await opened.ehr.writeFact(ecog)).at).toBe('written');
  });

  it('is taken in for review where the site says so', async () => {
    const opened = open({}, { creates: 'staged' });
    expect((await opened.ehr.writeFact(ecog)).at).toBe('staged');
    expect((await opened.ehr.writeFact(ecog)).at).toBe('staged');
    expect(posts(opened)).toHaveLength(1);
  });
});

describe('a lost answer', () => {
  it('is looked up by identifier, and is written when it is there', async () => {
    const opened: Opened = open({
      'POST /Observation': ({ body }) => {
        opened.make('Observation', body);
        return lost();
      },
    });
    expect((await opened.ehr.writeFact(ecog)).at).toBe('written');
    expect(posts(opened)).toHaveLength(1);
    const looked = opened.server.asked.filter(({ url }) => url.searchParams.has('identifier'));
    expect(looked.at(-1)?.url.searchParams.get('identifier')).toBe(`${IDENTIFIER_SYSTEM}|${ID}`);
  });

  it('is unknown when nothing shows it, is never sent again, and is found later', async () => {
    const opened = open({ 'POST /Observation': () => lost() });
    expect((await opened.ehr.writeFact(ecog)).at).toBe('unknown');
    expect((await opened.ehr.writeFact(ecog)).at).toBe('unknown');
    expect((await opened.ehr.findFact(ecog)).at).toBe('unknown');
    const again = open({}, { earlier: opened });
    expect((await again.ehr.writeFact(ecog)).at).toBe('unknown');
    expect(posts(opened)).toHaveLength(1);
    opened.chart.Observation.push({ ...(posts(opened)[0]?.body as object), id: 'Observation-1' });
    expect((await again.ehr.findFact(ecog)).at).toBe('written');
    expect(posts(opened)).toHaveLength(1);
  });

  it('in the middle of which the page was loaded again is only looked for', async () => {
    const opened = open({ 'POST /Observation': () => new Promise(() => {}) });
    void opened.ehr.writeFact(ecog);
    await expect.poll(() => noted(opened)?.at).toBe('writing');
    const again = open({}, { earlier: opened });
    expect((await again.ehr.writeFact(ecog)).at).toBe('unknown');
    expect(posts(opened).length).toBeLessThanOrEqual(1);
  });

  it('of somebody else’s record under our identifier is no success', async () => {
    const opened = open({ 'POST /Observation': () => lost() });
    opened.chart.Observation.push({
      resourceType: 'Observation',
      id: 'Observation-1',
      status: 'final',
      subject: { reference: 'Patient/p2' },
      identifier: [{ system: IDENTIFIER_SYSTEM, value: ID }],
    });
    expect((await opened.ehr.writeFact(ecog)).at).toBe('unknown');
  });
});

describe('what was written and is read again', () => {
  const readings = async ({ ehr }: Opened): Promise<readonly string[]> => {
    const read = await ehr.loadChart(() => {});
    if (!read.ok) throw new Error(read.problem.kind);
    return withVisit(read.value.chart, ehr.kept.visit()).observations.map(({ reference }) => reference);
  };

  it('counts once, as it was entered', async () => {
    const opened = open();
    await opened.ehr.writeFact(ecog);
    expect(await readings(opened)).toEqual([`entered/${ID}`]);
    const again = await opened.ehr.retry('Observation');
    expect(again.ok && again.value.chart.observations).toEqual([]);
  });

  it('counts once also when its answer was lost and no look has found it yet', async () => {
    const opened = open({ 'POST /Observation': () => lost() });
    await opened.ehr.writeFact(ecog);
    opened.chart.Observation.push({ ...(posts(opened)[0]?.body as object), id: 'Observation-1' });
    expect(await readings(opened)).toEqual([`entered/${ID}`]);
  });

  it('counts as the chart’s own when it was mended there, and when the visit is over', async () => {
    const opened = open();
    await opened.ehr.writeFact(ecog);
    Object.assign(opened.chart.Observation[0] ?? {}, { status: 'corrected', valueInteger: 2 });
    expect(await readings(opened)).toContain('Observation/Observation-1');
    const later = open({}, { earlier: opened, storage: memoryStorage() });
    later.ehr.kept.saveVisit(NOTHING_SAID);
    expect(await readings(later)).toEqual(['Observation/Observation-1']);
  });
});

describe('what this tab keeps of it', () => {
  const written: FactWrite = {
    at: 'written',
    fact: ecog,
    record: { origin: 'ehr', reference: 'Observation/Observation-1', label: 'ECOG', value: '3' },
  };
  const kept = (write: unknown): unknown =>
    visitFrom({ entered: [ecog], leftOut: [], writes: { [ID]: write } }).writes?.[ID];

  it('is there after a reload, whatever is said meanwhile', async () => {
    const opened = open();
    const write = await opened.ehr.writeFact(ecog);
    opened.ehr.kept.saveVisit(NOTHING_SAID);
    expect(noted(open({}, { earlier: opened }))).toEqual(write);
  });

  it.each<readonly [string, unknown, unknown]>([
    ['written', written, written],
    ['unknown', { at: 'unknown' }, { at: 'unknown' }],
    ['written, of another fact: it is looked for', { ...written, fact: { ...ecog, id: 'x' } }, { at: 'unknown' }],
    ['written, without a record: it is looked for', { ...written, record: {} }, { at: 'unknown' }],
    ['refused, without a reason', { at: 'refused' }, undefined],
    [
      'refused, of a kind that is not known',
      { at: 'refused', problem: { kind: 'x', status: null, said: [], detail: '' } },
      undefined,
    ],
    ['nothing that is known', { at: 'somewhere' }, undefined],
    ['no state', 7, undefined],
  ])('of %s', (_, found, expected) => {
    expect(kept(found)).toEqual(expected);
  });

  it('never turns what may have left into what may be sent', () => {
    fc.assert(
      fc.property(mutations(['fact', 'record', 'id', 'label', 'value', 'reference'], ['x', 0]), (changes) => {
        expect(['written', 'unknown']).toContain(
          (kept({ ...(mutate(written, changes) as object), at: 'written' }) as FactWrite).at,
        );
      }),
      runs(200),
    );
    fc.assert(
      fc.property(strangeValue(), (found) => {
        expect(() => visitFrom({ writes: found })).not.toThrow();
      }),
      runs(200),
    );
  });
});
