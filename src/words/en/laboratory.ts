import type { CalciumValue, LaboratoryStatements } from '../../domain/statements/laboratory.ts';
import { sayWhen } from './dates.ts';
import { capital, recorded } from './phrases.ts';
import type { Words } from './phrases.ts';

const MEASURES: Readonly<Record<CalciumValue['measure'], string>> = {
  corrected: 'Corrected calcium',
  uncorrected: 'Calcium',
  ionized: 'Ionized calcium',
};

function calcium({ measure, value, when }: CalciumValue): string {
  const decimals = measure === 'ionized' ? 100 : 10;
  const unit = measure === 'ionized' ? 'mmol/L' : 'mg/dL';
  return `${MEASURES[measure]} ${Math.round(value * decimals) / decimals} ${unit} on ${sayWhen(when)}`;
}

export const LABORATORY: Words<LaboratoryStatements> = {
  'calcium-high': calcium,
  'calcium-high-twice': ({ latest, earlier }) => `${calcium(latest)}; ${calcium(earlier)}`,
  'hypercalcemia-coded': ({ name, when }) => `${name}${recorded(when)}`,
  'calcium-not-high': calcium,
  'calcium-never': ({ days }) => `Calcium not recorded in ${days} days`,
  'calcium-stale': ({ when, days }) => `Last calcium ${sayWhen(when)}, older than ${days} days`,
  'calcium-without-unit': ({ when }) => `Calcium of ${sayWhen(when)} cannot be read: which value, in which unit?`,
  'calcium-undated': () => 'High calcium recorded without a date',
  'calcium-not-corrected': () => 'Not corrected: no albumin near it',
  'calcium-normal-since': ({ when }) => `Normal again on ${sayWhen(when)}`,
  'calcium-in-myeloma': () => 'In myeloma the total may be high and the ionized calcium normal; measure the ionized',
  'calcium-other-cause': ({ name }) => `May have another cause: ${name}`,
  'albumin-very-low': ({ value, when }) => `Albumin ${value} g/dL on ${sayWhen(when)}`,
  'adverse-labs': ({ albumin, albuminWhen, dehydrogenaseWhen, sites }) =>
    capital(
      [
        albumin === null || albuminWhen === null ? null : `albumin ${albumin} g/dL on ${sayWhen(albuminWhen)}`,
        dehydrogenaseWhen === null ? null : `LDH above its limit on ${sayWhen(dehydrogenaseWhen)}`,
        sites === null ? null : `metastases at ${sites} sites`,
      ]
        .filter((part) => part !== null)
        .join('; '),
    ),
  'labs-not-adverse': ({ albumin, when }) => `Albumin ${albumin} g/dL on ${sayWhen(when)}`,
  'labs-never': ({ days }) => `Albumin and LDH not recorded in ${days} days`,
  'labs-stale': ({ when, days }) => `Last value ${sayWhen(when)}, older than ${days} days: albumin and LDH`,
  'albumin-without-unit': ({ when }) => `Albumin of ${sayWhen(when)} cannot be read: which value, in which unit?`,
  'dehydrogenase-without-limit': ({ when }) => `LDH of ${sayWhen(when)} without its laboratory's upper limit`,
  'labs-undated': () => 'Albumin or LDH recorded without a date',
  'albumin-in-acute-stay': () => 'Albumin taken in a hospital stay or emergency visit',
  'albumin-other-cause': ({ name }) => `Albumin may be low for another reason: ${name}`,
};
