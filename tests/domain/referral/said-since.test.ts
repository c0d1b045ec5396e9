/** After a referral has left: what the screen goes by, and what the referral says. */
import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { assess } from '../../../src/domain/assess.ts';
import { parseWhen, type When } from '../../../src/domain/logic/when.ts';
import { problem } from '../../../src/domain/problem.ts';
import { draftFrom, SAID_NOTHING, type ReferralDraft, type SaidAtVisit } from '../../../src/domain/referral/draft.ts';
import type { SubmissionOutcome } from '../../../src/domain/referral/outcome.ts';
import {
  carriedBy,
  NOTHING_BEFORE,
  saidSince,
  versionsOf,
  type CarriedBy,
} from '../../../src/domain/referral/said-since.ts';
import { IDLE, type Submission, type UserWord } from '../../../src/domain/referral/submission.ts';
import type { FactWrites } from '../../../src/domain/visit/fact-write.ts';
import {
  leavingOut,
  NOTHING_SAID,
  puttingBack,
  withFact,
  withoutFact,
  type EnteredContent,
  type EnteredFact,
  type LeftOut,
  type Visit,
} from '../../../src/domain/visit/visit.ts';
import { withVisit } from '../../../src/domain/visit/with-visit.ts';
import { say } from '../../../src/words/say.ts';
import { fixtureChart } from '../../support/fixture-chart.ts';
import { runs } from '../../support/seeded.ts';

const on = (date: string): When => parseWhen(date, () => 0) as When;
const TODAY = '2026-11-22';

let made = 0;
const fact = (content: EnteredContent, date = TODAY): EnteredFact => ({
  id: `id-${(made += 1)}`,
  content,
  on: on(date),
  by: null,
  at: made,
});
const ecog = (value: number, date = TODAY): EnteredFact => fact({ is: 'performance', scale: 'ecog', value }, date);
const record = (reference: string, label: string, value: string | null = null): LeftOut => ({
  origin: 'ehr',
  reference,
  label,
  value,
  when: on('2026-08-04'),
  by: null,
  at: 1,
});

const ECOG_3 = ecog(3);
const PAIN_8 = fact({ is: 'symptom', item: 'pain', score: 8 });
const STAY = record('Encounter/e1', 'Hospital stay');
const WEIGHT = record('Observation/w1', 'Body weight', '40 kg');
const ITEM_9 = record('Observation/q1', 'PHQ-9 item 9', '2');

const visitOf = (entered: readonly EnteredFact[], leftOut: readonly LeftOut[] = []): Visit => ({ entered, leftOut });

const chart = fixtureChart('lung-stage-4-two-unplanned-stays');
const CHART_ANSWER = draftFrom(assess(chart), [], chart.patient);
/** As it is made, kept in the tab, and found again after a reload. */
function sentWith(visit: Visit): ReferralDraft {
  const { said } = draftFrom(assess(withVisit(chart, visit)), [], chart.patient);
  const draft = said === undefined ? CHART_ANSWER : { ...CHART_ANSWER, said };
  return JSON.parse(JSON.stringify(draft)) as ReferralDraft;
}

const saidWith = (visit: Visit): SaidAtVisit => sentWith(visit).said ?? SAID_NOTHING;

const toldOf = (versions: readonly SaidAtVisit[], now: Visit, writes: FactWrites = {}): readonly string[] =>
  Object.entries(saidSince(versions, now, writes) ?? {}).flatMap(([kind, all]) =>
    all.map((one: Parameters<typeof say>[0]) => `${kind}: ${say(one)}`),
  );

const told = (sent: Visit, now: Visit, writes: FactWrites = {}): readonly string[] =>
  toldOf([saidWith(sent)], now, writes);

const savedAs = ({ reference }: LeftOut, entry: EnteredFact): FactWrites => ({
  [entry.id]: { at: 'written', fact: entry, record: { origin: 'ehr', reference, label: 'ECOG', value: '3' } },
});

