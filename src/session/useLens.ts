import { use, useEffect, useMemo, useState } from 'react';
import type { Chart } from '../domain/chart/chart.ts';
import { lensOf, type Lens } from '../domain/measures/lens.ts';
import { LENS_NUMBERS } from '../domain/measures/model.ts';
import type { PracticeRecords } from '../domain/measures/practice-records.ts';
import type { ParsedBilling } from '../site/billing-options.ts';
import type { SiteProblem } from '../site/site.ts';
import { useEhr } from './ehr-context.ts';
import { LensContext } from './lens-context.ts';
import { useAssessment, useChart } from './useChart.ts';

export type UsedLens =
  /** The chart is still being read, or the file of the lens is on its way. */
  | { readonly at: 'reading' }
  | { readonly at: 'failed'; readonly again: () => void }
  /** `problems`: what is wrong with the list of what can be billed. */
  | { readonly at: 'shown'; readonly lens: Lens; readonly problems: readonly SiteProblem[] };

interface Read {
  readonly of: Chart;
  readonly records: PracticeRecords | null;
  readonly billing: ParsedBilling | null;
}

/** The chart in the light of the practice's measures. It is worked out from the answer, and nothing of it goes back there. */
export function useLens(): UsedLens {
  const { site, rules } = useEhr();
  const sources = use(LensContext);
  if (sources === null) throw new Error('no LensContext above');
  const { view } = useChart();
  const assessment = useAssessment();
  // Provisional, a measure would be told from half a chart.
  const chart = view.at === 'settled' ? view.chart : null;
  const [read, setRead] = useState<Read | null>(null);
  const [tries, setTries] = useState(0);

  useEffect(() => {
    let gone = false;
    const look = async (of: Chart, _try: number): Promise<void> => {
      const [records, list] = await Promise.all([
        sources.practiceRecords().catch(() => null),
        sources.billing().catch(() => null),
      ]);
      if (!gone) setRead({ of, records, billing: list });
    };
    if (chart !== null) void look(chart, tries);
    return () => {
      gone = true;
    };
  }, [sources, chart, tries]);

  const { lookBackDays, carePlanParts } = site.operations;
  const lens = useMemo(() => {
    if (chart === null || assessment === null || read?.of !== chart || read.records === null) return null;
    return lensOf({
      chart,
      assessment,
      records: read.records,
      reading: rules,
      billing: read.billing?.ok === true ? read.billing.list : null,
      carePlanParts,
      numbers: { ...LENS_NUMBERS, lookBackDays },
    });
  }, [chart, assessment, read, rules, carePlanParts, lookBackDays]);

  if (lens !== null) return { at: 'shown', lens, problems: read?.billing?.ok === false ? read.billing.problems : [] };
  if (read !== null && read.of === chart && read.records === null)
    return {
      at: 'failed',
      again: () => {
        setRead(null);
        setTries((before) => before + 1);
      },
    };
  return { at: 'reading' };
}
