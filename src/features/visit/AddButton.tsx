import type { ReactNode } from 'react';
import { useAssessment } from '../../session/useChart.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { screen } from '../../words/screen.ts';

export interface AddButtonProps {
  readonly open: boolean;
  readonly onPress: () => void;
}

/** Beside what could not be seen: the way to say it. */
export function AddButton({ open, onPress }: AddButtonProps): ReactNode {
  const headline = useAssessment()?.recommendation.headline.code;
  return (
    // Where too little is recorded to say, this is what helps.
    <ActionButton
      id="add-what-you-know"
      look={headline === 'answer-too-little' ? 'outlined' : 'quiet'}
      aria-expanded={open}
      onClick={onPress}
      data-print="never"
    >
      {screen.visit.add}
    </ActionButton>
  );
}
