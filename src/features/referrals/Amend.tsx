import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { Day } from '../../domain/logic/when.ts';
import { TAKEN_BACK_FOR } from '../../domain/referral/ending.ts';
import {
  AMENDMENT_NOTE_LIMIT,
  amendmentGap,
  isToBeAskedAnew,
  type AmendmentAction,
  visitDaysAfter,
  type AmendmentWords,
} from '../../domain/referral/amendment.ts';
import type { DuplicateCheck } from '../../domain/referral/duplicates.ts';
import { PRIORITIES, type FollowUp } from '../../domain/referral/follow-up.ts';
import { needsAcknowledgement } from '../../domain/referral/submission.ts';
import { useChart } from '../../session/useChart.ts';
import { useFollowUp } from '../../session/useFollowUp.ts';
import { useWho } from '../../session/useWho.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { Choice, ChoiceGroup } from '../../ui/Choice.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { dressed } from '../../ui/dressed.ts';
import { followUp as words } from '../../words/follow-up.ts';
import { sayDay, sayWhen } from '../../words/say.ts';
import css from './Amend.module.css';
import { howSoon } from './how-soon.ts';
import { OthersFound } from './OthersFound.tsx';
import { useGate } from './useGate.ts';

export interface AmendProps {
  readonly action: AmendmentAction;
  readonly followUp: FollowUp;
  readonly phone: string | null;
  readonly onClose: () => void;
  readonly onPressed: () => void;
}

/** One change of one referral, in place: what it does, what it needs, and the button that names the patient. */
export function Amend({ action, followUp, phone, onClose, onPressed }: AmendProps): ReactNode {
  const { referral } = followUp;
  const { actions, said, urgentDays } = useFollowUp();
  const { view } = useChart();
  // Kept apart from the panel: it may be closed, or drawn anew for a newer version. That the patient agrees is asked each time.
  const inPanel =
    said[referral.reference]?.[action] ??
    (action === 'cancel' && followUp.state === 'declined' ? DECLINED : NOTHING_SAID);
  const { why, note } = inPanel;
  const priority = inPanel.priority ?? referral.priority;
  const say = (change: Partial<AmendmentWords>): void =>
    actions.say(referral.reference, action, { ...inPanel, ...change });
  const [agrees, setAgrees] = useState(false);
  const [accepted, setAccepted] = useState(false);
  const [gateAccepted, setGateAccepted] = useState(false);
  const others = useOthers(action === 'sign' ? referral.reference : null);
  const gate = useGate();
  const id = useId();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  if (view.at !== 'settled') return null;
  const { patient, asOf } = view.chart;
  const visitDays = action === 'change' ? visitDaysAfter(referral, priority, asOf, urgentDays) : null;
  const amendment = {
    action,
    why: action === 'discard' || action === 'cancel' ? why : null,
    priority: action === 'change' && priority !== referral.priority ? priority : null,
    visitDays,
    note,
    patientAgrees: agrees,
  };
  const gap = amendmentGap(amendment, referral.priority);
  const isSign = action === 'sign';
  const isRead =
    !isSign ||
    (others !== null && (!needsAcknowledgement(others) || accepted) && (gate.asks !== 'tick' || gateAccepted));
  const stops = isSign && (gate.asks === 'stop' || gate.asks === 'wait');
  const lacks = gap !== null ? words.panel.gap[gap] : isRead ? null : words.panel.acknowledgeFirst;
  const confirm = (): void => {
    const { version } = referral;
    if (lacks !== null || stops || version === null) return;
    const seen = others !== null && 'referrals' in others ? others.referrals.map(({ reference }) => reference) : [];
    actions.amend({
      referral,
      version,
      amendment,
      acknowledged: accepted && others !== null ? others.result : null,
      seen: accepted ? seen : [],
    });
    onPressed();
  };
  const closeByKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  };
  const named = `${patient.name}${patient.birth === null ? '' : `, ${sayWhen(patient.birth)}`}`;
  return (
    <Panel aria-labelledby={`${id}-title`} onKeyDown={closeByKey} data-print="never">
      <h4 id={`${id}-title`} ref={title} tabIndex={-1}>
        {words.panel.title[action]}
      </h4>
      <p>
        {words.panel.about[action]}
        {(action === 'cancel' || action === 'wrong-patient') && phone !== null && ` ${words.call(phone)}`}
        {action === 'change' && followUp.state === 'prepared' && ` ${words.panel.otherwise}`}
      </p>
      {isSign && <ToSign followUp={followUp} asOf={view.chart.asOf} />}
      {isSign &&
        (others === null ? (
          <Quiet>{words.panel.looking}</Quiet>
        ) : (
          <OthersFound check={others} accepted={accepted} onAccept={setAccepted} />
        ))}
      {isSign && gate.asks === 'stop' && (
        <p>
          {gate.sentence} {words.panel.gateStops}
        </p>
      )}
      {isSign && gate.asks === 'tick' && (
        <Choice type="checkbox" name={`${id}-gate`} checked={gateAccepted} onChange={setGateAccepted}>
          {words.panel.gate(gate.sentence)}
        </Choice>
      )}
      {isSign && (
        <Choice type="checkbox" name={`${id}-agrees`} checked={agrees} onChange={setAgrees}>
          {isToBeAskedAnew(referral.patientAgrees) ? words.panel.agreesNow : words.panel.agrees}
        </Choice>
      )}
      {action === 'change' && (
        <ChoiceGroup title={words.panel.priority} inline>
          {PRIORITIES.filter((one) => one === 'routine' || one === 'urgent' || one === referral.priority).map((one) => (
            <Choice
              key={one}
              type="radio"
              name={`${id}-priority`}
              checked={priority === one}
              // Only what was chosen: what stands there now may be somebody else's newer word.
              onChange={() => say({ priority: one === referral.priority ? null : one })}
            >
              {words.priority[one]}
            </Choice>
          ))}
        </ChoiceGroup>
      )}
      {visitDays !== null && <p>{words.panel.sooner(sayDay(asOf + visitDays))}</p>}
      {(action === 'discard' || action === 'cancel') && (
        <ChoiceGroup title={words.panel.why} inline>
          {TAKEN_BACK_FOR.map((one) => (
            <Choice key={one} type="radio" name={`${id}-why`} checked={why === one} onChange={() => say({ why: one })}>
              {words.panel.whyOption[one]}
            </Choice>
          ))}
        </ChoiceGroup>
      )}
      <Field>
        <span>{words.panel.note}</span>
        <textarea
          rows={2}
          maxLength={AMENDMENT_NOTE_LIMIT}
          value={note}
          aria-describedby={`${id}-help`}
          onChange={(event) => say({ note: event.target.value })}
        />
      </Field>
      <Quiet id={`${id}-help`}>{action === 'wrong-patient' ? words.panel.noteNoName : words.panel.noteHelp}</Quiet>
      <Buttons>
        <ActionButton
          look="outlined"
          aria-disabled={lacks !== null || stops}
          aria-describedby={`${id}-lacks`}
          onClick={confirm}
        >
          {`${words.panel.verb[action]}: ${named}`}
        </ActionButton>
        <ActionButton look="quiet" onClick={onClose}>
          {words.panel.close}
        </ActionButton>
        <Quiet id={`${id}-lacks`}>{lacks ?? ''}</Quiet>
      </Buttons>
    </Panel>
  );
}

