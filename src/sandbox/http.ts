/** The few things the sandbox needs of node:http: one request in, one answer out, bound to loopback only. */
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Incoming {
  readonly method: string;
  /** Path and query as they came in, for example `/fhir/Encounter?patient=x`. */
  readonly url: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body?: string | Buffer;
}

/** `drop` = the socket is destroyed and the client never gets an answer. */
export type Reply = Answer | 'drop';
export type Handler = (request: Incoming) => Promise<Reply>;

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

export class PortBusy extends Error {
  readonly port: number;
  constructor(port: number) {
    super(`Port ${port} is already in use.`);
    this.port = port;
  }
}

const MAX_BODY = 5_000_000;

export function html(body: string, status = 200, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...headers },
    body,
  };
}

export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) };
}

export function text(body: string, status = 200): Answer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }, body };
}

export function redirect(location: string, status = 303): Answer {
  return { status, headers: { location, 'cache-control': 'no-store' } };
}

/** A header that may come once only; a repeated one is treated as absent. */
export function header(request: Incoming, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? undefined : value;
}

export function mediaType(request: Incoming): string {
  return (header(request, 'content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

export function formBody(request: Incoming): URLSearchParams {
  return new URLSearchParams(request.body.toString('utf8'));
}

/**
 * Starts one handler on a port of each given loopback host. Port 0 takes any port that is free on all of them.
 * Refuses with `PortBusy` when a wanted port is taken.
 */
export async function listen(handler: Handler, port: number, hosts: readonly string[]): Promise<Listening> {
  for (let attempt = 0; ; attempt++) {
    const servers: Server[] = [];
    try {
      let chosen = port;
      for (const host of hosts) {
        const server = createServer((req, res) => void respond(handler, req, res));
        const bound = await bind(server, chosen, host, servers.length > 0);
        if (bound === undefined) continue;
        servers.push(server);
        chosen = bound;
      }
      return { port: chosen, close: () => closeAll(servers) };
    } catch (error) {
      await closeAll(servers);
      if (!(error instanceof PortBusy) || port !== 0 || attempt > 20) throw error;
    }
  }
}

/** Gives undefined when the host does not exist on this machine (no IPv6) and may be left out. */
function bind(server: Server, port: number, host: string, optional: boolean): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') reject(new PortBusy(port));
      else if (optional) resolve(undefined);
      else reject(error);
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

async function closeAll(servers: readonly Server[]): Promise<void> {
  await Promise.all(
    servers.map(
      (server) =>
        new Promise<void>((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    ),
  );
}

async function respond(handler: Handler, req: IncomingMessage, res: ServerResponse): Promise<void> {
  let reply: Reply;
  try {
    reply = await handler(await read(req));
  } catch (error) {
    reply = text(
      error instanceof TooLarge ? 'The body is too large.' : 'The demo EHR failed. See its log.',
      error instanceof TooLarge ? 413 : 500,
    );
  }
  if (reply === 'drop') {
    req.socket.destroy();
    return;
  }
  const body = reply.body ?? '';
  // 204 and 304 must not carry a length; Node would add a chunked body otherwise.
  const length =
    reply.status === 204 || reply.status === 304 ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  res.writeHead(reply.status, { ...reply.headers, ...length });
  res.end(req.method === 'HEAD' ? undefined : body);
}

class TooLarge extends Error {}

async function read(req: IncomingMessage): Promise<Incoming> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of req as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY) throw new TooLarge();
    parts.push(part);
  }
  return asked(req.method ?? 'GET', req.url ?? '/', req.headers, Buffer.concat(parts));
}

function asked(method: string, url: string, headers: IncomingHttpHeaders, body: Buffer): Incoming {
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  return { method, url, path, query: new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)), headers, body };
}

export interface InProcessRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object becomes JSON; its content type is the caller's to say. */
  readonly body?: string | object;
}

/** A request as if it had come over a socket, `Host` included, for `Sandbox.handle`. `address` is absolute. */
export function incoming(
  address: string,
  { method = 'GET', headers = {}, body = '' }: InProcessRequest = {},
): Incoming {
  const { host, pathname, search } = new URL(address);
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  const sent = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return asked(method, pathname + search, { host, ...Object.fromEntries(named) }, sent);
}
