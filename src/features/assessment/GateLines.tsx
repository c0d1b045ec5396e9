import type { ReactNode } from 'react';
import type { Gate } from '../../domain/dosing/recommendation.ts';
import { useSite } from '../../session/useWho.ts';
import { screen } from '../../words/screen.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './GateLines.module.css';

export interface GateLinesProps {
  readonly gate: Gate | null;
  /** The way to a referral that is there already. */
  readonly toReferrals: (gate: Gate) => ReactNode;
}

/** What to do about a referral that is there already: sign it, or ask whether a visit is booked. */
export function GateLines({ gate, toReferrals }: GateLinesProps): ReactNode {
  const service = useSite().referral.services.find(({ kind }) => kind !== 'navigator');
  if (gate === 'referral-prepared')
    return (
      <Line>
        {screen.answer.preparedTodo} {toReferrals(gate)}
      </Line>
    );
  if (gate !== 'referral-open') return null;
  return (
    <Line>
      {screen.answer.visitNotVisible}
      {service?.phone !== undefined && ` ${screen.answer.call(service.phone)}`} {toReferrals(gate)}
    </Line>
  );
}

/** In the column of the record's words. */
const Line = dressed('p', css.line);
