/** Items in words: what the details, the marks' names and the table say alike. */
import type { CourseItem } from '../../domain/course/item.ts';
import { course } from '../../words/course.ts';
import { screen } from '../../words/screen.ts';
import { sayDay, sayWhen } from '../../words/say.ts';

/** "1 Sep 2026 to 7 Sep 2026", "since 2025", "12 Oct 2026". */
export function sayTime({ when, span, until }: Pick<CourseItem, 'when' | 'span' | 'until'>): string {
  if (when === null || span === null) return screen.record.dateNotRecorded;
  const start = sayWhen(when);
  if (until === null) return start;
  if (until.how === 'goes-on') return course.until['goes-on'](start);
  return course.until[until.how](start, sayDay(until.last));
}

/** Nobody listens to a name of fifty things: the details hold them all. */
const AT_MOST = 6;

/** The name of a mark: lane, what, value, date. */
export function sayMark(items: readonly CourseItem[]): string {
  const [first] = items;
  if (first === undefined) return '';
  const lane = course.lane[first.lane];
  if (items.length === 1) return course.mark(lane, course.whole(first.what), sayTime(first));
  return course.several(
    lane,
    items.length,
    sayDays(items),
    items.slice(0, AT_MOST).map((one) => course.whole(one.what)),
  );
}

/** "1 Sep 2026 to 7 Oct 2026": from the first day of what is dated to its last. */
export function sayDays(items: readonly CourseItem[]): string {
  return course.until.recorded(sayDay(items[0]?.span?.first ?? 0), sayDay(lastDay(items)));
}

function lastDay(items: readonly CourseItem[]): number {
  return items.reduce((last, { span }) => Math.max(last, span?.last ?? last), items[0]?.span?.last ?? 0);
}
