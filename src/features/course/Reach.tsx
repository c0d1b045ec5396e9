import type { ReactNode } from 'react';
import type { Course, Lane } from '../../domain/course/item.ts';
import { useEhrName } from '../../session/useWho.ts';
import { course as words } from '../../words/course.ts';
import { sayDay } from '../../words/say.ts';
import { dressed } from '../../ui/dressed.ts';
import { linesOf } from './LaneNotes.tsx';
import css from './Reach.module.css';

/** Lane by lane: where the record begins, from when on was asked, what was not read, and for how long a value stands. */
export function Reach({ course }: { readonly course: Course }): ReactNode {
  const ehr = useEhrName();
  return (
    <Lanes>
      {course.lanes.map((lane) => (
        <div key={lane.id}>
          <dt>{words.lane[lane.id]}</dt>
          <dd>
            {[...reachOf(lane, course), ...linesOf(lane.unread, ehr)].map((line) => (
              <p key={line}>{line}</p>
            ))}
          </dd>
        </div>
      ))}
    </Lanes>
  );
}

function reachOf({ id, begins, askedSince, holds, items }: Lane, { linesUnclear }: Course): readonly string[] {
  const lines: string[] = begins === null ? [] : [words.begins(sayDay(begins))];
  for (const since of new Set(askedSince.map((one) => one.since))) {
    const sources = askedSince.filter((one) => one.since === since).map(({ source }) => source);
    lines.push(words.askedSince(sources, sayDay(since)));
  }
  if (id === 'treatment' && items.some(({ what }) => what.is === 'line' && what.estimated)) {
    lines.push(words.estimated);
    if (linesUnclear !== null) lines.push(words.linesUnclear[linesUnclear]);
  }
  if (holds !== null) lines.push(words.holds(holds.days, holds.inpatient));
  return lines;
}

const Lanes = dressed('dl', css.lanes);
