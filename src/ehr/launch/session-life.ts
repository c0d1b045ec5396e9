/** How long a launch lasts: its token, what is stored of it, and its end. */
import type { Issuer } from '../../site/site.ts';
import type { SessionLife } from '../port.ts';
import { usableRevocation } from './discovery.ts';
import { keptKey, renewDraft } from './stored-drafts.ts';
import { changeLaunch, forgetLaunch, touch, type StoredLaunch } from './stored-launches.ts';
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

/** Loaded a moment later: until a token is renewed or given back there is time. */
const renewing = () => import('./renew.ts');
const FETCH_RENEWING_AFTER_MS = 4000;

export function keeperOf({ key, stored, issuer, context, storage, fetch, now }: SessionLifeInput): TokenKeeper {
  const { iss, clientId } = issuer;
  const { patientId, user, accessToken, expiresAt, refreshToken } = context;
  setTimeout(() => void renewing().catch(() => {}), FETCH_RENEWING_AFTER_MS);
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
  });
}

/** `isDone`: it was closed, draft and all. */
export function lifeOf(
  keeper: TokenKeeper,
  { key, stored, issuer, storage, fetch, now }: SessionLifeInput,
): SessionLife & { isDone(): boolean } {
  const revocation = usableRevocation(stored.begun?.revocation, issuer);
  let isDone = false;
  return {
    isDone: () => isDone,
    endsAt: () => keeper.endsAt(),
    lasts: (milliseconds) => keeper.lasts(milliseconds),
    keepAlive() {
      touch(storage, key, now());
      void keeper.bearer();
    },
    end({ keepDraft }) {
      isDone = !keepDraft;
      const tokens = keeper.end();
      if (revocation !== null)
        void renewing()
          .then(({ giveBack }) => giveBack(fetch, revocation, issuer.clientId, tokens))
          .catch(() => {});
      quietly(() => forgetLaunch(storage, key));
      quietly(() => (isDone ? storage.removeItem(keptKey(key)) : renewDraft(storage, key, now())));
    },
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
