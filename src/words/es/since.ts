import type { LastLook } from '../../domain/decision/since.ts';
import type { Level } from '../../domain/dosing/recommendation.ts';
import type { Language } from '../language.ts';
import { counted } from './numbers.ts';

const WHAT: Readonly<Record<LastLook['what'], string>> = {
  refer: 'Derivación',
  referral: 'Derivación',
  'not-now': 'Ahora no',
  'our-team': 'Lo hará nuestro equipo',
  'patient-declined': 'La persona prefiere que no',
  'already-receiving': 'Ya los recibe',
  'navigator-contact': 'Contacto de enfermería de cuidados de apoyo',
  'comfort-plan-not-current': 'Plan de medidas de confort no vigente',
  'ask-again': 'Por preguntar de nuevo',
  'not-understood': 'Decisión de una versión posterior',
};

const LEVELS: Readonly<Record<Level, string>> = {
  none: 'sin respuesta',
  watch: 'seguir preguntando',
  'oncology-team': 'cuidados de apoyo por su propio equipo',
  navigator: 'una llamada de enfermería de cuidados de apoyo',
  specialist: 'una consulta de cuidados de apoyo y paliativos',
  'hospice-conversation': 'una conversación sobre los objetivos de la atención',
};

export const since: Language['since'] = {
  title: (date) => `Desde el ${date}`,
  what: WHAT,
  by: (what, who) => `${what}${who === null ? '' : `, ${who}`}`,
  levels: LEVELS,
  notUnderstood:
    'La escribió una versión posterior de esta aplicación y aquí no se entiende: no detiene la respuesta. Abra su registro.',
  level: (then, now) => `Entonces: ${then}. Ahora, sin esa decisión: ${now}.`,
  sameLevel: (level) => `Sin esa decisión la respuesta sería la misma que entonces: ${level}.`,
  came: {
    new: 'Nuevo desde entonces',
    again: 'Hallado otra vez, en una medición posterior',
    'newly-visible': 'Visible ahora, con fecha anterior',
  },
  gone: {
    'not-met': 'Hallado entonces, ya no se cumple',
    'cannot-tell': 'Hallado entonces, ya no se puede saber',
  },
  stays: (count) =>
    `${counted(count, 'estancia o visita a urgencias', 'estancias y visitas a urgencias')} desde entonces`,
  stay: {
    inpatient: 'Hospitalización',
    observation: 'Estancia de observación',
    ed: 'Visita a urgencias',
  },
  findingsNotRecorded: 'No se anotó lo hallado entonces: solo las fechas posteriores dicen qué es nuevo.',
  unknownFindings: (count) =>
    `${counted(count, 'hallazgo', 'hallazgos')} de entonces ${count === 1 ? 'es' : 'son'} de una versión posterior y aquí no se ${count === 1 ? 'conoce' : 'conocen'}.`,
  nothing: 'No consta nada nuevo en lo que se pudo leer.',
};
