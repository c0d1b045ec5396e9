import type { ReactNode } from 'react';
import type { Unreadable } from '../../domain/chart/evidence.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { basis } from '../../words/basis.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './LeftOut.module.css';

/** Records that were received and not used, with the reason: counted and shown, never dropped in silence. */
export function LeftOut({ unreadable }: { readonly unreadable: readonly Unreadable[] }): ReactNode {
  if (unreadable.length === 0) return null;
  const byReason = new Map<Unreadable['reason'], string[]>();
  for (const { reason, reference } of unreadable) byReason.set(reason, [...(byReason.get(reason) ?? []), reference]);
  return (
    <Disclosure summary={<span>{basis.sources.unreadable(unreadable.length)}</span>}>
      <List>
        {[...byReason].map(([reason, references]) => (
          <div key={reason}>
            <dt>{basis.sources.unreadableReason[reason]}</dt>
            <dd>{references.join(', ')}</dd>
          </div>
        ))}
      </List>
    </Disclosure>
  );
}

const List = dressed('dl', css.list);
