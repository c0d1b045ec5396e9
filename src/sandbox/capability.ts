/** What the server says of itself: the CapabilityStatement and the SMART configuration. */
import type { CapabilityStatement, CapabilityStatementRestResource, CapabilityStatementRestSecurity } from 'fhir/r4';
import type { RegisteredClient } from './client.ts';
import { searchParameter } from './definitions.ts';
import type { Personality } from './personality.ts';
import { REFRESH_SCOPES } from './scopes.ts';
import { supportedIncludes, supportedParameters } from './search.ts';
import type { Store } from './store.ts';

export interface Addresses {
  readonly ehrUrl: string;
  readonly fhirUrl: string;
  readonly appUrl: string;
}

/** Truthful for the memory store; for another server its own statement, with the demo EHR's security in it. */
export async function capabilityStatement(
  store: Store,
  personality: Personality,
  at: Addresses,
): Promise<CapabilityStatement> {
  const security = securityOf(at, personality);
  const theirs = await store.statement();
  const statement = theirs
    ? {
        ...theirs,
        rest: (theirs.rest ?? []).flatMap((rest) =>
          rest.mode === 'server'
            ? [{ mode: rest.mode, security, resource: offered(rest.resource ?? [], store, personality) }]
            : [],
        ),
      }
    : ownStatement(store, personality, at, security);
  return personality.capabilityStatement?.(statement) ?? statement;
}

/** What an app can ask for. */
export function typesOf({ types }: Store, { without }: Personality): readonly string[] {
  return types.filter((type) => !without.includes(type));
}

/** What the server behind can do and this side lets through: nothing else may be promised. */
function offered(
  theirs: readonly CapabilityStatementRestResource[],
  store: Store,
  personality: Personality,
): CapabilityStatementRestResource[] {
  return typesOf(store, personality).flatMap((type) => {
    const behind = theirs.find((one) => one.type === type);
    if (behind === undefined) return [];
    const ours = resourceStatement(type, personality);
    const codes = new Set(behind.interaction?.map(({ code }) => code));
    const { searchInclude = [], ...rest } = ours;
    const includes = searchInclude.filter((one) =>
      behind.searchInclude?.some((their) => their === one || their === '*'),
    );
    return [
      {
        ...rest,
        interaction: (ours.interaction ?? []).filter(({ code }) => codes.has(code)),
        ...(includes.length > 0 ? { searchInclude: includes } : {}),
      },
    ];
  });
}

function ownStatement(
  store: Store,
  personality: Personality,
  at: Addresses,
  security: CapabilityStatementRestSecurity,
): CapabilityStatement {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-01-01',
    kind: 'instance',
    software: { name: personality.software },
    implementation: { description: 'Demonstration EHR with synthetic patients', url: at.fhirUrl },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
    rest: [
      {
        mode: 'server',
        security,
        resource: typesOf(store, personality).map((type) => resourceStatement(type, personality)),
      },
    ],
  };
}

function resourceStatement(type: string, personality: Personality): CapabilityStatementRestResource {
  const creatable = personality.creatable.includes(type);
  const updatable = personality.updatable.includes(type);
  const includes = supportedIncludes(type, personality).map((name) => `${type}:${name}`);
  const codes: CapabilityStatementRestResource['interaction'] = [
    { code: 'read' },
    { code: 'vread' },
    { code: 'search-type' },
  ];
  if (creatable) codes.push({ code: 'create' });
  if (updatable) codes.push({ code: 'update' });
  if (personality.deletable.includes(type)) codes.push({ code: 'delete' });
  return {
    type: type as CapabilityStatementRestResource['type'],
    interaction: codes,
    versioning: updatable ? 'versioned-update' : 'versioned',
    ...(creatable ? { conditionalCreate: personality.conditionalCreate } : {}),
    ...(updatable ? { updateCreate: false } : {}),
    ...(includes.length > 0 ? { searchInclude: includes } : {}),
    searchParam: supportedParameters(type, personality).map((name) => {
      const parameter = searchParameter(type, name);
      return {
        name,
        type: (parameter?.type ?? 'string') as 'string',
        ...(parameter?.url ? { definition: parameter.url } : {}),
      };
    }),
  };
}

function securityOf(at: Addresses, { revocation }: Personality): CapabilityStatementRestSecurity {
  return {
    cors: true,
    service: [
      {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'SMART-on-FHIR' }],
        text: 'SMART on FHIR',
      },
    ],
    extension: [
      {
        url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
        extension: [
          { url: 'authorize', valueUri: `${at.ehrUrl}/auth/authorize` },
          { url: 'token', valueUri: `${at.ehrUrl}/auth/token` },
          ...(revocation ? [{ url: 'revoke', valueUri: `${at.ehrUrl}/auth/revoke` }] : []),
        ],
      },
    ],
  };
}

export function smartConfiguration(
  personality: Personality,
  client: RegisteredClient,
  at: Addresses,
): Record<string, unknown> {
  const refresh = personality.refresh !== 'none';
  return {
    issuer: at.fhirUrl,
    jwks_uri: `${at.ehrUrl}/auth/jwks`,
    authorization_endpoint: `${at.ehrUrl}/auth/authorize`,
    token_endpoint: `${at.ehrUrl}/auth/token`,
    ...(personality.revocation ? { revocation_endpoint: `${at.ehrUrl}/auth/revoke` } : {}),
    grant_types_supported: ['authorization_code', ...(refresh ? ['refresh_token'] : [])],
    response_types_supported: ['code'],
    scopes_supported: client.scopes.filter((scope) => refresh || !REFRESH_SCOPES.includes(scope)),
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none'],
    id_token_signing_alg_values_supported: ['RS256'],
    subject_types_supported: ['public'],
    capabilities: personality.smartCapabilities.filter(
      (capability) => refresh || !['permission-online', 'permission-offline'].includes(capability),
    ),
  };
}
