// @vitest-environment node
/** The demo EHR's own look. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookIn } from '../../src/app/theme/look.ts';
import { STYLE_KEYS } from '../../src/ehr/launch/read-style.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { ALL_SCOPES, folder, get, hospital, tokens } from './helpers.ts';

const place = folder();
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await hospital(place);
});
afterAll(async () => {
  await sandbox.stop();
  place.remove();
});

describe.each(['sand', 'night'] as const)('the look %s', (style) => {
  it('is told with the token, lies on the EHR’s own origin, and is open to any page', async () => {
    const { smart_style_url: address } = await tokens(sandbox, { patient: 'alpha', style }, ALL_SCOPES);
    expect(address).toBe(`${sandbox.ehrUrl}/style/${style}.json`);
    const response = await get(address ?? '');
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const document = (await response.json()) as Readonly<Record<string, string>>;
    expect(Object.keys(document).toSorted()).toEqual([...STYLE_KEYS]);
    for (const value of Object.values(lookIn(document))) expect(value).not.toBeNull();
  });

  it('is a box in the form of the chart page, ticked where it was asked for', async () => {
    const html = await (await get(sandbox.chartUrl({ patient: 'alpha', style }))).text();
    expect(html).toContain(`name="style" value="${style}" checked`);
    expect(html).toContain(`style=${style}`);
  });
});

it('there is no other look', async () => {
  for (const path of ['/style/other.json', '/style/constructor.json', '/style/', '/style'])
    expect((await get(sandbox.ehrUrl + path)).status).toBe(404);
  const html = await (await get(`${sandbox.ehrUrl}/chart/alpha?style=other`)).text();
  expect(html).toContain('name="style" value="sand"');
  expect(html).not.toContain('style=other');
});

it('an address that a launch names goes before it', async () => {
  const styleUrl = 'https://ehr.invalid/style.json';
  const told = await tokens(sandbox, { patient: 'alpha', style: 'sand', styleUrl }, ALL_SCOPES);
  expect(told.smart_style_url).toBe(styleUrl);
});
