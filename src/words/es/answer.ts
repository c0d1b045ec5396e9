import type { AnswerStatements, CareTopic, Gap } from '../../domain/statements/answer.ts';
import { ofDay, onDay, sayDay, sayWhen, sinceDay } from './dates.ts';
import { listed } from './numbers.ts';
import { days, plural, sayWithin, SCALES, SOURCE_NAMES } from './phrases.ts';
import type { Words } from './phrases.ts';

const TOPICS: Readonly<Record<CareTopic, string>> = {
  pain: 'dolor',
  dyspnea: 'falta de aire',
  nausea: 'náuseas',
  fatigue: 'cansancio',
  appetite: 'apetito',
  constipation: 'estreñimiento',
  drowsiness: 'somnolencia',
  diarrhea: 'diarrea',
  sleep: 'sueño',
  wellbeing: 'bienestar',
  depression: 'ánimo bajo',
  anxiety: 'ansiedad',
  other: 'síntomas',
  symptoms: 'síntomas',
  distress: 'malestar emocional',
  function: 'actividades diarias',
  weight: 'peso y nutrición',
  caregiver: 'la persona cuidadora',
  planning: 'planificación anticipada de la atención',
};

const GAPS: Readonly<Record<Gap['what'], string>> = {
  performance: 'el estado funcional',
  symptoms: 'los síntomas',
  stage: 'el estadio',
  grade: 'el tipo o el grado del tumor cerebral',
  relapse: 'la recaída del cáncer de la sangre',
};

/** What was read off a person then. */
const READING: Readonly<Record<Gap['what'], string>> = { ...GAPS, symptoms: 'una puntuación de síntomas' };

/** What was never recorded together; what was once recorded, each with its date; what has to be asked anew. */
function sayGaps(gaps: readonly Gap[]): string {
  const never = gaps.filter(({ last, unclear }) => last === null && !unclear);
  const several = never.length > 1 || never[0]?.what === 'symptoms';
  return [
    ...(never.length === 0
      ? []
      : [`no ${several ? 'constan' : 'consta'} ${listed(never.map(({ what }) => GAPS[what]))}`]),
    ...gaps.flatMap(({ what, last, unclear }) =>
      last === null || unclear
        ? []
        : [`${GAPS[what]} no ${what === 'symptoms' ? 'constan' : 'consta'} ${sinceDay(last)}`],
    ),
    ...gaps.flatMap(({ what, last, unclear }) =>
      unclear
        ? [
            `no está claro el registro ${ofIt(READING[what])}${last === null ? '' : ` ${ofDay(last)}`}: pregunte de nuevo`,
          ]
        : [],
    ),
  ].join('; ');
}

export const ANSWER: Words<AnswerStatements> = {
  'answer-hospice-conversation': ({ urgency, days: count }) =>
    `Se sugiere una conversación sobre los objetivos de la atención ${urgency === 'urgent' ? 'en esta consulta' : sayWithin(count)}. El pronóstico queda a su criterio.`,
  'answer-specialist': ({ days: count, unclear }) =>
    `${unclear ? 'No está claro el estado del cáncer. ' : ''}Se sugiere una consulta de cuidados de apoyo y paliativos, ${sayWithin(count)}.`,
  'answer-navigator': ({ urgency, days: count, atLeast }) =>
    `Se sugiere ${atLeast ? 'al menos ' : ''}una llamada de enfermería de cuidados de apoyo, ${urgency === 'urgent' ? `en un plazo de ${plural(count, 'día hábil', 'días hábiles')}` : sayWithin(count)}.`,
  'answer-oncology-team': ({ topics }) =>
    topics.length === 0
      ? 'Se sugieren cuidados de apoyo a cargo de su propio equipo: pregunte por los síntomas y por la planificación anticipada de la atención.'
      : `Cuidados de apoyo a cargo de su propio equipo; temas pendientes: ${listed(topics.map((topic) => TOPICS[topic]))}.`,
  'answer-watch': ({ symptoms, scale, value, when }) => {
    const asked = [
      symptoms === null
        ? 'No consta ninguna puntuación de síntomas'
        : `Última pregunta por los síntomas: ${sayWhen(symptoms)}`,
      ...(scale === null || value === null || when === null ? [] : [`${SCALES[scale]} ${value} ${onDay(when)}`]),
    ];
    return `Nada de lo registrado pide ahora una medida de cuidados de apoyo. ${asked.join(', ')}.`;
  },
  'answer-too-little': ({ gaps, unconfirmed }) => {
    const open = [
      ...(unconfirmed === undefined ? [] : [`${unconfirmed} no está confirmado`]),
      ...(gaps.length === 0 ? [] : [sayGaps(gaps)]),
    ];
    return open.length === 0
      ? 'Lo registrado no basta para dar una respuesta.'
      : `Lo registrado no basta para dar una respuesta: ${open.join('; ')}.`;
  },
  'answer-not-read': ({ sources }) =>
    `Lo que se pudo leer no basta para dar una respuesta: ${sources.map((source) => SOURCE_NAMES[source]).join(', ')} sin leer por completo.`,
  'answer-so-far': ({ met }) =>
    met === 0
      ? 'Todavía no se ha hallado nada'
      : `${plural(met, 'hallazgo consta', 'hallazgos constan')} en la historia.`,
  'remark-hospice': () =>
    'La conversación puede incluir los cuidados de hospicio, si la persona quiere hablar de ello.',
  'remark-advanced-unknown': () =>
    'Por lo registrado no se puede saber si la enfermedad está avanzada. Si lo está, se sugiere una consulta con especialistas.',
  'remark-stage-unknown': () =>
    'El estadio no consta. Si la enfermedad está avanzada, se sugiere una consulta con especialistas.',
  'remark-relapse-unknown': () =>
    'No se puede saber si este cáncer de la sangre ha vuelto. Si ha vuelto, se sugiere una consulta con especialistas.',
  'remark-grade-unknown': () =>
    'El tipo o el grado del tumor cerebral no consta. Si es un glioblastoma, se sugiere una consulta con especialistas.',
  'remark-newly-diagnosed': ({ on: date }) => `Diagnóstico reciente, ${sayDay(date)}.`,
  'remark-on-treatment': () => 'Con tratamiento oncológico en curso.',
  'remark-call-to-ask': ({ days: count }) =>
    `Enfermedad metastásica; en los últimos ${days(count)} no consta un buen estado funcional con síntomas leves. La llamada es para preguntar.`,
  'remark-in-hospital': ({ since, address }) =>
    `Consta hospitalización en curso ${sinceDay(since)}${address ? ': envíe la solicitud al equipo de cuidados de apoyo y paliativos de ese hospital' : ''}.`,
  'remark-referral-long-open': ({ from, what, days: count }) =>
    `Derivación ${ofDay(from)}; la orden sigue abierta después de ${days(count)}: ${what}.`,
  'remark-limited-record': () => 'El registro es limitado: hay pocas entradas recientes, o comenzó hace poco.',
};

/** "de" with the article that follows: "del estadio". */
function ofIt(named: string): string {
  return `de ${named}`.replace(/^de el /, 'del ');
}
