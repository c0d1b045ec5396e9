import type { ReactNode } from 'react';
import { recordKey, type Evidence } from '../../domain/chart/evidence.ts';
import { recordToTakeBack } from '../../domain/decision/take-back.ts';
import { mayBeLeftOut } from '../../domain/visit/visit.ts';
import type { Recommendation } from '../../domain/dosing/recommendation.ts';
import type { Day } from '../../domain/logic/when.ts';
import { useAssessment, useChart } from '../../session/useChart.ts';
import { toAnswer } from '../../session/to-answer.ts';
import { useConfirm } from '../../session/useConfirm.ts';
import { useVisit } from '../../session/useVisit.ts';
import { useRecord } from '../../session/useRecord.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { EvidenceLine } from '../../ui/EvidenceLine.tsx';
import { screen } from '../../words/screen.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './OnRecord.module.css';

/** More are in the chart itself; three are enough to recognize what is meant. */
const SHOWN = 3;

export interface OnRecordProps {
  readonly recommendation: Recommendation;
  readonly asOf: Day;
  /** The way to take the decision back on which the gate rests. */
  readonly takeBack: ReactNode;
  /** What the oncology team has taken on, as it was written down with the decision. */
  readonly takesOn: (items: readonly string[]) => ReactNode;
}

/**
 * Behind a gate: the records that it rests on. For a referral on record also how it stands and who wrote it. Where one diagnosis in doubt
 * was confirmed, the others that still are.
 */
export function OnRecord({
  recommendation: { headline, because, suppressedBy },
  asOf,
  takeBack,
  takesOn,
}: OnRecordProps): ReactNode {
  const { view } = useChart();
  const record = useRecord();
  const facts = useAssessment()?.facts;
  if (view.at !== 'settled') return null;
  const stillInDoubt = facts?.activeMalignancy === true ? facts.confirmable : [];
  // What is unclear about a cancer is said as a reason of its own; it is the first.
  const ofGate = (): readonly Evidence[] =>
    because.find((one, at) => (isUnclear(suppressedBy) ? at === 0 : one.say.code === headline.code))?.evidence ?? [];
  const evidence = suppressedBy === null ? stillInDoubt : ofGate();
  if (evidence.length === 0) return null;
  const toTakeBack = recordToTakeBack(suppressedBy, evidence, view.chart.decisions);
  const remarkOf = ({ origin, reference }: Evidence): string | undefined => {
    const referral = view.chart.referrals.find((one) => one.origin === origin && one.reference === reference);
    if (referral === undefined) return undefined;
    const status = screen.referralStatus[referral.status];
    const by = referral.requesterName;
    if (by === null) return status;
    return `${status}, ${referral.preparedBy === undefined || (referral.intent === 'order' && referral.status !== 'draft') ? screen.referralBy(by) : screen.referralFor(by)}`;
  };
  return (
    <List aria-label={screen.answer.onRecord}>
      {evidence.slice(0, SHOWN).map((one) => (
        <li key={recordKey(one)}>
          <EvidenceLine
            evidence={one}
            asOf={asOf}
            remark={remarkOf(one)}
            record={record}
            decide={(suppressedBy === null || isUnclear(suppressedBy)) && <Confirm evidence={one} />}
            more={
              <>
                <NoLonger evidence={one} />
                {one.reference === toTakeBack?.reference && takeBack}
              </>
            }
          />
          {one.reference === toTakeBack?.reference && toTakeBack.takesOn !== undefined && (
            <TakesOn>{takesOn(toTakeBack.takesOn)}</TakesOn>
          )}
        </li>
      ))}
    </List>
  );
}

const isUnclear = (gate: Recommendation['suppressedBy']): boolean => gate === 'cancer-status-unclear';

function Confirm({ evidence }: { readonly evidence: Evidence }): ReactNode {
  const confirm = useConfirm()(evidence);
  if (confirm === null) return null;
  return (
    <ActionButton look="outlined" aria-label={screen.visit.activeWhat(evidence.label)} onClick={confirm}>
      {screen.visit.active}
    </ActionButton>
  );
}

/** What the record says may be over, or never have been: then it does not hold the answer back at this visit. */
function NoLonger({ evidence }: { readonly evidence: Evidence }): ReactNode {
  const { actions } = useVisit();
  if (!mayBeLeftOut(evidence)) return null;
  return (
    <ActionButton
      look="quiet"
      aria-label={screen.visit.noLongerWhat(evidence.label)}
      onClick={() => {
        actions.leaveOut(evidence);
        toAnswer();
      }}
    >
      {screen.visit.noLonger}
    </ActionButton>
  );
}

const List = dressed('ul', css.list);

/** Its place is kept while its words come. */
const TakesOn = dressed('div', css.takesOn);
