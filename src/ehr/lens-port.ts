/** What the lens of the practice's measures reads of the EHR. No part of the port on which care is decided (`port.ts`). */
import type { PracticeRecords } from '../domain/measures/practice-records.ts';

export interface LensPort {
  /** From what came with the chart: nothing is asked for again. Null when the file for it could not be fetched. */
  practiceRecords(): Promise<PracticeRecords | null>;
}
