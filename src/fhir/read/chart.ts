import type { FhirResource } from 'fhir/r4';
import type { Chart } from '../../domain/chart/chart.ts';
import { CATALOGUE_FACT_NUMBERS } from '../../domain/chart/fact-numbers.ts';
import type { Evidence, Unreadable } from '../../domain/chart/evidence.ts';
import type {
  AppointmentRecord,
  CarePlanRecord,
  CareTeamRecord,
  ConditionRecord,
  DecisionRecord,
  DocumentRecord,
  EncounterKind,
  EncounterRecord,
  EnrolmentRecord,
  GoalRecord,
  MedicationRecord,
  ObservationRecord,
  PatientRecord,
  ProcedureRecord,
  ReferralRecord,
  TrialRecord,
} from '../../domain/chart/records.ts';
import type { OriginId, SourceId, SourcesOfOrigin, SourceState } from '../../domain/chart/source.ts';
import { onlyFromVisits } from '../../domain/chart/condition-activity.ts';
import { compareWhen, type Day, type OffsetAt, type When } from '../../domain/logic/when.ts';
import { failure, problem, success, type Result } from '../../domain/problem.ts';
import { readAppointment } from './appointment.ts';
import { readCarePlan } from './care-plan.ts';
import { readCareTeam } from './care-team.ts';
import { readCondition, refutationOf, type Refutation } from './condition.ts';
import { readConsent } from './consent.ts';
import { readCoverage } from './coverage.ts';
import { readDecisionNote } from './decision-note.ts';
import { readDocumentReference } from './document-reference.ts';
import { readEncounter } from './encounter.ts';
import { declineIn } from './ending.ts';
import { readEpisodeOfCare } from './episode-of-care.ts';
import { readGoal } from './goal.ts';
import { object, type Json } from './json.ts';
import { wardsByReference } from './location.ts';
import { drugsByReference } from './medication.ts';
import {
  readMedicationAdministration,
  readMedicationDispense,
  readMedicationRequest,
  readMedicationStatement,
} from './medication-record.ts';
import { readObservation } from './observation.ts';
import { readPatient } from './patient.ts';
import { ecogOfFinding } from './performance-values.ts';
import { readProcedure } from './procedure.ts';
import { readQuestionnaireResponse } from './questionnaire-response.ts';
import { referenceOf, unreadable, unused, type Context, type Reading } from './reading.ts';
import { readResearchSubject } from './research-subject.ts';
import { readServiceRequest } from './service-request.ts';
import { readTask } from './task.ts';
import { newestVersions } from './versions.ts';

/** What one origin sent, resource by resource, and how each source ended. */
export interface Received {
  readonly origin: OriginId;
  /** Parsed JSON as it came: a resource may be malformed in any way. */
  readonly resources: Readonly<Partial<Record<SourceId, readonly FhirResource[]>>>;
  readonly states: SourcesOfOrigin;
  /** Resources of other patients beside them ("Condition/c2"): what is about one of these is not this patient's. */
  readonly others?: ReadonlySet<string>;
}

