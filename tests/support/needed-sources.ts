/**
 * What each rule cannot say "no" without, read from the clinical reference (3.2, column "FHIR read", with 3.1 and 3.3) and
 * not from the product's own declarations. The tests hold the rules against it.
 */
import type { SourceId } from '../../src/domain/chart/source.ts';
import type { TriggerId } from '../../src/domain/triggers/trigger.ts';

/** "All medication sources", but for dispenses: what few servers have is a hole only where it is there and was not given. */
const MEDICATIONS = ['MedicationRequest', 'MedicationAdministration', 'MedicationStatement'] as const;

export const NEEDED_SOURCES: Readonly<Record<TriggerId, readonly SourceId[]>> = {
  'metastatic-solid-tumor': ['Condition', 'Observation'],
  'new-advanced-poor-prognosis': ['Condition', 'Observation'],
  'low-survival-cancer': ['Condition'],
  'progression-after-second-line': ['Observation', ...MEDICATIONS, 'Procedure'],
  'recent-disease-progression': ['Condition', 'Observation'],
  'cns-metastases': ['Condition'],
  'spinal-cord-compression': ['Condition'],
  'malignant-obstruction-or-effusion': ['Condition'],
  'malignant-hypercalcemia': ['Observation', 'Condition'],
  'relapsed-refractory-heme': ['Condition'],
  'poor-performance-status': ['Observation'],
  'declining-performance-status': ['Observation'],
  'severe-physical-symptom': ['Observation', 'QuestionnaireResponse'],
  'persistent-moderate-symptoms': ['Observation', 'QuestionnaireResponse'],
  'severe-emotional-distress': ['Observation', 'QuestionnaireResponse'],
  delirium: ['Condition', 'Observation'],
  'cachexia-weight-loss': ['Observation', 'Condition'],
  'adverse-prognostic-labs': ['Observation', 'Condition'],
  'recent-unplanned-admission': ['Encounter', 'Condition'],
  'repeat-unplanned-admissions': ['Encounter', 'Condition'],
  'frequent-ed-use': ['Encounter', 'Condition'],
  'prolonged-or-icu-stay': ['Encounter', 'Condition'],
  'systemic-therapy-change': [...MEDICATIONS, 'Procedure'],
  'treatment-with-poor-function': [...MEDICATIONS, 'Observation'],
  'anticancer-treatment-stopped': [...MEDICATIONS, 'Procedure'],
  'acp-gap': ['DocumentReference'],
  'patient-or-family-request': ['QuestionnaireResponse'],
  'clinician-attested-need': ['QuestionnaireResponse'],
  'caregiver-strain': ['QuestionnaireResponse'],
  'early-phase-trial': ['ResearchSubject'],
  'serious-comorbidity': ['Condition'],
  'pathological-fracture': ['Condition'],
};
