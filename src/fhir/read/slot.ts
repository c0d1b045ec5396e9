/** A Slot and a Schedule as an EHR keeps them, as far as free times need it. */
import { parseWhen, type OffsetAt } from '../../domain/logic/when.ts';
import type { FreeTime } from '../../domain/allocation/openings.ts';
import { list, object, reference, text, type Json } from './json.ts';

export interface SlotZones {
  /** Of the facility. */
  readonly here: OffsetAt;
  /** Of the service; `name` is null where it is the facility's own. */
  readonly there: OffsetAt;
  readonly name: string | null;
}

const DAY = 1440;

/** The schedule that a slot belongs to ("Schedule/1"), whatever the slot's state; null where it names none. */
export function scheduleOf(slot: Json): string | null {
  return slot['resourceType'] === 'Slot' ? reference(slot['schedule']) : null;
}

/**
 * A free slot as a time; null for one that is busy, overbooked or withdrawn; `unreadable` where its state is not told, or its times are
 * not instants with a zone, or end before they begin.
 */
export function freeTimeOf(slot: Json, { here, there, name }: SlotZones): FreeTime | 'unreadable' | null {
  const status = text(slot['status']);
  if (status === null) return 'unreadable';
  if (status !== 'free' || slot['overbooked'] === true) return null;
  const start = parseWhen(slot['start'])?.minutes ?? null;
  const end = parseWhen(slot['end'])?.minutes ?? null;
  if (start === null || end === null || end <= start) return 'unreadable';
  const local = start + there(start);
  const day = Math.floor(local / DAY);
  return {
    start,
    end,
    day: Math.floor((start + here(start)) / DAY),
    there: { day, minutes: local - day * DAY, zone: name },
  };
}

export interface ScheduleRead {
  readonly reference: string;
  /** Whose it is: "HealthcareService/12". */
  readonly actors: readonly string[];
  /** The last day that it shows. */
  readonly until: number | null;
}

/** Null for a schedule that is not in use, or has no id. */
export function readSchedule(schedule: Json, here: OffsetAt): ScheduleRead | null {
  const id = text(schedule['id']);
  if (schedule['resourceType'] !== 'Schedule' || id === null || schedule['active'] === false) return null;
  return {
    reference: `Schedule/${id}`,
    actors: list(schedule['actor']).flatMap((one) => reference(one) ?? []),
    until: parseWhen(object(schedule['planningHorizon'])?.['end'], here)?.hi ?? null,
  };
}
