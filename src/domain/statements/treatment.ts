/** Anticancer treatment and lines of therapy. */
import type { When } from '../logic/when.ts';
import type { None } from './shared.ts';

/** Why lines of therapy cannot be told, or not all of them. */
export type LinesUnclear = 'study-drug' | 'planned-blocks' | 'unknown-drug' | 'record-begins-late';

export type StopReason = 'no-response' | 'not-tolerated' | 'patient-choice';

export interface TreatmentStatements {
  /** Why a doubtful diagnosis counts as an active cancer. */
  'cancer-treated-unsettled': { readonly name: string; readonly when: When | null };

  'rule-progression-after-second-line': {
    readonly lines: number;
    readonly worsenedFrom: number;
    readonly endocrine: boolean;
  };
  'worsened-on-line': { readonly when: When; readonly line: number; readonly since: When };
  'line-began': { readonly line: number; readonly when: When; readonly drugs: readonly string[] };
  /** As a clinician says at this visit. */
  'line-said': { readonly line: number; readonly when: When; readonly drugs: readonly string[] };
  'lines-counted': { readonly count: number };
  'lines-not-told': { readonly why: LinesUnclear; readonly count: number };
  'lines-estimated': None;
  'line-text-or-single-order': None;
  'advanced-date-not-known': None;
  'worsened-undated': None;

  'rule-systemic-therapy-change': { readonly days: number };
  'no-new-line': { readonly days: number };
  'treatment-new-but-line-unclear': { readonly when: When | null };
  'line-may-have-begun-before': None;
  'treatment-undated': { readonly name: string };

  'rule-treatment-with-poor-function': { readonly days: number };
  'treated-with-poor-function': { readonly treatment: string; readonly when: When };
  'not-treated-lately': { readonly days: number };
  'treated-function-not-poor': { readonly when: When };
  'treated-function-not-told': None;

  'rule-anticancer-treatment-stopped': { readonly fromDays: number; readonly toDays: number };
  'no-further-treatment-attested': { readonly when: When | null };
  'treatment-stopped': { readonly name: string; readonly when: When | null; readonly reason: StopReason };
  'treatment-stopped-day-guessed': None;
  'treatment-stopped-why-not-recorded': { readonly when: When };
  'treatment-stopped-disease-not-told': { readonly reason: StopReason };
  'treatment-not-recorded-as-stopped': None;
  'treatment-stop-not-coded': None;
}
