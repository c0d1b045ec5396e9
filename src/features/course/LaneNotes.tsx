import type { ReactNode } from 'react';
import type { Lane, Unread } from '../../domain/course/item.ts';
import { useEhrName } from '../../session/useWho.ts';
import { Hidden } from '../../ui/Hidden.tsx';
import { Shape } from '../../ui/Shape.tsx';
import { basis } from '../../words/basis.ts';
import { course as words } from '../../words/course.ts';
import { sayDay } from '../../words/say.ts';
import { screen } from '../../words/screen.ts';
import { dressed } from '../../ui/dressed.ts';
import { GlyphIcon } from './Glyph.tsx';
import css from './LaneNotes.module.css';
import type { Laid } from './layout.ts';
import { LEGEND } from './shapes.ts';

export interface LaneNotesProps {
  readonly lane: Lane;
  readonly laid: Laid;
}

/** Under a lane: what its shapes mean, what lies outside of the view, and where it cannot be relied on. */
export function LaneNotes({ lane, laid }: LaneNotesProps): ReactNode {
  const ehr = useEhrName();
  const { unread, begins, unsureBefore } = lane;
  const gaps = gapsIn(unread, ehr);
  const limit = limitOf(lane);
  return (
    <Notes>
      {laid.earlier.length > 0 && <Outside>← {words.outside.earlier(laid.earlier.length)}</Outside>}
      {laid.later.length > 0 && <Outside>{words.outside.later(laid.later.length)} →</Outside>}
      <Legend aria-hidden="true">
        {LEGEND[lane.id].map((shape) => (
          <Entry key={shape}>
            <GlyphIcon shape={shape} />
            {words.legend[shape]}
          </Entry>
        ))}
      </Legend>
      {limit !== null && <span>{limit}</span>}
      {begins !== null && unsureBefore === null && <Hidden>{words.begins(sayDay(begins))}</Hidden>}
      {gaps.map((text) => (
        <Gap key={text}>
          <Shape outcome="not-assessable" />
          {text}
        </Gap>
      ))}
    </Notes>
  );
}

/** What was asked for from a day on only, where that is why the lane is not known before it. */
function limitOf({ unsureBefore, askedSince }: Lane): string | null {
  if (unsureBefore === null || unsureBefore === 'all') return null;
  const limited = askedSince.filter(({ since, isMain }) => isMain && since === unsureBefore);
  if (limited.length === 0) return null;
  return words.askedSince(
    limited.map(({ source }) => source),
    sayDay(unsureBefore),
  );
}

/**
 * What should have come and did not, worst first, and what is still on its way. What no EHR has to offer is left out; but without what was
 * given, the lane of treatment shows only what was ordered, also where the EHR never offers it.
 */
function gapsIn(unread: readonly Unread[], ehr: string): readonly string[] {
  return linesOf(
    unread.filter(
      ({ source, state, isMain }) =>
        isMain || source === 'MedicationAdministration' || (state !== 'not-asked' && state !== 'unsupported'),
    ),
    ehr,
  );
}

/** One line for each way in which a source was not read. */
export function linesOf(unread: readonly Unread[], ehr: string): readonly string[] {
  const several = new Set(unread.map(({ origin }) => origin)).size > 1;
  const named = ({ source, origin }: Unread): string =>
    several ? words.atOrigin(screen.sources[source], basis.sources.originName(origin, ehr)) : screen.sources[source];
  return [...new Set(unread.map(({ state }) => state))].map((state) =>
    words.unread[state](unread.filter((one) => one.state === state).map(named)),
  );
}

const Notes = dressed('div', css.notes);
const Outside = dressed('span', css.outside);
const Legend = dressed('span', css.legend);
const Entry = dressed('span', css.entry);
const Gap = dressed('span', css.gap);
