import type { ReactNode } from 'react';
import type { Problem } from '../../domain/problem.ts';
import type { QuestionWrite } from '../../domain/question/question-write.ts';
import { NOT_THERE_AFTER_MS } from '../../domain/referral/submission.ts';
import { useQuestion } from '../../session/useQuestion.ts';
import { useTime } from '../../session/useTime.ts';
import { useSite, useWho } from '../../session/useWho.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Outcome } from '../../ui/Outcome.tsx';
import { PanelActions } from '../../ui/Panel.tsx';
import { askTeam } from '../../words/ask-team.ts';
import { problemWords } from '../../words/problems.ts';
import { questionTexts } from '../../words/question-texts.ts';

export interface AskOutcomeProps {
  readonly patient: Parameters<typeof questionTexts>[0]['patient'];
  /** Nobody knows whether it has arrived. */
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** What became of the question, in one sentence that stays; where nobody may have got it, the text to copy and the phone. */
export function AskOutcome({ patient, isOpen, onClose }: AskOutcomeProps): ReactNode {
  const { kept, actions } = useQuestion();
  const who = useWho();
  const site = useSite();
  const time = useTime(LOOK_EVERY_MS);
  if (kept === null) return null;
  const { write, asked } = kept;
  const service = site.referral.services.find(({ id }) => id === asked.question.serviceId) ?? null;
  const name = service?.name ?? '';
  const isInDoubt = isOpen || write.at === 'refused';
  const isDone = write.at === 'sent' || write.at === 'staged';
  const needsCall = write.at !== 'sending' && (!isDone || write.at === 'staged' || write.as === 'note');
  const text = questionTexts({
    asked,
    patient,
    service: service?.name ?? null,
    who: who.user?.name ?? null,
    siteName: site.name,
  }).note;
  return (
    <Outcome
      at={write.at}
      said={write.at === 'editing' ? null : said(write, name)}
      tone={write.at === 'refused' ? 'stop' : isInDoubt ? 'look' : 'plain'}
    >
      {needsCall && service !== null && (
        <p>{service.phone === undefined ? askTeam.noPhone(name) : askTeam.call(name, service.phone)}</p>
      )}
      <PanelActions>
        {write.at === 'unknown' && (
          <ActionButton look="outlined" onClick={actions.lookAgain}>
            {askTeam.checkAgain}
          </ActionButton>
        )}
        {write.at === 'unknown' && time - asked.at >= NOT_THERE_AFTER_MS && (
          <ActionButton look="quiet" onClick={actions.saysNotThere}>
            {askTeam.notThere}
          </ActionButton>
        )}
        {isInDoubt && write.at !== 'sending' && <CopyButton look="outlined" label={askTeam.copy} text={text} />}
        {isDone && (
          <ActionButton look="outlined" onClick={onClose}>
            {askTeam.done}
          </ActionButton>
        )}
      </PanelActions>
    </Outcome>
  );
}

const LOOK_EVERY_MS = 5000;

function said(write: Exclude<QuestionWrite, { at: 'editing' }>, service: string): string {
  const { outcome } = askTeam;
  switch (write.at) {
    case 'sent':
      return outcome.sent[write.as](service);
    case 'refused':
      return whyNot(write.problem);
    case 'sending':
    case 'staged':
    case 'unknown':
      return outcome[write.at];
    default:
      return write satisfies never;
  }
}

/** In the EHR's own words where it gave some. */
function whyNot({ kind, status, said: [reason] }: Problem): string {
  const ours = status === null && reason === undefined;
  return ours
    ? askTeam.outcome.notSent(problemWords[kind].says)
    : askTeam.outcome.refused(reason ?? problemWords[kind].says);
}
