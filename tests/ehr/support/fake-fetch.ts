/** A server in the shape of `fetch`: what it was asked, and what it answers. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly path: string;
  readonly headers: Headers;
  readonly body: unknown;
  readonly init: RequestInit;
}

export type Handler = (asked: Asked) => Response | Promise<Response>;

export interface FakeServer {
  readonly fetch: typeof fetch;
  readonly asked: Asked[];
  /** Requests with this method whose path ends so. */
  count(method: string, pathEnd?: string): number;
}

export const BASE = 'https://ehr.example/fhir';

export function fakeServer(handler: Handler): FakeServer {
  const asked: Asked[] = [];
  return {
    asked,
    count: (method, pathEnd = '') => asked.filter((one) => one.method === method && one.path.endsWith(pathEnd)).length,
    fetch: async (input, init = {}) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const request: Asked = {
        method: init.method ?? 'GET',
        url,
        path: url.pathname.replace(/^\/fhir/, ''),
        headers: new Headers(init.headers),
        body: typeof init.body === 'string' ? JSON.parse(init.body) : null,
        init,
      };
      asked.push(request);
      return await handler(request);
    },
  };
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/fhir+json', ...headers },
  });
}

export function bundle(resources: readonly unknown[], more: Record<string, unknown> = {}): unknown {
  return { resourceType: 'Bundle', type: 'searchset', entry: resources.map((resource) => ({ resource })), ...more };
}

export function nextLink(url: string): Record<string, unknown> {
  return { link: [{ relation: 'next', url }] };
}

export function outcome(text: string, severity = 'error'): unknown {
  return { resourceType: 'OperationOutcome', issue: [{ severity, code: 'processing', details: { text } }] };
}

export const lost = (): never => {
  throw new TypeError('Failed to fetch');
};

/** Answers only when the request is given up. */
export function hang({ init }: Asked): Promise<Response> {
  return new Promise((_, reject) =>
    init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError'))),
  );
}

export const noSleep = async (): Promise<void> => {};
