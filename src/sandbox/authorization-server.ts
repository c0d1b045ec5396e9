/**
 * The SMART App Launch 2.2 authorization server, as strict as the strictest hospital: what passes here has no excuse elsewhere.
 * `authorize.ts` holds the front channel, this file the endpoints that answer in JSON.
 */
import { authorize, decide } from './authorize.ts';
import type { Pending } from './authorize.ts';
import type { Addresses } from './capability.ts';
import type { Caller } from './access.ts';
import type { RegisteredClient } from './client.ts';
import { FhirProblem } from './fhir-types.ts';
import { formBody, header, json, mediaType, text } from './http.ts';
import type { Answer, Incoming } from './http.ts';
import { Identity } from './identity.ts';
import { USERS } from './launches.ts';
import type { Launches } from './launches.ts';
import type { Personality } from './personality.ts';
import { hasScope, REFRESH_SCOPES } from './scopes.ts';
import type { GrantedScope } from './scopes.ts';
import type { Store } from './store.ts';
import { contextOf, fhirUserOf, termsOf } from './token-answer.ts';
import { TokenVault } from './token-vault.ts';
import type { Grant } from './token-vault.ts';

export interface AuthorizationParts {
  readonly at: Addresses;
  readonly store: Store;
  readonly personality: Personality;
  readonly client: RegisteredClient;
  readonly launches: Launches;
  readonly today: string;
  readonly now: () => number;
}

/** Thrown for an answer of the token endpoint as RFC 6749 5.2 wants it. */
class OAuthProblem extends Error {
  readonly error: string;
  readonly status: number;
  constructor(error: string, description: string, status = 400) {
    super(description);
    this.error = error;
    this.status = status;
  }
}

export class AuthorizationServer {
  readonly #parts: AuthorizationParts;
  readonly #vault: TokenVault;
  readonly #identity = new Identity();
  /** Requests that wait for a person: the patient picker and the consent page. */
  readonly #pending = new Map<string, Pending>();

  constructor(parts: AuthorizationParts) {
    this.#parts = parts;
    this.#vault = new TokenVault(parts.now, parts.personality);
  }

  get secrets(): ReadonlySet<string> {
    return this.#vault.secrets;
  }

  get codes(): ReadonlySet<string> {
    return this.#vault.codes;
  }

