/** Moments as FHIR writes them. */
import { isoDay, type OffsetAt } from '../../domain/logic/when.ts';

/** `2026-11-21T16:05:09-05:00`: a moment in the facility's own time, so that its calendar day can be read from it. */
export function fhirDateTime(epochMilliseconds: number, offsetAt: OffsetAt): string {
  const seconds = Math.floor(epochMilliseconds / 1000);
  const offset = offsetAt(Math.floor(seconds / 60));
  const local = seconds + offset * 60;
  const second = ((local % 86_400) + 86_400) % 86_400;
  const time = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60].map(twoDigits).join(':');
  const ahead = Math.abs(offset);
  const zone = `${offset < 0 ? '-' : '+'}${twoDigits(Math.floor(ahead / 60))}:${twoDigits(ahead % 60)}`;
  return `${isoDay(Math.floor(local / 86_400))}T${time}${zone}`;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
