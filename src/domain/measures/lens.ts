/**
 * The lens of the CMS Enhancing Oncology Model on one chart (product row M18): whether the patient may be in it, the episode, the measures, the
 * redesign activities. It reads what care has been decided on and decides nothing: no other room of the domain may import this one.
 */
import type { Assessment } from '../assessment.ts';
import { acuteCare } from '../chart/acute-care-episodes.ts';
import type { Chart } from '../chart/chart.ts';
import { exposuresOf } from '../chart/exposures.ts';
import { activeMalignancy } from '../chart/malignancy.ts';
import { therapyOf } from '../chart/therapy.ts';
import type { Day } from '../logic/when.ts';
import { withSiteReading, type SiteReading } from '../site-reading.ts';
import { fittingOptions, type BillingList, type FittingOption } from './billing.ts';
import { candidateOf, type Candidate } from './candidate.ts';
import { episodeOf, type Episode } from './episode.ts';
import { LENS_NUMBERS, MODEL_TO, type LensNumbers } from './model.ts';
import type { PracticeRecords } from './practice-records.ts';
import { measuresOf, type Measure } from './quality-measures.ts';
import { gapsOf, type Gap } from './gaps.ts';
import { activitiesOf, carePlanPartsOf, type Activity, type CarePlanPartShown } from './redesign.ts';

export interface Lens {
  readonly asOf: Day;
  readonly candidate: Candidate;
  /** The model has ended: its last day. */
  readonly ended: Day | null;
  /** Null where there is none to estimate. */
  readonly episode: Episode | null;
  readonly measures: readonly Measure[];
  readonly activities: readonly Activity[];
  /** What is missing and can be looked into; empty for whoever is not in the model, or has died. */
  readonly gaps: readonly Gap[];
  /** Empty unless the site wants them. */
  readonly carePlanParts: readonly CarePlanPartShown[];
  /** Null where there is no list. */
  readonly billing: { readonly asOf: Day; readonly options: readonly FittingOption[] } | null;
}

export interface LensInput {
  readonly chart: Chart;
  readonly assessment: Assessment;
  readonly records: PracticeRecords;
  readonly reading?: SiteReading;
  readonly billing?: BillingList | null;
  readonly carePlanParts?: boolean;
  readonly numbers?: LensNumbers;
}

export function lensOf({ assessment, records, ...options }: LensInput): Lens {
  const { reading = {}, billing = null, carePlanParts = false, numbers = LENS_NUMBERS } = options;
  const chart = withSiteReading(options.chart, reading);
  const exposures = exposuresOf(chart);
  const { exposures: counted } = therapyOf(chart, activeMalignancy(chart, exposures), exposures);
  const treatment = { exposures: counted, undated: exposures.undated };
  const { facts, triggers } = assessment;
  const candidate = candidateOf(chart, facts.cancers, treatment, records, numbers);
  const { deceased } = chart.patient;
  // No episode goes on after a death.
  const until = Math.min(chart.asOf, deceased?.on?.hi ?? chart.asOf);
  const isMeasured = candidate.may !== false && deceased === null;
  const { cancers } = facts;
  const measures = measuresOf({ chart, cancers, care: acuteCare(chart), treatment, triggers, records, numbers });
  const activities = activitiesOf(chart, facts, isMeasured, numbers);
  return {
    asOf: chart.asOf,
    candidate,
    ended: chart.asOf > MODEL_TO ? MODEL_TO : null,
    episode: episodeOf(treatment, until, numbers),
    measures,
    activities,
    gaps: isMeasured ? gapsOf(measures, activities) : [],
    carePlanParts: carePlanParts ? carePlanPartsOf(chart, facts, isMeasured) : [],
    billing:
      billing === null ? null : { asOf: billing.asOf, options: fittingOptions(billing, chart, assessment, candidate) },
  };
}
