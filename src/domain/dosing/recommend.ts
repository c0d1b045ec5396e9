/** From what was worked out to the answer: gate or dose, in one sentence, with the findings that carry it. */
import type { AcuteCare } from '../chart/acute-care-episodes.ts';
import type { Chart } from '../chart/chart.ts';
import type { Hospice } from '../chart/hospice.ts';
import { firstDiagnosis, type ActiveMalignancy } from '../chart/malignancy.ts';
import { isBedbound, isPerformance, performanceReadings } from '../chart/performance-status.ts';
import { isLoaded, type SourceId } from '../chart/source.ts';
import { isAdvancedByStageThree, solidDiseases, type Spread } from '../chart/spread.ts';
import type { Day } from '../logic/when.ts';
import { state, type Statement } from '../statement.ts';
import { neededSources, type Evaluated } from '../triggers/evaluate.ts';
import type { TriggerResult } from '../triggers/trigger.ts';
import type { GateFound } from './gates.ts';
import { needsV1, REVIEW_DAYS, type Dose } from './needs-v1.ts';
import type { Gate, Recommendation } from './recommendation.ts';

export interface Worked {
  readonly malignancy: ActiveMalignancy;
  readonly spread: Spread;
  readonly care: AcuteCare;
  readonly hospice: Hospice;
  readonly evaluated: Evaluated;
  readonly gate: GateFound | null;
}

/** `provisional`: sources that matter have not answered, so nothing reassuring may be said. */
export function recommend(chart: Chart, worked: Worked, provisional: boolean): Recommendation {
  const { malignancy, spread, evaluated, gate, hospice } = worked;
  const basis = basisOf(chart, worked);
  const because = becauseOf(evaluated.triggers);
  if (gate !== null) {
    const silent = gate.gate === 'deceased' || gate.gate === 'under-18';
    return {
      level: 'none',
      urgency: null,
      reviewOn: gate.reviewOn,
      basis,
      suppressedBy: gate.gate,
      headline: provisional && RESTS_ON_ABSENCE.includes(gate.gate) ? soFar(evaluated.triggers) : gate.headline,
      because: silent
        ? []
        : [
            ...(gate.evidence.length === 0 || (provisional && RESTS_ON_ABSENCE.includes(gate.gate))
              ? []
              : [{ say: reasonOf(gate, malignancy), evidence: gate.evidence }]),
            ...because,
          ],
      remarks: [],
      tasks: gate.gate === 'cancer-status-unclear' ? ['confirm-cancer'] : [],
    };
  }
  const dose = needsV1({
    asOf: chart.asOf,
    triggers: evaluated.triggers,
    metastatic: evaluated.metastatic,
    advanced: evaluated.advanced,
    advancedByStageThree: evaluated.advanced === true && isAdvancedByStageThree(spread),
    bedbound: isBedboundNow(chart, evaluated.triggers),
    leftHospice: hospice.left !== null,
    solid: solidDiseases(spread).length > 0 || spread.diseases.length === 0,
    firstDiagnosis: firstDiagnosis(malignancy.conditions),
    acuteCare: worked.care,
  });
  return {
    level: dose.level,
    urgency: dose.urgency,
    reviewOn: reviewOn(chart.asOf, dose),
    basis,
    suppressedBy: null,
    headline: headlineOf(chart, dose, basis, evaluated.triggers, provisional),
    because:
      hospice.left === null
        ? because
        : [{ say: state('left-hospice', { on: hospice.left.on }), evidence: [hospice.left.evidence] }, ...because],
    remarks: dose.remarks,
    tasks: dose.tasks,
  };
}

/** Gates that rest on what is not there: more of the chart can take them back. */
const RESTS_ON_ABSENCE: readonly Gate[] = ['no-active-malignancy', 'cancer-status-unclear'];

function soFar(triggers: readonly TriggerResult[]): Statement {
  return state('answer-so-far', { met: triggers.filter((one) => one.outcome === 'met').length });
}

/** Under the headline the diagnosis in question is named. */
function reasonOf(gate: GateFound, malignancy: ActiveMalignancy): Statement {
  return gate.gate === 'cancer-status-unclear' ? (malignancy.because ?? gate.headline) : gate.headline;
}

