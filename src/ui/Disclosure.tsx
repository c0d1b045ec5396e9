import { Fragment, useId, useState, type ReactNode } from 'react';
import { dressed } from './dressed.ts';
import css from './Disclosure.module.css';

export interface DisclosureProps {
  /** What the button shows; its text is the button's name. */
  readonly summary: ReactNode;
  /** Where the arrow stands: before the words, or after them, where the words have a mark of their own. */
  readonly arrow?: 'before' | 'after';
  /** The button is a heading of this rank. */
  readonly heading?: 'h3' | 'h4';
  /** Open from the first. */
  readonly opened?: boolean;
  /** Printed even while it is folded. */
  readonly printed?: boolean;
  readonly children: ReactNode;
}

/** Opens in place, by pointer and key alike. What is inside is made when it is first wanted, or at once for print. */
export function Disclosure({
  summary,
  arrow = 'before',
  heading,
  opened = false,
  printed = false,
  children,
}: DisclosureProps): ReactNode {
  const [open, setOpen] = useState(opened);
  const [wanted, setWanted] = useState(printed || opened);
  const id = useId();
  const toggle = (): void => {
    setOpen(!open);
    setWanted(true);
  };
  const Heading = heading ?? Fragment;
  return (
    <>
      <Heading>
        <Row type="button" aria-expanded={open} aria-controls={id} onClick={toggle}>
          {arrow === 'before' && <Chevron open={open} />}
          {summary}
          {arrow === 'after' && <Chevron open={open} />}
        </Row>
      </Heading>
      <div id={id} hidden={!open} data-print={printed ? 'open' : undefined}>
        {wanted && children}
      </div>
    </>
  );
}

const Row = dressed('button', css.row);

function Chevron({ open }: { readonly open: boolean }): ReactNode {
  return (
    <Arrow viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
      <path
        d="M4 2l4 4-4 4"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        transform={open ? 'rotate(90 6 6)' : undefined}
      />
    </Arrow>
  );
}

const Arrow = dressed('svg', css.arrow);
