import type { ReactNode } from 'react';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { care } from '../../words/care.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './Folded.module.css';

/** What is printed even while it is folded: a chart with hundreds of goals is no page. */
const MOST_PRINTED = 40;

export interface FoldedProps {
  /** How many stand open. */
  readonly open: number;
  /** List items, each with its key. */
  readonly children: readonly ReactNode[];
}

/** A list of which the first stand open and the rest behind their count. One more than fits is shown with the others. */
export function Folded({ open, children }: FoldedProps): ReactNode {
  const shown = children.length <= open + 1 ? children : children.slice(0, open);
  const rest = children.slice(shown.length);
  return (
    <>
      <List>{shown}</List>
      {rest.length > 0 && (
        <Fold>
          <Disclosure summary={<Quiet>{care.more(rest.length)}</Quiet>} printed={rest.length <= MOST_PRINTED}>
            <List>{rest}</List>
          </Disclosure>
        </Fold>
      )}
    </>
  );
}

const List = dressed('ul', css.list);

const Fold = dressed('div', css.fold);
