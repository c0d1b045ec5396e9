// @vitest-environment node
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const KEPT = JSON.parse(readFileSync('public/site.schema.json', 'utf8')) as {
  required: string[];
  additionalProperties: boolean;
  properties: Record<string, { items?: { required?: string[]; properties: Record<string, { enum?: string[] }> } }>;
};

describe('site.schema.json', () => {
  it('is that of the checks: made anew it is the same', () => {
    const { stdout, status } = spawnSync(process.execPath, ['--import', 'tsx', 'src/cli/site-schema.ts'], {
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    expect(KEPT).toEqual(JSON.parse(stdout));
  });

  it('tells an editor what has to be there, what can be, and that nothing else can', () => {
    expect(KEPT.required).toEqual(['name', 'timeZone', 'issuers', 'referral']);
    expect(KEPT.additionalProperties).toBe(false);
    const issuer = KEPT.properties['issuers']?.items;
    expect(issuer?.required).toEqual(['iss', 'label', 'clientId']);
    expect(issuer?.properties['vendor']?.enum).toEqual(['generic', 'epic', 'oracle', 'meditech']);
  });

  it('is named by the site.json that comes along', () => {
    expect(JSON.parse(readFileSync('public/site.json', 'utf8'))).toMatchObject({ $schema: './site.schema.json' });
  });
});
