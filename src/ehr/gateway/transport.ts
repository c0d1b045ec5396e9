/** HTTP as this product does it: time-outs, repeated GETs, writes that are never repeated, six requests at a time. */
import { problem, type Problem } from '../../domain/problem.ts';
import { createLimiter } from './limiter.ts';
import { WORTH_REPEATING } from './status.ts';

export interface TransportOptions {
  /** The bearer token; null when there is none any more. */
  readonly token: () => string | null | Promise<string | null>;
  /** Without a bearer just now, there may be one for a later request. */
  readonly mayRenew?: () => boolean;
  /** The server answered 401 to this one: true when there is a newer one to try a read with once more. */
  readonly refused?: (bearer: string) => Promise<boolean>;
  /** Runs a write; while it does, the token is not renewed. */
  readonly writing?: <Value>(write: () => Promise<Value>) => Promise<Value>;
  readonly fetch: typeof fetch;
  readonly sleep?: (milliseconds: number) => Promise<void>;
  /** Between 0 and 1, for the jitter. */
  readonly random?: () => number;
  readonly now?: () => number;
  /** Sends `Cache-Control: no-cache` with what is read: only where CORS lets the header through (interop 1.8). */
  readonly noCacheHeader?: boolean;
  readonly readTimeout?: number;
  readonly writeTimeout?: number;
}

export interface Answer {
  readonly status: number;
  /** Empty when there was none, or when the connection broke while it arrived and the status says enough. */
  readonly text: string;
  readonly header: (name: string) => string | null;
}

export type Exchange =
  { readonly is: 'answered'; readonly answer: Answer } | { readonly is: 'lost' | 'not-sent'; readonly why: Problem };

/** With the bearer that it was sent with; empty when there was none. */
interface Sent {
  readonly bearer: string;
  readonly exchange: Exchange;
}

export interface Transport {
  /**
   * Gives up after three repetitions or 20 seconds of waiting. `detail` names the request without patient data. A 500 is
   * not repeated where the server means it.
   */
  get(url: URL, detail: string, meansServerErrors?: boolean): Promise<Exchange>;
  /** Sends once. `lost` when it may have arrived all the same. */
  post: Write;
  /** Sends once too: what a PUT with `If-Match` that came twice would answer, says nothing of the first. */
  put: Write;
}

type Write = (url: URL, body: string, headers: Readonly<Record<string, string>>, detail: string) => Promise<Exchange>;

const READ_TIMEOUT = 15_000;
/** After so long without an answer to a write, it is unknown what became of it. */
export const WRITE_TIMEOUT = 30_000;
const WAITS = [500, 1500, 4000] as const;
const WAITING_BUDGET = 20_000;
/** HTTP/1.1 browsers open six connections to a host; more would only queue where priorities are not known. */
const CONCURRENCY = 6;
/** After so many requests in a row were given up, each further one is tried once, until one succeeds. */
const GIVEN_UP_BEFORE_SINGLE_TRIES = 5;

