import { useEffect, useRef, type ReactNode } from 'react';
import type { FollowUp } from '../../domain/referral/follow-up.ts';
import { isPlanned } from '../../domain/referral/visit-plan.ts';
import type { VisitPlanView } from '../../session/follow-up-store.ts';
import { useFollowUp } from '../../session/useFollowUp.ts';
import { useSessionClock } from '../../session/useSessionClock.ts';
import { useSite } from '../../session/useWho.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { Note } from '../../ui/Note.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { dressed } from '../../ui/dressed.ts';
import { followUp as words } from '../../words/follow-up.ts';
import { problemWords } from '../../words/problems.ts';
import { visitPlanTexts } from '../../words/visit-plan-texts.ts';
import css from './Amend.module.css';

export interface VisitInPlanProps {
  readonly followUp: FollowUp;
  /** Whom the patient calls at night; null where no number is known. */
  readonly night: string | null;
}

/** A booked visit in the care plan: one press, not offered twice, and what became of it in its place. */
export function VisitInPlan({ followUp, night }: VisitInPlanProps): ReactNode {
  const { records, plans, mayPlan, actions } = useFollowUp();
  const clock = useSessionClock();
  const { timeZone } = useSite();
  const visit = followUp.visit?.visit ?? null;
  const plan = visit === null ? undefined : plans[visit.reference];
  if (records === null || visit === null) return null;
  const planned = isPlanned(followUp, records);
  if (plan !== undefined) {
    const mayAgain = (plan.at === 'refused' || plan.at === 'conflict') && planned === 'no';
    return (
      <Became plan={plan} lookAgain={() => actions.findPlan(visit.reference)}>
        {mayAgain && putButton()}
      </Became>
    );
  }
  switch (planned) {
    case 'no-visit':
      return null;
    case 'yes':
      return <Quiet as="p">{words.plan.there}</Quiet>;
    case 'unread':
      return <Quiet as="p">{words.plan.unread}</Quiet>;
    case 'no':
      return putButton();
    default:
      return planned satisfies never;
  }

  function putButton(): ReactNode {
    if (mayPlan !== true || clock.at === 'over' || visit === null) return null;
    const { reference: appointment, start } = visit;
    const put = (): void =>
      actions.plan({ appointment, day: start?.lo ?? null, texts: visitPlanTexts(visit, night, timeZone) });
    return (
      <Buttons data-print="never">
        <ActionButton look="outlined" aria-describedby={`plan-${appointment}`} onClick={put}>
          {words.plan.put}
        </ActionButton>
        <Quiet id={`plan-${appointment}`}>{words.plan.what}</Quiet>
      </Buttons>
    );
  }
}

interface BecameProps {
  readonly plan: VisitPlanView;
  readonly lookAgain: () => void;
  readonly children: ReactNode;
}

function Became({ plan, lookAgain, children }: BecameProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const before = useRef<VisitPlanView['at'] | null>(null);
  useEffect(() => {
    // The button that was pressed is gone: the focus goes on to what became of it. A look by itself takes none.
    const pressed = plan.at === 'sending' || before.current !== null;
    if (pressed && before.current !== plan.at) place.current?.focus();
    before.current = plan.at;
  }, [plan.at]);
  return (
    <div ref={place} tabIndex={-1}>
      <Note as="output" tone={TONE[plan.at]}>
        {saidOf(plan)}
      </Note>
      {plan.at === 'unknown' && (
        <ActionButton look="outlined" onClick={lookAgain}>
          {words.checkAgain}
        </ActionButton>
      )}
      {children}
    </div>
  );
}

const TONE: Readonly<Record<VisitPlanView['at'], 'plain' | 'look' | 'stop'>> = {
  sending: 'plain',
  looking: 'plain',
  written: 'plain',
  'there-already': 'plain',
  staged: 'look',
  conflict: 'look',
  unknown: 'look',
  refused: 'stop',
};

function saidOf(plan: VisitPlanView): string {
  const { plan: said } = words;
  switch (plan.at) {
    case 'written':
      return plan.added ? said.added : said.written;
    case 'there-already':
      return said.thereAlready;
    case 'refused': {
      const { kind, status, said: reasons } = plan.problem;
      const [reason] = reasons;
      if (kind === 'unchecked') return words.notDone(said.unchecked);
      return status === null && reason === undefined
        ? words.notDone(problemWords[kind].says)
        : words.refused(reason ?? problemWords[kind].says);
    }
    case 'sending':
    case 'looking':
    case 'staged':
    case 'conflict':
    case 'unknown':
      return said[plan.at];
    default:
      return plan satisfies never;
  }
}

const Buttons = dressed('div', css.buttons);
