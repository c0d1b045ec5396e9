import type { GateStatements } from '../../domain/statements/gates.ts';
import type { CancerDoubt } from '../../domain/statements/shared.ts';
import { ofDay, onDay, sayDay, sayWhen, sinceDay, theDate } from './dates.ts';
import { on } from './phrases.ts';
import type { Words } from './phrases.ts';

const DOUBTS: Readonly<Record<CancerDoubt, string>> = {
  'one-visit': 'un solo diagnóstico de visita',
  suspected: 'un diagnóstico de sospecha',
  'words-only': 'un diagnóstico en palabras y sin código',
  'uncertain-behavior': 'un hallazgo que puede tratarse o no como cáncer',
  remission: 'en remisión; el tratamiento no se ve aquí',
  history: 'un diagnóstico, y después un código de cáncer pasado',
  'old-visit': 'un diagnóstico de visita de hace mucho tiempo',
  contradiction: 'el registro se contradice',
};

/** On record, and no cancer by the rules in force. */
const UNCOUNTED = {
  skin: 'cáncer de piel, que solo cuenta cuando se ha extendido o se trata con medicamentos',
  myeloid: 'una enfermedad mielodisplásica o mieloproliferativa, que este centro no cuenta',
};

const askAgain = (day: number): string => `Preguntar de nuevo ${theDate(sayDay(day))}.`;

export const GATES: Words<GateStatements> = {
  'gate-deceased': ({ on: date }) =>
    date === null ? 'Consta el fallecimiento.' : `Consta el fallecimiento, ${sayWhen(date)}.`,
  'gate-possibly-deceased': ({ what, when }) =>
    `Es posible que en la historia conste el fallecimiento (${what}${on(when)}). Verifíquelo antes de cualquier contacto.`,
  'gate-under-18': () =>
    'Menor de 18 años: las reglas de esta aplicación son para personas adultas. Consulte a su servicio de cuidados paliativos pediátricos.',
  'gate-hospice': ({ since, enrolled }) =>
    since === null
      ? 'Constan cuidados de hospicio.'
      : enrolled
        ? `Constan cuidados de hospicio ${sinceDay(since)}.`
        : `Constan cuidados de hospicio ${onDay(since)}.`,
  'gate-comfort-care-recorded': ({ since }) =>
    `Consta un plan de medidas de confort${since === null ? '' : ` ${sinceDay(since)}`}. ¿Sigue vigente?`,
  'gate-no-active-malignancy': () => 'En lo que pudimos leer no consta ningún cáncer activo.',
  'gate-only-uncounted': ({ what }) =>
    `En lo que pudimos leer no consta ningún cáncer activo, salvo ${UNCOUNTED[what]}.`,
  'gate-in-remission': ({ since }) => (since === null ? 'En remisión.' : `En remisión ${sinceDay(since)}.`),
  'gate-cancer-status-unclear': ({ why, when }) => `No está claro el estado del cáncer: ${DOUBTS[why]}${on(when)}.`,
  'gate-cancer-not-readable': () =>
    'No se puede saber si hay un cáncer activo: los diagnósticos no se pudieron leer por completo.',
  'gate-referral-open': ({ on: date, what }) =>
    `Ya consta una derivación${date === null ? '' : ` ${ofDay(date)}`}: ${what}.`,
  'gate-referral-prepared': ({ on: date, what, by }) =>
    `Derivación preparada${date === null ? '' : ` ${onDay(date)}`}${by === undefined ? '' : ` por ${by}`}: ${what}. No es una orden hasta que se firme.`,
  'gate-hospice-referral-open': ({ on: date }) =>
    `Hay una derivación a hospicio abierta${date === null ? '' : `, con orden ${ofDay(date)}`}.`,
  'gate-under-specialist-care': ({ last, next, told, onlyBooked }) =>
    onlyBooked !== undefined && next !== null
      ? `Consulta de cuidados de apoyo y paliativos programada: ${sayWhen(next)}.`
      : [
          told !== undefined
            ? `Recibe cuidados paliativos ${told.from === null ? 'en otro lugar' : `de ${told.from}`}${told.since === null ? '' : ` ${sinceDay(told.since)}`} (registrado${told.by === null ? '' : ` por ${told.by}`}${last === null ? '' : `, ${sayWhen(last)}`}).`
            : last === null
              ? 'Ya tiene seguimiento del equipo de cuidados de apoyo y paliativos.'
              : `Ya tuvo consulta con el equipo de cuidados de apoyo y paliativos, ${sayWhen(last)}.`,
          ...(next === null ? [] : [`Próxima consulta programada: ${sayWhen(next)}.`]),
        ].join(' '),
  'gate-patient-declined': ({ on: date, until }) =>
    `La persona prefiere que no${on(date)}. ${
      until === null ? 'Ha pedido que no se le vuelva a preguntar.' : askAgain(until)
    }`,
  'gate-decision-recorded': ({ decision, on: date, by, reason, until }) =>
    [
      `Decisión${date === null ? '' : ` ${ofDay(date)}`}${by === null ? '' : `, por ${by}`}: `,
      decision === 'our-team' ? 'lo hará nuestro equipo' : 'ahora no',
      reason === null ? '.' : `, porque: ${reason}.`,
      until === null ? '' : ` ${askAgain(until)}`,
    ].join(''),
  'gate-navigator-contact': ({ on: date, next }) =>
    `Hubo contacto de enfermería de cuidados de apoyo${date === null ? '' : ` ${onDay(date)}`}.${
      next === null ? '' : ` Próxima revisión: ${sayDay(next)}.`
    }`,
  'palliative-care-possible': ({ what, when }) =>
    `${what}${on(when)}: ¿participa ya el equipo de cuidados paliativos, o fue una consulta de usted?`,
  'palliative-referral-completed': ({ what, when }) =>
    `${what}${on(when)}, derivación completada: ¿participa ahora el equipo de cuidados paliativos?`,
  'hospice-care-possible': ({ what, when }) => `${what}${on(when)}: ¿recibe la persona cuidados de hospicio?`,
  'comfort-care-on-hold': ({ since }) =>
    `Un plan de medidas de confort${since === null ? '' : ` ${ofDay(since)}`} está en pausa. ¿Sigue vigente?`,
  'decision-not-understood': ({ on: date }) =>
    `Una versión más nueva de Alongside registró aquí${date === null ? ', en un día que no consta,' : ` ${onDay(date)}`} una decisión que esta versión no puede leer por completo; consúltela en el EHR.`,
  'age-uncertain': ({ birth }) =>
    `De la fecha de nacimiento solo consta ${sayWhen(birth)}: la persona puede ser menor de 18 años. Las reglas de esta aplicación son para personas adultas.`,
  'left-hospice': ({ on: date }) =>
    date === null ? 'Salida de los cuidados de hospicio' : `Salida de los cuidados de hospicio ${onDay(date)}`,
};
