/** The front channel: checks an authorization request, asks a person where that is needed, and sends the browser back with a code. */
import { randomUUID } from 'node:crypto';
import { consentPage, patientPicker, refusedPage } from './auth-pages.ts';
import type { AuthorizationParts } from './authorization-server.ts';
import { decideScopes } from './decide-scopes.ts';
import { formBody, mediaType, redirect } from './http.ts';
import type { Answer, Incoming } from './http.ts';
import { currentEncounter, DEFAULT_USER } from './launches.ts';
import type { LaunchOptions } from './launches.ts';
import { refusedScope } from './scope-rules.ts';
import { hasScope, REFRESH_SCOPES } from './scopes.ts';
import type { GrantedScope } from './scopes.ts';
import type { TokenVault } from './token-vault.ts';

export interface FrontChannel extends AuthorizationParts {
  readonly vault: TokenVault;
  readonly pending: Map<string, Pending>;
}

/** A checked request that only lacks a person's answer. */
export interface Pending {
  readonly state: string;
  readonly challenge: string;
  readonly nonce: string | undefined;
  readonly scopes: readonly GrantedScope[];
  readonly options: LaunchOptions;
  readonly messagingHandle: string | undefined;
}

const KNOWN = [
  'response_type',
  'client_id',
  'redirect_uri',
  'scope',
  'state',
  'aud',
  'launch',
  'code_challenge',
  'code_challenge_method',
  'nonce',
];
/** A UUID without its dashes has 32 characters; 22 characters of base64url hold the 122 bits that SMART asks for. */
const STATE_LENGTH = 22;
const PENDING_LIMIT = 1_000;

export async function authorize(request: Incoming, front: FrontChannel): Promise<Answer> {
  if (request.method === 'POST' && mediaType(request) !== 'application/x-www-form-urlencoded')
    return refusedPage('The request has no form body.');
  const parameters = request.method === 'POST' ? formBody(request) : request.query;
  const { client } = front;
  const repeated = KNOWN.find((name) => parameters.getAll(name).length > 1);
  if (repeated !== undefined) return refusedPage(`The parameter ${repeated} is given more than once.`);
  // Before client and redirect address are known to be right, nothing may be sent anywhere.
  if (parameters.get('client_id') !== client.id) return refusedPage('This client is not registered with the demo EHR.');
  if (parameters.get('redirect_uri') !== client.redirectUri)
    return refusedPage('The redirect_uri is not exactly the registered one.');

  const state = parameters.get('state') ?? '';
  const refuse = (error: string, description: string): Answer =>
    sendBack(client.redirectUri, { error, error_description: description, state });
  if (parameters.get('response_type') !== 'code')
    return refuse('unsupported_response_type', 'Only response_type=code is offered.');
  if (state.length < STATE_LENGTH) return refuse('invalid_request', 'state is missing or has fewer than 122 bits.');
  if (parameters.get('aud') !== front.at.fhirUrl) return refuse('invalid_request', `aud must be ${front.at.fhirUrl}.`);
  const challenge = parameters.get('code_challenge') ?? '';
  if (parameters.get('code_challenge_method') !== 'S256' || !/^[A-Za-z0-9\-_]{43}$/.test(challenge))
    return refuse('invalid_request', 'PKCE with S256 is required.');

  const requested = parameters.get('scope') ?? '';
  const asked = new Set(requested.split(/\s+/));
  const launch = parameters.get('launch');
  const policy = front.personality.scopePolicy;
  const unwanted = policy === 'drop' ? undefined : refusedScope(requested, policy);
  if (policy !== 'drop' && unwanted !== undefined) {
    if (policy.handle === 'spent' && launch !== null) front.launches.redeem(launch);
    return refuse('invalid_scope', `The scope ${unwanted} is not allowed for this app.`);
  }
  // A stand-alone launch tells what was asked for: launch/patient is no word for the encounter of this patient.
  let options: LaunchOptions = { encounter: null };
  let messagingHandle: string | undefined;
  if (launch !== null) {
    const redeemed = front.launches.redeem(launch);
    if (!redeemed)
      return refuse(
        'invalid_request',
        'The launch is not known, was used before, or is older than five minutes. Open the app again from the chart.',
      );
    if (!asked.has('launch')) return refuse('invalid_request', 'A launch from the chart needs the scope launch.');
    ({ options, messagingHandle } = redeemed);
  } else if (asked.has('launch')) return refuse('invalid_request', 'The scope launch needs the launch parameter.');
  if (options.error !== undefined) return refuse(options.error, 'Asked for by the launch options for training.');

  const versions = new Set(
    (['v1', 'v2'] as const).filter((version) => front.personality.smartCapabilities.includes(`permission-${version}`)),
  );
  const decision = decideScopes(requested, {
    registered: client.scopes,
    withheld: [...(options.withhold ?? []), ...(front.personality.refresh === 'none' ? REFRESH_SCOPES : [])],
    narrow: options.narrow ?? [],
    versions,
    types: front.store.types,
  });
  if (decision.problem !== undefined) return refuse('invalid_scope', decision.problem);

  const pending: Pending = {
    state,
    challenge,
    nonce: parameters.get('nonce') ?? undefined,
    scopes: decision.granted,
    options,
    messagingHandle,
  };
  const pick =
    options.patient === undefined && options.noPatient !== true && hasScope(decision.granted, 'launch/patient');
  if (!pick && options.consent !== 'ask') return grant(front, pending);
  const id = randomUUID();
  const oldest = front.pending.size >= PENDING_LIMIT ? front.pending.keys().next().value : undefined;
  if (oldest !== undefined) front.pending.delete(oldest);
  front.pending.set(id, pending);
  return pick ? patientPicker(id, front) : consentPage(id, pending, front);
}

