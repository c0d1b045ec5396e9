/**
 * What one chart says of the model's six measures (clinical reference 6.3): computed, partly visible, a warning only, or not knowable
 * here. Nothing is predicted, and what was not received is never "not there".
 */
import type { CancerFact } from '../assessment.ts';
import type { AcuteCare, Episode as Stay } from '../chart/acute-care-episodes.ts';
import { ageOn } from '../chart/age.ts';
import type { Evidence } from '../chart/evidence.ts';
import type { Chart } from '../chart/chart.ts';
import { isTreatmentRead, type Exposure } from '../chart/exposures.ts';
import { isLoaded, type SourceId } from '../chart/source.ts';
import type { Day, When } from '../logic/when.ts';
import type { TriggerId, TriggerResult } from '../triggers/trigger.ts';
import { unreadTreatment, type Treatment } from './candidate.ts';
import { episodeOf } from './episode.ts';
import { said, type Said, type ScreeningTest } from './lens-says.ts';
import { MEASURE_IDS, type LensNumbers, type MeasureId } from './model.ts';
import type { PracticeRecords } from './practice-records.ts';
import { ambulatoryVisits, isGiven, painAt, withTreatment, type Visit } from './visits.ts';

/** `met`: in the numerator, which is bad news where lower is better (`MEASURES`). */
export type MeasureOutcome = 'met' | 'not-met' | 'cannot-tell' | 'not-in-denominator';

export interface Measure {
  readonly id: MeasureId;
  readonly outcome: MeasureOutcome;
  /** The result in a sentence, and what stands beside it. */
  readonly says: readonly Said[];
  /** Findings of this chart that touch it (clinical reference 6.4). */
  readonly findings: readonly TriggerId[];
}

export interface MeasureInput {
  readonly chart: Chart;
  readonly cancers: readonly CancerFact[];
  readonly care: AcuteCare;
  readonly treatment: Treatment;
  readonly triggers: readonly TriggerResult[];
  readonly records: PracticeRecords;
  readonly numbers: LensNumbers;
}

type Judged = Pick<Measure, 'outcome' | 'says'>;

export function measuresOf(input: MeasureInput): readonly Measure[] {
  const met = new Set(input.triggers.filter(({ outcome }) => outcome === 'met').map(({ id }) => id));
  return MEASURE_IDS.map((id) => ({ id, ...JUDGES[id](input), findings: TOUCHED[id].filter((one) => met.has(one)) }));
}

const SYMPTOMS: readonly TriggerId[] = [
  'severe-physical-symptom',
  'persistent-moderate-symptoms',
  'severe-emotional-distress',
];
const LATE_TREATMENT: readonly TriggerId[] = [
  'poor-performance-status',
  'treatment-with-poor-function',
  'anticancer-treatment-stopped',
];

/** Clinical reference 6.4. */
const TOUCHED: Readonly<Record<MeasureId, readonly TriggerId[]>> = {
  'EOM-1': [
    ...SYMPTOMS,
    'recent-unplanned-admission',
    'repeat-unplanned-admissions',
    'frequent-ed-use',
    'prolonged-or-icu-stay',
  ],
  'EOM-2': [
    ...LATE_TREATMENT,
    'cns-metastases',
    'spinal-cord-compression',
    'malignant-obstruction-or-effusion',
    'malignant-hypercalcemia',
    'delirium',
    'cachexia-weight-loss',
    'adverse-prognostic-labs',
    'acp-gap',
  ],
  'EOM-3': LATE_TREATMENT,
  'EOM-4a': [],
  'EOM-4b': SYMPTOMS,
  'EOM-5': SYMPTOMS,
  'EOM-6': [],
};

const JUDGES: Readonly<Record<MeasureId, (input: MeasureInput) => Judged>> = {
  'EOM-1': staysAfterTreatment,
  'EOM-2': hospiceBeforeDeath,
  'EOM-3': treatmentBeforeDeath,
  'EOM-4a': painAsked,
  'EOM-4b': painPlanned,
  'EOM-5': depressionScreened,
  'EOM-6': () => judged('cannot-tell', said('survey', {})),
};

const judged = (outcome: MeasureOutcome, ...says: readonly Said[]): Judged => ({ outcome, says });

