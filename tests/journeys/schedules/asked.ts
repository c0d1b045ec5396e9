/**
 * Which request a fault of the sandbox strikes: faults are told of none, and two windows ask for the same addresses. Node
 * itself announces each request as it comes in, and what is done for it can be told from all else.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

const current = new AsyncLocalStorage<Asked>();
subscribe('http.server.request.start', (message) => current.enterWith(message as Asked));

export function asked(): Asked {
  const found = current.getStore();
  if (found === undefined) throw new Error('Node announces no requests here');
  return found;
}

export const bearerOf = (authorization: string | undefined): string | null =>
  /^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? null;
