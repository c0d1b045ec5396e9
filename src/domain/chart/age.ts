import { civil, type Day, type When } from '../logic/when.ts';

export const ADULT_YEARS = 18;

/** Age in whole years on a day. A birth date that is only a year is read so that nobody of age is taken for a child. */
export function ageOn(birth: When, day: Day): number {
  const [born, now] = [civil(birth.lo), civil(day)];
  const years = now.year - born.year;
  return now.month < born.month || (now.month === born.month && now.day < born.day) ? years - 1 : years;
}

/** Taken for an adult, but a birth date that is only a year or a month leaves it open. */
export function mayBeUnderAge(birth: When | null, day: Day): boolean {
  if (birth === null || birth.lo === birth.hi || ageOn(birth, day) < ADULT_YEARS) return false;
  return ageOn({ ...birth, lo: birth.hi }, day) < ADULT_YEARS;
}
