/** A confirmation holds for the record as it was read, and for that diagnosis alone. */
import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { assess } from '../../../src/domain/assess.ts';
import type { Assessment } from '../../../src/domain/assessment.ts';
import type { Chart } from '../../../src/domain/chart/chart.ts';
import { exposuresOf } from '../../../src/domain/chart/exposures.ts';
import { activeMalignancy } from '../../../src/domain/chart/malignancy.ts';
import { draftFrom } from '../../../src/domain/referral/draft.ts';
import {
  confirmationOf,
  isWithoutEffect,
  NOTHING_SAID,
  onDay,
  withFact,
  type Visit,
} from '../../../src/domain/visit/visit.ts';
import { withVisit } from '../../../src/domain/visit/with-visit.ts';
import { letterText } from '../../../src/words/letter.ts';
import { say } from '../../../src/words/say.ts';
import {
  ago,
  chartOf,
  claimOf,
  condition,
  ecog,
  visitDiagnosis,
  type Claim,
  type ConditionSaid,
  type Resource,
} from '../../support/chart-of.ts';
import { demoSite } from '../../support/demo-site.ts';
import { runs } from '../../support/seeded.ts';

/** As the button beside the record does it. */
function confirmed(chart: Chart, id: string, before: Visit = NOTHING_SAID): Visit {
  const { confirmable } = assess(withVisit(chart, before)).facts;
  const one = confirmable.find(({ reference }) => reference === `Condition/${id}`);
  if (one === undefined) throw new Error(`${id} cannot be confirmed`);
  const content = confirmationOf(one, confirmable);
  return withFact(before, { id: `said-${id}`, content, on: onDay(chart.asOf), by: 'Dr. Amara Osei', at: 1 });
}

const answering = (chart: Chart, visit: Visit): Assessment => assess(withVisit(chart, visit));

const letterOn = (chart: Chart, answer: Assessment): string =>
  letterText({
    draft: draftFrom(answer, ['palliative-clinic'], chart.patient),
    patient: chart.patient,
    service: null,
    site: demoSite(),
    requester: null,
    decisionId: 'd',
  });

const offered = ({ facts }: Assessment): readonly string[] =>
  facts.confirmable.map(({ reference }) => reference.replace('Condition/', ''));

const PANCREAS = 'Malignant neoplasm of head of pancreas';
const COLON = 'Malignant neoplasm of sigmoid colon';

const pancreas = (more: ConditionSaid = {}): Resource =>
  condition('C25.0', { id: 'pancreas', display: PANCREAS, verification: 'provisional', ...more });

const colon = (more: ConditionSaid = {}): Resource =>
  condition('C18.7', { id: 'colon', display: COLON, verification: 'provisional', stage: 'Stage I', ...more });

