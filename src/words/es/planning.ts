import type { PlanningElement } from '../../domain/chart/records.ts';
import type { PlanningStatements } from '../../domain/statements/planning.ts';
import { sayWhen, sinceDay } from './dates.ts';
import { capital, days as counted, on } from './phrases.ts';
import type { Words } from './phrases.ts';

const ELEMENTS: Readonly<Record<PlanningElement, string>> = {
  'health-care-agent': 'representante para decisiones de salud',
  'advance-directive': 'directiva anticipada',
  'portable-orders': 'órdenes médicas portátiles',
  'code-status': 'indicación sobre reanimación',
  conversation: 'conversación sobre los objetivos de la atención',
  preference: 'preferencias sobre la atención',
};

/** A year is said in months, as people do. */
const span = (days: number): string => (days === 365 ? '12 meses' : counted(days));

export const PLANNING: Words<PlanningStatements> = {
  'planning-visible': ({ what, when, conversation, days }) =>
    `${capital(ELEMENTS[what])}${on(when)}${conversation ? '' : `; ninguna conversación visible en los últimos ${span(days)}`}`,
  'planning-not-visible': ({ days, last }) =>
    `Ningún documento ni conversación visible en los últimos ${span(days)}${
      last === null ? '' : `; última conversación ${sayWhen(last)}`
    }`,
  'planning-elsewhere': () => 'Los papeles escaneados, otros sistemas y los registros de órdenes no se ven aquí',
  'conversation-undated': () => 'Una conversación sobre los objetivos de la atención consta sin fecha',
  'request-recorded': ({ when }) => `La persona o su familia pide cuidados de apoyo${on(when)}`,
  'request-answered-no': ({ when }) => `Se preguntó: por ahora no desea cuidados de apoyo${on(when)}`,
  'request-not-asked': () => 'Si la persona o su familia desea cuidados de apoyo: todavía no se ha preguntado',
  'request-asked-long-ago': ({ when }) =>
    when === null
      ? 'Si la persona o su familia desea cuidados de apoyo: se preguntó, la fecha no consta'
      : `Si la persona o su familia desea cuidados de apoyo: no se ha preguntado ${sinceDay(when)}`,
  'clinician-judgment': ({ when }) => `Criterio clínico, ${sayWhen(when)}: los cuidados de apoyo serían de ayuda`,
  'clinician-judgment-undated': () => 'Criterio clínico registrado sin fecha',
  'clinician-judgment-old': ({ when }) =>
    when === null ? 'Criterio clínico: la fecha no consta' : `Criterio clínico: no se ha preguntado ${sinceDay(when)}`,
  'clinician-not-asked': () => 'Criterio clínico: todavía no se ha preguntado',
};