export interface ReadOptions {
  readonly asOf: Day;
  /** The facility's time zone; without it dates are taken as written. */
  readonly offsetAt?: OffsetAt;
  /** Site map for local Encounter.class codes: "<system>|<code>". */
  readonly encounterClasses?: Readonly<Record<string, EncounterKind>>;
  /** Other names of resources in the same file ("urn:uuid:..."): relative ones. */
  readonly aliases?: ReadonlyMap<string, string>;
  /** Address of the server, for absolute references to itself. */
  readonly base?: string;
  /** The site's own order codes for a palliative referral. */
  readonly orderCodes?: readonly { readonly system: string; readonly code: string }[];
  /** The namespace of what this site's app has written. */
  readonly identifierSystem?: string;
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
  for (const one of received) {
    const { origin, resources, states } = one;
    const asked = contextOf(patientId, one, options);
    const patient = patientIn(resources.Patient ?? NOTHING, asked);
    if (patient === null && states.Patient.state === 'loaded') {
      return failure(problem('wrong-patient', `${origin} did not send the patient who was asked for`));
    }
    // A death that only one origin knows is a death.
    if (patient !== null)
      reader.patient =
        reader.patient === null
          ? patient
          : { ...reader.patient, deceased: reader.patient.deceased ?? patient.deceased };
    const context: Context = { ...asked, birth: reader.patient?.birth };
    reader.states[origin] = reader.readOrigin(resources, states, context);
  }
  const { patient } = reader;
  if (patient === null) return failure(problem('not-found', 'The patient was not received'));
  return success({
    asOf: options.asOf,
    numbers: CATALOGUE_FACT_NUMBERS,
    patient,
    conditions: inOrder(
      withoutRefuted(withVisitDays(withoutMigrationDates(reader.conditions), reader.encounters), reader.refutations),
    ),
    encounters: inOrder(reader.encounters),
    observations: inOrder(withFindings(reader.observations, reader.conditions)),
    procedures: inOrder(reader.procedures),
    carePlans: inOrder(reader.carePlans),
    referrals: inOrder(reader.referrals),
    medications: inOrder(reader.medications),
    documents: inOrder(reader.documents),
    goals: inOrder(reader.goals),
    careTeams: inOrder(reader.careTeams),
    appointments: inOrder(reader.appointments),
    enrolments: inOrder(reader.enrolments),
    decisions: inOrder(reader.decisions),
    trials: inOrder(reader.trials),
    sources: reader.states,
    unreadable: reader.unreadable,
  });
}

const NOTHING: readonly never[] = [];

/** Written out: it is asked for its parts with every resource, and a copied object is slower to ask. */
function contextOf(
  patientId: string,
  { origin, resources, others }: Received,
  { asOf, offsetAt, encounterClasses, base, aliases, orderCodes, identifierSystem }: ReadOptions,
): Context {
  return {
    origin,
    patientId,
    asOf,
    offsetAt,
    encounterClasses,
    base,
    aliases,
    others,
    birth: undefined,
    drugsOf: drugsByReference(newestVersions(resources.Medication ?? NOTHING)),
    wardOf: wardsByReference(newestVersions(resources.Location ?? NOTHING)),
    orderCodes,
    identifierSystem,
  };
}

/** The patient's own resource, in the version that was changed last. */
function patientIn(resources: readonly FhirResource[], context: Context): PatientRecord | null {
  for (const one of newestVersions(resources)) {
    const json = object(one);
    const patient = json === null ? null : readPatient(json, context);
    if (patient !== null) return patient;
  }
  return null;
}

/** A resource may hold one record, several (the answers of a questionnaire) or none that rules use. */
type ReadOne<Record> = (resource: Json, context: Context) => Reading<Record | readonly Record[] | null>;

class ChartReader {
  patient: PatientRecord | null = null;
  readonly conditions: ConditionRecord[] = [];
  readonly refutations: Refutation[] = [];
  readonly encounters: EncounterRecord[] = [];
  readonly observations: ObservationRecord[] = [];
  readonly procedures: ProcedureRecord[] = [];
  readonly carePlans: CarePlanRecord[] = [];
  readonly referrals: ReferralRecord[] = [];
  readonly medications: MedicationRecord[] = [];
  readonly documents: DocumentRecord[] = [];
  readonly goals: GoalRecord[] = [];
  readonly careTeams: CareTeamRecord[] = [];
  readonly appointments: AppointmentRecord[] = [];
  readonly enrolments: EnrolmentRecord[] = [];
  readonly decisions: DecisionRecord[] = [];
  readonly trials: TrialRecord[] = [];
  readonly unreadable: Unreadable[] = [];
  readonly states: Record<OriginId, SourcesOfOrigin> = {};

