import type { ReactNode } from 'react';
import { CARE_ITEMS } from '../../domain/decision/care-items.ts';
import { decide } from '../../words/decide.ts';

/** What the oncology team has taken on, by the codes that stand in the record of its decision. */
export function TakenOn({ items }: { readonly items: readonly string[] }): ReactNode {
  const known = CARE_ITEMS.filter((item) => items.includes(item));
  const others = new Set(items.filter((item) => !known.some((one) => one === item)));
  return (
    <p>
      {decide.takenOn(
        known.map((item) => decide.item[item]),
        others.size,
      )}
    </p>
  );
}
