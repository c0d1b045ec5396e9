import type { When } from '../../domain/logic/when.ts';
import type { AcuteCareStatements } from '../../domain/statements/acute-care.ts';
import { ofDay, onDay, sinceDay, untilDay } from './dates.ts';
import { counted, days, listed, plural } from './phrases.ts';
import type { Words } from './phrases.ts';

/** "desde el 3 nov hasta el 12 nov"; "desde el 3 nov" while the stay goes on. */
const span = ({ since, until }: { readonly since: When; readonly until: When | null }): string =>
  until === null ? sinceDay(since) : `${sinceDay(since)} ${untilDay(until)}`;

const ended = ({ since, until }: { readonly since: When; readonly until: When | null }): string =>
  until === null
    ? `Hospitalización ${sinceDay(since)}, sin fecha de alta registrada`
    : `Hospitalización ${untilDay(until)}`;

/** One, or several, of which nothing says that they were planned. */
const notAsPlanned = (count: number): string =>
  count === 1 ? 'no consta como programada' : 'ninguna consta como programada';

const staysCounted = ({ unplanned, presumed }: AcuteCareStatements['stays-counted'], inDays: string): string => {
  if (unplanned === 0) return `Ninguna hospitalización no programada ${inDays}`;
  const stays = unplanned === 1 ? 'hospitalización' : 'hospitalizaciones';
  if (!presumed)
    return `${counted(unplanned)} ${stays} ${unplanned === 1 ? 'no programada' : 'no programadas'} ${inDays}`;
  return `${counted(unplanned)} ${stays} ${inDays}, ${notAsPlanned(unplanned)}`;
};

const planned = (count: number): string => plural(count, 'programada', 'programadas');

export const ACUTE_CARE: Words<AcuteCareStatements> = {
  'in-hospital-unplanned': ({ since }) => `Hospitalización en curso ${sinceDay(since)}, no programada`,
  'in-hospital-not-recorded-as-planned': ({ since }) =>
    `Hospitalización en curso ${sinceDay(since)}, no consta como programada`,
  'stay-ended-unplanned': (stay) => `${ended(stay)}, no programada`,
  'stay-ended-not-recorded-as-planned': (stay) => `${ended(stay)}, no consta como programada`,
  'no-recent-unplanned-stay': ({ days: count, planned: plannedOnes }) =>
    `Ninguna hospitalización no programada en ${days(count)}${plannedOnes > 0 ? `, ${planned(plannedOnes)}` : ''}`,
  'stay-without-end': ({ since }) => `Duración desconocida: no consta el alta de la hospitalización ${ofDay(since)}`,
  'stays-unplanned': ({ count, days: inDays, dates }) =>
    `${counted(count)} hospitalizaciones no programadas en ${days(inDays)}: ${listed(dates)}`,
  'stays-not-recorded-as-planned': ({ count, days: inDays, dates }) =>
    `${counted(count)} hospitalizaciones en ${days(inDays)}, ${notAsPlanned(count)}: ${listed(dates)}`,
  'stays-counted': (stays) =>
    `${staysCounted(stays, `en ${days(stays.days)}`)}${
      stays.planned > 0 ? `${stays.presumed ? ';' : ','} ${planned(stays.planned)}` : ''
    }`,
  'ed-visits': ({ count, days: inDays, dates }) =>
    `${counted(count)} visitas a urgencias o a observación en ${days(inDays)}: ${listed(dates)}`,
  'ed-visit-after-treatment': ({ on, treatment, treatedOn }) =>
    `Visita a urgencias o a observación ${onDay(on)} por una complicación, después de ${treatment ?? 'tratamiento oncológico'} ${onDay(treatedOn)}`,
  'ed-visits-counted': ({ count, days: inDays }) =>
    count === 0
      ? `Ninguna visita a urgencias o a observación en ${days(inDays)}`
      : `${counted(count)} ${count === 1 ? 'visita' : 'visitas'} a urgencias o a observación en ${days(inDays)}`,
  'ed-visit-cause-not-recorded': ({ on }) =>
    `Visita a urgencias ${onDay(on)} poco después de un tratamiento oncológico: no se pudo leer el motivo`,
  'treatment-before-visit-not-visible': ({ on }) =>
    `No se pudo leer si hubo tratamiento oncológico antes de la visita a urgencias ${ofDay(on)}`,
  'long-stay': ({ since, until, days: length }) => `Hospitalización de ${days(length)}, ${span({ since, until })}`,
  'intensive-care': (stay) => `Cuidados intensivos durante una hospitalización, ${span(stay)}`,
  'intensive-care-after-surgery': ({ since, until, hours }) =>
    `${plural(hours, 'hora', 'horas')} de cuidados intensivos después de una cirugía, ${span({ since, until })}`,
  'no-long-stay': ({ days: inDays, stays }) =>
    stays === 0
      ? `Ninguna hospitalización en ${days(inDays)}`
      : `Ninguna hospitalización larga ni en cuidados intensivos en ${days(inDays)}`,
  'intensive-care-hours-unknown': ({ since }) =>
    `No consta cuánto duraron los cuidados intensivos en la hospitalización ${ofDay(since)}`,
  'ward-not-received': ({ since }) =>
    `No se pudo leer la unidad de la hospitalización ${ofDay(since)}: puede haber sido cuidados intensivos`,
  'kind-of-visit-unknown': ({ count }) =>
    `${plural(count, 'visita', 'visitas')} de tipo desconocido: ¿hubo hospitalización o no?`,
  'perhaps-planned': () => 'No consta si la hospitalización estaba programada',
  'plan-not-visible': () => 'No se pudo ver si estas hospitalizaciones estaban programadas',
  'acute-care-elsewhere': () => 'Las hospitalizaciones en otros centros no se ven aquí',
};
