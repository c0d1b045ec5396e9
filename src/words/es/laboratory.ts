import type { CalciumValue, LaboratoryStatements } from '../../domain/statements/laboratory.ts';
import { ofDay, onDay, sayWhen } from './dates.ts';
import { capital, days, plural, recorded } from './phrases.ts';
import type { Words } from './phrases.ts';

const MEASURES: Readonly<Record<CalciumValue['measure'], string>> = {
  corrected: 'Calcio corregido',
  uncorrected: 'Calcio',
  ionized: 'Calcio iónico',
};

function calcium({ measure, value, when }: CalciumValue): string {
  const decimals = measure === 'ionized' ? 100 : 10;
  const unit = measure === 'ionized' ? 'mmol/L' : 'mg/dL';
  return `${MEASURES[measure]} ${Math.round(value * decimals) / decimals} ${unit} ${onDay(when)}`;
}

export const LABORATORY: Words<LaboratoryStatements> = {
  'calcium-high': calcium,
  'calcium-high-twice': ({ latest, earlier }) => `${calcium(latest)}; ${calcium(earlier)}`,
  'hypercalcemia-coded': ({ name, when }) => `${name}${recorded(when)}`,
  'calcium-not-high': calcium,
  'calcium-never': ({ days: count }) => `El calcio no consta en ${days(count)}`,
  'calcium-stale': ({ when, days: count }) => `Último calcio ${sayWhen(when)}, de hace más de ${days(count)}`,
  'calcium-without-unit': ({ when }) => `El calcio ${ofDay(when)} no se puede leer: ¿qué valor y en qué unidad?`,
  'calcium-undated': () => 'Calcio alto registrado sin fecha',
  'calcium-not-corrected': () => 'Sin corregir: no hay albúmina de fecha cercana',
  'calcium-normal-since': ({ when }) => `De nuevo normal ${onDay(when)}`,
  'calcium-in-myeloma': () => 'En el mieloma el calcio total puede ser alto y el iónico normal; mida el calcio iónico',
  'calcium-other-cause': ({ name }) => `Puede tener otra causa: ${name}`,
  'albumin-very-low': ({ value, when }) => `Albúmina ${value} g/dL ${onDay(when)}`,
  'adverse-labs': ({ albumin, albuminWhen, dehydrogenaseWhen, sites }) =>
    capital(
      [
        albumin === null || albuminWhen === null ? null : `albúmina ${albumin} g/dL ${onDay(albuminWhen)}`,
        dehydrogenaseWhen === null ? null : `LDH por encima de su límite ${onDay(dehydrogenaseWhen)}`,
        sites === null ? null : `metástasis en ${plural(sites, 'localización', 'localizaciones')}`,
      ]
        .filter((part) => part !== null)
        .join('; '),
    ),
  'labs-not-adverse': ({ albumin, when }) => `Albúmina ${albumin} g/dL ${onDay(when)}`,
  'labs-never': ({ days: count }) => `Albúmina y LDH no constan en ${days(count)}`,
  'labs-stale': ({ when, days: count }) =>
    `Último valor ${sayWhen(when)}, de hace más de ${days(count)}: albúmina y LDH`,
  'albumin-without-unit': ({ when }) => `La albúmina ${ofDay(when)} no se puede leer: ¿qué valor y en qué unidad?`,
  'dehydrogenase-without-limit': ({ when }) => `LDH ${ofDay(when)} sin el límite superior de su laboratorio`,
  'labs-undated': () => 'Albúmina o LDH registradas sin fecha',
  'albumin-in-acute-stay': () => 'Albúmina tomada durante una hospitalización o una visita a urgencias',
  'albumin-other-cause': ({ name }) => `La albúmina puede estar baja por otra causa: ${name}`,
};
