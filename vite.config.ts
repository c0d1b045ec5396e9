import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { readSite } from './src/cli/read-site.ts';
import { HEADER_FILES, SERVERS, headerFile } from './src/site/header-files.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig(({ mode }) => ({
  base: './',
  plugins: [
    react(),
    withoutAuditTexts(),
    withoutFhirclientClient(),
    withoutUnusedOfFhirclient(),
    headersOfSite(),
    ...(mode === 'production' ? [oneFileFirst()] : []),
  ],
  resolve: {
    alias: {
      // fhirclient prints tokens when its debug switch is set in the browser; in what ships there is no such switch.
      debug: mode === 'production' ? here('src/ehr/launch/no-debug.ts') : 'debug',
    },
  },
  define: { FHIRCLIENT_PURE: 'true' },
  build: {
    target: 'es2022',
    modulePreload: false,
    rolldownOptions: {
      input: { index: here('index.html'), launch: here('launch.html') },
      // No property here is read for what its getter would do. (Not so for writing: without that React loses options of a root.)
      treeshake: { propertyReadSideEffects: false },
      optimization: { inlineConst: { mode: 'all', pass: 3 } },
    },
  },
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    exclude: ['tests/journeys/**', 'node_modules/**'],
    environment: 'node',
    restoreMocks: true,
    // Whole screens are mounted while the machine may be busy: a limit for what hangs, not a measure of speed.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Vitest keeps one core free: of two that is half the machine.
    maxWorkers: '100%',
  },
}));

/**
 * Puts all that the app needs before its first screen into one file: it packs better than a dozen, and is one request. Left to
 * itself the bundler makes a file of each piece that a later part needs as well. What the launch page needs stays apart.
 */
function oneFileFirst(): Plugin {
  const reached: Record<'index' | 'launch', Set<string>> = { index: new Set(), launch: new Set() };
  return {
    name: 'one-file-first',
    apply: 'build',
    outputOptions: (options) => ({
      ...options,
      codeSplitting: {
        groups: [
          { name: 'start', priority: 2, test: (id) => reached.index.has(id) && reached.launch.has(id) },
          { name: 'app', priority: 1, test: (id) => reached.index.has(id) },
        ],
      },
    }),
    buildEnd() {
      const reach = (id: string, into: Set<string>): void => {
        if (into.has(id)) return;
        into.add(id);
        const info = this.getModuleInfo(id);
        for (const next of info?.importedIds ?? []) reach(next, into);
        // What the launch page says when something has gone wrong comes later, and must not bring the app along.
        if (into === reached.launch) for (const next of info?.dynamicallyImportedIds ?? []) reach(next, into);
      };
      for (const page of ['index', 'launch'] as const) reach(here(`${page}.html`), reached[page]);
    },
  };
}

/** Writes the headers that go with public/site.json, as web servers read them. A site.json with mistakes ends the build with its messages. */
function headersOfSite(): Plugin {
  return {
    name: 'headers-of-site',
    apply: 'build',
    // Before anything in dist/ is touched: a mistake must not take away the app that is being served.
    buildStart() {
      try {
        readSite(here('public/site.json'));
      } catch (error) {
        this.error({ message: error instanceof Error ? error.message : 'public/site.json cannot be read', stack: '' });
      }
    },
    generateBundle() {
      const site = readSite(here('public/site.json'));
      for (const server of SERVERS)
        this.emitFile({ type: 'asset', fileName: HEADER_FILES[server], source: headerFile(site, server) });
    },
  };
}

/** Which argument of a threshold says what the number means; the one after it says where it is from. */
const MEANS: Readonly<Record<string, number>> = { days: 1, choice: 1, count: 2, amount: 2 };

/**
 * Leaves out of the browser what only the rulebook and the tests read: `source` and `name` of code sets, and of each number of a
 * rule or the gates what it means and where it is from. They stay in the source files, beside what they vouch for.
 */
