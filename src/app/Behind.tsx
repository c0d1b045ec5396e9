import { useEffect, type ReactNode } from 'react';
import { About } from '../features/about/About.tsx';
import { CareAndGoals } from '../features/care-and-goals/CareAndGoals.tsx';
import { Course } from '../features/course/Course.tsx';
import { Levels } from '../features/levels/Levels.tsx';
import { Operations } from '../features/operations/Operations.tsx';
import { SinceLast } from '../features/since/SinceLast.tsx';
import { Referrals } from '../features/referrals/Referrals.tsx';
import { Sources } from '../features/sources/Sources.tsx';
import { Why, type WhyProps } from '../features/why/Why.tsx';
import { ASKED_BACK } from './asked-back.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { dressed } from '../ui/dressed.ts';
import css from './Behind.module.css';
import { SectionLinks } from './SectionLinks.tsx';

// Come in the same file, at the same moment.
export { AnswerStrip } from '../features/assessment/AnswerStrip.tsx';
export { LeftBefore } from '../features/assessment/LeftBefore.tsx';
export { OpenReferralLine, OpenReferralState, QuestionBack } from '../features/referrals/OpenReferralLine.tsx';
export { TeamWrote } from '../features/referrals/TeamWrote.tsx';
export { LanguageNote } from '../features/language/LanguageNote.tsx';
export { LanguageSwitch } from '../features/language/LanguageSwitch.tsx';
export { PageFooter } from './PageFooter.tsx';

/** What stands behind the answer: its sections, from the rules to what this is, and the links to them. */
export function Behind({ enter }: WhyProps): ReactNode {
  useEffect(() => {
    // A link to a section may have been pressed before the sections were there.
    const target = window.location.hash.slice(1);
    if (target !== '') document.getElementById(target)?.scrollIntoView();
  }, []);
  return (
    <Sections>
      <ErrorBoundary part="section-links">
        <SectionLinks />
      </ErrorBoundary>
      <Column>
        <ErrorBoundary part="since">
          <SinceLast />
        </ErrorBoundary>
        <ErrorBoundary part="why">
          <Why enter={enter} />
        </ErrorBoundary>
        <ErrorBoundary part="course">
          <Course askedBack={ASKED_BACK} />
        </ErrorBoundary>
        <ErrorBoundary part="care">
          <CareAndGoals />
        </ErrorBoundary>
        <ErrorBoundary part="referrals">
          <Referrals />
        </ErrorBoundary>
        <ErrorBoundary part="sources">
          <Sources />
        </ErrorBoundary>
        <ErrorBoundary part="levels">
          <Levels />
        </ErrorBoundary>
        <ErrorBoundary part="about">
          <About />
        </ErrorBoundary>
        <ErrorBoundary part="operations">
          <Operations />
        </ErrorBoundary>
      </Column>
    </Sections>
  );
}

const Sections = dressed('div', css.sections);

const Column = dressed('div', css.column);
