import { memo, type ReactNode } from 'react';
import type { Course, CourseItem } from '../../domain/course/item.ts';
import { useEhrName } from '../../session/useWho.ts';
import { basis } from '../../words/basis.ts';
import { course as words } from '../../words/course.ts';
import { CLINICIAN } from '../../domain/visit/visit.ts';
import { screen } from '../../words/screen.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './CourseTable.module.css';
import { sayTime } from './told.ts';

export interface CourseTableProps {
  readonly course: Course;
  readonly severalOrigins: boolean;
}

/** Everything that is in the picture, in words, newest first; what has no date stands last. */
export const CourseTable = memo(function CourseTable({ course, severalOrigins }: CourseTableProps): ReactNode {
  const ehr = useEhrName();
  const dated = course.lanes.flatMap(({ items }) => items).toSorted(newestFirst);
  const undated = course.lanes.flatMap((lane) => lane.undated);
  const from = ({ evidence }: CourseItem): string => {
    const [first] = evidence;
    if (first === undefined) return words.noRecord;
    if (first.origin === CLINICIAN) return screen.visit.mark;
    const told = words.table.records(first.reference, evidence.length - 1);
    return severalOrigins ? words.atOrigin(told, basis.sources.originName(first.origin, ehr)) : told;
  };
  return (
    <Table>
      <thead>
        <tr>
          <th scope="col">{words.table.date}</th>
          <th scope="col">{words.table.lane}</th>
          <th scope="col">{words.table.what}</th>
          <th scope="col">{words.table.value}</th>
          <th scope="col">{words.table.record}</th>
        </tr>
      </thead>
      <tbody>
        {[...dated, ...undated].map((item) => (
          <tr key={item.id}>
            <td>{item.span === null ? words.table.undated : sayTime(item)}</td>
            <td>{words.lane[item.lane]}</td>
            <td>{words.name(item.what)}</td>
            <td>{words.value(item.what)}</td>
            <td>{from(item)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
});

function newestFirst(a: CourseItem, b: CourseItem): number {
  return (b.span?.last ?? 0) - (a.span?.last ?? 0) || (a.id < b.id ? -1 : 1);
}

const Table = dressed('table', css.table);
