import { useSyncExternalStore, type ReactNode } from 'react';
import { useAssessment, useChart } from '../../session/useChart.ts';
import { say } from '../../words/say.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './AnswerStrip.module.css';
import { useLeft } from './Answer.tsx';

/**
 * The answer once more, small, under the banner, while its own heading is scrolled out of view: what is entered further down
 * changes it, and that must be seen. It leads back to the heading. It lies over the page and moves nothing. `before`, `more`: as above and in
 * the heading.
 */
export function AnswerStrip({ before, more }: { readonly before: string | null; readonly more: ReactNode }): ReactNode {
  const { view } = useChart();
  const assessment = useAssessment();
  const left = useLeft();
  const isAbove = useSyncExternalStore(onMove, headingIsAbove);
  if (!isAbove || view.at !== 'settled' || assessment === null) return null;
  return (
    <Strip ref={keepRoom} href="#answer" data-print="never" onClick={toHeading}>
      {left !== null && `${left} `}
      {before !== null && `${before} `}
      {say(assessment.recommendation.headline)}
      {assessment.recommendation.suppressedBy === 'referral-open' && more}
    </Strip>
  );
}

/** Keeps `--strip` as high as the strip is, so that the focus on what lies under it scrolls that into sight. */
function keepRoom(strip: HTMLElement | null): (() => void) | undefined {
  if (strip === null) return undefined;
  const { style } = document.documentElement;
  const observer = new ResizeObserver(() =>
    style.setProperty('--strip', `calc(${String(strip.offsetHeight)}px + 0.5rem)`),
  );
  observer.observe(strip);
  return () => {
    observer.disconnect();
    style.removeProperty('--strip');
  };
}

/** The strip goes as soon as the page scrolls; the focus must not go with it. */
function toHeading(): void {
  document.getElementById('answer')?.focus({ preventScroll: true });
}

function onMove(changed: () => void): () => void {
  const watched = new AbortController();
  const { signal } = watched;
  window.addEventListener('scroll', changed, { passive: true, signal });
  window.addEventListener('resize', changed, { passive: true, signal });
  return () => watched.abort();
}

/** Above the lower edge of the banner, which stays. */
function headingIsAbove(): boolean {
  const heading = document.getElementById('answer');
  const banner = document.querySelector('header');
  if (heading === null || banner === null) return false;
  const { height, bottom } = heading.getBoundingClientRect();
  return height > 0 && bottom <= banner.getBoundingClientRect().bottom;
}

const Strip = dressed('a', css.strip);
