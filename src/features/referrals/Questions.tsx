import { useId, type ReactNode } from 'react';
import { recordKey } from '../../domain/chart/evidence.ts';
import type { AskedQuestion } from '../../domain/question/asked-question.ts';
import { useFollowUp } from '../../session/useFollowUp.ts';
import { useRecord } from '../../session/useRecord.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { EvidenceLine } from '../../ui/EvidenceLine.tsx';
import { dressed } from '../../ui/dressed.ts';
import { followUp as words } from '../../words/follow-up.ts';
import { sayWhen } from '../../words/say.ts';
import css from './Questions.module.css';
import { TeamSays } from './TeamSays.tsx';
import { useService } from './useService.ts';

/** Questions to the team that are on record, and what is visible of an answer. They are no referrals, and stand apart from them. */
export function Questions({ asOf }: { readonly asOf: number }): ReactNode {
  const { records, numbers } = useFollowUp();
  const id = useId();
  const all = (records?.questions ?? []).toSorted((one, other) => (other.on?.lo ?? 0) - (one.on?.lo ?? 0));
  const isEarlier = ({ on }: AskedQuestion): boolean => on !== null && asOf - on.hi > numbers.closedDays;
  const earlier = all.filter(isEarlier);
  if (all.length === 0) return null;
  return (
    <Block aria-labelledby={id}>
      <h3 id={id}>{words.questions.title}</h3>
      <List all={all.filter((one) => !isEarlier(one))} asOf={asOf} />
      {earlier.length > 0 && (
        <Disclosure summary={words.questions.earlier(earlier.length)} printed>
          <List all={earlier} asOf={asOf} />
        </Disclosure>
      )}
    </Block>
  );
}

function List({ all, asOf }: { readonly all: readonly AskedQuestion[]; readonly asOf: number }): ReactNode {
  if (all.length === 0) return null;
  return (
    <ul>
      {all.map((one) => (
        <Item key={recordKey(one)} question={one} asOf={asOf} />
      ))}
    </ul>
  );
}

function Item({ question, asOf }: { readonly question: AskedQuestion; readonly asOf: number }): ReactNode {
  const { kind, as, state, on, by, to, reason } = question;
  const record = useRecord();
  const phone = useService(to)?.phone ?? null;
  const { asked, became, call } = words.questions;
  const noAnswer = state === 'waits' || state === 'not-known';
  return (
    <li>
      <p>
        {asked(kind, on === null ? null : sayWhen(on), by, to)} {state === 'waits' ? became.waits[as] : became[state]}
        {noAnswer && phone !== null && ` ${call(phone)}`}
      </p>
      {state === 'declined' && <p>{words.questions.ours(phone)}</p>}
      {reason !== null && <p>{words.reason(reason)}</p>}
      <TeamSays {...question} />
      <EvidenceLine evidence={question} asOf={asOf} record={record} />
    </li>
  );
}

const Block = dressed('section', css.block);
