import { useEffect, useState } from 'react';
import { useChart } from '../session/useChart.ts';
import { behind, footer } from './later-parts.ts';

/** Who waits so long for a slow EHR may see what is waited for. */
const PATIENCE_MS = 5000;

/** Whether what stands below the answer may be drawn: not before the answer, whose files come first. */
export function useAfterAnswer(): boolean {
  const { at } = useChart().view;
  const stands = at === 'settled' || at === 'unreadable';
  const [after, setAfter] = useState(behind.isLoaded() && footer.isLoaded());
  useEffect(() => {
    if (after) return undefined;
    const timer = setTimeout(() => setAfter(true), stands ? 0 : PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [after, stands]);
  return after;
}
