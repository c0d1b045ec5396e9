import type { ReactNode } from 'react';
import { orderable } from '../../domain/allocation/service.ts';
import type { DecisionKind } from '../../domain/decision/decision.ts';
import { decisionsOffered } from '../../domain/decision/offered.ts';
import { questionOffered } from '../../domain/question/offered.ts';
import type { QuestionKind } from '../../domain/question/question.ts';
import { useAssessment, useChart } from '../../session/useChart.ts';
import { useDecision } from '../../session/useDecision.ts';
import { useReferral } from '../../session/useReferral.ts';
import { useSessionClock } from '../../session/useSessionClock.ts';
import { useSite } from '../../session/useWho.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { screen } from '../../words/screen.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './DecisionButtons.module.css';

export interface DecisionButtonsProps {
  /** The one whose form is open. */
  readonly open: DecisionKind | null;
  readonly onOpen: (kind: DecisionKind) => void;
  /** The form of a question to the palliative team is open. */
  readonly asking: boolean;
  readonly onAsk: (kind: QuestionKind) => void;
}

/** The honest answers beside *Refer*: as easy as yes, each one press away. None once a referral has left at this visit. */
export function DecisionButtons({ open, onOpen, asking, onAsk }: DecisionButtonsProps): ReactNode {
  const { view } = useChart();
  const assessment = useAssessment();
  const { submission } = useReferral();
  const { kept } = useDecision();
  const clock = useSessionClock();
  const { referral } = useSite();
  if (view.at !== 'settled' || assessment === null || clock.at === 'over' || submission.at === 'settled') return null;
  const { recommendation } = assessment;
  // A decision of this visit stays open until it is closed: what may have left must not go out of sight.
  const offered = decisionsOffered(recommendation);
  const kinds = open === null || offered.includes(open) || kept === null ? offered : [open, ...offered];
  // Where the site names no palliative service there is nobody to ask.
  const question = orderable(referral.services).length === 0 ? null : questionOffered(recommendation);
  if (kinds.length === 0 && question === null) return null;
  return (
    <Row aria-label={screen.decide.label} data-print="never">
      {kinds.map((kind) => (
        <ActionButton
          key={kind}
          id={`decide-${kind}`}
          // Where the team itself is what is suggested, that is the decision.
          look={
            open === null &&
            !asking &&
            kind === 'our-team' &&
            recommendation.level === 'oncology-team' &&
            recommendation.suppressedBy === null
              ? 'filled'
              : 'outlined'
          }
          aria-expanded={open === kind}
          onClick={() => onOpen(kind)}
        >
          {screen.decide[kind]}
        </ActionButton>
      ))}
      {question !== null && (
        <ActionButton
          id="ask-team"
          look={question === 'tell' ? 'outlined' : 'quiet'}
          aria-expanded={asking}
          onClick={() => onAsk(question)}
        >
          {screen.askTeam[question]}
        </ActionButton>
      )}
    </Row>
  );
}

const Row = dressed('fieldset', css.row);
