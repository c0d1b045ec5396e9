// @vitest-environment node
import { rmSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServiceRequest } from 'fhir/r4';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { fhir, folder, get, hospital, postForm, referral, tokens } from './helpers.ts';

const place = folder();
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await hospital(place);
});
afterAll(async () => {
  await sandbox.stop();
  place.remove();
});

/** `fetch` would tidy the path up before sending it. */
const rawStatus = (
  path: string,
  url = sandbox.appUrl,
  headers: Record<string, string> = {},
): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    request({ hostname, port, path, headers }, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end();
  });

const page = async (path: string): Promise<string> => (await get(`${sandbox.ehrUrl}${path}`)).text();

describe('the start page', () => {
  it('lists the patients and says that it is a demonstration', async () => {
    const html = await page('/');
    expect(html).toContain('Demo EHR - Riverside Cancer Center (synthetic patients)');
    expect(html).toContain('Open chart of Test alpha');
    expect(html).toContain('href="/chart/alpha"');
    expect(html).toContain('MRN-alpha');
    expect(html).toContain('First scenario');
    // Born 15 June 1950 in a chart of 10 March 2020: still 69 after everything has moved.
    expect(html).toContain('<td>69</td>');
  });

  it('is not to be framed or to run anything inserted', async () => {
    const policy = (await get(`${sandbox.ehrUrl}/`)).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'self'");
    expect(policy).not.toContain('unsafe');
  });
});

describe('the chart', () => {
  it('shows who, what is wrong, what happened, and how to open the app', async () => {
    const html = await page('/chart/alpha');
    for (const text of [
      'Test alpha',
      'MRN MRN-alpha',
      'Lung cancer',
      '2026-01-20',
      'Albumin',
      'g/L',
      'Open Alongside',
      'rel="noopener"',
      'Launch options for training',
    ])
      expect(html).toContain(text);
  });

  it('keeps the launch options of its address in the form and in the link', async () => {
    const url = sandbox.chartUrl({
      patient: 'alpha',
      user: 'dir-nurse',
      withhold: ['Encounter', 'Task.create'],
      expiresIn: 90,
      consent: 'ask',
      encounter: null,
      display: 'tab',
    });
    const html = await (await get(url)).text();
    expect(html).toContain('value="dir-nurse" checked');
    expect(html).toContain('value="Encounter" checked');
    expect(html).toContain('type="hidden" name="withhold" value="Task.create"');
    expect(html).toContain('value="90" checked');
    expect(html).toContain('name="encounter" value="none"');
    expect(html).toContain('value="tab" checked');
    const link = /href="(\/launch[^"]+)"/.exec(html)?.[1]?.replaceAll('&#38;', '&') ?? '';
    expect(new URLSearchParams(link.split('?')[1]).get('withhold')).toBe('Encounter,Task.create');
  });

  it('escapes what is in the record', async () => {
    await sandbox.create({
      resourceType: 'Condition',
      subject: { reference: 'Patient/alpha' },
      code: { text: '<img src=x onerror=alert(1)> & "so on"' },
    });
    const html = await page('/chart/alpha');
    expect(html).not.toContain('<img');
  });

  it('does not exist for nobody', async () => {
    expect((await get(`${sandbox.ehrUrl}/chart/nobody`)).status).toBe(404);
    expect((await get(`${sandbox.ehrUrl}/nothing`)).status).toBe(404);
  });

  it('can be compared with another', async () => {
    const html = await page('/compare?patients=alpha,beta');
    expect(html).toContain('id="frame-0"');
    expect(html).toContain('id="frame-1"');
    expect(html).toContain('data-patient="beta"');
  });
});

describe('launching', () => {
  it('mints a fresh handle at each click, for the EHR’s own pages only', async () => {
    const post = async (origin: string): Promise<Response> =>
      postForm(`${sandbox.ehrUrl}/launch`, { patient: 'alpha' }, { origin });
    const urls = await Promise.all(
      [post(sandbox.ehrUrl), post(sandbox.ehrUrl)].map(
        async (answer) => ((await (await answer).json()) as { url: string }).url,
      ),
    );
    expect(urls[0]).not.toBe(urls[1]);
    const url = new URL(urls[0] ?? '');
    expect(url.origin + url.pathname).toBe(`${sandbox.appUrl}/launch.html`);
    expect(url.searchParams.get('iss')).toBe(sandbox.fhirUrl);
    expect([...url.searchParams.keys()]).toEqual(['iss', 'launch']);
    expect((await post(sandbox.appUrl)).status).toBe(403);
    expect((await post('https://evil.invalid')).status).toBe(403);
  });

  it('redirects the link to the app', async () => {
    const response = await get(`${sandbox.ehrUrl}/launch?patient=alpha&user=dir-nurse`);
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toContain(`${sandbox.appUrl}/launch.html?iss=`);
  });
});

