import { withSiteReading, type SiteReading } from './site-reading.ts';
import type { Assessment } from './assessment.ts';
import { acuteCare } from './chart/acute-care-episodes.ts';
import { ageOn } from './chart/age.ts';
import type { Chart } from './chart/chart.ts';
import { exposuresOf } from './chart/exposures.ts';
import { GATES } from './chart/gate-numbers.ts';
import { hospiceCare } from './chart/hospice.ts';
import { involvementOf } from './chart/involvement.ts';
import { activeMalignancy, isCancer, type ActiveMalignancy } from './chart/malignancy.ts';
import type { SourceId } from './chart/source.ts';
import { spreadOf } from './chart/spread.ts';
import { stageOnRecord } from './chart/stage-on-record.ts';
import { therapyOf } from './chart/therapy.ts';
import { factsOf } from './chart-facts.ts';
import { againstOf } from './dosing/against.ts';
import { countFindings } from './dosing/count-findings.ts';
import { gateOf } from './dosing/gates.ts';
import { NEEDS_V1, type Profile } from './dosing/profiles.ts';
import { recommend } from './dosing/recommend.ts';
import { notSeen } from './not-seen.ts';
import { noticesOf } from './notices.ts';
import { state } from './statement.ts';
import { CATALOGUE_VERSION } from './triggers/catalogue.ts';
import { evaluate, neededSources, numbersOf, windowOf, type OptionalRules } from './triggers/evaluate.ts';
import { cachexiaWeightLoss } from './triggers/rules/cachexia-weight-loss.ts';
import { malignantHypercalcemia } from './triggers/rules/malignant-hypercalcemia.ts';
import { persistentModerateSymptoms } from './triggers/rules/persistent-moderate-symptoms.ts';
import type { ThresholdOverrides } from './triggers/thresholds.ts';
import type { TriggerId, TriggerResult } from './triggers/trigger.ts';
import { withConfirmations } from './visit/with-visit.ts';

export interface AssessOptions extends SiteReading {
  /** Optional rules that the site has turned on or off. */
  readonly optionalRules?: OptionalRules;
  /** From findings to a level; `needs-v1` where the site says nothing. */
  readonly profile?: Profile;
  /** Sources that have not answered yet: what they would hold is "cannot tell", and nothing reassuring may be said. */
  readonly pending?: readonly SourceId[];
}

/** No number changed by a site. */
const CATALOGUE_NUMBERS: ThresholdOverrides = {};

const ENGINE_VERSION = '0.1.0';

/** Works out facts, triggers and recommendation for one chart. Pure: the same chart gives the same answer anywhere. */
export function assess(read: Chart, options: AssessOptions = {}): Assessment {
  const numbers = options.thresholds ?? CATALOGUE_NUMBERS;
  const chart = withSiteReading(read, options);
  const profile = options.profile ?? NEEDS_V1;
  const seen = untilDeath(chart);
  const exposures = exposuresOf(seen);
  const malignancy = withDeath(activeMalignancy(seen, exposures), chart);
  const spread = spreadOf(seen, malignancy);
  const care = acuteCare(seen);
  const therapy = therapyOf(seen, malignancy, exposures);
  const gates = numbersOf(GATES, numbers);
  const hospice = hospiceCare(seen, gates);
  const involvement = involvementOf(seen, gates);
  const evaluated = evaluate(
    seen,
    { malignancy, spread, acuteCare: care, therapy, involvement },
    numbers,
    options.optionalRules,
  );
  const gate = gateOf(seen, { malignancy, hospice, involvement, triggers: evaluated.triggers }, gates);
  const silent = gate?.gate === 'deceased' || gate?.gate === 'under-18';
  const counted = withConfirmations(markCounted(evaluated.triggers), seen.visit);
  const notices = gate?.gate === 'deceased' ? [] : noticesOf(seen, profile, numbersOf(malignantHypercalcemia, numbers));
  const { moderate } = numbersOf(persistentModerateSymptoms, numbers);
  const worked = {
    malignancy,
    spread,
    care,
    therapy,
    hospice,
    involvement,
    evaluated,
    counted,
    gate,
    gates,
    notices,
    moderate,
    windowOf: (id: TriggerId) => windowOf(id, numbers),
  };
  const facts = factsOf(seen, worked, numbersOf(cachexiaWeightLoss, numbers));
  const recommendation = recommend(seen, worked, profile, isProvisional(options.pending ?? []));
  return {
    engine: { version: ENGINE_VERSION, catalogue: CATALOGUE_VERSION, profile: nameOf(profile, options) },
    asOf: chart.asOf,
    patient: {
      id: chart.patient.id,
      age: chart.patient.birth === null ? null : ageOn(chart.patient.birth, chart.asOf),
      deceased: gate?.gate === 'deceased',
    },
    facts,
    triggers: silent ? [] : counted,
    notices,
    recommendation,
    against: againstOf(recommendation, counted, facts, stageOnRecord(spread, seen)),
    notSeen: notSeen(seen, evaluated.triggers, malignancy, evaluated.advanced, hospice),
    sources: chart.sources,
    unreadable: chart.unreadable,
    visit: chart.visit ?? null,
  };
}

/** An answer tells by which numbers it was made: those of the catalogue and a profile, or a site's beside them. */
function nameOf(
  { name }: Profile,
  { thresholds = {}, optionalRules = {}, myeloidAsBloodCancer }: AssessOptions,
): string {
  const changed =
    myeloidAsBloodCancer === true ||
    Object.keys(optionalRules).length > 0 ||
    Object.values(thresholds).some((values) => Object.keys(values ?? {}).length > 0);
  return changed ? `${name}+site` : name;
}

/** Marks the findings that the policy really counted: one of a family, one of all that are only probable. */
function markCounted(triggers: readonly TriggerResult[]): readonly TriggerResult[] {
  const { ids } = countFindings(triggers);
  return triggers.map((one) => (one.counted === ids.has(one.id) ? one : { ...one, counted: ids.has(one.id) }));
}

/** Whether the answer may still change because a source that matters has not answered. */
function isProvisional(pending: readonly SourceId[]): boolean {
  const needed = neededSources();
  return pending.some((id) => needed.includes(id));
}

/** Nothing after the recorded death is seen. */
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
    medications: before(chart.medications),
    carePlans: before(chart.carePlans),
    referrals: before(chart.referrals),
    documents: before(chart.documents),
    goals: before(chart.goals),
  };
}

/** A cancer that is first recorded after the death contradicts the record: then nothing can be told. */
function withDeath(malignancy: ActiveMalignancy, chart: Chart): ActiveMalignancy {
  const death = chart.patient.deceased?.on;
  if (death === null || death === undefined || malignancy.active === true) return malignancy;
  const later = chart.conditions.some((one) => isCancer(one) && one.when !== null && one.when.lo > death.hi);
  return later ? { ...malignancy, active: null, because: state('record-after-death', {}) } : malignancy;
}
