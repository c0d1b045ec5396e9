/** What came with the token: who, about whom, what is granted, until when. */
import type { FhirUser } from './fhir-user.ts';
import { parseFhirUser } from './fhir-user.ts';
import { fhirUserIn } from './id-token.ts';
import { launched, stopped, type LaunchResult } from './launch-problem.ts';
import { isSecure } from '../../site/site.ts';

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
  /** Null when the EHR offers none. */
  readonly messaging: MessagingContext | null;
}

const FHIR_ID = /^[A-Za-z0-9.-]{1,64}$/;

export interface TokenInput {
  readonly tokenResponse: unknown;
  readonly iss: string;
  readonly clientId: string;
  readonly requestedScope: string;
  /** When the token came, in milliseconds since 1970. */
  readonly receivedAt: number;
}

export function readTokenResponse({
  tokenResponse,
  iss,
  clientId,
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
  } = said;
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

  const user = readUser(idToken, iss, clientId, receivedAt);
  if (!user.ok) return user;
  return launched({
    accessToken,
    patientId: patient,
    encounterId: typeof encounter === 'string' && FHIR_ID.test(encounter) ? encounter : null,
    user: user.value,
    scope: typeof scope === 'string' ? scope : requestedScope,
    expiresAt: typeof seconds === 'number' && Number.isFinite(seconds) ? receivedAt + seconds * 1000 : null,
    messaging: readMessaging(said),
  });
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
