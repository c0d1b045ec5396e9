/** What the token endpoint tells beside the tokens: how long and for what they are good, and the context of the launch. */
import type { Addresses } from './capability.ts';
import { hasScope } from './scopes.ts';
import type { GrantedScope } from './scopes.ts';
import { stylePath } from './styles.ts';
import type { Grant } from './token-vault.ts';

export function termsOf(grant: Grant, scopes: readonly GrantedScope[]): Record<string, unknown> {
  const { noExpiry, noScope } = grant.options;
  return {
    ...(noExpiry === true ? {} : { expires_in: grant.expiresIn }),
    ...(noScope === true ? {} : { scope: scopes.map((scope) => scope.text).join(' ') }),
  };
}

export function contextOf(grant: Grant, scopes: readonly GrantedScope[], at: Addresses): Record<string, unknown> {
  const { patient, encounter, messagingHandle } = grant;
  const { needBanner = true, intent, tenant, style, fhirContext } = grant.options;
  const styleUrl = grant.options.styleUrl ?? (style === undefined ? undefined : at.ehrUrl + stylePath(style));
  const messaging = messagingHandle !== undefined && hasScope(scopes, 'messaging/scratchpad');
  return {
    need_patient_banner: needBanner,
    ...(patient === undefined ? {} : { patient }),
    ...(encounter === undefined ? {} : { encounter }),
    ...(intent === undefined ? {} : { intent }),
    ...(tenant === undefined ? {} : { tenant }),
    ...(styleUrl === undefined ? {} : { smart_style_url: styleUrl }),
    ...(fhirContext === undefined ? {} : { fhirContext }),
    ...(messaging ? { smart_web_messaging_handle: messagingHandle, smart_web_messaging_origin: at.ehrUrl } : {}),
  };
}

/** Who is signed in, as a FHIR address. */
export function fhirUserOf({ user }: Grant, at: Addresses): string {
  return `${at.fhirUrl}/${user.includes('/') ? user : `Practitioner/${user}`}`;
}
