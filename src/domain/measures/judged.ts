/** What the judgements of the measures share: what they are given, what they give, and who is treated at all. */
import type { CancerFact } from '../assessment.ts';
import type { AcuteCare } from '../chart/acute-care-episodes.ts';
import type { Chart } from '../chart/chart.ts';
import { isTreatmentRead, type Exposure } from '../chart/exposures.ts';
import { isLoaded, type SourceId } from '../chart/source.ts';
import type { Day } from '../logic/when.ts';
import type { TriggerResult } from '../triggers/trigger.ts';
import { unreadTreatment, type Treatment } from './candidate.ts';
import { said, type Said } from './lens-says.ts';
import type { LensNumbers } from './model.ts';
import type { PracticeRecords } from './practice-records.ts';
import { isGiven } from './visits.ts';

/** `met`: in the numerator, which is bad news where lower is better (`MEASURES`). */
export type MeasureOutcome = 'met' | 'not-met' | 'cannot-tell' | 'not-in-denominator';

export interface MeasureInput {
  readonly chart: Chart;
  readonly cancers: readonly CancerFact[];
  readonly care: AcuteCare;
  readonly treatment: Treatment;
  readonly triggers: readonly TriggerResult[];
  readonly records: PracticeRecords;
  readonly numbers: LensNumbers;
}

export interface Judged {
  readonly outcome: MeasureOutcome;
  /** The result in a sentence, and what stands beside it. */
  readonly says: readonly Said[];
}

export const judged = (outcome: MeasureOutcome, ...says: readonly Said[]): Judged => ({ outcome, says });

/** Of the sources that a judgement needs, those that were not read in full. */
export const unread = ({ sources }: Chart, needed: readonly SourceId[]): readonly SourceId[] =>
  needed.filter((source) => !isLoaded(sources, source));

/** Nobody is measured whose treatment is known to be none; where it is not known, that is said. Null: go on. */
export function withoutTreatment(
  { chart, treatment, numbers }: MeasureInput,
  exposures: readonly Exposure[],
): Judged | null {
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

/** It goes on, or ended, no earlier than that day. */
export const isInWindow = ({ lastDay }: Exposure, since: Day): boolean => lastDay >= since;
