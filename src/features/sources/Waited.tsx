import { useState, type ReactNode } from 'react';
import { useTime } from '../../session/useTime.ts';
import { basis } from '../../words/basis.ts';

const TICK_MS = 5000;
/** Before that nobody wonders. */
const LONG_SECONDS = 10;

/** Whole tens of seconds since this was first drawn, or null while that is not long: never more than it truly is. */
function useWaited(): number | null {
  const time = useTime(TICK_MS);
  const [since] = useState(time);
  const seconds = Math.floor((time - since) / 10_000) * 10;
  return seconds < LONG_SECONDS ? null : seconds;
}

/** Beside a source that is being waited for: how long already. Stands where the count will. */
export function Waited(): ReactNode {
  const seconds = useWaited();
  return seconds === null ? null : basis.sources.waited(seconds);
}

/** Below the rows, while any of them is waited for. */
export function Meanwhile(): ReactNode {
  return useWaited() === null ? null : <p>{basis.sources.meanwhile}</p>;
}