const unread = ({ sources }: Chart, needed: readonly SourceId[]): readonly SourceId[] =>
  needed.filter((source) => !isLoaded(sources, source));

/** Nobody is measured whose treatment is known to be none; where it is not known, that is said. Null: go on. */
function withoutTreatment({ chart, treatment, numbers }: MeasureInput, exposures: readonly Exposure[]): Judged | null {
  const { lookBackDays: days } = numbers;
  if (exposures.length > 0) return null;
  if (!isTreatmentRead(chart)) return judged('cannot-tell', said('not-read', { sources: unreadTreatment(chart) }));
  const unsure = treatment.exposures.some(
    (one) => isInWindow(one, chart.asOf - days) && one.kind === 'antineoplastic' && !isGiven(one),
  );
  return treatment.undated.length > 0 || unsure
    ? judged('cannot-tell', said('treatment-unclear', { days }))
    : judged('not-in-denominator', said('no-treatment', { days }));
}

const isInWindow = ({ lastDay }: Exposure, since: Day): boolean => lastDay >= since;

/** EOM-1. A stay that is seen counts; that none is seen says little, for other hospitals' are not here. */
function staysAfterTreatment(input: MeasureInput): Judged {
  const { chart, cancers, care, treatment, numbers } = input;
  const since = chart.asOf - numbers.lookBackDays;
  const given = treatment.exposures.filter(
    (one) => isGiven(one) && isInWindow(one, since) && !care.episodes.some((stay) => isDuring(one, stay)),
  );
  const none = withoutTreatment(input, given);
  if (none !== null) return none;
  const after = care.episodes.flatMap((stay) => {
    const before = given.filter((one) => isAfter(stay.start, one.start, numbers.stayAfterDays));
    const last = before.at(-1);
    return last === undefined || stay.planned === 'yes' ? [] : [{ stay, treated: last.start }];
  });
  const counted = after.filter(({ stay }) => stay.op35 === true);
  const unsure = after.filter(({ stay }) => stay.op35 === null);
  const says = [
    ...counted.map(({ stay, treated }) =>
      said('stay-after-treatment', { kind: stay.kind, on: stay.start, after: treated }, stay.encounters),
    ),
    ...unsure.map(({ stay, treated }) =>
      said('stay-cause-unclear', { on: stay.start, after: treated }, stay.encounters),
    ),
  ];
  const leukemia = cancers.find(({ site }) => site === 'leukemia');
  if (leukemia !== undefined)
    return judged('cannot-tell', said('leukemia-left-out', { cancer: leukemia.name }, leukemia.evidence), ...says);
  if (counted.length > 0) return judged('met', ...says);
  const missing = unread(chart, ['Encounter']);
  return judged(
    'cannot-tell',
    ...says,
    missing.length > 0
      ? said('not-read', { sources: missing })
      : said('stay-none-seen', { days: numbers.stayAfterDays, since }),
  );
}

/** Given in hospital, where the measure counts what is given to outpatients: on a later day of a stay, or on the first of a planned one. */
function isDuring({ start }: Exposure, stay: Stay): boolean {
  if (stay.kind !== 'inpatient' || stay.end === null) return false;
  const from = stay.planned === 'yes' ? stay.start.lo : stay.start.hi + 1;
  return start.lo >= from && start.hi <= stay.end.lo;
}

/** On the day of treatment or so many days after it, as far as both days are known. */
function isAfter(stay: Stay['start'], treated: When, days: number): boolean {
  return stay.lo >= treated.hi && stay.hi <= treated.lo + days;
}

/** The day of a death that is in an episode as far as one can be estimated, or why nothing can be told of it. */
function deathInEpisode({ chart, treatment, numbers }: MeasureInput): When | Judged {
  const died = chart.patient.deceased?.on ?? null;
  if (died === null || died.lo !== died.hi) return judged('cannot-tell', said('death-undated', {}));
  const episode = episodeOf(treatment, died.lo, numbers);
  if (episode !== null && episode.days !== null) return died;
  return isTreatmentRead(chart)
    ? judged('cannot-tell', said('death-outside-episode', { died: died.lo }))
    : judged('cannot-tell', said('not-read', { sources: unreadTreatment(chart) }));
}

