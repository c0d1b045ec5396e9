import { civil, type Day, type When } from '../logic/when.ts';

/** Age in whole years on a day. A birth date that is only a year is read so that nobody of age is taken for a child. */
export function ageOn(birth: When, day: Day): number {
  const [born, now] = [civil(birth.lo), civil(day)];
  const years = now.year - born.year;
  return now.month < born.month || (now.month === born.month && now.day < born.day) ? years - 1 : years;
}
