import type { ReactNode } from 'react';
import { SOURCE_IDS } from '../domain/chart/source.ts';
import { useAssessment, useChart } from '../session/useChart.ts';
import { ActionButton } from '../ui/ActionButton.tsx';
import { Quiet } from '../ui/Text.tsx';
import { useFollowUp } from '../session/useFollowUp.ts';
import { basis } from '../words/basis.ts';
import { followUp } from '../words/follow-up.ts';
import { dressed } from '../ui/dressed.ts';
import css from './SectionLinks.module.css';

/** The sections behind the answer, with what each holds in figures. */
export function SectionLinks(): ReactNode {
  const { view } = useChart();
  const assessment = useAssessment();
  const { followUps, records, numbers } = useFollowUp();
  if (assessment === null || (view.at !== 'reading' && view.at !== 'settled')) return null;
  const met = assessment.triggers.filter(({ outcome }) => outcome === 'met').length;
  const unclear = assessment.triggers.filter(({ outcome }) => outcome === 'not-assessable').length;
  const pending = view.at === 'reading' ? view.pending : [];
  // Of what was asked for, also while the answer is on its way.
  const states = Object.values(view.chart.sources).flatMap((origin) =>
    SOURCE_IDS.map((source) => (pending.includes(source) ? 'pending' : origin[source].state)),
  );
  const read = states.filter((state) => state === 'loaded').length;
  const all = states.filter((state) => state !== 'not-asked').length;
  const answered = (records?.questions ?? []).filter(
    ({ state, on }) => state === 'answered' && (on === null || assessment.asOf - on.hi <= numbers.closedDays),
  );
  const open = followUps.filter(({ isEarlier }) => !isEarlier).length + answered.length;
  return (
    <Nav aria-label={basis.sections.label} data-print="never">
      <ul>
        {assessment.triggers.length > 0 && (
          <li>
            <Link href="#why">
              {basis.sections.why} <Quiet>{basis.why.counts(met, view.at === 'settled' ? unclear : 0)}</Quiet>
            </Link>
          </li>
        )}
        {assessment.triggers.length > 0 && (
          <li>
            <Link href="#course">{basis.sections.course}</Link>
          </li>
        )}
        <li>
          <Link href="#care">{basis.sections.care}</Link>
        </li>
        {view.at === 'settled' && (
          <li>
            <Link href="#referrals">
              {followUp.title} {open > 0 && <Quiet>{open}</Quiet>}
            </Link>
          </li>
        )}
        <li>
          <Link href="#sources">
            {basis.sections.sources} <Quiet>{basis.sources.counts(read, all)}</Quiet>
          </Link>
        </li>
        <li>
          <Link href="#levels">{basis.sections.levels}</Link>
        </li>
        <li>
          <Link href="#about">{basis.sections.about}</Link>
        </li>
      </ul>
      {view.at === 'settled' && (
        <ActionButton look="quiet" onClick={() => window.print()}>
          {basis.sections.print}
        </ActionButton>
      )}
    </Nav>
  );
}

const Nav = dressed('nav', css.nav);

const Link = dressed('a', css.link);
