import type { FunctionStatements, WeightConfounder } from '../../domain/statements/function.ts';
import { ofDay, onDay, sayWhen, sinceDay, untilDay } from './dates.ts';
import { days, recorded, SCALES } from './phrases.ts';
import type { Words } from './phrases.ts';

/** "6.7%" without its sign: "baja" or "aumento" says it. */
function percent(value: number): string {
  return `${Math.round(Math.abs(value) * 10) / 10}%`;
}

function change(value: number): string {
  if (value === 0) return 'Peso sin cambios';
  return value < 0 ? `Baja de peso del ${percent(value)}` : `Aumento de peso del ${percent(value)}`;
}

const changed = ({
  percent: value,
  from,
  to,
}: Pick<FunctionStatements['weight-lost'], 'percent' | 'from' | 'to'>): string =>
  `${change(value)} ${sinceDay(from)} ${untilDay(to)}`;

const CONFOUNDERS: Readonly<Record<WeightConfounder, (name: string) => string>> = {
  drug: (name) => `puede ser efecto de ${name}`,
  'bariatric-surgery': (name) => `puede ser efecto de ${name}`,
  fluid: (name) => `puede ser líquido (${name})`,
  'high-index': () => 'a partir de un peso alto, y nada más indica desnutrición',
};

export const FUNCTION: Words<FunctionStatements> = {
  'performance-status-poor': ({ scale, value, when, earlier, earlierWhen }) =>
    `${SCALES[scale]} ${value}, ${sayWhen(when)}${earlier !== null && earlierWhen !== null ? ` (era ${earlier} ${onDay(earlierWhen)})` : ''}`,
  'performance-status-is': ({ scale, value, when }) => `${SCALES[scale]} ${value}, ${sayWhen(when)}`,
  'performance-status-which': ({ scale, value, when }) => `${SCALES[scale]} “${value}” ${onDay(when)}: ¿cuál es?`,
  'performance-status-jump': ({ scale, value, when, earlier, earlierWhen }) =>
    `${SCALES[scale]} ${value} ${onDay(when)}, después de ${earlier} ${onDay(earlierWhen)}: por favor, confirme`,
  'performance-status-stale': ({ when }) => `El estado funcional no consta ${sinceDay(when)}`,
  'performance-status-undated': () => 'Estado funcional registrado sin fecha',
  'performance-status-never': () => 'No consta ningún estado funcional',
  'performance-scales-disagree': () => 'Dos valores del mismo día no coinciden; se usa el peor',
  'performance-status-other-tumor': ({ scale, value, when }) =>
    `${SCALES[scale]} ${value} ${onDay(when)} se registró por otro tumor: por favor, confirme`,
  'poor-function-coded': ({ name, when }) => `${name}${recorded(when)}: ¿cuál es el estado funcional?`,
  'performance-status-fell': ({ scale, value, when, earlier, earlierWhen }) =>
    `${SCALES[scale]} ${earlier} ${onDay(earlierWhen)}, ${value} ${onDay(when)}`,
  'performance-status-not-falling': ({ scale, value, when, earlier, earlierWhen }) =>
    `${SCALES[scale]} ${value} ${onDay(when)}, no peor que ${earlier} ${onDay(earlierWhen)}`,
  'performance-status-one-reading': ({ when }) =>
    `Menos de dos valores del estado funcional para comparar; el último es ${ofDay(when)}`,
  'weight-lost': changed,
  'weight-lost-low-index': ({ index, ...weight }) => `${changed(weight)}, índice de masa corporal ${index}`,
  'weight-stable': changed,
  'weight-never': () => 'No consta ningún peso',
  'weight-stale': ({ when }) => `El peso no consta ${sinceDay(when)}`,
  'weight-without-unit': ({ when }) => `El peso ${ofDay(when)} no se puede leer: ¿qué valor y en qué unidad?`,
  'weight-undated': () => 'Peso registrado sin fecha',
  'weight-one-only': ({ when, days: count }) =>
    `Menos de dos pesos con ${days(count)} de diferencia; el último es ${ofDay(when)}`,
  'weight-which': ({ value, when, other, otherWhen }) =>
    `Peso ${value} ${onDay(when)} y ${other} ${onDay(otherWhen)}: ¿cuál es?`,
  'weight-baseline-short': ({ days: count }) =>
    `Comparación en ${days(count)}; no consta ningún peso de seis meses antes`,
  'weight-loss-confounded': ({ by, name, ...weight }) =>
    `${changed(weight)}: ${CONFOUNDERS[by](name ?? 'otra causa')}. Confirmar`,
  'wasting-coded': ({ name, when }) => `${name}${recorded(when)}`,
  'wasting-undated': ({ name }) => `${name}, la fecha no consta: ¿desde cuándo?`,
};