function withoutAuditTexts(): Plugin {
  return {
    name: 'without-audit-texts',
    apply: 'build',
    enforce: 'post',
    transform: {
      filter: { id: /\/src\/(fhir\/terminology|domain\/(chart|triggers|triggers\/rules))\/[^/]+\.ts$/ },
      handler(code, id) {
        const ofRules = !id.includes('/terminology/');
        let left = code;
        visit(this.parse(code), (node) => {
          for (const text of ofRules ? textsOfThreshold(node) : sourceLine(node))
            // Blanks in its place: every other character stays where the source map says it is.
            left = left.slice(0, text.start) + "''".padEnd(text.end - text.start) + left.slice(text.end);
        });
        return { code: left, map: null };
      },
    },
  };
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [part: string]: unknown;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

function visit(node: unknown, see: (node: Node) => void): void {
  if (Array.isArray(node)) for (const one of node) visit(one, see);
  if (!isNode(node)) return;
  see(node);
  for (const part of Object.values(node)) visit(part, see);
}

/** The value of `source: ...` in an object, and of `name: ...` where it is a set of codes. */
function sourceLine({ type, properties }: Node): readonly Node[] {
  if (type !== 'ObjectExpression' || !Array.isArray(properties)) return [];
  const texts = (name: string): readonly Node[] =>
    properties.flatMap((one: unknown) =>
      isNode(one) && isNode(one['key']) && one['key']['name'] === name && isNode(one['value']) ? [one['value']] : [],
    );
  const isCodeSet = texts('codes').length > 0 && texts('system').length > 0;
  return isCodeSet ? [...texts('source'), ...texts('name').filter(isLiteral)] : texts('source');
}

const isLiteral = ({ type }: Node): boolean => type === 'Literal';

/** The texts in `days(30, 'what it means', 'where it is from')`. */
function textsOfThreshold({ type, callee, arguments: given }: Node): readonly Node[] {
  if (type !== 'CallExpression' || !isNode(callee) || !Array.isArray(given)) return [];
  const means = MEANS[String(callee['name'])];
  return means === undefined ? [] : given.slice(means).filter((one) => isNode(one) && isLiteral(one));
}

/**
 * Of fhirclient only the way to the sign-in page is used (`src/ehr/launch/handshake.ts`); its client for data would be half of
 * the launch page. Nothing calls it, and if something did it would stop there.
 */
function withoutFhirclientClient(): Plugin {
  const nothing = '\0fhirclient-without-client';
  return {
    name: 'without-fhirclient-client',
    apply: 'build',
    enforce: 'pre',
    resolveId: (id, importer) => (id === './Client' && importer?.includes('/fhirclient/lib/') ? nothing : null),
    load: (id) => (id === nothing ? 'export default undefined;' : null),
  };
}

/** What the launch page calls of fhirclient (`handshake.ts`), and what that calls of its own tools. */
const OF_FHIRCLIENT: Readonly<Record<'smart' | 'lib', readonly string[]>> = {
  smart: ['authorize', 'fetchWellKnownJson'],
  lib: ['assert', 'debug', 'fetchConformanceStatement', 'getAndCache', 'getPath', 'getTargetWindow', 'randomString'],
};

/**
 * fhirclient is CommonJS, of which the bundler keeps every export: an exchange of the code that is not ours, dates, units,
 * observations. Without their exports they are functions that nobody calls. When one that is used is not there, the build ends:
 * then it is another fhirclient.
 */
function withoutUnusedOfFhirclient(): Plugin {
  return {
    name: 'without-unused-of-fhirclient',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: /\/fhirclient\/lib\/(smart|lib)\.js$/ },
      handler(code, id) {
        const used = OF_FHIRCLIENT[id.endsWith('/smart.js') ? 'smart' : 'lib'];
        const missing = used.filter((name) => !code.includes(`exports.${name} = `));
        if (missing.length > 0) this.error(`fhirclient exports no ${missing.join(', ')}`);
        const ifUsed = (text: string, name: string): string => (used.includes(name) ? text : '');
        const left = code
          .replaceAll(/^exports\.(\w+) = \1;$/gm, ifUsed)
          // `exports.a = exports.b = void 0;`, one by one
          .replaceAll(/exports\.(\w+) = (?=exports\.\w+ = |void 0;)/g, ifUsed);
        return { code: left, map: null };
      },
    },
  };
}
