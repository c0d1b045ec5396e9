/** On index.html: from the address that the sign-in page leads back to, to an open EHR. */
import { findIssuer, type Issuer, type Site } from '../../site/site.ts';
import { isoDay } from '../../domain/logic/when.ts';
import { dayAt, offsetOf } from '../../fhir/time-zone.ts';
import { createGateway } from '../gateway/gateway.ts';
import { createKeptStore, type Binding, type KeyValueStore } from '../kept-referral.ts';
import type { Messenger } from '../channels/web-messaging.ts';
import type { LensPort } from '../lens-port.ts';
import type { EhrPort } from '../port.ts';
import { createSmartEhr } from '../smart-ehr.ts';
import { parseScopes } from '../sources/scopes.ts';
import { readClinician, type Signers } from './clinician.ts';
import { checkEndpoints } from './discovery.ts';
import { finishHandshake, showLaunch, showWithoutCode } from './exchange.ts';
import { HANDSHAKE_TIMEOUT } from './handshake-timeout.ts';
import { launched, stopped, type LaunchResult, type Stopped } from './launch-problem.ts';
import { claimLaunch, isHeld, type Locks } from './launch-claim.ts';
import { createSendLock, type OtherPages } from './send-lock.ts';
import { noteRefusal, refusalIn, type Again } from './refusal.ts';
import { endStored, keeperOf, lifeOf } from './session-life.ts';
import type { EhrWindow } from './web-messenger.ts';
import { adoptDraft, forgetUnsent, keptKey, renewDraft } from './stored-drafts.ts';
import {
  beginAnew,
  changeLaunch,
  createFhirclientStorage,
  forgetLaunch,
  isEarlier,
  isLaunchKey,
  isTooOld,
  MAX_AGE,
  refusedBefore,
  purge,
  readLaunch,
  touch,
  type StoredLaunch,
  type Tokens,
} from './stored-launches.ts';
import { readTokenResponse, type LaunchContext } from './token-response.ts';

export interface OpenSessionInput {
  readonly location: Pick<Location, 'href'>;
  /** sessionStorage, or a function that gives it: where the browser blocks it, asking for it throws. */
  readonly storage: Storage | (() => Storage);
  readonly fetch: typeof fetch;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly site: Site;
  /** Tells two live pages of one launch apart; without it (old browsers) only the server can. */
  readonly locks?: Locks | undefined;
  /** The page itself, whose opener or parent is the EHR's window; absent: no messages are sent. */
  readonly page?: EhrWindow;
  /** So that two windows do not send for the same patient. */
  readonly others?: OtherPages | undefined;
}

export type OpenedSession =
  { readonly ok: true; readonly port: EhrPort & LensPort } | Stopped | ({ readonly ok: false } & Again);

const opening = new Map<string, Promise<OpenedSession>>();

/**
 * Call it once, at module scope. A second call for the same launch gives the same promise: two exchanges of one code
 * would make a strict server withdraw the first token (interop 2.4, 11).
 */
export function openSession(input: OpenSessionInput): Promise<OpenedSession> {
  const key = new URL(input.location.href).searchParams.get('state') ?? '';
  const known = opening.get(key);
  if (known !== undefined) return known;
  const opened = open(input);
  if (key !== '') opening.set(key, opened);
  return opened;
}

type Input = Omit<OpenSessionInput, 'storage'> & { readonly storage: Storage };

async function open(given: OpenSessionInput): Promise<OpenedSession> {
  // As it was when the page was opened: from now on the page shows it without the code.
  const location = { href: given.location.href };
  showWithoutCode(new URL(location.href));
  try {
    const input: Input = {
      ...given,
      location,
      storage: typeof given.storage === 'function' ? given.storage() : given.storage,
    };
    listenForEnds(input);
    const session = await readSession(input);
    if (!session.ok) return session;
    if ('goTo' in session.value) return { ok: false, goTo: session.value.goTo };
    return { ok: true, port: await portOf(session.value, input) };
  } catch (error) {
    // sessionStorage throws where the browser blocks it, as in some frames.
    if (!(error instanceof DOMException)) throw error;
    return stopped('session', 'storage-blocked', error.name);
  }
}

/** A duplicated tab has a copy of token and draft: where one of them ends the session, the others forget it, but for what has left. */
function listenForEnds({ others, storage }: Input): void {
  others?.listen((message) => {
    if (typeof message !== 'object' || message === null || !('ended' in message)) return;
    if (typeof message.ended !== 'string') return;
    forgetLaunch(storage, message.ended);
    if ('keepDraft' in message && message.keepDraft === false) forgetUnsent(storage, message.ended);
  });
}

