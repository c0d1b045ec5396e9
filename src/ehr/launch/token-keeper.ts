/**
 * The access token of a launch, and its renewal: one at a time, at most one a minute, never while a write is under way, and no
 * refresh token twice (interop 1.6). What can be known of its end is told ahead of time.
 */
import type { Tokens } from './stored-launches.ts';

export type Renewed =
  | { readonly is: 'renewed'; readonly tokens: Tokens }
  /** The server's own word: this session is not renewed any more. */
  | { readonly is: 'refused' }
  /** The new token is for another patient, or of another user: nothing more may be asked with it, or with the old one. */
  | { readonly is: 'somebody-else'; readonly tokens: Tokens }
  /** No answer that says either. The refresh token may be spent. */
  | { readonly is: 'lost' };

export interface TokenKeeperOptions {
  readonly tokens: Tokens;
  readonly now: () => number;
  /** Asks the token endpoint once. Never rejects. */
  readonly renew: (refreshToken: string) => Promise<Renewed>;
  /** Writes down what a page that is loaded again has to know. Before a refresh token is used it is written down as spent. */
  readonly keep: (tokens: Tokens) => void;
  /** The session has become somebody else's: nothing of it may be left, here or at the EHR. */
  readonly foreign: (theirs: Tokens, ours: Tokens) => void;
}

export interface TokenKeeper {
  /** For the next request; renewed first when it is about to end. Null when the session is over. */
  bearer(): Promise<string | null>;
  /** The server did not accept this token: true when there is a newer one to try with. */
  refused(bearer: string): Promise<boolean>;
  /** True when it lasts so many milliseconds from now, renewed where it would not. */
  lasts(milliseconds: number): Promise<boolean>;
  /** Runs a write: no renewal begins before it has ended. */
  writing<Value>(write: () => Promise<Value>): Promise<Value>;
  /** A refresh token is at hand, or in use. */
  mayRenew(): boolean;
  /** When the session ends, in milliseconds since 1970; null when it can be renewed, or when the EHR did not say. */
  endsAt(): number | null;
  /** The session is over: no request goes out with it. Gives the tokens that have to be given back. */
  end(): Tokens;
}

/** With less than this left, it is renewed before the next request. */
const ABOUT_TO_END_MS = 90_000;
/** Some servers refuse a second renewal within a minute. */
const BETWEEN_RENEWALS_MS = 60_000;

export function createTokenKeeper({ tokens, now, renew, keep, foreign }: TokenKeeperOptions): TokenKeeper {
  let held: Tokens = tokens;
  let ended = false;
  let writes = 0;
  /** Reads that wait until nothing is being written. */
  const waiting: (() => void)[] = [];
  let coming: Promise<void> | null = null;
  let lastTried = -Infinity;
  /** On its way to the token endpoint. */
  let spending: string | null = null;
  /** An answer was lost, and the refresh token may be spent: it is tried again only when there is nothing to lose by it. */
  let unsure = false;

  const left = (): number => (held.expiresAt === null ? Infinity : held.expiresAt - now());

  async function renewOnce(refreshToken: string): Promise<void> {
    lastTried = now();
    const spent = held;
    spending = refreshToken;
    held = { ...held, refreshToken: null };
    // A page that is loaded while the answer is on its way must not use it a second time.
    keep(held);
    const answer = await renew(refreshToken);
    spending = null;
    if (ended) return;
    switch (answer.is) {
      case 'renewed': {
        // A server that names no new one lets the old one be used again (RFC 6749 6).
        held = { ...answer.tokens, refreshToken: answer.tokens.refreshToken ?? refreshToken };
        unsure = false;
        keep(held);
        return;
      }
      case 'somebody-else':
        ended = true;
        foreign(answer.tokens, spent);
        return;
      case 'lost':
        held = spent;
        unsure = true;
        return;
      case 'refused':
        return;
      default:
        answer satisfies never;
    }
  }

  /** Never rejects; afterwards the token is what it could be made. `over`: the one at hand is good for nothing any more. */
  async function renewed(over = left() <= 0): Promise<void> {
    if (coming !== null) return coming;
    const { refreshToken } = held;
    if (refreshToken === null || ended || writes > 0 || Math.abs(now() - lastTried) < BETWEEN_RENEWALS_MS) return;
    if (unsure && !over) return;
    coming = renewOnce(refreshToken).finally(() => (coming = null));
    await coming;
  }

  return {
    async bearer() {
      if (left() < ABOUT_TO_END_MS || coming !== null) await renewed();
      return ended || left() <= 0 ? null : held.accessToken;
    },

    async refused(bearer) {
      // Not in the middle of a write; a read can wait for its end.
      if (writes > 0) await new Promise<void>((written) => waiting.push(written));
      if (held.accessToken === bearer) await renewed(true);
      return !ended && held.accessToken !== bearer;
    },

    async lasts(milliseconds) {
      if (left() < milliseconds) await renewed();
      return !ended && left() >= milliseconds;
    },

    async writing(run) {
      // Counted first: no renewal begins while one that is under way is waited for.
      writes += 1;
      try {
        if (coming !== null) await coming;
        return await run();
      } finally {
        writes -= 1;
        if (writes === 0) for (const written of waiting.splice(0)) written();
      }
    },

    mayRenew: () => !ended && (coming !== null || held.refreshToken !== null),

    endsAt() {
      if (ended) return 0;
      return coming === null && (held.refreshToken === null || unsure) ? held.expiresAt : null;
    },

    end() {
      ended = true;
      // The one on its way may bring tokens that nobody waits for any more: with it the EHR ends them too.
      return { ...held, refreshToken: held.refreshToken ?? spending };
    },
  };
}
