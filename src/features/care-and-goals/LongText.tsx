import { useId, useState, type ReactNode } from 'react';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { care } from '../../words/care.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './LongText.module.css';

/** Characters that are read at a glance; a text that is a little longer is shown as it is. */
const GLANCE = 220;
const LITTLE = 60;

/** Words of the record, as text. Long ones are folded, and whole on paper. `quoted`: somebody's own words. */
export function LongText({ words, quoted = false }: { readonly words: string; readonly quoted?: boolean }): ReactNode {
  const [open, setOpen] = useState(false);
  const id = useId();
  const say = (text: string): string => (quoted ? care.quoted(text) : text);
  if (words.length <= GLANCE + LITTLE)
    return (
      <Words dir="auto" data-quoted={quoted}>
        {say(words)}
      </Words>
    );
  return (
    <div>
      {!open && (
        <Words dir="auto" data-quoted={quoted} data-print="never">
          {say(`${atWord(words)}…`)}
        </Words>
      )}
      <Words id={id} dir="auto" data-quoted={quoted} hidden={!open} data-print="open">
        {say(words)}
      </Words>
      <ActionButton look="quiet" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {open ? care.showLess : care.showAll}
      </ActionButton>
    </div>
  );
}

/** Cut between words, where there are any. */
function atWord(words: string): string {
  const cut = words.slice(0, GLANCE);
  const end = cut.lastIndexOf(' ');
  return (end > GLANCE / 2 ? cut.slice(0, end) : cut).trimEnd();
}

const Words = dressed('p', css.words);
