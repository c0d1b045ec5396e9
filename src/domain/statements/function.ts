/** Performance status, weight, and the rules about function. */
import type { When } from '../logic/when.ts';
import type { None, Scale } from './shared.ts';

interface OneReading {
  readonly scale: Scale;
  readonly value: string;
  readonly when: When;
}

interface TwoReadings extends OneReading {
  readonly earlier: string;
  readonly earlierWhen: When;
}

/** A change of weight in percent, negative for a loss. */
interface WeightParams {
  readonly percent: number;
  readonly from: When;
  readonly to: When;
}

export interface FunctionStatements {
  'rule-poor-performance-status': {
    readonly days: number;
    readonly inpatientDays: number;
    readonly ecog: number;
    readonly karnofsky: number;
    readonly jumpGrades: number;
    readonly jumpDays: number;
    readonly bedboundEcog: number;
    readonly bedboundKarnofsky: number;
    readonly bedboundApartDays: number;
  };
  'performance-status-poor': OneReading & { readonly earlier: string | null; readonly earlierWhen: When | null };
  'performance-status-is': OneReading;
  'performance-status-which': OneReading;
  'performance-status-jump': TwoReadings;
  'performance-status-stale': { readonly when: When };
  'performance-status-undated': None;
  'performance-status-never': None;
  'performance-scales-disagree': None;
  'performance-status-other-tumor': OneReading;
  'poor-function-coded': { readonly name: string; readonly when: When | null };
  'rule-declining-performance-status': {
    readonly days: number;
    readonly inpatientDays: number;
    readonly ecog: number;
    readonly grades: number;
    readonly percent: number;
    readonly fromDays: number;
    readonly toDays: number;
    readonly jumpGrades: number;
    readonly jumpDays: number;
  };
  'performance-status-fell': TwoReadings;
  'performance-status-not-falling': TwoReadings;
  'performance-status-one-reading': { readonly when: When };
  'rule-cachexia-weight-loss': {
    readonly lossPercent: number;
    readonly lowIndex: number;
    readonly lowIndexLossPercent: number;
    readonly latestDays: number;
    readonly baselineFromDays: number;
    readonly baselineToDays: number;
    readonly shortestDays: number;
    readonly cachexiaDays: number;
    readonly weightLossDays: number;
    readonly majorEcog: number;
    readonly ecogDays: number;
    readonly surgeryDays: number;
    readonly highIndex: number;
    readonly nutritionDays: number;
    readonly poorAppetite: number;
    readonly lowAlbumin: number;
    readonly errorPercent: number;
    readonly errorDays: number;
    readonly implausiblePercent: number;
  };
  'weight-lost': WeightParams;
  'weight-lost-low-index': WeightParams & { readonly index: number };
  'weight-stable': WeightParams;
  'weight-never': { readonly days: number };
  'weight-stale': { readonly when: When };
  'weight-without-unit': { readonly when: When };
  'weight-undated': None;
  'weight-one-only': { readonly when: When; readonly days: number };
  'weight-which': { readonly value: string; readonly when: When; readonly other: string; readonly otherWhen: When };
  'weight-baseline-short': { readonly days: number };
  'weight-loss-confounded': WeightParams & { readonly by: WeightConfounder; readonly name: string | null };
  'wasting-coded': { readonly name: string; readonly when: When | null };
  'wasting-undated': { readonly name: string };
}

/** What may explain a loss of weight other than the cancer. */
export type WeightConfounder = 'drug' | 'bariatric-surgery' | 'fluid' | 'high-index';
