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
  /** Everything that could have shown a plan was received. Without it a stay is presumed unplanned all the same. */
  readonly planSeen: boolean;
  /** `probable`: the kind was told by words only, or the principal diagnosis is named and was not received. */
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
        parts: [[encounter]],
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
  /** Each inner list is one stay as its origins tell it; a chain of transfers has several. */
  parts: EncounterRecord[][];
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
const encountersOf = (stay: Stay): readonly EncounterRecord[] => stay.parts.flat();

/** Last minute of a stay; a ward stay without an end goes on. */
function lastMoment(stay: Stay): number {
  if (stay.end === null) return stay.kind === 'ed' ? moment(stay.start) : Infinity;
  return stay.end.minutes ?? stay.end.hi * 1440 + 1439;
}

/**
 * The same stay told twice: by one identifier, by two origins about the same time, or twice over by one origin. The stays
 * come by their start, so only those that have not ended a day before need to be looked at.
 */
function deduplicate(stays: readonly Stay[]): Stay[] {
  const kept: Stay[] = [];
  const named = new Map<string, Stay>();
  let near: Stay[] = [];
  for (const stay of stays) {
    const names = encountersOf(stay).flatMap((one) => one.identifiers.map((name) => `${stay.kind} ${name}`));
    near = near.filter((one) => lastMoment(one) + SAME_STAY_HOURS * 60 >= moment(stay.start));
    const twin =
      names.map((name) => named.get(name)).find((one) => one !== undefined) ??
      near.find((other) => other.kind === stay.kind && isSameStay(other, stay));
    for (const name of names) named.set(name, twin ?? stay);
    if (twin !== undefined) {
      mergeInto(twin, stay);
      continue;
    }
    kept.push(stay);
    near.push(stay);
  }
  return kept;
}

function isSameStay(a: Stay, b: Stay): boolean {
  const otherOrigin = encountersOf(b).every((one) => encountersOf(a).every((other) => other.origin !== one.origin));
  if (otherOrigin) {
    const dateOnly = a.start.minutes === null || b.start.minutes === null;
    return (dateOnly && a.start.lo === b.start.lo) || hoursBetween(endOf(a), b.start) <= SAME_STAY_HOURS;
  }
  // One origin: only a real overlap, so that two emergency visits on one day stay two.
  if (a.start.minutes !== null && b.start.minutes !== null)
    return b.start.minutes < moment(endOf(a)) || a.start.minutes === b.start.minutes;
  if (a.kind !== 'inpatient') return false;
  const sameOpenDay = a.start.lo === b.start.lo && a.end === null && b.end === null;
  return sameOpenDay || b.start.lo < endOf(a).hi;
}

function mergeInto(stay: Stay, other: Stay): void {
  if (moment(other.start) < moment(stay.start)) stay.start = other.start;
  if (stay.end === null || other.end === null) stay.end = stay.end ?? other.end;
  else if (moment(other.end) > moment(stay.end)) stay.end = other.end;
  stay.parts[0]?.push(...encountersOf(other));
  stay.edBefore ||= other.edBefore;
  stay.edArrivals = Math.max(stay.edArrivals, other.edArrivals);
}

/** An emergency visit that led to an observation or an admission, and an observation that led to an admission. */
function absorb(stays: readonly Stay[]): Stay[] {
  const gone = new Set<Stay>();
  for (const [from, into] of [
    ['ed', 'observation'],
    ['ed', 'inpatient'],
    ['observation', 'inpatient'],
  ] as const) {
    const hosts = stays.filter((one) => one.kind === into && !gone.has(one));
    for (const stay of stays) {
      if (stay.kind !== from || gone.has(stay)) continue;
      const host = hosts.find((one) => leadsTo(stay, one));
      if (host === undefined) continue;
      if (moment(stay.start) < moment(host.start)) host.start = stay.start;
      host.edArrivals += stay.edArrivals;
      host.edBefore ||= from === 'ed' || stay.edBefore;
      host.parts[0]?.push(...encountersOf(stay));
      gone.add(stay);
    }
  }
  return stays.filter((one) => !gone.has(one));
}

