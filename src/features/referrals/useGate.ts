import { gateAsks, type GateSeen } from '../../domain/referral/submission.ts';
import { useAssessment, useChart } from '../../session/useChart.ts';
import { useSite } from '../../session/useWho.ts';
import { say } from '../../words/say.ts';

export interface GateBeforeSigning {
  readonly asks: ReturnType<typeof gateAsks>;
  /** The gate's own sentence; empty where none speaks. */
  readonly sentence: string;
}

/** What stands against a referral in the answer for the whole chart: signing asks what sending asks (interop 4.3). */
export function useGate(): GateBeforeSigning {
  const { stopAt } = useSite().referral;
  const { view } = useChart();
  const assessment = useAssessment();
  if (assessment === null || view.at !== 'settled') return { asks: 'wait', sentence: '' };
  const { suppressedBy: gate, headline } = assessment.recommendation;
  const seen: GateSeen =
    gate === null ? 'none' : { gate, headline, siteStops: (stopAt as readonly string[]).includes(gate) };
  return { asks: gateAsks(seen), sentence: gate === null ? '' : say(headline) };
}
