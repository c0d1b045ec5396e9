import type { SymptomItem } from '../../domain/chart/records.ts';
import type { DistressScale, SymptomScore, SymptomStatements } from '../../domain/statements/symptoms.ts';
import { ofDay, onDay, sayWhen } from './dates.ts';
import { days, recorded } from './phrases.ts';
import type { Words } from './phrases.ts';

const ITEMS: Readonly<Record<Exclude<SymptomItem, 'other'>, string>> = {
  pain: 'Dolor',
  dyspnea: 'Falta de aire',
  nausea: 'Náuseas',
  fatigue: 'Cansancio',
  appetite: 'Falta de apetito',
  constipation: 'Estreñimiento',
  drowsiness: 'Somnolencia',
  diarrhea: 'Diarrea',
  sleep: 'Dificultad para dormir',
  wellbeing: 'Bienestar',
  depression: 'Ánimo bajo',
  anxiety: 'Ansiedad',
};

const DISTRESS_NAMES: Readonly<Record<DistressScale, string>> = {
  'phq-9': 'PHQ-9',
  'gad-7': 'GAD-7',
  'distress-thermometer': 'Termómetro de malestar emocional',
};

const DISTRESS: Readonly<Record<DistressScale, (score: number) => string>> = {
  'phq-9': (score) => `PHQ-9 ${score}`,
  'gad-7': (score) => `GAD-7 ${score}`,
  'distress-thermometer': (score) => `Termómetro de malestar emocional ${score}/10`,
};

/** "Dolor 8/10". */
function scored({ item, name, score, scale }: SymptomScore): string {
  const called = item === 'other' ? name : ITEMS[item];
  switch (scale) {
    case '0-10':
      return `${called} ${score}/10`;
    case '0-100':
      return `${called} ${score}/100`;
    case 'PRO-CTCAE':
      return `${called} ${score} de 4 (PRO-CTCAE)`;
    case 'PROMIS':
      return `${called.replace(/\s*\bT[- _]?score\s*$/i, '')}, puntuación T ${score} (PROMIS)`;
    default:
      return scale satisfies never;
  }
}

function scoredOn(score: SymptomScore): string {
  return `${scored(score)} ${onDay(score.when)}`;
}

export const SYMPTOMS: Words<SymptomStatements> = {
  'symptoms-severe': ({ scores, acute }) =>
    `${scores.map(scoredOn).join('; ')}${acute ? ' (durante una hospitalización, en urgencias o poco después de una operación)' : ''}`,
  'symptoms-not-severe': ({ worst, count }) =>
    count === 1 ? scoredOn(worst) : `${scoredOn(worst)}, la puntuación más alta de ${count} síntomas preguntados`,
  'symptoms-never': ({ days: count }) =>
    `No consta ninguna puntuación de síntomas en ${days(count)}. Pregunte a la persona`,
  'symptoms-stale': ({ when, days: count }) =>
    `Última puntuación de síntomas ${sayWhen(when)}, de hace más de ${days(count)}`,
  'symptom-which': ({ item, name, value, when }) =>
    `${item === 'other' ? name : ITEMS[item]} “${value}” ${onDay(when)}: ¿qué puntuación es?`,
  'symptom-undated': ({ name }) => `${name}: registro sin fecha`,
  'symptom-in-acute-care': () => 'Registro durante una hospitalización, en urgencias o poco después de una operación',
  'symptom-moderate-again': ({ latest, earlier }) => `${scoredOn(latest)}, ${earlier.score} ${onDay(earlier.when)}`,
  'symptoms-moderate-rising': ({ risen, before, other }) => `${scoredOn(risen)} (era ${before}); ${scoredOn(other)}`,
  'pain-moderate-on-opioid': ({ latest, earlier, drug }) =>
    `${scoredOn(latest)}, ${earlier.score} ${onDay(earlier.when)}, con ${drug} en curso`,
  'distress-moderate': ({ scale, score, when }) => `${DISTRESS[scale](score)} ${onDay(when)}`,
  'quality-of-life-fell': ({ instrument, from, to, fromWhen, when }) =>
    `${instrument} ${from} ${onDay(fromWhen)}, ${to} ${onDay(when)}`,
  'symptom-moderate-once': ({ latest }) => `${scoredOn(latest)}: un solo valor. Pregunte de nuevo`,
  'symptoms-not-moderate': ({ when, distress }) =>
    `Ningún síntoma moderado que persista${distress ? ', ni malestar emocional moderado' : ''}; última pregunta ${sayWhen(when)}`,
  'distress-severe': ({ scale, score, when }) => `${DISTRESS[scale](score)} ${onDay(when)}`,
  'distress-item-severe': ({ score }) => scoredOn(score),
  'distress-which': ({ scale, value, when }) =>
    value === null
      ? `${DISTRESS_NAMES[scale]} ${ofDay(when)}: con respuestas, el total no consta`
      : `${DISTRESS_NAMES[scale]} “${value}” ${onDay(when)}: ¿qué puntuación es?`,
  'distress-not-severe': ({ when }) => `Ningún malestar emocional grave en la evaluación ${ofDay(when)}`,
  'distress-never': ({ days: count }) =>
    `No consta ninguna evaluación del malestar emocional (PHQ-9, GAD-7, termómetro de malestar emocional, ESAS) en ${days(count)}`,
  'distress-stale': ({ when, days: count }) =>
    `Última evaluación del malestar emocional ${sayWhen(when)}, de hace más de ${days(count)}`,
  'distress-undated': () => 'Evaluación del malestar emocional registrada sin fecha',
  'delirium-recorded': ({ name, when }) => `${name}${recorded(when)}`,
  'delirium-possible': ({ name, when }) => `${name}${recorded(when)}: ¿es delirium?`,
  'delirium-undated': ({ name }) => `${name}, la fecha no consta: ¿desde cuándo?`,
  'no-delirium': ({ days: count }) => `No consta delirium en ${days(count)}. A menudo no se codifica`,
  'look-for-cause': () => 'Buscar una causa reversible',
  'delirium-with-dementia': () => 'También hay demencia',
  'delirium-after-operation': () => 'Registro durante una hospitalización después de una operación',
  'caregiver-strain-recorded': ({ name, when }) => `${name}${recorded(when)}`,
  'caregiver-strain-none': ({ when }) => `Sin sobrecarga de la persona cuidadora, se preguntó ${onDay(when)}`,
  'caregiver-strain-not-asked': ({ days: count }) =>
    `Sobrecarga de la persona cuidadora: no consta ningún registro en ${days(count)}`,
};
