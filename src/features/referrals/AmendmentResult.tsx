import { useEffect, useRef, type ReactNode } from 'react';
import type { Problem } from '../../domain/problem.ts';
import type { AmendmentAction, AmendmentOutcome, Difference } from '../../domain/referral/amendment.ts';
import { NOT_THERE_AFTER_MS } from '../../domain/referral/submission.ts';
import type { AmendmentView } from '../../session/useFollowUp.ts';
import { useTime } from '../../session/useTime.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { Note } from '../../ui/Note.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { dressed } from '../../ui/dressed.ts';
import { followUp as words } from '../../words/follow-up.ts';
import { problemWords } from '../../words/problems.ts';
import css from './AmendmentResult.module.css';

export interface AmendmentResultProps {
  readonly amendment: AmendmentView;
  /** Of the service, for what it has to be told. */
  readonly phone: string | null;
  readonly lookAgain: () => void;
  /** Something was pressed in this page: the button is gone, and the focus goes on to what became of it. */
  readonly pressed: boolean;
  /** Opens the panel once more: what is pressed there is a new decision. */
  readonly tryAgain: ((action: AmendmentAction) => void) | null;
}

/** What has become of a change: only what was seen. */
export function AmendmentResult({ amendment, pressed, ...rest }: AmendmentResultProps): ReactNode {
  const place = useRef<HTMLOutputElement>(null);
  const { at } = amendment;
  const said = useRef<AmendmentView['at'] | null>(null);
  useEffect(() => {
    // Also from "looking" to what was found: each takes the place of the button that was pressed.
    if (pressed && said.current !== at) place.current?.focus();
    said.current = at;
  });
  return (
    <Place ref={place} tabIndex={-1}>
      {amendment.at === 'sending' ? (
        words.sending
      ) : amendment.at === 'looking' ? (
        words.checking
      ) : (
        <Ended outcome={amendment} {...rest} />
      )}
    </Place>
  );
}

interface EndedProps extends Omit<AmendmentResultProps, 'amendment' | 'pressed'> {
  readonly outcome: AmendmentOutcome;
}

function Ended({ outcome, phone, lookAgain, tryAgain }: EndedProps): ReactNode {
  const { action } = outcome;
  switch (outcome.at) {
    case 'done':
      return (
        <Note tone="plain">
          <strong>{words.done[action]}</strong>
          <TellService action={action} phone={phone} />
          {!outcome.readBack && <Quiet>{words.notReadBack}</Quiet>}
        </Note>
      );
    case 'staged':
      return <Note tone="look">{words.staged}</Note>;
    case 'conflict':
      return outcome.asMeant ? (
        <Note tone="look">
          <strong>{words.conflictAsMeant}</strong>
          <span>{words.conflictByWhom}</span>
          <TellService action={action} phone={phone} />
        </Note>
      ) : (
        <Conflict differences={outcome.differences} />
      );
    case 'refused':
      return <Refused problem={outcome.problem} />;
    case 'unknown':
      return <Unknown outcome={outcome} lookAgain={lookAgain} tryAgain={tryAgain} />;
    default:
      return outcome satisfies never;
  }
}

function TellService({
  action,
  phone,
}: {
  readonly action: AmendmentAction;
  readonly phone: string | null;
}): ReactNode {
  if (action !== 'cancel' && action !== 'wrong-patient') return null;
  return <span>{[words.tellService, ...(phone === null ? [] : [words.call(phone)])].join(' ')}</span>;
}

/** What stands in the chart now against what would have been written: element by element, in the record's own words. */
function Conflict({ differences }: { readonly differences: readonly Difference[] }): ReactNode {
  return (
    <Note tone="look">
      <strong>{words.conflict}</strong>
      {differences.length > 0 && (
        <Table>
          <thead>
            <tr>
              <th scope="col">{words.fieldName}</th>
              <th scope="col">{words.yours}</th>
              <th scope="col">{words.theirs}</th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ field, yours, theirs }) => (
              <tr key={`${field} ${theirs ?? ''}`}>
                <th scope="row">{words.field[field]}</th>
                <td>{field === 'other' ? '' : (yours ?? words.nothingThere)}</td>
                <td>{theirs ?? words.nothingThere}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {differences.length === 0 && <span>{words.conflictUnsaid}</span>}
      <span>{words.conflictAsk}</span>
    </Note>
  );
}

type Sayable = keyof typeof words.notDoneBecause;
const isSayable = (kind: string): kind is Sayable => Object.hasOwn(SAYABLE, kind);
const SAYABLE: Readonly<Record<Sayable, true>> = {
  changed: true,
  duplicate: true,
  unchecked: true,
  'not-kept': true,
  elsewhere: true,
  ending: true,
  'draft-invalid': true,
};

function Refused({ problem }: { readonly problem: Problem }): ReactNode {
  const { kind, said, status } = problem;
  const [reason] = said;
  const sentence = isSayable(kind)
    ? words.notDone(words.notDoneBecause[kind])
    : status === null
      ? words.notDone(problemWords[kind].says)
      : words.refused(reason ?? problemWords[kind].says);
  return (
    <Note tone="stop">
      <strong>{sentence}</strong>
      {!isSayable(kind) && <ProblemNote problem={problem} heading />}
    </Note>
  );
}

const LOOK_EVERY_MS = 5000;

function Unknown({
  outcome: { action, since, asBefore },
  lookAgain,
  tryAgain,
}: Omit<EndedProps, 'outcome' | 'phone'> & {
  readonly outcome: Extract<AmendmentOutcome, { at: 'unknown' }>;
}): ReactNode {
  const time = useTime(LOOK_EVERY_MS);
  return (
    <Note tone="look">
      <strong>{words.unknown[action]}</strong>
      <span>{words.unknownTodo}</span>
      {asBefore && <Quiet>{words.asBefore}</Quiet>}
      <Buttons data-print="never">
        <ActionButton look="outlined" onClick={lookAgain}>
          {words.checkAgain}
        </ActionButton>
        {tryAgain !== null && asBefore && time - since >= NOT_THERE_AFTER_MS && (
          <ActionButton look="quiet" onClick={() => tryAgain(action)}>
            {words.tryAgain}
          </ActionButton>
        )}
      </Buttons>
    </Note>
  );
}

const Place = dressed('output', css.place);

const Table = dressed('table', css.table);

const Buttons = dressed('div', css.buttons);
