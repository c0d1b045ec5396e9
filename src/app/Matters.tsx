import { useMemo, type ReactNode } from 'react';
import { mattersOf } from '../domain/matters.ts';
import { MattersLine } from '../features/care-and-goals/MattersLine.tsx';
import { useChart } from '../session/useChart.ts';

/** What matters to the patient, beside the answer: once the whole chart is read, for a newer word may still arrive. */
export function Matters(): ReactNode {
  const { view } = useChart();
  const chart = view.at === 'settled' ? view.chart : null;
  const matters = useMemo(() => (chart === null ? null : mattersOf(chart)), [chart]);
  return <MattersLine matters={matters} />;
}
