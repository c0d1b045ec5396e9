// @vitest-environment node
/** Schedules written by hand: what the seeds come upon too seldom to be in every run. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHospital, type Hospital } from './hospital.ts';
import { runSchedule } from './run-schedule.ts';
import { scheduleOf, type Clinician, type Fault, type Phase, type Schedule, type Strike } from './schedule.ts';

const strike = (fault: Fault, phase: Phase, more: Partial<Strike> = {}): Strike => ({
  fault,
  phase,
  skip: 0,
  times: 1,
  milliseconds: 30_000,
  form: 2,
  ...more,
});

const clinician: Clinician = {
  question: 'Breathless at night.',
  rewritten: null,
  whenUnknown: ['check-again', 'check-again'],
  looksInChart: true,
  acknowledges: false,
  resends: 3,
  ponders: 100,
};

const plain: Schedule = {
  ...scheduleOf(0),
  channel: 'fhir-create',
  conditionalCreate: false,
  strikes: [],
  clinician,
  secondWindow: { browser: 'same', clinician: { ...clinician, question: 'Pain.' } },
};

let hospital: Hospital;
beforeAll(async () => {
  hospital = await openHospital();
});
afterAll(async () => {
  await hospital.sandbox.stop();
});

async function violationsOf(change: Partial<Schedule>): Promise<readonly string[]> {
  const { violations, trace } = await runSchedule(hospital, { ...plain, ...change });
  return violations.length === 0 ? [] : [...trace, ...violations];
}

describe('a second window of the same browser is kept out', () => {
  it('also when the page that has sent was reloaded, and the index does not show yet what it has made', async () => {
    const strikes = [
      strike('lagging-index', 'after'),
      strike('reload', 'after', { form: 1 }),
      strike('second-tab', 'after', { skip: 1 }),
    ];
    expect(await violationsOf({ strikes })).toEqual([]);
  });

  it('also when the page that does not know what became of it was reloaded, and the index is behind', async () => {
    const strikes = [strike('reload', 'during'), strike('lagging-index', 'look-up'), strike('second-tab', 'look-up')];
    expect(await violationsOf({ strikes })).toEqual([]);
  });

  it('also when that page was reloaded, and its POST is still on the way', async () => {
    const strikes = [
      strike('slow', 'during', { milliseconds: 80_000, form: 0 }),
      strike('reload', 'look-up', { form: 1 }),
      strike('second-tab', 'look-up'),
    ];
    expect(await violationsOf({ strikes })).toEqual([]);
  });
});

describe('what is found after all', () => {
  it('is not passed off as the words that were typed since', async () => {
    const strikes = [strike('slow', 'during', { milliseconds: 95_000, form: 0 })];
    const rash: Clinician = {
      ...clinician,
      rewritten: 'Breathless by day, too.',
      whenUnknown: ['not-there', 'check-again'],
      looksInChart: false,
    };
    expect(await violationsOf({ strikes, clinician: rash })).toEqual([]);
  });
});
