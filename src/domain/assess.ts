import type { Assessment } from './assessment.ts';
import { acuteCare } from './chart/acute-care-episodes.ts';
import { ageOn } from './chart/age.ts';
import { factsOf } from './chart-facts.ts';
import type { Chart } from './chart/chart.ts';
import { hospiceCare } from './chart/hospice.ts';
import { activeMalignancy, isCancer, type ActiveMalignancy } from './chart/malignancy.ts';
import type { SourceId } from './chart/source.ts';
import { spreadOf } from './chart/spread.ts';
import { gateOf } from './dosing/gates.ts';
import { recommend } from './dosing/recommend.ts';
import { notSeen } from './not-seen.ts';
import { state } from './statement.ts';
import { CATALOGUE_VERSION } from './triggers/catalogue.ts';
import { evaluate, neededSources } from './triggers/evaluate.ts';
import type { ThresholdOverrides } from './triggers/thresholds.ts';

export interface AssessOptions {
  /** Numbers that the site has changed; the rest is as the catalogue has it. */
  readonly thresholds?: ThresholdOverrides;
  /** Sources that have not answered yet: what they would hold is "cannot tell", and nothing reassuring may be said. */
  readonly pending?: readonly SourceId[];
}

const ENGINE_VERSION = '0.1.0';
const PROFILE = 'needs-v1';

/** Works out facts, triggers and recommendation for one chart. Pure: the same chart gives the same answer anywhere. */
export function assess(chart: Chart, options: AssessOptions = {}): Assessment {
  const seen = untilDeath(chart);
  const malignancy = withDeath(activeMalignancy(seen), chart);
  const spread = spreadOf(seen, malignancy);
  const care = acuteCare(seen);
  const hospice = hospiceCare(seen);
  const evaluated = evaluate(seen, { malignancy, spread, acuteCare: care }, options.thresholds ?? {});
  const gate = gateOf(seen, malignancy, hospice);
  const silent = gate?.gate === 'deceased' || gate?.gate === 'under-18';
  const triggers = silent ? [] : evaluated.triggers;
  const facts = factsOf(seen, malignancy, spread, care, hospice, evaluated);
  return {
    engine: { version: ENGINE_VERSION, catalogue: CATALOGUE_VERSION, profile: PROFILE },
    asOf: chart.asOf,
    patient: {
      id: chart.patient.id,
      age: chart.patient.birth === null ? null : ageOn(chart.patient.birth, chart.asOf),
      deceased: gate?.gate === 'deceased',
    },
    facts,
    triggers,
    recommendation: recommend(
      seen,
      { malignancy, spread, care, hospice, evaluated, gate },
      isProvisional(options.pending ?? []),
    ),
    notSeen: notSeen(seen, evaluated.triggers, malignancy, evaluated.advanced, hospice),
    sources: chart.sources,
    unreadable: chart.unreadable,
  };
}

/** Whether the answer may still change because a source that matters has not answered. */
export function isProvisional(pending: readonly SourceId[]): boolean {
  const needed = neededSources();
  return pending.some((id) => needed.includes(id));
}

function untilDeath(chart: Chart): Chart {
  const death = chart.patient.deceased?.on;
  if (death === null || death === undefined) return chart;
  const before = <R extends { readonly when: Chart['conditions'][number]['when'] }>(
    records: readonly R[],
  ): readonly R[] => records.filter(({ when }) => when === null || when.lo <= death.hi);
  return {
    ...chart,
    conditions: before(chart.conditions),
    encounters: before(chart.encounters),
    observations: before(chart.observations),
    procedures: before(chart.procedures),
  };
}

/** A cancer that is first recorded after the death contradicts the record: then nothing can be told. */
function withDeath(malignancy: ActiveMalignancy, chart: Chart): ActiveMalignancy {
  const death = chart.patient.deceased?.on;
  if (death === null || death === undefined || malignancy.active === true) return malignancy;
  const later = chart.conditions.some((one) => isCancer(one) && one.when !== null && one.when.lo > death.hi);
  return later ? { ...malignancy, active: null, because: state('record-after-death', {}) } : malignancy;
}
