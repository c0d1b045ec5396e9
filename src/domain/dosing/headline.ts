/** The answer in one sentence (clinical reference 4.2, "Headline sentences"; 8.5). */
import { isInpatientReading } from '../chart/acute-settings.ts';
import type { Chart } from '../chart/chart.ts';
import type { Evidence } from '../chart/evidence.ts';
import { performanceReadings } from '../chart/performance-status.ts';
import type { ObservationRecord } from '../chart/records.ts';
import type { SourceId } from '../chart/source.ts';
import type { Kleene } from '../logic/kleene.ts';
import { newestWhen } from '../logic/by-date.ts';
import type { When } from '../logic/when.ts';
import { state, type Statement } from '../statement.ts';
import type { CareTopic, Gap } from '../statements/answer.ts';
import type { MissingReason, TriggerId, TriggerResult } from '../triggers/trigger.ts';
import { isAssessable } from './basis.ts';
import type { Dose, SettledBy } from './dose.ts';
import type { Profile } from './profiles.ts';
import type { Recommendation } from './recommendation.ts';

export interface HeadlineFacts {
  readonly dose: Dose;
  readonly basis: Recommendation['basis'];
  readonly triggers: readonly TriggerResult[];
  /** Whether there is an active cancer cannot be told. */
  readonly unclear: boolean;
  /** The name of a cancer that is in doubt beside one that was confirmed; null where there is none. */
  readonly inDoubt: string | null;
  readonly advanced: Kleene;
  readonly settledBy: SettledBy;
  /** Needed sources that were not read completely. */
  readonly unread: readonly SourceId[];
  readonly provisional: boolean;
  readonly visitDays: Profile['visitDays'];
  /** Score of 10 from which a symptom is moderate. */
  readonly moderate: number;
}

/** While needed sources load only what was found is said. */
export function soFar(triggers: readonly TriggerResult[]): Statement {
  return state('answer-so-far', { met: triggers.filter(carriesAnswer).length });
}

/** A finding that bears on the level, and metastatic disease as its context; what only makes a task is said as a task. */
export function carriesAnswer({ id, outcome, counted }: TriggerResult): boolean {
  return outcome === 'met' && (counted || id === 'metastatic-solid-tumor');
}

export function headlineOf(chart: Chart, facts: HeadlineFacts): Statement {
  const { dose, triggers, unread } = facts;
  // Hospice care or an open referral may still turn up: until then findings are said, and no level.
  if (facts.provisional) return soFar(triggers);
  const urgency = dose.urgency ?? 'soon';
  const { specialist, navigator } = facts.visitDays;
  switch (dose.level) {
    case 'hospice-conversation':
      return state('answer-hospice-conversation', { urgency, days: specialist[urgency] });
    case 'specialist':
      return state('answer-specialist', { urgency, days: specialist[urgency], unclear: facts.unclear });
    case 'navigator':
      return state('answer-navigator', { urgency, days: navigator[urgency], atLeast: unread.length > 0 });
    case 'oncology-team': {
      const topics = topicsOf(chart, facts);
      // What was found is said even where little is known; without a finding too little is known to leave it at that.
      const found = triggers.some((one) => one.outcome === 'met' && one.counted);
      return (found ? null : doubtOf(chart, facts)) ?? state('answer-oncology-team', { topics });
    }
    case 'watch': {
      // Only what the rules went by reassures: never a reading that was too old for them, or that they could not read.
      const reading = isAssessable(triggers, 'poor-performance-status')
        ? performanceReadings(chart).find((one) => isUsed(triggers, 'poor-performance-status', one))
        : undefined;
      const open = openReadings(chart, triggers);
      return (
        doubtOf(chart, facts) ??
        (open.length > 0 ? state('answer-too-little', { gaps: open }) : null) ??
        state('answer-watch', {
          symptoms: lastSymptom(chart, SCORED),
          scale: reading?.kind ?? null,
          value: reading?.reading.is === 'exact' ? String(reading.reading.value) : null,
          when: reading?.when ?? null,
        })
      );
    }
    default:
      return dose.level satisfies never;
  }
}

