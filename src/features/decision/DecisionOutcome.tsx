import type { ReactNode } from 'react';
import type { PlanWrite, RecordedAs } from '../../domain/decision/decision-write.ts';
import { NOT_THERE_AFTER_MS } from '../../domain/referral/submission.ts';
import type { Problem } from '../../domain/problem.ts';
import { useDecision } from '../../session/useDecision.ts';
import { useTime } from '../../session/useTime.ts';
import { useWho } from '../../session/useWho.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Outcome } from '../../ui/Outcome.tsx';
import { PanelActions } from '../../ui/Panel.tsx';
import { decide } from '../../words/decide.ts';
import { decisionTexts } from '../../words/decision-texts.ts';
import { problemWords } from '../../words/problems.ts';

/** What became of the decision, in one sentence that stays; where it may not be remembered, the text to copy. */
export function DecisionOutcome({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { kept, actions } = useDecision();
  const who = useWho();
  const time = useTime(5000);
  if (kept === null) return null;
  const { write, decided } = kept;
  const what = decide.title[decided.decision.is];
  const text = decisionTexts(decided, who.user?.name ?? null).note;
  const isLost = write.at === 'unknown' || write.at === 'not-remembered' || write.at === 'refused';
  const isForgotten = write.at === 'recorded' && write.notFoundAgain === true;
  return (
    <Outcome
      at={write.at}
      said={write.at === 'editing' ? null : said(write, what)}
      tone={write.at === 'refused' ? 'stop' : isLost || isForgotten ? 'look' : 'plain'}
    >
      {write.at === 'recorded' && write.plan !== null && <p>{ofPlan(write.plan)}</p>}
      <PanelActions>
        {write.at === 'unknown' && (
          <ActionButton look="outlined" onClick={actions.lookAgain}>
            {decide.checkAgain}
          </ActionButton>
        )}
        {write.at === 'unknown' && time - decided.at >= NOT_THERE_AFTER_MS && (
          <ActionButton look="quiet" onClick={actions.saysNotThere}>
            {decide.notThere}
          </ActionButton>
        )}
        {(isLost || isForgotten) && <CopyButton look="outlined" label={decide.copy} text={text} />}
        {(write.at === 'recorded' || write.at === 'staged' || write.at === 'not-remembered') && (
          <ActionButton look="outlined" onClick={onClose}>
            {decide.done}
          </ActionButton>
        )}
      </PanelActions>
    </Outcome>
  );
}

type Settled = Exclude<NonNullable<ReturnType<typeof useDecision>['kept']>['write'], { at: 'editing' }>;

function said(write: Settled, what: string): string {
  const { outcome } = decide;
  switch (write.at) {
    case 'writing':
      return outcome.saving;
    case 'recorded':
      return (write.notFoundAgain ? outcome.recordedNotFound : outcome.recorded)(what, write.as satisfies RecordedAs);
    case 'staged':
      return outcome.staged(what);
    case 'unknown':
      return outcome.unknown(what);
    case 'refused':
      return whyNot(write.problem);
    case 'not-remembered':
      return outcome.notRemembered(what);
    default:
      return write satisfies never;
  }
}

/** In the EHR's own words where it gave some. */
function whyNot({ kind, status, said: [reason] }: Problem): string {
  const ours = status === null && reason === undefined;
  return ours
    ? decide.outcome.notSaved(problemWords[kind].says)
    : decide.outcome.refused(reason ?? problemWords[kind].says);
}

function ofPlan(plan: PlanWrite): string {
  const { carePlan } = decide;
  switch (plan.at) {
    case 'written':
      return carePlan.saved;
    case 'refused':
      return carePlan.refused(plan.problem.said[0] ?? problemWords[plan.problem.kind].says);
    case 'staged':
    case 'unknown':
    case 'none':
      return carePlan[plan.at];
    default:
      return plan satisfies never;
  }
}
