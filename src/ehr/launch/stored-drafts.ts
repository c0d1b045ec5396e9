/** Drafts in this tab's sessionStorage, each under its launch's key and bound to issuer, patient and user. */
import { readKept, sameBinding, type Binding } from '../kept-referral.ts';
import { isHeld, type Locks } from './launch-claim.ts';
import { KEPT, namesIn } from './stored-launches.ts';

export const keptKey = (key: string): string => `${KEPT}${key}`;

/**
 * After a session has ended, the chart is opened anew and the draft must not be lost: one of the same issuer, patient and
 * user is taken over, unless the page that wrote it is still alive. Without a user there is nobody whose it could be.
 */
export async function adoptDraft(
  storage: Storage,
  key: string,
  binding: Binding,
  locks: Locks | undefined,
): Promise<void> {
  if (binding.user === null || readKept(storage, keptKey(key)) !== null) return;
  const drafts = namesIn(storage)
    .flatMap((name) => {
      const entry = name.startsWith(KEPT) ? readKept(storage, name) : null;
      return entry !== null && entry.kept !== null && sameBinding(entry.binding, binding) ? [{ name, entry }] : [];
    })
    .toSorted((one, other) => other.entry.at - one.entry.at);
  for (const { name, entry } of drafts) {
    if (await isHeld(name.slice(KEPT.length), locks)) continue;
    storage.setItem(keptKey(key), JSON.stringify(entry));
    storage.removeItem(name);
    return;
  }
}
