import { useState, type ReactNode } from 'react';
import { createPortal, flushSync } from 'react-dom';
import { ActionButton } from './ActionButton.tsx';

/** Prints one thing alone, as if the page were nothing else. */
export function PrintButton({
  label,
  children,
}: {
  readonly label: string;
  /** What is printed. */
  readonly children: ReactNode;
}): ReactNode {
  const [printing, setPrinting] = useState(false);
  const print = (): void => {
    // It has to be in the page before the print dialog takes its picture of it.
    flushSync(() => setPrinting(true));
    document.documentElement.dataset['printing'] = 'letter';
    try {
      window.print();
    } finally {
      delete document.documentElement.dataset['printing'];
      setPrinting(false);
    }
  };
  return (
    <>
      <ActionButton look="outlined" onClick={print}>
        {label}
      </ActionButton>
      {printing && createPortal(<div data-print="letter">{children}</div>, document.body)}
    </>
  );
}
