/** An agreed visit goes into the care plan once, by a press, of the right patient: never where it stands already, or where that cannot be told. */
import type { CarePlan } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import type { FollowUpPort, VisitPlanOrder } from '../../src/ehr/port.ts';
import { capabilities, chartServer, type Answers } from './support/chart-server.ts';
import { bundle, json, lost, outcome, type Asked } from './support/fake-fetch.ts';
import { launched, type Launched } from './support/launched.ts';
import { testSite } from './support/site.ts';

const ORDER: VisitPlanOrder = {
  id: '0f8fad5b-d9cb-469f-a165-70867728950e',
  appointment: 'Appointment/5',
  day: null,
  texts: { visit: 'Video visit 2 Dec 2026, 10:00, with Dr. Hana Sato', night: 'At night call +1 555 0199.' },
  patientId: 'p1',
};
const SITE = testSite({});
const OWN: CarePlan = {
  resourceType: 'CarePlan',
  id: 'c1',
  meta: { versionId: '1' },
  identifier: [{ system: SITE.referral.identifierSystem, value: 'd1' }],
  status: 'active',
  intent: 'plan',
  subject: { reference: 'Patient/p1' },
  activity: [{ detail: { status: 'not-started', description: 'Pain' } }],
};
const WITH_VISIT: CarePlan = {
  ...OWN,
  id: 'c9',
  identifier: [],
  activity: [{ reference: { reference: 'Appointment/5' } }],
};

const can = (...codes: readonly string[]) => capabilities(['CarePlan'], codes);

interface World extends Launched {
  readonly port: FollowUpPort;
  plans(this: void): readonly CarePlan[];
  put(this: void, plan: CarePlan): void;
  writes(this: void): readonly Asked[];
}

interface Given {
  readonly there?: readonly CarePlan[];
  readonly scope?: string;
  readonly storage?: Storage;
}

async function open(
  answers: Answers = {},
  { there = [], scope = 'patient/*.crus', storage }: Given = {},
): Promise<World> {
  let plans: readonly CarePlan[] = structuredClone(there);
  const replace = (by: CarePlan): void => {
    const before = plans.find(({ id }) => id === by.id);
    const versionId = String(Number.parseInt(before?.meta?.versionId ?? '0', 10) + 1);
    plans = [...plans.filter(({ id }) => id !== by.id), { ...by, meta: { versionId } }];
  };
  const one = (id: string) => (asked: Asked) => {
    const now = plans.find((plan) => plan.id === id);
    if (asked.method !== 'PUT') return now === undefined ? json(outcome('gone'), 404) : json(now);
    if (asked.headers.get('If-Match') !== `W/"${now?.meta?.versionId ?? ''}"`) return json(outcome('stale'), 412);
    replace(asked.body as CarePlan);
    return json(asked.body);
  };
  const server = chartServer({
    '/metadata': () => json(can('create', 'update')),
    '/CarePlan': () => json(bundle([...plans])),
    'POST /CarePlan': (asked) => {
      const made = { ...(asked.body as CarePlan), id: 'new1' };
      replace(made);
      return json(made, 201);
    },
    '/CarePlan/c1': one('c1'),
    '/CarePlan/new1': one('new1'),
    ...answers,
  });
  const opened = launched(server, { scope, storage, site: SITE, encounterId: null });
  await opened.ehr.loadChart(() => {});
  const port = await opened.ehr.followUp();
  if (port === null) throw new Error('the file is there');
  return {
    ...opened,
    port,
    plans: () => plans,
    put: replace,
    writes: () => server.asked.filter(({ method }) => method === 'PUT' || method === 'POST'),
  };
}

