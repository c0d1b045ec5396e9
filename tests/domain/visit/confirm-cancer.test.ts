/** A clinician confirms the diagnosis on which "cancer status unclear" rests: for which doubts, and what follows. */
import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { assess } from '../../../src/domain/assess.ts';
import type { Assessment } from '../../../src/domain/assessment.ts';
import type { Chart } from '../../../src/domain/chart/chart.ts';
import type { ConditionRecord } from '../../../src/domain/chart/records.ts';
import type { When } from '../../../src/domain/logic/when.ts';
import { draftFrom, followingVisit } from '../../../src/domain/referral/draft.ts';
import {
  CLINICIAN,
  confirmationOf,
  leavingOut,
  NOTHING_SAID,
  refusalOf,
  withFact,
  withoutFact,
  wordingOf,
  type ConfirmedRecord,
  type EnteredContent,
  type Visit,
} from '../../../src/domain/visit/visit.ts';
import { withVisit } from '../../../src/domain/visit/with-visit.ts';
import { letterText } from '../../../src/words/letter.ts';
import { say } from '../../../src/words/say.ts';
import {
  ago,
  carePlan,
  chartOf,
  claimOf,
  condition,
  ecog,
  patient,
  visitDiagnosis,
  type Claim,
  type Resource,
  type Scene,
} from '../../support/chart-of.ts';
import { demoSite } from '../../support/demo-site.ts';
import { fixtureChart, SCENARIOS } from '../../support/fixture-chart.ts';
import { runs } from '../../support/seeded.ts';

const todayOf = ({ asOf }: Chart): When => ({ lo: asOf, hi: asOf, precision: 'day', minutes: null });

const entering = (chart: Chart, content: EnteredContent, visit: Visit = NOTHING_SAID): Visit =>
  withFact(visit, { id: 'said', content, on: todayOf(chart), by: 'Dr. Amara Osei', at: 1 });

/** As the button beside the first of the records does it. */
function confirmed(chart: Chart, which = 0): Visit {
  const { confirmable } = assess(chart).facts;
  const one = confirmable[which];
  if (one === undefined) throw new Error('nothing to confirm');
  return entering(chart, confirmationOf(one, confirmable));
}

/** A record as it is confirmed, whatever it says. */
const asRead = (one: ConditionRecord): ConfirmedRecord => ({
  origin: one.origin,
  reference: one.reference,
  as: wordingOf(one),
});

const confirming = (chart: Chart): Assessment => assess(withVisit(chart, confirmed(chart)));

const UNCLEAR: Claim = { M: null, gate: 'cancer-status-unclear' };

describe('a doubt that one statement settles', () => {
  const rows: readonly (readonly [doubt: string, resources: readonly Resource[], after: Claim, scene?: Scene])[] = [
    [
      'one visit diagnosis',
      [visitDiagnosis('C25.0', ago(2))],
      { M: true, gate: null, triggers: { 'low-survival-cancer': 'met major definite' } },
    ],
    [
      'one visit diagnosis of a metastasis in the brain',
      [visitDiagnosis('C79.31', ago(2))],
      { M: true, gate: null, cns: 'met major definite', isMetastatic: true },
    ],
    [
      'a provisional diagnosis on the problem list',
      [condition('C25.0', { verification: 'provisional' })],
      { M: true, gate: null, triggers: { 'low-survival-cancer': 'met major definite' } },
    ],
    [
      'a code that says "suspected": a cancer of the lung, as the code names it, and its stage stays untold',
      [condition('162573006')],
      { M: true, A: null, gate: null, metastatic: 'not-assessable' },
    ],
    [
      'a diagnosis, and since then a code of past cancer',
      [condition('C18.7', { recorded: ago(400) }), condition('Z85.038', { recorded: ago(100) })],
      { M: true, gate: null },
    ],
    ['a visit diagnosis of long ago', [visitDiagnosis('C34.11', ago(800))], { M: true, gate: null }],
    [
      'in remission by its status, and a newer disease status was not read',
      [condition('C34.11', { status: 'remission' })],
      { M: true, gate: null },
      { states: { Observation: 'failed' } },
    ],
  ];
  for (const [doubt, resources, after, scene] of rows)
    test(doubt, () => {
      const chart = chartOf(resources, scene);
      expect(claimOf(assess(chart), UNCLEAR)).toEqual(UNCLEAR);
      expect(claimOf(confirming(chart), after)).toEqual(after);
      expect(confirming(chart).facts.confirmable).toEqual([]);
    });

  it('counts as a diagnosis that is certain: a second finding on it is not only probable', () => {
    const chart = chartOf([visitDiagnosis('C79.31', ago(2)), ecog(3, ago(5))]);
    expect(claimOf(confirming(chart), { function: '' }).function).toBe('met major definite counted');
  });
});

