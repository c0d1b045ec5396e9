/**
 * Holds the table of src/README.md: which room may import which. Reads every import of every file under src; what the
 * table does not allow is an error. One-way imports are what keeps the domain free of the browser and the rules testable.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

interface Room {
  /** Rooms (folders under src, or single files) that it may import. Its own folder is always allowed. */
  readonly rooms: readonly string[];
  /** Packages, by name or by prefix with a trailing star. */
  readonly packages: readonly string[];
  /** Rooms and packages of which only types may be imported. */
  readonly typesOnly?: readonly string[];
}

/** Longest matching folder wins. Features are listed one by one, so that none may import another. */
function roomFor(file: string): readonly [string, Room] {
  const feature = /^features\/[^/]+/.exec(file)?.[0];
  if (feature !== undefined) {
    return [
      feature,
      {
        rooms: ['session', 'ui', 'words', 'domain', 'site/site.ts'],
        packages: ['react', 'react/*', 'react-dom', '@mui/material', '@mui/material/*'],
        typesOnly: ['site/site.ts'],
      },
    ];
  }
  const name = Object.keys(ROOMS)
    .filter((room) => file === room || file.startsWith(`${room}/`))
    .toSorted((a, b) => b.length - a.length)[0];
  if (name === undefined) throw new Error(`src/${file} is in no room of the table`);
  return [name, ROOMS[name] ?? { rooms: [], packages: [] }];
}

const ROOMS: Readonly<Record<string, Room>> = {
  domain: { rooms: [], packages: [] },
  // Money and reporting. It reads what care is decided on; nothing that decides may read it.
  'domain/measures': { rooms: ['domain'], packages: [] },
  words: { rooms: ['domain', 'site/site.ts'], packages: ['date-fns', 'date-fns/*'], typesOnly: ['site/site.ts'] },
  site: { rooms: ['domain'], packages: ['valibot', '@valibot/to-json-schema'] },
  fhir: { rooms: ['domain'], packages: ['fhir/*'], typesOnly: ['fhir/*'] },
  ehr: { rooms: ['fhir', 'domain', 'site'], packages: ['fhir/*'], typesOnly: ['fhir/*'] },
  'ehr/launch': {
    rooms: ['ehr', 'fhir', 'domain', 'site'],
    packages: ['fhir/*', 'fhirclient', 'fhirclient/*'],
    typesOnly: ['fhir/*'],
  },
  session: {
    rooms: ['ehr/port.ts', 'ehr/lens-port.ts', 'domain', 'site', 'words'],
    packages: ['react', 'react/*'],
    typesOnly: ['words', 'ehr/port.ts', 'ehr/lens-port.ts'],
  },
  ui: { rooms: ['words', 'domain'], packages: ['react', 'react/*', 'react-dom', '@mui/material', '@mui/material/*'] },
  app: {
    rooms: ['domain', 'words', 'site', 'fhir', 'ehr', 'session', 'ui', 'features', 'launch'],
    packages: ['react', 'react/*', 'react-dom', 'react-dom/*', '@mui/material', '@mui/material/*'],
  },
  launch: { rooms: ['ehr/launch', 'site', 'words'], packages: [] },
  cli: { rooms: ['fhir', 'domain', 'words', 'site'], packages: ['node:*', 'fhir/*'], typesOnly: ['fhir/*'] },
  sandbox: { rooms: [], packages: ['node:*', '@medplum/*', 'jose', 'fhir/*', 'vite'], typesOnly: ['fhir/*'] },
};

/** The lens of the practice's measures: all files that read for it, work it out, say it or show it. They may import each other. */
const LENS =
  /^(domain\/measures\/|fhir\/read\/practice-records\.|fhir\/terminology\/(model-cancers|payers)\.|ehr\/lens-port\.|site\/billing-options\.|app\/read-billing\.|session\/(useLens|lens-context)\.|words\/(en\/|es\/)?lens\.|features\/operations\/)/;

