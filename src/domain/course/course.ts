/**
 * The course of the disease as one picture: lanes with marks, bars and step lines. Everything is derived where the rules have
 * it from (episodes, lines, spread, readings and the days for which they count); this puts it side by side. Nothing lies
 * after the day from which we look, a date that is not exact stays a stretch of days, and what has no date is listed apart.
 */
import { withSiteReading } from '../site-reading.ts';
import type { AssessOptions } from '../assess.ts';
import type { Chart } from '../chart/chart.ts';
import { exposuresOf } from '../chart/exposures.ts';
import { activeMalignancy } from '../chart/malignancy.ts';
import type { SourceId } from '../chart/source.ts';
import { spreadOf } from '../chart/spread.ts';
import { therapyOf } from '../chart/therapy.ts';
import { weightCourse } from '../chart/weights.ts';
import { numbersOf } from '../triggers/evaluate.ts';
import { cachexiaWeightLoss } from '../triggers/rules/cachexia-weight-loss.ts';
import { poorPerformanceStatus } from '../triggers/rules/poor-performance-status.ts';
import { severePhysicalSymptom } from '../triggers/rules/severe-physical-symptom.ts';
import { cancerItems } from './cancer-lane.ts';
import { careItems } from './care-lane.ts';
import { hospitalItems } from './hospital-lane.ts';
import { LANE_IDS, type Course, type CourseItem, type Lane, type LaneId, type Step } from './item.ts';
import { functionLane, symptomLane, weightLane } from './reading-lanes.ts';
import { reachOf, type AskedBack } from './reach.ts';
import { byFirstDay } from './span.ts';
import { treatmentItems } from './treatment-lane.ts';

export interface CourseOptions extends Pick<AssessOptions, 'thresholds' | 'myeloidAsBloodCancer' | 'pending'> {
  readonly askedBack?: AskedBack;
}

/** The same chart gives the same course, in whatever order its records came. */
export function courseOf(read: Chart, options: CourseOptions = {}): Course {
  const { thresholds = {}, askedBack = {}, pending = [] } = options;
  const chart = withSiteReading(read, options);
  const { asOf } = chart;
  const exposures = exposuresOf(chart);
  const malignancy = activeMalignancy(chart, exposures);
  const therapy = therapyOf(chart, malignancy, exposures);
  // By the numbers of rules 11, 13 and 17 a reading counts (clinical reference 3.2).
  const functionNumbers = numbersOf(poorPerformanceStatus, thresholds);
  const symptomNumbers = numbersOf(severePhysicalSymptom, thresholds);
  const weightNumbers = numbersOf(cachexiaWeightLoss, thresholds);
  const performance = functionLane(chart, malignancy, functionNumbers);
  const symptoms = symptomLane(chart, symptomNumbers);
  const weight = weightLane(chart, weightNumbers.latestDays);
  const drawn: Readonly<Record<LaneId, Drawn>> = {
    cancer: { items: cancerItems(chart, malignancy, spreadOf(chart, malignancy)) },
    treatment: { items: treatmentItems(chart, exposures, therapy) },
    hospital: { items: hospitalItems(chart) },
    function: {
      ...performance,
      holds: { days: functionNumbers.windowDays, inpatient: functionNumbers.inpatientWindowDays },
    },
    symptoms: { ...symptoms, holds: { days: symptomNumbers.windowDays, inpatient: null } },
    weight: { ...weight, holds: { days: weightNumbers.latestDays, inpatient: null } },
    care: { items: careItems(chart) },
  };
  const lanes = LANE_IDS.map((id) => laneOf(id, drawn[id], chart, pending, askedBack));
  const change = weightCourse(chart, asOf, weightNumbers);
  return {
    asOf,
    first: lanes.reduce((first, { begins }) => Math.min(first, begins ?? asOf), asOf),
    lanes,
    linesUnclear: therapy.unclear,
    weightChange: change.is === 'known' ? change.change : null,
  };
}

interface Drawn {
  readonly items: readonly (CourseItem | null)[];
  readonly steps?: readonly Step[];
  readonly holds?: Lane['holds'];
}

function laneOf(
  id: LaneId,
  { items, steps = [], holds = null }: Drawn,
  chart: Chart,
  pending: readonly SourceId[],
  askedBack: AskedBack,
): Lane {
  const all = items.filter((one) => one !== null).toSorted(byFirstDay);
  const dated = all.filter(({ span }) => span !== null);
  const undated = all.filter(({ span }) => span === null);
  return { id, items: dated, undated, steps, holds, ...reachOf(id, dated, chart, pending, askedBack) };
}