describe('where it goes', () => {
  it('a plan of its own, where none of this product is there', async () => {
    const { port, plans, writes } = await open({}, { there: [{ ...OWN, identifier: [] }] });
    expect(await port.mayPlan()).toBe(true);
    expect(await port.plan(ORDER)).toEqual({ at: 'written', added: false });
    expect(writes()).toHaveLength(1);
    expect(plans().find(({ id }) => id === 'new1')).toMatchObject({
      identifier: [{ system: SITE.referral.identifierSystem, value: ORDER.id }],
      subject: { reference: 'Patient/p1' },
      activity: [{ reference: { reference: 'Appointment/5', display: ORDER.texts.visit } }, { detail: {} }],
    });
    expect(port.unsettledPlans()).toEqual([]);
  });

  it('the team’s own plan, in the version that is there', async () => {
    const { port, plans, writes } = await open({}, { there: [OWN] });
    expect(await port.plan(ORDER)).toEqual({ at: 'written', added: true });
    expect(writes().map(({ method }) => method)).toEqual(['PUT']);
    expect(plans()).toHaveLength(1);
    expect(plans()[0]?.activity).toHaveLength(3);
  });

  it.each<readonly [string, CarePlan, Parameters<typeof open>[1]]>([
    ['has ended', { ...OWN, status: 'completed' }, {}],
    ['is over', { ...OWN, period: { end: '2026-11-20' } }, {}],
    ['may not be changed', OWN, { scope: 'patient/*.crs' }],
  ])('a plan of its own, where the team’s %s', async (_, plan, more) => {
    const { port, writes } = await open({}, { there: [plan], ...more });
    expect(await port.plan(ORDER)).toEqual({ at: 'written', added: false });
    expect(writes().map(({ method }) => method)).toEqual(['POST']);
  });
});

describe('nothing is written', () => {
  it('where it stands in a plan already, whoever wrote that', async () => {
    const { port, writes } = await open({}, { there: [WITH_VISIT, OWN] });
    expect(await port.plan(ORDER)).toEqual({ at: 'there-already' });
    expect(writes()).toHaveLength(0);
  });

  it('where plans cannot be read: not received is not "not there"', async () => {
    const { port, writes } = await open({ '/CarePlan': () => json(outcome('no'), 403) });
    expect(await port.plan(ORDER)).toMatchObject({ at: 'refused', problem: { kind: 'unchecked' } });
    expect(writes()).toHaveLength(0);
  });

  it('for another patient than the one on screen', async () => {
    const { port, writes } = await open();
    expect(await port.plan({ ...ORDER, patientId: 'p2' })).toMatchObject({
      at: 'refused',
      problem: { kind: 'wrong-patient' },
    });
    expect(writes()).toHaveLength(0);
  });

  it('over a plan that somebody changes at the same moment', async () => {
    const world: World = await open(
      {
        '/CarePlan/c1': (asked) =>
          asked.method === 'PUT'
            ? json(outcome('stale'), 412)
            : json({ ...OWN, meta: { versionId: world.writes().length > 0 ? '2' : '1' } }),
      },
      { there: [OWN] },
    );
    expect(await world.port.plan(ORDER)).toEqual({ at: 'conflict' });
  });

  it('twice for two presses', async () => {
    const { port, writes } = await open();
    await Promise.all([port.plan(ORDER), port.plan(ORDER)]);
    expect(writes()).toHaveLength(1);
  });
});

it('a lost answer: only looked for, by a press, after a reload too', async () => {
  const arrived: CarePlan[] = [];
  const answers: Answers = { 'POST /CarePlan': () => lost(), '/CarePlan': () => json(bundle(arrived)) };
  const { port, writes, storage } = await open(answers);
  expect(await port.plan(ORDER)).toEqual({ at: 'unknown' });
  const sent = writes().length;
  expect(await port.plan(ORDER)).toEqual({ at: 'unknown' });
  expect(writes()).toHaveLength(sent);
  const later = await open(answers, { storage });
  expect(later.port.unsettledPlans()).toEqual(['Appointment/5']);
  arrived.push(WITH_VISIT);
  expect(await later.port.findPlan('Appointment/5')).toEqual({ at: 'written', added: false });
  expect(later.port.unsettledPlans()).toEqual([]);
  expect(later.writes()).toHaveLength(0);
});
