import type { ReactNode } from 'react';
import type { Evidence } from '../../domain/chart/evidence.ts';
import { useChart } from '../../session/useChart.ts';
import { useRecord } from '../../session/useRecord.ts';
import { useEhrName } from '../../session/useWho.ts';
import { EvidenceLine } from '../../ui/EvidenceLine.tsx';
import { basis } from '../../words/basis.ts';

export interface RecordLineProps {
  readonly evidence: Evidence;
  /** Said instead of the record's own label, where that stands above. */
  readonly label?: string | undefined;
  readonly remark?: string | undefined;
}

/** A line of the record with its date and the record behind it. */
export function RecordLine({ evidence, label, remark }: RecordLineProps): ReactNode {
  const { view } = useChart();
  const ehr = useEhrName();
  const record = useRecord();
  if (view.at !== 'reading' && view.at !== 'settled') return null;
  const { asOf, sources } = view.chart;
  const severalOrigins = Object.keys(sources).length > 1;
  return (
    <EvidenceLine
      evidence={label === undefined ? evidence : { ...evidence, label, value: null }}
      asOf={asOf}
      origin={severalOrigins ? basis.sources.originName(evidence.origin, ehr) : undefined}
      remark={remark}
      record={record}
    />
  );
}