const NOTHING_SAID: AmendmentWords = { why: null, priority: null, note: '' };

/** The service's no is on record: nobody has to choose it again, and it can be changed. */
const DECLINED: AmendmentWords = { ...NOTHING_SAID, why: 'service-declined' };

/** Other referrals that ask the same, looked for afresh; null while it is being looked. */
function useOthers(reference: string | null): DuplicateCheck | null {
  const { actions } = useFollowUp();
  const [found, setFound] = useState<DuplicateCheck | null>(null);
  useEffect(() => {
    if (reference === null) return undefined;
    let wanted = true;
    const look = async (): Promise<void> => {
      const check = await actions.others(reference);
      if (wanted) setFound(check);
    };
    void look();
    return () => {
      wanted = false;
    };
  }, [actions, reference]);
  return found;
}

/** What one signs: how soon, what the patient has said, and its own words, whole. */
function ToSign({ followUp: { referral }, asOf }: { readonly followUp: FollowUp; readonly asOf: Day }): ReactNode {
  const { user } = useWho();
  const { requester, notes, patientAgrees } = referral;
  const soon = howSoon(referral, asOf);
  const isOther = requester !== null && requester.reference !== user?.reference;
  return (
    <>
      {isOther && <p>{words.panel.otherRequester(requester.name ?? requester.reference ?? '')}</p>}
      {soon !== null && <p>{soon}</p>}
      <p>{words.panel.agreed(patientAgrees)}</p>
      {notes.length > 0 && (
        <Said tabIndex={0} aria-label={words.panel.text}>
          {notes.join('\n\n')}
        </Said>
      )}
    </>
  );
}

/** A group by nature: its own title names it. */
const Panel = dressed('fieldset', css.panel);

const Said = dressed('figure', css.said);

const Field = dressed('label', css.field);

const Buttons = dressed('div', css.buttons);
