/**
 * Acute-care episodes from encounters: one stay is one episode however many resources speak of it, an emergency visit
 * that became an admission belongs to it, and a planned stay is told from an unplanned one (clinical reference 3.3).
 */
import type { When, Day } from '../logic/when.ts';
import type { Chart } from './chart.ts';
import type { ConditionRecord, EncounterRecord, ProcedureRecord } from './records.ts';
import { isLoaded } from './source.ts';

/** `presumed-no`: nothing on record says that it was planned. CMS counts such stays as unplanned; a site may not. */
export type Planned = 'yes' | 'no' | 'presumed-no';

export interface Episode {
  readonly kind: 'inpatient' | 'observation' | 'ed';
  readonly start: When;
  /** Last day; the day we look from while the stay goes on; null when unknown. */
  readonly end: When | null;
  readonly inProgress: boolean;
  readonly planned: Planned;
  /** `probable`: the kind was told by words only, or what would have shown a plan was not loaded. */
  readonly certainty: 'definite' | 'probable';
  readonly edArrivals: number;
  readonly encounters: readonly EncounterRecord[];
}

export interface AcuteCare {
  readonly episodes: readonly Episode[];
  /** Encounters that may be acute care but whose kind or date is not told: they forbid a "no". */
  readonly unclear: readonly EncounterRecord[];
}

/** Stays closer together than this are one stay: transfer, re-registration, emergency to ward. In hours. */
const SAME_STAY_HOURS = 24;
/** An open stay is believed to go on for so many days; after that its end is unknown. */
const OPEN_STAY_DAYS = 45;
/** A longer "stay" without type or location is a treatment episode on paper, not a stay. In days. */
const PAPER_STAY_DAYS = 60;
/** A treatment on one of the first days marks the stay as planned for it. In days after the start. */
const TREATMENT_DAYS = 2;

export function acuteCare(chart: Chart): AcuteCare {
  const unclear: EncounterRecord[] = [];
  const stays: Stay[] = [];
  const death = chart.patient.deceased?.on ?? null;
  for (const encounter of chart.encounters) {
    const { kind, start } = encounter;
    if (kind === 'ambulatory' || kind === 'non-acute' || encounter.hospice !== null) continue;
    if (death !== null && start !== null && start.lo > death.hi) continue;
    if (kind === 'unknown' || start === null || isPaperStay(encounter, chart.asOf)) unclear.push(encounter);
    else
      stays.push({
        kind,
        start,
        end: encounter.end,
        encounters: [encounter],
        edArrivals: kind === 'ed' ? 1 : 0,
        edBefore: false,
      });
  }
  const inOrder = stays.toSorted((a, b) => moment(a.start) - moment(b.start));
  const episodes = chain(absorb(deduplicate(inOrder))).map((stay) => toEpisode(stay, chart));
  return { episodes, unclear };
}

/** A stay on its way to becoming an episode. */
interface Stay {
  kind: Episode['kind'];
  start: When;
  end: When | null;
  encounters: EncounterRecord[];
  edArrivals: number;
  edBefore: boolean;
}

function isPaperStay(encounter: EncounterRecord, asOf: Day): boolean {
  if (encounter.kind !== 'inpatient' || encounter.hasTypeOrLocation || encounter.start === null) return false;
  return (encounter.end?.hi ?? asOf) - encounter.start.lo > PAPER_STAY_DAYS;
}

/** Minutes; a date without a time counts from its first minute. */
function moment(when: When): number {
  return when.minutes ?? when.lo * 1440;
}

/** Hours from one moment to a later one; negative when they overlap. Day precision when either has no time. */
function hoursBetween(end: When, start: When): number {
  if (end.minutes !== null && start.minutes !== null) return (start.minutes - end.minutes) / 60;
  return (start.lo - end.hi) * 24;
}

const endOf = (stay: Stay): When => stay.end ?? stay.start;

/** The same stay told twice: by one identifier, by two origins about the same time, or twice over by one origin. */
function deduplicate(stays: readonly Stay[]): Stay[] {
  const kept: Stay[] = [];
  for (const stay of stays) {
    const twin = kept.find((other) => other.kind === stay.kind && isSameStay(other, stay));
    if (twin === undefined) kept.push(stay);
    else mergeInto(twin, stay);
  }
  return kept;
}

function isSameStay(a: Stay, b: Stay): boolean {
  const names = new Set(a.encounters.flatMap((one) => one.identifiers));
  if (b.encounters.some((one) => one.identifiers.some((name) => names.has(name)))) return true;
  const otherOrigin = b.encounters.every((one) => a.encounters.every((other) => other.origin !== one.origin));
  if (otherOrigin) {
    const dateOnly = a.start.minutes === null || b.start.minutes === null;
    return (dateOnly && a.start.lo === b.start.lo) || hoursBetween(endOf(a), b.start) <= SAME_STAY_HOURS;
  }
  // One origin: only a real overlap, so that two emergency visits on one day stay two.
  if (a.start.minutes !== null && b.start.minutes !== null)
    return b.start.minutes < moment(endOf(a)) || a.start.minutes === b.start.minutes;
  return a.kind === 'inpatient' && b.start.lo < endOf(a).hi;
}

function mergeInto(stay: Stay, other: Stay): void {
  if (moment(other.start) < moment(stay.start)) stay.start = other.start;
  if (stay.end === null || other.end === null) stay.end = stay.end ?? other.end;
  else if (moment(other.end) > moment(stay.end)) stay.end = other.end;
  stay.encounters.push(...other.encounters);
  stay.edBefore ||= other.edBefore;
  stay.edArrivals = Math.max(stay.edArrivals, other.edArrivals);
}

