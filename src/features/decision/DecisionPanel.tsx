import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { GATES } from '../../domain/chart/gate-numbers.ts';
import {
  beginDecision,
  decidedOn,
  decisionGaps,
  isKnown,
  type Decision,
  type DecisionGap,
  type DecisionKind,
} from '../../domain/decision/decision.ts';
import { isOnlyHere, mayHaveLeft } from '../../domain/decision/decision-write.ts';
import { numbersOf } from '../../domain/triggers/evaluate.ts';
import { useAssessment, useChart } from '../../session/useChart.ts';
import { useDecision } from '../../session/useDecision.ts';
import { useRules, useWho } from '../../session/useWho.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Note } from '../../ui/Note.tsx';
import { Panel, PanelActions, PanelField, PanelForm, PanelGaps, PanelPart } from '../../ui/Panel.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { CARE_ITEM_NAMES } from '../../words/en/decide.ts';
import { decide } from '../../words/decide.ts';
import { decisionTexts } from '../../words/decision-texts.ts';
import { DecisionFields, WhenAgain } from './DecisionFields.tsx';
import { DecisionOutcome } from './DecisionOutcome.tsx';

export interface DecisionPanelProps {
  /** What was pressed; a decision that was found again in this tab speaks for itself. */
  readonly kind: DecisionKind;
  readonly onClose: () => void;
}

/** One answer other than a referral: what it needs, where it will be kept, one press, and what became of it. In place, not over the answer. */
export function DecisionPanel({ kind, onClose }: DecisionPanelProps): ReactNode {
  const assessment = useAssessment();
  const { kept, actions } = useDecision();
  const rules = useRules();
  const title = useRef<HTMLHeadingElement>(null);
  const shown = kept?.decided.decision.is ?? null;
  const isOther = shown !== kind || (kept !== null && isOnlyHere(kept.write) && !isKnown(kept.decided.decision));
  // What may have left stays in view until it is known.
  const mayBegin = kept === null || (isOther && !mayHaveLeft(kept.write));
  useEffect(() => {
    if (!mayBegin || assessment === null) return;
    const days = numbersOf(GATES, rules.thresholds ?? {});
    // Another answer in the same words: they are not lost by choosing it.
    const comment = kept !== null && isOnlyHere(kept.write) ? kept.decided.comment : '';
    actions.begin({ decision: beginDecision(kind, assessment, days), comment, on: decidedOn(assessment) });
    // Once for a press, or once the chart is read again: what is changed after it is the clinician's.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [kind, assessment === null]);
  const opened = `${kind} ${kept?.decided.id ?? ''}`;
  const first = useRef(opened);
  // Who has pressed is led to the form, once it is there; one that was found again in this tab takes the focus from nobody.
  useEffect(() => {
    if (opened !== first.current) title.current?.focus();
  }, [opened]);
  const close = (): void => {
    actions.close();
    onClose();
  };
  if (kept === null || assessment === null) return null;
  const { decision } = kept.decided;
  const editable = isOnlyHere(kept.write) && kept.write.at !== 'not-remembered';
  return (
    <Panel
      title={decide.title[decision.is]}
      titleRef={title}
      close={editable ? { label: decide.close, onClose: close } : null}
    >
      {/* A no of the EHR stands above the form that it leaves open. */}
      <DecisionOutcome onClose={close} />
      {editable && <DecisionForm today={assessment.asOf} />}
    </Panel>
  );
}

function DecisionForm({ today }: { readonly today: number }): ReactNode {
  const { kept, way, actions } = useDecision();
  const assessment = useAssessment();
  const { view } = useChart();
  const who = useWho();
  const ids = useId();
  const [tried, setTried] = useState(false);
  if (kept === null || assessment === null) return null;
  const { decided } = kept;
  const { decision } = decided;
  const gaps: readonly DecisionGap[] = decisionGaps(decided, today);
  const edit = (next: Decision): void => actions.edit({ decision: next });
  const patient = view.at === 'settled' ? view.chart.patient.name : '';
  const texts = decisionTexts(decided, who.user?.name ?? null);
  const save = (): void => {
    setTried(true);
    if (gaps.length > 0) return;
    actions.save(decidedOn(assessment), (leaving) => ({
      texts: decisionTexts(leaving, who.user?.name ?? null),
      items: leaving.decision.is === 'our-team' ? leaving.decision.items.map((item) => CARE_ITEM_NAMES[item]) : [],
    }));
  };
  const shownGaps = tried ? gaps : [];
  const isCopied = way === 'nowhere' || way === 'not-allowed';
  return (
    <PanelForm>
      <Quiet as="p">{decide.lead[decision.is]}</Quiet>
      {/* Before anything is filled in: there is no Save. */}
      {isCopied && <Note tone="look">{decide.where[way]}</Note>}
      <PanelPart>
        <DecisionFields decision={decision} assessment={assessment} onChange={edit} />
      </PanelPart>
      <PanelPart>
        <WhenAgain decision={decision} assessment={assessment} onChange={edit} />
        <PanelField>
          <span>{decide.comment}</span>
          <textarea
            rows={2}
            value={decided.comment}
            aria-describedby={`${ids}-comment`}
            onChange={(event) => actions.edit({ comment: event.target.value })}
          />
          <Quiet id={`${ids}-comment`}>{decide.commentHint}</Quiet>
        </PanelField>
        {shownGaps.length > 0 && <PanelGaps gaps={shownGaps.map((gap) => decide.gap[gap])} />}
        {!isCopied && <p id={`${ids}-where`}>{decide.where[way ?? 'asking']}</p>}
        <PanelActions>
          {way === 'could-not-ask' ? (
            <ActionButton look="outlined" onClick={actions.askWay}>
              {decide.lookAgain}
            </ActionButton>
          ) : isCopied ? (
            <CopyButton look="outlined" label={decide.copy} text={texts.note} />
          ) : (
            // A press is heard once the line above says where it goes; until then the button keeps its place and the focus.
            <ActionButton
              look="filled"
              aria-disabled={way === null}
              aria-describedby={`${ids}-where`}
              onClick={() => way !== null && save()}
            >
              {decide.saveFor(decide.title[decision.is], patient)}
            </ActionButton>
          )}
        </PanelActions>
      </PanelPart>
    </PanelForm>
  );
}
