/**
 * One live page for one launch. A duplicated tab has a copy of the storage, token and draft included, and could send the
 * same decision at the same moment; a lock, which the browser lets go when the page ends, tells the two apart.
 */
export type Locks = Pick<LockManager, 'request'>;

/** A reload may come before the page it replaces has quite gone. */
const PATIENCE = 1500;

const held = new Set<string>();

/** True when this page holds the launch from now on; also where the browser has no locks. */
export async function claimLaunch(key: string, locks: Locks | undefined, patience = PATIENCE): Promise<boolean> {
  if (locks === undefined || held.has(key)) return true;
  const claimed = await new Promise<boolean>((answer) => {
    const options = { signal: AbortSignal.timeout(patience) };
    const hold = (): Promise<never> => {
      answer(true);
      return new Promise<never>(() => {}); // held until the page ends
    };
    locks.request(`alongside.${key}`, options, hold).catch(() => answer(false));
  });
  if (claimed) held.add(key);
  return claimed;
}

/** Is a page alive that holds this launch? Leaves it as it was. */
export async function isHeld(key: string, locks: Locks | undefined): Promise<boolean> {
  if (locks === undefined) return false;
  try {
    return await locks.request(`alongside.${key}`, { ifAvailable: true }, async (lock) => lock === null);
  } catch {
    return true; // not to be known: then nothing of it is taken or cleared away
  }
}
