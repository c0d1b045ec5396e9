import type { LinesUnclear, StopReason, TreatmentStatements } from '../../domain/statements/treatment.ts';
import { ofDay, onDay, sayWhen, sinceDay } from './dates.ts';
import { days, on, plural } from './phrases.ts';
import type { Words } from './phrases.ts';

const UNCLEAR: Readonly<Record<LinesUnclear, string>> = {
  'study-drug': 'consta un medicamento en estudio',
  'planned-blocks': 'este cáncer se trata en bloques planificados de medicamentos distintos',
  'unknown-drug': 'consta un medicamento oncológico cuyo nombre no se conoce',
  'record-begins-late': 'puede que no consten tratamientos anteriores',
};

const STOPPED: Readonly<Record<StopReason, string>> = {
  'no-response': 'sin respuesta',
  'not-tolerated': 'sin tolerancia',
  'patient-choice': 'por decisión de la persona',
};

const drugsOf = (drugs: readonly string[]): string => (drugs.length === 0 ? '' : `: ${drugs.join(', ')}`);

const lines = (count: number): string => plural(count, 'línea estimada', 'líneas estimadas');

export const TREATMENT: Words<TreatmentStatements> = {
  'cancer-treated-unsettled': ({ name, when }) =>
    `${name}${on(when)}, sin certeza de que sea cáncer, con tratamiento oncológico en el último año`,

  'worsened-on-line': ({ when, line, since }) =>
    `Consta empeoramiento de la enfermedad ${onDay(when)}, línea estimada ${line} ${sinceDay(since)}`,
  'line-began': ({ line, when, drugs }) => `La línea estimada ${line} comenzó ${onDay(when)}${drugsOf(drugs)}`,
  'line-said': ({ line, when, drugs }) => `Línea ${line} desde ${onDay(when)}${drugsOf(drugs)}`,
  'lines-counted': ({ count }) =>
    count === 0 ? 'No consta ninguna línea de tratamiento' : `${count === 1 ? 'Consta' : 'Constan'} ${lines(count)}`,
  'lines-not-told': ({ why, count }) =>
    `${count === 0 ? 'No se pueden contar las líneas de tratamiento' : `Al menos ${lines(count)}`}: ${UNCLEAR[why]}. ¿Qué línea es?`,
  'lines-estimated': () => 'Las líneas se estiman a partir de órdenes y tratamientos; por favor, corrija',
  'line-text-or-single-order': () =>
    'La línea se conoce por una sola orden, o por un medicamento nombrado solo en palabras',
  'advanced-date-not-known': () => 'No consta cuándo pasó a ser avanzada la enfermedad: se cuentan todas las líneas',
  'worsened-undated': () => 'Consta empeoramiento de la enfermedad sin fecha',

  'no-new-line': ({ days: count }) => `Ninguna línea de tratamiento nueva en ${days(count)}`,
  'treatment-new-but-line-unclear': ({ when }) =>
    when === null
      ? 'Un medicamento en estudio sin fecha: ¿es una línea nueva?'
      : `Tratamiento ${onDay(when)}: ¿es una línea nueva?`,
  'line-may-have-begun-before': () =>
    'Puede que no consten tratamientos anteriores: la línea puede haber comenzado antes',
  'treatment-undated': ({ name }) => `${name}: consta sin fecha`,

  'treated-with-poor-function': ({ treatment, when }) =>
    `${treatment}, ${sayWhen(when)}, mientras necesita mucha ayuda en la vida diaria`,
  'not-treated-lately': ({ days: count }) => `Ningún tratamiento oncológico sistémico en ${days(count)}`,
  'treated-function-not-poor': ({ when }) => `Tratamiento ${onDay(when)}; el estado funcional no es malo`,
  'treated-function-not-told': () => 'Hacen falta un tratamiento reciente y un estado funcional reciente',

  'no-further-treatment-attested': ({ when }) =>
    `No se planea más tratamiento oncológico, según lo ingresado${on(when)}`,
  'treatment-stopped': ({ name, when, reason }) =>
    `${name}: terminó${when === null ? '' : ` ${onDay(when)}`} (${STOPPED[reason]}); desde entonces ningún tratamiento oncológico`,
  'treatment-stopped-day-guessed': () => 'No consta el día en que terminó',
  'treatment-stopped-why-not-recorded': ({ when }) =>
    `El tratamiento oncológico registrado llega hasta cerca ${ofDay(when)}. La suspensión no está codificada: ¿se planea más?`,
  'treatment-stopped-disease-not-told': ({ reason }) =>
    `El tratamiento terminó (${STOPPED[reason]}); no consta si la enfermedad progresa`,
  'treatment-stop-not-coded': () => 'La suspensión no está codificada. Pregunte',
  'treatment-not-recorded-as-stopped': () => 'No consta ninguna suspensión del tratamiento',
};
