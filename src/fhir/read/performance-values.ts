/** Performance status in every form in which it is recorded (clinical reference 5.4). */
import type { Code } from '../../domain/chart/evidence.ts';
import type { PerformanceReading } from '../../domain/chart/records.ts';
import { DEAD_ANSWER, ECOG_ANSWERS, ECOG_WORDS, KARNOFSKY_ANSWERS } from '../terminology/observations.ts';
import { SNOMED } from '../terminology/systems.ts';
import { codes, list, number, object, own, text, words, type Json } from './json.ts';
import { plain } from './reading.ts';
import { isRecorded, positive, type ValueReader } from './values.ts';

interface Scale {
  readonly kind: 'ecog' | 'karnofsky' | 'palliative-performance-scale';
  readonly answers: Readonly<Record<string, number>>;
  readonly highest: number;
  readonly step: number;
  /** The step that means "dead", which is no performance status. */
  readonly dead: number;
}

export const readEcog = performance({ kind: 'ecog', answers: ECOG_ANSWERS, highest: 5, step: 1, dead: 5 });
export const readKarnofsky = performance({
  kind: 'karnofsky',
  answers: KARNOFSKY_ANSWERS,
  highest: 100,
  step: 10,
  dead: 0,
});
export const readPalliativePerformance = performance({
  kind: 'palliative-performance-scale',
  answers: {},
  highest: 100,
  step: 10,
  dead: 0,
});

/** A grade that is stated as a finding: the code says it, "no" takes it back. */
export const readEcogFinding: ValueReader = (holder) => {
  const value = ecogOfFinding(codes(holder['code']));
  return value === null || positive(holder) === false ? null : { kind: 'ecog', reading: { is: 'exact', value } };
};

/** The grade that one of the codes states as a finding; null when none does. */
export function ecogOfFinding(found: readonly Code[]): number | null {
  for (const { system, code } of found) {
    const value = system === SNOMED ? own(ECOG_ANSWERS, code) : undefined;
    if (value !== undefined) return value;
  }
  return null;
}

/** Null when there is no value at all: a missing value never becomes grade 0. */
function performance(scale: Scale): ValueReader {
  return (holder) => {
    let unclear: PerformanceReading | null = null;
    for (const one of [holder, ...list(holder['component'])]) {
      const reading = readingOf(one, scale);
      if (reading !== null && reading.is !== 'unclear') return { kind: scale.kind, reading };
      unclear ??= reading;
    }
    const interpreted = fromConcept(list(holder['interpretation'])[0], scale);
    const reading = interpreted === null || interpreted.is === 'unclear' ? unclear : interpreted;
    return reading === null ? null : { kind: scale.kind, reading };
  };
}

function readingOf(holder: Json, scale: Scale): PerformanceReading | null {
  const quantity = object(holder['valueQuantity']);
  const amount = number(holder['valueInteger']) ?? number(holder['valueDecimal']) ?? number(quantity?.['value']);
  if (amount !== null) {
    // "< 3" is not 3.
    const comparator = text(quantity?.['comparator']);
    return comparator === null ? checked(scale, amount) : { is: 'unclear', text: `${comparator} ${amount}` };
  }
  const range = object(holder['valueRange']);
  const ends = [number(object(range?.['low'])?.['value']), number(object(range?.['high'])?.['value'])];
  if (ends[0] != null && ends[1] != null && ends.every((end) => end !== null && end >= 0 && end <= scale.highest))
    return { is: 'range', low: Math.min(ends[0], ends[1]), high: Math.max(ends[0], ends[1]) };
  if (range !== null) return { is: 'unclear', text: ends.map((end) => (end === null ? '?' : String(end))).join('-') };
  if (object(holder['valueCodeableConcept']) !== null) return fromConcept(holder['valueCodeableConcept'], scale);
  const written = text(holder['valueString']);
  return written === null ? null : fromText(written, scale);
}

function fromConcept(concept: unknown, scale: Scale): PerformanceReading | null {
  if (object(concept) === null) return null;
  for (const { code } of codes(concept)) {
    if (code === DEAD_ANSWER) return { is: 'dead' };
    const value = own(scale.answers, code);
    if (value !== undefined) return checked(scale, value);
  }
  const said = words(concept) ?? codes(concept)[0]?.code ?? null;
  return said === null ? null : fromText(said, scale);
}

/** Shares of the day and stretches of time in the words of a grade ("more than 50% of waking hours", "for 2 weeks"). */
const NO_GRADE = /\d+(?:[.,]\d+)?\s*(?:%|percent\b|(?:h|hrs?|hours?|d|days?|wks?|weeks?|mos?|months?|yrs?|years?)\b)/gi;

/**
 * "3", "ECOG 2-3", "80%", "Karnofsky 60 - requires occasional assistance". One number of the scale is the value, two are a
 * range however they are joined ("2 -> 3", "2, on bad days 3"); any other number makes it unclear. Words alone are a grade
 * of ECOG where they are its own definition; else they are unclear, so that no older reading answers in their place.
 */
function fromText(written: string, scale: Scale): PerformanceReading | null {
  const whole = written
    .slice(0, 200)
    .replace(/\b(ECOG|KPS|PPS|karnofsky|performance|status|score|grade|palliative|scale|PS)\b/gi, ' ')
    .trim();
  const bare = scale.kind === 'ecog' ? whole.replace(NO_GRADE, ' ') : whole;
  const found = [...bare.matchAll(/\d+(?:[.,]\d+)?/g)].map(([digits]) => number(digits.replace(',', '.')));
  if (found.length === 0) return fromWords(written, scale);
  const values = [...new Set(found)].map((value) => (value === null ? null : checked(scale, value)));
  const exact = values.flatMap((value) => (value?.is === 'exact' ? [value.value] : []));
  const [only] = values;
  if (values.length === 1 && only != null && !/^-\d/.test(bare)) return only;
  // "3 - limited self-care (scale of 1982)": what stands first and is set off is the value, when no other could be one.
  const leading = number(/^\W*(\d+)\s*[-–—:=.)]\s*[a-z(]/i.exec(bare)?.[1]);
  if (exact.length === 1 && exact[0] === leading && leading !== null && !bare.startsWith('-'))
    return checked(scale, leading);
  if (values.length === 2 && exact.length === 2)
    return { is: 'range', low: Math.min(...exact), high: Math.max(...exact) };
  return { is: 'unclear', text: plain(written).slice(0, 60) };
}

function fromWords(written: string, { kind }: Scale): PerformanceReading | null {
  // PPS goes by its name alone, which may be that of something else.
  if (kind === 'palliative-performance-scale') return null;
  const said = written.slice(0, 200);
  const found = kind === 'ecog' ? ECOG_WORDS.find(({ words: own }) => own.test(said)) : undefined;
  if (found !== undefined) return { is: 'exact', value: found.grade };
  return isRecorded({ valueString: said }) ? { is: 'unclear', text: plain(said).slice(0, 60) } : null;
}

/** PPS has no code of its own: what is no step of it is not a PPS and is not read (clinical reference 5.4). */
function checked({ kind, highest, step, dead }: Scale, value: number): PerformanceReading | null {
  if (value < 0 || value > highest || value % step !== 0)
    return kind === 'palliative-performance-scale' ? null : { is: 'unclear', text: String(value) };
  return value === dead ? { is: 'dead' } : { is: 'exact', value };
}
