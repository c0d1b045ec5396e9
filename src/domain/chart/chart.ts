import type { Day } from '../logic/when.ts';
import type { Unreadable } from './evidence.ts';
import type { FactNumbers } from './fact-numbers.ts';
import type {
  AppointmentRecord,
  CarePlanRecord,
  CareTeamRecord,
  ConditionRecord,
  DecisionRecord,
  DocumentRecord,
  EncounterRecord,
  EnrolmentRecord,
  GoalRecord,
  MedicationRecord,
  ObservationRecord,
  PatientRecord,
  ProcedureRecord,
  ReferralRecord,
  TrialRecord,
} from './records.ts';
import type { Visit } from '../visit/visit.ts';
import type { Sources } from './source.ts';

/**
 * One patient's record as far as it could be read on one day. Nothing dated after `asOf` is in it.
 * Records are in the order in which they were received; a rule that wants the newest sorts for itself.
 */
export interface Chart {
  /** The day from which look-backs count, in the facility's calendar. Injected: the domain has no clock. */
  readonly asOf: Day;
  /** By which facts are made of the records: the catalogue's, or the site's (`assess`). */
  readonly numbers: FactNumbers;
  readonly patient: PatientRecord;
  readonly conditions: readonly ConditionRecord[];
  readonly encounters: readonly EncounterRecord[];
  readonly observations: readonly ObservationRecord[];
  readonly procedures: readonly ProcedureRecord[];
  readonly carePlans: readonly CarePlanRecord[];
  readonly referrals: readonly ReferralRecord[];
  /** Orders, administrations, dispenses and statements of drugs that rules know, and of those that look like one. */
  readonly medications: readonly MedicationRecord[];
  readonly documents: readonly DocumentRecord[];
  readonly goals: readonly GoalRecord[];
  readonly careTeams: readonly CareTeamRecord[];
  readonly appointments: readonly AppointmentRecord[];
  readonly enrolments: readonly EnrolmentRecord[];
  readonly decisions: readonly DecisionRecord[];
  readonly trials: readonly TrialRecord[];
  readonly sources: Sources;
  readonly unreadable: readonly Unreadable[];
  /** What a clinician has said at this visit: the records above are as they say. Absent where nobody has said anything. */
  readonly visit?: Visit;
}
