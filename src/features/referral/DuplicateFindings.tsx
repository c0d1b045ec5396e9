import type { ReactNode } from 'react';
import { recordKey } from '../../domain/chart/evidence.ts';
import type { DuplicateCheck } from '../../domain/referral/duplicates.ts';
import { useChart } from '../../session/useChart.ts';
import { useRecord } from '../../session/useRecord.ts';
import { useReferral } from '../../session/useReferral.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { EvidenceLine } from '../../ui/EvidenceLine.tsx';
import { Note } from '../../ui/Note.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { Quiet, Small } from '../../ui/Text.tsx';
import { referral } from '../../words/referral.ts';
import { remarkOf } from './remark-of.ts';

export interface DuplicateFindingsProps {
  readonly check: DuplicateCheck;
  readonly acknowledged: boolean;
}

/** Whether the same has been asked already. "Could not check" is said as such and needs the same tick as a find. */
export function DuplicateFindings({ check, acknowledged }: DuplicateFindingsProps): ReactNode {
  const { actions } = useReferral();
  const { view } = useChart();
  const record = useRecord();
  if (check.result === 'none') return <Quiet>{referral.check.none(check.searched)}</Quiet>;
  const asOf = view.at === 'reading' || view.at === 'settled' ? view.chart.asOf : 0;
  return (
    <Note tone="look">
      <strong>{referral.check[check.result]}</strong>
      {check.result === 'could-not-check' ? (
        <Disclosure summary={<Small>{referral.whyNot}</Small>}>
          <ProblemNote problem={check.why} />
          <ActionButton look="quiet" onClick={actions.checkAgain}>
            {referral.checkAgain}
          </ActionButton>
        </Disclosure>
      ) : (
        <ul>
          {check.referrals.map((referral) => (
            <li key={recordKey(referral)}>
              <EvidenceLine evidence={referral} asOf={asOf} remark={remarkOf(referral)} record={record} />
            </li>
          ))}
        </ul>
      )}
      <Choice type="checkbox" name="acknowledged" checked={acknowledged} onChange={actions.acknowledge}>
        {referral.acknowledge[check.result]}
      </Choice>
    </Note>
  );
}
