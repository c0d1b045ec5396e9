import type { TriggerRule } from './rule.ts';
import { acpGap } from './rules/acp-gap.ts';
import { adversePrognosticLabs } from './rules/adverse-prognostic-labs.ts';
import { anticancerTreatmentStopped } from './rules/anticancer-treatment-stopped.ts';
import { cachexiaWeightLoss } from './rules/cachexia-weight-loss.ts';
import { caregiverStrain } from './rules/caregiver-strain.ts';
import { clinicianAttestedNeed } from './rules/clinician-attested-need.ts';
import { cnsMetastases } from './rules/cns-metastases.ts';
import { decliningPerformanceStatus } from './rules/declining-performance-status.ts';
import { delirium } from './rules/delirium.ts';
import { earlyPhaseTrial } from './rules/early-phase-trial.ts';
import { frequentEdUse } from './rules/frequent-ed-use.ts';
import { lowSurvivalCancer } from './rules/low-survival-cancer.ts';
import { malignantHypercalcemia } from './rules/malignant-hypercalcemia.ts';
import { malignantObstructionOrEffusion } from './rules/malignant-obstruction-or-effusion.ts';
import { metastaticSolidTumor } from './rules/metastatic-solid-tumor.ts';
import { newAdvancedPoorPrognosis } from './rules/new-advanced-poor-prognosis.ts';
import { pathologicalFracture } from './rules/pathological-fracture.ts';
import { patientOrFamilyRequest } from './rules/patient-or-family-request.ts';
import { persistentModerateSymptoms } from './rules/persistent-moderate-symptoms.ts';
import { poorPerformanceStatus } from './rules/poor-performance-status.ts';
import { progressionAfterSecondLine } from './rules/progression-after-second-line.ts';
import { prolongedOrIcuStay } from './rules/prolonged-or-icu-stay.ts';
import { recentDiseaseProgression } from './rules/recent-disease-progression.ts';
import { recentUnplannedAdmission } from './rules/recent-unplanned-admission.ts';
import { relapsedRefractoryHeme } from './rules/relapsed-refractory-heme.ts';
import { repeatUnplannedAdmissions } from './rules/repeat-unplanned-admissions.ts';
import { seriousComorbidity } from './rules/serious-comorbidity.ts';
import { severeEmotionalDistress } from './rules/severe-emotional-distress.ts';
import { severePhysicalSymptom } from './rules/severe-physical-symptom.ts';
import { spinalCordCompression } from './rules/spinal-cord-compression.ts';
import { systemicTherapyChange } from './rules/systemic-therapy-change.ts';
import { treatmentWithPoorFunction } from './rules/treatment-with-poor-function.ts';

/** Raised when a rule joins, leaves or changes. Written into every referral. */
export const CATALOGUE_VERSION = '2026.2';

/** The rules in force, in the order of the clinical reference. A rule goes live by being named here. */
export const CATALOGUE: readonly TriggerRule[] = [
  metastaticSolidTumor,
  newAdvancedPoorPrognosis,
  lowSurvivalCancer,
  progressionAfterSecondLine,
  recentDiseaseProgression,
  cnsMetastases,
  spinalCordCompression,
  malignantObstructionOrEffusion,
  malignantHypercalcemia,
  relapsedRefractoryHeme,
  poorPerformanceStatus,
  decliningPerformanceStatus,
  severePhysicalSymptom,
  persistentModerateSymptoms,
  severeEmotionalDistress,
  delirium,
  cachexiaWeightLoss,
  adversePrognosticLabs,
  recentUnplannedAdmission,
  repeatUnplannedAdmissions,
  frequentEdUse,
  prolongedOrIcuStay,
  systemicTherapyChange,
  treatmentWithPoorFunction,
  anticancerTreatmentStopped,
  acpGap,
  patientOrFamilyRequest,
  clinicianAttestedNeed,
  caregiverStrain,
  earlyPhaseTrial,
  seriousComorbidity,
  pathologicalFracture,
];
