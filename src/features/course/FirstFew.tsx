import type { ReactNode } from 'react';
import { Disclosure } from '../../ui/Disclosure.tsx';

/** More would push the next lanes out of view. */
const AT_ONCE = 4;

export interface FirstFewProps<One> {
  readonly all: readonly One[];
  /** The name of the fold, by how many are behind it. */
  readonly more: (count: number) => string;
  readonly children: (some: readonly One[]) => ReactNode;
}

/** As many as are shown at once; the others are behind a fold. */
export function FirstFew<One>({ all, more, children }: FirstFewProps<One>): ReactNode {
  const rest = all.slice(AT_ONCE);
  return (
    <>
      {children(all.slice(0, AT_ONCE))}
      {rest.length > 0 && <Disclosure summary={more(rest.length)}>{children(rest)}</Disclosure>}
    </>
  );
}