  readOrigin(resources: Received['resources'], states: SourcesOfOrigin, context: Context): SourcesOfOrigin {
    const settled: Record<SourceId, SourceState> = { ...states };
    const all = <Record>(id: SourceId, into: Record[], readOne: ReadOne<Record>): void => {
      settled[id] = this.#readAll(id, resources[id] ?? NOTHING, states[id], into, readOne, context);
    };
    all('Encounter', this.encounters, readEncounter);
    const readVisitDiagnosis = this.#notOfLaterVisits();
    all('Condition', this.conditions, (resource, about) => {
      const reading = readVisitDiagnosis(resource, about);
      const refutation = reading.is === 'withdrawn' ? refutationOf(resource, about) : null;
      if (refutation !== null) this.refutations.push(refutation);
      return reading;
    });
    all('Observation', this.observations, readObservation);
    all('QuestionnaireResponse', this.observations, readQuestionnaireResponse);
    all('Procedure', this.procedures, readProcedure);
    all('CarePlan', this.carePlans, readCarePlan);
    all('ServiceRequest', this.referrals, (resource, about) => {
      const reading = readServiceRequest(resource, about);
      const decline = reading.is === 'record' ? declineIn(resource, reading.record, about) : null;
      if (decline !== null) this.decisions.push(decline);
      return reading;
    });
    all('MedicationRequest', this.medications, readMedicationRequest);
    all('MedicationAdministration', this.medications, readMedicationAdministration);
    all('MedicationStatement', this.medications, readMedicationStatement);
    all('MedicationDispense', this.medications, readMedicationDispense);
    all('DocumentReference', this.documents, (resource, about) => {
      const note = readDecisionNote(resource, about);
      if (note === null) return readDocumentReference(resource, about);
      if (note.is !== 'record') return note;
      this.decisions.push(note.record);
      return unused(note.when);
    });
    all('Consent', this.documents, readConsent);
    all('Goal', this.goals, readGoal);
    all('CareTeam', this.careTeams, readCareTeam);
    all('Appointment', this.appointments, readAppointment);
    all('Coverage', this.enrolments, readCoverage);
    all('EpisodeOfCare', this.enrolments, readEpisodeOfCare);
    all('Task', this.decisions, readTask);
    all('ResearchSubject', this.trials, readResearchSubject);
    return settled;
  }

  /** A diagnosis without a day of its own is of the day of its visit: when that is still to come, so is the diagnosis. */
  #notOfLaterVisits(): ReadOne<ConditionRecord> {
    const later = new Set<string>();
    for (const { reference, reason } of this.unreadable)
      if (reason === 'after-as-of' && reference.startsWith('Encounter/')) later.add(reference);
    if (later.size === 0) return readCondition;
    return (resource, context) => {
      const reading = readCondition(resource, context);
      if (reading.is !== 'record') return reading;
      const { encounter, onset, recorded } = reading.record;
      const isLater = encounter !== null && onset === null && recorded === null && later.has(encounter);
      return isLater ? unreadable('after-as-of') : reading;
    };
  }

  /** Puts the records of one source where they belong, and says how the source ended. */
  #readAll<Record>(
    id: SourceId,
    resources: readonly FhirResource[],
    state: SourceState,
    into: Record[],
    readOne: ReadOne<Record>,
    context: Context,
  ): SourceState {
    let lost = 0;
    let count = 0;
    let newest: When | null = null;
    for (const one of newestVersions(resources)) {
      const json = object(one);
      const reading = json === null ? WRONG_SHAPE : readOne(json, context);
      if (reading.is === 'record') {
        count += 1;
        newest = later(newest, reading.when);
        const { record } = reading;
        if (Array.isArray(record)) for (const part of record as readonly Record[]) into.push(part);
        else if (record !== null) into.push(record as Record);
      }
      if (reading.is !== 'unreadable') continue;
      this.unreadable.push({
        origin: context.origin,
        reference: json === null ? id : referenceOf(json),
        reason: reading.reason,
      });
      if (reading.reason !== 'after-as-of') lost += 1;
    }
    return counted(state, count, newest, lost);
  }
}

