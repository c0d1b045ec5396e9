import type { ReactNode } from 'react';
import type { FollowUp, TeamWords } from '../../domain/referral/follow-up.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { dressed } from '../../ui/dressed.ts';
import { followUp as words } from '../../words/follow-up.ts';
import { sayWhen } from '../../words/say.ts';
import css from './TeamSays.module.css';

/** In characters: longer words are opened by who wants them. [DESIGN] */
const SHOWN_AT_ONCE = 400;

/** What the service has written for whoever asked, as it stands in the record: plain text, whoever wrote it. */
export function TeamSays({ says, documents }: Pick<FollowUp, 'says' | 'documents'>): ReactNode {
  return (
    <>
      {says.map((one, index) => (
        <Said key={index} said={one} />
      ))}
      {documents.length > 0 && <Quiet as="p">{words.noteElsewhere}</Quiet>}
    </>
  );
}

function Said({ said: { text, isCut, by, on } }: { readonly said: TeamWords }): ReactNode {
  const from = words.teamWrote(by, on === null ? null : sayWhen(on));
  const whole = (
    <>
      <Words>{text}</Words>
      {isCut && <Quiet as="p">{words.cut}</Quiet>}
    </>
  );
  if (text.length > SHOWN_AT_ONCE)
    return (
      <Disclosure summary={from} printed>
        {whole}
      </Disclosure>
    );
  return (
    <figure>
      <figcaption>{from}</figcaption>
      {whole}
    </figure>
  );
}

const Words = dressed('blockquote', css.words);
