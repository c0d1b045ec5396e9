import type { AllocationReason } from '../domain/allocation/reasons.ts';
import { allocation as english } from './en/allocation.ts';
import { spokenPart } from './language.ts';

/** Words of the services as they are ranked, in the language spoken. */
export const allocation = spokenPart('allocation', english);

/** A reason of a rank as part of a line. */
export function sayReason({ code, value }: AllocationReason): string {
  const speak = allocation.reasons[code] as (value: AllocationReason['value']) => string;
  return speak(value);
}