const WRONG_SHAPE = unreadable('wrong-shape');

function later(a: When | null, b: When | null): When | null {
  if (a === null || b === null) return a ?? b;
  return compareWhen(a, b) >= 0 ? a : b;
}

/** Without diagnoses of visits that were refuted since: the newest evidence wins (clinical reference 3.1, M item 6). */
function withoutRefuted(
  conditions: readonly ConditionRecord[],
  refutations: readonly Refutation[],
): readonly ConditionRecord[] {
  if (refutations.length === 0) return conditions;
  return conditions.filter((one) => {
    const said = one.recorded ?? one.when;
    const { code } = one;
    if (said === null || code === null || !onlyFromVisits(one)) return true;
    return !refutations.some(
      ({ codes, when }) =>
        when.lo >= said.hi && codes.some((other) => other.system === code.system && other.code === code.code),
    );
  });
}

/** A diagnosis of a visit that carries no day of its own recording was recorded on the day of the visit. */
function withVisitDays(
  conditions: readonly ConditionRecord[],
  encounters: readonly EncounterRecord[],
): readonly ConditionRecord[] {
  if (!conditions.some(lacksItsDay)) return conditions;
  const starts = new Map<string, When | null>();
  for (const { reference, start } of encounters) starts.set(reference, start);
  return conditions.map((one) => {
    const start = one.encounter !== null && lacksItsDay(one) ? (starts.get(one.encounter) ?? null) : null;
    if (start === null) return one;
    const recorded: When = start.precision === 'instant' ? { ...start, precision: 'day', minutes: null } : start;
    return { ...one, recorded, when: one.when ?? recorded };
  });
}

function lacksItsDay(one: ConditionRecord): boolean {
  return one.recorded === null && one.encounter !== null && onlyFromVisits(one);
}

/** By reference, so that the order in which a server sends its resources changes nothing. */
function inOrder<Record extends Evidence>(records: readonly Record[]): readonly Record[] {
  return records.length < 2
    ? records
    : records.toSorted((a, b) => (a.reference < b.reference ? -1 : a.reference > b.reference ? 1 : 0));
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

/** A grade of performance status that is kept as a diagnosis is a reading of its day all the same. */
function withFindings(
  observations: readonly ObservationRecord[],
  conditions: readonly ConditionRecord[],
): readonly ObservationRecord[] {
  const found: ObservationRecord[] = [];
  for (const one of conditions) {
    const value = one.code === null ? null : ecogOfFinding([one.code]);
    if (value === null || one.verification !== 'confirmed' || one.abatement !== null || isOver(one)) continue;
    const { origin, reference, label, code, when, encounter } = one;
    const reading = { kind: 'ecog', reading: { is: 'exact', value } } as const;
    found.push({
      origin,
      reference,
      label,
      code,
      when,
      value: String(value),
      source: 'Condition',
      encounter,
      focus: [],
      ...reading,
    });
  }
  return found.length === 0 ? observations : [...observations, ...found];
}

function isOver({ clinical }: ConditionRecord): boolean {
  return clinical === 'inactive' || clinical === 'remission' || clinical === 'resolved';
}

function withoutMigrationDates(conditions: readonly ConditionRecord[]): readonly ConditionRecord[] {
  if (conditions.length < MIGRATION_COUNT) return conditions;
  const sameDay = new Map<Day, number>();
  for (const { recorded } of conditions)
    if (recorded !== null) sameDay.set(recorded.lo, (sameDay.get(recorded.lo) ?? 0) + 1);
  return conditions.map((one) => {
    if (one.recorded === null || (sameDay.get(one.recorded.lo) ?? 0) < MIGRATION_COUNT) return one;
    return { ...one, recorded: null, when: one.onset };
  });
}
