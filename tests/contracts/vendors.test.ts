import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { VENDORS } from '../../src/ehr/vendors/index.ts';

const README = readFileSync('README.md', 'utf8').replace(/\s+/g, ' ');

describe.each(VENDORS.map((vendor) => [vendor.id, vendor] as const))('%s', (id, vendor) => {
  it('every quirk has a file of its own, and every file is in force', async () => {
    const quirks = await vendor.quirks();
    const folder = `src/ehr/vendors/${id}`;
    const files = quirks.length === 0 ? [] : readdirSync(folder).filter((name) => name !== `${id}.ts`);
    expect(files).toHaveLength(quirks.length);
  });

  it('the integrator reads of each in the README', async () => {
    for (const { what, certainty } of await vendor.quirks()) {
      expect(README).toContain(what);
      expect(README).toContain(`${certainty}: `);
    }
  });
});
