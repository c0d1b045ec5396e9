/** The answer: headlines and remarks. */
import type { SymptomItem } from '../chart/records.ts';
import type { SourceId } from '../chart/source.ts';
import type { Urgency } from '../dosing/recommendation.ts';
import type { Day, When } from '../logic/when.ts';
import type { None, Scale } from './shared.ts';

/** What the oncology team can take on itself, for the sentence of that level. */
export type CareTopic = SymptomItem | 'distress' | 'function' | 'weight' | 'caregiver' | 'planning' | 'symptoms';

/** What is missing for a reassuring sentence. */
export interface Gap {
  readonly what: 'performance' | 'symptoms' | 'stage' | 'grade' | 'relapse';
  /** When it was last recorded; null for never. */
  readonly last: When | null;
  /** It was recorded then, and what it says cannot be told. */
  readonly unclear: boolean;
}

export interface AnswerStatements {
  'answer-hospice-conversation': { readonly urgency: Urgency; readonly days: number };
  /** `unclear`: whether there is an active cancer cannot be told. */
  'answer-specialist': { readonly urgency: Urgency; readonly days: number; readonly unclear: boolean };
  /** `atLeast`: something that could raise the answer was not read. */
  'answer-navigator': { readonly urgency: Urgency; readonly days: number; readonly atLeast: boolean };
  'answer-oncology-team': { readonly topics: readonly CareTopic[] };
  'answer-watch': {
    readonly symptoms: When | null;
    readonly scale: Scale | null;
    readonly value: string | null;
    readonly when: When | null;
  };
  /** `unconfirmed`: a cancer that is in doubt beside one that was confirmed at this visit. */
  'answer-too-little': { readonly gaps: readonly Gap[]; readonly unconfirmed?: string };
  'answer-not-read': { readonly sources: readonly SourceId[] };
  'answer-so-far': { readonly met: number };
  'remark-hospice': None;
  'remark-stage-unknown': None;
  'remark-advanced-unknown': None;
  'remark-relapse-unknown': None;
  'remark-grade-unknown': None;
  'remark-newly-diagnosed': { readonly on: Day };
  'remark-on-treatment': None;
  'remark-call-to-ask': { readonly days: number };
  /** `address`: the request is to go to the team there. */
  'remark-in-hospital': { readonly since: When; readonly address: boolean };
  'remark-limited-record': None;
  /** An order to the palliative team, still open so many days after it was written. */
  'remark-referral-long-open': { readonly from: When; readonly what: string; readonly days: number };
}
