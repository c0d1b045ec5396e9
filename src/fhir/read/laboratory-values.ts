/** Weight, body mass index and blood values, in the rules' own units (clinical reference 2.5, 3.2 rows 9, 17 and 18). */
import {
  CALCIUM_MILLIGRAMS_PER_DECILITER,
  CALCIUM_MILLIMOLES_PER_LITER,
  GRAMS_PER_DECILITER,
  KILOGRAMS,
  KILOGRAMS_PER_SQUARE_METER,
  type Units,
} from '../terminology/units.ts';
import { list, number, object, text, type Json } from './json.ts';
import { inUnit, isRecorded, unitFactor, unitOf, type ValueReader } from './values.ts';

/** What a person can weigh, in kg: clinical reference 3.2 row 17. */
const LIGHTEST = 25;
const HEAVIEST = 300;
/** Values outside these are slips of unit or of the decimal point, not findings. [DESIGN] */
const CALCIUM_RANGE = [3, 30] as const;
const IONIZED_RANGE = [0.3, 5] as const;
const ALBUMIN_RANGE = [0.5, 8] as const;
const INDEX_RANGE = [8, 100] as const;

/** What was measured and cannot be read is null, and stays on record: an older value must not answer in its place. */
export const readWeight: ValueReader = (holder) =>
  isRecorded(holder) ? { kind: 'weight', kilograms: plausible(inUnit(holder, KILOGRAMS), [LIGHTEST, HEAVIEST]) } : null;

/** An index is kg/m2 by its code; a server that gives another unit means something else. */
export const readBodyMassIndex: ValueReader = (holder) => {
  const index = unitOf(holder) === '' ? bare(holder) : inUnit(holder, KILOGRAMS_PER_SQUARE_METER);
  const checked = plausible(index, INDEX_RANGE);
  return checked === null ? null : { kind: 'body-mass-index', index: checked };
};

export const readCalcium: ValueReader = (holder) =>
  isRecorded(holder)
    ? {
        kind: 'calcium',
        milligramsPerDeciliter: measured(holder, CALCIUM_MILLIGRAMS_PER_DECILITER, CALCIUM_RANGE, '>'),
      }
    : null;

export const readIonizedCalcium: ValueReader = (holder) =>
  isRecorded(holder)
    ? {
        kind: 'ionized-calcium',
        millimolesPerLiter: measured(holder, CALCIUM_MILLIMOLES_PER_LITER, IONIZED_RANGE, '>'),
      }
    : null;

export const readAlbumin: ValueReader = (holder) =>
  isRecorded(holder)
    ? { kind: 'albumin', gramsPerDeciliter: measured(holder, GRAMS_PER_DECILITER, ALBUMIN_RANGE, '<') }
    : null;

/** Above the upper limit that the laboratory itself reports: assays differ, so no limit of ours would do. */
export const readLactateDehydrogenase: ValueReader = (holder) => {
  if (!isRecorded(holder)) return null;
  return { kind: 'lactate-dehydrogenase', elevated: isHemolyzed(holder) ? null : aboveUpperLimit(holder) };
};

function measured(holder: Json, units: Units, range: readonly [number, number], bears: '<' | '>'): number | null {
  return plausible(inUnit(holder, units, bears), range);
}

function plausible(value: number | null, [lowest, highest]: readonly [number, number]): number | null {
  return value === null || value < lowest || value > highest ? null : value;
}

function bare(holder: Json): number | null {
  const quantity = object(holder['valueQuantity']);
  if (text(quantity?.['comparator']) !== null) return null;
  return number(quantity?.['value']) ?? number(holder['valueInteger']) ?? number(holder['valueDecimal']);
}

/** A hemolyzed sample gives a high value that means nothing. */
function isHemolyzed(holder: Json): boolean {
  return list(holder['note']).some((note) => /ha?emoly[sz]/i.test(text(note['text'])?.slice(0, 500) ?? ''));
}

function aboveUpperLimit(holder: Json): boolean | null {
  const quantity = object(holder['valueQuantity']);
  const value = number(quantity?.['value']);
  if (value === null) return null;
  const limits = new Set(list(holder['referenceRange']).flatMap((range) => upperLimit(range, quantity) ?? []));
  // Several ranges (by age, by sex) and no word which is this patient's: only when all of them agree.
  const answers = new Set([...limits].map((limit) => isAbove(value, text(quantity?.['comparator']), limit)));
  const [answer] = answers;
  return answers.size === 1 ? (answer ?? null) : null;
}

function isAbove(value: number, comparator: string | null, limit: number): boolean | null {
  if (comparator === null) return value > limit;
  if (comparator.startsWith('>')) return value >= limit ? true : null;
  return value <= limit ? false : null;
}

/** The upper limit of a range in the unit of the value; null when there is none, or its unit is another. */
function upperLimit(range: Json, quantity: Json | null): number | null {
  const high = object(range['high']);
  const limit = number(high?.['value']);
  if (limit !== null) {
    const [own, theirs] = [nameOf(quantity), nameOf(high)];
    return own === null || theirs === null || own === theirs ? limit : null;
  }
  const written = text(range['text'])?.slice(0, 60) ?? '';
  return number(
    /^\s*\d+(?:\.\d+)?\s*(?:-|–|to)\s*(\d+(?:\.\d+)?)\b/.exec(written)?.[1] ??
      /^\s*<=?\s*(\d+(?:\.\d+)?)/.exec(written)?.[1],
  );
}

/** Units of enzyme activity under their many names are one unit; others go by what is written. */
const ENZYME_UNITS: Units = { 'u/l': 1, 'iu/l': 1, '[iu]/l': 1, 'units/l': 1, 'unit/l': 1 };

function nameOf(quantity: Json | null): string | null {
  if (unitFactor(quantity, ENZYME_UNITS) !== null) return 'U/L';
  return (text(quantity?.['code']) ?? text(quantity?.['unit']))?.trim().toLowerCase() ?? null;
}