describe('said since it was sent', () => {
  const rows: readonly (readonly [
    situation: string,
    sent: Visit,
    now: Visit,
    told: readonly string[],
    writes?: FactWrites,
  ])[] = [
    ['nothing was said, then or since', NOTHING_SAID, NOTHING_SAID, []],
    ['what was said stands', visitOf([ECOG_3, PAIN_8], [STAY]), visitOf([ECOG_3, PAIN_8], [STAY]), []],
    ['in another order', visitOf([ECOG_3, PAIN_8]), visitOf([PAIN_8, ECOG_3]), []],
    ['an entry is taken back', visitOf([ECOG_3, PAIN_8]), visitOf([PAIN_8]), ['takenBack: ECOG 3, 22 Nov 2026']],
    ['and entered again as it was', visitOf([ECOG_3]), visitOf([ecog(3)]), []],
    [
      'another value of the same day takes its place',
      visitOf([ECOG_3]),
      withFact(visitOf([ECOG_3]), ecog(2)),
      ['takenBack: ECOG 3, 22 Nov 2026', 'entered: ECOG 2, 22 Nov 2026'],
    ],
    [
      'the same value, of another day',
      visitOf([ECOG_3]),
      visitOf([ecog(3, '2026-11-20')]),
      ['takenBack: ECOG 3, 22 Nov 2026', 'entered: ECOG 3, 20 Nov 2026'],
    ],
    ['one more is entered', visitOf([ECOG_3]), visitOf([ECOG_3, PAIN_8]), ['entered: Pain 8/10, 22 Nov 2026']],
    ['the first is entered', NOTHING_SAID, visitOf([PAIN_8]), ['entered: Pain 8/10, 22 Nov 2026']],
    ['a record is called wrong', NOTHING_SAID, visitOf([], [STAY]), ['leftOut: Hospital stay, 4 Aug 2026']],
    [
      'another record is called wrong',
      visitOf([], [STAY]),
      visitOf([], [STAY, WEIGHT]),
      ['leftOut: Body weight 40 kg, 4 Aug 2026'],
    ],
    ['a record counts again', visitOf([], [STAY]), NOTHING_SAID, ['putBack: Hospital stay, 4 Aug 2026']],
    [
      'one of two that are told alike counts again',
      visitOf([], [STAY, { ...STAY, reference: 'Encounter/e2' }]),
      visitOf([], [STAY]),
      ['putBack: Hospital stay, 4 Aug 2026'],
    ],
    [
      'a record that an order does not name is called wrong: here it is named',
      NOTHING_SAID,
      visitOf([], [ITEM_9]),
      ['leftOut: PHQ-9 item 9 2, 4 Aug 2026'],
    ],
    ['it was called wrong before, and still is', visitOf([], [ITEM_9]), visitOf([], [ITEM_9]), []],
    ['it counts again: as the order told it', visitOf([], [ITEM_9]), NOTHING_SAID, ['putBack: an entry, 4 Aug 2026']],
    [
      'an entry was saved to the chart and is taken back: told once',
      visitOf([ECOG_3]),
      visitOf([], [WEIGHT]),
      ['takenBack: ECOG 3, 22 Nov 2026'],
      savedAs(WEIGHT, ECOG_3),
    ],
    [
      'an entry of later, saved and taken back: it was never in the referral',
      NOTHING_SAID,
      visitOf([], [WEIGHT]),
      [],
      savedAs(WEIGHT, ECOG_3),
    ],
  ];
  for (const [situation, sent, now, expected, writes] of rows) {
    test(situation, () => {
      expect(told(sent, now, writes)).toEqual(expected);
    });
  }

  const several: readonly (readonly [
    situation: string,
    versions: readonly Visit[],
    now: Visit,
    told: readonly string[],
  ])[] = [
    [
      'an earlier try says what was taken back before the last',
      [NOTHING_SAID, visitOf([ECOG_3], [STAY])],
      NOTHING_SAID,
      ['takenBack: ECOG 3, 22 Nov 2026', 'putBack: Hospital stay, 4 Aug 2026'],
    ],
    ['entered again as that try has it', [NOTHING_SAID, visitOf([ECOG_3], [STAY])], visitOf([ecog(3)], [STAY]), []],
    [
      'both tries say it: told once',
      [visitOf([ECOG_3]), visitOf([ECOG_3])],
      NOTHING_SAID,
      ['takenBack: ECOG 3, 22 Nov 2026'],
    ],
    [
      'no try says it',
      [NOTHING_SAID, visitOf([ECOG_3])],
      visitOf([ECOG_3, PAIN_8]),
      ['entered: Pain 8/10, 22 Nov 2026'],
    ],
  ];
  for (const [situation, versions, now, expected] of several) {
    test(`nobody knows which try arrived: ${situation}`, () => {
      expect(toldOf(versions.map(saidWith), now)).toEqual(expected);
    });
  }

  it('is never told of what was only done and undone, and always of what was not', () => {
    const entry = fc.constantFrom(ECOG_3, PAIN_8, ecog(1, '2026-10-01'));
    const left = fc.constantFrom(STAY, WEIGHT, ITEM_9);
    const visit = fc
      .tuple(fc.uniqueArray(entry), fc.uniqueArray(left))
      .map(([entered, leftOut]) => visitOf(entered, leftOut));
    fc.assert(
      fc.property(visit, entry, left, (sent, one, wrong) => {
        const versions = [saidWith(sent)];
        expect(saidSince(versions, sent, {})).toBeNull();
        const had = sent.entered.includes(one);
        const other = had ? withoutFact(sent, one.id) : withFact(sent, one);
        expect(saidSince(versions, other, {})?.[had ? 'takenBack' : 'entered']).toHaveLength(1);
        expect(saidSince(versions, withFact(withoutFact(other, one.id), one), {})?.takenBack ?? []).toEqual([]);
        const hadWrong = sent.leftOut.includes(wrong);
        const next = hadWrong ? puttingBack(sent, wrong) : leavingOut(sent, wrong);
        expect(saidSince(versions, next, {})?.[hadWrong ? 'putBack' : 'leftOut']).toHaveLength(1);
      }),
      runs(60),
    );
  });
});