describe('a doubt that it does not settle is not offered', () => {
  const rows: readonly (readonly [
    doubt: string,
    resources: readonly Resource[],
    gate: string | null,
    scene?: Scene,
  ])[] = [
    ['a cancer in words alone', [condition(null, { text: 'pancreatic cancer' })], 'cancer-status-unclear'],
    ['malignant fluid alone', [condition('J91.0')], 'cancer-status-unclear'],
    [
      'in situ, and treatment was not read',
      [condition('D05.11')],
      'cancer-status-unclear',
      { states: { MedicationAdministration: 'failed', MedicationRequest: 'failed' } },
    ],
    [
      'uncertain behavior, and treatment was not read',
      [condition('126906006')],
      'cancer-status-unclear',
      { states: { MedicationAdministration: 'failed', MedicationRequest: 'failed' } },
    ],
    [
      'full remission by its code, and whether treatment goes on was not read',
      [condition('C90.01')],
      'cancer-status-unclear',
      { states: { MedicationAdministration: 'failed', MedicationRequest: 'failed' } },
    ],
    ['diagnoses could not be read', [], 'cancer-status-unclear', { states: { Condition: 'failed' } }],
    ['benign', [condition('D12.6')], 'no-active-malignancy'],
    ['past cancer', [condition('Z85.038')], 'no-active-malignancy'],
    ['a cancer that is there', [condition('C34.11')], null],
  ];
  for (const [doubt, resources, gate, scene] of rows)
    test(doubt, () => {
      const { facts, recommendation } = assess(chartOf(resources, scene));
      expect(recommendation.suppressedBy).toBe(gate);
      expect(facts.confirmable).toEqual([]);
    });

  test.each([
    ['benign', condition('D12.6', { id: 'c' })],
    ['in situ', condition('D05.11', { id: 'c' })],
    ['uncertain behavior', condition('126906006', { id: 'c' })],
    ['skin', condition('C44.311', { id: 'c' })],
    ['past cancer', condition('Z85.038', { id: 'c' })],
    ['full remission by its code', condition('C90.01', { id: 'c' })],
    ['words alone', condition(null, { id: 'c', text: 'pancreatic cancer' })],
    ['no cancer at all', condition('I10', { id: 'c' })],
  ])('%s never turns into cancer, whatever the tab has kept', (_, resource) => {
    const chart = chartOf([resource]);
    const kept = entering(chart, {
      is: 'active-cancer',
      name: 'a diagnosis',
      conditions: chart.conditions.map(asRead),
    });
    expect(withVisit(chart, kept).visit?.entered).toHaveLength(1);
    expect(assess(withVisit(chart, kept)).facts.activeMalignancy).toBe(assess(chart).facts.activeMalignancy);
  });
});

describe('what is on record stays in view', () => {
  it('a record of the same cancer in remission, and what is past', () => {
    const chart = chartOf([
      visitDiagnosis('C34.11', ago(2)),
      condition('C34.11', { id: 'over', status: 'resolved', abatement: ago(300), recorded: ago(900) }),
      condition('C50.911', { id: 'remission', status: 'remission' }),
    ]);
    expect(assess(chart).recommendation.suppressedBy).toBe('cancer-status-unclear');
    const { cancers } = confirming(chart).facts;
    expect(cancers.map(({ status }) => status).toSorted()).toEqual(['active', 'remission', 'resolved']);
  });

  it('entries of the same diagnosis are confirmed together, another one stays unclear', () => {
    const chart = chartOf([
      condition('C34.11', { id: 'a', verification: 'provisional' }),
      condition('C34.11', { id: 'b', verification: 'provisional' }),
      condition('C18.7', { id: 'c', verification: 'provisional' }),
    ]);
    const { cancers } = confirming(chart).facts;
    expect(cancers.map(({ status, evidence }) => [status, evidence.length])).toEqual([
      ['active', 2],
      ['unclear', 1],
    ]);
  });

  test.each<readonly [gate: string, resources: readonly Resource[]]>([
    ['deceased', [patient({ deceasedDateTime: ago(1) })]],
    ['under-18', [patient({ birthDate: ago(4000) })]],
    ['hospice', [condition('170935008', { id: 'hospice' })]],
    ['comfort-care-recorded', [carePlan('133918004', ago(30))]],
  ])('%s still speaks first', (gate, more) => {
    const chart = chartOf([visitDiagnosis('C25.0', ago(20)), ...more]);
    const visit = confirmed(chartOf([visitDiagnosis('C25.0', ago(20), { id: 'd' })]));
    const [fact] = visit.entered;
    if (fact?.content.is !== 'active-cancer') throw new Error('nothing confirmed');
    const said = entering(chart, { ...fact.content, conditions: chart.conditions.map(asRead) });
    expect(assess(withVisit(chart, said)).recommendation.suppressedBy).toBe(gate);
  });
});

