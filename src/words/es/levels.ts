/** What each answer means here: who acts, what is asked of them, how soon, when to look again (clinical reference 4.1, 4.4). */
import type { Language } from '../language.ts';
import { days as d, plural, sayWithin } from './phrases.ts';

/** "6 semanas", "10 días". */
function weeks(days: number): string {
  return days % 7 === 0 ? plural(days / 7, 'semana', 'semanas') : d(days);
}

export const levels: Language['levels'] = {
  title: 'Qué significa la respuesta',
  lead: 'Hay cinco respuestas. Cada una dice a quién se pide, qué se pide y cuándo revisar de nuevo. “En qué plazo” es el plazo que se pide al equipo, nunca la gravedad de la persona.',
  current: 'esta respuesta',
  name: {
    'hospice-conversation': 'Conversación sobre los objetivos de la atención',
    specialist: 'Consulta de cuidados de apoyo y paliativos',
    navigator: 'Llamada de enfermería de cuidados de apoyo',
    'oncology-team': 'Cuidados de apoyo a cargo de su propio equipo',
    watch: 'Seguir preguntando',
  },
  who: {
    'hospice-conversation':
      'Usted y el equipo de cuidados paliativos, con un enlace de hospicio si la persona quiere saber de ello.',
    specialist:
      'El equipo interdisciplinario de especialistas: por video, en la clínica, en el domicilio o en la unidad de hospitalización.',
    navigator:
      'Enfermería de cuidados de apoyo o un navegador, por teléfono o video, con un número que responde de día y de noche.',
    'oncology-team': 'Oncología, enfermería y trabajo social de su propio equipo.',
    watch: 'Su propio equipo, en cada consulta.',
  },
  what: {
    'hospice-conversation':
      'Pronóstico y deseos, con la familia. Puede incluir los cuidados de hospicio: un médico certifica los requisitos, la decisión es de la persona. Siempre se ofrece a la vez una consulta del equipo de cuidados paliativos.',
    specialist:
      'Síntomas, comprensión de la enfermedad, lo que más importa, apoyo para la familia; la atención del cáncer sigue a cargo de usted.',
    navigator:
      'Pregunta cómo está la persona, vuelve a llamar por las respuestas que preocupan, ayuda con la planificación anticipada de la atención y las necesidades prácticas, y prepara una consulta con especialistas. No la sustituye: la atención solo de enfermería no mejoró la calidad de vida (Schenker 2021).',
    'oncology-team':
      'Revisa los síntomas y el malestar emocional, pregunta qué comprende y qué planea la persona, y cómo está la persona cuidadora.',
    watch: 'Pregunta por los síntomas y el estado funcional, y registra ambos.',
  },
  soonTitle: 'En qué plazo',
  soon: {
    specialist: (urgent, soon, routine) =>
      `Urgente: ${sayWithin(urgent)}. Pronto: ${sayWithin(soon)}. De rutina: ${sayWithin(routine)}.`,
    navigator: (urgent, soon) =>
      `Urgente: en un plazo de ${plural(urgent, 'día hábil', 'días hábiles')}. Si no: ${sayWithin(soon)}.`,
    conversation: (soon) => `Urgente: en esta consulta. Si no: ${sayWithin(soon)}.`,
    none: 'No se pide ninguna fecha.',
  },
  againTitle: 'Se revisa de nuevo',
  again: {
    specialist: (days) =>
      `Después de la primera consulta: en cada cambio de tratamiento y después de cada hospitalización, y con un cuestionario de síntomas cada ${weeks(days)}. Cada 4 semanas cuando baja la calidad de vida o se halla algo nuevo; con menos frecuencia después de dos evaluaciones estables con 12 semanas de diferencia.`,
    navigator: (days) =>
      `Cada ${weeks(days)} dos veces, y después con un cuestionario cada 6 semanas. Un hallazgo que basta por sí solo, o dos que cuentan, piden una consulta con especialistas.`,
    'hospice-conversation': (days) => `Después de ${d(days)}.`,
    'oncology-team': (days) => `En cada consulta de oncología, a más tardar después de ${d(days)}.`,
    watch: (days) => `En las próximas consultas, a más tardar después de ${d(days)}.`,
  },
  after: (days) =>
    `Cuando ya consta una decisión o un contacto, se revisa también en un plazo de ${d(days)} después de un alta del hospital.`,
  checkpoint: (days) =>
    `Para quienes ya reciben consultas escalonadas: cuando una enfermedad avanzada coincide con mal estado funcional, hospitalizaciones no programadas repetidas o el final del tratamiento, una revisión conjunta en un plazo de ${d(days)}, aunque no toque consulta. Las consultas escalonadas por sí solas no mantuvieron los días en hospicio (Temel 2024).`,
  source:
    'Pasos según Temel 2024 (JAMA 332:471-481) y Temel 2010; el centro puede cambiar los días que en el reglamento constan como decisión de diseño.',
};
