/** What a clinician says at a visit, and what follows from it: situations that a clinician can read. */
import { describe, expect, it, test } from 'vitest';
import * as fc from 'fast-check';
import { assess } from '../../../src/domain/assess.ts';
import type { Chart } from '../../../src/domain/chart/chart.ts';
import { isoDay, parseWhen, type Day, type When } from '../../../src/domain/logic/when.ts';
import { draftFrom, followingVisit } from '../../../src/domain/referral/draft.ts';
import {
  CLINICIAN,
  leavingOut,
  NOTHING_SAID,
  puttingBack,
  refusalOf,
  withFact,
  withoutFact,
  type EnteredContent,
  type EnteredFact,
  type LeftOut,
  type Visit,
} from '../../../src/domain/visit/visit.ts';
import { mattersOf } from '../../../src/domain/matters.ts';
import { withVisit } from '../../../src/domain/visit/with-visit.ts';
import type { TriggerId } from '../../../src/domain/triggers/trigger.ts';
import { say } from '../../../src/words/say.ts';
import { fixtureChart, SCENARIOS } from '../../support/fixture-chart.ts';
import { runs } from '../../support/seeded.ts';

const day = (chart: Chart, daysAgo: number): When => {
  const when = parseWhen(isoDay(chart.asOf - daysAgo), () => 0);
  if (when === null) throw new Error('no day');
  return when;
};

let made = 0;
const fact = (content: EnteredContent, on: When): EnteredFact => ({
  id: `id-${(made += 1)}`,
  content,
  on,
  by: 'Dr. Amara Osei',
  at: 1,
});

const saying = (chart: Chart, ...said: readonly (readonly [content: EnteredContent, daysAgo: number])[]): Chart =>
  withVisit(
    chart,
    said.reduce<Visit>((visit, [content, ago]) => withFact(visit, fact(content, day(chart, ago))), NOTHING_SAID),
  );

const answerOf = (chart: Chart): string => {
  const { level, urgency } = assess(chart).recommendation;
  return `${level}, ${urgency}`;
};

const outcomeOf = (chart: Chart, id: TriggerId): string => {
  const found = assess(chart).triggers.find((one) => one.id === id);
  return `${found?.outcome}, ${found?.strength}, ${found?.certainty}`;
};

const leftOut = ({ origin, reference }: { origin: string; reference: string }): LeftOut => ({
  origin,
  reference,
  label: 'a record',
  value: null,
  when: null,
  by: null,
  at: 1,
});

