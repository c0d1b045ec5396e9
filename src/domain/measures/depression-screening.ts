/** EOM-5: screened for depression around a visit, and a plan where that was positive. */
import { ageOn } from '../chart/age.ts';
import type { Chart } from '../chart/chart.ts';
import type { Evidence } from '../chart/evidence.ts';
import type { SourceId } from '../chart/source.ts';
import { judged, unread, type Judged, type MeasureInput } from './judged.ts';
import { said, type ScreeningTest } from './lens-says.ts';
import type { LensNumbers } from './model.ts';
import { ANSWER_SOURCES } from './pain-at-visits.ts';
import type { PracticeRecords } from './practice-records.ts';
import { ambulatoryVisits } from './visits.ts';

/** Screened once in the period, around a visit; where that was positive, a plan at once. */
export function depressionScreened({ chart, records, numbers }: MeasureInput): Judged {
  const since = chart.asOf - numbers.lookBackDays;
  const { birth } = chart.patient;
  if (birth === null) return judged('cannot-tell', said('age-unknown', {}));
  const years = ageOn(birth, since);
  if (years === null) return judged('cannot-tell', said('age-unknown', {}));
  if (years < numbers.screenedFromYears)
    return judged('not-in-denominator', said('too-young', { years: numbers.screenedFromYears }));
  const coded = records.bipolar.find(({ inWords }) => !inWords);
  if (coded !== undefined) return judged('not-in-denominator', said('bipolar', { words: coded.label }, [coded]));
  const { visits, undated } = ambulatoryVisits(chart, since);
  const [latest] = visits.slice(-1);
  if (latest === undefined) {
    const missing = unread(chart, ['Encounter']);
    if (missing.length > 0) return judged('cannot-tell', said('not-read', { sources: missing }));
    return undated > 0
      ? judged('cannot-tell', said('visit-open', { visits: undated, days: numbers.aroundVisitDays }))
      : judged('not-in-denominator', said('no-visit', { since }));
  }
  const perhaps = records.bipolar[0];
  const beside = perhaps === undefined ? [] : [said('bipolar-perhaps', { words: perhaps.label }, [perhaps])];
  const screened = screeningsOf(chart, records, numbers).flatMap((one) => {
    const { when } = one.evidence;
    if (when === null || when.hi < since - numbers.screenedBeforeDays) return [];
    const visit = visits.find(
      ({ reference, start }) =>
        one.encounter === reference ||
        (start !== null && when.hi <= start.lo && when.lo >= start.lo - numbers.screenedBeforeDays),
    );
    return [{ ...one, when, visit }];
  });
  const counted = screened
    .filter(({ visit, positive }) => visit !== undefined && positive !== null)
    .toSorted((a, b) => a.when.lo - b.when.lo);
  // The long form settles the short one of the same day.
  const isSettled = ({ test, when }: (typeof counted)[number]): boolean =>
    test === 'phq-2' && counted.some((one) => one.test === 'phq-9' && !one.positive && one.when.lo === when.lo);
  const positive = counted.findLast((one) => one.positive && !isSettled(one));
  if (positive !== undefined) {
    const { evidence, test, score, when, visit } = positive;
    const day = visit?.start?.lo ?? when.lo;
    const referral = chart.referrals.find(
      ({ asksFor, status, authored }) =>
        asksFor === 'palliative' &&
        (status === 'active' || status === 'completed') &&
        authored !== null &&
        authored.lo >= day &&
        authored.hi <= day + numbers.planAfterDays,
    );
    // Medicines for depression and referrals to others are not read: that no plan is seen says nothing.
    return referral?.authored == null
      ? judged('cannot-tell', said('screened-positive', { on: when, test, score }, [evidence]), ...beside)
      : judged(
          'cannot-tell',
          said('screened-positive-referred', { on: when, test, score, referred: referral.authored }, [
            evidence,
            referral,
          ]),
          ...beside,
        );
  }
  const negative = counted.findLast((one) => !one.positive);
  if (negative !== undefined) {
    const { evidence, test, score, when } = negative;
    const saying = said('screened-negative', { on: when, test, score }, [evidence]);
    const unseen = unread(chart, EXCLUSION_SOURCES);
    if (unseen.length > 0) return judged('cannot-tell', saying, said('not-read', { sources: unseen }), ...beside);
    return judged(beside.length > 0 ? 'cannot-tell' : 'met', saying, ...beside);
  }
  const missing = unread(chart, [...ANSWER_SOURCES, ...EXCLUSION_SOURCES]);
  if (missing.length > 0) return judged('cannot-tell', said('not-read', { sources: missing }), ...beside);
  const apart = screened.find(({ visit }) => visit === undefined);
  if (apart !== undefined)
    return judged('cannot-tell', said('screened-apart', { on: apart.when }, [apart.evidence]), ...beside);
  const isUnclear =
    screened.length > 0 ||
    screeningsOf(chart, records, numbers).some(({ evidence }) => evidence.when === null) ||
    chart.observations.some((one) => one.kind === 'distress-unclear' && one.instrument === 'phq-9');
  return judged(isUnclear || beside.length > 0 ? 'cannot-tell' : 'not-met', said('not-screened', { since }), ...beside);
}

/** Whether somebody does not count at all. */
const EXCLUSION_SOURCES: readonly SourceId[] = ['Condition'];

interface Screening {
  readonly evidence: Evidence;
  readonly encounter: string | null;
  readonly test: ScreeningTest | null;
  readonly score: number | null;
  readonly positive: boolean | null;
}

function screeningsOf(
  chart: Chart,
  { screenings }: PracticeRecords,
  { positivePhq9 }: LensNumbers,
): readonly Screening[] {
  const scored = chart.observations.flatMap((one) =>
    one.kind === 'phq-9'
      ? [
          {
            evidence: one,
            encounter: one.encounter,
            test: 'phq-9' as const,
            score: one.score,
            positive: one.score >= positivePhq9,
          },
        ]
      : [],
  );
  const others = screenings.map((one) => ({
    evidence: one,
    encounter: one.encounter,
    test: one.score === null ? null : ('phq-2' as const),
    score: one.score,
    positive: one.positive,
  }));
  return [...scored, ...others];
}