function isBedboundNow(chart: Chart, triggers: readonly TriggerResult[]): boolean {
  const result = triggers.find((one) => one.id === 'poor-performance-status');
  if (result?.outcome !== 'met') return false;
  return chart.observations.some(
    (one) => isPerformance(one) && isBedbound(one) && result.evidence.some((seen) => seen.reference === one.reference),
  );
}

function reviewOn(asOf: Day, { level, urgency }: Dose): Day | null {
  switch (level) {
    case 'specialist':
    case 'hospice-conversation':
      return asOf + REVIEW_DAYS.specialist[urgency ?? 'soon'];
    case 'navigator':
      return asOf + REVIEW_DAYS.navigator[urgency ?? 'soon'];
    case 'oncology-team':
    case 'watch':
      return asOf + REVIEW_DAYS[level];
    default:
      return level satisfies never;
  }
}

/** `thin` when too little is known for a reassuring sentence (clinical reference 4.2, "basis"). */
function basisOf(chart: Chart, { malignancy, evaluated }: Worked): Recommendation['basis'] {
  const function_ = evaluated.triggers.find((one) => one.id === 'poor-performance-status');
  // Trigger 13 (symptoms) is not in force, so it cannot speak for the chart.
  const unread = (['Condition', 'Encounter', 'Observation'] as const).some((id) => !isLoaded(chart.sources, id));
  const untold = malignancy.active === null || (malignancy.active && evaluated.advanced === null);
  return function_?.outcome === 'not-assessable' || unread || untold ? 'thin' : 'sufficient';
}

function headlineOf(
  chart: Chart,
  dose: Dose,
  basis: Recommendation['basis'],
  triggers: readonly TriggerResult[],
  provisional: boolean,
): Statement {
  // Hospice care or an open referral may still turn up: until then findings are said, and no level.
  if (provisional) return soFar(triggers);
  switch (dose.level) {
    case 'specialist':
    case 'hospice-conversation':
      return state('answer-specialist', { urgency: dose.urgency ?? 'soon' });
    case 'navigator':
      return state('answer-navigator', { urgency: dose.urgency ?? 'soon', atLeast: unreadSources(chart).length > 0 });
    case 'oncology-team':
      return doubtOf(chart, basis, triggers) ?? state('answer-oncology-team', {});
    case 'watch': {
      const doubt = doubtOf(chart, basis, triggers);
      if (doubt !== null) return doubt;
      const [reading] = performanceReadings(chart);
      return state('answer-watch', {
        scale: reading?.kind ?? null,
        value: reading?.reading.is === 'exact' ? String(reading.reading.value) : null,
        when: reading?.when ?? null,
      });
    }
    default:
      return dose.level satisfies never;
  }
}

/** Whatever the rules and gates need and did not get in full: hospice or an open referral may stand there. */
function unreadSources(chart: Chart): readonly SourceId[] {
  return neededSources().filter((id) => !isLoaded(chart.sources, id));
}

/** What stands in the way of a reassuring sentence, or null when nothing does. */
function doubtOf(chart: Chart, basis: Recommendation['basis'], triggers: readonly TriggerResult[]): Statement | null {
  const sources = unreadSources(chart);
  const known = triggers.find((one) => one.id === 'poor-performance-status')?.outcome !== 'not-assessable';
  if (sources.length > 0 && (known || sources.includes('Observation'))) return state('answer-not-read', { sources });
  if (basis === 'sufficient') return null;
  const newest = performanceReadings(chart).find((one) => one.when !== null);
  return state('answer-too-little', { lastPerformance: newest?.when ?? null });
}

/** The findings that carry the answer: majors first, then what counts, then the context. One finding is said once. */
function becauseOf(triggers: readonly TriggerResult[]): Recommendation['because'] {
  const weight = (one: TriggerResult): number => (one.strength === 'major' ? 0 : one.counted ? 1 : 2);
  const said = new Set<string>();
  return triggers
    .filter((one) => one.outcome === 'met')
    .toSorted((a, b) => weight(a) - weight(b))
    .filter((one) => {
      // Two rules that name one diagnosis have found one thing.
      const { code, params } = one.because;
      const finding = 'name' in params ? JSON.stringify(params) : `${code} ${JSON.stringify(params)}`;
      if (said.has(finding)) return false;
      said.add(finding);
      return true;
    })
    .map((one) => ({ say: one.because, evidence: one.evidence }));
}
