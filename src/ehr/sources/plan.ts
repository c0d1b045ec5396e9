/** Every kind of data that the domain knows, with how it is asked for. Adding a kind makes the compiler ask for it here. */
import type { SourceId } from '../../domain/chart/source.ts';
import { appointmentSource } from './appointment.ts';
import { carePlanSource } from './care-plan.ts';
import { careTeamSource } from './care-team.ts';
import { conditionSource } from './condition.ts';
import { consentSource } from './consent.ts';
import { coverageSource } from './coverage.ts';
import { documentReferenceSource } from './document-reference.ts';
import { encounterSource } from './encounter.ts';
import { goalSource } from './goal.ts';
import { locationSource } from './location.ts';
import { medicationAdministrationSource } from './medication-administration.ts';
import { medicationRequestSource } from './medication-request.ts';
import { medicationStatementSource } from './medication-statement.ts';
import { medicationSource } from './medication.ts';
import { observationSource } from './observation.ts';
import { patientSource } from './patient.ts';
import { procedureSource } from './procedure.ts';
import { questionnaireResponseSource } from './questionnaire-response.ts';
import { serviceRequestSource } from './service-request.ts';
import type { Source } from './source.ts';
import { taskSource } from './task.ts';

/**
 * In the order in which they are asked. The gateway sends six requests at a time, first come first served, so the first
 * wave (patient, diagnoses, hospital stays, referrals) is on its way before the second (readings, treatments, decisions)
 * and the third (planning, team, visits). What is read by reference waits for those that refer to it.
 * `not-asked`: files may hold it, and the reader knows it; no EHR is asked for it. Its scope is not requested either
 * (`launch/requested-scopes.ts`).
 */
export const PLAN: { readonly [Id in SourceId]: Source<Id> | 'not-asked' } = {
  Patient: patientSource,
  Condition: conditionSource,
  Encounter: encounterSource,
  ServiceRequest: serviceRequestSource,

  Observation: observationSource,
  MedicationRequest: medicationRequestSource,
  Procedure: procedureSource,
  CarePlan: carePlanSource,
  MedicationAdministration: medicationAdministrationSource,
  MedicationStatement: medicationStatementSource,
  QuestionnaireResponse: questionnaireResponseSource,
  Task: taskSource,

  Consent: consentSource,
  DocumentReference: documentReferenceSource,
  Goal: goalSource,
  CareTeam: careTeamSource,
  Appointment: appointmentSource,
  Coverage: coverageSource,

  Medication: medicationSource,
  Location: locationSource,

  MedicationDispense: 'not-asked',
  EpisodeOfCare: 'not-asked',
  ResearchSubject: 'not-asked',
};

export const SOURCES: readonly Source[] = Object.values(PLAN).filter((source) => source !== 'not-asked');
