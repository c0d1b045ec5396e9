/** Advance care planning, requests, attestations. */
import type { PlanningElement } from '../chart/records.ts';
import type { When } from '../logic/when.ts';
import type { None } from './shared.ts';

export interface PlanningStatements {
  'rule-acp-gap': { readonly days: number };
  /** What is visible, and whether a conversation within `days` is among it. */
  'planning-visible': {
    readonly what: PlanningElement;
    readonly when: When | null;
    readonly conversation: boolean;
    readonly days: number;
  };
  /** `last`: the last conversation on record, which is older than that. */
  'planning-not-visible': { readonly days: number; readonly last: When | null };
  'planning-elsewhere': None;
  'conversation-undated': None;
  'rule-patient-or-family-request': { readonly days: number };
  'request-recorded': { readonly when: When | null };
  'request-answered-no': { readonly when: When | null };
  'request-not-asked': None;
  'request-asked-long-ago': { readonly when: When | null };
  'rule-clinician-attested-need': { readonly days: number };
  'clinician-judgment': { readonly when: When };
  'clinician-judgment-undated': None;
  'clinician-judgment-old': { readonly when: When | null };
  'clinician-not-asked': None;
}