/** What stands in the way of a reassuring sentence, or null when nothing does. */
function doubtOf(chart: Chart, facts: HeadlineFacts): Statement | null {
  const { basis, triggers, inDoubt, advanced, settledBy, unread } = facts;
  if (unread.length > 0) return state('answer-not-read', { sources: unread });
  if (basis === 'sufficient') return null;
  const open = openReadings(chart, triggers);
  const isMissing = (id: TriggerId, what: Gap['what']): boolean =>
    !isAssessable(triggers, id) && !open.some((one) => one.what === what);
  const gaps: Gap[] = [];
  if (isMissing('poor-performance-status', 'performance'))
    gaps.push(missing('performance', performanceReadings(chart).find((one) => one.when !== null)?.when ?? null));
  if (isMissing('severe-physical-symptom', 'symptoms')) gaps.push(missing('symptoms', lastSymptom(chart, ASKED)));
  if (advanced === null) gaps.push(missing(settledBy, null));
  return state('answer-too-little', {
    gaps: [...gaps, ...open],
    ...(inDoubt === null ? {} : { unconfirmed: inDoubt }),
  });
}

const missing = (what: Gap['what'], last: When | null): Gap => ({ what, last, unclear: false });

/**
 * Function or a symptom that was recorded lately, and what it says is open: nothing reassuring is said beside it, nor that it was
 * not recorded. One that was taken in hospital and counts no longer is such a reading too.
 */
function openReadings(chart: Chart, triggers: readonly TriggerResult[]): readonly Gap[] {
  const isOpen = (id: TriggerId): boolean =>
    triggers.some(
      (one) =>
        one.id === id &&
        one.outcome === 'not-assessable' &&
        one.missing.some(({ reason }) => OPEN.has(reason) || (reason === 'stale' && isOfHospital(chart, one.evidence))),
    );
  const gaps: Gap[] = [];
  for (const [id, what] of ASKED_OF) if (isOpen(id)) gaps.push({ what, last: lastUsed(triggers, id), unclear: true });
  return gaps;
}

const ASKED_OF: readonly (readonly [TriggerId, Gap['what']])[] = [
  ['poor-performance-status', 'performance'],
  ['severe-physical-symptom', 'symptoms'],
];

const OPEN: ReadonlySet<MissingReason> = new Set<MissingReason>(['value-imprecise', 'unit-unknown', 'date-unknown']);

function isOfHospital(chart: Chart, evidence: readonly Evidence[]): boolean {
  return performanceReadings(chart).some(
    (one) => isInpatientReading(one, chart) && evidence.some(({ reference }) => reference === one.reference),
  );
}

function isUsed(triggers: readonly TriggerResult[], id: TriggerId, { origin, reference }: Evidence): boolean {
  return triggers.some(
    (one) => one.id === id && one.evidence.some((used) => used.reference === reference && used.origin === origin),
  );
}

/** The newest date among what a rule went by. */
function lastUsed(triggers: readonly TriggerResult[], id: TriggerId): When | null {
  return newestWhen(triggers.find((one) => one.id === id)?.evidence ?? []);
}

/** Scores that say how it is; with them those that were asked and are not understood. */
const SCORED: ReadonlySet<ObservationRecord['kind']> = new Set(['symptom']);
const ASKED: ReadonlySet<ObservationRecord['kind']> = new Set(['symptom', 'symptom-unclear']);

function lastSymptom(chart: Chart, kinds: ReadonlySet<ObservationRecord['kind']>): When | null {
  return newestWhen(chart.observations.filter(({ kind }) => kinds.has(kind)));
}

/** At most so many topics stand in one sentence. */
const MOST_TOPICS = 3;

const TOPIC_OF: readonly (readonly [TriggerId, CareTopic])[] = [
  ['severe-emotional-distress', 'distress'],
  ['declining-performance-status', 'function'],
  ['poor-performance-status', 'function'],
  ['cachexia-weight-loss', 'weight'],
  ['caregiver-strain', 'caregiver'],
];

/** What the team can take on itself, from what is on record: symptoms first, planning last. */
function topicsOf(chart: Chart, { triggers, moderate }: HeadlineFacts): readonly CareTopic[] {
  const met = triggers.filter((one) => one.outcome === 'met');
  const topics = new Set<CareTopic>();
  const cited = new Set(
    met.flatMap((one) => (one.category === 'symptoms' ? one.evidence : [])).map((one) => one.reference),
  );
  for (const one of chart.observations)
    if (one.kind === 'symptom' && one.severity >= moderate && cited.has(one.reference)) topics.add(one.item);
  for (const [id, topic] of TOPIC_OF) if (met.some((one) => one.id === id)) topics.add(topic);
  if (met.some((one) => one.facets.includes('distress-only'))) topics.add('distress');
  if (!isAssessable(triggers, 'severe-physical-symptom')) topics.add('symptoms');
  if (met.some((one) => one.id === 'acp-gap')) topics.add('planning');
  return [...topics].slice(0, MOST_TOPICS);
}
