import { useEffect, useState, type ReactNode } from 'react';
import { Hidden } from './Hidden.tsx';

/** Long enough to be taken up by a screen reader; what was heard is then not met again on the way through the page. */
const CLEARED_AFTER_MS = 3000;

/** Read out when its words change, and not seen. The words stand elsewhere on the page, so they do not stay here. */
export function Announce({ children }: { readonly children: string }): ReactNode {
  const [heard, setHeard] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setHeard(children), CLEARED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [children]);
  return <Hidden as="output">{children === heard ? '' : children}</Hidden>;
}
