/** What only the lens reads, kept out of the chart on which care is decided. `fhir/read/practice-records.ts` makes it. */
import type { Evidence } from '../chart/evidence.ts';
import type { When } from '../logic/when.ts';
import type { ModelGroup } from './model.ts';

/**
 * Who pays, by code of the Source of Payment Typology. Plain Medicare counts as original Medicare (clinical reference 6.2);
 * `medicare-unclear`: a kind that does not tell whether CMS pays claim by claim, or codes that contradict each other; `unknown`: no code of that typology.
 */
export type PayerKind = 'medicare-ffs' | 'medicare-advantage' | 'medicare-unclear' | 'medicaid' | 'other' | 'unknown';

/** `label`: the payer or plan in the record's words. `when`: first day, where it is told. */
export interface InsuranceRecord extends Evidence {
  readonly payer: PayerKind;
  readonly status: 'active' | 'cancelled';
  /** Last day, where it is told. */
  readonly end: When | null;
  /** A day of its period is there and cannot be read. */
  readonly periodUnread: boolean;
  /** 1 pays first; null where that is not told. */
  readonly order: number | null;
}

/** What the codes of a diagnosis say of the model: a group; none of the seven; null where no ICD-10-CM code is there to say. */
export interface ModelDiagnosis {
  readonly origin: string;
  readonly reference: string;
  readonly group: ModelGroup | 'none' | null;
}

/** A depression screening that the rules on care do not use: a PHQ-2, or a result without its score. */
export interface ScreeningRecord extends Evidence {
  /** Null: recorded, and what came of it is not understood. */
  readonly positive: boolean | null;
  /** Of a PHQ-2, in points; null where only a result is recorded. */
  readonly score: number | null;
  readonly encounter: string | null;
}

export interface PracticeRecords {
  readonly insurance: readonly InsuranceRecord[];
  readonly diagnoses: readonly ModelDiagnosis[];
  readonly screenings: readonly ScreeningRecord[];
  /** Bipolar disorder, ever; `inWords`: no code that is known says so. */
  readonly bipolar: readonly (Evidence & { readonly inWords: boolean })[];
}
