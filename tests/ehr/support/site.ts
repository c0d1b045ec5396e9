/** A site for tests, through the product's own schema. */
import { parseSite, type Site } from '../../../src/site/site.ts';
import { requestedScopes, type Asking } from '../../../src/ehr/launch/requested-scopes.ts';
import { BASE } from './fake-fetch.ts';

export const ONCOLOGIST = 'http://nucc.org/provider-taxonomy|207RH0003X';
export const IDENTIFIER_SYSTEM = 'https://example.org/fhir/NamingSystem/palliative-referral';

export function testSite(
  change: { issuer?: Record<string, unknown>; referral?: Record<string, unknown>; site?: Record<string, unknown> } = {},
): Site {
  const parsed = parseSite({
    name: 'Test site',
    timeZone: 'America/New_York',
    issuers: [{ iss: BASE, label: 'EHR', clientId: 'alongside', vendor: 'generic', ...change.issuer }],
    referral: {
      statusPolicy: 'signed-order',
      signerRoles: [ONCOLOGIST],
      identifierSystem: IDENTIFIER_SYSTEM,
      services: [
        {
          id: 'palliative-clinic',
          name: 'Supportive & Palliative Care Clinic',
          modality: 'clinic',
          reference: 'HealthcareService/h1',
        },
      ],
      ...change.referral,
    },
    ...change.site,
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.site;
}

/** As a launch of the test site asks for them. */
export function requested(
  style: 'v1' | 'v2',
  site: Site = testSite(),
  asking: Partial<Omit<Asking, 'style'>> = {},
): string {
  const [issuer] = site.issuers;
  if (issuer === undefined) throw new Error('a site has an issuer');
  return requestedScopes({ measure: 'all', from: 'chart', online: true, ...asking, style }, issuer, site);
}
