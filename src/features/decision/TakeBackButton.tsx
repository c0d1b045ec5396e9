import type { ReactNode } from 'react';
import { canBeTakenBack } from '../../domain/decision/take-back.ts';
import { useAssessment } from '../../session/useChart.ts';
import { useSessionClock } from '../../session/useSessionClock.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { screen } from '../../words/screen.ts';

export interface TakeBackButtonProps {
  readonly open: boolean;
  readonly onOpen: () => void;
}

/** Beside the record of a decision that closes the question: the quiet way to say that it no longer holds. */
export function TakeBackButton({ open, onOpen }: TakeBackButtonProps): ReactNode {
  const assessment = useAssessment();
  const clock = useSessionClock();
  if (!canBeTakenBack(assessment?.recommendation.suppressedBy ?? null) || clock.at === 'over') return null;
  return (
    <ActionButton id="take-back" look="quiet" aria-expanded={open} onClick={onOpen}>
      {screen.decide.takeBack}
    </ActionButton>
  );
}