/** The only others that may import a file of the lens, and which: they put it together and hand nothing of it on. */
const DOORS: Readonly<Record<string, readonly string[]>> = {
  'ehr/smart-ehr.ts': ['ehr/lens-port.ts', 'fhir/read/practice-records.ts'],
  'ehr/launch/open-session.ts': ['ehr/lens-port.ts'],
  'app/compose.ts': ['app/read-billing.ts', 'session/lens-context.ts'],
  'app/App.tsx': ['session/lens-context.ts'],
  'app/Behind.tsx': ['features/operations/Operations.tsx'],
  'words/language.ts': ['words/en/lens.ts'],
  'words/es/es.ts': ['words/es/lens.ts'],
};

const ROOT = resolve('src');
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:([^'";]*?)\s+from\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** A file that is imported by a name which only running tells. */
const UNTOLD = /\bimport\((?!\s*(['"])[^'"]+\1\s*\))|\bimport\.meta\.glob\b/;

const problems: string[] = [];
for (const file of sourceFiles(ROOT)) {
  const path = relative(ROOT, file);
  const [name, room] = roomFor(path);
  const source = readFileSync(file, 'utf8');
  if (UNTOLD.test(source)) problems.push(`src/${path}: imports what cannot be told from reading`);
  for (const match of source.matchAll(IMPORT)) {
    const target = match[3] ?? match[4] ?? '';
    const typeOnly = match[1] !== undefined || isAllTypes(match[2]);
    const wrong = target.startsWith('.')
      ? (refuseLens(path, relative(ROOT, resolve(dirname(file), target)), match[0].trimStart().startsWith('export')) ??
        refuseRoom(name, room, relative(ROOT, resolve(dirname(file), target)), typeOnly))
      : refusePackage(room, target, typeOnly);
    if (wrong !== null) problems.push(`src/${path}: ${wrong}`);
  }
}
if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exitCode = 1;
}

/** `import { type A, type B } from`: types, though the word stands inside the braces. */
function isAllTypes(clause: string | undefined): boolean {
  const names = /^\{(.*)\}$/s
    .exec(clause?.trim() ?? '')?.[1]
    ?.split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  return names !== undefined && names.length > 0 && names.every((one) => one.startsWith('type '));
}

function refuseLens(file: string, target: string, isHandedOn: boolean): string | null {
  if (!LENS.test(target) || LENS.test(file)) return null;
  // A door that handed on what it imports would let everybody in.
  return DOORS[file]?.includes(target) === true && !isHandedOn
    ? null
    : `may not ${isHandedOn ? 'hand on' : 'import'} ${target}: nothing that decides on care reads the practice's measures`;
}

function refuseRoom(name: string, room: Room, target: string, typeOnly: boolean): string | null {
  if (target.startsWith('..')) return target === '../public/site.json' ? null : `imports ${target}, outside src`;
  // A room may use its own folder, but not the rooms inside it that have rules of their own.
  const own = roomFor(target)[0];
  if (own === name) return null;
  const allowed = room.rooms.find((one) => target === one || target.startsWith(`${one}/`));
  if (
    allowed === undefined ||
    (own === 'ehr/launch' && !['ehr/launch', 'app', 'launch'].includes(name) && !room.rooms.includes('ehr/launch'))
  ) {
    return `${name} may not import ${target}`;
  }
  return room.typesOnly?.includes(allowed) === true && !typeOnly ? `${name} may import only types of ${target}` : null;
}

function refusePackage(room: Room, target: string, typeOnly: boolean): string | null {
  const allowed = room.packages.find(
    (one) => one === target || (one.endsWith('*') && target.startsWith(one.slice(0, -1))),
  );
  if (allowed === undefined) return `may not import the package ${target}`;
  return room.typesOnly?.includes(allowed) === true && !typeOnly ? `may import only types of ${target}` : null;
}

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'stubs' ? [] : sourceFiles(path);
    return /\.(ts|tsx)$/.test(entry.name) ? [path] : [];
  });
}
