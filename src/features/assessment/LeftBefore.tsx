import { useEffect, type ReactNode } from 'react';
import { standingWithoutOrder } from '../../domain/referral/follow-up.ts';
import { useAssessment, useChart } from '../../session/useChart.ts';
import { useFollowUp } from '../../session/useFollowUp.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { Announce } from '../../ui/Announce.tsx';
import { followUp as words } from '../../words/follow-up.ts';
import { sayWhen } from '../../words/say.ts';
import { screen } from '../../words/screen.ts';
import { useLeft } from './Answer.tsx';
import { referLook } from './refer-look.ts';
import css from './LeftBefore.module.css';
import { dressed } from '../../ui/dressed.ts';

export interface LeftBeforeProps {
  readonly toReferrals: () => void;
  /** Told what is said; null: nothing. */
  readonly onSaid: (said: string | null) => void;
}

/** Above the answer: what left at an earlier visit without an order. No gate goes by it, so the answer below is as before. */
export function LeftBefore({ toReferrals, onSaid }: LeftBeforeProps): ReactNode {
  const said = useLeftBefore();
  useEffect(() => {
    onSaid(said);
    return () => onSaid(null);
  }, [said, onSaid]);
  return (
    <>
      {said !== null && (
        <Line>
          {said}{' '}
          <ActionButton look="quiet" onClick={toReferrals}>
            {screen.answer.lookAtIt}
          </ActionButton>
        </Line>
      )}
      {said !== null && <Announce>{said}</Announce>}
    </>
  );
}

/** Null also where there is nothing to refer for, or where the answer itself speaks of an order or of the team's care. */
function useLeftBefore(): string | null {
  const { followUps, numbers } = useFollowUp();
  const { view } = useChart();
  const assessment = useAssessment();
  const left = useLeft();
  if (view.at !== 'settled' || assessment === null || left !== null) return null;
  const { recommendation, asOf } = assessment;
  const look = referLook(recommendation);
  if (look === null || look === 'sign' || recommendation.suppressedBy === 'under-specialist-care') return null;
  const standing = standingWithoutOrder(followUps, asOf, numbers.closedDays);
  if (standing === null) return null;
  return words.leftBefore[standing.kind](standing.authored === null ? null : sayWhen(standing.authored));
}

const Line = dressed('p', css.line);
