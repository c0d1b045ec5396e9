/** Symptoms, distress, delirium, caregiver strain. */
import type { SymptomItem, SymptomScale } from '../chart/records.ts';
import type { When } from '../logic/when.ts';
import type { None } from './shared.ts';

export type DistressScale = 'phq-9' | 'gad-7' | 'distress-thermometer';

/** One score as recorded. `name`: the record's own words, for items that have no name of ours. */
export interface SymptomScore {
  readonly item: SymptomItem;
  readonly name: string;
  readonly score: number;
  readonly scale: SymptomScale;
  readonly when: When;
}

/** A reading in the record's own words, of which the score is not understood. */
export interface UnclearScore {
  readonly item: SymptomItem;
  readonly name: string;
  readonly value: string;
  readonly when: When;
}

export interface SymptomStatements {
  'rule-severe-physical-symptom': {
    readonly days: number;
    readonly severe: number;
    readonly operationDays: number;
    readonly freshDays: number;
  };
  /** `acute`: all of them were taken in hospital, in an emergency visit or soon after an operation. */
  'symptoms-severe': { readonly scores: readonly SymptomScore[]; readonly acute: boolean };
  'symptoms-not-severe': { readonly worst: SymptomScore; readonly count: number };
  'symptoms-never': { readonly days: number };
  'symptoms-stale': { readonly when: When; readonly days: number };
  'symptom-which': UnclearScore;
  'symptom-undated': { readonly name: string };
  'symptom-in-acute-care': None;
  'rule-persistent-moderate-symptoms': {
    readonly days: number;
    readonly moderate: number;
    readonly apartDays: number;
    readonly rise: number;
    readonly thermometer: number;
    readonly thermometerBelow: number;
    readonly thermometerDays: number;
    readonly phq9: number;
    readonly phq9Below: number;
    readonly gad7: number;
    readonly gad7Below: number;
    readonly screeningDays: number;
    readonly factL: number;
    readonly factG: number;
    readonly operationDays: number;
  };
  'symptom-moderate-again': { readonly latest: SymptomScore; readonly earlier: SymptomScore };
  'symptoms-moderate-rising': { readonly risen: SymptomScore; readonly before: number; readonly other: SymptomScore };
  'pain-moderate-on-opioid': { readonly latest: SymptomScore; readonly earlier: SymptomScore; readonly drug: string };
  'distress-moderate': { readonly scale: DistressScale; readonly score: number; readonly when: When };
  'quality-of-life-fell': {
    readonly instrument: string;
    readonly from: number;
    readonly to: number;
    readonly fromWhen: When;
    readonly when: When;
  };
  'symptom-moderate-once': { readonly latest: SymptomScore };
  /** `distress`: it was screened for too, and was below moderate. */
  'symptoms-not-moderate': { readonly when: When; readonly distress: boolean };
  'rule-severe-emotional-distress': {
    readonly screeningDays: number;
    readonly itemDays: number;
    readonly phq9: number;
    readonly gad7: number;
    readonly item: number;
    readonly thermometer: number;
    readonly operationDays: number;
  };
  'distress-severe': { readonly scale: DistressScale; readonly score: number; readonly when: When };
  'distress-item-severe': { readonly score: SymptomScore };
  /** `value` null: answered, and no total recorded. */
  'distress-which': { readonly scale: DistressScale; readonly value: string | null; readonly when: When };
  'distress-not-severe': { readonly when: When };
  'distress-never': { readonly days: number };
  'distress-stale': { readonly when: When; readonly days: number };
  'distress-undated': None;
  'rule-delirium': { readonly days: number; readonly operationDays: number; readonly freshDays: number };
  'delirium-recorded': { readonly name: string; readonly when: When | null };
  'delirium-possible': { readonly name: string; readonly when: When | null };
  'delirium-undated': { readonly name: string };
  'no-delirium': { readonly days: number };
  'look-for-cause': None;
  'delirium-with-dementia': None;
  'delirium-after-operation': None;
  'rule-caregiver-strain': { readonly days: number };
  'caregiver-strain-recorded': { readonly name: string; readonly when: When | null };
  'caregiver-strain-none': { readonly when: When };
  'caregiver-strain-not-asked': { readonly days: number };
}
