import type { ReactNode } from 'react';
import type { Notice } from '../../domain/dosing/recommendation.ts';
import { useSite } from '../../session/useWho.ts';
import { screen } from '../../words/screen.ts';
import { say } from '../../words/say.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './SafetyLines.module.css';

/**
 * What has to be read before the answer: facts on record for which the site has a protocol. Plain ink, no alarm, no color
 * (product 3): they repeat the record and detect nothing.
 */
export function SafetyLines({ notices }: { readonly notices: readonly Notice[] }): ReactNode {
  const { protocols } = useSite();
  if (notices.length === 0) return null;
  return (
    <List aria-label={screen.answer.safety}>
      {notices.map((one) => (
        <li key={one.id}>
          {say(one.say)}
          {protocols[one.id] !== undefined && ` ${screen.answer.protocol(protocols[one.id] ?? '')}`}
        </li>
      ))}
    </List>
  );
}

const List = dressed('ul', css.list);
