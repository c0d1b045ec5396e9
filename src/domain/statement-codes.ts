import type { Day, When } from './logic/when.ts';
import type { MissingReason } from './triggers/trigger.ts';
import type { SourceId } from './chart/source.ts';
import type { Urgency } from './dosing/recommendation.ts';

type None = Readonly<Record<string, never>>;
export type CancerDoubt =
  'one-visit' | 'suspected' | 'words-only' | 'uncertain-behavior' | 'remission' | 'old-visit' | 'contradiction';
type Scale = 'ecog' | 'karnofsky' | 'palliative-performance-scale';

/** Everything that the domain can say, and the values that go with it. `words` has a sentence for each. */
export interface StatementParams {
  // Active cancer
  'conditions-not-loaded': None;
  'one-visit-diagnosis': { readonly name: string; readonly when: When | null };
  'cancer-suspected': { readonly name: string; readonly when: When | null };
  'cancer-in-words-only': { readonly name: string; readonly when: When | null };
  'cancer-uncertain-behavior': { readonly name: string; readonly when: When | null };
  'remission-treatment-unseen': { readonly name: string; readonly when: When | null };
  'old-visit-diagnosis': { readonly name: string; readonly when: When | null };
  'record-after-death': None;
  'in-remission': { readonly since: When | null };
  'no-active-cancer': None;
  'cancer-status-unclear': None;
  'not-advanced': None;
  'stage-not-recorded': None;
  'stage-of-which-cancer': { readonly stage: string; readonly when: When | null };
  'advanced-not-told': None;

  // Trigger 1
  'rule-metastatic-solid-tumor': None;
  'metastasis-recorded': { readonly name: string; readonly when: When | null };
  'm1-recorded': { readonly when: When | null };
  'm0-recorded': { readonly when: When | null };
  'stage-recorded': { readonly stage: string; readonly when: When | null };
  'stage-not-metastatic': { readonly stage: string; readonly when: When | null };
  'stage-four-without-m': { readonly stage: string; readonly when: When | null };
  'metastasis-possible': { readonly name: string; readonly when: When | null };
  'metastasis-not-a-solid-cancer': None;
  'effusion-stage-not-told': None;
  'nodes-recorded-stage-not': None;

  // Trigger 6
  'rule-cns-metastases': { readonly days: number; readonly treatedDays: number };
  'cns-metastasis-recorded': { readonly name: string; readonly when: When | null };
  'cns-metastasis-older': { readonly days: number };
  'cns-metastasis-ended': { readonly when: When | null };
  'no-cns-metastasis-code': None;
  'date-imprecise': None;

  // Trigger 11
  'rule-poor-performance-status': { readonly days: number; readonly inpatientDays: number };
  'performance-status-poor': {
    readonly scale: Scale;
    readonly value: string;
    readonly when: When;
    readonly earlier: string | null;
    readonly earlierWhen: When | null;
  };
  'performance-status-is': { readonly scale: Scale; readonly value: string; readonly when: When };
  'performance-status-which': { readonly scale: Scale; readonly value: string; readonly when: When };
  'performance-status-jump': {
    readonly scale: Scale;
    readonly value: string;
    readonly when: When;
    readonly earlier: string;
    readonly earlierWhen: When;
  };
  'performance-status-stale': { readonly when: When };
  'performance-status-undated': None;
  'performance-status-never': None;
  'performance-scales-disagree': None;
  'performance-status-other-tumor': { readonly scale: Scale; readonly value: string; readonly when: When };
  'poor-function-coded': { readonly name: string; readonly when: When | null };

  // Trigger 20
  'rule-repeat-unplanned-admissions': { readonly days: number; readonly count: number };
  'stays-unplanned': { readonly count: number; readonly days: number; readonly dates: readonly When[] };
  'stays-not-recorded-as-planned': { readonly count: number; readonly days: number; readonly dates: readonly When[] };
  'stays-counted': { readonly unplanned: number; readonly planned: number; readonly days: number };
  'kind-of-visit-unknown': { readonly count: number };
  'plan-not-visible': None;
  'acute-care-elsewhere': None;

  // Sources
  'source-not-read': { readonly source: SourceId; readonly reason: MissingReason };
  'also-not-read': { readonly source: SourceId };
  'not-in-this-version': None;
  'vendor-may-be-incomplete': None;

  // The answer
  'answer-specialist': { readonly urgency: Urgency };
  /** `atLeast`: something that could raise the answer was not read. */
  'answer-navigator': { readonly urgency: Urgency; readonly atLeast: boolean };
  'answer-oncology-team': None;
  'answer-watch': { readonly scale: Scale | null; readonly value: string | null; readonly when: When | null };
  'answer-too-little': { readonly lastPerformance: When | null };
  'answer-not-read': { readonly sources: readonly SourceId[] };
  'answer-so-far': { readonly met: number };
  'gate-deceased': { readonly on: When | null };
  'gate-possibly-deceased': { readonly what: string; readonly when: When | null };
  'gate-under-18': None;
  'gate-hospice': { readonly since: When | null };
  'gate-no-active-malignancy': None;
  'gate-in-remission': { readonly since: When | null };
  'gate-cancer-status-unclear': { readonly why: CancerDoubt; readonly when: When | null };
  'gate-cancer-not-readable': None;
  'gate-referral-open': { readonly on: When | null; readonly what: string };
  'gate-referral-prepared': { readonly on: When | null; readonly what: string };
  'left-hospice': { readonly on: When | null };
  'remark-stage-unknown': None;
  'remark-relapse-unknown': None;
  'remark-newly-diagnosed': { readonly on: Day };
  'remark-call-to-ask': None;
  'hospice-not-checked': None;
  'referral-not-checked': None;
}
