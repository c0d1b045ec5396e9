import type { ReactNode } from 'react';
import type { SourcesOfOrigin } from '../../domain/chart/source.ts';
import { compareWhen, type Day, type When } from '../../domain/logic/when.ts';
import { basis } from '../../words/basis.ts';
import { sayWhen } from '../../words/say.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './OriginLine.module.css';

/** One server in a line: how much of what it was asked for was read, how much there is, how new, and in what time. */
export function OriginLine({ states, asOf }: { readonly states: SourcesOfOrigin; readonly asOf: Day }): ReactNode {
  const asked = Object.values(states).filter(({ state }) => state !== 'not-asked');
  if (asked.length === 0) return null;
  const read = asked.filter(({ state }) => state === 'loaded').length;
  let records = 0;
  let newest: When | null = null;
  let took: number | null = null;
  for (const state of asked) {
    if ('count' in state) records += state.count;
    // An appointment that is still to come says nothing of how new the record is.
    const latest = 'newest' in state && state.newest !== null && state.newest.lo <= asOf ? state.newest : null;
    if (latest !== null && (newest === null || compareWhen(latest, newest) > 0)) newest = latest;
    // They are read side by side: the longest is what was waited for.
    if (state.took !== undefined) took = Math.max(took ?? 0, state.took);
  }
  return <Line>{basis.sources.all(read, asked.length, records, newest === null ? null : sayWhen(newest), took)}</Line>;
}

const Line = dressed('p', css.line);
