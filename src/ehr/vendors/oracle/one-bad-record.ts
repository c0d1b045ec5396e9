import { isoDay, parseWhen, type Day } from '../../../domain/logic/when.ts';
import type { SourceId } from '../../../domain/chart/source.ts';
import type { SearchAnswer, SearchParams } from '../../gateway/search.ts';
import type { Ask, Quirk } from '../vendor.ts';

/** Types that can be searched by the day on which something was; the others by the day of their last change. */
const BY_DATE: readonly string[] = ['Encounter', 'Observation', 'Procedure'];

/** All that Condition has here (interop 3.2). */
const CONDITION_CATEGORIES = ['problem-list-item', 'encounter-diagnosis', 'health-concern'];

/** Halves end where a window is so short. [DESIGN] */
const SHORTEST_DAYS = 7;
/** An open past is left behind by the last year first, then by ten years at a time, as long as somebody may have lived. [DESIGN] */
const LAST_YEAR_DAYS = 365;
const DECADE_DAYS = 3650;
const LONGEST_PAST_DAYS = 80 * 365;

export const oneBadRecord: Quirk = {
  what: 'One record that does not conform makes the whole search fail (HTTP 500). Asked for in parts, the others come.',
  reference: 'interop 3.2; Oracle Health documentation (May 2024)',
  certainty: 'documented',
  changes: {
    search: (ask, id, params, { asOf }) =>
      inParts(ask, params, (whole) => parts(id, whole, asOf), { left: MOST_SEARCHES }),
  },
};

/** So many searches at most take the place of one that failed. [DESIGN] */
const MOST_SEARCHES = 40;

async function inParts(
  ask: Ask,
  params: SearchParams,
  partsOf: (params: SearchParams) => readonly SearchParams[],
  budget: { left: number },
): Promise<SearchAnswer> {
  const whole = await ask(params, { meansServerErrors: true });
  if (whole.pages > 0 || whole.incomplete?.status !== 500) return whole;
  const smaller = partsOf(params);
  if (smaller.length === 0 || budget.left < smaller.length) return whole;
  budget.left -= smaller.length;
  const answers = await Promise.all(smaller.map((part) => inParts(ask, part, partsOf, budget)));
  return {
    resources: answers.flatMap(({ resources }) => resources),
    others: answers.flatMap(({ others }) => others),
    outcomes: answers.flatMap(({ outcomes }) => outcomes),
    pages: answers.reduce((sum, { pages }) => sum + pages, 0),
    // A part that did not come leaves the whole incomplete; and what has no date is in no part by dates, be it the bad one.
    incomplete:
      answers.find(({ incomplete }) => incomplete !== null)?.incomplete ??
      (smaller.some(({ date }) => date !== undefined) && params['date'] === undefined ? whole.incomplete : null),
    notices: [...new Set(answers.flatMap(({ notices }) => notices))],
  };
}

/** Smaller searches that together are this one; none where it is small enough. */
function parts(id: SourceId, params: SearchParams, asOf: Day): readonly SearchParams[] {
  const { code } = params;
  const listed = typeof code === 'string' ? code.split(',') : [];
  if (listed.length > 1) {
    const middle = Math.ceil(listed.length / 2);
    return [listed.slice(0, middle), listed.slice(middle)].map((half) => ({ ...params, code: half.join(',') }));
  }
  if (id === 'Condition' && params['category'] === undefined)
    return CONDITION_CATEGORIES.map((category) => ({ ...params, category }));
  const name = BY_DATE.includes(id) ? 'date' : '_lastUpdated';
  const window = windowOf(params[name]);
  const middle = middleOf(window, asOf);
  if (middle === null) return [];
  return [
    withWindow(params, name, { from: window.from, before: middle }),
    withWindow(params, name, { from: middle, before: window.before }),
  ];
}

/** From a day on, and before another; null: open. */
interface Window {
  readonly from: Day | null;
  readonly before: Day | null;
}

function windowOf(value: string | readonly string[] | undefined): Window {
  const bounds = typeof value === 'string' ? [value] : (value ?? []);
  const bound = (prefix: string): Day | null => {
    const found = bounds.find((one) => one.startsWith(prefix));
    return parseWhen(found?.slice(prefix.length))?.lo ?? null;
  };
  return { from: bound('ge'), before: bound('lt') };
}

/** Null where the window is short enough. */
function middleOf({ from, before }: Window, asOf: Day): Day | null {
  if (from !== null) {
    const to = before ?? asOf + 1;
    return to - from <= SHORTEST_DAYS ? null : Math.floor((from + to) / 2);
  }
  if (before === null) return asOf - LAST_YEAR_DAYS;
  return before < asOf - LONGEST_PAST_DAYS ? null : before - DECADE_DAYS;
}

function withWindow(params: SearchParams, name: string, { from, before }: Window): SearchParams {
  const bounds = [...(from === null ? [] : [`ge${isoDay(from)}`]), ...(before === null ? [] : [`lt${isoDay(before)}`])];
  return { ...params, [name]: bounds };
}
