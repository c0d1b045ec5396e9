/** Pieces of English sentences that the files beside this one share. */
import type { SourceId } from '../../domain/chart/source.ts';
import type { When } from '../../domain/logic/when.ts';
import type { MissingReason } from '../../domain/triggers/trigger.ts';
import { sayWhen } from './dates.ts';

/** A sentence, or part of one, for each statement of an area; its rules stand in `rules.ts`. */
export type Words<Statements> = {
  readonly [Code in keyof Statements as Code extends `rule-${string}` ? never : Code]: (
    params: Statements[Code],
  ) => string;
};

export const on = (when: When | null): string => (when === null ? '' : `, ${sayWhen(when)}`);

export const recorded = (when: When | null): string =>
  when === null ? ', date not recorded' : `, recorded ${sayWhen(when)}`;

export const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

const WORDS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'];
export const counted = (count: number): string => WORDS[count] ?? String(count);

export const SCALES = { ecog: 'ECOG', karnofsky: 'Karnofsky', 'palliative-performance-scale': 'PPS' } as const;

/** Plain names of the kinds of data, as a clinician says them. */
export const SOURCE_NAMES: Readonly<Record<SourceId, string>> = {
  Patient: 'patient details',
  Encounter: 'encounters',
  Condition: 'diagnoses',
  CarePlan: 'care plans',
  Observation: 'observations',
  Procedure: 'procedures',
  ServiceRequest: 'referrals and orders',
  MedicationRequest: 'medication orders',
  MedicationAdministration: 'medication given',
  MedicationStatement: 'medication lists',
  MedicationDispense: 'medication dispensed',
  Medication: 'drug details',
  QuestionnaireResponse: 'questionnaires',
  DocumentReference: 'documents',
  Consent: 'consents and directives',
  Goal: 'goals',
  CareTeam: 'care teams',
  Coverage: 'insurance',
  Appointment: 'appointments',
  Location: 'wards and places',
  Task: 'tasks and decisions',
  EpisodeOfCare: 'enrolments',
  ResearchSubject: 'clinical trials',
};

export const UNREAD: Readonly<Record<MissingReason, string>> = {
  'scope-not-granted': 'the EHR did not give access',
  'fetch-failed': 'reading them failed',
  unsupported: 'the EHR does not offer them',
  'not-asked': 'not read',
  truncated: 'only part of them could be read',
  'never-recorded': 'none on record',
  stale: 'too old',
  'date-unknown': 'date not recorded',
  'unit-unknown': 'unit not recorded',
  'value-imprecise': 'not precise',
  'class-unknown': 'kind of visit not recorded',
  possible: 'not certain',
};

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function listed(dates: readonly When[]): string {
  return dates.map(sayWhen).join(', ');
}

/** "within 72 hours", "within 7 days", "within 2 weeks": as clinicians say it. */
export function sayWithin(days: number): string {
  if (days <= 3) return `within ${days * 24} hours`;
  return days > 7 && days % 7 === 0 ? `within ${days / 7} weeks` : `within ${days} days`;
}