describe('a record that is read again and says something else', () => {
  const rows: readonly (readonly [now: string, resources: readonly Resource[]])[] = [
    ['another code', [condition('C61', { id: 'pancreas', display: PANCREAS, verification: 'provisional' })]],
    ['another code, certain', [condition('C61', { id: 'pancreas', display: PANCREAS })]],
    ['other words', [pancreas({ display: 'Malignant neoplasm of body of pancreas' })]],
    ['a visit diagnosis of another cancer', [visitDiagnosis('C34.11', ago(3), { id: 'pancreas' })]],
    ['resolved', [pancreas({ status: 'resolved', abatement: ago(0) })]],
    ['inactive', [pancreas({ status: 'inactive' })]],
    ['in remission', [pancreas({ status: 'remission' })]],
    ['ended, and not said to be resolved', [pancreas({ abatement: ago(1) })]],
    ['refuted', [pancreas({ verification: 'refuted' })]],
    ['entered in error', [pancreas({ verification: 'entered-in-error' })]],
    ['gone', []],
    ['under another id', [pancreas({ id: 'other' })]],
    ['benign', [condition('D12.6', { id: 'pancreas' })]],
  ];
  const visit = confirmed(chartOf([pancreas()]), 'pancreas');
  for (const [now, resources] of rows)
    test(now, () => {
      const chart = chartOf(resources);
      const [plain, answer] = [assess(chart), answering(chart, visit)];
      expect(answer.facts).toEqual(plain.facts);
      expect(answer.recommendation).toEqual(plain.recommendation);
      expect(visit.entered.map((one) => isWithoutEffect(one, answer.visit))).toEqual([true]);
      expect(letterOn(chart, answer)).not.toMatch(/confirmed/i);
    });

  it('the same record, read again as it was, is confirmed as before', () => {
    const answer = answering(chartOf([pancreas()]), visit);
    expect(claimOf(answer, { M: true, gate: null })).toEqual({ M: true, gate: null });
    expect(visit.entered.map((one) => isWithoutEffect(one, answer.visit))).toEqual([false]);
  });

  it('of two records the one that has not changed', () => {
    const both = chartOf([pancreas({ id: 'a' }), pancreas({ id: 'b' })]);
    const said = confirmed(both, 'a');
    const chart = chartOf([pancreas({ id: 'a' }), condition('C61', { id: 'b', display: 'Prostate cancer' })]);
    const answer = answering(chart, said);
    expect(answer.facts.cancers.map(({ name, status }) => `${name}: ${status}`)).toEqual([
      `${PANCREAS}: active`,
      'Prostate cancer: active',
    ]);
    expect(letterOn(chart, answer)).toMatch(
      /Diagnosis: Malignant neoplasm of head of pancreas \(confirmed by the referring clinician\); Prostate cancer\n/,
    );
  });

  it('whatever has changed, the answer is that of the chart alone', () => {
    const said = fc.record({
      verification: fc.constantFrom('confirmed', 'provisional', 'unconfirmed', 'refuted'),
      status: fc.constantFrom('active', 'inactive', 'resolved', 'remission', 'recurrence'),
      code: fc.constantFrom('C25.0', 'C61', 'C79.31', 'D12.6', 'C90.01', '162573006'),
      display: fc.constantFrom(PANCREAS, 'Cancer'),
    });
    fc.assert(
      fc.property(said, ({ code, ...more }) => {
        const chart = chartOf([condition(code, { id: 'pancreas', ...more })]);
        const asBefore =
          code === 'C25.0' &&
          more.display === PANCREAS &&
          more.status === 'active' &&
          (more.verification === 'provisional' || more.verification === 'unconfirmed');
        const answer = answering(chart, visit);
        expect(answer.visit?.entered.length ?? 0).toBe(asBefore ? 1 : 0);
        if (!asBefore) expect(answer.recommendation).toEqual(assess(chart).recommendation);
      }),
      runs(200),
    );
  });
});

describe('what is said of one diagnosis settles no other', () => {
  const rows: readonly (readonly [
    doubt: string,
    resources: readonly Resource[],
    first: string,
    left: readonly string[],
  ])[] = [
    ['two provisional diagnoses', [colon(), pancreas()], 'colon', ['pancreas']],
    ['the other way round', [colon(), pancreas()], 'pancreas', ['colon']],
    [
      'a diagnosis, and a metastasis',
      [
        condition('C50.911', { id: 'breast', verification: 'provisional' }),
        condition('C79.31', { id: 'brain', verification: 'provisional' }),
      ],
      'breast',
      ['brain'],
    ],
    [
      'two diagnoses of one visit each',
      [
        visitDiagnosis('C18.7', ago(3), { id: 'colon', stage: 'Stage I' }),
        visitDiagnosis('C25.0', ago(9), { id: 'pancreas' }),
      ],
      'colon',
      ['pancreas'],
    ],
    [
      'two visit diagnoses of long ago',
      [
        visitDiagnosis('C18.7', ago(800), { id: 'colon', stage: 'Stage I' }),
        visitDiagnosis('C34.11', ago(900), { id: 'lung' }),
      ],
      'colon',
      ['lung'],
    ],
    ['one that is suspected', [colon(), condition('162573006', { id: 'suspected' })], 'colon', ['suspected']],
    [
      'left and right breast are two',
      [
        condition('C50.912', { id: 'left', verification: 'provisional', stage: 'Stage I' }),
        condition('C50.911', { id: 'right', verification: 'provisional', stage: 'Stage I' }),
      ],
      'left',
      ['right'],
    ],
    ['an older entry of the same cancer', [colon(), visitDiagnosis('C18.9', ago(800), { id: 'old' })], 'colon', []],
    ['one that is benign', [colon(), condition('D12.6', { verification: 'provisional' })], 'colon', []],
  ];
  for (const [doubt, resources, first, left] of rows)
    test(doubt, () => {
      const chart = chartOf([...resources, ecog(1, ago(5))]);
      const visit = confirmed(chart, first);
      const answer = answering(chart, visit);
      expect(answer.facts.activeMalignancy).toBe(true);
      expect(offered(answer)).toEqual(left);
      if (left.length > 0) {
        expect(answer.recommendation.basis).toBe('thin');
        expect(answer.recommendation.headline.code).not.toBe('answer-watch');
      }
      // Each can be confirmed in its turn.
      const all = left.reduce((before, id) => confirmed(chart, id, before), visit);
      expect(offered(answering(chart, all))).toEqual([]);
    });

  it('the answer names what is not confirmed, and does not reassure', () => {
    const chart = chartOf([colon(), pancreas(), ecog(1, ago(5))]);
    const answer = answering(chart, confirmed(chart, 'colon'));
    expect(say(answer.recommendation.headline)).toMatch(
      /^Too little is recorded to say: Malignant neoplasm of head of pancreas is not confirmed/,
    );
    expect(answer.against?.as).toBe('not-counted');
    expect(answer.against === null ? '' : say(answer.against.say)).toMatch(
      /^Malignant neoplasm of head of pancreas.*not confirmed$/,
    );
  });

  it('one cancer alone, confirmed, may be reassured about as if it were on record', () => {
    const chart = chartOf([colon(), ecog(1, ago(5))]);
    expect(answering(chart, confirmed(chart, 'colon')).recommendation.headline.code).toBe('answer-watch');
  });
});

