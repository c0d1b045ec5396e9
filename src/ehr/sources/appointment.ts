import { fromDaysBack } from './source.ts';

/** From half a year back and without an end: visits that were kept, and those that are booked (clinical 3.6). */
export const appointmentSource = fromDaysBack('Appointment', 'date', 180);
