import type { ReactNode } from 'react';
import { teamWroteOn } from '../../domain/referral/team-wrote.ts';
import { useAssessment } from '../../session/useChart.ts';
import { useFollowUp } from '../../session/useFollowUp.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { followUp as words } from '../../words/follow-up.ts';
import { sayWhen } from '../../words/say.ts';

/** Beside the answer: that the team has written lately, and the way to its words. */
export function TeamWrote({ toReferrals }: { readonly toReferrals: () => void }): ReactNode {
  const { followUps, records } = useFollowUp();
  const asOf = useAssessment()?.asOf;
  const on = asOf === undefined ? null : teamWroteOn([...followUps, ...(records?.questions ?? [])], asOf);
  if (on === null) return null;
  return (
    <p>
      {words.teamWroteLately(sayWhen(on))}{' '}
      <ActionButton look="quiet" onClick={toReferrals}>
        {words.readIt}
      </ActionButton>
    </p>
  );
}
