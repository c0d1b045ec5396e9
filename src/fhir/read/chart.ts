import type { FhirResource } from 'fhir/r4';
import type { Chart } from '../../domain/chart/chart.ts';
import type { Evidence, Unreadable } from '../../domain/chart/evidence.ts';
import type {
  CarePlanRecord,
  ConditionRecord,
  EncounterKind,
  EncounterRecord,
  ObservationRecord,
  PatientRecord,
  ProcedureRecord,
  ReferralRecord,
} from '../../domain/chart/records.ts';
import {
  SOURCE_IDS,
  type OriginId,
  type SourceId,
  type SourcesOfOrigin,
  type SourceState,
} from '../../domain/chart/source.ts';
import { compareWhen, type Day, type OffsetAt, type When } from '../../domain/logic/when.ts';
import { failure, problem, success, type Result } from '../../domain/problem.ts';
import { readCarePlan } from './care-plan.ts';
import { readCondition } from './condition.ts';
import { readEncounter } from './encounter.ts';
import { object, text, type Json } from './json.ts';
import { readObservation } from './observation.ts';
import { readPatient } from './patient.ts';
import { readProcedure } from './procedure.ts';
import { referenceOf, type Context, type Reading } from './reading.ts';
import { readServiceRequest } from './service-request.ts';

/** What one origin sent, resource by resource, and how each source ended. */
export interface Received {
  readonly origin: OriginId;
  /** Parsed JSON as it came: a resource may be malformed in any way. */
  readonly resources: Readonly<Partial<Record<SourceId, readonly FhirResource[]>>>;
  readonly states: SourcesOfOrigin;
}

export interface ReadOptions {
  readonly asOf: Day;
  /** The facility's time zone; without it dates are taken as written. */
  readonly offsetAt?: OffsetAt;
  /** Site map for local Encounter.class codes: "<system>|<code>". */
  readonly encounterClasses?: Readonly<Record<string, EncounterKind>>;
  /** Address of the server, for absolute references to itself. */
  readonly base?: string;
  /** The site's own order codes for a palliative referral. */
  readonly orderCodes?: readonly { readonly system: string; readonly code: string }[];
}

/** As many conditions recorded on one day are a data migration, and the day says nothing (clinical reference 3.1). [DESIGN] */
const MIGRATION_COUNT = 10;

/**
 * Translates what was received into the product's chart. Fails only when the patient's own resource is missing or is
 * somebody else's. Any other resource that cannot be read is listed in `chart.unreadable`, and its source is then no
 * more than partial: what could not be read may be what was looked for.
 */
export function readChart(patientId: string, received: readonly Received[], options: ReadOptions): Result<Chart> {
  const reader = new ChartReader();
  for (const { origin, resources, states } of received) {
    const context: Context = { ...options, origin, patientId };
    const patient = (resources.Patient ?? []).flatMap((one) => {
      const json = object(one);
      return json === null ? [] : (readPatient(json, context) ?? []);
    })[0];
    if (patient === undefined && states.Patient.state === 'loaded') {
      return failure(problem('wrong-patient', `${origin} did not send the patient who was asked for`));
    }
    // A death that only one origin knows is a death.
    if (patient !== undefined)
      reader.patient =
        reader.patient === null
          ? patient
          : { ...reader.patient, deceased: reader.patient.deceased ?? patient.deceased };
    reader.states[origin] = reader.readOrigin(resources, states, context);
  }
  const { patient } = reader;
  if (patient === null) return failure(problem('not-found', 'The patient was not received'));
  return success({
    asOf: options.asOf,
    patient,
    conditions: inOrder(withoutMigrationDates(reader.conditions)),
    encounters: inOrder(reader.encounters),
    observations: inOrder(reader.observations),
    procedures: inOrder(reader.procedures),
    carePlans: inOrder(reader.carePlans),
    referrals: inOrder(reader.referrals),
    sources: reader.states,
    unreadable: reader.unreadable,
  });
}

