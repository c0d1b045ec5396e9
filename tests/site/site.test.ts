import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { encounterSource } from '../../src/ehr/sources/encounter.ts';
import { findIssuer, parseSite } from '../../src/site/site.ts';

type Json = Record<string, unknown>;

const DEMO = JSON.parse(readFileSync('public/site.json', 'utf8')) as Json & {
  readonly issuers: readonly Json[];
  readonly referral: Json;
};

function withIssuer(change: Json): Json {
  return { ...DEMO, issuers: [{ ...DEMO.issuers[0], ...change }] };
}

function withReferral(change: Json): Json {
  return { ...DEMO, referral: { ...DEMO.referral, ...change } };
}

/** The problems as an integrator reads them. */
function problemsOf(json: unknown): readonly string[] {
  const parsed = parseSite(json);
  return parsed.ok ? [] : parsed.problems.map(({ field, message }) => `${field} ${message}`);
}

describe('site.json', () => {
  it('of the demonstration is right', () => {
    expect(problemsOf(DEMO)).toEqual([]);
  });

  it.each([
    'https://fhir.example.org/r4',
    'http://localhost:4400/fhir',
    'http://127.0.0.1:8080/fhir',
    'http://[::1]:8080/fhir',
  ])('takes the address %s', (iss) => {
    expect(problemsOf(withIssuer({ iss }))).toEqual([]);
  });

  it.each([
    'http://fhir.example.org/r4',
    'http://localhost.example.org/fhir',
    'http://127.0.0.1.example.org/fhir',
    'http://10.0.0.8/fhir',
    'ftp://fhir.example.org/r4',
    'javascript:alert(1)',
    'https://user:word@fhir.example.org/r4',
    'https://fhir.example.org/r4?x=1',
    'fhir.example.org/r4',
  ])('refuses the address %s, and says what would be right', (iss) => {
    const [problem, ...others] = problemsOf(withIssuer({ iss }));
    expect(others).toEqual([]);
    expect(problem).toMatch(/^issuers\[0\]\.iss must .*for example "https:\/\/fhir\.example\.org\/r4"$/);
  });

  it.each<readonly [string, unknown, string]>([
    ['nothing', null, ' '],
    ['no name', { ...DEMO, name: undefined }, 'name is missing'],
    ['a field that is not known', { ...DEMO, colour: 'red' }, 'colour is not a field that site.json knows'],
    [
      'an unknown time zone',
      { ...DEMO, timeZone: 'New York' },
      'timeZone must be an IANA time zone, for example "America/New_York"',
    ],
    ['no EHR server', { ...DEMO, issuers: [] }, 'issuers must name at least one EHR server'],
    [
      'an unknown status policy',
      withReferral({ statusPolicy: 'order' }),
      'referral.statusPolicy must be "proposal", "unsigned-order" or "signed-order"',
    ],
    [
      'a service twice',
      withReferral({ services: [service(), service()] }),
      'referral.services must not use an id twice',
    ],
    [
      'a service that refers to another host',
      withReferral({ services: [service({ reference: 'https://x.example/HealthcareService/1' })] }),
      'referral.services[0].reference must be a relative reference, for example "HealthcareService/123"',
    ],
    [
      'a window of no days',
      { ...DEMO, thresholds: { 'poor-performance-status': { windowDays: 0 } } },
      'thresholds.poor-performance-status.windowDays must be at least 1',
    ],
    [
      'a window of stays that goes further back than stays are read',
      {
        ...DEMO,
        thresholds: { 'repeat-unplanned-admissions': { windowDays: (encounterSource.lookBack['all'] ?? 0) + 1 } },
      },
      'thresholds.repeat-unplanned-admissions.windowDays must be at most 365',
    ],
  ])('with %s says which field and what', (_, json, problem) => {
    expect(problemsOf(json).join('\n')).toContain(problem);
  });

  it('has a proposal as its policy when it says nothing', () => {
    const parsed = parseSite(withReferral({ statusPolicy: undefined }));
    expect(parsed.ok && parsed.site.referral.statusPolicy).toBe('proposal');
  });

  it('is matched to the issuer byte for byte', () => {
    const parsed = parseSite(withIssuer({ iss: 'https://fhir.example.org/r4' }));
    if (!parsed.ok) throw new Error('refused');
    expect(findIssuer(parsed.site, 'https://fhir.example.org/r4')?.clientId).toBe('alongside-demo');
    for (const other of [
      'https://fhir.example.org/r4/',
      'https://FHIR.example.org/r4',
      'https://fhir.example.org/R4',
      'http://fhir.example.org/r4',
    ]) {
      expect(findIssuer(parsed.site, other)).toBeNull();
    }
  });
});

function service(change: Json = {}): Json {
  return { id: 'clinic', name: 'Clinic', modality: 'clinic', ...change };
}
