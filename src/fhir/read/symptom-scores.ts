/** Scores of symptoms and distress (clinical reference 2.5, 3.2 rows 13 to 15, 5.8). */
import type { ObservationContent, SymptomItem, SymptomScale, SymptomSpan } from '../../domain/chart/records.ts';
import { ITEM_NINE_ANSWERS } from '../terminology/observations.ts';
import { LOINC } from '../terminology/systems.ts';
import { codes, list, number, object, own, text, type Json } from './json.ts';
import { amountOf, isRecorded, positive, scoreOf, unitOf, valueText, valueWords, type ValueReader } from './values.ts';

type Symptom = Extract<ObservationContent, { readonly kind: 'symptom' }>;

/** A row that names the scale that was used, or the range of it, holds no score. */
const NAMES_A_SCALE =
  /\bscale\b|\bnumeric|\bverbal\b|\bfaces\b|wong|visual|\bNRS\b|\bVAS\b|\bCPOT\b|\bPAINAD\b|\bFLACC\b/i;
const RANGE_OF_SCALE = /\b0\s*(?:-|–|to)\s*100?\b/;
const SAYS_HOW_BAD = /\d|mild|moderate|severe|worst/i;

function namesScaleOnly(said: string): boolean {
  const rest = said.replace(RANGE_OF_SCALE, ' ');
  return (rest !== said || NAMES_A_SCALE.test(said)) && !SAYS_HOW_BAD.test(rest);
}

/** It was recorded, and cannot be read: said as such, so that an older score does not answer in its place. */
function unclearSymptom(item: SymptomItem, holder: Json): ObservationContent | null {
  if (!isRecorded(holder) || namesScaleOnly(valueText(holder)?.slice(0, 100) ?? '')) return null;
  return { kind: 'symptom-unclear', item };
}

/** A symptom on a scale of 0 to 10, or of 0 to 100 where unit, limits or name say so. */
export function symptomOf(
  item: SymptomItem,
  namedScale: '0-10' | '0-100' | 'visual-analog' = '0-10',
  over: SymptomSpan | null = null,
): ValueReader {
  return (holder) => {
    const found = scored(item, namedScale, holder);
    if (found === null) return unclearSymptom(item, holder);
    return over === null ? found : { ...found, over };
  };
}

function scored(item: SymptomItem, namedScale: '0-10' | '0-100' | 'visual-analog', holder: Json): Symptom | null {
  const found = scoreOf(holder);
  if (found === null) return null;
  const { score, outOf } = found;
  if (outOf !== null && outOf !== 10 && outOf !== 100) return null;
  const hundred =
    outOf === 100 ||
    (outOf === null &&
      (namedScale === '0-100' ||
        (namedScale === 'visual-analog' && score > 10) ||
        ['mm', '%'].includes(unitOf(holder)) ||
        upperLimit(holder) === 100));
  if (score < 0 || score > (hundred ? 100 : 10)) return null;
  return hundred ? symptom(item, score / 10, score, '0-100') : symptom(item, score, score, '0-10');
}

function symptom(item: SymptomItem, severity: number, score: number, scale: SymptomScale): Symptom {
  return { kind: 'symptom', item, severity, score, scale };
}

function upperLimit(holder: Json): number | null {
  return number(object(object(list(holder['referenceRange'])[0])?.['high'])?.['value']);
}

/**
 * PRO-CTCAE severity as 0 to 10: none, mild (below 4), moderate (4 to 6), severe and very severe (from 7), so that the
 * limits of the rules hold on it (clinical reference 2.5).
 */
const PRO_CTCAE = [0, 2, 5, 8, 10];
const PRO_CTCAE_WORDS: readonly (readonly [pattern: RegExp, grade: number])[] = [
  [/very severe/i, 4],
  [/severe/i, 3],
  [/moderate/i, 2],
  [/mild/i, 1],
  [/^\s*none\b/i, 0],
];

export function proCtcaeOf(item: SymptomItem): ValueReader {
  return (holder) => {
    const said = valueWords(holder)?.slice(0, 100) ?? '';
    const grade =
      scoreOf(holder)?.score ??
      number(codes(holder['valueCodeableConcept'])[0]?.code) ??
      PRO_CTCAE_WORDS.find(([pattern]) => pattern.test(said))?.[1] ??
      null;
    const severity = grade === null ? undefined : PRO_CTCAE[grade];
    return grade === null || severity === undefined
      ? unclearSymptom(item, holder)
      : symptom(item, severity, grade, 'PRO-CTCAE');
  };
}

