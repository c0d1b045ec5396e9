/** The reading of all sources in lines for whoever looks after the connection: no word of the record, nothing of whose it is. */
import type { Chart } from '../../domain/chart/chart.ts';
import type { PatientRecord } from '../../domain/chart/records.ts';
import { SOURCE_IDS, type SourceId, type SourceState } from '../../domain/chart/source.ts';
import { isoWhen } from '../../domain/logic/when.ts';
import type { Problem } from '../../domain/problem.ts';

export interface AllLines {
  readonly chart: Chart;
  /** Asked and not yet answered. */
  readonly pending: readonly SourceId[];
  /** Host of the launching EHR. */
  readonly host: string;
}

/** One line a source: kind of data, how it ended, HTTP status, count, time, what went wrong; indented below it, what was asked. */
export function allLines({ chart, pending, host }: AllLines): string {
  const clean = redactor(chart.patient);
  return Object.entries(chart.sources)
    .flatMap(([origin, states]) => [
      `from: ${origin === 'ehr' ? host : origin}`,
      ...SOURCE_IDS.map((id) =>
        [
          pending.includes(id) ? `${id}: no answer yet` : `${id}: ${partsOf(states[id], clean).join(', ')}`,
          ...(states[id].queries ?? []).map((query) => `  ${clean(query)}`),
        ].join('\n'),
      ),
    ])
    .join('\n');
}

function partsOf(state: SourceState, clean: (text: string) => string): readonly string[] {
  const problem = problemOf(state);
  return [
    state.state,
    ...(problem === null || problem.kind === state.state ? [] : [problem.kind]),
    ...(problem === null || problem.status === null ? [] : [`HTTP ${problem.status}`]),
    ...('count' in state ? [`count ${state.count}`] : []),
    ...(state.took === undefined ? [] : [`${(state.took / 1000).toFixed(1)} s`]),
    // What the server said (`said`) may quote the record, and is left out.
    ...(problem === null ? [] : [clean(problem.detail)]),
  ];
}

function problemOf(state: SourceState): Problem | null {
  switch (state.state) {
    case 'partial':
      return state.why;
    case 'failed':
    case 'forbidden':
      return state.problem;
    case 'loaded':
    case 'unsupported':
    case 'not-asked':
      return null;
    default:
      return state satisfies never;
  }
}

/** "Encounter/e1", and the same in an address; names of code systems are nobody's. */
const REFERENCE = /\b(?!CodeSystem|ValueSet)([A-Z][A-Za-z]+)\/(?!\{)[A-Za-z0-9.-]+/g;
/** Letters with digits among them, as long as no word: tokens, keys, and ids that servers make. */
const OPAQUE = /(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{20,}/g;

/**
 * Takes out whose record it is. Details promise to hold nothing of that (`domain/problem.ts`); these lines are mailed to
 * strangers, so that the promise is kept twice.
 */
function redactor({ id, name, mrn, birth }: PatientRecord): (text: string) => string {
  const words = [id, mrn ?? '', birth === null ? '' : isoWhen(birth), ...name.split(/[\s,]+/)].filter(
    (word) => word.length > 1,
  );
  const theirs = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const known = theirs === '' ? null : new RegExp(`(?<![\\p{L}\\p{N}])(?:${theirs})(?![\\p{L}\\p{N}])`, 'giu');
  return (text) => {
    const without = text.replace(REFERENCE, '$1/{id}').replace(OPAQUE, '{…}');
    // One line each, whatever it quotes.
    return (known === null ? without : without.replace(known, '{…}')).replace(/\s+/g, ' ');
  };
}