interface Session {
  readonly key: string;
  readonly issuer: Issuer;
  readonly context: LaunchContext;
  readonly stored: StoredLaunch;
}

async function readSession(input: Input): Promise<LaunchResult<Session | Again>> {
  const { location, storage, now, site, locks, fetch } = input;
  const address = new URL(location.href);
  const { searchParams } = address;
  const closed = searchParams.get('closed');
  const clear = (): Promise<void> => purge(storage, now(), (one) => isHeld(one, locks));
  if (closed === 'done' || closed === 'idle') {
    await clear();
    // What was kept for another half hour is gone after it, also when this page stays where it is.
    setTimeout(() => void clear().catch(() => {}), MAX_AGE);
    return stopped('session', closed, '');
  }
  const refusal = refusalIn(searchParams);
  if (refusal !== null) return noteRefusal(refusal, { page: address, storage, now: now(), site });
  const keys = searchParams.getAll('state');
  let [key = ''] = keys;
  if (keys.length !== 1 || searchParams.getAll('code').length > 1 || !isLaunchKey(key)) {
    return stopped('session', 'not-launched', 'the address names no launch');
  }
  let stored = readLaunch(storage, key);
  if (stored === null) return stopped('session', 'not-here', 'this tab knows no launch of this key');
  if (isTooOld(stored, now())) {
    forgetLaunch(storage, key);
    // A page that was put away, or a clock that has jumped: the draft has another half hour to be found.
    if (!isTooOld({ at: stored.at + MAX_AGE }, now())) renewDraft(storage, key, now());
    await clear();
    return stopped('session', 'expired', 'the launch was last used more than 30 minutes ago');
  }
  await clear();
  const issuer = issuerOf(stored.state, site);
  if (!issuer.ok) return issuer;
  const code = searchParams.get('code') ?? '';
  if (code !== '' && stored.usedCode !== undefined && stored.usedCode !== code) {
    const before = { key, stored };
    key = crypto.randomUUID();
    stored = beginAnew(storage, stored, key, now());
    showLaunch(address, key);
    if (!(await isHeld(before.key, locks))) endStored(before, { storage, fetch, issuer: issuer.value });
  }
  if (!(await claimLaunch(key, locks))) return stopped('session', 'open-elsewhere', 'another page holds this launch');

  let state: Readonly<Record<string, unknown>>;
  try {
    if (code !== '') changeLaunch(storage, key, { usedCode: code });
    state = await withTimeout(finishHandshake(key, code, createFhirclientStorage(storage, now)));
  } catch (error) {
    return exchangeProblem(error);
  }
  const kept = readLaunch(storage, key) ?? stored;
  const context = readTokenResponse({
    tokenResponse: state['tokenResponse'],
    issuer: issuer.value,
    requestedScope: typeof state['scope'] === 'string' ? state['scope'] : '',
    receivedAt: kept.tokenAt ?? now(),
  });
  if (!context.ok) return context;
  return launched({ key, issuer: issuer.value, context: withTokens(context.value, kept.renewed), stored: kept });
}

/** The newest tokens, and nothing else of what is stored with them. */
function withTokens(context: LaunchContext, renewed: Tokens | undefined): LaunchContext {
  if (renewed === undefined) return context;
  const { accessToken, expiresAt, refreshToken } = renewed;
  return { ...context, accessToken, expiresAt, refreshToken };
}

/** The issuer of a stored launch, when site.json still has it as it was: client, and endpoints where they are pinned. */
function issuerOf(state: Readonly<Record<string, unknown>>, site: Site): LaunchResult<Issuer> {
  const issuer = typeof state['serverUrl'] === 'string' ? findIssuer(site, state['serverUrl']) : null;
  if (issuer === null || issuer.clientId !== state['clientId']) {
    return stopped('session', 'site-changed', 'site.json no longer has the issuer and client of this launch');
  }
  const endpoints = checkEndpoints(state['authorizeUri'], state['tokenUri'], issuer);
  return endpoints.ok ? launched(issuer) : endpoints;
}