describe('a fact that the chart lacks bears on the answer at once', () => {
  test.each<
    readonly [
      situation: string,
      scenario: string,
      before: string,
      said: readonly (readonly [EnteredContent, number])[],
      after: string,
    ]
  >([
    [
      'stage IV, ECOG never recorded: ECOG 3 today',
      '01a-lung-stage-4-since-120-days',
      'navigator, soon',
      [[{ is: 'performance', scale: 'ecog', value: 3 }, 0]],
      'specialist, soon',
    ],
    [
      'the same by Karnofsky 50',
      '01a-lung-stage-4-since-120-days',
      'navigator, soon',
      [[{ is: 'performance', scale: 'karnofsky', value: 50 }, 0]],
      'specialist, soon',
    ],
    [
      'ECOG 3 of a day that is too long ago',
      '01a-lung-stage-4-since-120-days',
      'navigator, soon',
      [[{ is: 'performance', scale: 'ecog', value: 3 }, 61]],
      'navigator, soon',
    ],
    [
      'pain 8 today',
      '01a-lung-stage-4-since-120-days',
      'navigator, soon',
      [[{ is: 'symptom', item: 'pain', score: 8 }, 0]],
      'specialist, urgent',
    ],
    [
      'ECOG 1 and pain 2: metastatic, nothing that burdens, all asked',
      '01a-lung-stage-4-since-120-days',
      'navigator, soon',
      [
        [{ is: 'performance', scale: 'ecog', value: 1 }, 0],
        [{ is: 'symptom', item: 'pain', score: 2 }, 0],
      ],
      'oncology-team, null',
    ],
    [
      'three stays without a stage: stage IV (situation 50)',
      '50a-lung-no-stage-three-stays',
      'navigator, urgent',
      [[{ is: 'stage', group: 'IV', cancer: null }, 0]],
      'specialist, soon',
    ],
    [
      'stage II, nothing recorded: the patient asks',
      '30-breast-stage-2-nothing-recorded',
      'watch, null',
      [[{ is: 'request', asks: true }, 0]],
      'specialist, soon',
    ],
    [
      'one visit diagnosis, cancer not certain: the patient asks (situation 44)',
      '44a-pancreas-one-visit-diagnosis',
      'none, null',
      [[{ is: 'request', asks: true }, 0]],
      'specialist, soon',
    ],
    [
      'the patient was asked and does not want it: no level',
      '30-breast-stage-2-nothing-recorded',
      'watch, null',
      [[{ is: 'request', asks: false }, 0]],
      'watch, null',
    ],
    [
      'the clinician judges so',
      '30-breast-stage-2-nothing-recorded',
      'watch, null',
      [[{ is: 'judgment', reason: 'clinician-judgment' }, 0]],
      'specialist, soon',
    ],
    [
      'brain metastases that the chart does not have',
      '30-breast-stage-2-nothing-recorded',
      'watch, null',
      [[{ is: 'metastases', present: true, sites: ['brain'] }, 0]],
      'specialist, soon',
    ],
    [
      'stage IV: no further treatment is planned',
      '01a-lung-stage-4-since-120-days',
      'navigator, soon',
      [[{ is: 'no-further-therapy' }, 0]],
      'hospice-conversation, soon',
    ],
    [
      'stage IV: it is the third line',
      '01a-lung-stage-4-since-120-days',
      'navigator, soon',
      [[{ is: 'line', number: 3 }, 10]],
      'specialist, soon',
    ],
    [
      'stage IV: weight 70 kg half a year ago, 63 kg now, and the caregiver is strained',
      '01a-lung-stage-4-since-120-days',
      'navigator, soon',
      [
        [{ is: 'weight', kilograms: 70 }, 170],
        [{ is: 'weight', kilograms: 63 }, 0],
        [{ is: 'caregiver', strained: true }, 0],
      ],
      'specialist, soon',
    ],
  ])('%s', (_, scenario, before, said, after) => {
    const chart = fixtureChart(scenario);
    expect(answerOf(chart)).toBe(before);
    expect(answerOf(saying(chart, ...said))).toBe(after);
  });

  it('counts like a definite one, and says who told it', () => {
    const chart = fixtureChart('01a-lung-stage-4-since-120-days');
    const said = saying(chart, [{ is: 'symptom', item: 'pain', score: 8 }, 0]);
    expect(outcomeOf(said, 'severe-physical-symptom')).toBe('met, major, attested');
    expect(outcomeOf(chart, 'severe-physical-symptom')).toBe('not-assessable, null, null');
  });

  it('no reason why a clinician judges so is ever said', () => {
    const chart = fixtureChart('30-breast-stage-2-nothing-recorded');
    const said = saying(chart, [{ is: 'judgment', reason: 'hastened-death-request' }, 0]);
    const draft = draftFrom(assess(said), [], { interpreterNeeded: null, language: null });
    expect(JSON.stringify(draft.said?.entered.map(say))).not.toMatch(/hastened|death|surprised/i);
    expect(assess(said).notices.map(({ id }) => id)).toContain('hastened-death-request');
  });

  it('a second answer to the same question of the same day takes the place of the first', () => {
    const chart = fixtureChart('01a-lung-stage-4-since-120-days');
    const said = saying(
      chart,
      [{ is: 'performance', scale: 'ecog', value: 3 }, 0],
      [{ is: 'performance', scale: 'ecog', value: 1 }, 0],
    );
    expect(said.visit?.entered.map(({ content }) => content)).toEqual([{ is: 'performance', scale: 'ecog', value: 1 }]);
    expect(assess(said).facts.ecog?.value).toBe(1);
  });

  it('a stay that was planned is no unplanned one', () => {
    const chart = fixtureChart('lung-stage-4-two-unplanned-stays');
    expect(outcomeOf(chart, 'repeat-unplanned-admissions')).toBe('met, major, definite');
    const stays = assess(chart).triggers.find(({ id }) => id === 'repeat-unplanned-admissions')?.evidence ?? [];
    const [first] = stays;
    if (first === undefined) throw new Error('no stay');
    const said = saying(chart, [
      { is: 'planned-stay', encounters: [{ origin: first.origin, reference: first.reference }] },
      0,
    ]);
    expect(outcomeOf(said, 'repeat-unplanned-admissions')).toBe('not-met, null, null');
    expect(assess(said).facts.acuteCare.plannedAdmissions).toBe(
      (assess(chart).facts.acuteCare.plannedAdmissions ?? 0) + 1,
    );
  });
});

