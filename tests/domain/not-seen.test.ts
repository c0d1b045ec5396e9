/** The line of what could not be seen: most telling first (screens, "Not seen"). */
import { describe, expect, test } from 'vitest';
import { assess } from '../../src/domain/assess.ts';
import { problem } from '../../src/domain/problem.ts';
import { say } from '../../src/words/say.ts';
import { ago, assessOf, chartOf, ecog, STAGE_IV, type Scene } from '../support/chart-of.ts';

const linesOf = (resources: Parameters<typeof assessOf>[0]): readonly string[] =>
  assessOf(resources).notSeen.map((one) => say(one.say));

test('function and symptoms come before blood values, questions for the next talk last', () => {
  const lines = linesOf(STAGE_IV);
  const place = (words: RegExp): number => lines.findIndex((line) => words.test(line));
  expect(lines[0]).toMatch(/performance status/i);
  expect(lines[1]).toMatch(/symptom score/i);
  expect(place(/calcium/i)).toBeGreaterThan(1);
  expect(place(/stopping is not coded/i)).toBeGreaterThan(place(/calcium/i));
});

test('what is known is not among them', () => {
  expect(linesOf([...STAGE_IV, ecog(1, ago(5))]).join()).not.toMatch(/performance status/i);
});

describe('what the EHR gives of nobody', () => {
  const seenWith = (states: Scene['states'], resources: Parameters<typeof assessOf>[0] = STAGE_IV): readonly string[] =>
    assessOf(resources, { states: states ?? {} }).notSeen.map(
      (one) => `${one.source ?? ''} ${one.reason} ${one.say.code}`,
    );
  const placeOf = (lines: readonly string[], words: RegExp): number => {
    const place = lines.findIndex((line) => words.test(line));
    expect(place, words.source).toBeGreaterThanOrEqual(0);
    return place;
  };

  test('stands behind what is missing of this patient, and is still told', () => {
    const lines = seenWith({ MedicationAdministration: 'unsupported', MedicationStatement: 'unsupported' });
    const symptoms = placeOf(lines, /symptoms-never|symptoms-stale/);
    for (const source of ['MedicationAdministration', 'MedicationStatement'])
      expect(placeOf(lines, new RegExp(`^${source} unsupported`))).toBeGreaterThan(symptoms);
  });

  test('and behind what failed or was forbidden today, which comes before what was never recorded', () => {
    const lines = seenWith({ MedicationAdministration: 'unsupported', MedicationRequest: 'failed', Task: 'forbidden' });
    const standing = placeOf(lines, /^MedicationAdministration /);
    expect(placeOf(lines, /^MedicationRequest fetch-failed/)).toBeLessThan(placeOf(lines, /symptoms-/));
    expect(placeOf(lines, /^Task scope-not-granted/)).toBeLessThan(standing);
  });

  test('what its make leaves out stands there too', () => {
    const chart = chartOf(STAGE_IV);
    const { ehr } = chart.sources;
    if (ehr === undefined) throw new Error('no origin');
    const of = (kind: 'left-out' | 'network'): readonly string[] => {
      const why = problem(kind, 'x');
      const partial = { state: 'partial', count: 1, newest: null, why } as const;
      return assess({ ...chart, sources: { ehr: { ...ehr, Procedure: partial } } }).notSeen.map(
        ({ source, reason, say: { code } }) => `${source ?? ''} ${reason} ${code}`,
      );
    };
    const [leftOut, cut] = [of('left-out'), of('network')];
    expect(placeOf(cut, /^Procedure /)).toBeLessThan(placeOf(cut, /symptoms-/));
    expect(placeOf(leftOut, /^Procedure /)).toBeGreaterThan(placeOf(leftOut, /symptoms-/));
  });

  test('whether a referral is open comes first all the same', () => {
    expect(seenWith({ ServiceRequest: 'unsupported', MedicationAdministration: 'unsupported' })[0]).toMatch(
      /referral-not-checked/,
    );
  });

  test('no plan is visible, and consents were not read: that they were not is told', () => {
    expect(assessOf(STAGE_IV).notSeen.some(({ source }) => source === 'Consent')).toBe(false);
    for (const state of ['unsupported', 'not-asked', 'failed'] as const) {
      const { triggers } = assessOf(STAGE_IV, { states: { Consent: state } });
      expect(triggers.find(({ id }) => id === 'acp-gap')?.outcome).toBe('met');
      placeOf(seenWith({ Consent: state }), /^Consent /);
    }
  });
});
