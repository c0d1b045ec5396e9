import type { ReactNode } from 'react';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { screen } from '../../words/screen.ts';

export interface AddButtonProps {
  readonly open: boolean;
  readonly onPress: () => void;
}

/** Beside what could not be seen: the way to say it. */
export function AddButton({ open, onPress }: AddButtonProps): ReactNode {
  return (
    <ActionButton id="add-what-you-know" look="quiet" aria-expanded={open} onClick={onPress} data-print="never">
      {screen.visit.add}
    </ActionButton>
  );
}
