import type { ReactNode } from 'react';
import type { LetterBlock } from '../../words/letter.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './Letter.module.css';

export interface LetterProps {
  readonly blocks: readonly LetterBlock[];
  /** Level of its title among the headings around it. */
  readonly level: 1 | 4;
}

/** The letter as it is read on the screen and on paper. */
export function Letter({ blocks, level }: LetterProps): ReactNode {
  const Title = level === 1 ? 'h1' : 'h4';
  const Heading = level === 1 ? 'h2' : 'h5';
  return (
    <Page>
      {blocks.map(({ heading, as, texts }, index) => (
        // Its blocks never change places.
        <section key={index}>
          {heading !== undefined && <Heading>{heading}</Heading>}
          {as === 'title' && <Title>{texts.join(' ')}</Title>}
          {as === 'list' && (
            <ul>
              {texts.map((text, place) => (
                <li key={place}>{text}</li>
              ))}
            </ul>
          )}
          {(as === 'lines' || as === 'words') && texts.map((text, place) => <p key={place}>{text}</p>)}
        </section>
      ))}
    </Page>
  );
}

const Page = dressed('div', css.page);
