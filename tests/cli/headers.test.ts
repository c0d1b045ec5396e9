/** `npm run -s headers`: exit codes, the one line on stderr, and that it prints what the build writes. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { headerFile } from '../../src/site/header-files.ts';
import { demoSite } from '../support/demo-site.ts';

const folder = mkdtempSync(join(tmpdir(), 'alongside-headers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const DEMO = JSON.parse(readFileSync('public/site.json', 'utf8')) as { readonly issuers: readonly object[] };

function site(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const withIssuer = (change: object): object => ({ ...DEMO, issuers: [{ ...DEMO.issuers[0], ...change }] });

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(...args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', 'src/cli/headers.ts', ...args], (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out, err });
    });
  });
}

describe('npm run headers', () => {
  test('prints what the build writes: for nginx and public/site.json, unless told otherwise', async () => {
    const other = site('other.json', withIssuer({ iss: 'https://fhir.example.org/r4', frameAncestors: undefined }));
    const [plain, apache] = await Promise.all([run(), run(other, '--for', 'apache')]);
    expect(plain).toEqual({ code: 0, out: headerFile(demoSite(), 'nginx'), err: '' });
    expect(apache.code).toBe(0);
    expect(apache.out).toContain("connect-src 'self' https://fhir.example.org; ");
    expect(apache.out).toContain('frame-ancestors https://fhir.example.org; ');
  });

  test('1 and one line that says what is wrong, 2 and the usage', async () => {
    const unusable: readonly (readonly [string, RegExp])[] = [
      [join(folder, 'none.json'), /none\.json cannot be read: ENOENT\.$/],
      [site('text.json', '{'), /text\.json is not JSON\.$/],
      [
        site('http.json', withIssuer({ iss: 'http://fhir.example.org/r4' })),
        /issuers\[0\]\.iss must be an https address/,
      ],
      [site('star.json', withIssuer({ iss: 'https://*.example.org/r4' })), /issuers\[0\]\.iss must /],
    ];
    const wrong = [
      ['--for', 'caddy'],
      ['a.json', 'b.json'],
      ['--form', 'nginx'],
    ];
    const [bad, used] = await Promise.all([
      Promise.all(unusable.map(([path]) => run(path))),
      Promise.all(wrong.map((args) => run(...args))),
    ]);
    for (const [index, { code, out, err }] of bad.entries()) {
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err.trimEnd()).toMatch(unusable[index]?.[1] ?? /never/);
      expect(err.trimEnd()).not.toContain('\n');
    }
    for (const { code, out, err } of used) {
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain('Usage: npm run -s headers -- [site.json] [--for nginx|apache|iis|netlify]');
      expect(err.trimEnd()).not.toContain('\n');
    }
  });
});
