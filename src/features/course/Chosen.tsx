import type { ReactNode, RefObject } from 'react';
import type { CourseItem } from '../../domain/course/item.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { course as words } from '../../words/course.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './Chosen.module.css';
import { FirstFew } from './FirstFew.tsx';
import { ItemList } from './ItemList.tsx';
import { sayDays } from './told.ts';

export interface ChosenProps {
  readonly id: string;
  readonly items: readonly CourseItem[];
  readonly asOf: number;
  readonly severalOrigins: boolean;
  /** Where its mark stands, in a picture so many pixels wide; null while it is out of view. */
  readonly mark: number | null;
  readonly width: number;
  readonly inside: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/**
 * What is chosen, beneath its lane and pointing at its mark. The mark's own name is what is read out when it is reached: this
 * says nothing by itself, and is gone through by Tab.
 */
export function Chosen(props: ChosenProps): ReactNode {
  const { id, items, asOf, severalOrigins, mark, width, inside, onClose } = props;
  return (
    <Details id={id} ref={inside} aria-label={words.chosen} data-print="never">
      <Tie viewBox={`0 0 ${String(width)} ${String(TIP)}`} aria-hidden="true" focusable="false">
        <path d={edge(mark, width)} />
      </Tie>
      <Frame>
        <div key={items[0]?.id}>
          {items.length > 1 && <Entries>{words.entries(items.length, sayDays(items))}</Entries>}
          <FirstFew all={items} more={words.moreEntries}>
            {(some) => <ItemList items={some} asOf={asOf} severalOrigins={severalOrigins} />}
          </FirstFew>
        </div>
        <ActionButton look="quiet" onClick={onClose}>
          {words.close}
        </ActionButton>
      </Frame>
    </Details>
  );
}

/** Height of the tip, and half of its width. */
const TIP = 9;

/** The upper edge of the frame, with a tip under the mark. */
function edge(mark: number | null, width: number): string {
  const foot = String(TIP - 1);
  if (mark === null) return `M0 ${foot}H${String(width)}`;
  const x = Math.min(Math.max(mark, TIP + 1), width - TIP - 1);
  return `M0 ${foot}H${String(x - TIP)}L${String(x)} 0L${String(x + TIP)} ${foot}H${String(width)}`;
}

const Details = dressed('section', css.details);
const Tie = dressed('svg', css.tie);
const Frame = dressed('div', css.frame);
const Entries = dressed('p', css.entries);