  async handle(request: Incoming): Promise<{ answer: Answer; patient?: string | undefined }> {
    const front = { ...this.#parts, vault: this.#vault, pending: this.#pending };
    switch (`${request.method} ${request.path}`) {
      case 'GET /auth/authorize':
      case 'POST /auth/authorize':
        return { answer: await authorize(request, front) };
      case 'POST /auth/decision':
        return { answer: await decide(request, front) };
      case 'POST /auth/token':
        return this.#guarded(() => this.#token(request));
      case 'POST /auth/revoke':
        if (!this.#parts.personality.revocation) return nothingAt(request);
        return this.#guarded(async () => this.#revoke(request));
      case 'GET /auth/jwks':
        return { answer: json(await this.#identity.jwks()) };
      default:
        return nothingAt(request);
    }
  }

  /** Gives who calls the FHIR endpoint. Throws 401 with `WWW-Authenticate` when there is no valid token. */
  authenticate(request: Incoming): Caller {
    const credentials = header(request, 'authorization');
    const token = /^Bearer ([A-Za-z0-9\-._~+/]+=*)$/i.exec(credentials ?? '')?.[1];
    const access = token === undefined ? undefined : this.#vault.access(token);
    if (!access) {
      const detail =
        credentials === undefined
          ? ''
          : ', error="invalid_token", error_description="The access token is unknown, expired or revoked"';
      throw new FhirProblem(
        401,
        credentials === undefined ? 'login' : 'expired',
        credentials === undefined ? 'An access token is needed.' : 'The access token is unknown, expired or revoked.',
        {
          'www-authenticate': `Bearer realm="${this.#parts.at.fhirUrl}"${detail}`,
        },
      );
    }
    const { id, patient, user } = access.grant;
    return { grantId: id, patient, mayNotWrite: USERS[user]?.mayNotWrite ?? [], scopes: access.scopes };
  }

  async #guarded(
    work: () => Promise<{ answer: Answer; patient?: string | undefined }>,
  ): Promise<{ answer: Answer; patient?: string | undefined }> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof OAuthProblem)) throw error;
      return { answer: json({ error: error.error, error_description: error.message }, error.status, NEVER_STORED) };
    }
  }

  async #token(request: Incoming): Promise<{ answer: Answer; patient: string | undefined }> {
    const form = this.#form(request);
    const type = form.get('grant_type');
    if (type === 'authorization_code') {
      const need = (name: string): string => form.get(name) ?? raise('invalid_request', `${name} is missing.`);
      const grant = this.#vault.redeemCode(
        need('code'),
        need('client_id'),
        need('redirect_uri'),
        need('code_verifier'),
      );
      if (typeof grant === 'string') throw new OAuthProblem('invalid_grant', grant);
      return this.#tokens(grant, grant.scopes, true);
    }
    if (type === 'refresh_token' && this.#parts.personality.refresh !== 'none') {
      const token = form.get('refresh_token') ?? raise('invalid_request', 'refresh_token is missing.');
      const wanted = form.get('scope')?.split(/\s+/).filter(Boolean);
      const found = this.#vault.redeemRefresh(token, form.get('client_id') ?? '');
      if (typeof found === 'string') throw new OAuthProblem('invalid_grant', found);
      if (wanted?.some((scope) => !hasScope(found.scopes, scope)))
        throw new OAuthProblem('invalid_scope', 'A refresh cannot widen the scope.');
      return this.#tokens(
        found.grant,
        wanted ? found.scopes.filter((scope) => wanted.includes(scope.text)) : found.scopes,
        false,
      );
    }
    throw new OAuthProblem('unsupported_grant_type', 'Such a grant_type is not offered.');
  }

  async #tokens(
    grant: Grant,
    scopes: readonly GrantedScope[],
    first: boolean,
  ): Promise<{ answer: Answer; patient: string | undefined }> {
    const { at, now, personality } = this.#parts;
    const body: Record<string, unknown> = {
      access_token: this.#vault.issueAccess(grant, scopes),
      token_type: 'Bearer',
      ...termsOf(grant, scopes),
      ...contextOf(grant, scopes, at),
    };
    if (REFRESH_SCOPES.some((scope) => hasScope(scopes, scope)) && (first || personality.refresh === 'rotating'))
      body['refresh_token'] = this.#vault.issueRefresh(grant, scopes);
    if (first && hasScope(scopes, 'openid') && grant.options.signed !== 'none') {
      const idToken = await this.#identity.idToken({
        issuer: at.fhirUrl,
        audience: grant.clientId,
        subject: grant.user,
        fhirUser: hasScope(scopes, 'fhirUser') ? fhirUserOf(grant, at) : undefined,
        nonce: grant.nonce,
        issuedAt: now(),
        expiresIn: grant.expiresIn,
      });
      this.#vault.secrets.add(idToken);
      body['id_token'] = idToken;
    }
    return { answer: json(body, 200, NEVER_STORED), patient: grant.patient };
  }

  #revoke(request: Incoming): { answer: Answer } {
    const form = this.#form(request);
    const token = form.get('token') ?? raise('invalid_request', 'token is missing.');
    this.#vault.revoke(token, form.get('client_id') ?? '');
    return { answer: { status: 200, headers: NEVER_STORED } };
  }

  #form(request: Incoming): URLSearchParams {
    if (mediaType(request) !== 'application/x-www-form-urlencoded')
      throw new OAuthProblem('invalid_request', 'The body must be application/x-www-form-urlencoded.');
    if (header(request, 'authorization') !== undefined)
      throw new OAuthProblem('invalid_client', 'A public client does not authenticate itself.', 401);
    const form = formBody(request);
    const repeated = [...new Set(form.keys())].find((name) => form.getAll(name).length > 1);
    if (repeated !== undefined) throw new OAuthProblem('invalid_request', `${repeated} is given more than once.`);
    if (form.get('client_id') !== this.#parts.client.id)
      throw new OAuthProblem('invalid_client', 'The client is not registered here.', 401);
    return form;
  }
}

const NEVER_STORED = { 'cache-control': 'no-store', pragma: 'no-cache' };

function nothingAt({ method, path }: Incoming): { answer: Answer } {
  return { answer: text(`There is no ${method} ${path} here.`, 404) };
}

function raise(error: string, description: string): never {
  throw new OAuthProblem(error, description);
}
