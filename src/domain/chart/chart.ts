import type { Day } from '../logic/when.ts';
import type { Unreadable } from './evidence.ts';
import type {
  CarePlanRecord,
  ConditionRecord,
  EncounterRecord,
  ObservationRecord,
  PatientRecord,
  ProcedureRecord,
  ReferralRecord,
} from './records.ts';
import type { Sources } from './source.ts';

/**
 * One patient's record as far as it could be read on one day. Nothing dated after `asOf` is in it.
 * Records are in the order in which they were received; a rule that wants the newest sorts for itself.
 */
export interface Chart {
  /** The day from which look-backs count, in the facility's calendar. Injected: the domain has no clock. */
  readonly asOf: Day;
  readonly patient: PatientRecord;
  readonly conditions: readonly ConditionRecord[];
  readonly encounters: readonly EncounterRecord[];
  readonly observations: readonly ObservationRecord[];
  readonly procedures: readonly ProcedureRecord[];
  readonly carePlans: readonly CarePlanRecord[];
  readonly referrals: readonly ReferralRecord[];
  readonly sources: Sources;
  readonly unreadable: readonly Unreadable[];
}
