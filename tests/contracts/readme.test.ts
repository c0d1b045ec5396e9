/** What the README gives an integrator to copy is what the app takes. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseSite } from '../../src/site/site.ts';

it('the smallest site.json of the README is valid, and nothing of it can be left out', () => {
  const [, json = ''] = /```json\n(.*?)```/s.exec(readFileSync('README.md', 'utf8')) ?? [];
  const smallest = JSON.parse(json) as Record<string, unknown> & { referral: Record<string, unknown> };
  expect(parseSite(smallest)).toMatchObject({ ok: true });
  for (const name of Object.keys(smallest)) expect(parseSite({ ...smallest, [name]: undefined }).ok, name).toBe(false);
  for (const name of Object.keys(smallest.referral))
    expect(parseSite({ ...smallest, referral: { ...smallest.referral, [name]: undefined } }).ok, name).toBe(false);
});
