/** The list of what can be billed: that there is none, and that it could not be read, are two things. */
import { expect, it } from 'vitest';
import shipped from '../../public/billing-options.json' with { type: 'json' };
import { readBilling } from '../../src/app/read-billing.ts';

const HERE = 'https://app.example.org/alongside/';
const answering =
  (response: () => Response | Promise<Response>): typeof fetch =>
  async () =>
    response();

const problem = async (get: typeof fetch): Promise<string | null> => {
  const read = await readBilling(HERE, get);
  return read === null || read.ok ? null : read.problems.map(({ field, message }) => `${field} ${message}`).join('; ');
};

it('is read beside the page', async () => {
  const asked: string[] = [];
  const read = await readBilling(HERE, async (address) => {
    asked.push(address instanceof URL ? address.href : '');
    return Response.json(shipped);
  });
  expect(asked).toEqual(['https://app.example.org/alongside/billing-options.json']);
  expect(read?.ok).toBe(true);
});

it.each([404, 410])('%i: there is none', async (status) => {
  expect(
    await readBilling(
      HERE,
      answering(() => new Response('', { status })),
    ),
  ).toBeNull();
});

it.each<readonly [string, typeof fetch, string]>([
  [
    'a server that fails',
    answering(() => new Response('', { status: 503 })),
    'billing-options.json could not be fetched (503)',
  ],
  ['no answer', answering(() => Promise.reject(new TypeError('network'))), 'billing-options.json could not be fetched'],
  ['a page in its place', answering(() => new Response('<!doctype html>')), 'billing-options.json is not JSON'],
  ['a list without a day', answering(() => Response.json({ options: [] })), 'asOf is missing'],
])('%s: named', async (_, get, message) => {
  expect(await problem(get)).toBe(message);
});