describe('what a clinician calls wrong is out of the answer, and in view', () => {
  it('a metastasis that is none', () => {
    const chart = fixtureChart('breast-brain-metastases');
    const found = assess(chart).triggers.find(({ id }) => id === 'cns-metastases');
    expect(found?.outcome).toBe('met');
    const said = found?.evidence.reduce<Visit>((visit, one) => leavingOut(visit, leftOut(one)), NOTHING_SAID);
    if (said === undefined) throw new Error('nothing found');
    const without = assess(withVisit(chart, said));
    expect(without.triggers.find(({ id }) => id === 'cns-metastases')?.outcome).not.toBe('met');
    expect(without.visit?.leftOut).toHaveLength(said.leftOut.length);
  });

  it('hospice care that is over opens the question again', () => {
    const chart = fixtureChart('pancreas-hospice');
    const before = assess(chart).recommendation;
    expect(before.suppressedBy).toBe('hospice');
    const evidence = before.because.find(({ say: { code } }) => code === before.headline.code)?.evidence ?? [];
    const said = evidence.reduce<Visit>((visit, one) => leavingOut(visit, leftOut(one)), NOTHING_SAID);
    expect(assess(withVisit(chart, said)).recommendation.suppressedBy).toBeNull();
  });

  it('a referral with it names it, and says that it was left out', () => {
    const chart = fixtureChart('lung-stage-4-two-unplanned-stays');
    const evidence = assess(chart).triggers.find(({ id }) => id === 'metastatic-solid-tumor')?.evidence[0];
    if (evidence === undefined) throw new Error('no metastasis');
    const said = withVisit(chart, leavingOut(NOTHING_SAID, { ...leftOut(evidence), label: evidence.label }));
    const draft = draftFrom(assess(said), [], { interpreterNeeded: null, language: null });
    expect(draft.said?.leftOut.map(say)).toEqual([evidence.label]);
  });
});

describe('a referral that is being written follows', () => {
  it('takes a new reason in, and leaves unticked what was unticked', () => {
    const chart = fixtureChart('lung-stage-4-two-unplanned-stays');
    const draft = draftFrom(assess(chart), [], { interpreterNeeded: null, language: null });
    const unticked = { ...draft, reasons: draft.reasons.map((one, at) => ({ ...one, included: at !== 0 })) };
    const said = saying(chart, [{ is: 'symptom', item: 'pain', score: 8 }, 0]);
    const next = followingVisit(unticked, assess(said));
    expect(next.reasons.map(({ trigger }) => trigger)).toContain('severe-physical-symptom');
    expect(next.reasons.filter(({ included }) => !included).map(({ trigger }) => trigger)).toEqual(
      unticked.reasons.slice(0, 1).map(({ trigger }) => trigger),
    );
    expect(next.said?.entered.map(say)[0]).toMatch(/^Pain 8\/10, /);
    expect(followingVisit(next, assess(said))).toBe(next);
  });

  it('is not touched where nothing was said', () => {
    const chart = fixtureChart('lung-stage-4-two-unplanned-stays');
    const draft = draftFrom(assess(chart), [], { interpreterNeeded: null, language: null });
    expect(followingVisit(draft, assess(chart))).toBe(draft);
  });
});

