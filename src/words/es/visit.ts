import type { AttestationReason, PlanningElement } from '../../domain/chart/records.ts';
import type { VisitStatements } from '../../domain/statements/visit.ts';
import type { EnteredContent, EnteredSite, EnteredSymptom } from '../../domain/visit/visit.ts';
import { sayWhen, sinceDay } from './dates.ts';
import { SCALES } from './phrases.ts';
import type { Words } from './phrases.ts';

export const ENTERED_SYMPTOMS: Readonly<Record<EnteredSymptom, string>> = {
  pain: 'Dolor',
  dyspnea: 'Falta de aire',
  nausea: 'Náuseas',
  fatigue: 'Cansancio',
  appetite: 'Falta de apetito',
  constipation: 'Estreñimiento',
  drowsiness: 'Somnolencia',
  diarrhea: 'Diarrea',
  sleep: 'Dificultad para dormir',
  depression: 'Ánimo bajo',
  anxiety: 'Ansiedad',
};

export const ENTERED_PLANNING: Readonly<Record<PlanningElement, string>> = {
  conversation: 'conversación sobre los objetivos de la atención',
  'health-care-agent': 'representante para decisiones de salud',
  'advance-directive': 'directiva anticipada',
  'portable-orders': 'órdenes médicas portátiles (POLST)',
  'code-status': 'indicación sobre reanimación',
  preference: 'preferencias sobre la atención',
};

export const ENTERED_SITES: Readonly<Record<EnteredSite, string>> = {
  brain: 'cerebro',
  bone: 'hueso',
  liver: 'hígado',
  lung: 'pulmón',
  other: 'otra localización',
};

/** Never the reason: it goes into orders and letters that the patient reads (clinical reference 8.5). */
const JUDGMENT = 'Criterio clínico: los cuidados de apoyo serían de ayuda';

export const ENTERED_REASONS: Readonly<Record<AttestationReason, string>> = {
  'clinician-judgment': 'los cuidados de apoyo serían de ayuda',
  'complex-decisions': 'se acercan decisiones complejas',
  'existential-crisis': 'malestar espiritual o existencial',
  'team-distress': 'desacuerdo o malestar en el equipo o la familia',
  'would-not-be-surprised': 'no sería una sorpresa un fallecimiento en el plazo de un año',
  'hastened-death-request': 'petición de adelantar la muerte',
};

function entered(content: EnteredContent): string {
  switch (content.is) {
    case 'performance':
      return `${SCALES[content.scale]} ${content.value}`;
    case 'symptom':
      return `${ENTERED_SYMPTOMS[content.item]} ${content.score}/10`;
    case 'distress':
      return `Termómetro de malestar emocional ${content.score}/10`;
    case 'weight':
      return `Peso ${content.kilograms} kg`;
    case 'stage':
      return `Estadio ${content.group}`;
    case 'metastases':
      return content.present
        ? `Metástasis a distancia${content.sites.length === 0 ? '' : `: ${content.sites.map((site) => ENTERED_SITES[site]).join(', ')}`}`
        : 'Sin metástasis a distancia';
    case 'request':
      return content.asks
        ? 'La persona o su familia pide cuidados de apoyo'
        : 'Se preguntó: por ahora no desea cuidados de apoyo';
    case 'planning':
      return `Hecho en otro lugar: ${ENTERED_PLANNING[content.what]}`;
    case 'line':
      return `Línea de tratamiento ${content.number},`;
    case 'judgment':
      return JUDGMENT;
    case 'no-further-therapy':
      return 'No se planea más tratamiento oncológico';
    case 'caregiver':
      return content.strained
        ? 'Sobrecarga de la persona cuidadora'
        : 'Se preguntó: sin sobrecarga de la persona cuidadora';
    case 'planned-stay':
      return 'La hospitalización estaba programada,';
    case 'active-cancer':
      return `Confirmado como cáncer activo: ${content.name}`;
    default:
      return content satisfies never;
  }
}

export const VISIT: Words<VisitStatements> = {
  entered: ({ content, on }) =>
    content.is === 'line' || content.is === 'planned-stay'
      ? `${entered(content)} ${sinceDay(on)}`
      : `${entered(content)}, ${sayWhen(on)}`,
  'left-out': ({ label, value, when }) =>
    `${label}${value === null ? '' : ` ${value}`}${when === null ? '' : `, ${sayWhen(when)}`}`,
};
