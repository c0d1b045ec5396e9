import { useEffect, useRef, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import type { Presence } from '../../session/presence.ts';
import { usePresence } from '../../session/usePresence.ts';
import { useSessionClock } from '../../session/useSessionClock.ts';
import { useWho } from '../../session/useWho.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { screen } from '../../words/screen.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './Away.module.css';

/**
 * Stands before the chart when nobody has used it for a while. The chart stays in the page, invisible and out of reach, so that
 * nothing that was typed is lost. Not blurred: words behind a blur can be read by whoever knows them.
 */
export function Away(): ReactNode {
  const { presence, actions } = usePresence();
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const isNamed = useWho().user !== null;
  const isOver = useSessionClock().at === 'over';
  const hidden = presence.at !== 'here';

  useEffect(() => {
    const shown = dialog.current;
    const page = document.documentElement;
    if (!hidden || shown === null) return undefined;
    page.dataset['away'] = '';
    const before = document.activeElement;
    // Modal: everything else is out of reach of keyboard, pointer and screen reader.
    const open = (): void => {
      if (!shown.open) shown.showModal();
      // Not the button: a key that was pressed for something else would press it.
      title.current?.focus();
    };
    open();
    // Escape closes a dialog, in some browsers whatever the page says to it.
    shown.addEventListener('close', open);
    return () => {
      shown.removeEventListener('close', open);
      shown.close();
      delete page.dataset['away'];
      // Back to where somebody was writing.
      if (before instanceof HTMLElement) before.focus();
    };
  }, [hidden]);

  if (!hidden) return null;
  // Beside the page, not in it: while a form lies over the page, that form's library hides it from screen readers.
  return createPortal(
    <Cover ref={dialog} aria-labelledby="away" onCancel={(event) => event.preventDefault()}>
      <Title id="away" tabIndex={-1} ref={title}>
        {titleOf(presence, isOver)}
      </Title>
      {presence.at !== 'closed' && <Sentence>{sentence(presence, isNamed, isOver)}</Sentence>}
      {!isOver && maySeeAgain(presence) && (
        <ActionButton look="filled" disabled={presence.at === 'checking'} onClick={actions.show}>
          {screen.away.show}
        </ActionButton>
      )}
    </Cover>,
    document.body,
  );
}

function titleOf(presence: Presence, isOver: boolean): string {
  if (presence.at === 'closed') return screen.away.closing;
  if (isOver || (presence.at === 'stopped' && presence.why.kind === 'session-expired')) return screen.away.ended;
  return presence.at === 'away' && presence.because === 'left' ? screen.away.cameBack : screen.away.title;
}

/** `isNamed`: without a user a draft is nobody's, and is not found again by another launch. */
function sentence(presence: Presence, isNamed: boolean, isOver: boolean): string {
  if (isOver) return isNamed ? screen.away.over : screen.away.overUnnamed;
  if (presence.at === 'checking') return screen.away.checking;
  if (presence.at !== 'stopped') return screen.away.lead(isNamed);
  const { kind } = presence.why;
  if (kind === 'session-expired') return isNamed ? screen.away.over : screen.away.overUnnamed;
  return kind === 'wrong-patient' ? screen.away.wrongPatient : screen.away.failed;
}

/** Never again, when it is another patient or when there is no session to ask with. */
function maySeeAgain(presence: Presence): boolean {
  if (presence.at !== 'stopped') return presence.at !== 'closed';
  return presence.why.kind !== 'wrong-patient' && presence.why.kind !== 'session-expired';
}

const Title = dressed('h1', css.title);

const Sentence = dressed('output', css.sentence);

const Cover = dressed('dialog', css.cover);
