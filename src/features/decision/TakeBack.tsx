import { useEffect, useId, useRef, type ReactNode } from 'react';
import {
  canBeTakenBack,
  mayLift,
  recordToTakeBack,
  takeBackGap,
  TAKE_BACK_NOTE_LIMIT,
  TAKE_BACKS,
  type TakenBackAt,
} from '../../domain/decision/take-back.ts';
import type { Problem } from '../../domain/problem.ts';
import { NOT_THERE_AFTER_MS } from '../../domain/referral/submission.ts';
import { useAssessment, useChart } from '../../session/useChart.ts';
import { useTakeBack, type UsedTakeBack } from '../../session/useTakeBack.ts';
import { useTime } from '../../session/useTime.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { Choice, ChoiceGroup } from '../../ui/Choice.tsx';
import { Note } from '../../ui/Note.tsx';
import { Outcome } from '../../ui/Outcome.tsx';
import { Panel, PanelActions, PanelField, PanelForm, PanelPart } from '../../ui/Panel.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { dressed } from '../../ui/dressed.ts';
import { decide } from '../../words/decide.ts';
import { problemWords } from '../../words/problems.ts';
import { sayWhen } from '../../words/say.ts';
import css from './DecisionFields.module.css';

export interface TakeBackProps {
  /** It was asked for; else it only tells of one whose answer was lost before a reload. */
  readonly open: boolean;
  readonly onClose: () => void;
}

/** A decision on record that no longer holds: what has happened, one press, and what became of it. It stays when the gate has let go. */
export function TakeBack({ open, onClose }: TakeBackProps): ReactNode {
  const words = decide.takeBack;
  const takeBack = useTakeBack();
  const { record, write, actions } = takeBack;
  const begun = useBegun(open, takeBack);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (open && begun) title.current?.focus();
  }, [open, begun]);
  if (record === null) return null;
  const close = (): void => {
    actions.close();
    onClose();
  };
  const isSaying = write.at === 'saying' || write.at === 'refused';
  return (
    <Panel
      title={words.title[record.gate ?? 'decision-recorded']}
      titleRef={title}
      close={isSaying ? { label: words.close, onClose: close } : null}
    >
      {isSaying && record.gate !== null && <Saying gate={record.gate} />}
      <Became takeBack={takeBack} onClose={close} />
    </Panel>
  );
}