/** The answer of the patient picker or the consent page. Good once. */
export async function decide(request: Incoming, front: FrontChannel): Promise<Answer> {
  const form = formBody(request);
  const id = form.get('request') ?? '';
  const pending = front.pending.get(id);
  front.pending.delete(id);
  if (!pending) return refusedPage('This page was answered before. Open the app again from the chart.');
  if (form.get('answer') !== 'allow') {
    return sendBack(front.client.redirectUri, {
      error: 'access_denied',
      error_description: 'The user did not allow it.',
      state: pending.state,
    });
  }
  const patient = form.get('patient');
  if (patient === null || pending.options.patient !== undefined) return grant(front, pending);
  if (!(await exists(front, patient))) return refusedPage('There is no such patient.');
  return grant(front, { ...pending, options: { ...pending.options, patient } });
}

async function grant(front: FrontChannel, pending: Pending): Promise<Answer> {
  const { options } = pending;
  const patient = options.noPatient === true ? undefined : options.patient;
  const encounter =
    options.encounter === undefined && patient !== undefined
      ? await currentEncounter(front.store, patient, front.today)
      : (options.encounter ?? undefined);
  const code = front.vault.issueCode(
    {
      clientId: front.client.id,
      redirectUri: front.client.redirectUri,
      scopes: pending.scopes,
      patient,
      encounter: patient === undefined ? undefined : encounter,
      user: options.user ?? DEFAULT_USER,
      nonce: pending.nonce,
      expiresIn: options.expiresIn ?? front.personality.tokenSeconds,
      messagingHandle: pending.messagingHandle,
      options,
    },
    pending.challenge,
  );
  return sendBack(front.client.redirectUri, { code, state: pending.state });
}

async function exists(front: FrontChannel, patient: string): Promise<boolean> {
  return front.store.read('Patient', patient).then(
    () => true,
    () => false,
  );
}

function sendBack(redirectUri: string, parameters: Record<string, string>): Answer {
  const target = new URL(redirectUri);
  for (const [name, value] of Object.entries(parameters)) if (value !== '') target.searchParams.set(name, value);
  return redirect(target.href);
}
