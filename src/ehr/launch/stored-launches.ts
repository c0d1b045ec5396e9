/**
 * Launches in this tab's sessionStorage, each under its own unguessable key, which stands in the address as `state`.
 * There is no "current" launch: two frames of one EHR share this storage, and a pointer to the last one shows the wrong
 * patient in the other (interop 2.5). Nothing lives longer than half an hour after its last use.
 */
import { MEASURES, type Measure } from './requested-scopes.ts';

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
  readonly begun: Begun;
  /** The code that was exchanged: another one under the same key is another sign-in. Absent before. */
  readonly usedCode?: string;
  /** The tokens that have come since; absent before the first renewal. */
  readonly renewed?: Tokens;
}

export interface Begun {
  readonly iss: string;
  /** The EHR's handle; null when somebody signs in without a chart. */
  readonly launch: string | null;
  readonly measure: Measure;
  /** Where tokens are given back; null when the EHR names no such address that may be used. */
  readonly revocation: string | null;
  /** The server refused these scopes, with these words: the next launch asks it for less. */
  readonly refused?: {
    readonly asked: string;
    readonly said: string;
    /** Those that it has named, of which none is required; empty when it has named none. */
    readonly scopes: readonly string[];
  };
}

/** What a session lives by. */
export interface Tokens {
  readonly accessToken: string;
  /** In milliseconds since 1970; null when the EHR did not say. */
  readonly expiresAt: number | null;
  /**
   * Null: spent, or refused. A token that is good once must not be used again by the page that is loaded in the middle of its
   * use: some servers end the whole session then.
   */
  readonly refreshToken: string | null;
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

/** A last use in the future is no younger: the clock has been set back. */
export function isTooOld(entry: { readonly at: number }, now: number): boolean {
  return Math.abs(now - entry.at) > MAX_AGE;
}

/** `begun`: of a launch that begins now. */
export function createFhirclientStorage(storage: Storage, now: () => number, begun?: Begun): FhirclientStorage {
  return {
    async get(key) {
      const stored = key === null ? null : readLaunch(storage, key);
      return stored === null || isTooOld(stored, now()) ? null : stored.state;
    },
    async set(key, value) {
      if (!isLaunchKey(key)) return value;
      const stored = readLaunch(storage, key);
      const how = begun ?? stored?.begun;
      if (how === undefined) return value;
      const state = value as StoredLaunch['state'];
      const { access_token: token } = (state['tokenResponse'] ?? {}) as { readonly access_token?: unknown };
      const usedCode = stored?.usedCode;
      write(storage, key, {
        at: now(),
        tokenAt: token === undefined ? null : now(),
        state,
        begun: how,
        ...(usedCode === undefined ? {} : { usedCode }),
      });
      return value;
    },
    async unset(key) {
      if (key === null || readLaunch(storage, key) === null) return false;
      storage.removeItem(`${LAUNCH}${key}`);
      return true;
    },
  };
}

function write(storage: Storage, key: string, launch: StoredLaunch): void {
  storage.setItem(`${LAUNCH}${key}`, JSON.stringify(launch));
}

/** Changes what is stored of a launch; does nothing when it is there no more. */
export function changeLaunch(storage: Storage, key: string, change: Partial<StoredLaunch>): void {
  const stored = readLaunch(storage, key);
  if (stored !== null) write(storage, key, { ...stored, ...change });
}

/**
 * Another sign-in has led back with the key of a launch that has been used: "back" to the sign-in page, and another patient
 * picked there. It becomes a launch of its own, and of the old one nothing is left but its draft, which is bound to its patient.
 */
export function beginAnew(storage: Storage, stored: StoredLaunch, key: string, now: number): StoredLaunch {
  const state = { ...stored.state, tokenResponse: {} };
  const anew: StoredLaunch = { at: now, tokenAt: null, state, begun: stored.begun };
  write(storage, key, anew);
  return anew;
}

/** Launches of this tab whose token came after that one's. */
export function isEarlier(storage: Storage, key: string, tokenAt: number): boolean {
  return [...keysIn(storage)].some((one) => one !== key && (readLaunch(storage, one)?.tokenAt ?? 0) > tokenAt);
}

/** The token and all that belongs to the launch, but for its draft. */
export function forgetLaunch(storage: Storage, key: string): void {
  storage.removeItem(`${LAUNCH}${key}`);
}

/** What has been asked of this server in this tab and was refused because of a scope; what was asked for most comes first. */
export function refusedBefore(storage: Storage, iss: string, now: number): readonly Begun[] {
  const refused = [...keysIn(storage)].flatMap((key) => {
    const stored = readLaunch(storage, key);
    if (stored === null || isTooOld(stored, now)) return [];
    return stored.begun.refused !== undefined && stored.begun.iss === iss ? [stored.begun] : [];
  });
  return refused.toSorted((one, other) => MEASURES.indexOf(one.measure) - MEASURES.indexOf(other.measure));
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
  const { at, tokenAt, state, begun, usedCode, renewed } = (parseEntry(text) ?? {}) as Partial<
    Record<keyof StoredLaunch, unknown>
  >;
  if (typeof at !== 'number' || !(tokenAt === null || typeof tokenAt === 'number') || !isObject(state)) return null;
  // An entry that is not whole is none: what is missing in it could be what it says about a token that is spent.
  if (!isBegun(begun) || !(usedCode === undefined || typeof usedCode === 'string')) return null;
  if (!(renewed === undefined || isTokens(renewed))) return null;
  return {
    at,
    tokenAt,
    state,
    begun,
    ...(usedCode === undefined ? {} : { usedCode }),
    ...(renewed === undefined ? {} : { renewed }),
  };
}

function isBegun(said: unknown): said is Begun {
  if (!isObject(said)) return false;
  const { iss, launch, measure, revocation, refused } = said;
  return (
    typeof iss === 'string' &&
    isTextOrNull(launch) &&
    MEASURES.some((one) => one === measure) &&
    isTextOrNull(revocation) &&
    (refused === undefined ||
      (isObject(refused) &&
        typeof refused['asked'] === 'string' &&
        typeof refused['said'] === 'string' &&
        Array.isArray(refused['scopes']) &&
        refused['scopes'].every((one) => typeof one === 'string')))
  );
}

function isTokens(said: unknown): said is Tokens {
  if (!isObject(said)) return false;
  const { accessToken, expiresAt, refreshToken } = said;
  const isMoment = expiresAt === null || (typeof expiresAt === 'number' && Number.isFinite(expiresAt));
  return typeof accessToken === 'string' && accessToken !== '' && isMoment && isTextOrNull(refreshToken);
}

const isTextOrNull = (said: unknown): said is string | null => said === null || typeof said === 'string';

const isObject = (said: unknown): said is Readonly<Record<string, unknown>> =>
  typeof said === 'object' && said !== null && !Array.isArray(said);