/** EOM-2. Before death nothing is said but what the measure counts. */
function hospiceBeforeDeath(input: MeasureInput): Judged {
  const { chart, numbers } = input;
  if (chart.patient.deceased === null) return judged('not-in-denominator', said('alive-hospice', {}));
  const died = deathInEpisode(input);
  if ('outcome' in died) return died;
  const hospice = chart.enrolments.filter(
    ({ service, weak, when, end }) =>
      service === 'hospice' && !weak && (when === null || when.lo <= died.lo) && (end === null || end.hi >= died.lo),
  );
  const exact = hospice.flatMap((one) =>
    one.when !== null && one.when.lo === one.when.hi ? [{ one, day: one.when.lo }] : [],
  );
  const first = exact.toSorted((a, b) => a.day - b.day)[0];
  if (first !== undefined && died.lo - first.day >= numbers.hospiceDays)
    return judged('met', said('hospice-before-death', { days: died.lo - first.day }, [first.one]));
  // An earlier one may stand without its day, or where it was not read.
  const missing = unread(chart, HOSPICE_SOURCES);
  if (missing.length > 0) return judged('cannot-tell', said('not-read', { sources: missing }));
  if (first === undefined || exact.length < hospice.length) return judged('cannot-tell', said('hospice-not-seen', {}));
  return judged('not-met', said('hospice-short', { days: died.lo - first.day }, [first.one]));
}

/** Enrolments with a service over time come from these. */
const HOSPICE_SOURCES: readonly SourceId[] = ['EpisodeOfCare', 'Coverage'];

/** EOM-3. The same. */
function treatmentBeforeDeath(input: MeasureInput): Judged {
  const { chart, treatment, numbers } = input;
  if (chart.patient.deceased === null) return judged('not-in-denominator', said('alive-treatment', {}));
  const died = deathInEpisode(input);
  if ('outcome' in died) return died;
  const from = died.lo - numbers.lastTreatmentDays;
  const late = treatment.exposures.findLast((one) => isGiven(one) && one.start.lo >= from && one.start.hi <= died.lo);
  if (late !== undefined)
    return judged('met', said('treated-before-death', { drug: late.drug, on: late.start }, late.evidence));
  if (!isTreatmentRead(chart)) return judged('cannot-tell', said('not-read', { sources: unreadTreatment(chart) }));
  const unsure = treatment.exposures.some((one) => one.kind === 'antineoplastic' && one.lastDay >= from);
  return treatment.undated.length > 0 || unsure
    ? judged('cannot-tell', said('treatment-unclear', { days: numbers.lastTreatmentDays }))
    : judged('cannot-tell', said('not-treated-before-death', { days: numbers.lastTreatmentDays }));
}

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

const PAIN_SOURCES: readonly SourceId[] = ['Observation', 'QuestionnaireResponse'];

const openVisits = (open: number, { aroundVisitDays }: LensNumbers): readonly Said[] =>
  open === 0 ? [] : [said('visit-open', { visits: open, days: aroundVisitDays })];

/** EOM-4a: pain was asked for at each of them. */
function painAsked(input: MeasureInput): Judged {
  const { chart, numbers } = input;
  const on = visitsOnTreatment(input);
  if ('outcome' in on) return on;
  const seen = on.visits.map((visit) => ({ visit, ...painAt(chart, visit, numbers) }));
  const without = seen.filter(({ score, unclear }) => score === null && !unclear);
  const unclear = seen.filter((one) => one.unclear).length;
  const beside = openVisits(on.open, numbers);
  if (without.length > 0) {
    const missing = unread(chart, PAIN_SOURCES);
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
function painPlanned(input: MeasureInput): Judged {
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
    const missing = [...unread(chart, PAIN_SOURCES), ...on.missing];
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
    const unsure = [...on.missing, ...(unknown.length > 0 ? unread(chart, PAIN_SOURCES) : [])];
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

/** EOM-5: screened once in the period, around a visit; where that was positive, a plan at once. */
function depressionScreened({ chart, records, numbers }: MeasureInput): Judged {
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
  const missing = unread(chart, [...PAIN_SOURCES, ...EXCLUSION_SOURCES]);
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
