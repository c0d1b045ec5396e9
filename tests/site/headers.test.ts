import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headerFile, SERVERS } from '../../src/site/header-files.ts';
import { securityHeaders } from '../../src/site/headers.ts';
import { parseSite, type Site } from '../../src/site/site.ts';

type Json = Record<string, unknown>;

const DEMO = JSON.parse(readFileSync('public/site.json', 'utf8')) as Json;

function siteOf(...issuers: readonly Json[]): Site {
  const parsed = parseSite({
    ...DEMO,
    issuers: issuers.map((one) => ({ label: 'EHR', clientId: 'alongside', ...one })),
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.site;
}

/** As a browser reads a policy: directives by semicolon, the first word is the name. */
function directives(site: Site): ReadonlyMap<string, readonly string[]> {
  const policy = securityHeaders(site)[0]?.value ?? '';
  const parts = policy.split(';').map((part) => part.trim().split(/\s+/));
  expect(new Set(parts.map(([name]) => name)).size).toBe(parts.length);
  return new Map(parts.map(([name = '', ...values]) => [name, values]));
}

const FIXED = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'", "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'"],
  'form-action': ["'none'"],
  'base-uri': ["'none'"],
  'object-src': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ["'none'"],
};

describe('the headers of a site', () => {
  it('are these', () => {
    const site = siteOf({ iss: 'https://fhir.example.org/r4' });
    expect(Object.fromEntries(directives(site))).toEqual({
      ...FIXED,
      'connect-src': ["'self'", 'https://fhir.example.org'],
      'frame-ancestors': ['https://fhir.example.org'],
    });
    expect(Object.fromEntries(securityHeaders(site).map(({ name, value }) => [name, value]))).toEqual({
      'Content-Security-Policy': expect.any(String) as string,
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Opener-Policy': 'unsafe-none',
      'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
      'Strict-Transport-Security': 'max-age=31536000',
      'X-Content-Type-Options': 'nosniff',
    });
  });

  it('open the way to the hosts of each EHR, sorted, each once, and not to the sign-in page', () => {
    const site = siteOf(
      {
        iss: 'https://z.example.org/r4',
        authorizationEndpoint: 'https://login.example.org/authorize',
        tokenEndpoint: 'https://token.example.org/token',
        revocationEndpoint: 'https://revoke.example.org/revoke',
      },
      { iss: 'https://A.example.org:443/r4', tokenEndpoint: 'https://token.example.org/other' },
      { iss: 'https://klinik-münchen.example:8443/fhir' },
    );
    expect(directives(site).get('connect-src')).toEqual([
      "'self'",
      'https://a.example.org',
      'https://revoke.example.org',
      'https://token.example.org',
      'https://xn--klinik-mnchen-3ob.example:8443',
      'https://z.example.org',
    ]);
  });

  it('let the windows of the EHR hold the app in a frame, by its own list or by its address', () => {
    const site = siteOf(
      { iss: 'https://fhir.a.example/r4', frameAncestors: ['https://ehr.a.example', 'https://ehr2.a.example'] },
      { iss: 'https://fhir.b.example/r4' },
    );
    expect(directives(site).get('frame-ancestors')).toEqual([
      'https://ehr.a.example',
      'https://ehr2.a.example',
      'https://fhir.b.example',
    ]);
  });

  it('let nobody hold it in a frame where the list is empty', () => {
    const site = siteOf({ iss: 'https://fhir.a.example/r4', frameAncestors: [] });
    expect(directives(site).get('frame-ancestors')).toEqual(["'none'"]);
  });

  it.each([
    ['https://*', 'a wildcard'],
    ['https://*.example.org', 'a wildcard'],
    ['https://a;sandbox', 'a directive'],
    ['https://a%3bsandbox', 'a directive, disguised'],
    ['https://a,b.example', 'a second policy'],
    ['https://a"b.example', 'the end of a quoted value'],
    ['https://a$b.example', 'a variable'],
    ['http://[::1]:8080', 'an address that policies do not take'],
    ['https://a_b.example', 'a letter that policies do not take'],
  ])('hold no %s (%s): a site with such a host is refused, with the field', (address) => {
    const issuer = { iss: 'https://fhir.example.org/r4', label: 'EHR', clientId: 'alongside' };
    const own = { tokenEndpoint: `${address}/token`, frameAncestors: [new URL(address).origin] };
    const parsed = parseSite({ ...DEMO, issuers: [{ ...issuer, ...own }] });
    expect(parsed.ok ? [] : parsed.problems.map(({ field }) => field)).toEqual([
      'issuers[0].tokenEndpoint',
      'issuers[0].frameAncestors[0]',
    ]);
  });

  it('are, of any site that is accepted, these directives and nothing else', () => {
    const letters = (all: string, minLength: number): fc.Arbitrary<string> =>
      fc.string({ unit: fc.constantFrom(...all.split('')), minLength, maxLength: 8 });
    // Mostly what stands in a host, though no policy takes it; and what would stand in none.
    const host = fc.oneof(
      { weight: 8, arbitrary: letters('ab1-', 1).map((name) => `a${name}.example`) },
      { weight: 2, arbitrary: letters('ab1-;,*\'"`$&(){}!=+~_ä', 1).map((name) => `a${name}.example`) },
      { weight: 8, arbitrary: fc.domain() },
      { weight: 1, arbitrary: letters('a.;, \t\n\r\0\\<>%:@[]/?#。', 0) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
      { weight: 1, arbitrary: fc.constantFrom('*', '*.example', 'localhost', '[::1]', '127.1') },
    );
    const scheme = fc.constantFrom('https://', 'HTTPS://', 'http://');
    const address = fc
      .tuple(scheme, host, fc.constantFrom('', ':443', ':8443', ';sandbox'), fc.constantFrom('', '/r4', '/;x', "/'*'"))
      .map((parts) => parts.join(''));
    const issuer = fc.record(
      {
        iss: address,
        tokenEndpoint: address,
        revocationEndpoint: address,
        frameAncestors: fc.array(
          address.map((one) => (URL.canParse(one) ? new URL(one).origin : one)),
          { maxLength: 2 },
        ),
      },
      { requiredKeys: ['iss'] },
    );
    let accepted = 0;
    fc.assert(
      fc.property(issuer, (one) => {
        const parsed = parseSite({ ...DEMO, issuers: [{ label: 'EHR', clientId: 'alongside', ...one }] });
        if (!parsed.ok) return;
        accepted += 1;
        const {
          'connect-src': talksTo,
          'frame-ancestors': frames,
          ...others
        } = Object.fromEntries(directives(parsed.site));
        expect(others).toEqual(FIXED);
        expect(talksTo?.[0]).toBe("'self'");
        const open = [...(talksTo?.slice(1) ?? []), ...(frames?.filter((each) => each !== "'none'") ?? [])];
        const named = [one.iss, one.tokenEndpoint, one.revocationEndpoint, ...(one.frameAncestors ?? [])];
        const origins = named.map((each) => (each === undefined ? '' : new URL(each).origin));
        for (const each of open) {
          expect(each).toMatch(/^https?:\/\/[a-z0-9.-]+(:\d+)?$/);
          expect(origins).toContain(each);
        }
        // What the files need no escapes for.
        for (const { name, value } of securityHeaders(parsed.site)) {
          expect(name).toMatch(/^[A-Za-z-]+$/);
          expect(value).toMatch(/^[A-Za-z0-9 '+/=;:.,()-]+$/);
        }
      }),
      { numRuns: 2000 },
    );
    expect(accepted).toBeGreaterThan(50);
  });
});

describe('the files of headers', () => {
  const site = siteOf({ iss: 'https://fhir.example.org/r4' });
  const headers = securityHeaders(site);

  it.each(SERVERS)('hold every header word for word: %s', (server) => {
    const written = headerFile(site, server);
    for (const { name, value } of headers) {
      expect(written).toContain(name);
      expect(written).toContain(value);
    }
    expect(written).toContain('no-store');
    expect(written).toContain('immutable');
    expect(written.endsWith('\n')).toBe(true);
  });

  it('repeat them in each location of nginx, because one add_header there drops the server’s', () => {
    const [outside = '', ...locations] = headerFile(site, 'nginx').split(/^location /m);
    const lines = headers.map(({ name, value }) => `add_header ${name} "${value}" always;`);
    for (const line of lines) expect(outside).toContain(line);
    expect(locations.map((one) => one.slice(0, one.indexOf(' {')))).toEqual([
      '~ (/|\\.html)$',
      '~ /site\\.json$',
      '~ /assets/[^/]+$',
    ]);
    for (const one of locations) {
      for (const line of lines) expect(one).toContain(line);
      expect(one.match(/add_header Cache-Control/g)).toHaveLength(1);
    }
  });

  it('are well-formed XML for IIS, where each name is removed before it is added', () => {
    const written = headerFile(site, 'iis');
    const open: string[] = [];
    for (const [, slash, name = '', own] of written
      .replaceAll(/<!--(?:(?!--)[\s\S])*-->|<\?xml[^>]*\?>/g, '')
      .matchAll(/<(\/?)([A-Za-z]+)(?:\s[A-Za-z]+="[^"<&]*")*\s*(\/?)>/g)) {
      if (slash === '/') expect(open.pop()).toBe(name);
      else if (own !== '/') open.push(name);
    }
    expect(open).toEqual([]);
    expect(written.replaceAll(/<[^>]*>/g, '').trim()).toBe('');
    for (const [, name = ''] of written.matchAll(/<add name="([^"]+)"/g))
      expect(written).toContain(`<remove name="${name}" />\n        <add name="${name}"`);
  });

  it('name no header twice for a path in _headers', () => {
    const rules = headerFile(site, 'netlify')
      .split('\n')
      .filter((line) => line.startsWith('/') || line.startsWith('  '));
    const paths = rules.filter((line) => line.startsWith('/'));
    expect(paths).toEqual(['/*', '/', '/index.html', '/launch.html', '/launch', '/site.json', '/assets/*']);
    const ofAll = rules.slice(1, headers.length + 1);
    expect(ofAll).toEqual(headers.map(({ name, value }) => `  ${name}: ${value}`));
    expect(new Set(rules.slice(headers.length + 1).filter((line) => line.startsWith('  ')))).toEqual(
      new Set(['no-store', 'no-cache', 'public, max-age=31536000, immutable'].map((one) => `  Cache-Control: ${one}`)),
    );
  });

  it('of the demonstration name the demo EHR alone', () => {
    const parsed = parseSite(DEMO);
    if (!parsed.ok) throw new Error('public/site.json');
    expect(directives(parsed.site).get('connect-src')).toEqual(["'self'", 'http://localhost:4400']);
    expect(directives(parsed.site).get('frame-ancestors')).toEqual(['http://localhost:4400']);
  });
});
