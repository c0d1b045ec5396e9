/** Pieces of Spanish sentences that the files beside this one share. */
import type { SourceId } from '../../domain/chart/source.ts';
import type { When } from '../../domain/logic/when.ts';
import type { MissingReason } from '../../domain/triggers/trigger.ts';
import { ofDay, sayWhen } from './dates.ts';

/** A sentence, or part of one, for each statement of an area; its rules stand in `rules.ts`. */
export type Words<Statements> = {
  readonly [Code in keyof Statements as Code extends `rule-${string}` ? never : Code]: (
    params: Statements[Code],
  ) => string;
};

export const on = (when: When | null): string => (when === null ? '' : `, ${sayWhen(when)}`);

/** Without a gender: what was recorded is named by the record. */
export const recorded = (when: When | null): string =>
  when === null ? ', la fecha no consta' : `, registro ${ofDay(when)}`;

export const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const days = (count: number): string => plural(count, 'día', 'días');

/** For nouns that are feminine: hospitalizaciones, visitas. */
const WORDS = ['Ninguna', 'Una', 'Dos', 'Tres', 'Cuatro', 'Cinco', 'Seis', 'Siete', 'Ocho', 'Nueve'];
export const counted = (count: number): string => WORDS[count] ?? String(count);

export const SCALES = { ecog: 'ECOG', karnofsky: 'Karnofsky', 'palliative-performance-scale': 'PPS' } as const;

/** Plain names of the kinds of data, as a clinician says them. */
export const SOURCE_NAMES: Readonly<Record<SourceId, string>> = {
  Patient: 'datos de la persona',
  Encounter: 'encuentros clínicos',
  Condition: 'diagnósticos',
  CarePlan: 'planes de cuidados',
  Observation: 'observaciones',
  Procedure: 'procedimientos',
  ServiceRequest: 'derivaciones y órdenes',
  MedicationRequest: 'órdenes de medicamentos',
  MedicationAdministration: 'medicamentos administrados',
  MedicationStatement: 'listas de medicamentos',
  MedicationDispense: 'medicamentos dispensados',
  Medication: 'detalles de los medicamentos',
  QuestionnaireResponse: 'cuestionarios',
  DocumentReference: 'documentos',
  Consent: 'consentimientos y directivas',
  Goal: 'objetivos',
  CareTeam: 'equipos de atención',
  Coverage: 'seguro médico',
  Appointment: 'citas',
  Location: 'unidades y lugares',
  Task: 'tareas y decisiones',
  EpisodeOfCare: 'inscripciones',
  ResearchSubject: 'ensayos clínicos',
};

export const UNREAD: Readonly<Record<MissingReason, string>> = {
  'scope-not-granted': 'el EHR no dio acceso',
  'fetch-failed': 'la lectura falló',
  unsupported: 'este EHR no los ofrece',
  'not-asked': 'no se leyeron',
  truncated: 'solo se pudo leer una parte',
  'never-recorded': 'no consta ningún registro',
  stale: 'demasiado antiguos',
  'date-unknown': 'la fecha no consta',
  'unit-unknown': 'la unidad no consta',
  'value-imprecise': 'sin precisión suficiente',
  'class-unknown': 'el tipo de visita no consta',
  possible: 'sin certeza',
};

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function listed(dates: readonly When[]): string {
  return dates.map(sayWhen).join(', ');
}

/** "en un plazo de 72 horas", "en un plazo de 2 semanas": as clinicians say it. */
export function sayWithin(count: number): string {
  if (count <= 3) return `en un plazo de ${count * 24} horas`;
  return count > 7 && count % 7 === 0 ? `en un plazo de ${count / 7} semanas` : `en un plazo de ${days(count)}`;
}
