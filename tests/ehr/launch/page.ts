/**
 * A page and an EHR for the handshake. Import it before anything that imports fhirclient, which keeps the `fetch` that it
 * sees at import and takes its browser path only where `window` exists (toolchain trap 5).
 */
import { http, HttpResponse, type HttpHandler } from 'msw';
import { setupServer } from 'msw/node';
import { vi } from 'vitest';
import { memoryStorage } from '../support/memory-storage.ts';

export const server = setupServer();
server.listen({ onUnhandledRequest: 'error' });

// As it ships: under "test" fhirclient does not remember discovery and asks twice.
process.env['NODE_ENV'] = 'production';

/** What the page has put into its address bar. */
export const addresses: string[] = [];
const page = {
  FHIRCLIENT_PURE: true,
  window: globalThis,
  self: globalThis,
  top: globalThis,
  parent: globalThis,
  history: { replaceState: (_: unknown, __: string, address: string) => void addresses.push(address) },
};
for (const [name, value] of Object.entries(page))
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });

export const APP = 'https://app.example/alongside';

export interface FakeEhr {
  readonly iss: string;
  /** Everything that it was asked: method and path. */
  readonly asked: string[];
  readonly tokenForms: URLSearchParams[];
  readonly codes: Set<string>;
  /** The token response. */
  token: Record<string, unknown>;
  /** Answers to a refresh token, and what was posted with each. */
  refresh: (form: URLSearchParams) => Response | Promise<Response>;
  readonly refreshes: URLSearchParams[];
  /** Tokens that were given back. */
  readonly revoked: URLSearchParams[];
  /** Access tokens that its charts accept. */
  readonly accepted: Set<string>;
  configuration: Record<string, unknown>;
}

let count = 0;

/** A strict EHR: codes once, PKCE verifier wanted, token wanted. A new origin each time: fhirclient remembers discovery. */
export function fakeEhr(...more: ((iss: string, ehr: FakeEhr) => HttpHandler)[]): FakeEhr {
  count += 1;
  const origin = `https://ehr${count}.example`;
  const iss = `${origin}/fhir`;
  const ehr: FakeEhr = {
    iss,
    asked: [],
    tokenForms: [],
    codes: new Set(['code-1']),
    token: {
      access_token: 'secret-token',
      token_type: 'Bearer',
      expires_in: 3600,
      scope: 'launch openid fhirUser patient/*.rs patient/ServiceRequest.c user/*.rs',
      patient: 'p1',
    },
    refresh: () => HttpResponse.json({ error: 'invalid_grant' }, { status: 400 }),
    refreshes: [],
    revoked: [],
    accepted: new Set(['secret-token']),
    configuration: {
      revocation_endpoint: `${origin}/revoke`,
      authorization_endpoint: `${origin}/authorize`,
      token_endpoint: `${origin}/token`,
      capabilities: ['launch-ehr', 'permission-v1', 'permission-v2'],
      code_challenge_methods_supported: ['S256'],
    },
  };
  const note = (request: Request): void => void ehr.asked.push(`${request.method} ${new URL(request.url).pathname}`);
  server.use(
    ...more.map((make) => make(iss, ehr)),
    http.get(`${iss}/.well-known/smart-configuration`, ({ request }) => {
      note(request);
      return HttpResponse.json(ehr.configuration);
    }),
    http.post(`${origin}/token`, async ({ request }) => {
      note(request);
      const form = new URLSearchParams(await request.text());
      if (form.get('grant_type') === 'refresh_token') {
        ehr.refreshes.push(form);
        return await ehr.refresh(form);
      }
      ehr.tokenForms.push(form);
      if (!ehr.codes.delete(form.get('code') ?? ''))
        return HttpResponse.json({ error: 'invalid_grant' }, { status: 400 });
      return HttpResponse.json(ehr.token);
    }),
    http.post(`${origin}/revoke`, async ({ request }) => {
      note(request);
      ehr.revoked.push(new URLSearchParams(await request.text()));
      return new HttpResponse(null, { status: 200 });
    }),
    http.get(`${iss}/Patient/:id`, ({ request, params }) => {
      note(request);
      const bearer = request.headers.get('Authorization')?.replace('Bearer ', '') ?? '';
      if (!ehr.accepted.has(bearer)) return HttpResponse.json({}, { status: 401 });
      return HttpResponse.json({
        resourceType: 'Patient',
        id: params['id'],
        birthDate: '1958-05-03',
        name: [{ family: `Family-${String(params['id'])}` }],
      });
    }),
    http.get(`${iss}/*`, ({ request }) => {
      note(request);
      return HttpResponse.json({ resourceType: 'Bundle', type: 'searchset', entry: [] });
    }),
  );
  return ehr;
}

export function idToken(claims: Record<string, unknown>): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part(claims)}.signature`;
}

/** Locks of one browser: held until `endPage` of the page that holds them. */
export function browserLocks(): { page: () => Pick<LockManager, 'request'> & { end: () => void } } {
  const held = new Map<string, object>();
  return {
    page: () => {
      const me = {};
      const request = async (
        name: string,
        options: LockOptions,
        hold: (lock: Lock | null) => unknown,
      ): Promise<unknown> => {
        if (held.has(name)) {
          if (options.ifAvailable === true) return hold(null);
          await new Promise((done) => setTimeout(done, 2));
          if (held.has(name)) throw new DOMException('timed out', 'TimeoutError');
        }
        held.set(name, me);
        try {
          return await hold({ name, mode: 'exclusive' });
        } finally {
          held.delete(name);
        }
      };
      const end = (): void => {
        for (const [name, owner] of held) if (owner === me) held.delete(name);
      };
      return { request: request as LockManager['request'], end };
    },
  };
}

export { memoryStorage };
export const freshModules = (): void => void vi.resetModules();
