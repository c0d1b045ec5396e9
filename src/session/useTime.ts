import { useEffect, useState } from 'react';
import { useEhr } from './ehr-context.ts';

/** The time, looked at again every `everyMs`, and at once when the page comes back into view. */
export function useTime(everyMs: number): number {
  const { now } = useEhr();
  const [time, setTime] = useState(now);
  useEffect(() => {
    const look = (): void => setTime(now());
    const timer = setInterval(look, everyMs);
    // A hidden page's timers sleep.
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [now, everyMs]);
  return time;
}