describe('the referral inbox', () => {
  it('is empty at first, and does not count what is in the chart already', async () => {
    expect(await page('/orders')).toContain('No referrals have arrived.');
  });

  it('shows what arrived in words, newest first, resolved and escaped', async () => {
    const app = fhir(sandbox, (await tokens(sandbox)).access_token);
    const evil = '<script>alert("x")</script>';
    const first = referral('alpha', {
      status: 'active',
      intent: 'order',
      priority: 'urgent',
      occurrencePeriod: { start: '2026-01-20', end: '2026-02-03' },
      performer: [{ reference: 'HealthcareService/dir-clinic' }],
      supportingInfo: [{ reference: 'Observation/alpha-obs-2' }],
      reasonCode: [{ text: `Because ${evil}` }],
      note: [{ text: `Line one\n  ${evil}` }],
      identifier: [{ system: 'urn:referral', value: 'abc-123' }],
    });
    expect((await app.send('POST', 'ServiceRequest', first)).status).toBe(201);
    expect((await app.send('POST', 'ServiceRequest', referral('alpha', { code: { text: evil } }))).status).toBe(201);
    const html = await page('/orders');
    for (const text of [
      'Referral to palliative care service: Test alpha',
      'An order (active, order)',
      'Prepared, not signed: not an order (draft, proposal)',
      'urgent',
      '2026-01-20 to 2026-02-03',
      'Olga Onkel',
      'Supportive Care Clinic',
      'Lung cancer (Condition',
      'Albumin: 2 g/L (Observation, 2026-',
      'abc-123',
      'Line one\n  ',
    ]) {
      expect(html).toContain(text);
    }
    expect(html).not.toContain('<script>alert');
    expect(html.indexOf('Prepared, not signed')).toBeLessThan(html.indexOf('An order (active'));
    // What the open page asks every two seconds holds nothing of any chart.
    const mark = await page('/orders?part=mark');
    expect(mark).toMatch(/^[\w-]{16}$/);
    expect(html).toContain(`data-mark="${mark}"`);
  });

  it('shows each order once, as it is now', async () => {
    const order = await sandbox.create(
      referral('beta', { identifier: [{ value: 'only-once' }] }) as unknown as ServiceRequest,
    );
    await sandbox.update({ ...order, status: 'revoked' });
    const html = await page('/orders');
    expect(html.split('only-once')).toHaveLength(2);
    expect(html).toContain('Cancelled (revoked, proposal)');
  });
});

describe('the app server', () => {
  it('serves the built app', async () => {
    const html = await get(`${sandbox.appUrl}/index.html`);
    expect(html.headers.get('content-type')).toContain('text/html');
    const script = await get(`${sandbox.appUrl}/assets/index-Ab12Cd34.js`);
    expect(script.headers.get('content-type')).toContain('text/javascript');
    expect(await (await get(`${sandbox.appUrl}/`)).text()).toContain('App');
    expect((await get(`${sandbox.appUrl}/none.js`)).status).toBe(404);
    expect((await postForm(`${sandbox.appUrl}/index.html`, {})).status).toBe(405);
  });

  it('sends the headers that _headers of the build says, with the EHR where it runs, and none of its own', async () => {
    const policy = `default-src 'none'; connect-src 'self' ${sandbox.ehrUrl} http://localhost:44001; frame-ancestors ${sandbox.ehrUrl}`;
    for (const [path, caching] of [
      ['/index.html', 'no-store'],
      ['/index.html?code=1', 'no-store'],
      ['/site.json', 'no-cache'],
      ['/assets/index-Ab12Cd34.js', 'public, max-age=31536000, immutable'],
      ['/launch.html', null],
    ] as const) {
      const { headers, status } = await get(`${sandbox.appUrl}${path}`);
      expect(status, path).toBe(200);
      expect(headers.get('cache-control'), path).toBe(caching);
      expect(headers.get('content-security-policy'), path).toBe(policy);
      expect(headers.get('referrer-policy'), path).toBe('no-referrer');
      expect(headers.get('x-content-type-options'), path).toBeNull();
    }
  });

  it('keeps no error, and gives it the same policy', async () => {
    const { headers, status } = await get(`${sandbox.appUrl}/assets/none-Ab12Cd34.js`);
    expect(status).toBe(404);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('serves nothing without _headers, and says what is missing', async () => {
    const bare = folder();
    rmSync(join(bare.dist, '_headers'));
    const other = await hospital(bare, { scenarios: [] });
    for (const path of ['/index.html', '/site.json', '/assets/index-Ab12Cd34.js']) {
      const answer = await get(`${other.appUrl}${path}`);
      expect(answer.status).toBe(404);
      expect(await answer.text()).toMatch(
        /^The app is not built: .*_headers is missing\. Build it with "npm run build"\.$/,
      );
    }
    await other.stop();
    bare.remove();
  });

  it('serves nothing outside its folder', async () => {
    for (const path of [
      '/../site.json',
      '/..%2fsite.json',
      '/%2e%2e/site.json',
      '/..%5csite.json',
      '//etc/passwd',
      '/%00',
      '/%zz',
      '/assets/../../site.json',
      '/assets',
    ]) {
      expect(await rawStatus(path), path).toBe(404);
    }
  });

  it('points the site’s configuration at the running EHR, and lets a test change it', async () => {
    const site = (await (await get(`${sandbox.appUrl}/site.json`)).json()) as { issuers: { iss: string }[] };
    expect(site.issuers.map((issuer) => issuer.iss)).toEqual([sandbox.fhirUrl, 'https://other.invalid/fhir']);
    const changed = await hospital(place, { scenarios: [], site: (old) => ({ ...old, name: 'Changed' }) });
    expect(await (await get(`${changed.appUrl}/site.json`)).json()).toMatchObject({ name: 'Changed' });
    await changed.stop();
  });

  it('answers to no other name, so that a page elsewhere cannot pass for the EHR', async () => {
    expect(await rawStatus('/chart/alpha', sandbox.ehrUrl, { host: 'evil.invalid' })).toBe(421);
    expect(await rawStatus('/chart/alpha', sandbox.ehrUrl)).toBe(200);
  });

  it('is another site than the EHR, and both are reachable on loopback only', () => {
    expect(new URL(sandbox.ehrUrl).hostname).toBe('localhost');
    expect(new URL(sandbox.appUrl).hostname).toBe('127.0.0.1');
  });
});