export function createTransport(options: TransportOptions): Transport {
  // Taken out of the object: called as its method, a browser's `fetch` throws "Illegal invocation".
  const { fetch: send, token, sleep = wait, random = Math.random, now = Date.now } = options;
  const { refused = async () => false, writing = (write) => write(), mayRenew = () => false } = options;
  const { readTimeout = READ_TIMEOUT, writeTimeout = WRITE_TIMEOUT, noCacheHeader = false } = options;
  const limiter = createLimiter(CONCURRENCY);
  let givenUpInARow = 0;

  async function once(url: URL, init: RequestInit, milliseconds: number, detail: string): Promise<Sent> {
    const bearer = await tokenOrNull(token);
    if (bearer !== null) return { bearer, exchange: await exchange(url, init, milliseconds, detail, bearer) };
    const kind = mayRenew() ? 'network' : 'session-expired';
    return { bearer: '', exchange: { is: 'not-sent', why: problem(kind, `${detail}: no token`) } };
  }

  async function exchange(
    url: URL,
    init: RequestInit,
    milliseconds: number,
    detail: string,
    bearer: string,
  ): Promise<Exchange> {
    const controller = new AbortController();
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      controller.abort();
    }, milliseconds);
    try {
      const response = await send(url, {
        ...init,
        headers: {
          ...(init.headers as Record<string, string>),
          Accept: 'application/fhir+json',
          ...(noCacheHeader && init.method === 'GET' ? { 'Cache-Control': 'no-cache' } : {}),
          Authorization: `Bearer ${bearer}`,
        },
        // Bypasses disk caches and the search cache of some servers without a header that CORS could refuse (interop 1.8).
        cache: 'no-store',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        // Not followed: some browsers carry the token along, and the patient's id always travels. `manual` tells a redirect from a lost
        // connection. A server that redirects within its own base cannot be used.
        redirect: 'manual',
        signal: controller.signal,
      });
      const text = await bodyOf(response, init.method !== 'GET');
      return {
        is: 'answered',
        answer: { status: response.status, text, header: (name) => response.headers.get(name) },
      };
    } catch (error) {
      const why = timedOut
        ? problem('timeout', `${detail}: no answer within ${milliseconds / 1000} s`)
        : problem('network', `${detail}: ${error instanceof Error ? error.name : 'no answer'}`);
      return { is: 'lost', why };
    } finally {
      clearTimeout(timer);
    }
  }

  const writeBy =
    (method: 'POST' | 'PUT'): Write =>
    async (url, body, headers, detail) => {
      const init = { method, body, headers: { ...headers } };
      const sent = await writing(() => limiter.run(() => once(url, init, writeTimeout, detail), true));
      // Never sent again from here; but whoever sends the next request has to know that this token is good for nothing.
      if (isRefused(sent.exchange)) void refused(sent.bearer);
      return sent.exchange;
    };

  return {
    async get(url, detail, meansServerErrors = false) {
      let waited = 0;
      const ask = (): Promise<Sent> => limiter.run(() => once(url, { method: 'GET' }, readTimeout, detail));
      for (let attempt = 0; ; attempt += 1) {
        let sent = await ask();
        // A server may end a token before its time.
        if (isRefused(sent.exchange) && (await refused(sent.bearer))) sent = await ask();
        if (!isFailure(sent.exchange) || (meansServerErrors && isServerError(sent.exchange))) {
          givenUpInARow = 0;
          return sent.exchange;
        }
        const longest = WAITS[attempt];
        const pause = longest === undefined ? Infinity : (retryAfter(sent.exchange, now()) ?? longest * random());
        waited += pause;
        if (waited > WAITING_BUDGET || givenUpInARow >= GIVEN_UP_BEFORE_SINGLE_TRIES) {
          givenUpInARow += 1;
          return sent.exchange;
        }
        await sleep(pause);
      }
    },
    post: writeBy('POST'),
    put: writeBy('PUT'),
  };
}

const wait = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/** Null also when asking for it fails: without a token nothing is sent, and what was not sent is not unknown. */
async function tokenOrNull(token: TransportOptions['token']): Promise<string | null> {
  try {
    const bearer = await token();
    return bearer === '' ? null : bearer;
  } catch {
    return null;
  }
}

/** The status of a write tells what happened; a body that breaks off must not take that away. */
async function bodyOf(response: Response, statusIsEnough: boolean): Promise<string> {
  if (!statusIsEnough) return await response.text();
  try {
    return await response.text();
  } catch {
    return '';
  }
}

const isRefused = (exchange: Exchange): boolean => exchange.is === 'answered' && exchange.answer.status === 401;

const isServerError = (exchange: Exchange): boolean => exchange.is === 'answered' && exchange.answer.status === 500;

/** Worth another try: a lost connection or a passing status. A time-out is not: the user has waited long enough. */
function isFailure(exchange: Exchange): boolean {
  if (exchange.is === 'answered') return WORTH_REPEATING.has(exchange.answer.status);
  return exchange.is === 'lost' && exchange.why.kind === 'network';
}

/** `Retry-After` in milliseconds: seconds or an HTTP date. Null when absent or hidden by CORS. */
function retryAfter(exchange: Exchange, now: number): number | null {
  const header = exchange.is === 'answered' ? exchange.answer.header('Retry-After') : null;
  if (header === null) return null;
  if (/^\s*\d+\s*$/.test(header)) return Number.parseInt(header, 10) * 1000;
  const moment = Date.parse(header);
  return Number.isNaN(moment) ? null : Math.max(0, moment - now);
}
