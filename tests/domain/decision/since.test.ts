/** M24: what has changed since somebody last decided. Scenario by scenario, through the real readers and the real engine. */
import { describe, expect, it } from 'vitest';
import { assess } from '../../../src/domain/assess.ts';
import { isUnchanged, lastLook, sinceLook, type Since } from '../../../src/domain/decision/since.ts';
import { TRIGGER_IDS, type TriggerId } from '../../../src/domain/triggers/trigger.ts';
import { ago, chartOf, condition, ecog, referral, stageGroup, stay, type Resource } from '../../support/chart-of.ts';
import { pain } from '../../support/builders/observations.ts';
import { decision, nurseContact, output } from '../../support/builders/planning.ts';
import { GATE_DAYS } from '../../support/numbers.ts';

const LUNG_IV: readonly Resource[] = [condition('C34.11', { recorded: ago(400) }), stageGroup('Stage IV', ago(395))];

const findings = (...ids: readonly TriggerId[]) =>
  ids.map((id) => output('finding', `f${String(TRIGGER_IDS.indexOf(id) + 1).padStart(2, '0')}`));

/** A decision of so many days ago, with what was found then. */
const decided = (days: number, level: string, ids: readonly TriggerId[], what = 'defer'): Resource => {
  const task = decision(what, ago(days));
  return { ...task, output: [output('decision', what), output('level', level), ...findings(...ids)] };
};

function since(resources: readonly Resource[]): Since | null {
  const chart = chartOf(resources);
  const look = lastLook(chart);
  if (look === null) return null;
  return sinceLook(look, chart, assess(chart), assess({ ...chart, decisions: [] }), GATE_DAYS.againDays);
}

const came = (resources: readonly Resource[]): readonly string[] =>
  since(resources)?.came.map(({ trigger, as }) => `${trigger.id}: ${as}`) ?? [];

describe('what came', () => {
  const rows: readonly (readonly [string, readonly Resource[], readonly string[]])[] = [
    [
      'ECOG 3 recorded after the decision: new',
      [...LUNG_IV, decided(20, 'L2', ['metastatic-solid-tumor']), ecog(3, ago(5))],
      ['poor-performance-status: new'],
    ],
    [
      'ECOG 3 recorded before it and not found then: newly visible, and not new',
      [...LUNG_IV, decided(20, 'L2', ['metastatic-solid-tumor']), ecog(3, ago(25))],
      ['poor-performance-status: newly-visible'],
    ],
    [
      'ECOG 3 that was found then, and no later reading: nothing',
      [...LUNG_IV, decided(20, 'L3', ['metastatic-solid-tumor', 'poor-performance-status']), ecog(3, ago(25))],
      [],
    ],
    [
      'ECOG 3 found then, and again a week later: again',
      [
        ...LUNG_IV,
        decided(20, 'L3', ['metastatic-solid-tumor', 'poor-performance-status']),
        ecog(3, ago(25)),
        ecog(3, ago(10)),
      ],
      ['poor-performance-status: again'],
    ],
    [
      'after a contact of which no findings were written down: only what is dated after it',
      [...LUNG_IV, nurseContact(ago(20)), ecog(3, ago(25)), pain(8, ago(3))],
      ['severe-physical-symptom: new'],
    ],
  ];
  it.each(rows)('%s', (_, resources, expected) => {
    const found = came(resources).filter((one) => !one.startsWith('acp-gap') && !one.startsWith('declining'));
    expect(found).toEqual(expected);
  });
});

describe('what is gone', () => {
  it('pain that was severe then, and is mild now', () => {
    const found = since([
      ...LUNG_IV,
      decided(20, 'L3', ['metastatic-solid-tumor', 'severe-physical-symptom']),
      pain(8, ago(25)),
      pain(2, ago(3)),
    ]);
    expect(found?.gone.map(({ trigger, now }) => [trigger.id, now])).toEqual([['severe-physical-symptom', 'not-met']]);
  });

  it('what was found then, and nobody has asked since, is not said to be over', () => {
    const found = since([
      ...LUNG_IV,
      decided(80, 'L3', ['metastatic-solid-tumor', 'severe-physical-symptom']),
      pain(8, ago(85)),
    ]);
    expect(found?.gone.map(({ trigger, now }) => [trigger.id, now])).toEqual([
      ['severe-physical-symptom', 'cannot-tell'],
    ]);
  });

  it('is not told where what was found then was not written down', () => {
    expect(since([...LUNG_IV, decision('defer', ago(20))])?.gone).toEqual([]);
  });
});

describe('the level', () => {
  it('is told as it would be without the decision', () => {
    const found = since([...LUNG_IV, decided(20, 'L2', ['metastatic-solid-tumor']), ecog(3, ago(25))]);
    expect(found?.level).toEqual({ before: 'navigator', now: 'specialist' });
  });

  it.each(['L9', 'x'])('%s of a later version is not told', (level) => {
    expect(since([...LUNG_IV, decided(20, level, [])])?.level).toBeNull();
  });
});

describe('stays', () => {
  it('that began since, and those alone', () => {
    const found = since([
      ...LUNG_IV,
      decided(20, 'L2', ['metastatic-solid-tumor']),
      stay({ start: ago(40), end: ago(36) }),
      stay({ start: ago(9), end: ago(6) }),
    ]);
    expect(found?.stays.map(({ kind, start }) => [kind, start.lo])).toHaveLength(1);
  });
});

describe('the last look', () => {
  const rows: readonly (readonly [string, readonly Resource[], string | null])[] = [
    ['none on record', LUNG_IV, null],
    [
      'a decision without a day is none to count from',
      [decision('defer', '', { authoredOn: undefined, executionPeriod: undefined })],
      null,
    ],
    ['the newest of two', [decision('defer', ago(30)), decision('already-receiving', ago(3))], 'already-receiving'],
    ['a referral after a decision', [decision('defer', ago(30)), referral('306237005', ago(3))], 'referral'],
    [
      'a cancelled referral is none',
      [decision('defer', ago(30)), referral('306237005', ago(3), { status: 'revoked' })],
      'not-now',
    ],
    ['of a later version', [decision('defer', ago(30)), decision('shared-visit', ago(3))], 'not-understood'],
  ];
  it.each(rows)('%s', (_, resources, what) => {
    expect(lastLook(chartOf(resources))?.what ?? null).toBe(what);
  });

  it('findings of a later catalogue are counted and not guessed', () => {
    const later = {
      ...decision('defer', ago(20)),
      output: [output('decision', 'defer'), output('level', 'L2'), output('finding', 'f88')],
    };
    expect(lastLook(chartOf([later]))).toMatchObject({ unknownFindings: 1, before: { triggers: [] } });
  });
});

it('nothing changed is said only where nothing did', () => {
  const same = since([...LUNG_IV, decided(20, 'L2', ['metastatic-solid-tumor', 'acp-gap'])]);
  expect(same !== null && isUnchanged(same)).toBe(true);
  const other = since([...LUNG_IV, decided(20, 'L2', ['metastatic-solid-tumor', 'acp-gap']), ecog(3, ago(5))]);
  expect(other !== null && isUnchanged(other)).toBe(false);
});
