/**
 * Launches in this tab's sessionStorage, each under its own unguessable key, which stands in the address as `state`.
 * There is no "current" launch: two frames of one EHR share this storage, and a pointer to the last one shows the wrong
 * patient in the other (interop 2.5). Nothing lives longer than half an hour after its last use.
 */
const LAUNCH = 'alongside.launch.';
export const KEPT = 'alongside.kept.';
export const MAX_AGE = 30 * 60_000;
/** A session in use is written anew this often, not with every request. */
const TOUCH_EVERY = 60_000;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface StoredLaunch {
  /** Last use, in milliseconds since 1970. */
  readonly at: number;
  /** When the token came; null before. */
  readonly tokenAt: number | null;
  /** What fhirclient keeps: PKCE verifier, endpoints, token response. */
  readonly state: Readonly<Record<string, unknown>>;
}

/** What fhirclient calls its storage. It asks for a key of its own ("SMART_KEY") too: that one is never answered. */
export interface FhirclientStorage {
  get(key: string | null): Promise<unknown>;
  set(key: string, value: unknown): Promise<unknown>;
  unset(key: string | null): Promise<boolean>;
}

export const isLaunchKey = (key: string): boolean => UUID.test(key);

export function readLaunch(storage: Storage, key: string): StoredLaunch | null {
  return isLaunchKey(key) ? parseLaunch(storage.getItem(`${LAUNCH}${key}`)) : null;
}

export function isTooOld(entry: { readonly at: number }, now: number): boolean {
  return now - entry.at > MAX_AGE;
}

export function createFhirclientStorage(storage: Storage, now: () => number): FhirclientStorage {
  return {
    async get(key) {
      const stored = key === null ? null : readLaunch(storage, key);
      return stored === null || isTooOld(stored, now()) ? null : stored.state;
    },
    async set(key, value) {
      if (!isLaunchKey(key)) return value;
      const hasToken =
        (value as { tokenResponse?: { access_token?: unknown } }).tokenResponse?.access_token !== undefined;
      storage.setItem(`${LAUNCH}${key}`, JSON.stringify({ at: now(), tokenAt: hasToken ? now() : null, state: value }));
      return value;
    },
    async unset(key) {
      if (key === null || readLaunch(storage, key) === null) return false;
      storage.removeItem(`${LAUNCH}${key}`);
      return true;
    },
  };
}

/** Notes that a launch and its draft are in use, so that another one does not clear them away. Never throws. */
export function touch(storage: Storage, key: string, now: number): void {
  try {
    const stored = readLaunch(storage, key);
    if (stored === null || now - stored.at < TOUCH_EVERY) return;
    for (const name of [`${LAUNCH}${key}`, `${KEPT}${key}`]) {
      const entry = parseEntry(storage.getItem(name));
      if (entry !== null) storage.setItem(name, JSON.stringify({ ...entry, at: now }));
    }
  } catch {
    // Storage full or taken away: a request, and the POST above all, must not fail for a note about its time.
  }
}

/**
 * Removes what has not been used for half an hour, and what cannot be read. A launch and its draft go together: either
 * stays while the other is in use, and both while a page that lives holds them. Other people's keys are left alone.
 */
export async function purge(storage: Storage, now: number, isHeld: (key: string) => Promise<boolean>): Promise<void> {
  for (const key of keysIn(storage)) {
    const names = [`${LAUNCH}${key}`, `${KEPT}${key}`];
    const inUse = (): boolean => names.some((name) => isInUse(storage, name, now));
    // Asked again after the wait: it may have come into use meanwhile.
    if (inUse() || (await isHeld(key)) || inUse()) continue;
    for (const name of names) storage.removeItem(name);
  }
}

function isInUse(storage: Storage, name: string, now: number): boolean {
  const entry = parseEntry(storage.getItem(name));
  return entry !== null && !isTooOld(entry, now);
}

/** Of every launch and draft, each once. */
function keysIn(storage: Storage): ReadonlySet<string> {
  const keys = namesIn(storage).flatMap((name) =>
    [LAUNCH, KEPT].flatMap((prefix) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : [])),
  );
  return new Set(keys);
}

export function namesIn(storage: Storage): readonly string[] {
  return Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
}

/** Launches and drafts alike say when they were last used. */
function parseEntry(text: string | null): { readonly at: number } | null {
  try {
    const entry: unknown = JSON.parse(text ?? 'null');
    return typeof entry === 'object' && entry !== null && 'at' in entry && typeof entry.at === 'number'
      ? { ...entry, at: entry.at }
      : null;
  } catch {
    return null;
  }
}

function parseLaunch(text: string | null): StoredLaunch | null {
  const entry = parseEntry(text);
  return entry !== null && 'state' in entry && typeof entry.state === 'object' && entry.state !== null
    ? (entry as StoredLaunch)
    : null;
}
