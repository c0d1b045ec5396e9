import type { SymptomItem } from '../../domain/chart/records.ts';
import type { DistressScale, SymptomScore, SymptomStatements } from '../../domain/statements/symptoms.ts';
import { sayWhen } from './dates.ts';
import { recorded } from './phrases.ts';
import type { Words } from './phrases.ts';

const ITEMS: Readonly<Record<Exclude<SymptomItem, 'other'>, string>> = {
  pain: 'Pain',
  dyspnea: 'Shortness of breath',
  nausea: 'Nausea',
  fatigue: 'Tiredness',
  appetite: 'Poor appetite',
  constipation: 'Constipation',
  drowsiness: 'Drowsiness',
  diarrhea: 'Diarrhea',
  sleep: 'Poor sleep',
  wellbeing: 'Wellbeing',
  depression: 'Low mood',
  anxiety: 'Anxiety',
};

const DISTRESS: Readonly<Record<DistressScale, (score: number) => string>> = {
  'phq-9': (score) => `PHQ-9 ${score}`,
  'gad-7': (score) => `GAD-7 ${score}`,
  'distress-thermometer': (score) => `Distress thermometer ${score}/10`,
};

const DISTRESS_NAMES: Readonly<Record<DistressScale, string>> = {
  'phq-9': 'PHQ-9',
  'gad-7': 'GAD-7',
  'distress-thermometer': 'Distress thermometer',
};

/** "Pain 8/10". */
function scored({ item, name, score, scale }: SymptomScore): string {
  const called = item === 'other' ? name : ITEMS[item];
  switch (scale) {
    case '0-10':
      return `${called} ${score}/10`;
    case '0-100':
      return `${called} ${score}/100`;
    case 'PRO-CTCAE':
      return `${called} ${score} of 4 (PRO-CTCAE)`;
    case 'PROMIS':
      return `${called.replace(/\s*\bT[- _]?score\s*$/i, '')} T-score ${score} (PROMIS)`;
    default:
      return scale satisfies never;
  }
}

function scoredOn(score: SymptomScore): string {
  return `${scored(score)} on ${sayWhen(score.when)}`;
}

export const SYMPTOMS: Words<SymptomStatements> = {
  'symptoms-severe': ({ scores, acute }) =>
    `${scores.map(scoredOn).join('; ')}${acute ? ' (in hospital, in an emergency visit or soon after an operation)' : ''}`,
  'symptoms-not-severe': ({ worst, count }) =>
    count === 1 ? scoredOn(worst) : `${scoredOn(worst)}, the highest of ${count} symptoms asked about`,
  'symptoms-never': ({ days }) => `No symptom score in ${days} days. Ask the patient`,
  'symptoms-stale': ({ when, days }) => `Last symptom score ${sayWhen(when)}, older than ${days} days`,
  'symptom-which': ({ item, name, value, when }) =>
    `${item === 'other' ? name : ITEMS[item]} "${value}" on ${sayWhen(when)}: which score?`,
  'symptom-undated': ({ name }) => `${name} recorded without a date`,
  'symptom-in-acute-care': () => 'Recorded in hospital, in an emergency visit or soon after an operation',
  'symptom-moderate-again': ({ latest, earlier }) =>
    `${scoredOn(latest)}, ${earlier.score} on ${sayWhen(earlier.when)}`,
  'symptoms-moderate-rising': ({ risen, before, other }) => `${scoredOn(risen)} (was ${before}); ${scoredOn(other)}`,
  'pain-moderate-on-opioid': ({ latest, earlier, drug }) =>
    `${scoredOn(latest)}, ${earlier.score} on ${sayWhen(earlier.when)}, while on ${drug}`,
  'distress-moderate': ({ scale, score, when }) => `${DISTRESS[scale](score)} on ${sayWhen(when)}`,
  'quality-of-life-fell': ({ instrument, from, to, fromWhen, when }) =>
    `${instrument} ${from} on ${sayWhen(fromWhen)}, ${to} on ${sayWhen(when)}`,
  'symptom-moderate-once': ({ latest }) => `${scoredOn(latest)}: one reading only. Ask again`,
  'symptoms-not-moderate': ({ when, distress }) =>
    `No moderate symptom that lasts${distress ? ', and no moderate distress' : ''}; last asked ${sayWhen(when)}`,
  'distress-severe': ({ scale, score, when }) => `${DISTRESS[scale](score)} on ${sayWhen(when)}`,
  'distress-item-severe': ({ score }) => scoredOn(score),
  'distress-which': ({ scale, value, when }) =>
    value === null
      ? `${DISTRESS_NAMES[scale]} of ${sayWhen(when)} answered, total not recorded`
      : `${DISTRESS_NAMES[scale]} "${value}" on ${sayWhen(when)}: which score?`,
  'distress-not-severe': ({ when }) => `No severe distress in the screening of ${sayWhen(when)}`,
  'distress-never': ({ days }) => `No distress screening (PHQ-9, GAD-7, distress thermometer, ESAS) in ${days} days`,
  'distress-stale': ({ when, days }) => `Last distress screening ${sayWhen(when)}, older than ${days} days`,
  'distress-undated': () => 'Distress screening recorded without a date',
  'delirium-recorded': ({ name, when }) => `${name}${recorded(when)}`,
  'delirium-possible': ({ name, when }) => `${name}${recorded(when)}: is it delirium?`,
  'delirium-undated': ({ name }) => `${name}, date not recorded: since when?`,
  'no-delirium': ({ days }) => `No delirium recorded in ${days} days. It is often not coded`,
  'look-for-cause': () => 'Look for a reversible cause',
  'delirium-with-dementia': () => 'There is dementia as well',
  'delirium-after-operation': () => 'Recorded in a hospital stay after an operation',
  'caregiver-strain-recorded': ({ name, when }) => `${name}${recorded(when)}`,
  'caregiver-strain-none': ({ when }) => `No caregiver strain, asked ${sayWhen(when)}`,
  'caregiver-strain-not-asked': ({ days }) => `Caregiver strain: no record in ${days} days`,
};