/** Only kind and status of an error are worth showing. */
function exchangeProblem(error: unknown): Stopped {
  // The token came and could not be kept: without it the next reload would have none.
  if (error instanceof DOMException) return stopped('session', 'storage-blocked', error.name);
  if (error === TIMED_OUT) return stopped('token', 'no-answer', `no token within ${HANDSHAKE_TIMEOUT / 1000} s`);
  const status: unknown = typeof error === 'object' && error !== null && 'status' in error ? error.status : null;
  // 4xx is the authorization server's word; 5xx says that it, or something before it, is down.
  if (typeof status === 'number')
    return stopped('token', status >= 500 ? 'no-answer' : 'refused', `token endpoint: HTTP ${status}${codeOf(error)}`);
  if (error instanceof TypeError) return stopped('token', 'no-answer', 'token endpoint: no answer');
  return stopped('token', 'unreadable', error instanceof Error ? error.message : '');
}

function codeOf(error: unknown): string {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
  return typeof code === 'string' && code !== '' ? `, ${code}` : '';
}

const sleep = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

const nextTask = (): Promise<void> => new Promise((done) => setTimeout(done, 0));

const TIMED_OUT = Symbol('timed out');

async function withTimeout<Value>(promise: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(TIMED_OUT), HANDSHAKE_TIMEOUT);
  });
  return Promise.race([promise, timeout]).finally(() => clearTimeout(timer));
}

async function portOf(session: Session, input: Input): Promise<EhrPort & LensPort> {
  const { key, issuer, context, stored } = session;
  const { storage, fetch, now, site, locks, page, others } = input;
  const { patientId, encounterId, user, messaging, intent, open, styleUrl } = context;
  const granted = parseScopes(context.scope);
  const keeper = keeperOf({ ...session, storage, fetch, now });
  const life = lifeOf(keeper, { ...session, storage, fetch, now, others });
  const gateway = createGateway({
    base: issuer.iss,
    vendor: issuer.vendor,
    noCacheHeader: issuer.noCacheHeader,
    fetch,
    now,
    token: () => {
      touch(storage, key, now());
      return keeper.bearer();
    },
    mayRenew: () => keeper.mayRenew(),
    refused: (bearer) => keeper.refused(bearer),
    writing: (write) => keeper.writing(write),
  });
  // Who writes is at work, even when the server is asked for nothing meanwhile.
  const keeping: KeyValueStore = {
    getItem: (name) => storage.getItem(name),
    setItem(name, value) {
      // The page writes once more while it goes.
      if (life.isDone()) return;
      storage.setItem(name, value);
      if (life.isDoneElsewhere()) forgetUnsent(storage, key);
      touch(storage, key, now());
    },
    removeItem: (name) => storage.removeItem(name),
  };
  const binding: Binding = { issuer: issuer.iss, patientId, user: user?.reference ?? null };
  await adoptDraft(storage, key, binding, locks);
  const today = isoDay(dayAt(now(), offsetOf(site.timeZone)));
  return createSmartEhr({
    gateway,
    site,
    issuer,
    granted,
    patientId,
    encounterId,
    user: user?.reference ?? null,
    // A moment later, so that the chart's own requests stand first in the gateway's queue.
    clinician: nextTask().then(() => readClinician({ gateway, granted }, user, signersOf(site, issuer), today)),
    readPerson: (reference) =>
      readClinician({ gateway, granted }, { reference, here: true }, signersOf(site, issuer), today),
    launch: {
      from: stored.begun.launch === null ? 'sign-in' : 'chart',
      intent,
      open,
      styleUrl,
      askedLess: refusedBefore(storage, issuer.iss, now()).length > 0 || stored.begun.measure !== 'all',
      isEarlier: isEarlier(storage, key, stored.tokenAt ?? 0),
    },
    life,
    kept: createKeptStore(keeping, keptKey(key), binding, now),
    lock: createSendLock(locks, issuer.iss, patientId, { sleep, others, page: crypto.randomUUID() }),
    messenger: await messengerOf(page, messaging, issuer),
    now,
  });
}

const signersOf = ({ referral: { signerRoles } }: Site, { prescribers, staff }: Issuer): Signers => ({
  signerRoles,
  prescribers,
  staff,
});

/** Few EHRs talk to the windows that they open: the file for it is fetched where one does. Messages go to a configured host only. */
async function messengerOf(
  page: EhrWindow | undefined,
  messaging: LaunchContext['messaging'],
  { webMessagingOrigin, iss }: Issuer,
): Promise<Messenger | null> {
  if (page === undefined || messaging === null) return null;
  if (messaging.origin !== new URL(webMessagingOrigin ?? iss).origin) return null;
  try {
    const { createMessenger } = await import('./web-messenger.ts');
    return createMessenger(page, messaging, () => crypto.randomUUID());
  } catch {
    return null; // The chart opens all the same; that way to write is closed.
  }
}
