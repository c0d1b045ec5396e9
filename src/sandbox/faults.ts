/**
 * What can go wrong between an app and an EHR, on demand. Tests hold the control as an object; nothing here can be reached over
 * HTTP. Faults never touch CORS preflights unless they name the method OPTIONS.
 */
import type { Answer, Incoming, Reply } from './http.ts';

type Process = () => Promise<Answer>;

export interface FaultAction {
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

  /** The first fault that fits strikes; later ones wait until it is used up. */
  add(fault: Fault): void {
    this.#active.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  clear(): void {
    this.#active = [];
  }

  async apply(request: Incoming, process: Process): Promise<Reply> {
    const struck = this.#active.find(({ fault, left }) => left > 0 && fits(fault, request));
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
