/** Calcium, albumin, LDH. */
import type { When } from '../logic/when.ts';
import type { None } from './shared.ts';

/** mg/dL for total calcium, mmol/L for ionized. */
export interface CalciumValue {
  readonly measure: 'corrected' | 'uncorrected' | 'ionized';
  readonly value: number;
  readonly when: When;
}

export interface LaboratoryStatements {
  'rule-malignant-hypercalcemia': {
    readonly days: number;
    readonly severe: number;
    readonly high: number;
    readonly apartDays: number;
    readonly ionizedSevere: number;
    readonly ionizedHigh: number;
    readonly normal: number;
    readonly endsDays: number;
    readonly albuminDays: number;
  };
  'calcium-high': CalciumValue;
  'calcium-high-twice': { readonly latest: CalciumValue; readonly earlier: CalciumValue };
  'hypercalcemia-coded': { readonly name: string; readonly when: When | null };
  'calcium-not-high': CalciumValue;
  'calcium-never': { readonly days: number };
  'calcium-stale': { readonly when: When; readonly days: number };
  'calcium-without-unit': { readonly when: When };
  'calcium-undated': None;
  'calcium-not-corrected': None;
  'calcium-normal-since': { readonly when: When };
  'calcium-in-myeloma': None;
  'calcium-other-cause': { readonly name: string };
  'rule-adverse-prognostic-labs': {
    readonly days: number;
    readonly lowAlbumin: number;
    readonly veryLowAlbumin: number;
    readonly sites: number;
    readonly score: number;
  };
  'albumin-very-low': { readonly value: number; readonly when: When };
  /** Those of the three that are so. `albumin` in g/dL. */
  'adverse-labs': {
    readonly albumin: number | null;
    readonly albuminWhen: When | null;
    readonly dehydrogenaseWhen: When | null;
    readonly sites: number | null;
  };
  'labs-not-adverse': { readonly albumin: number; readonly when: When };
  'labs-never': { readonly days: number };
  'labs-stale': { readonly when: When; readonly days: number };
  'albumin-without-unit': { readonly when: When };
  'dehydrogenase-without-limit': { readonly when: When };
  'labs-undated': None;
  'albumin-in-acute-stay': None;
  'albumin-other-cause': { readonly name: string };
}