describe('it is told as what it is', () => {
  const chart = fixtureChart('44a-pancreas-one-visit-diagnosis');

  it('beside every finding that rests on the diagnosis', () => {
    const found = confirming(chart).triggers.find(({ id }) => id === 'low-survival-cancer');
    expect(found?.evidence.map(({ origin }) => origin)).toEqual(['ehr', CLINICIAN]);
    expect(found?.evidence[1]?.reference).toBe('entered/said');
    // It dates nothing: the disease is as old as its record.
    expect(found?.evidence[1]?.when).toBeNull();
  });

  it('in the referral and in its letter', () => {
    const answer = confirming(chart);
    const draft = draftFrom(answer, ['palliative-clinic'], chart.patient);
    expect(draft.about.map(({ origin }) => origin)).toEqual(['ehr']);
    expect(draft.said?.entered.map(say)).toEqual([expect.stringMatching(/^Confirmed as active cancer: .*pancreas/i)]);
    const letter = letterText({
      draft,
      patient: chart.patient,
      service: null,
      site: demoSite(),
      requester: null,
      decisionId: 'd',
    });
    expect(letter).toMatch(/Findings:\n- .*\(told by the referring clinician\)/);
    expect(letter).toMatch(/not taken from the chart:\n- Confirmed as active cancer: /);
    expect(letter).not.toMatch(/Cancer status unclear/);
  });

  it('in a referral that was being written: what was unclear is no longer said', () => {
    const draft = draftFrom(assess(chart), [], chart.patient);
    expect((draft.background ?? []).map(say).join()).toMatch(/Cancer status unclear/);
    const next = followingVisit(draft, confirming(chart));
    expect((next.background ?? []).map(say).join()).not.toMatch(/Cancer status unclear/);
    expect(next.about).toHaveLength(1);
  });

  it('the first record of the disease keeps its day: the answer knows when it was diagnosed', () => {
    const [cancer] = confirming(chart).facts.cancers;
    expect(cancer?.onset).toEqual(assess(chart).facts.cancers[0]?.onset);
  });
});

describe('what was said last holds', () => {
  const chart = chartOf([visitDiagnosis('C25.0', ago(2))]);

  it('a record that is called wrong after it was confirmed is confirmed no longer', () => {
    const [record] = assess(chart).facts.confirmable;
    if (record === undefined) throw new Error('nothing to confirm');
    const visit = leavingOut(confirmed(chart), { ...record, by: null, at: 2 });
    expect(visit.entered).toEqual([]);
    expect(assess(withVisit(chart, visit)).recommendation.suppressedBy).toBe('no-active-malignancy');
  });

  it('the same diagnosis is confirmed once', () => {
    const { entered } = [...confirmed(chart).entered].reduce(
      (visit, fact) => withFact(visit, { ...fact, id: 'again' }),
      confirmed(chart),
    );
    expect(entered.map(({ id }) => id)).toEqual(['again']);
  });

  it('nothing is no diagnosis', () => {
    expect(refusalOf({ is: 'active-cancer', name: 'x', conditions: [] }, todayOf(chart), chart.asOf)).toBe(
      'not-a-value',
    );
  });
});

describe('never', () => {
  it('a changed record, a hidden one, or an offer beside what is certain; and taking it back leaves no trace', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SCENARIOS), fc.nat(), (scenario, pick) => {
        const chart = fixtureChart(scenario);
        const before = JSON.stringify(chart.conditions);
        const answer = assess(chart);
        const { confirmable, activeMalignancy, cancers } = answer.facts;
        if (activeMalignancy !== null) expect(confirmable).toEqual([]);
        const one = confirmable[pick % Math.max(1, confirmable.length)];
        if (one === undefined) return;
        const visit = entering(chart, confirmationOf(one, confirmable));
        const after = assess(withVisit(chart, visit));
        expect(JSON.stringify(chart.conditions)).toBe(before);
        expect(after.facts.activeMalignancy).toBe(true);
        const referencesOf = (all: typeof cancers) => all.flatMap(({ evidence }) => evidence.map((e) => e.reference));
        for (const reference of referencesOf(cancers)) expect(referencesOf(after.facts.cancers)).toContain(reference);
        for (const { evidence } of after.triggers)
          for (const { origin, reference } of evidence)
            expect(reference.startsWith('entered/')).toBe(origin === CLINICIAN);
        expect(assess(withVisit(chart, withoutFact(visit, 'said'))).recommendation).toEqual(answer.recommendation);
      }),
      runs(300),
    );
  });
});
