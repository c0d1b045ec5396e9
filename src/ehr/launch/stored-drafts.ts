/** Drafts in this tab's sessionStorage, each under its launch's key and bound to issuer, patient and user. */
import { holdsWork, mayHaveLeftIn, readKept, sameBinding, type Binding, type KeptEntry } from '../kept-referral.ts';
import { isHeld, type Locks } from './launch-claim.ts';
import { KEPT, namesIn } from './stored-launches.ts';

export const keptKey = (key: string): string => `${KEPT}${key}`;

/** A session that ends because nobody was there leaves its draft for another half hour. */
export function renewDraft(storage: Storage, key: string, now: number): void {
  const entry = readKept(storage, keptKey(key));
  if (entry !== null) storage.setItem(keptKey(key), JSON.stringify({ ...entry, at: now }));
}

/** The user was done in another page: of what this one keeps, only what may have left stays. */
export function forgetUnsent(storage: Storage, key: string): void {
  const entry = readKept(storage, keptKey(key));
  const left = entry === null ? null : mayHaveLeftIn(entry);
  if (left === null) storage.removeItem(keptKey(key));
  else storage.setItem(keptKey(key), JSON.stringify(left));
}

/**
 * After a session has ended, the chart is opened anew and the draft must not be lost: one of the same issuer, patient and
 * user is taken over, unless the page that wrote it is still alive. Without a user there is nobody whose it could be.
 * Never rejects: a draft that cannot be moved stays where it is, and the chart opens without it.
 */
export async function adoptDraft(
  storage: Storage,
  key: string,
  binding: Binding,
  locks: Locks | undefined,
): Promise<void> {
  if (binding.user === null || readKept(storage, keptKey(key)) !== null) return;
  try {
    await takeOver(storage, key, binding, locks);
  } catch {
    // Storage full or switched off, or the browser's locks are.
  }
}

async function takeOver(storage: Storage, key: string, binding: Binding, locks: Locks | undefined): Promise<void> {
  const drafts = namesIn(storage)
    .flatMap((name) => {
      const entry = name.startsWith(KEPT) ? readKept(storage, name) : null;
      return entry !== null && holdsWork(entry) && sameBinding(entry.binding, binding) ? [{ name, entry }] : [];
    })
    // What is still to be done comes before what is done, then the newest.
    .toSorted((one, other) => Number(isDone(one.entry)) - Number(isDone(other.entry)) || other.entry.at - one.entry.at);
  for (const { name, entry } of drafts) {
    if (await isHeld(name.slice(KEPT.length), locks)) continue;
    // What was refused to one sign-in may be granted to the next.
    const { refusals: _refused, ...others } = entry;
    move(storage, name, keptKey(key), JSON.stringify(others));
    return;
  }
}

function isDone({ kept }: KeptEntry): boolean {
  if (kept?.phase.at !== 'settled') return false;
  return kept.phase.outcome.outcome !== 'unknown' && kept.phase.outcome.outcome !== 'refused';
}

/** Never twice in the storage, which may be full; back where it was when the new place is refused all the same. */
function move(storage: Storage, from: string, to: string, as: string): void {
  const text = storage.getItem(from);
  if (text === null) return;
  storage.removeItem(from);
  try {
    storage.setItem(to, as);
  } catch (error) {
    storage.setItem(from, text);
    throw error;
  }
}