function leadsTo(first: Stay, second: Stay): boolean {
  // Cheap and decisive first: most pairs are months apart.
  const apart = first.start.lo > second.start.hi + 1 || second.start.lo > endOf(first).hi + 1;
  if (
    !apart &&
    moment(first.start) <= lastMoment(second) &&
    hoursBetween(endOf(first), second.start) <= SAME_STAY_HOURS
  )
    return true;
  const [earlier, later] = [encountersOf(first), encountersOf(second)];
  return (
    later.some((one) => one.partOf !== null && earlier.some(({ reference }) => reference === one.partOf)) ||
    earlier.some((one) => one.partOf !== null && later.some(({ reference }) => reference === one.partOf))
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
      !encountersOf(before).some(
        (one) => one.disposition === 'home' || one.disposition === 'hospice' || one.disposition === 'expired',
      );
    if (!joins || before === undefined) {
      chained.push(stay);
      continue;
    }
    before.end = stay.end;
    before.parts.push(...stay.parts);
    before.edArrivals += stay.edArrivals;
    before.edBefore ||= stay.edBefore;
  }
  return chained;
}

function toEpisode(stay: Stay, chart: Chart): Episode {
  const encounters = encountersOf(stay);
  const open = stay.end === null;
  const inProgress =
    open &&
    stay.kind !== 'ed' &&
    chart.asOf - stay.start.lo < OPEN_STAY_DAYS &&
    encounters.some((one) => one.status !== 'finished');
  const judged = stay.parts.map((part) =>
    judgePart(
      part.filter((one) => one.kind === stay.kind),
      stay,
      chart,
    ),
  );
  const saidEmergency = encounters.some((one) => one.fromEmergency) ? 1 : 0;
  // In a chain of transfers one unplanned part makes the whole unplanned.
  const planned =
    (['no', 'presumed-no', 'yes'] as const).find((word) => judged.some((one) => one.planned === word)) ?? 'presumed-no';
  return {
    kind: stay.kind,
    start: stay.start,
    end: inProgress ? { lo: chart.asOf, hi: chart.asOf, precision: 'day', minutes: null } : stay.end,
    inProgress,
    planned,
    planSeen: planned !== 'presumed-no' || isLoaded(chart.sources, 'Procedure'),
    certainty:
      encounters.some((one) => one.kindCertainty === 'definite') && judged.every((one) => one.sure)
        ? 'definite'
        : 'probable',
    edArrivals: Math.max(stay.edArrivals, saidEmergency),
    encounters,
  };
}

interface Judged {
  readonly planned: Planned;
  readonly sure: boolean;
}

/** One stay, told by one origin or by several: what any of them knows of a plan counts (clinical reference 3.3 item 3). */
function judgePart(encounters: readonly EncounterRecord[], stay: Stay, chart: Chart): Judged {
  const judged = encounters.map((one) => plannedOf(one, stay, chart));
  return judged.toSorted((a, b) => a.rank - b.rank)[0] ?? { planned: 'presumed-no', sure: true };
}

/** The order of the questions is the rule's (clinical reference 3.3 item 6); `rank` is the question that answered. */
function plannedOf(encounter: EncounterRecord, stay: Stay, chart: Chart): Judged & { readonly rank: number } {
  const principal = principalOf(encounter, chart.conditions);
  const tags = principal?.tags ?? encounter.reasonTags;
  if (tags.has('antineoplastic-treatment')) return { rank: 1, planned: 'yes', sure: true };
  // The principal diagnosis is named but was not received: it might say "encounter for chemotherapy".
  const sure = encounter.principalDiagnosis === null || principal !== null;
  const emergency =
    encounter.fromEmergency || stay.edBefore || encounter.priority === 'emergency' || encounter.typeSaysUnplanned;
  if (emergency || tags.has('op-35')) return { rank: 2, planned: 'no', sure };
  const elective = encounter.typeSaysElective || encounter.priority === 'elective' || tags.has('aftercare');
  if (elective || chart.procedures.some((procedure) => isTreatmentOfStay(procedure, stay)))
    return { rank: 3, planned: 'yes', sure: true };
  return { rank: 4, planned: 'presumed-no', sure };
}

function principalOf(encounter: EncounterRecord, conditions: readonly ConditionRecord[]): ConditionRecord | null {
  if (encounter.principalDiagnosis === null) return null;
  return (
    conditions.find((one) => one.reference === encounter.principalDiagnosis && one.origin === encounter.origin) ?? null
  );
}

/** Chemotherapy or radiotherapy on the first days of the stay: later it may be part of an unplanned one. */
function isTreatmentOfStay(procedure: ProcedureRecord, stay: Stay): boolean {
  if (!procedure.tags.has('antineoplastic-treatment')) return false;
  const { when } = procedure;
  if (when === null) return encountersOf(stay).some((one) => one.reference === procedure.encounter);
  return when.lo >= stay.start.lo && when.hi <= stay.start.lo + TREATMENT_DAYS;
}
