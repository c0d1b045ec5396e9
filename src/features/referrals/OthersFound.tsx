import type { ReactNode } from 'react';
import { recordKey } from '../../domain/chart/evidence.ts';
import type { DuplicateCheck } from '../../domain/referral/duplicates.ts';
import { useChart } from '../../session/useChart.ts';
import { useRecord } from '../../session/useRecord.ts';
import { Choice } from '../../ui/Choice.tsx';
import { EvidenceLine } from '../../ui/EvidenceLine.tsx';
import { Note } from '../../ui/Note.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { followUp } from '../../words/follow-up.ts';
import { referral } from '../../words/referral.ts';
import { screen } from '../../words/screen.ts';

export interface OthersFoundProps {
  readonly check: DuplicateCheck;
  readonly accepted: boolean;
  readonly onAccept: (accepted: boolean) => void;
}

/** Before signing: whether the same has been asked already. "Could not check" needs the same tick as a find. */
export function OthersFound({ check, accepted, onAccept }: OthersFoundProps): ReactNode {
  const { view } = useChart();
  const record = useRecord();
  if (check.result === 'none') return <Quiet>{referral.check.none(check.searched)}</Quiet>;
  const asOf = view.at === 'settled' ? view.chart.asOf : 0;
  return (
    <Note tone="look">
      <strong>{referral.check[check.result]}</strong>
      {check.result === 'could-not-check' ? (
        <ProblemNote problem={check.why} />
      ) : (
        <ul>
          {check.referrals.map((one) => (
            <li key={recordKey(one)}>
              <EvidenceLine evidence={one} asOf={asOf} remark={screen.referralStatus[one.status]} record={record} />
            </li>
          ))}
        </ul>
      )}
      <Choice type="checkbox" name="others-accepted" checked={accepted} onChange={onAccept}>
        {followUp.panel.accept[check.result]}
      </Choice>
    </Note>
  );
}
