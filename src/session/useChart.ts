import { useSyncExternalStore } from 'react';
import type { Assessment } from '../domain/assessment.ts';
import type { SourceId } from '../domain/chart/source.ts';
import type { ChartView } from './chart-store.ts';
import { useEhr } from './ehr-context.ts';

export interface UsedChart {
  readonly view: ChartView;
  readonly retry: (source: SourceId) => void;
  readonly again: () => void;
}

/** The chart as far as it has been read. */
export function useChart(): UsedChart {
  const { chart } = useEhr();
  const view = useSyncExternalStore(chart.subscribe, chart.view);
  return { view, retry: chart.retry, again: chart.again };
}

/** The answer for the chart in view, or null before the patient has arrived. */
export function useAssessment(): Assessment | null {
  const { chart } = useEhr();
  return useSyncExternalStore(chart.subscribe, chart.assessment);
}