describe('what cannot be is not taken in', () => {
  const asOf: Day = 20_000;
  const today: When = { lo: asOf, hi: asOf, precision: 'day', minutes: null };
  test.each<readonly [content: EnteredContent, on: When, refusal: string | null]>([
    [{ is: 'performance', scale: 'ecog', value: 5 }, today, 'not-a-value'],
    [{ is: 'performance', scale: 'ecog', value: 1.5 }, today, 'not-a-value'],
    [{ is: 'performance', scale: 'karnofsky', value: 55 }, today, 'not-a-value'],
    [{ is: 'performance', scale: 'karnofsky', value: 50 }, today, null],
    [{ is: 'symptom', item: 'pain', score: 11 }, today, 'not-a-value'],
    [{ is: 'symptom', item: 'pain', score: Number.NaN }, today, 'not-a-value'],
    [{ is: 'weight', kilograms: 7 }, today, 'not-a-value'],
    [{ is: 'weight', kilograms: Number.NaN }, today, 'not-a-value'],
    [{ is: 'line', number: 0 }, today, 'not-a-value'],
    [{ is: 'metastases', present: false, sites: ['brain'] }, today, 'not-a-value'],
    [{ is: 'request', asks: true }, { ...today, lo: asOf + 1, hi: asOf + 1 }, 'in-the-future'],
  ])('%j', (content, on, refusal) => {
    expect(refusalOf(content, on, asOf)).toBe(refusal);
  });
});

describe('never', () => {
  const contents: fc.Arbitrary<EnteredContent> = fc.oneof(
    fc.record({
      is: fc.constant('performance' as const),
      scale: fc.constant('ecog' as const),
      value: fc.integer({ min: 0, max: 4 }),
    }),
    fc.record({
      is: fc.constant('symptom' as const),
      item: fc.constantFrom('pain' as const, 'nausea' as const),
      score: fc.integer({ min: 0, max: 10 }),
    }),
    fc.record({ is: fc.constant('request' as const), asks: fc.boolean() }),
    fc.record({ is: fc.constant('line' as const), number: fc.integer({ min: 1, max: 12 }) }),
    fc.record({
      is: fc.constant('metastases' as const),
      present: fc.constant(true),
      sites: fc.subarray(['brain' as const, 'bone' as const]),
    }),
    fc.record({ is: fc.constant('weight' as const), kilograms: fc.integer({ min: 25, max: 300 }) }),
    fc.record({
      is: fc.constant('stage' as const),
      group: fc.constantFrom('I' as const, 'II' as const, 'III' as const, 'IV' as const),
      cancer: fc.constant(null),
    }),
    fc.constant({ is: 'no-further-therapy' as const }),
  );

  it('a lost fact, a changed record, or an answer that does not come back when everything is taken back', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SCENARIOS),
        fc.array(fc.tuple(contents, fc.integer({ min: 0, max: 400 })), { maxLength: 4 }),
        fc.nat(),
        (scenario, said, pick) => {
          const chart = fixtureChart(scenario);
          const before = assess(chart);
          const records = before.triggers.flatMap(({ evidence }) => evidence);
          const record = records[pick % Math.max(1, records.length)];
          let visit = said.reduce<Visit>(
            (sofar, [content, ago]) => withFact(sofar, fact(content, day(chart, ago))),
            NOTHING_SAID,
          );
          if (record !== undefined && !record.reference.startsWith('Patient/'))
            visit = leavingOut(visit, leftOut(record));
          const after = assess(withVisit(chart, visit));
          expect(after.visit === null).toBe(visit.entered.length + visit.leftOut.length === 0);
          for (const { outcome, evidence } of after.triggers) {
            if (outcome === 'met') expect(evidence.length).toBeGreaterThan(0);
            for (const one of evidence)
              expect(visit.leftOut.some((gone) => gone.reference === one.reference && gone.origin === one.origin)).toBe(
                false,
              );
          }
          // Nothing that was entered is told as if a server held it.
          for (const { evidence } of after.triggers)
            for (const { origin, reference } of evidence)
              expect(reference.startsWith('entered/')).toBe(origin === CLINICIAN);
          const back = [...visit.entered].reduce((sofar, { id }) => withoutFact(sofar, id), visit);
          const whole = [...visit.leftOut].reduce(puttingBack, back);
          const again = assess(withVisit(chart, whole));
          expect(again.recommendation).toEqual(before.recommendation);
          expect(again.triggers.map(({ outcome }) => outcome)).toEqual(before.triggers.map(({ outcome }) => outcome));
        },
      ),
      runs(300),
    );
  });
});

