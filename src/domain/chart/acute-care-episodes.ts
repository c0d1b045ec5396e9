/**
 * Acute-care episodes from encounters: one stay is one episode however many resources speak of it, an emergency visit
 * that became an admission belongs to it, and a planned stay is told from an unplanned one (clinical reference 3.3).
 * Stays are walked in the order of their start and looked up by reference, so that the time is linear in the record.
 */
import type { When, Day } from '../logic/when.ts';
import type { Chart } from './chart.ts';
import type { EncounterRecord } from './records.ts';
import type { FactNumbers } from './fact-numbers.ts';
import { isLoaded, type OriginId } from './source.ts';
import { append, StayRecords, type Cause, type ProceduresOfStay } from './stay-records.ts';

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
  /** Days in hospital, so far while it goes on: at least and at most, as dates without a time leave it open; null when unknown. */
  readonly days: { readonly least: number; readonly most: number } | null;
  /** Intensive care, and its hours where they can be told. `name`: only a ward's name says so. */
  readonly intensiveCare: { readonly told: 'code' | 'name'; readonly hours: number | null } | null;
  /** A ward is named of which neither name nor kind was received: it may be intensive care. */
  readonly wardUnknown: boolean;
  /** `injury`, `psychiatric`, `detoxification`: nothing but this is given as its cause. */
  readonly cause: Cause;
  /** For one of the complications of outpatient chemotherapy (OP-35); null when no cause is given. */
  readonly op35: boolean | null;
  /** An operation, stem-cell transplant or cancer treatment during the stay. */
  readonly procedures: ProceduresOfStay;
  /** The patient died in it: never a trigger (clinical reference 3.3 item 9). */
  readonly fatal: boolean;
  readonly origins: readonly OriginId[];
  readonly encounters: readonly EncounterRecord[];
}

export interface AcuteCare {
  readonly episodes: readonly Episode[];
  /** Encounters that may be acute care but whose kind or date is not told: they forbid a "no". */
  readonly unclear: readonly EncounterRecord[];
}

/** A stay that is shorter than this and holds a cancer treatment was for it, whenever in the stay. In days (3.3 item 6). */
const TREATMENT_STAY_DAYS = 1;
/** Two ways of writing a time (with a zone, as a bare date) may be so many minutes apart. */
const SLACK = 2 * 1440;

export function acuteCare(chart: Chart): AcuteCare {
  const records = new StayRecords(chart);
  const candidates: EncounterRecord[] = [];
  const stays: Stay[] = [];
  const death = chart.patient.deceased?.on ?? null;
  for (const encounter of chart.encounters) {
    const { kind, start } = encounter;
    if (kind === 'ambulatory' || kind === 'non-acute' || encounter.hospice !== null) continue;
    if (death !== null && start !== null && start.lo > death.hi) continue;
    if (kind === 'unknown' || start === null || isPaperStay(encounter, start, chart)) candidates.push(encounter);
    else if (!isSameDaySurgery(encounter, start, records)) stays.push(stayOf(encounter, kind, start, chart));
  }
  const references = byReference(stays);
  // What is part of a stay that is known adds nothing to it.
  const unclear = candidates.filter((one) => !isPartOf(one, references));
  const { numbers } = chart;
  const episodes = chain(absorb(deduplicate(stays, numbers), references, numbers), numbers).map((stay) =>
    toEpisode(stay, chart, records),
  );
  return { episodes, unclear };
}

/** The days on one of which the patient was discharged; null while the stay goes on. */
export function dischargeOf(episode: Episode, { asOf, numbers }: Chart): When | null {
  if (episode.inProgress) return null;
  if (episode.end !== null) return episode.end;
  // No end is recorded. No stay is believed to last longer than a stay on paper.
  const hi = Math.min(asOf, episode.start.hi + numbers.paperStayDays);
  return { lo: episode.start.lo, hi: Math.max(hi, episode.start.lo), precision: 'month', minutes: null };
}

