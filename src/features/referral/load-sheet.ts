import type { ComponentType } from 'react';
import type { ReferralSheetProps } from './ReferralSheet.tsx';

/** The form with all that it needs (MUI, letters) is a file of its own: the answer does not wait for it. */
export function loadSheet(): Promise<{ readonly ReferralSheet: ComponentType<ReferralSheetProps> }> {
  return import('./ReferralSheet.tsx');
}