describe('what was entered is not told as if it were on record', () => {
  const patient = { interpreterNeeded: null, language: null };

  it('neither a stage nor a performance status stands among what is on record of a referral', () => {
    const chart = fixtureChart('50a-lung-no-stage-three-stays');
    const said = saying(
      chart,
      [{ is: 'stage', group: 'IV', cancer: null }, 400],
      [{ is: 'performance', scale: 'ecog', value: 2 }, 0],
    );
    const draft = draftFrom(assess(said), [], patient);
    expect((draft.background ?? []).map(say).join()).not.toMatch(/stage iv|ecog 2/i);
    expect(draft.said?.entered.map(say).join()).toMatch(/Stage IV.*ECOG 2/);
  });

  it('a diagnosis that is called wrong while the form is open is no longer what the referral is about', () => {
    const chart = fixtureChart('lung-stage-4-two-unplanned-stays');
    const draft = draftFrom(assess(chart), [], patient);
    const [about] = draft.about;
    if (about === undefined) throw new Error('about nothing');
    const next = followingVisit(draft, assess(withVisit(chart, leavingOut(NOTHING_SAID, leftOut(about)))));
    expect(next.about.map(({ reference }) => reference)).not.toContain(about.reference);
  });

  it('no words of a self-harm item go into an order that the patient reads', () => {
    const chart = fixtureChart('34-moderate-distress-self-harm-item');
    const [item] = assess(chart).notices.flatMap(({ evidence }) => evidence);
    if (item === undefined) throw new Error('no item');
    const visit = leavingOut(NOTHING_SAID, { ...leftOut(item), label: 'PHQ-9 item 9: thoughts of self-harm' });
    const draft = draftFrom(assess(withVisit(chart, visit)), [], patient);
    expect(draft.said?.leftOut.map(say)).toEqual(['an entry']);
  });

  it('a line that was said is no estimate', () => {
    const chart = fixtureChart('01a-lung-stage-4-since-120-days');
    const { against, triggers } = assess(saying(chart, [{ is: 'line', number: 3 }, 10]));
    const line = triggers.find(({ id }) => id === 'progression-after-second-line');
    expect(line === undefined ? '' : say(line.because)).toMatch(/^Line 3 since /);
    expect(against === null ? '' : say(against.say)).not.toMatch(/estimated/i);
  });

  it('a code status that only says that there is one hides no DNR beside the answer', () => {
    const chart = fixtureChart('colon-stage-4-wishes-recorded');
    const before = mattersOf(chart)?.codeStatus;
    expect(before?.says).toBe('DNR');
    expect(mattersOf(saying(chart, [{ is: 'planning', what: 'code-status' }, 0]))?.codeStatus).toEqual(before);
  });
});

it('that no stage is recorded is not said against an answer for which readings were not read', () => {
  const chart = fixtureChart('50a-lung-no-stage-three-stays', { Observation: { state: 'forbidden', problem: null } });
  const { against } = assess(chart);
  expect(against === null ? '' : say(against.say)).not.toMatch(/stage not recorded/i);
});
