import styled from '@emotion/styled';
import type { ReactNode } from 'react';
import type { Unreadable } from '../../domain/chart/evidence.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { screen } from '../../words/en-screen.ts';

/** Records that were received and not used, with the reason: counted and shown, never dropped in silence. */
export function LeftOut({ unreadable }: { readonly unreadable: readonly Unreadable[] }): ReactNode {
  if (unreadable.length === 0) return null;
  const byReason = new Map<Unreadable['reason'], string[]>();
  for (const { reason, reference } of unreadable) byReason.set(reason, [...(byReason.get(reason) ?? []), reference]);
  return (
    <Disclosure summary={<span>{screen.sources.unreadable(unreadable.length)}</span>}>
      <List>
        {[...byReason].map(([reason, references]) => (
          <div key={reason}>
            <dt>{screen.sources.unreadableReason[reason]}</dt>
            <dd>{references.join(', ')}</dd>
          </div>
        ))}
      </List>
    </Disclosure>
  );
}

const List = styled.dl({
  padding: '0.25rem 0.5rem 0.5rem 2rem',
  display: 'grid',
  gap: '0.375rem',
  '& dd': { fontSize: '0.8125rem', color: 'var(--quiet)' },
});
