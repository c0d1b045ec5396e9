/** All that the lens can say, as codes and values; `words/lens.ts` has the sentences. */
import type { Evidence } from '../chart/evidence.ts';
import type { SourceId } from '../chart/source.ts';
import type { Day, When } from '../logic/when.ts';
import type { ModelGroup } from './model.ts';

export type ScreeningTest = 'phq-9' | 'phq-2';

type None = Readonly<Record<string, never>>;

export interface LensWords {
  'model-ended': { readonly modelEnds: Day };
  /** `beside`: others in force of which it is not recorded who pays first. */
  'payer-ffs': { readonly payer: string; readonly withMedicaid: boolean; readonly beside: readonly string[] };
  'payer-second': { readonly payer: string; readonly first: readonly string[] };
  'payer-not-ffs': { readonly payers: readonly string[]; readonly advantage: boolean };
  'payer-both': { readonly payers: readonly string[] };
  'payer-unclear': { readonly payers: readonly string[] };
  'payer-expired': { readonly payers: readonly string[] };
  'payer-none': None;
  'cancer-in-model': { readonly cancer: string; readonly group: ModelGroup; readonly beside: readonly string[] };
  'cancer-not-in-model': { readonly cancers: readonly string[] };
  'cancer-unclear': { readonly cancers: readonly string[] };
  'cancer-none': None;
  'therapy-seen': { readonly drug: string | null; readonly on: When };
  'therapy-endocrine-only': { readonly drug: string | null };
  'therapy-none': { readonly days: number };
  'therapy-undated': None;
  'not-read': { readonly sources: readonly SourceId[] };
  episode: { readonly start: Day; readonly end: Day; readonly month: number };
  'episode-past-end-of-model': { readonly start: Day; readonly end: Day; readonly modelEnds: Day };
  'episode-over': { readonly end: Day };
  'episode-undated': None;
  'no-treatment': { readonly days: number };
  'treatment-unclear': { readonly days: number };
  'stay-after-treatment': {
    readonly kind: 'inpatient' | 'observation' | 'ed';
    readonly on: When;
    readonly after: When;
  };
  'stay-cause-unclear': { readonly on: When; readonly after: When };
  'leukemia-left-out': { readonly cancer: string };
  'stay-none-seen': { readonly days: number; readonly since: Day };
  'alive-hospice': None;
  'alive-treatment': None;
  'hospice-before-death': { readonly days: number };
  'hospice-short': { readonly days: number };
  'hospice-not-seen': None;
  'treated-before-death': { readonly drug: string | null; readonly on: When };
  'not-treated-before-death': { readonly days: number };
  'death-undated': None;
  'death-outside-episode': { readonly died: Day };
  'no-visit': { readonly since: Day };
  'visit-open': { readonly visits: number; readonly days: number };
  'pain-asked': { readonly visits: number; readonly since: Day };
  'pain-not-asked': { readonly without: number; readonly visits: number; readonly latest: Day };
  'pain-unclear': { readonly visits: number };
  'pain-none': { readonly visits: number };
  'pain-planned': { readonly visits: number };
  'pain-not-planned': {
    readonly without: number;
    readonly visits: number;
    readonly latest: Day;
    readonly score: number;
  };
  'screened-negative': { readonly on: When; readonly test: ScreeningTest | null; readonly score: number | null };
  'screened-positive': { readonly on: When; readonly test: ScreeningTest | null; readonly score: number | null };
  'screened-positive-referred': {
    readonly on: When;
    readonly test: ScreeningTest | null;
    readonly score: number | null;
    readonly referred: When;
  };
  'screened-apart': { readonly on: When };
  'not-screened': { readonly since: Day };
  'too-young': { readonly years: number };
  'age-unknown': None;
  bipolar: { readonly words: string };
  'bipolar-perhaps': { readonly words: string };
  survey: None;
}

export type LensSaying = {
  [Code in keyof LensWords]: { readonly code: Code; readonly params: LensWords[Code] };
}[keyof LensWords];

/** A saying, and the records on which it rests. */
export interface Said {
  readonly says: LensSaying;
  readonly evidence: readonly Evidence[];
}

export function said<Code extends keyof LensWords>(
  code: Code,
  params: LensWords[Code],
  evidence: readonly Evidence[] = [],
): Said {
  // The two belong together by the signature; a mapped union cannot be told so for a code that is not known yet.
  return { says: { code, params } as LensSaying, evidence };
}
