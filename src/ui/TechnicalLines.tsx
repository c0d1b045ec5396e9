import type { ReactNode } from 'react';
import type { Problem } from '../domain/problem.ts';
import { screen } from '../words/screen.ts';
import { CopyButton } from './CopyButton.tsx';
import { Disclosure } from './Disclosure.tsx';
import { technicalLines } from './technical-lines.ts';
import { Small } from './Text.tsx';
import { dressed } from './dressed.ts';
import css from './TechnicalLines.module.css';

/** What an integrator wants to know, folded away and easy to copy. */
export function TechnicalLines({ problem }: { readonly problem: Problem }): ReactNode {
  const lines = technicalLines(problem);
  return (
    <div data-print="never">
      <Disclosure summary={<Small>{screen.problem.technical}</Small>}>
        <Technical>{lines}</Technical>
        <CopyButton look="quiet" label={screen.problem.copyTechnical} text={lines} />
      </Disclosure>
    </div>
  );
}

export const Technical = dressed('pre', css.technical);
