/** The line under the answer: what could not be seen. */
import type { Chart } from './chart/chart.ts';
import type { Hospice } from './chart/hospice.ts';
import type { ActiveMalignancy } from './chart/malignancy.ts';
import { isLoaded, type SourceId } from './chart/source.ts';
import type { Kleene } from './logic/kleene.ts';
import { state } from './statement.ts';
import { neededSources } from './triggers/evaluate.ts';
import type { Missing, TriggerResult } from './triggers/trigger.ts';

/** What could not be seen, most telling first, each thing once. */
export function notSeen(
  chart: Chart,
  triggers: readonly TriggerResult[],
  malignancy: ActiveMalignancy,
  advanced: Kleene,
  hospice: Hospice,
): readonly Missing[] {
  const readable = isLoaded(chart.sources, 'Condition') && isLoaded(chart.sources, 'Observation');
  // "Not found" is no news about what was not read: then only the source is named.
  const all = triggers
    .filter((one) => one.outcome === 'not-assessable')
    .flatMap((one) => one.missing)
    .filter(({ say }) => readable || (say.code !== 'stage-not-recorded' && say.code !== 'performance-status-never'));
  const unread = neededSources().flatMap((source): readonly Missing[] =>
    isLoaded(chart.sources, source) || all.some((one) => one.source === source)
      ? []
      : all.length === 0 || source !== 'Patient'
        ? [unreadSource(chart, source)]
        : [],
  );
  const stage: readonly Missing[] =
    readable &&
    malignancy.active === true &&
    advanced === null &&
    !all.some((one) => one.say.code === 'stage-not-recorded' || one.say.code === 'nodes-recorded-stage-not')
      ? [{ reason: 'never-recorded', source: null, say: state('stage-not-recorded', {}) }]
      : [];
  const unchecked: readonly Missing[] = [
    ...(hospice.now === null
      ? [{ reason: 'possible', source: null, say: state('hospice-not-checked', {}) } as const]
      : []),
    ...(isLoaded(chart.sources, 'ServiceRequest')
      ? []
      : [{ reason: 'possible', source: null, say: state('referral-not-checked', {}) } as const]),
  ];
  const always: readonly Missing[] = [
    { reason: 'not-asked', source: null, say: state('acute-care-elsewhere', {}) },
    { reason: 'not-asked', source: null, say: state('not-in-this-version', {}) },
  ];
  const seen = new Set<string>();
  return [
    ...unchecked,
    ...all.toSorted((a, b) => (a.source === null ? 1 : 0) - (b.source === null ? 1 : 0)),
    ...unread,
    ...stage,
    ...always,
  ].filter((one) => {
    const key = JSON.stringify(one.say);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

const REASON = {
  partial: 'truncated',
  failed: 'fetch-failed',
  forbidden: 'scope-not-granted',
  unsupported: 'unsupported',
  'not-asked': 'not-asked',
  loaded: 'possible',
} as const;

function unreadSource(chart: Chart, source: SourceId): Missing {
  const states = Object.values(chart.sources).map((origin) => origin[source].state);
  const reason = REASON[states.find((one) => one !== 'loaded') ?? 'not-asked'];
  return { reason, source, say: state('source-not-read', { source, reason }) };
}
