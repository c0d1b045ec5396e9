/**
 * What can go wrong between an app and an EHR, on demand. Tests hold the control as an object; nothing here can be reached over
 * HTTP. Faults never touch CORS preflights unless they name the method OPTIONS.
 */
import { outcome } from './fhir-types.ts';
import type { Answer, Incoming, Reply } from './http.ts';

type Process = () => Promise<Answer>;

export interface FaultAction {
  /** Each call of `process` is one request that reaches the EHR. */
  run(process: Process): Promise<Reply>;
}

export interface Fault {
  readonly method?: string;
  /** Matched on path and query: a string must be contained in it. */
  readonly path?: RegExp | string;
  /** How many requests it strikes; absent = all until `clear()`. */
  readonly times?: number;
  /** Runs first, for example to change the chart as another clinician would. */
  readonly before?: () => void | Promise<void>;
  readonly action: FaultAction;
}

export interface FaultControl {
  add(fault: Fault): void;
  clear(): void;
}

export class Faults implements FaultControl {
  #active: { fault: Fault; left: number }[] = [];
  #standing: { fault: Fault; left: number }[] = [];

  /** What goes wrong in this EHR all the time: strikes where none of the others does, and is not cleared. */
  stand(faults: readonly Fault[]): void {
    this.#standing = faults.map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }));
  }

  /** The first fault that fits strikes; later ones wait until it is used up. */
  add(fault: Fault): void {
    this.#active.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  clear(): void {
    this.#active = [];
  }

  async apply(request: Incoming, process: Process): Promise<Reply> {
    const struck = [...this.#active, ...this.#standing].find(({ fault, left }) => left > 0 && fits(fault, request));
    if (!struck) return process();
    struck.left -= 1;
    await struck.fault.before?.();
    return struck.fault.action.run(process);
  }
}

function fits(fault: Fault, request: Incoming): boolean {
  if (request.method === 'OPTIONS' && fault.method !== 'OPTIONS') return false;
  if (fault.method !== undefined && fault.method !== request.method) return false;
  if (fault.path === undefined) return true;
  return typeof fault.path === 'string'
    ? request.url.includes(fault.path)
    : new RegExp(fault.path.source, fault.path.flags.replace(/[gy]/g, '')).test(request.url);
}

/** Answers without processing. An object becomes JSON. A header with an empty value is left out, also a CORS header. */
export function status(code: number, body: string | object = '', headers: Record<string, string> = {}): FaultAction {
  const type = typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/fhir+json; charset=utf-8';
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { run: async () => ({ status: code, headers: { 'content-type': type, ...lowerCased(headers) }, body: text }) };
}

/** Processes after a while. */
export function delay(ms: number): FaultAction {
  return {
    run: async (process) => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      return process();
    },
  };
}

export interface Hold extends FaultAction {
  /** Lets all held requests go on, and those that come later pass at once. */
  release(): void;
  /** Resolves when the first request is held. */
  readonly arrived: Promise<void>;
}

/** Processes when released; with `holdAnswer` the request is processed at once and only its answer waits. */
export function hold(options: { holdAnswer?: boolean } = {}): Hold {
  const gate = signal();
  const seen = signal();
  return {
    release: () => gate.give(),
    arrived: seen.given,
    run: async (process) => {
      const done = options.holdAnswer === true ? await process() : undefined;
      seen.give();
      await gate.given;
      return done ?? process();
    },
  };
}

function signal(): { give: () => void; given: Promise<void> } {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { give: () => give(), given };
}

/** The connection breaks before anything is done. */
export function dropBefore(): FaultAction {
  return { run: async () => 'drop' };
}

/** Everything is done, and the connection breaks before the answer. */
export function commitThenDrop(): FaultAction {
  return {
    run: async (process) => {
      await process();
      return 'drop';
    },
  };
}

/** Processes, and cuts the answer in the middle. */
export function malformedJson(): FaultAction {
  return rewriteText((body) => body.slice(0, Math.floor(body.length / 2)));
}

/** Processes, and changes the JSON of the answer, for example its next link. */
export function rewriteBody(change: (body: Record<string, unknown>) => unknown): FaultAction {
  return rewriteText((body) =>
    body === '' ? body : JSON.stringify(change(JSON.parse(body) as Record<string, unknown>)),
  );
}

/**
 * Searches do not find what was written in the last `milliseconds`, as with an index that is brought up to date now and then.
 * Processes, and takes such entries out of the answer and out of its total (of the page that they stood on). Reads by id and
 * everything that is not a search go through as they are, so the fault may stay on for a whole test. `now` in milliseconds
 * since 1970; resources get their `lastUpdated` from the process's clock, so that is the usual one.
 */
export function laggingIndex(milliseconds: number, now: () => number = () => Date.now()): FaultAction {
  return {
    run: async (process) => {
      const answer = await process();
      const bundle = searchsetIn(answer);
      if (bundle === undefined) return answer;
      const fresh = (entry: Entry): boolean =>
        Date.parse(entry.resource?.meta?.lastUpdated ?? '') > now() - milliseconds;
      const { entry: all = [], total, ...rest } = bundle;
      const entry = all.filter((one) => !fresh(one));
      const hidden = all.filter((one) => fresh(one) && one.search?.mode !== 'include').length;
      const left = {
        ...rest,
        ...(total === undefined ? {} : { total: total - hidden }),
        ...(entry.length > 0 ? { entry } : {}),
      };
      return { ...answer, body: JSON.stringify(left) };
    },
  };
}

interface Entry {
  readonly resource?: { readonly meta?: { readonly lastUpdated?: string } };
  readonly search?: { readonly mode?: string };
}

interface SearchSet {
  readonly resourceType?: string;
  readonly type?: string;
  readonly total?: number;
  readonly entry?: readonly Entry[];
}

function searchsetIn(answer: Answer): SearchSet | undefined {
  if (answer.status !== 200 || answer.headers['content-type']?.includes('json') !== true) return undefined;
  const body = JSON.parse(answer.body?.toString() ?? 'null') as SearchSet | null;
  return body?.resourceType === 'Bundle' && body.type === 'searchset' ? body : undefined;
}

/** 429. Nothing is processed. A browser's script can read `Retry-After` only where the personality exposes that header. */
export function busy(retryAfterSeconds?: number): FaultAction {
  const body = outcome('error', 'throttled', 'Too many requests. Try again later.');
  return status(429, body, retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) });
}

/**
 * Everything is done, the connection breaks, and the same request comes and is done a second time: what a browser does by
 * itself when a kept-alive connection breaks before any answer, also with a POST. The log shows two requests, the first
 * without an answer. Put it on with `times: 1`, or every request is doubled.
 */
export function sendTwice(): FaultAction {
  return {
    run: async (process) => {
      await process();
      return process();
    },
  };
}

/** A log-in page of a proxy in between, with status 200. Nothing is processed. */
export function html(): FaultAction {
  const body =
    '<!doctype html><html><head><title>Sign in</title></head><body><h1>Your session has ended</h1></body></html>';
  return { run: async () => ({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body }) };
}

function rewriteText(change: (body: string) => string): FaultAction {
  return {
    run: async (process) => {
      const answer = await process();
      return { ...answer, body: change(answer.body?.toString() ?? '') };
    },
  };
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