/** A stay on its way to becoming an episode. */
interface Stay {
  kind: Episode['kind'];
  start: When;
  /** Recorded or worked out from the length; the day we look from while it goes on; null when unknown. */
  end: When | null;
  inProgress: boolean;
  /** The patient went home, to hospice, or died: what comes next is another stay. */
  closed: boolean;
  /** Each inner list is one stay as its origins tell it; a chain of transfers has several. */
  parts: [EncounterRecord[], ...EncounterRecord[][]];
  origins: OriginId[];
  edArrivals: number;
  /** An emergency or observation visit led to it. */
  edBefore: boolean;
  /** Another stay has taken it in. */
  host: Stay | null;
}

function stayOf(encounter: EncounterRecord, kind: Episode['kind'], start: When, { asOf, numbers }: Chart): Stay {
  const told = encounter.end ?? endByLength(encounter, start, asOf);
  const inProgress =
    told === null && kind !== 'ed' && encounter.status !== 'finished' && asOf - start.lo < numbers.openStayDays;
  const { disposition } = encounter;
  return {
    kind,
    start,
    end: inProgress ? { lo: asOf, hi: asOf, precision: 'day', minutes: null } : told,
    inProgress,
    closed: disposition !== null && disposition !== 'other',
    parts: [[encounter]],
    origins: [encounter.origin],
    edArrivals: kind === 'ed' ? 1 : 0,
    edBefore: false,
    host: null,
  };
}

/** Only the length is given: the end lies so many days after the start. Not for a stay that goes on. */
function endByLength({ lengthDays, status }: EncounterRecord, start: When, asOf: Day): When | null {
  if (lengthDays === null || status !== 'finished') return null;
  const lo = Math.min(asOf, start.lo + Math.floor(lengthDays));
  return { lo, hi: Math.max(lo, Math.min(asOf, start.hi + Math.ceil(lengthDays))), precision: 'day', minutes: null };
}

function isPaperStay(
  { kind, hasTypeOrLocation, end, status }: EncounterRecord,
  start: When,
  { asOf, numbers }: Chart,
): boolean {
  if (kind !== 'inpatient' || hasTypeOrLocation) return false;
  return (end?.hi ?? (status === 'finished' ? start.hi : asOf)) - start.lo > numbers.paperStayDays;
}

