/** launch.html as it ships: how much script comes before the redirect, and what is not in it. */
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { beforeAll, describe, expect, it, vi } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LIMIT = 20_000;

interface Script {
  readonly type: string;
  readonly name?: string;
  readonly fileName: string;
  readonly code?: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly modules?: Readonly<Record<string, unknown>>;
}

let before: readonly Script[];

beforeAll(async () => {
  vi.stubEnv('NODE_ENV', 'production');
  const built = await build({
    root: ROOT,
    mode: 'production',
    logLevel: 'silent',
    build: { write: false },
  });
  const output = (Array.isArray(built) ? built[0] : built) as { readonly output: readonly Script[] };
  const scripts = output.output.filter(({ type }) => type === 'chunk');
  const entry = scripts.filter(({ isEntry, name }) => isEntry === true && name === 'launch');
  const wanted = new Set(entry.map(({ fileName }) => fileName));
  for (const name of wanted)
    for (const one of scripts.find(({ fileName }) => fileName === name)?.imports ?? []) wanted.add(one);
  before = scripts.filter(({ fileName }) => wanted.has(fileName));
  vi.unstubAllEnvs();
}, 60_000);

describe('launch.html', () => {
  it(`loads at most ${LIMIT} bytes of script, gzip, before the redirect`, () => {
    const bytes = before.reduce((sum, { code }) => sum + gzipSync(code ?? '').length, 0);
    process.stdout.write(`launch page: ${bytes} bytes of script before the redirect\n`);
    expect(bytes).toBeGreaterThan(1000);
    expect(bytes).toBeLessThanOrEqual(LIMIT);
  });

  it('has no React, no MUI, no switch that prints tokens', () => {
    const modules = before.flatMap((chunk) => Object.keys(chunk.modules ?? {}));
    expect(modules.some((name) => name.includes('fhirclient'))).toBe(true);
    expect(modules.filter((name) => /node_modules\/(react|@mui|@emotion|debug|cross-fetch)/.test(name))).toEqual([]);
  });
});
