/** EOM-4a and EOM-4b: pain asked for at visits on treatment, and a plan where there was some. */
import type { Chart } from '../chart/chart.ts';
import { isTreatmentRead } from '../chart/exposures.ts';
import type { SourceId } from '../chart/source.ts';
import type { Day, When } from '../logic/when.ts';
import { unreadTreatment } from './candidate.ts';
import { isInWindow, judged, unread, withoutTreatment, type Judged, type MeasureInput } from './judged.ts';
import { said, type Said } from './lens-says.ts';
import type { LensNumbers } from './model.ts';
import { ambulatoryVisits, painAt, withTreatment, type Visit } from './visits.ts';

interface OnTreatment {
  readonly since: Day;
  /** Surely in the denominator. */
  readonly visits: readonly Visit[];
  /** Perhaps. */
  readonly open: number;
  /** There may be more, and what is missing in them is not seen. */
  readonly missing: readonly SourceId[];
}

/** The denominator of EOM-4a, or why there is none. */
function visitsOnTreatment(input: MeasureInput): OnTreatment | Judged {
  const { chart, treatment, numbers } = input;
  const since = chart.asOf - numbers.lookBackDays;
  const lately = treatment.exposures.filter((one) => one.kind !== 'endocrine' && isInWindow(one, since));
  const none = withoutTreatment(input, lately);
  if (none !== null) return none;
  const missing = [...unread(chart, ['Encounter']), ...(isTreatmentRead(chart) ? [] : unreadTreatment(chart))];
  const { visits, undated } = ambulatoryVisits(chart, since);
  const all = withTreatment(visits, treatment, chart.asOf, numbers);
  const sure = all.filter(({ onTreatment }) => onTreatment === true);
  const open = undated + all.filter(({ onTreatment }) => onTreatment === null).length;
  if (sure.length > 0) return { since, visits: sure, open, missing };
  if (missing.length > 0) return judged('cannot-tell', said('not-read', { sources: missing }));
  return open > 0
    ? judged('cannot-tell', said('visit-open', { visits: open, days: numbers.aroundVisitDays }))
    : judged('not-in-denominator', said('no-visit', { since }));
}

/** Scores and answers come from these. */
export const ANSWER_SOURCES: readonly SourceId[] = ['Observation', 'QuestionnaireResponse'];

const openVisits = (open: number, { aroundVisitDays }: LensNumbers): readonly Said[] =>
  open === 0 ? [] : [said('visit-open', { visits: open, days: aroundVisitDays })];

/** EOM-4a: pain was asked for at each of them. */
export function painAsked(input: MeasureInput): Judged {
  const { chart, numbers } = input;
  const on = visitsOnTreatment(input);
  if ('outcome' in on) return on;
  const seen = on.visits.map((visit) => ({ visit, ...painAt(chart, visit, numbers) }));
  const without = seen.filter(({ score, unclear }) => score === null && !unclear);
  const unclear = seen.filter((one) => one.unclear).length;
  const beside = openVisits(on.open, numbers);
  if (without.length > 0) {
    const missing = unread(chart, ANSWER_SOURCES);
    if (missing.length > 0) return judged('cannot-tell', said('not-read', { sources: missing }), ...beside);
    const latest = without.at(-1)?.visit.day ?? on.since;
    const encounters = without.map(({ visit }) => visit.encounter);
    return judged(
      'not-met',
      said('pain-not-asked', { without: without.length, visits: seen.length, latest }, encounters),
      ...beside,
    );
  }
  if (unclear > 0) return judged('cannot-tell', said('pain-unclear', { visits: unclear }), ...beside);
  if (on.missing.length > 0) return judged('cannot-tell', said('not-read', { sources: on.missing }), ...beside);
  return judged('met', said('pain-asked', { visits: seen.length, since: on.since }), ...beside);
}

/** EOM-4b: of those with pain, a plan on the same day. That none is there in coded form says nothing: it may stand in a note. */
export function painPlanned(input: MeasureInput): Judged {
  const { chart, numbers } = input;
  const on = visitsOnTreatment(input);
  if ('outcome' in on) return on;
  const seen = on.visits.map((visit) => ({ visit, ...painAt(chart, visit, numbers) }));
  const hurting = seen.flatMap(({ visit, score }) => (score === null || score === 0 ? [] : [{ visit, score }]));
  const beside = openVisits(on.open, numbers);
  const unknown = seen.filter(({ score }) => score === null);
  if (hurting.length === 0) {
    if (unknown.length === 0 && on.missing.length === 0)
      return judged('not-in-denominator', said('pain-none', { visits: seen.length }), ...beside);
    const missing = [...unread(chart, ANSWER_SOURCES), ...on.missing];
    return judged(
      'cannot-tell',
      missing.length > 0 ? said('not-read', { sources: missing }) : said('pain-unclear', { visits: unknown.length }),
      ...beside,
    );
  }
  const without = hurting.filter(({ visit }) => !hasPlan(chart, visit.day));
  const latest = without.at(-1);
  if (latest === undefined) {
    // A visit without a score that was read may have been one with pain.
    const unsure = [...on.missing, ...(unknown.length > 0 ? unread(chart, ANSWER_SOURCES) : [])];
    return unsure.length > 0
      ? judged('cannot-tell', said('not-read', { sources: unsure }), ...beside)
      : judged('met', said('pain-planned', { visits: hurting.length }), ...beside);
  }
  return judged(
    'cannot-tell',
    said(
      'pain-not-planned',
      { without: without.length, visits: hurting.length, latest: latest.visit.day, score: latest.score },
      without.map(({ visit }) => visit.encounter),
    ),
    ...beside,
  );
}

/** A palliative referral or an opioid, ordered that day. */
function hasPlan({ referrals, medications }: Chart, day: Day): boolean {
  const isOf = (when: When | null): boolean => when !== null && when.lo === day && when.hi === day;
  return (
    referrals.some(
      ({ asksFor, status, authored }) =>
        asksFor === 'palliative' && (status === 'active' || status === 'completed') && isOf(authored),
    ) ||
    medications.some(
      ({ drugs, authored, status }) =>
        (status === 'active' || status === 'completed') &&
        isOf(authored) &&
        drugs.some(({ kind }) => kind === 'opioid'),
    )
  );
}
