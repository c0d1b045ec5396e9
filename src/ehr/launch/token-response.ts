/** What came with the token: who, about whom, what is granted, until when, and what the EHR had open (interop 1.4). */
import { localReference, parseBase } from '../gateway/address.ts';
import type { FhirUser } from './fhir-user.ts';
import { parseFhirUser } from './fhir-user.ts';
import { fhirUserIn } from './id-token.ts';
import { launched, stopped, type LaunchResult } from './launch-problem.ts';
import { isSecure, type Issuer } from '../../site/site.ts';
import { plainText } from '../gateway/operation-outcome.ts';

/** How to talk to the EHR's window (SMART Web Messaging 1.0). */
export interface MessagingContext {
  readonly handle: string;
  /** The one origin that messages go to. */
  readonly origin: string;
}

export interface LaunchContext {
  readonly accessToken: string;
  readonly patientId: string;
  readonly encounterId: string | null;
  readonly user: FhirUser | null;
  /** As granted; as requested when the server says nothing (RFC 6749 5.1). */
  readonly scope: string;
  readonly expiresAt: number | null;
  /** Null when the session cannot be renewed. */
  readonly refreshToken: string | null;
  readonly intent: string | null;
  /** References on this server. */
  readonly open: readonly string[];
  readonly styleUrl: string | null;
  /** Null when the EHR offers none. */
  readonly messaging: MessagingContext | null;
}

const FHIR_ID = /^[A-Za-z0-9.-]{1,64}$/;

export interface TokenInput {
  readonly tokenResponse: unknown;
  readonly issuer: Issuer;
  readonly requestedScope: string;
  /** When the token came, in milliseconds since 1970. */
  readonly receivedAt: number;
}

export function readTokenResponse({
  tokenResponse,
  issuer,
  requestedScope,
  receivedAt,
}: TokenInput): LaunchResult<LaunchContext> {
  if (typeof tokenResponse !== 'object' || tokenResponse === null) {
    return stopped('token', 'unreadable', 'the token response is no object');
  }
  const said = tokenResponse as Readonly<Record<string, unknown>>;
  const {
    access_token: accessToken,
    token_type: type,
    patient,
    encounter,
    scope,
    expires_in: seconds,
    id_token: idToken,
    refresh_token: refreshToken,
    tenant,
    intent,
  } = said;
  const { iss, clientId, tenants } = issuer;
  // After an exchange that failed, fhirclient calls a reload "ready" without a token (interop 2.4, 12).
  if (typeof accessToken !== 'string' || accessToken === '') {
    return stopped('token', 'none', 'the token response has no access_token');
  }
  if (typeof type === 'string' && type.toLowerCase() !== 'bearer') {
    return stopped('token', 'unreadable', 'token_type is not Bearer');
  }
  if (patient === undefined || patient === null || patient === '') {
    return stopped('context', 'no-patient', 'the token response has no patient');
  }
  if (typeof patient !== 'string' || !FHIR_ID.test(patient)) {
    return stopped('context', 'patient-unreadable', 'patient is not a FHIR id');
  }
  // One server may hold several organizations: another one's patients must not be sent to this one's services.
  if (tenants !== undefined && !(typeof tenant === 'string' && tenants.includes(tenant))) {
    return stopped('context', 'tenant-not-configured', `tenant is ${plainText(tenant) || 'not given'}`);
  }

  const user = readUser(idToken, iss, clientId, receivedAt);
  if (!user.ok) return user;
  return launched({
    accessToken,
    patientId: patient,
    encounterId: typeof encounter === 'string' && FHIR_ID.test(encounter) ? encounter : null,
    user: user.value,
    scope: typeof scope === 'string' ? scope : requestedScope,
    expiresAt: expiryOf(seconds, receivedAt),
    refreshToken: typeof refreshToken === 'string' && refreshToken !== '' ? refreshToken : null,
    intent: typeof intent === 'string' && INTENT.test(intent) ? intent : null,
    open: openThere(said['fhirContext'], iss),
    styleUrl: styleUrlIn(said['smart_style_url'], issuer),
    messaging: readMessaging(said),
  });
}

/** A year: no session lasts as long, and what claims to says nothing. */
const LONGEST_SECONDS = 366 * 86_400;

/** `expires_in` of a token that came at `receivedAt`; some servers write the number as text. Null when there is none to be read. */
export function expiryOf(expiresIn: unknown, receivedAt: number): number | null {
  const seconds =
    typeof expiresIn === 'string' && /^\d{1,9}$/.test(expiresIn) ? Number.parseInt(expiresIn, 10) : expiresIn;
  if (typeof seconds !== 'number' || !(seconds <= LONGEST_SECONDS)) return null;
  return receivedAt + Math.max(0, seconds) * 1000;
}

const INTENT = /^[A-Za-z0-9._-]{1,64}$/;
const MAX_OPEN = 20;

/** `fhirContext` of SMART 2.1 (objects) and 2.0 (references): what does not lie on this server is left aside. */
function openThere(fhirContext: unknown, iss: string): readonly string[] {
  if (!Array.isArray(fhirContext)) return [];
  const base = parseBase(iss);
  const references = fhirContext.slice(0, MAX_OPEN).flatMap((one: unknown) => {
    const reference: unknown = typeof one === 'object' && one !== null && 'reference' in one ? one.reference : one;
    const local = typeof reference === 'string' ? localReference(base, reference) : null;
    return local === null ? [] : [local];
  });
  return [...new Set(references)];
}

/** Nothing is fetched from a host that the site has not configured, a color sheet neither. */
function styleUrlIn(address: unknown, { iss, tokenEndpoint }: Issuer): string | null {
  if (typeof address !== 'string') return null;
  try {
    const url = new URL(address);
    const hosts = [iss, ...(tokenEndpoint === undefined ? [] : [tokenEndpoint])].map((one) => new URL(one).origin);
    return isSecure(url) && hosts.includes(url.origin) ? url.href : null;
  } catch {
    return null;
  }
}

/** Only a whole pair counts, and only an origin: "*" would tell every window what is meant for one. */
function readMessaging(said: Readonly<Record<string, unknown>>): MessagingContext | null {
  const { smart_web_messaging_handle: handle, smart_web_messaging_origin: origin } = said;
  if (typeof handle !== 'string' || handle === '' || typeof origin !== 'string') return null;
  try {
    const url = new URL(origin);
    return isSecure(url) ? { handle, origin: url.origin } : null;
  } catch {
    return null;
  }
}

function readUser(idToken: unknown, iss: string, clientId: string, receivedAt: number): LaunchResult<FhirUser | null> {
  if (typeof idToken !== 'string' || idToken === '') return launched(null);
  const fhirUser = fhirUserIn(idToken, clientId, receivedAt);
  if (!fhirUser.ok || fhirUser.value === null) return fhirUser as LaunchResult<null>;
  return parseFhirUser(fhirUser.value, iss);
}
