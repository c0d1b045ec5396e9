import type { ReactNode } from 'react';
import { useSite } from '../../session/useWho.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { SectionTitle } from '../../ui/SectionTitle.tsx';
import { lens } from '../../words/lens.ts';
import { dressed } from '../../ui/dressed.ts';
import { LensPanel } from './LensPanel.tsx';
import css from './Operations.module.css';

/** The practice's measures: last on the page and folded. Nothing of it is worked out before somebody opens it. */
export function Operations(): ReactNode {
  if (!useSite().operations.shown) return null;
  return (
    <section aria-labelledby="operations" data-print="never">
      <SectionTitle id="operations">{lens.title}</SectionTitle>
      <Folded>
        <Disclosure heading="h3" summary={<span>{lens.summary}</span>}>
          <LensPanel />
        </Disclosure>
      </Folded>
    </section>
  );
}

const Folded = dressed('div', css.folded);