describe('a metastasis that is confirmed speaks for its cancer', () => {
  const resources = [
    visitDiagnosis('C34.11', ago(200), { id: 'lung' }),
    visitDiagnosis('C34.11', ago(190), { id: 'again' }),
    condition('Z85.118', { id: 'history', recorded: ago(100) }),
  ];
  const said: Claim = { M: true, gate: null };

  it.each([
    ['provisional', condition('C79.31', { id: 'brain', verification: 'provisional' })],
    ['of one visit', visitDiagnosis('C79.31', ago(2), { id: 'brain' })],
  ])('%s: the code of past cancer since then asks no more', (_, metastasis) => {
    const chart = chartOf([...resources, metastasis]);
    const one = chart.conditions.find(({ reference }) => reference === 'Condition/brain');
    if (one === undefined) throw new Error('no metastasis');
    const visit = withFact(NOTHING_SAID, {
      id: 'said',
      content: confirmationOf(one, [one]),
      on: onDay(chart.asOf),
      by: null,
      at: 1,
    });
    const answer = answering(chart, visit);
    expect(claimOf(answer, said)).toEqual(said);
    expect(answer.facts.cancers.map(({ site, role, status }) => `${role} ${site}: ${status}`)).toContain(
      'primary lung: active',
    );
  });
});

describe('the same confirmation is the same', () => {
  it('in whatever order the records come', () => {
    const [one, other] = chartOf([pancreas({ id: 'a' }), pancreas({ id: 'b' })]).conditions;
    if (one === undefined || other === undefined) throw new Error('not read');
    expect(confirmationOf(one, [one, other])).toEqual(confirmationOf(other, [other, one]));
  });

  it('however often a record is told', () => {
    const [one] = assess(chartOf([pancreas()])).facts.confirmable;
    if (one === undefined) throw new Error('nothing to confirm');
    expect(confirmationOf(one, [one, one])).toEqual(confirmationOf(one, [one]));
  });
});

describe('the letter says on whose word the diagnosis rests', () => {
  it('beside the one that was confirmed', () => {
    const chart = chartOf([pancreas(), condition('C61', { id: 'prostate', display: 'Prostate cancer' })]);
    expect(letterOn(chart, assess(chart))).toMatch(/Diagnosis: Prostate cancer\n/);
    const alone = chartOf([pancreas()]);
    expect(letterOn(alone, answering(alone, confirmed(alone, 'pancreas')))).toMatch(
      /Diagnosis: Malignant neoplasm of head of pancreas \(confirmed by the referring clinician\)\n/,
    );
  });

  it('one that its code calls suspected is a cancer of the lung, and probable', () => {
    const chart = chartOf([condition('162573006', { id: 'suspected' })]);
    const answer = answering(chart, confirmed(chart, 'suspected'));
    expect(answer.facts.cancers.map(({ site }) => site)).toEqual(['lung']);
    const read = withVisit(chart, confirmed(chart, 'suspected'));
    expect(activeMalignancy(read, exposuresOf(read)).conditions.map(({ cancer }) => cancer.probable)).toEqual([true]);
  });
});