/** Begins with the record on which the gate rests, once for an opening; gives whether there is one. */
function useBegun(open: boolean, { record, actions }: UsedTakeBack): boolean {
  const { view } = useChart();
  const recommendation = useAssessment()?.recommendation;
  const gate = recommendation?.suppressedBy ?? null;
  const shown =
    view.at !== 'settled' || recommendation === undefined
      ? null
      : recordToTakeBack(
          gate,
          recommendation.because.flatMap(({ evidence }) => evidence),
          view.chart.decisions,
        );
  const reference = shown?.reference ?? null;
  useEffect(() => {
    if (open && reference !== null && canBeTakenBack(gate)) actions.begin({ reference, gate });
    // Once for an opening: what has become of it stays while the answer changes above it.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [open]);
  return record !== null;
}

function Saying({ gate }: { readonly gate: TakenBackAt }): ReactNode {
  const words = decide.takeBack;
  const { record, may, said, actions } = useTakeBack();
  const { view } = useChart();
  const id = useId();
  if (view.at !== 'settled') return null;
  if (may === null) return <Quiet>{words.asking}</Quiet>;
  if (may.whyNot !== null) {
    const isTask = record?.reference.startsWith('Task/') === true;
    return (
      <Note tone="look">
        <strong>{words.mayNot[may.whyNot]}</strong>
        <span>{isTask ? words.inTheEhr.task : words.inTheEhr.note}</span>
        {gate === 'patient-declined' && <span>{words.stillRefer}</span>}
      </Note>
    );
  }
  const { patient } = view.chart;
  const named = `${patient.name}${patient.birth === null ? '' : `, ${sayWhen(patient.birth)}`}`;
  const gap = takeBackGap(said, gate);
  const lifters = mayLift(gate);
  return (
    <PanelForm>
      <p>{words.lead}</p>
      <PanelPart>
        <ChoiceGroup title={words.which}>
          {TAKE_BACKS.map((kind) => (
            <Choice
              key={kind}
              type="radio"
              name={`${id}-kind`}
              checked={said.kind === kind}
              onChange={() => actions.say({ kind, by: null })}
            >
              {words.kind[kind]}
              <Hint>{words.kindHint[kind]}</Hint>
            </Choice>
          ))}
        </ChoiceGroup>
        {said.kind === 'no-longer' && (
          <ChoiceGroup title={words.who}>
            {lifters.map((by) => (
              <Choice
                key={by}
                type="radio"
                name={`${id}-by`}
                checked={said.by === by}
                onChange={() => actions.say({ by })}
              >
                {words.by[by]}
              </Choice>
            ))}
            {!lifters.includes('clinician') && <Quiet as="p">{words.onlyThePatient}</Quiet>}
          </ChoiceGroup>
        )}
      </PanelPart>
      <PanelPart>
        <PanelField>
          <span>{words.note}</span>
          <textarea
            rows={2}
            maxLength={TAKE_BACK_NOTE_LIMIT}
            value={said.note}
            aria-describedby={`${id}-help`}
            onChange={(event) => actions.say({ note: event.target.value })}
          />
          <Quiet id={`${id}-help`}>{said.kind === 'mistake' ? words.noteNoName : words.noteHelp}</Quiet>
        </PanelField>
        <PanelActions>
          <ActionButton
            look="outlined"
            aria-disabled={gap !== null}
            aria-describedby={`${id}-lacks`}
            onClick={() => {
              if (gap === null) actions.save();
            }}
          >
            {words.saveFor(named)}
          </ActionButton>
          <Quiet id={`${id}-lacks`}>{gap === null ? '' : words.gap[gap]}</Quiet>
        </PanelActions>
      </PanelPart>
    </PanelForm>
  );
}

/** Only what was seen. */
function Became({ takeBack, onClose }: { readonly takeBack: UsedTakeBack; readonly onClose: () => void }): ReactNode {
  const { write, record, actions } = takeBack;
  const { outcome } = decide.takeBack;
  return (
    <Outcome
      at={write.at}
      said={write.at === 'saying' ? null : saidOf(write)}
      tone={write.at === 'saying' ? 'plain' : TONE[write.at]}
    >
      {write.at === 'done' && !write.readBack && <Quiet as="p">{outcome.notReadBack}</Quiet>}
      {write.at === 'done' && record?.gate === 'decision-recorded' && <Quiet as="p">{outcome.planStays}</Quiet>}
      {write.at === 'unknown' && <Unknown since={write.since} asBefore={write.asBefore} takeBack={takeBack} />}
      <PanelActions>
        {write.at === 'unknown' && (
          <ActionButton look="outlined" onClick={actions.lookAgain}>
            {decide.checkAgain}
          </ActionButton>
        )}
        {(write.at === 'done' || write.at === 'staged' || write.at === 'conflict') && (
          <ActionButton look="outlined" onClick={onClose}>
            {decide.done}
          </ActionButton>
        )}
      </PanelActions>
    </Outcome>
  );
}

const LOOK_EVERY_MS = 5000;

/** A second try names the same version, so only one of the two can count: offered when the first had time to arrive. */
function Unknown({
  since,
  asBefore,
  takeBack: { record, may, actions },
}: {
  readonly since: number;
  readonly asBefore: boolean;
  readonly takeBack: UsedTakeBack;
}): ReactNode {
  const time = useTime(LOOK_EVERY_MS);
  if (!asBefore) return null;
  const mayTry = record?.gate != null && may?.whyNot === null && time - since >= NOT_THERE_AFTER_MS;
  return (
    <>
      <Quiet as="p">{decide.takeBack.outcome.asBefore}</Quiet>
      {mayTry && (
        <ActionButton look="quiet" onClick={actions.save}>
          {decide.takeBack.outcome.tryAgain}
        </ActionButton>
      )}
    </>
  );
}

type Written = Exclude<UsedTakeBack['write'], { at: 'saying' }>;

const TONE: Readonly<Record<Written['at'], 'plain' | 'look' | 'stop'>> = {
  sending: 'plain',
  looking: 'plain',
  done: 'plain',
  staged: 'look',
  conflict: 'look',
  unknown: 'look',
  refused: 'stop',
};

function saidOf(write: Written): string {
  const { outcome } = decide.takeBack;
  switch (write.at) {
    case 'sending':
      return outcome.saving;
    case 'looking':
      return outcome.looking;
    case 'done':
      return outcome.done;
    case 'staged':
      return outcome.staged;
    case 'conflict':
      return outcome.conflict(write.status);
    case 'refused':
      return whyNot(write.problem);
    case 'unknown':
      return outcome.unknown;
    default:
      return write satisfies never;
  }
}

type Sayable = keyof typeof decide.takeBack.outcome.notDoneBecause;
const SAYABLE: Readonly<Record<Sayable, true>> = { changed: true, 'not-kept': true, ending: true };
const isSayable = (kind: string): kind is Sayable => Object.hasOwn(SAYABLE, kind);

/** In the EHR's own words where it gave some. */
function whyNot({ kind, status, said: [reason] }: Problem): string {
  const { outcome } = decide.takeBack;
  if (isSayable(kind)) return outcome.notDone(outcome.notDoneBecause[kind]);
  return status === null && reason === undefined
    ? outcome.notDone(problemWords[kind].says)
    : outcome.refused(reason ?? problemWords[kind].says);
}

const Hint = dressed(Quiet, css.hint);
