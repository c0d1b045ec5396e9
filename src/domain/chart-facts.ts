/** The fact sheet of a chart: what is true as far as the record tells, `null` where it cannot tell. */
import type { CancerFact, ChartFacts } from './assessment.ts';
import type { AcuteCare } from './chart/acute-care-episodes.ts';
import type { Chart } from './chart/chart.ts';
import type { Hospice } from './chart/hospice.ts';
import type { ActiveMalignancy, CancerCondition } from './chart/malignancy.ts';
import { latestExact } from './chart/performance-status.ts';
import { isLoaded } from './chart/source.ts';
import { solidDiseases, stageOf, standingStage, type Spread } from './chart/spread.ts';
import type { Kleene } from './logic/kleene.ts';
import { within } from './logic/when.ts';
import type { Evaluated } from './triggers/evaluate.ts';

/** Days over which stays are counted for the fact sheet. */
const ACUTE_CARE_DAYS = 180;

export function factsOf(
  chart: Chart,
  malignancy: ActiveMalignancy,
  spread: Spread,
  care: AcuteCare,
  hospice: Hospice,
  evaluated: Evaluated,
): ChartFacts {
  const ecog = latestExact(chart, 'ecog');
  const karnofsky = latestExact(chart, 'karnofsky');
  const observed = isLoaded(chart.sources, 'Observation');
  const metastatic = malignancy.active === null && evaluated.metastatic === false ? null : evaluated.metastatic;
  const sites = spread.metastases.flatMap(({ cancer }) =>
    cancer.kind === 'secondary' && cancer.site !== null ? [cancer.site] : [],
  );
  return {
    activeMalignancy: malignancy.active,
    activeMalignancyBecause: malignancy.because,
    advanced: evaluated.advanced,
    cancers: cancersOf(malignancy),
    metastatic,
    metastaticSites: metastatic === null ? null : metastatic ? unspecifiedIfEmpty(sites) : [],
    stage: effectiveStage(spread, evaluated.metastatic),
    // A fact is not given from a list of readings that is known to have holes: a newer one may be missing.
    ecog: ecog === null || !observed ? null : { value: ecog.value, when: ecog.when, evidence: ecog.observation },
    karnofsky:
      karnofsky === null || !observed
        ? null
        : { value: karnofsky.value, when: karnofsky.when, evidence: karnofsky.observation },
    acuteCare: countAcuteCare(chart, care),
    hospice: afterDeath(chart) ? null : hospice.now,
    carePlan: carePlanOf(chart),
  };
}

function carePlanOf(chart: Chart): ChartFacts['carePlan'] {
  const active = chart.carePlans.filter((one) => one.status === 'active' && one.end === null);
  return active.toSorted((a, b) => (b.when?.lo ?? 0) - (a.when?.lo ?? 0))[0] ?? null;
}

/**
 * The newest stage on record; a metastasis that came after it makes it IV from then on. The stage at diagnosis stays in
 * the evidence. With several cancers staged, the gravest is told.
 */
function effectiveStage(spread: Spread, metastatic: Kleene): ChartFacts['stage'] {
  const staged = solidDiseases(spread).flatMap((disease) => stageOf(disease) ?? []);
  const newest =
    staged.toSorted((a, b) => (b.stage?.group ?? '').localeCompare(a.stage?.group ?? ''))[0] ??
    standingStage({ stagings: spread.unattributed.filter((one) => one.stage !== null) });
  if (newest?.stage == null) return null;
  if (metastatic === true && newest.stage.group !== 'IV') {
    const [first] = spread.metastases
      .filter((one) => one.when !== null)
      .toSorted((a, b) => (a.when?.lo ?? 0) - (b.when?.lo ?? 0));
    if (first?.when != null) return { text: 'IV', when: first.when, evidence: first };
  }
  return { text: newest.stage.text, when: newest.when, evidence: newest.evidence };
}

function unspecifiedIfEmpty<Site extends string>(sites: readonly Site[]): readonly (Site | 'unspecified')[] {
  const named = [...new Set(sites)];
  return named.length === 0 ? ['unspecified'] : named;
}

/** True when the whole window of counts lies after the recorded death. */
function afterDeath(chart: Chart): boolean {
  const death = chart.patient.deceased?.on ?? null;
  return death !== null && death.hi < chart.asOf - ACUTE_CARE_DAYS;
}

function cancersOf(malignancy: ActiveMalignancy): readonly CancerFact[] {
  const fact = (condition: CancerCondition, status: CancerFact['status']): CancerFact => ({
    name: condition.label,
    site: condition.cancer.kind === 'invasive' ? condition.cancer.site : 'other',
    role: condition.cancer.kind === 'invasive' ? 'primary' : 'metastasis',
    status,
    onset: condition.onset ?? condition.recorded,
    evidence: [condition],
  });
  return [
    ...malignancy.conditions.map((one) => fact(one, 'active')),
    ...malignancy.oneVisit.map((one) => fact(one, 'unclear')),
    ...malignancy.unconfirmed.map((one) => fact(one, 'unclear')),
    ...malignancy.past.map(({ condition, activity }) => fact(condition, PAST[activity])),
  ];
}

const PAST = { remission: 'remission', 'too-old': 'unclear', ended: 'resolved', active: 'active' } as const;

function countAcuteCare(chart: Chart, { episodes, unclear }: AcuteCare): ChartFacts['acuteCare'] {
  const nothing = { windowDays: ACUTE_CARE_DAYS, edVisits: null, unplannedAdmissions: null, plannedAdmissions: null };
  if (!isLoaded(chart.sources, 'Encounter') || afterDeath(chart)) return nothing;
  if (unclear.some((one) => one.start === null || within(one.start, chart.asOf, ACUTE_CARE_DAYS) !== false))
    return nothing;
  const recency = episodes.map((one) => within(one.start, chart.asOf, ACUTE_CARE_DAYS));
  if (recency.includes(null)) return nothing;
  const inWindow = episodes.filter((_, index) => recency[index] === true);
  const stays = inWindow.filter((one) => one.kind === 'inpatient');
  // Whether a stay was planned may stand in a procedure or a diagnosis that was not received.
  const told = stays.every((one) => one.certainty === 'definite' && one.planSeen);
  return {
    windowDays: ACUTE_CARE_DAYS,
    edVisits: inWindow.reduce((sum, one) => sum + one.edArrivals, 0),
    unplannedAdmissions: told ? stays.filter((one) => one.planned !== 'yes').length : null,
    plannedAdmissions: told ? stays.filter((one) => one.planned === 'yes').length : null,
  };
}
