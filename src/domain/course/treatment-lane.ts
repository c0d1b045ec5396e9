/** Treatment: estimated lines as bars, and what stands in none of them. */
import type { Chart } from '../chart/chart.ts';
import { recordKey, type Evidence } from '../chart/evidence.ts';
import { isSystemic, type Exposure, type Exposures } from '../chart/exposures.ts';
import type { Therapy, TherapyLine } from '../chart/therapy.ts';
import type { Day, When } from '../logic/when.ts';
import type { CourseItem, Until, What } from './item.ts';
import { CLINICIAN } from '../visit/visit.ts';
import { compareMaybe, compareText, itemOf } from './span.ts';

/** Sessions of radiotherapy that lie no further apart than so many days are drawn as one course. [DESIGN] */
const ONE_COURSE_DAYS = 14;

export function treatmentItems(chart: Chart, exposures: Exposures, therapy: Therapy): readonly (CourseItem | null)[] {
  const { asOf } = chart;
  const items: (CourseItem | null)[] = [];
  // A record that tells of two drugs stands where the first of them does.
  const drawn = new Set<string>();
  const draw = (
    what: What,
    of: readonly Exposure[],
    start: When | null,
    key = '',
    said: readonly Evidence[] = [],
  ): void => {
    const evidence = [...said, ...of.flatMap((one) => one.evidence)].filter((one) => !drawn.has(recordKey(one)));
    if (evidence.length === 0) return;
    for (const one of evidence) drawn.add(recordKey(one));
    items.push(itemOf({ lane: 'treatment', what, when: start, until: untilOf(of, asOf), evidence, key }, asOf));
  };
  const { ofLines, others } = sortByLine(therapy);
  const current = therapy.lines.at(-1);
  for (const [line, own] of ofLines) {
    const { number, drugs, endocrineOnly, certainty } = line;
    const said = line.evidence.filter(({ origin }) => origin === CLINICIAN);
    // A line that a clinician only counts, before the one that they name, has no day of its own.
    if (own.length === 0 && said.length > 0 && line !== current) continue;
    const estimated = said.length === 0;
    draw({ is: 'line', number, estimated, drugs, endocrineOnly, certainty }, own, line.start, String(number), said);
  }
  for (const course of coursesOf(others, exposures)) draw(...course);
  const moment = (what: What, one: Evidence, when: When | null): void => {
    if (drawn.has(recordKey(one))) return;
    drawn.add(recordKey(one));
    items.push(itemOf({ lane: 'treatment', what, when, evidence: [one] }, asOf));
  };
  for (const one of exposures.undated)
    moment({ is: 'treatment', drug: one.drugs[0]?.name ?? null, name: one.label }, one, null);
  for (const one of therapy.planned) moment({ is: 'planned-treatment', name: one.label }, one, one.when);
  return items;
}

/** Each exposure with the newest line that had begun and holds its drug; one that names no drug, with the newest. */
function sortByLine({ lines, exposures }: Therapy): {
  readonly ofLines: ReadonlyMap<TherapyLine, readonly Exposure[]>;
  readonly others: readonly Exposure[];
} {
  const ofLines = new Map<TherapyLine, Exposure[]>(lines.map((line) => [line, []]));
  const others: Exposure[] = [];
  for (const one of exposures) {
    const { drug, kind, start } = one;
    const belongs = (line: TherapyLine): boolean =>
      line.start.lo <= start.lo && (drug === null ? isSystemic(one) : line.drugs.includes(drug));
    const line = kind === 'radiotherapy' || kind === 'transplant' ? undefined : lines.findLast(belongs);
    if (line === undefined) others.push(one);
    else ofLines.get(line)?.push(one);
  }
  return { ofLines, others };
}

type Drawn = readonly [what: What, of: readonly Exposure[], start: When, key: string];

function coursesOf(others: readonly Exposure[], { courses }: Exposures): readonly Drawn[] {
  const left = new Set(others);
  const found: Drawn[] = [];
  for (const { drug, exposures } of courses) {
    const own = exposures.filter((one) => left.has(one));
    const [first] = own;
    if (first !== undefined)
      found.push([{ is: 'treatment', drug, name: first.evidence[0]?.label ?? drug }, own, first.start, drug]);
  }
  let open: Exposure[] = [];
  const sessions = (): void => {
    const [first] = open;
    if (first !== undefined) found.push([{ is: 'radiotherapy', sessions: open.length }, open, first.start, '']);
    open = [];
  };
  for (const one of others.toSorted((a, b) => compareMaybe(a.start, b.start) || compareText(keyOf(a), keyOf(b)))) {
    const name = one.evidence[0]?.label ?? '';
    if (one.kind === 'radiotherapy') {
      const last = open.at(-1);
      if (last !== undefined && one.start.lo - last.lastDay > ONE_COURSE_DAYS) sessions();
      open.push(one);
    } else if (one.kind === 'transplant') found.push([{ is: 'transplant', name }, [one], one.start, '']);
    else if (one.drug === null) found.push([{ is: 'treatment', drug: null, name }, [one], one.start, '']);
  }
  sessions();
  return found;
}

function keyOf({ evidence }: Exposure): string {
  const [first] = evidence;
  return first === undefined ? '' : recordKey(first);
}

/** To the last day of which any of its records tells; supply that lasts beyond the day we look from goes on. */
function untilOf(exposures: readonly Exposure[], asOf: Day): Until | null {
  let last: Exposure | null = null;
  for (const one of exposures)
    if (last === null || one.lastDay > last.lastDay || (one.lastDay === last.lastDay && !one.endGuessed)) last = one;
  if (last === null) return null;
  if (last.lastDay > asOf && !last.endGuessed) return { first: asOf, last: asOf, how: 'goes-on' };
  const day = Math.min(last.lastDay, asOf);
  const least = last.end === null ? day : Math.min(last.end.lo, day);
  return {
    first: Math.max(least, Math.min(last.start.lo, day)),
    last: day,
    how: last.endGuessed ? 'guessed' : 'recorded',
  };
}
