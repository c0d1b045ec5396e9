/** The measured code as it is shipped: bundled by the product's own builder, without what a loader of TypeScript adds. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import type * as charts from './charts.ts';

type Charts = typeof charts;

/** Builds `charts.ts` with the engine in it into a folder of its own; gives the file's address. */
export async function buildEngine(): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'alongside-bench-'));
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: 'tests/bench/charts.ts',
      outDir,
      target: 'es2023',
      rolldownOptions: { output: { entryFileNames: 'engine.mjs' } },
    },
  });
  return pathToFileURL(join(outDir, 'engine.mjs')).href;
}

export async function load(address: string): Promise<Charts> {
  return (await import(address)) as Charts;
}