/** A short stay with an elective procedure on the day is same-day surgery (3.3 item 2 c). */
function isSameDaySurgery(encounter: EncounterRecord, start: When, records: StayRecords): boolean {
  if (!encounter.shortStay || encounter.kind !== 'observation') return false;
  if (encounter.fromEmergency || encounter.priority === 'emergency') return false;
  return records.hasElectiveProcedure(encounter, start);
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

/** Last minute of a stay, as far as it is known. */
function lastMoment(stay: Stay): number {
  const end = endOf(stay);
  return end.minutes ?? end.hi * 1440 + 1439;
}

/** By the day on which they start, then by time; of two that start together the longer one first, whichever came first. */
function inOrder(stays: readonly Stay[]): Stay[] {
  return stays.toSorted(
    (a, b) =>
      a.start.lo - b.start.lo || (a.start.minutes ?? 0) - (b.start.minutes ?? 0) || lastMoment(b) - lastMoment(a),
  );
}

type References = ReadonlyMap<OriginId, ReadonlyMap<string, Stay>>;

function byReference(stays: readonly Stay[]): References {
  const all = new Map<OriginId, Map<string, Stay>>();
  for (const stay of stays)
    for (const { origin, reference } of stay.parts[0]) {
      let own = all.get(origin);
      if (own === undefined) all.set(origin, (own = new Map<string, Stay>()));
      own.set(reference, stay);
    }
  return all;
}

function isPartOf({ partOf, origin }: EncounterRecord, references: References): boolean {
  return partOf !== null && references.get(origin)?.has(partOf) === true;
}

/** The stay that has taken this one in, whatever the number of steps. */
function hostOf(stay: Stay): Stay {
  let host = stay;
  while (host.host !== null) host = host.host;
  return host;
}

/**
 * The same stay told twice: by one identifier, by two origins at the same time, or twice over by one origin (3.3 item 3). What
 * overlaps comes before what is only near: a visit that two servers tell must not be taken for one earlier that day.
 */
function deduplicate(stays: readonly Stay[], { sameStayHours }: FactNumbers): Stay[] {
  const named = new Map<string, Stay>();
  const noNames = numbersOfPatients(stays, sameStayHours);
  const names = ({ kind, parts }: Stay): readonly string[] =>
    parts[0].flatMap(({ identifiers }) =>
      identifiers.filter((one) => !noNames.has(one)).map((one) => `${kind} ${one}`),
    );
  const apart = gathered(inOrder(stays), sameStayHours, (stay, open) => {
    const own = names(stay);
    const byName = own.map((one) => named.get(one)).find((one) => one !== undefined);
    const twin = byName ?? open.findLast((other) => isSameStay(other, stay)) ?? null;
    for (const one of own) named.set(one, twin ?? stay);
    return twin;
  });
  return gathered(
    inOrder(apart),
    sameStayHours,
    (stay, open) => open.findLast((other) => isNear(other, stay, sameStayHours)) ?? null,
  );
}

/**
 * Puts each stay into its twin among those of its kind that came before it and have not ended long ago: they come by their start,
 * so no others need to be looked at. The last of several is the one that began nearest.
 */
function gathered(
  stays: readonly Stay[],
  sameStayHours: number,
  twinOf: (stay: Stay, open: readonly Stay[]) => Stay | null,
): Stay[] {
  const kept: Stay[] = [];
  const near: Record<Episode['kind'], Stay[]> = { inpatient: [], observation: [], ed: [] };
  for (const stay of stays) {
    const earliest = moment(stay.start) - sameStayHours * 60 - SLACK;
    const open = near[stay.kind].filter((one) => lastMoment(one) >= earliest);
    const twin = twinOf(stay, open);
    if (twin === null) {
      kept.push(stay);
      open.push(stay);
    } else mergeInto(twin, stay);
    near[stay.kind] = open;
  }
  return kept;
}

/** Identifiers that a server writes on stays far apart name no stay: they are a patient's or an account's. */
function numbersOfPatients(stays: readonly Stay[], sameStayHours: number): ReadonlySet<string> {
  const found = new Set<string>();
  const last = new Map<string, Stay>();
  for (const stay of inOrder(stays))
    for (const { origin, identifiers } of stay.parts[0])
      for (const one of identifiers) {
        const name = `${origin} ${one}`;
        const before = last.get(name);
        if (before !== undefined && hoursBetween(endOf(before), stay.start) > sameStayHours) found.add(one);
        if (before === undefined || lastMoment(stay) > lastMoment(before)) last.set(name, stay);
      }
  return found;
}

function areOfOneOrigin(a: Stay, b: Stay): boolean {
  return b.origins.some((one) => a.origins.includes(one));
}

function isSameStay(a: Stay, b: Stay): boolean {
  if (!areOfOneOrigin(a, b)) return overlaps(a, b);
  if (isToldByAnother(a, b)) return true;
  // One origin: only a real overlap, so that two emergency visits on one day stay two.
  if (a.start.minutes !== null && b.start.minutes !== null)
    return b.start.minutes < moment(endOf(a)) || a.start.minutes === b.start.minutes;
  if (a.kind !== 'inpatient') return false;
  const sameOpenDay = a.start.lo === b.start.lo && a.end === null && b.end === null;
  return sameOpenDay || b.start.lo < endOf(a).hi;
}

/** As two origins tell of it: days that only touch are no overlap, but for one first day where either tells no time. */
function overlaps(a: Stay, b: Stay): boolean {
  const dateOnly = a.start.minutes === null || b.start.minutes === null;
  if (a.start.lo === b.start.lo && (dateOnly || a.start.minutes === b.start.minutes)) return true;
  const end = endOf(a);
  if (end.minutes !== null && b.start.minutes !== null) return b.start.minutes < end.minutes;
  return b.start.lo < end.hi;
}

/**
 * Told by two origins at times that are not far apart (3.3 item 3, tolerance). Inpatient stays one after the other are a transfer or
 * another stay: `chain` tells. Only where the end of the first is not known may the second be the same.
 */
function isNear(a: Stay, b: Stay, sameStayHours: number): boolean {
  if (areOfOneOrigin(a, b) || (a.kind === 'inpatient' && a.end !== null)) return false;
  return hoursBetween(endOf(a), b.start) <= sameStayHours;
}

/** One origin that passes on what two senders told of one day: one by the date alone (a claim), one with times. */
function isToldByAnother(a: Stay, b: Stay): boolean {
  if (a.start.lo !== b.start.lo || a.start.hi !== b.start.hi) return false;
  if ((a.start.minutes === null) === (b.start.minutes === null)) return false;
  return a.parts[0].every((one) => b.parts[0].every((other) => isOtherSender(one, other)));
}

/** By `meta.source`, else by identifiers of which no system is the same. What names no sender shows no difference. */
function isOtherSender(a: EncounterRecord, b: EncounterRecord): boolean {
  if (a.origin !== b.origin) return true;
  if (a.sender !== null && b.sender !== null) return a.sender !== b.sender;
  if (a.identifiers.length === 0 || b.identifiers.length === 0) return false;
  const systems = new Set(a.identifiers.map(systemOf));
  return !b.identifiers.some((one) => systems.has(systemOf(one)));
}

function systemOf(identifier: string): string {
  return identifier.slice(0, identifier.indexOf('|'));
}

/** The earlier day; of one day what tells the time, and the earlier of two times. By days first: a day has no time zone. */
function earlierStart(a: When, b: When): When {
  if (a.lo !== b.lo) return a.lo < b.lo ? a : b;
  if (a.minutes === null || b.minutes === null) return a.minutes === null ? b : a;
  return a.minutes <= b.minutes ? a : b;
}

/** The later day; of one day what tells the time, and the later of two times. */
function laterEnd(a: When, b: When): When {
  if (a.hi !== b.hi) return a.hi > b.hi ? a : b;
  if (a.minutes === null || b.minutes === null) return a.minutes === null ? b : a;
  return a.minutes >= b.minutes ? a : b;
}

function mergeInto(stay: Stay, other: Stay): void {
  const discharge = dischargeUnheardOf(stay, other) ?? dischargeUnheardOf(other, stay);
  stay.start = earlierStart(stay.start, other.start);
  stay.end =
    discharge ?? (stay.end === null || other.end === null ? (stay.end ?? other.end) : laterEnd(stay.end, other.end));
  stay.inProgress = discharge === null && (stay.inProgress || other.inProgress);
  stay.closed ||= other.closed;
  stay.parts[0].push(...other.parts[0]);
  addOrigins(stay, other);
  other.host = stay;
}

/**
 * When one stay ended that the other, of another server, says to go on: it has not heard of the discharge when it began about
 * when the first began. One that began about when the first ended is where the patient went. In doubt it goes on.
 */
function dischargeUnheardOf(over: Stay, open: Stay): When | null {
  if (over.inProgress || !open.inProgress || over.end === null || areOfOneOrigin(over, open)) return null;
  const sinceStart = Math.abs(moment(open.start) - moment(over.start));
  return sinceStart < moment(over.end) - moment(open.start) ? over.end : null;
}

function addOrigins(stay: Stay, other: Stay): void {
  for (const one of other.origins) if (!stay.origins.includes(one)) stay.origins.push(one);
}

/** An emergency visit that led to an observation or an admission, and an observation that led to an admission (3.3 item 4). */
function absorb(stays: readonly Stay[], references: References, { sameStayHours }: FactNumbers): Stay[] {
  const parents = parentsOf(stays, references);
  for (const [from, into] of [
    ['ed', 'observation'],
    ['ed', 'inpatient'],
    ['observation', 'inpatient'],
  ] as const) {
    const hosts = inOrder(stays.filter((one) => one.kind === into));
    for (const stay of stays) {
      if (stay.kind !== from || stay.host !== null) continue;
      const host = parents.get(stay)?.find((one) => one.kind === into) ?? ledTo(stay, hosts, sameStayHours);
      if (host === null) continue;
      host.start = earlierStart(host.start, stay.start);
      host.edArrivals += stay.edArrivals;
      host.edBefore = true;
      host.parts[0].push(...stay.parts[0]);
      addOrigins(host, stay);
      stay.host = host;
    }
  }
  return stays.filter((one) => one.host === null);
}

/** Stays that name each other by `partOf`, in both directions. */
function parentsOf(stays: readonly Stay[], references: References): ReadonlyMap<Stay, readonly Stay[]> {
  const named = new Map<Stay, Stay[]>();
  for (const stay of stays)
    for (const { partOf, origin } of stay.parts[0]) {
      if (partOf === null) continue;
      const found = references.get(origin)?.get(partOf);
      if (found === undefined) continue;
      const other = hostOf(found);
      append(named, stay, other);
      append(named, other, stay);
    }
  return named;
}

/** The first stay that this visit led to: it began while the visit lasted, or soon after it, or soon before. */
function ledTo(visit: Stay, hosts: readonly Stay[], sameStayHours: number): Stay | null {
  const first = moment(visit.start) - sameStayHours * 60 - SLACK;
  const last = lastMoment(visit) + sameStayHours * 60 + SLACK;
  for (let index = firstFrom(hosts, first); index < hosts.length; index += 1) {
    const host = hosts[index];
    if (host === undefined || moment(host.start) > last) return null;
    const soonAfter = hoursBetween(endOf(visit), host.start) <= sameStayHours;
    // The clerk may have opened the admission before the visit; a visit later in the stay is another matter.
    const notLong = hoursBetween(host.start, visit.start) <= sameStayHours;
    if (soonAfter && notLong && moment(visit.start) <= lastMoment(host)) return host;
  }
  return null;
}

/** Index of the first stay that begins at this minute or later. */
function firstFrom(stays: readonly Stay[], minute: number): number {
  let [low, high] = [0, stays.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const stay = stays[middle];
    if (stay !== undefined && moment(stay.start) < minute) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Inpatient stays that follow one another soon are one: a transfer. Never across a discharge home, to hospice or by death. */
function chain(stays: readonly Stay[], numbers: FactNumbers): Stay[] {
  const chained: Stay[] = [];
  let before: Stay | null = null;
  for (const stay of inOrder(stays)) {
    if (stay.kind !== 'inpatient' || before === null || !isTransfer(before, stay, numbers)) {
      chained.push(stay);
      if (stay.kind === 'inpatient') before = stay;
      continue;
    }
    if (!before.inProgress)
      before.end = stay.end === null || before.end === null ? null : laterEnd(before.end, stay.end);
    before.inProgress ||= stay.inProgress;
    before.closed = stay.closed;
    before.parts.push(...stay.parts);
    addOrigins(before, stay);
    before.edArrivals += stay.edArrivals;
    before.edBefore ||= stay.edBefore;
  }
  return chained;
}

function isTransfer({ end, closed }: Stay, { start }: Stay, { sameStayHours }: FactNumbers): boolean {
  return end !== null && !closed && hoursBetween(end, start) <= sameStayHours;
}

function toEpisode(stay: Stay, chart: Chart, records: StayRecords): Episode {
  const encounters = stay.parts.flat();
  const own = encounters.filter((one) => one.kind === stay.kind);
  const days = lengthOf(stay);
  const procedures = records.proceduresOf(encounters, stay.start, stay.end, chart.asOf);
  const judged = stay.parts.map((part) =>
    judgePart(
      part.filter((one) => one.kind === stay.kind),
      stay,
      procedures.early || (procedures.treatment && days !== null && days.most < TREATMENT_STAY_DAYS),
      records,
    ),
  );
  const saidEmergency = own.some((one) => one.fromEmergency) ? 1 : 0;
  // In a chain of transfers one unplanned part makes the whole unplanned.
  const says = (word: Planned): boolean => judged.some((one) => one.planned === word);
  const planned = says('no') ? 'no' : says('presumed-no') ? 'presumed-no' : 'yes';
  const proceduresSeen = isLoaded(chart.sources, 'Procedure');
  const kindSure = own.some((one) => one.kindCertainty === 'definite' && (proceduresSeen || !one.shortStay));
  return {
    kind: stay.kind,
    start: stay.start,
    end: stay.end,
    inProgress: stay.inProgress,
    planned,
    planSeen: planned !== 'presumed-no' || proceduresSeen,
    certainty: kindSure && judged.every((one) => one.sure) ? 'definite' : 'probable',
    edArrivals: Math.max(stay.edArrivals, saidEmergency),
    days,
    intensiveCare: intensiveCareOf(encounters, stay, procedures),
    wardUnknown: encounters.some((one) => one.wardUnknown),
    cause: records.causeOf(encounters),
    op35: records.isOp35(encounters),
    procedures,
    fatal: encounters.some((one) => one.disposition === 'expired'),
    origins: stay.origins,
    encounters,
  };
}

/** Days of a stay; a date without a time leaves nearly a day open at either end, so whole days are counted. */
function lengthOf({ start, end }: Stay): Episode['days'] {
  if (end === null) return null;
  if (start.minutes !== null && end.minutes !== null) {
    const exact = Math.max(0, (end.minutes - start.minutes) / 1440);
    return { least: exact, most: exact };
  }
  const least = Math.max(0, end.lo - start.hi);
  return { least, most: Math.max(least, end.hi - start.lo) };
}

interface Judged {
  readonly planned: Planned;
  readonly sure: boolean;
}

/** One stay, told by one origin or by several: what any of them knows of a plan counts (clinical reference 3.3 item 3). */
function judgePart(encounters: readonly EncounterRecord[], stay: Stay, treated: boolean, records: StayRecords): Judged {
  return encounters
    .map((one) => plannedOf(one, stay, treated, records))
    .reduce((best, one) => (one.rank < best.rank || (one.rank === best.rank && !one.sure) ? one : best));
}

/** The order of the questions is the rule's (clinical reference 3.3 item 6); `rank` is the question that answered. */
function plannedOf(
  encounter: EncounterRecord,
  stay: Stay,
  treated: boolean,
  records: StayRecords,
): Judged & { readonly rank: number } {
  // A clinician's word on this very stay comes before what its codes suggest.
  if (encounter.saidPlanned === true) return { rank: 0, planned: 'yes', sure: true };
  const { tags, missing } = records.principalOf(encounter);
  if (tags.has('antineoplastic-treatment')) return { rank: 1, planned: 'yes', sure: true };
  // The principal diagnosis is named but was not received: it might say "encounter for chemotherapy".
  const sure = !missing;
  const emergency =
    encounter.fromEmergency || stay.edBefore || encounter.priority === 'emergency' || encounter.typeSaysUnplanned;
  if (emergency || tags.has('op-35')) return { rank: 2, planned: 'no', sure };
  const elective = encounter.typeSaysElective || encounter.priority === 'elective' || tags.has('aftercare');
  if (elective || treated) return { rank: 3, planned: 'yes', sure: true };
  return { rank: 4, planned: 'presumed-no', sure };
}

/** Intensive care by code before name; hours of the origin that tells most, null when one stretch has no end. */
function intensiveCareOf(
  encounters: readonly EncounterRecord[],
  stay: Stay,
  procedures: ProceduresOfStay,
): Episode['intensiveCare'] {
  let told: 'code' | 'name' | null = procedures.intensiveCare ? 'code' : null;
  let unknown = false;
  const hours = new Map<OriginId, number>();
  for (const { origin, intensiveCare } of encounters)
    for (const stretch of intensiveCare) {
      if (told === null || stretch.told === 'code') told = stretch.told;
      const end = stretch.end ?? (stay.inProgress ? stay.end : null);
      if (stretch.start === null || end === null) unknown = true;
      else hours.set(origin, (hours.get(origin) ?? 0) + Math.max(0, hoursBetween(stretch.start, end)));
    }
  if (told === null) return null;
  return { told, hours: unknown || hours.size === 0 ? null : Math.max(...hours.values()) };
}
