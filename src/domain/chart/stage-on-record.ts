import type { Chart } from './chart.ts';
import { isLoaded } from './source.ts';
import { isStaged, type Spread } from './spread.ts';

/** Whether the chart tells of a stage. Only what was read completely can be said not to be recorded. */
export type StageOnRecord = 'staged' | 'not-recorded' | 'not-read';

export function stageOnRecord(spread: Spread, chart: Pick<Chart, 'sources'>): StageOnRecord {
  if (isStaged(spread)) return 'staged';
  return isStageRead(chart) ? 'not-recorded' : 'not-read';
}

/** Diagnoses and readings were read completely: a stage, or a metastasis, stands in one of them. */
export function isStageRead({ sources }: Pick<Chart, 'sources'>): boolean {
  return isLoaded(sources, 'Condition') && isLoaded(sources, 'Observation');
}
