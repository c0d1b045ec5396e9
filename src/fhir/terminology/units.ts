/**
 * Units of measurement as UCUM writes them and as people do. A unit that is not listed is not known: nothing is guessed
 * (clinical reference 3.2 rows 9, 17 and 18, 5.8).
 */

/** How much of the rules' own unit one of each is; names in lower case. */
export type Units = Readonly<Record<string, number>>;

/** International pound and ounce, exact by definition. */
const POUND = 0.45359237;
const OUNCE = POUND / 16;

export const KILOGRAMS: Units = {
  kg: 1,
  kgs: 1,
  kilogram: 1,
  kilograms: 1,
  g: 0.001,
  '[lb_av]': POUND,
  lb: POUND,
  lbs: POUND,
  pound: POUND,
  pounds: POUND,
  '[oz_av]': OUNCE,
  oz: OUNCE,
};

/** Calcium, as mg/dL: 1 mmol is 40.08 mg. */
export const CALCIUM_MILLIGRAMS_PER_DECILITER: Units = { 'mg/dl': 1, 'mmol/l': 4.008 };
/** Ionized calcium, as mmol/L: clinical reference 3.2 row 9. */
export const CALCIUM_MILLIMOLES_PER_LITER: Units = { 'mmol/l': 1, 'mg/dl': 0.2495 };
export const GRAMS_PER_DECILITER: Units = { 'g/dl': 1, 'g/l': 0.1 };
export const KILOGRAMS_PER_SQUARE_METER: Units = { 'kg/m2': 1, 'kg/m^2': 1, 'kg/m²': 1, 'kg/(m2)': 1 };

/** How much of the rules' own unit one of this is; null for no unit and for one that is not listed. */
export function factorOf(unit: string | null, units: Units): number | null {
  if (unit === null) return null;
  const name = unit.trim().toLowerCase();
  return Object.hasOwn(units, name) ? (units[name] ?? null) : null;
}
