import { useEffect, useRef, type ReactNode } from 'react';
import type { Problem } from '../../domain/problem.ts';
import type { FactWrite } from '../../domain/visit/fact-write.ts';
import { useSaving } from '../../session/useSaving.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { problemWords } from '../../words/problems.ts';
import { saving as words } from '../../words/saving.ts';

export interface SaveFactProps {
  /** Of the entry. */
  readonly id: string;
  /** The entry in words, for the names of the buttons. */
  readonly what: string;
}

/** Beside an entry: the offer to write it into the chart, where the EHR takes it; then what became of it, in one sentence. */
export function SaveFact({ id, what }: SaveFactProps): ReactNode {
  const { saving, actions } = useSaving();
  const write = saving.writes[id];
  const place = useRef<HTMLOutputElement>(null);
  const pressed = useRef(false);
  const at = write?.at;
  // The pressed button is gone: who goes by the keyboard stays at the line.
  useEffect(() => {
    if (pressed.current) place.current?.focus();
    pressed.current = false;
  });
  const press = (act: (id: string) => void): void => {
    pressed.current = true;
    act(id);
  };
  const mayBeSaved = (at === undefined || at === 'refused') && saving.offered.has(id);
  if (write === undefined && !mayBeSaved) return null;
  return (
    <>
      <output ref={place} tabIndex={-1}>
        {write === undefined ? '' : said(write)}
      </output>
      {at === 'unknown' && (
        <>
          <Quiet>{words.lookInChart}</Quiet>
          <ActionButton
            look="quiet"
            aria-label={words.checkAgainWhat(what)}
            onClick={() => press(actions.lookAgain)}
            data-print="never"
          >
            {words.checkAgain}
          </ActionButton>
        </>
      )}
      {mayBeSaved && (
        <ActionButton
          look="quiet"
          aria-label={words.saveWhat(what)}
          onClick={() => press(actions.save)}
          data-print="never"
        >
          {words.save}
        </ActionButton>
      )}
    </>
  );
}

/** Beside a record that was made of an entry, and that was taken back since. */
export function StaysInChart(): ReactNode {
  return <Quiet>{words.stays}</Quiet>;
}

function said(write: FactWrite): string {
  switch (write.at) {
    case 'writing':
      return words.saving;
    case 'written':
      return words.saved;
    case 'staged':
      return words.staged;
    case 'refused':
      return whyNot(write.problem);
    case 'unknown':
      return words.unknown;
    default:
      return write satisfies never;
  }
}

/** In the EHR's own words where it gave some. */
function whyNot({ kind, status, said: [reason] }: Problem): string {
  const ours = OUR_CHECKS.has(kind) || (status === null && reason === undefined);
  return ours ? words.notSaved(problemWords[kind].says) : words.refused(reason ?? problemWords[kind].says);
}

/** Found by a look before anything left: the EHR was not asked to write. */
const OUR_CHECKS: ReadonlySet<Problem['kind']> = new Set(['wrong-patient', 'patient-deceased', 'ending', 'not-kept']);
