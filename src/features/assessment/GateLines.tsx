import type { ReactNode } from 'react';
import type { Gate } from '../../domain/dosing/recommendation.ts';
import { useWho } from '../../session/useWho.ts';
import { screen } from '../../words/screen.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './GateLines.module.css';

export interface GateLinesProps {
  readonly gate: Gate | null;
  /** What is to be done about a referral that is there already, and the way to it; `usual`: what is said unless more is known of it. */
  readonly toReferrals: (gate: Gate, usual: ReactNode) => ReactNode;
}

/** What to do about a referral that is there already: sign it, or ask whether a visit is booked. */
export function GateLines({ gate, toReferrals }: GateLinesProps): ReactNode {
  const { user } = useWho();
  if (gate === 'referral-prepared') {
    const { preparedTodo, preparedWaits } = screen.answer;
    return <Line>{toReferrals(gate, user?.role === 'staff' ? preparedWaits : preparedTodo)}</Line>;
  }
  return gate === 'referral-open' ? <Line>{toReferrals(gate, screen.answer.visitNotVisible)}</Line> : null;
}

/** In the column of the record's words. */
const Line = dressed('p', css.line);
