/** What a chart lacks of the measures and activities, as tasks for the practice: to be looked into, for it may stand elsewhere. */
import type { Measure } from './quality-measures.ts';
import type { Activity } from './redesign.ts';

export const GAPS = [
  'score-pain',
  'plan-for-pain',
  'screen-for-depression',
  'plan-after-screening',
  'name-navigator',
  'record-care-plan',
  'ask-symptoms',
] as const;
export type Gap = (typeof GAPS)[number];

export function gapsOf(measures: readonly Measure[], activities: readonly Activity[]): readonly Gap[] {
  const codes = new Set(measures.flatMap(({ says }) => says.map((one) => one.says.code)));
  const missing = new Set(activities.flatMap(({ id, shown }) => (shown === 'not-seen' ? [id] : [])));
  const found: Readonly<Record<Gap, boolean>> = {
    'score-pain': codes.has('pain-not-asked'),
    'plan-for-pain': codes.has('pain-not-planned'),
    'screen-for-depression': codes.has('not-screened'),
    'plan-after-screening': codes.has('screened-positive'),
    'name-navigator': missing.has('navigation'),
    'record-care-plan': missing.has('care-plan'),
    'ask-symptoms': missing.has('patient-reported-outcomes'),
  };
  return GAPS.filter((gap) => found[gap]);
}
