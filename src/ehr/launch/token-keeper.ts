/**
 * The access token of a launch, and its renewal: one at a time, at most one a minute, never while a write is under way, and no
 * refresh token twice (interop 1.6). What can be known of its end is told ahead of time.
 */
import type { Tokens } from './stored-launches.ts';

export type Renewed =
  | { readonly is: 'renewed'; readonly tokens: Tokens }
  /** The server's own word: this session is not renewed any more. */
  | { readonly is: 'refused' }
  /** The new token is for somebody else, or of somebody else: nothing more may be asked with either. */
  | { readonly is: 'wrong-patient' }
  /** No answer that says either. The refresh token may be spent. */
  | { readonly is: 'lost' };

export interface TokenKeeperOptions {
  readonly tokens: Tokens;
  readonly now: () => number;
  /** Asks the token endpoint once. Never rejects. */
  readonly renew: (refreshToken: string) => Promise<Renewed>;
  /** Writes down what a page that is loaded again has to know. Before a refresh token is used it is written down as spent. */
  readonly keep: (tokens: Tokens) => void;
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
  /** When the session ends, in milliseconds since 1970; null when it can be renewed, or when the EHR did not say. */
  endsAt(): number | null;
  /** The session is over: no request goes out with it. Gives the tokens as they were. */
  end(): Tokens;
}

/** With less than this left, it is renewed before the next request. */
const ABOUT_TO_END_MS = 90_000;
/** Some servers refuse a second renewal within a minute. */
const BETWEEN_RENEWALS_MS = 60_000;

export function createTokenKeeper({ tokens, now, renew, keep }: TokenKeeperOptions): TokenKeeper {
  let held: Tokens = tokens;
  let ended = false;
  let writes = 0;
  let coming: Promise<void> | null = null;
  let lastTried = -Infinity;
  /** An answer was lost, and the refresh token may be spent: it is tried again only when there is nothing to lose by it. */
  let unsure = false;

  const left = (): number => (held.expiresAt === null ? Infinity : held.expiresAt - now());

  async function renewOnce(refreshToken: string): Promise<void> {
    lastTried = now();
    const spent = held;
    held = { ...held, refreshToken: null };
    // A page that is loaded while the answer is on its way must not use it a second time.
    keep(held);
    const answer = await renew(refreshToken);
    if (ended) return;
    switch (answer.is) {
      case 'renewed': {
        // A server that names no new one lets the old one be used again (RFC 6749 6).
        held = { ...answer.tokens, refreshToken: answer.tokens.refreshToken ?? refreshToken };
        unsure = false;
        keep(held);
        return;
      }
      case 'wrong-patient':
        ended = true;
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
    if (refreshToken === null || ended || writes > 0 || now() - lastTried < BETWEEN_RENEWALS_MS) return;
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
      }
    },

    endsAt() {
      if (ended) return 0;
      return coming === null && (held.refreshToken === null || unsure) ? held.expiresAt : null;
    },

    end() {
      ended = true;
      return held;
    },
  };
}