describe('what carries it', () => {
  const there = { reference: 'ServiceRequest/1', readBack: true, alsoOpen: [] } as const;
  const lost = problem('timeout', 'x');
  const settled = (outcome: SubmissionOutcome, userWord: UserWord | null = null): Submission => ({
    at: 'settled',
    decisionId: 'd',
    draft: CHART_ANSWER,
    touched: true,
    outcome,
    since: 0,
    looking: false,
    userWord,
  });

  const rows: readonly (readonly [
    situation: string,
    submission: Submission,
    by: CarriedBy | null,
    mayHaveLeft?: boolean,
  ])[] = [
    ['nothing was begun', IDLE, null],
    ['an order was placed', settled({ outcome: 'placed', ...there }), 'referral'],
    ['it waits for review in the EHR', settled({ outcome: 'staged', reference: null }), 'referral'],
    ['a request, or a message, was sent', settled({ outcome: 'filed', as: 'task', ...there }), 'referral'],
    ['a letter was filed', settled({ outcome: 'filed', as: 'note', ...there }), 'letter'],
    ['an order waits for a signature', settled({ outcome: 'prepared', via: 'fhir-create', ...there }), 'prepared'],
    ['the answer was lost', settled({ outcome: 'unknown', via: 'fhir-create', why: lost }), 'perhaps'],
    [
      'and the user sees the order',
      settled({ outcome: 'unknown', via: 'fhir-create', why: lost }, 'sees-it'),
      'referral',
    ],
    ['or the letter', settled({ outcome: 'unknown', via: 'note', why: lost }, 'sees-it'), 'letter'],
    [
      'or the order in the cart',
      settled({ outcome: 'unknown', via: 'web-messaging', why: lost }, 'sees-it'),
      'prepared',
    ],
    ['what arrived may be an earlier version', settled({ outcome: 'placed', earlierWords: true, ...there }), 'perhaps'],
    ['the letter was handed on', settled({ outcome: 'manual' }, 'handed-on'), 'letter'],
    ['the user has placed an order', settled({ outcome: 'manual' }, 'placed-it'), 'own-order'],
    ['nothing left from here', settled({ outcome: 'manual' }), null],
    ['but an earlier try may have', settled({ outcome: 'manual' }), 'perhaps', true],
  ];
  for (const [situation, submission, by, mayHaveLeft = false] of rows) {
    test(situation, () => {
      expect(carriedBy(submission, mayHaveLeft)).toBe(by);
    });
  }

  const TRIED = saidWith(visitOf([ECOG_3]));
  const LETTER = saidWith(visitOf([PAIN_8]));
  const before = { tried: [TRIED], letter: LETTER };
  const versions: readonly (readonly [
    situation: string,
    submission: Submission,
    by: CarriedBy,
    versions: readonly SaidAtVisit[],
  ])[] = [
    [
      'of an order that is there it is what was sent',
      settled({ outcome: 'placed', ...there }),
      'referral',
      [SAID_NOTHING],
    ],
    [
      'of one in earlier words it is each try',
      settled({ outcome: 'placed', earlierWords: true, ...there }),
      'perhaps',
      [SAID_NOTHING, TRIED],
    ],
    [
      'of a second answer that was lost, too',
      settled({ outcome: 'unknown', via: 'fhir-create', why: lost }),
      'perhaps',
      [SAID_NOTHING, TRIED],
    ],
    [
      'a user who sees one after two tries cannot tell which',
      settled({ outcome: 'unknown', via: 'fhir-create', why: lost }, 'sees-it'),
      'perhaps',
      [SAID_NOTHING, TRIED],
    ],
    ['of a letter by hand it is what was copied', settled({ outcome: 'manual' }, 'handed-on'), 'letter', [LETTER]],
    ['also beside the own order', settled({ outcome: 'manual' }, 'placed-it'), 'own-order', [LETTER]],
    ['a filed letter is not the copy', settled({ outcome: 'filed', as: 'note', ...there }), 'letter', [SAID_NOTHING]],
  ];
  for (const [situation, submission, by, expected] of versions) {
    test(situation, () => {
      expect(carriedBy(submission, false, before)).toBe(by);
      expect(versionsOf(submission, by, before)).toEqual(expected);
    });
  }

  test('a letter that was neither copied nor printed is as the form had it', () => {
    expect(versionsOf(settled({ outcome: 'manual' }, 'handed-on'), 'letter', NOTHING_BEFORE)).toEqual([SAID_NOTHING]);
  });
});
