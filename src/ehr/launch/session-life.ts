/** How long a launch lasts: its token, what is stored of it, and its end. */
import type { Issuer } from '../../site/site.ts';
import type { SessionLife } from '../port.ts';
import { giveBack } from './give-back.ts';
import { renewToken } from './renew.ts';
import type { OtherPages } from './send-lock.ts';
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
  readonly others?: OtherPages | undefined;
}

export function keeperOf({ key, stored, issuer, context, storage, fetch, now }: SessionLifeInput): TokenKeeper {
  const { iss, clientId } = issuer;
  const { patientId, user, accessToken, expiresAt, refreshToken } = context;
  const giveBackTokens = givingBack({ stored, issuer, fetch });
  return createTokenKeeper({
    tokens: { accessToken, expiresAt, refreshToken },
    now,
    renew: (spending) =>
      renewToken({ fetch, now, tokenUri: String(stored.state['tokenUri']), clientId, iss, patientId, user }, spending),
    keep(renewed) {
      try {
        changeLaunch(storage, key, { renewed });
      } catch {
        // What is stored holds a token that is spent: better none than that one used again after a reload.
        quietly(() => forgetLaunch(storage, key));
      }
    },
    foreign(...all) {
      quietly(() => forgetLaunch(storage, key));
      for (const tokens of all) giveBackTokens(tokens);
    },
  });
}

/**
 * `isDone`: it was ended, from here or because a renewal has made it somebody else's. From then on nothing of it is written
 * down, whatever was on its way. `isDoneElsewhere`: the user was done with it in another page. That page knows nothing of what
 * has left from this one: only this is written down any more. One that is over by its time alone is not done: what is typed
 * into it is kept for the next.
 */
export function lifeOf(
  keeper: TokenKeeper,
  { key, stored, issuer, storage, fetch, now, others }: SessionLifeInput,
): SessionLife & { isDone(): boolean; isDoneElsewhere(): boolean } {
  const giveBackTokens = givingBack({ stored, issuer, fetch });
  let isDoneElsewhere = false;
  others?.listen((message) => (isDoneElsewhere ||= saysDone(message, key)));
  return {
    // The keeper names no end before 1970 but this one.
    isDone: () => keeper.endsAt() === 0,
    isDoneElsewhere: () => isDoneElsewhere,
    endsAt: () => keeper.endsAt(),
    mayRenew: () => keeper.mayRenew(),
    lasts: (milliseconds) => keeper.lasts(milliseconds),
    keepAlive() {
      touch(storage, key, now());
      void keeper.bearer();
    },
    end({ keepDraft }) {
      giveBackTokens(keeper.end());
      others?.tell({ ended: key, keepDraft });
      quietly(() => forgetLaunch(storage, key));
      quietly(() => (keepDraft ? renewDraft(storage, key, now()) : storage.removeItem(keptKey(key))));
    },
  };
}

/** Draft and all: where nobody was there in another page, somebody may be in this one. */
function saysDone(message: unknown, key: string): boolean {
  if (typeof message !== 'object' || message === null || !('ended' in message)) return false;
  return message.ended === key && 'keepDraft' in message && message.keepDraft === false;
}

/** Ends a launch of which no page is left: another sign-in has taken its place. */
export function endStored(
  { key, stored }: Pick<SessionLifeInput, 'key' | 'stored'>,
  { storage, fetch, issuer }: Pick<SessionLifeInput, 'storage' | 'fetch' | 'issuer'>,
): void {
  const { access_token: accessToken, refresh_token: refreshToken } = (stored.state['tokenResponse'] ?? {}) as {
    readonly access_token?: unknown;
    readonly refresh_token?: unknown;
  };
  if (typeof accessToken === 'string') {
    const first = {
      accessToken,
      expiresAt: null,
      refreshToken: typeof refreshToken === 'string' ? refreshToken : null,
    };
    givingBack({ stored, issuer, fetch })(stored.renewed ?? first);
  }
  quietly(() => forgetLaunch(storage, key));
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