/**
 * PROMIS T-score of a symptom as 0 to 10: T 60 is 4, T 70 is 7, in a straight line. A raw score is not a T-score and is not
 * read.
 */
export function promisOf(item: SymptomItem, named: boolean): ValueReader {
  return (holder) => {
    const isT = named || /t-?_?score/.test(unitOf(holder));
    const score = scoreOf(holder)?.score ?? null;
    if (score === null || score < 10 || score > 90) return isT ? unclearSymptom(item, holder) : null;
    return isT ? symptom(item, Math.min(10, Math.max(0, 4 + (score - 60) * 0.3)), score, 'PROMIS') : 'unused';
  };
}

/** A total that is a whole number between 0 and a highest; anything else is none. */
function total(holder: Json, highest: number): number | null {
  const score = scoreOf(holder)?.score ?? null;
  return score === null || score < 0 || score > highest ? null : score;
}

function unclearDistress(
  instrument: 'phq-9' | 'gad-7' | 'distress-thermometer',
  holder: Json,
): ObservationContent | null {
  return isRecorded(holder) ? { kind: 'distress-unclear', instrument, answered: false } : null;
}

export const readDistressThermometer: ValueReader = (holder) => {
  const score = total(holder, 10);
  return score === null ? unclearDistress('distress-thermometer', holder) : { kind: 'distress-thermometer', score };
};

export const readPhq9: ValueReader = (holder) => {
  const score = total(holder, 27);
  return score === null ? unclearDistress('phq-9', holder) : { kind: 'phq-9', score };
};

export const readGad7: ValueReader = (holder) => {
  const score = total(holder, 21);
  return score === null ? unclearDistress('gad-7', holder) : { kind: 'gad-7', score };
};

/** Highest totals of the questionnaires: 136 for FACT-L, 108 for FACT-G. */
export function qualityOfLife(instrument: 'FACT-L' | 'FACT-G'): ValueReader {
  return (holder) => {
    const score = total(holder, instrument === 'FACT-L' ? 136 : 108);
    return score === null ? null : { kind: 'quality-of-life', instrument, score };
  };
}

const REFUSED = /declin|refus|unable|unknown|not (asked|answered|assessed|done|applicable)|n\/a/i;

/** PHQ-9 item 9: anything but 0 is positive; an answer that is not understood is null, and a refusal too. */
export const readSelfHarmItem: ValueReader = (holder) => {
  const amount = amountOf(holder);
  if (amount !== null) return { kind: 'self-harm-item', positive: amount > 0 };
  if (typeof holder['valueBoolean'] === 'boolean') return { kind: 'self-harm-item', positive: holder['valueBoolean'] };
  const answers = codes(holder['valueCodeableConcept']);
  for (const { code } of answers) {
    const known = own(ITEM_NINE_ANSWERS, code);
    if (known !== undefined) return { kind: 'self-harm-item', positive: known };
  }
  const said = valueWords(holder)?.slice(0, 100) ?? null;
  if (said === null) {
    const [first] = answers;
    if (first === undefined) return null;
    const grade = number(first.code);
    return { kind: 'self-harm-item', positive: grade === null ? (first.system === LOINC ? true : null) : grade > 0 };
  }
  return { kind: 'self-harm-item', positive: saysSelfHarm(said) };
};

function saysSelfHarm(said: string): boolean | null {
  if (REFUSED.test(said)) return null;
  const grade = number(/^\s*(\d)\b/.exec(said)?.[1]);
  if (grade !== null) return grade > 0;
  if (/not at all|never|^\s*(no|none)\b/i.test(said)) return false;
  return /several|more than half|nearly every|every day|^\s*yes\b/i.test(said) ? true : null;
}

/** Confusion assessment; words or answers that say neither are none. */
export const readDeliriumScreen: ValueReader = (holder) => {
  const found = positive(holder);
  return found === null ? null : { kind: 'delirium-screen', positive: found };
};

/** Strain of a caregiver as staff recorded it: yes or no. A bare score has no agreed limit and is not read. */
export const readCaregiverStrain: ValueReader = (holder) => {
  const found = positive(holder);
  if (found !== null) return { kind: 'caregiver-strain', present: found };
  const said = text(valueWords(holder))?.slice(0, 100) ?? '';
  if (/\b(severe|high|moderate|overwhelmed)\b/i.test(said)) return { kind: 'caregiver-strain', present: true };
  return /\b(low|mild)\b/i.test(said) ? { kind: 'caregiver-strain', present: false } : 'unused';
};
