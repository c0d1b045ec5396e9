import type { ReactNode } from 'react';
import { Sources } from '../features/sources/Sources.tsx';
import { Why } from '../features/why/Why.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { dressed } from '../ui/dressed.ts';
import css from './Behind.module.css';
import { SectionLinks } from './SectionLinks.tsx';

// Comes in the same file, at the same moment.
export { PageFooter } from './PageFooter.tsx';

/** What stands behind the answer: every rule, every source, and the way to them. */
export function Behind(): ReactNode {
  return (
    <Sections>
      <ErrorBoundary part="section-links">
        <SectionLinks />
      </ErrorBoundary>
      <Column>
        <ErrorBoundary part="why">
          <Why />
        </ErrorBoundary>
        <ErrorBoundary part="sources">
          <Sources />
        </ErrorBoundary>
      </Column>
    </Sections>
  );
}

const Sections = dressed('div', css.sections);

const Column = dressed('div', css.column);
