import { countedAsBloodCancer } from './chart/cancer.ts';
import type { Chart } from './chart/chart.ts';
import { FACTS } from './chart/fact-numbers.ts';
import { numbersOf } from './triggers/evaluate.ts';
import type { ThresholdOverrides } from './triggers/thresholds.ts';

/** What a site has decided of how a chart is read. */
export interface SiteReading {
  /** Numbers that the site has changed; the rest is as the catalogue has it. */
  readonly thresholds?: ThresholdOverrides;
  /** Whether myelodysplastic and myeloproliferative diseases count as blood cancer; they do not unless a site says so. */
  readonly myeloidAsBloodCancer?: boolean;
}

/** The chart by the site's numbers, and with what it counts as blood cancer. */
export function withSiteReading(read: Chart, { thresholds, myeloidAsBloodCancer }: SiteReading): Chart {
  const chart = thresholds?.facts === undefined ? read : { ...read, numbers: numbersOf(FACTS, thresholds) };
  if (myeloidAsBloodCancer !== true) return chart;
  return {
    ...chart,
    conditions: chart.conditions.map((one) => {
      const cancer = countedAsBloodCancer(one.cancer);
      return cancer === one.cancer ? one : { ...one, cancer };
    }),
  };
}
