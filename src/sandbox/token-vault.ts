/** Codes and tokens. All are random words without content; what they mean is kept here, and only in memory. */
import { createHash, randomBytes } from 'node:crypto';
import type { LaunchOptions } from './launches.ts';
import type { Personality } from './personality.ts';
import type { GrantedScope } from './scopes.ts';

/** One consent of one user in one launch. Everything issued from it dies with it. */
export interface Grant {
  readonly id: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly GrantedScope[];
  readonly patient: string | undefined;
  readonly encounter: string | undefined;
  readonly user: string;
  readonly nonce: string | undefined;
  readonly expiresIn: number;
  /** SMART Web Messaging: the word that the page around the app's frame will answer to. */
  readonly messagingHandle: string | undefined;
  /** What the chart page said of the launch, for the answer of the token endpoint. */
  readonly options: LaunchOptions;
  revoked: boolean;
}

interface AccessToken {
  readonly grant: Grant;
  readonly scopes: readonly GrantedScope[];
  readonly until: number;
}

interface Code {
  readonly grant: Grant;
  readonly challenge: string;
  readonly until: number;
  used: boolean;
}

interface RefreshToken extends AccessToken {
  used: boolean;
}

const CODE_LIFE_MS = 60_000;
const REFRESH_LIFE_MS = 8 * 3_600_000;
/** Spent words are remembered this long, so that a second use can be told from a typing error. */
const MEMORY_MS = 24 * 3_600_000;

export class TokenVault {
  readonly #codes = new Map<string, Code>();
  readonly #access = new Map<string, AccessToken>();
  readonly #refresh = new Map<string, RefreshToken>();
  readonly #now: () => number;
  readonly #rules: Pick<Personality, 'refresh' | 'revokeOldAccess'>;
  /** Every token and every code ever issued, for whoever looks for leaks. */
  readonly secrets = new Set<string>();
  readonly codes = new Set<string>();

  constructor(now: () => number, rules: Pick<Personality, 'refresh' | 'revokeOldAccess'>) {
    this.#now = now;
    this.#rules = rules;
  }

  issueCode(grant: Omit<Grant, 'id' | 'revoked'>, challenge: string): string {
    this.#sweep();
    const code = word();
    this.codes.add(code);
    this.#codes.set(code, {
      grant: { ...grant, id: word(), revoked: false },
      challenge,
      until: this.#now() + CODE_LIFE_MS,
      used: false,
    });
    return code;
  }

  /**
   * Gives the grant, or why not. A code that comes a second time revokes what was issued from it (RFC 6749 4.1.2): one of
   * the two senders is not the app.
   */
  redeemCode(code: string, clientId: string, redirectUri: string, verifier: string): Grant | string {
    const found = this.#codes.get(code);
    if (!found) return 'The code is not known.';
    if (found.used) {
      found.grant.revoked = true;
      return 'The code was used before. What was issued from it is revoked.';
    }
    found.used = true;
    if (found.until < this.#now()) return 'The code has expired.';
    if (found.grant.clientId !== clientId) return 'The code was issued to another client.';
    if (found.grant.redirectUri !== redirectUri) return 'The redirect_uri is not the one of the authorization request.';
    if (!/^[A-Za-z0-9\-._~]{43,128}$/.test(verifier)) return 'The code_verifier is missing or malformed.';
    if (createHash('sha256').update(verifier).digest('base64url') !== found.challenge)
      return 'The code_verifier does not fit the code_challenge.';
    return found.grant;
  }

  issueAccess(grant: Grant, scopes: readonly GrantedScope[]): string {
    if (this.#rules.revokeOldAccess)
      for (const [old, held] of this.#access) if (held.grant === grant) this.#access.delete(old);
    const token = word();
    this.secrets.add(token);
    this.#access.set(token, { grant, scopes, until: this.#now() + grant.expiresIn * 1_000 });
    return token;
  }

  issueRefresh(grant: Grant, scopes: readonly GrantedScope[]): string {
    const token = word();
    this.secrets.add(token);
    this.#refresh.set(token, { grant, scopes, until: this.#now() + REFRESH_LIFE_MS, used: false });
    return token;
  }

  /** Rotating refresh tokens are good once; a second use revokes the whole grant. */
  redeemRefresh(token: string, clientId: string): RefreshToken | string {
    const found = this.#refresh.get(token);
    if (!found || found.grant.clientId !== clientId) return 'The refresh token is not known.';
    if (found.used) {
      found.grant.revoked = true;
      return 'The refresh token was used before. The session is revoked.';
    }
    if (found.grant.revoked) return 'The session was revoked.';
    if (found.until < this.#now()) return 'The refresh token has expired.';
    found.used = this.#rules.refresh === 'rotating';
    return found;
  }

  access(token: string): AccessToken | undefined {
    const found = this.#access.get(token);
    return found && !found.grant.revoked && found.until > this.#now() ? found : undefined;
  }

  /** Takes an access or a refresh token; says nothing about whether it was known (RFC 7009). */
  revoke(token: string, clientId: string): void {
    const found = this.#refresh.get(token) ?? this.#access.get(token);
    if (found?.grant.clientId === clientId) found.grant.revoked = true;
  }

  #sweep(): void {
    for (const held of [this.#codes, this.#access, this.#refresh]) {
      for (const [key, { until }] of held) if (until + MEMORY_MS < this.#now()) held.delete(key);
    }
  }
}

function word(): string {
  return randomBytes(32).toString('base64url');
}
