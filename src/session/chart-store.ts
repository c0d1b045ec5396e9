/**
 * The chart as it arrives, outside React: reading starts once, when the page starts, and no render can start it again.
 */
import { assess, type AssessOptions } from '../domain/assess.ts';
import type { Assessment } from '../domain/assessment.ts';
import type { Chart } from '../domain/chart/chart.ts';
import type { SourceId } from '../domain/chart/source.ts';
import { problem, type Problem, type Result } from '../domain/problem.ts';
import { withVisit } from '../domain/visit/with-visit.ts';
import type { ChartProgress, EhrPort } from '../ehr/port.ts';
import type { VisitStore } from './visit-store.ts';

/** `chart` in it is as the clinician says: with what they entered at this visit, without what they called wrong. */
export type ChartView =
  /** Not even the patient has arrived. */
  | { readonly at: 'opening' }
  /** The patient cannot be read, so nothing can be shown. */
  | { readonly at: 'unreadable'; readonly problem: Problem }
  /** Some sources have not answered: nothing may be concluded from what is not there. */
  | { readonly at: 'reading'; readonly chart: Chart; readonly pending: readonly SourceId[] }
  /** Every source has ended, well or badly. `retrying` are being asked once more. */
  | { readonly at: 'settled'; readonly chart: Chart; readonly retrying: readonly SourceId[]; readonly readAt: number };

export interface ChartStore {
  readonly subscribe: (listener: () => void) => () => void;
  readonly view: () => ChartView;
  /** The answer for the chart in view; null while there is none. Worked out once for each chart. */
  readonly assessment: () => Assessment | null;
  /** Asks one source again. The answer stays on screen until the new one is there. */
  readonly retry: (source: SourceId) => void;
  /** Reads everything again, after the patient could not be read. */
  readonly again: () => void;
}

export function startChart(port: EhrPort, visit: VisitStore, rules: AssessOptions, now: () => number): ChartStore {
  /** As it was read. */
  let read: Chart | null = null;
  let view = { at: 'opening' } as ChartView;
  let assessed: { readonly of: Chart; readonly pending: number; readonly answer: Assessment } | null = null;
  const listeners = new Set<() => void>();

  const show = (next: ChartView): void => {
    view = next;
    for (const listener of listeners) listener();
  };

  const asSaid = (chart: Chart): Chart => {
    read = chart;
    return withVisit(chart, visit.view());
  };

  visit.subscribe(() => {
    if (read !== null && (view.at === 'reading' || view.at === 'settled')) show({ ...view, chart: asSaid(read) });
  });

  const progressed = ({ chart, pending }: ChartProgress): void => {
    // A retry goes on behind an answer that has settled: late words of the first reading must not unsettle it.
    if (view.at === 'settled') return;
    show({ at: 'reading', chart: asSaid(chart), pending });
  };

  const ended = (result: Result<ChartProgress>): void => {
    if (!result.ok) show({ at: 'unreadable', problem: result.problem });
    else show({ at: 'settled', chart: asSaid(result.value.chart), retrying: [], readAt: now() });
  };

  const readAll = async (): Promise<void> => {
    show({ at: 'opening' });
    ended(await settleOf(() => port.loadChart(progressed)));
  };

  const retry = async (source: SourceId): Promise<void> => {
    if (view.at !== 'settled' || view.retrying.includes(source)) return;
    show({ ...view, retrying: [...view.retrying, source] });
    const result = await settleOf(() => port.retry(source));
    if (view.at !== 'settled') return;
    const retrying = view.retrying.filter((one) => one !== source);
    // When even the patient is lost, the chart that was read stays: its source states still say what happened.
    show({ ...view, retrying, ...(result.ok ? { chart: asSaid(result.value.chart), readAt: now() } : {}) });
  };

  void readAll();

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    view: () => view,
    assessment() {
      if (view.at !== 'reading' && view.at !== 'settled') return null;
      const pending = view.at === 'reading' ? view.pending : [];
      if (assessed?.of !== view.chart || assessed.pending !== pending.length) {
        assessed = { of: view.chart, pending: pending.length, answer: assess(view.chart, { ...rules, pending }) };
      }
      return assessed.answer;
    },
    retry: (source) => void retry(source),
    again: () => void readAll(),
  };
}

/** The port's promises end in values; a rejection is a bug, and is shown as a failure, not as an endless wait. */
async function settleOf<Value>(run: () => Promise<Result<Value>>): Promise<Result<Value>> {
  try {
    return await run();
  } catch (reason) {
    return { ok: false, problem: problem('unreadable', reason instanceof Error ? reason.name : 'unexpected') };
  }
}
