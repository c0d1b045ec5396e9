/** What is missing when a source was not read completely. */
import type { Chart } from '../chart/chart.ts';
import { isLoaded, isWithheld, SOURCE_IDS, type SourceId, type Sources, type SourceState } from '../chart/source.ts';
import { onceForEach } from '../logic/once.ts';
import { state } from '../statement.ts';
import type { Missing, MissingReason } from './trigger.ts';

/** Why a source cannot be relied on; null when every origin has given it completely. */
export function unreadIn(chart: Chart, source: SourceId): Missing | null {
  return isLoaded(chart.sources, source) ? null : (unreadOf(chart.sources).get(source) ?? null);
}

/** The same for a source that is there and was asked for in vain; null also where a server does not have it at all. */
export function withheldIn(chart: Chart, source: SourceId): Missing | null {
  return isWithheld(chart.sources, source) ? unreadIn(chart, source) : null;
}

const unreadOf = onceForEach((sources: Sources): ReadonlyMap<SourceId, Missing> => {
  const origins = Object.values(sources);
  const unread = new Map<SourceId, Missing>();
  for (const id of SOURCE_IDS) {
    if (isLoaded(sources, id)) continue;
    const worst = origins.find((origin) => origin[id].state !== 'loaded')?.[id].state ?? 'not-asked';
    unread.set(id, missingBecause(id, REASONS[worst]));
  }
  return unread;
});

/** Told by many rules of many charts, always alike: made once. */
function missingBecause(source: SourceId, reason: MissingReason): Missing {
  const name = `${source} ${reason}`;
  let missing = made.get(name);
  if (missing === undefined)
    made.set(name, (missing = { reason, source, say: state('source-not-read', { source, reason }) }));
  return missing;
}

/** As many as there are sources and reasons. */
const made = new Map<string, Missing>();

const REASONS: Readonly<Record<SourceState['state'], MissingReason>> = {
  loaded: 'possible',
  partial: 'truncated',
  failed: 'fetch-failed',
  forbidden: 'scope-not-granted',
  unsupported: 'unsupported',
  'not-asked': 'not-asked',
};
