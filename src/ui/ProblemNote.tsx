import type { ReactNode } from 'react';
import type { Problem } from '../domain/problem.ts';
import { problemWords } from '../words/problems.ts';
import { screen } from '../words/screen.ts';
import { TechnicalLines } from './TechnicalLines.tsx';
import { Small } from './Text.tsx';
import { dressed } from './dressed.ts';
import css from './ProblemNote.module.css';

export interface ProblemNoteProps {
  readonly problem: Problem;
  /** What happened, and the first thing that the EHR said, stand above already: begin with what to do. */
  readonly heading?: boolean;
  /** Said in place of the usual thing to do, where the place knows better. */
  readonly todo?: string;
}

/** What happened, what to do, what the EHR said, and the lines that an integrator wants: from plain to technical. */
export function ProblemNote({ problem, heading = false, todo: instead }: ProblemNoteProps): ReactNode {
  const { says, todo: usual } = problemWords[problem.kind];
  const todo = instead ?? usual;
  const said = heading ? problem.said.slice(1) : problem.said;
  return (
    <Lines>
      <p>{heading ? todo : `${says} ${todo}`}</p>
      {said.length > 0 && (
        <div>
          <Small as="p">{screen.problem.said}</Small>
          <ul>
            {said.map((line) => (
              <li key={line}>“{line}”</li>
            ))}
          </ul>
        </div>
      )}
      <TechnicalLines problem={problem} />
    </Lines>
  );
}

const Lines = dressed('div', css.lines);
