/** How long a launch lasts: its token, what is stored of it, and its end. */
import type { Issuer } from '../../site/site.ts';
import type { SessionLife } from '../port.ts';
import { giveBack } from './give-back.ts';
import { usableRevocation } from './discovery.ts';
import { keptKey, renewDraft } from './stored-drafts.ts';
import { changeLaunch, forgetLaunch, touch, type StoredLaunch, type Tokens } from './stored-launches.ts';
import { createTokenKeeper, type TokenKeeper } from './token-keeper.ts';
import type { LaunchContext } from './token-response.ts';

export interface SessionLifeInput {
  /** The launch's own. */
  readonly key: string;
  readonly stored: StoredLaunch;
  readonly issuer: Issuer;
  readonly context: LaunchContext;
  readonly storage: Storage;
  readonly fetch: typeof fetch;
  readonly now: () => number;
}

const renewing = () => import('./renew.ts');
const FETCH_RENEWING_AFTER_MS = 4000;

export function keeperOf({ key, stored, issuer, context, storage, fetch, now }: SessionLifeInput): TokenKeeper {
  const { iss, clientId } = issuer;
  const { patientId, user, accessToken, expiresAt, refreshToken } = context;
  const giveBackTokens = givingBack({ stored, issuer, fetch });
  // Loaded a moment later: until a token is renewed there is time.
  if (refreshToken !== null) setTimeout(() => void renewing().catch(() => {}), FETCH_RENEWING_AFTER_MS);
  return createTokenKeeper({
    tokens: { accessToken, expiresAt, refreshToken },
    now,
    async renew(spending) {
      try {
        const { renewToken } = await renewing();
        const tokenUri = String(stored.state['tokenUri']);
        return await renewToken({ fetch, now, tokenUri, clientId, iss, patientId, user }, spending);
      } catch {
        return { is: 'lost' };
      }
    },
    keep(renewed) {
      try {
        changeLaunch(storage, key, { renewed });
      } catch {
        // What is stored holds a token that is spent: better none than that one used again after a reload.
        quietly(() => forgetLaunch(storage, key));
      }
    },
    foreign(theirs) {
      quietly(() => forgetLaunch(storage, key));
      for (const tokens of [theirs, { accessToken, expiresAt, refreshToken }]) giveBackTokens(tokens);
    },
  });
}

/** `isDone`: it was closed, draft and all. */
export function lifeOf(
  keeper: TokenKeeper,
  { key, stored, issuer, storage, fetch, now }: SessionLifeInput,
): SessionLife & { isDone(): boolean } {
  const giveBackTokens = givingBack({ stored, issuer, fetch });
  let isDone = false;
  return {
    isDone: () => isDone,
    endsAt: () => keeper.endsAt(),
    mayRenew: () => keeper.mayRenew(),
    lasts: (milliseconds) => keeper.lasts(milliseconds),
    keepAlive() {
      touch(storage, key, now());
      void keeper.bearer();
    },
    end({ keepDraft }) {
      isDone = !keepDraft;
      giveBackTokens(keeper.end());
      quietly(() => forgetLaunch(storage, key));
      quietly(() => (isDone ? storage.removeItem(keptKey(key)) : renewDraft(storage, key, now())));
    },
  };
}

/** Does nothing where the EHR names no address for it. */
function givingBack({ stored, issuer, fetch }: Pick<SessionLifeInput, 'stored' | 'issuer' | 'fetch'>) {
  const revocation = usableRevocation(stored.begun.revocation, issuer);
  return (tokens: Tokens): void => {
    if (revocation !== null) giveBack(fetch, revocation, issuer.clientId, tokens);
  };
}

/** Where the browser has taken its storage away there is nothing in it any more. */
function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // see above
  }
}