class ChartReader {
  patient: PatientRecord | null = null;
  readonly conditions: ConditionRecord[] = [];
  readonly encounters: EncounterRecord[] = [];
  readonly observations: ObservationRecord[] = [];
  readonly procedures: ProcedureRecord[] = [];
  readonly carePlans: CarePlanRecord[] = [];
  readonly referrals: ReferralRecord[] = [];
  readonly unreadable: Unreadable[] = [];
  readonly states: Record<OriginId, SourcesOfOrigin> = {};

  readOrigin(resources: Received['resources'], states: SourcesOfOrigin, context: Context): SourcesOfOrigin {
    const settled: Record<SourceId, SourceState> = { ...states };
    const all = <Record extends { readonly when: When | null }>(
      id: SourceId,
      into: Record[],
      readOne: (resource: Json, context: Context) => Reading<Record>,
    ): void => {
      const before = into.length;
      let lost = 0;
      for (const one of newestVersions(resources[id] ?? [])) {
        const json = object(one);
        const reading: Reading<Record> =
          json === null ? { is: 'unreadable', reason: 'wrong-shape' } : readOne(json, context);
        if (reading.is === 'record') into.push(reading.record);
        if (reading.is !== 'unreadable') continue;
        this.unreadable.push({
          origin: context.origin,
          reference: json === null ? id : referenceOf(json),
          reason: reading.reason,
        });
        if (reading.reason !== 'after-as-of') lost += 1;
      }
      settled[id] = counted(states[id], into.length - before, newestOf(into.slice(before)), lost);
    };
    all('Condition', this.conditions, readCondition);
    all('Encounter', this.encounters, readEncounter);
    all('Observation', this.observations, readObservation);
    all('Procedure', this.procedures, readProcedure);
    all('CarePlan', this.carePlans, readCarePlan);
    all('ServiceRequest', this.referrals, readServiceRequest);
    return settled;
  }
}

/** A resource sent twice counts once: the version changed last. Those without an id cannot be told apart and all stay. */
function newestVersions(resources: readonly FhirResource[]): readonly unknown[] {
  const newest = new Map<string, Json>();
  const nameless: unknown[] = [];
  for (const one of resources) {
    const json = object(one);
    if (json === null || text(json['id']) === null) {
      nameless.push(one);
      continue;
    }
    const before = newest.get(referenceOf(json));
    if (before === undefined || changed(json) >= changed(before)) newest.set(referenceOf(json), json);
  }
  return [...newest.values(), ...nameless];
}

function changed(json: Json): string {
  return text(object(json['meta'])?.['lastUpdated']) ?? '';
}

/** By reference, so that the order in which a server sends its resources changes nothing. */
function inOrder<Record extends Evidence>(records: readonly Record[]): readonly Record[] {
  return records.toSorted((a, b) => (a.reference < b.reference ? -1 : a.reference > b.reference ? 1 : 0));
}

/** The state with the number of records that rules can use, and no more than partial when some could not be read. */
function counted(state: SourceState, count: number, newest: When | null, lost: number): SourceState {
  if (state.state === 'partial') return { ...state, count, newest };
  if (state.state !== 'loaded') return state;
  if (lost === 0) return { ...state, count, newest };
  return {
    state: 'partial',
    count,
    newest,
    why: problem('unreadable', `${lost} of ${count + lost} records could not be read`),
  };
}

function newestOf(records: readonly { readonly when: When | null }[]): When | null {
  let newest: When | null = null;
  for (const { when } of records)
    if (when !== null && (newest === null || compareWhen(when, newest) > 0)) newest = when;
  return newest;
}

function withoutMigrationDates(conditions: readonly ConditionRecord[]): readonly ConditionRecord[] {
  const sameDay = new Map<Day, number>();
  for (const { recorded } of conditions)
    if (recorded !== null) sameDay.set(recorded.lo, (sameDay.get(recorded.lo) ?? 0) + 1);
  return conditions.map((one) => {
    if (one.recorded === null || (sameDay.get(one.recorded.lo) ?? 0) < MIGRATION_COUNT) return one;
    return { ...one, recorded: null, when: one.onset };
  });
}

/** True for the types that the chart is made of. */
export function isSource(type: string): type is SourceId {
  return (SOURCE_IDS as readonly string[]).includes(type);
}
