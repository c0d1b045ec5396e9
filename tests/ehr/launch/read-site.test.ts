import { describe, expect, it } from 'vitest';
import { readSite } from '../../../src/ehr/launch/read-site.ts';
import { fakeServer, lost } from '../support/fake-fetch.ts';

const PAGE = 'https://app.example/alongside/launch.html?iss=https://evil.example&launch=1';
const read = async (handler: () => Response) => {
  const server = fakeServer(handler);
  return { result: await readSite(PAGE, server.fetch), asked: server.asked };
};

describe('site.json', () => {
  it('is read beside the page, whatever the address says', async () => {
    const { asked } = await read(() => new Response('{}'));
    expect(asked.map(({ url }) => url.href)).toEqual(['https://app.example/alongside/site.json']);
  });

  it.each([
    ['is not there', () => new Response('', { status: 404 }), 'not-loaded'],
    ['is not answered', lost, 'not-loaded'],
    ['is a page', () => new Response('<html>'), 'not-json'],
    ['has mistakes', () => new Response('{"name":"x"}'), 'invalid'],
  ] as const)('that %s stops the launch', async (_, handler, kind) => {
    expect((await read(handler)).result).toMatchObject({ ok: false, problem: { step: 'site', kind } });
  });

  it('with mistakes says which fields', async () => {
    const { result } = await read(() => new Response('{"name":"x"}'));
    expect(result.ok ? '' : result.problem.detail).toMatch(/^timeZone is missing$/m);
  });
});
