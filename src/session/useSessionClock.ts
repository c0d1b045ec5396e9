import type { Problem } from '../domain/problem.ts';
import { SESSION_LEFT_MS } from '../domain/referral/submission.ts';
import { useEhr } from './ehr-context.ts';
import type { ChartView } from './chart-store.ts';
import type { ReferralView } from './referral-store.ts';
import { useChart } from './useChart.ts';
import { useReferral } from './useReferral.ts';
import { useTime } from './useTime.ts';

/** When the end is first mentioned. */
const SOON_MS = 5 * 60_000;
const TICK_MS = 10_000;

export type SessionClock =
  | { readonly at: 'open' }
  /** Whole minutes that remain, at least 1; and those in which something can still be sent. */
  | { readonly at: 'ending'; readonly minutes: number; readonly sendable: number }
  /** The last renewal brought no answer; the next may. */
  | { readonly at: 'trying' }
  /** Nothing more can be read or sent; only a new launch from the chart helps. */
  | { readonly at: 'over' };

/** How long the session lasts, by its own expiry and by what the EHR has answered. */
export function useSessionClock(): SessionClock {
  const { port } = useEhr();
  const { view } = useChart();
  const referral = useReferral();
  const time = useTime(TICK_MS);
  // Asked anew each time: the shell may have renewed it.
  const { expiresAt } = port.who();
  const left = expiresAt === null ? Infinity : expiresAt - time;
  // What a request has met is not the end of a session that can be renewed; the next one tries.
  const mayRenew = port.life.mayRenew();
  if (left <= 0) return { at: mayRenew ? 'trying' : 'over' };
  if (!mayRenew && (chartSaysOver(view) || referralSaysOver(referral))) return { at: 'over' };
  const sendable = Math.max(0, Math.floor((left - SESSION_LEFT_MS) / 60_000));
  return left <= SOON_MS ? { at: 'ending', minutes: Math.ceil(left / 60_000), sendable } : { at: 'open' };
}

const isExpiry = ({ kind }: Problem): boolean => kind === 'session-expired';

function chartSaysOver(view: ChartView): boolean {
  if (view.at === 'unreadable') return isExpiry(view.problem);
  if (view.at === 'opening') return false;
  return Object.values(view.chart.sources).some((sources) =>
    Object.values(sources).some(
      (state) =>
        (state.state === 'failed' && isExpiry(state.problem)) || (state.state === 'partial' && isExpiry(state.why)),
    ),
  );
}

function referralSaysOver({ submission }: ReferralView): boolean {
  switch (submission.at) {
    case 'editing':
    case 'checking':
      return submission.refused.some(isExpiry);
    case 'confirming':
      return (
        submission.refused.some(isExpiry) ||
        (submission.check.result === 'could-not-check' && isExpiry(submission.check.why))
      );
    case 'idle':
    case 'sending':
    case 'settled':
      return false;
    default:
      return submission satisfies never;
  }
}
