import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import type { Evidence } from '../../domain/chart/evidence.ts';
import { actionsFor, type AmendmentAction } from '../../domain/referral/amendment.ts';
import { isOver, type FollowUp } from '../../domain/referral/follow-up.ts';
import { useFollowUp } from '../../session/useFollowUp.ts';
import { useRecord } from '../../session/useRecord.ts';
import { useSessionClock } from '../../session/useSessionClock.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { EvidenceLine } from '../../ui/EvidenceLine.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { dressed } from '../../ui/dressed.ts';
import { followUp as words } from '../../words/follow-up.ts';
import { Amend } from './Amend.tsx';
import { AmendmentResult } from './AmendmentResult.tsx';
import { howSoon } from './how-soon.ts';
import css from './ReferralItem.module.css';
import { Standing } from './Standing.tsx';
import { useService } from './useService.ts';
import { VisitInPlan } from './VisitInPlan.tsx';

export interface ReferralItemProps {
  readonly followUp: FollowUp;
  readonly asOf: number;
}

/** One referral: its state, what it is, its records, and what can be done. */
export function ReferralItem({ followUp, asOf }: ReferralItemProps): ReactNode {
  const { referral, evidence } = followUp;
  const { amendments, may, pressed, actions } = useFollowUp();
  const record = useRecord();
  const clock = useSessionClock();
  const service = useService(referral.to);
  const soon = howSoon(referral, isOver(followUp.state) ? undefined : asOf);
  const [open, setOpen] = useState<AmendmentAction | null>(null);
  const title = useId();
  const item = useRef<HTMLLIElement>(null);
  const amendment = amendments[referral.reference];
  const back = useRef<AmendmentAction | null>(null);
  // What held the focus is gone with the panel: it goes back to where the panel was opened from.
  useEffect(() => {
    if (open !== null || back.current === null) return;
    item.current?.querySelector<HTMLElement>(`[data-action="${back.current}"]`)?.focus();
    back.current = null;
  }, [open]);
  const close = (): void => {
    back.current = open;
    setOpen(null);
  };
  const isBusy = amendment?.at === 'sending' || amendment?.at === 'looking';
  // Of what may have left, the way to another try stands with what is known of it.
  const isUnderWay = isBusy || amendment?.at === 'unknown';
  const possible = may === null || clock.at === 'over' ? null : actionsFor(followUp, may);
  const offered = possible === null || possible.may === 'nothing' ? [] : possible.may;
  const name = referral.requester?.name ?? null;
  const what = [
    ...(referral.to === null ? [] : [words.to(referral.to)]),
    ...(name === null ? [] : [followUp.state === 'prepared' ? words.forSignature(name) : words.by(name)]),
    ...(soon === null ? [] : [soon]),
  ].join(' · ');
  // What it was opened for may no longer be possible.
  const shown = open !== null && !isBusy && offered.includes(open) ? open : null;
  return (
    <Item ref={item} aria-labelledby={title}>
      <Standing followUp={followUp} id={title} service={service} />
      {what !== '' && <p>{what}</p>}
      {referral.weak && <Quiet as="p">{words.weak}</Quiet>}
      <Records>
        {evidence.map((one) => (
          <li key={one.reference}>
            <EvidenceLine evidence={inPlainWords(one)} asOf={asOf} record={record} />
          </li>
        ))}
      </Records>
      <VisitInPlan followUp={followUp} night={service?.nightPhone ?? null} />
      {amendment !== undefined && (
        <AmendmentResult
          amendment={amendment}
          phone={service?.phone ?? null}
          pressed={referral.reference in pressed}
          lookAgain={() => actions.lookAgain(referral.reference)}
          tryAgain={setOpen}
        />
      )}
      {possible?.may === 'nothing' && (
        <Quiet as="p">
          {words.mayNot[possible.why]}
          {possible.why === 'not-a-request' && service?.phone !== undefined && ` ${words.call(service.phone)}`}
        </Quiet>
      )}
      {followUp.state === 'prepared' && offered.length > 0 && !offered.includes('sign') && (
        <Quiet as="p">{words.notSigner}</Quiet>
      )}
      {offered.length > 0 && !isUnderWay && (
        <Buttons data-print="never">
          {offered.map((action) => (
            <ActionButton
              key={action}
              look={action === 'sign' ? 'outlined' : 'quiet'}
              data-action={action}
              aria-expanded={shown === action}
              aria-describedby={title}
              onClick={() => setOpen(shown === action ? null : action)}
            >
              {words.open[action]}
            </ActionButton>
          ))}
        </Buttons>
      )}
      {shown !== null && (
        <Amend
          key={`${shown} ${referral.version ?? ''}`}
          action={shown}
          followUp={followUp}
          phone={service?.phone ?? null}
          onClose={close}
          onPressed={() => setOpen(null)}
        />
      )}
    </Item>
  );
}

const Item = dressed('li', css.item);

const Records = dressed('ul', css.records);

const Buttons = dressed('div', css.buttons);

/** HL7's code of a task that carries out a request. Its own words, "Fulfill the focal request", are no clinician's. */
const CARRIES_OUT = { system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'fulfill' };
const ITS_WORDS: readonly string[] = ['Fulfill the focal request', CARRIES_OUT.code];

/** Where the record has words of its own, they stand. */
function inPlainWords(one: Evidence): Evidence {
  const { system, code } = one.code ?? {};
  const isBare = system === CARRIES_OUT.system && code === CARRIES_OUT.code && ITS_WORDS.includes(one.label);
  return isBare ? { ...one, label: words.teamTask } : one;
}