/** An emergency visit that led to an observation or an admission, and an observation that led to an admission. */
function absorb(stays: readonly Stay[]): Stay[] {
  let rest = [...stays];
  for (const [from, into] of [
    ['ed', 'observation'],
    ['ed', 'inpatient'],
    ['observation', 'inpatient'],
  ] as const) {
    for (const stay of rest.filter((one) => one.kind === from)) {
      const host = rest.find((one) => one.kind === into && leadsTo(stay, one));
      if (host === undefined) continue;
      if (moment(stay.start) < moment(host.start)) host.start = stay.start;
      host.edArrivals += stay.edArrivals;
      host.edBefore ||= from === 'ed' || stay.edBefore;
      host.encounters.push(...stay.encounters);
      rest = rest.filter((one) => one !== stay);
    }
  }
  return rest;
}

function leadsTo(first: Stay, second: Stay): boolean {
  const references = new Set(first.encounters.map((one) => one.reference));
  const parents = new Set(second.encounters.map((one) => one.reference));
  if (second.encounters.some((one) => one.partOf !== null && references.has(one.partOf))) return true;
  if (first.encounters.some((one) => one.partOf !== null && parents.has(one.partOf))) return true;
  if (moment(first.start) > moment(endOf(second))) return false;
  return (
    hoursBetween(endOf(first), second.start) <= SAME_STAY_HOURS && moment(first.start) <= moment(second.start) + 24 * 60
  );
}

/** Inpatient stays at most a day apart are one: a transfer. Never across a discharge home, to hospice or by death. */
function chain(stays: readonly Stay[]): Stay[] {
  const chained: Stay[] = [];
  for (const stay of stays.toSorted((a, b) => moment(a.start) - moment(b.start))) {
    const before = chained.findLast((one) => one.kind === 'inpatient');
    const joins =
      stay.kind === 'inpatient' &&
      before !== undefined &&
      before.end !== null &&
      hoursBetween(before.end, stay.start) <= SAME_STAY_HOURS &&
      !before.encounters.some(
        (one) => one.disposition === 'home' || one.disposition === 'hospice' || one.disposition === 'expired',
      );
    if (!joins || before === undefined) {
      chained.push(stay);
      continue;
    }
    before.end = stay.end;
    before.encounters.push(...stay.encounters);
    before.edArrivals += stay.edArrivals;
    before.edBefore ||= stay.edBefore;
  }
  return chained;
}

const PLANNED_ORDER: readonly Planned[] = ['no', 'presumed-no', 'yes'];

function toEpisode(stay: Stay, chart: Chart): Episode {
  const open = stay.end === null;
  const inProgress =
    open &&
    stay.kind !== 'ed' &&
    chart.asOf - stay.start.lo < OPEN_STAY_DAYS &&
    stay.encounters.some((one) => one.status !== 'finished');
  const judged = stay.encounters.filter((one) => one.kind === stay.kind).map((one) => plannedOf(one, stay, chart));
  const planned = PLANNED_ORDER.find((word) => judged.some((one) => one.planned === word)) ?? 'presumed-no';
  const saidEmergency = stay.encounters.some((one) => one.fromEmergency) ? 1 : 0;
  return {
    kind: stay.kind,
    start: stay.start,
    end: inProgress ? { lo: chart.asOf, hi: chart.asOf, precision: 'day', minutes: null } : stay.end,
    inProgress,
    planned,
    certainty:
      stay.encounters.some((one) => one.kindCertainty === 'definite') && judged.every((one) => one.sure)
        ? 'definite'
        : 'probable',
    edArrivals: Math.max(stay.edArrivals, saidEmergency),
    encounters: stay.encounters,
  };
}

/** The order of the questions is the rule's (clinical reference 3.3 item 6). */
function plannedOf(
  encounter: EncounterRecord,
  stay: Stay,
  chart: Chart,
): { readonly planned: Planned; readonly sure: boolean } {
  const principal = principalOf(encounter, chart.conditions);
  const tags = principal?.tags ?? encounter.reasonTags;
  if (tags.has('antineoplastic-treatment')) return { planned: 'yes', sure: true };
  // The principal diagnosis is named but was not received: it might say "encounter for chemotherapy".
  const diagnosisMissing = encounter.principalDiagnosis !== null && principal === null;
  if (
    encounter.fromEmergency ||
    stay.edBefore ||
    encounter.priority === 'emergency' ||
    encounter.typeSaysUnplanned ||
    tags.has('op-35')
  ) {
    return { planned: 'no', sure: !diagnosisMissing };
  }
  if (encounter.typeSaysElective || encounter.priority === 'elective' || tags.has('aftercare'))
    return { planned: 'yes', sure: true };
  if (chart.procedures.some((procedure) => isTreatmentOfStay(procedure, stay))) return { planned: 'yes', sure: true };
  return { planned: 'presumed-no', sure: !diagnosisMissing && isLoaded(chart.sources, 'Procedure') };
}

function principalOf(encounter: EncounterRecord, conditions: readonly ConditionRecord[]): ConditionRecord | null {
  if (encounter.principalDiagnosis === null) return null;
  return (
    conditions.find((one) => one.reference === encounter.principalDiagnosis && one.origin === encounter.origin) ?? null
  );
}

function isTreatmentOfStay(procedure: ProcedureRecord, stay: Stay): boolean {
  if (!procedure.tags.has('antineoplastic-treatment')) return false;
  if (procedure.encounter !== null && stay.encounters.some((one) => one.reference === procedure.encounter)) return true;
  return (
    procedure.when !== null && procedure.when.lo >= stay.start.lo && procedure.when.hi <= stay.start.lo + TREATMENT_DAYS
  );
}
