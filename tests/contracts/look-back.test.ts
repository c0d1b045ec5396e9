/**
 * No number that a site may set reaches further back than the data is asked for: a finding that is there would be told as
 * "not met". Each row: what a rule looks back over, at most, and how it is read from an EHR.
 */
import { expect, test } from 'vitest';
import { FACTS } from '../../src/domain/chart/fact-numbers.ts';
import { CATALOGUE } from '../../src/domain/triggers/catalogue.ts';
import type { Thresholds } from '../../src/domain/triggers/rule.ts';
import type { TriggerId } from '../../src/domain/triggers/trigger.ts';
import { encounterSource } from '../../src/ehr/sources/encounter.ts';
import { medicationAdministrationSource } from '../../src/ehr/sources/medication-administration.ts';
import { observationSource } from '../../src/ehr/sources/observation.ts';
import { procedureSource } from '../../src/ehr/sources/procedure.ts';
import { questionnaireResponseSource } from '../../src/ehr/sources/questionnaire-response.ts';

const read = {
  stays: encounterSource.lookBack['all'],
  answers: questionnaireResponseSource.lookBack['all'],
  scores: observationSource.lookBack['survey'],
  weights: observationSource.lookBack['vital-signs'],
  doses: medicationAdministrationSource.lookBack['all'],
  procedures: procedureSource.lookBack['all'],
  laboratory: observationSource.lookBack['laboratory'],
} as const;

const ROWS: readonly (readonly [TriggerId | 'facts', keyof typeof read, readonly string[]])[] = [
  ['recent-unplanned-admission', 'stays', ['windowDays']],
  ['repeat-unplanned-admissions', 'stays', ['windowDays']],
  ['frequent-ed-use', 'stays', ['windowDays']],
  ['prolonged-or-icu-stay', 'stays', ['windowDays']],
  ['patient-or-family-request', 'answers', ['windowDays']],
  ['clinician-attested-need', 'answers', ['windowDays']],
  ['caregiver-strain', 'answers', ['windowDays']],
  ['severe-physical-symptom', 'scores', ['windowDays']],
  ['severe-physical-symptom', 'answers', ['windowDays']],
  ['persistent-moderate-symptoms', 'scores', ['windowDays']],
  ['persistent-moderate-symptoms', 'scores', ['thermometerDays']],
  ['persistent-moderate-symptoms', 'answers', ['screeningDays']],
  ['severe-emotional-distress', 'answers', ['screeningDays']],
  ['severe-emotional-distress', 'scores', ['itemDays']],
  ['malignant-hypercalcemia', 'laboratory', ['windowDays']],
  ['adverse-prognostic-labs', 'laboratory', ['windowDays']],
  ['facts', 'stays', ['sparseVisitDays']],
  ['facts', 'stays', ['openStayDays']],
  ['facts', 'stays', ['paperStayDays']],
  ['facts', 'stays', ['sparseRecordDays']],
  ['facts', 'stays', ['recordBeforeDays']],
  ['facts', 'scores', ['sparseReadingDays']],
  ...(['treatedDays', 'maintenanceDays', 'palliativeIntentDays', 'onTreatmentDays'] as const).flatMap(
    (name) =>
      [
        ['facts', 'doses', [name]],
        ['facts', 'procedures', [name]],
      ] as const,
  ),
  // The weight that is compared lies so long before the latest, which may itself be so old.
  ['cachexia-weight-loss', 'weights', ['latestDays', 'baselineFromDays']],
];

test.each(ROWS)('%s does not look further back than %s are read', (id, what, names) => {
  const rule = [FACTS, ...CATALOGUE].find((one) => one.id === id);
  const thresholds: Thresholds = rule?.thresholds ?? {};
  const reach = names.reduce((sum, name) => sum + (thresholds[name]?.atMost ?? Infinity), 0);
  expect(reach).toBeLessThanOrEqual(read[what] ?? Infinity);
});
