/**
 * How far back an EHR is asked, for the picture of the course: what lies before was never asked for. A constant: the course is
 * worked out once for it.
 */
import type { AskedBack } from '../domain/course/reach.ts';
import { observationSource } from '../ehr/sources/observation.ts';
import { PLAN } from '../ehr/sources/plan.ts';

type Dated = 'Encounter' | 'Procedure' | 'MedicationAdministration' | 'QuestionnaireResponse' | 'Task' | 'Appointment';

/** Days back; null where the whole record is asked for. */
function daysBack(id: Dated): number | null {
  const source = PLAN[id];
  return source === 'not-asked' || source.how !== 'search' ? null : (source.lookBack['all'] ?? null);
}

export const ASKED_BACK: AskedBack = {
  Encounter: daysBack('Encounter'),
  Procedure: daysBack('Procedure'),
  MedicationAdministration: daysBack('MedicationAdministration'),
  QuestionnaireResponse: daysBack('QuestionnaireResponse'),
  Task: daysBack('Task'),
  Appointment: daysBack('Appointment'),
  Observation: {
    symptoms: observationSource.lookBack['survey'] ?? null,
    weight: observationSource.lookBack['vital-signs'] ?? null,
  },
};
