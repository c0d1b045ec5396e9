/**
 * Derives the SNOMED CT code sets that the rules need from a folder of value-set exports and writes
 * `src/fhir/terminology/cancer-codes.ts`. Run once for each new release of the value set:
 *
 *     node --import tsx src/cli/derive-code-sets.ts FOLDER > src/fhir/terminology/cancer-codes.ts
 *
 * FOLDER holds `cancer.json`: `[{ name, id, version, codes: { system: [[code, display], ...] } }]`. Displays are used to
 * sort the codes and are not written: what ships is codes and our own groups.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cancerFromDisplay } from '../fhir/terminology/cancer-display.ts';
import { groupOf } from '../fhir/terminology/cancer-groups.ts';

interface ValueSet {
  readonly name: string;
  readonly id: string;
  readonly version: string | null;
  readonly codes: Readonly<Record<string, readonly (readonly [string, string])[]>>;
}

const folder = process.argv[2];
if (folder === undefined) {
  process.stderr.write('Say which folder holds cancer.json.\n');
  process.exit(2);
}
const sets = JSON.parse(readFileSync(join(folder, 'cancer.json'), 'utf8')) as readonly ValueSet[];
const cancer = sets.find((set) => set.id === '2.16.840.1.113883.3.526.3.1010');
if (cancer === undefined) {
  process.stderr.write('cancer.json does not hold the value set 2.16.840.1.113883.3.526.3.1010.\n');
  process.exit(1);
}

const groups = new Map<string, bigint[]>();
for (const [code, display] of cancer.codes['http://snomed.info/sct'] ?? []) {
  const group = groupOf(cancerFromDisplay(display));
  groups.set(group, [...(groups.get(group) ?? []), BigInt(code)]);
}
const lines = [...groups]
  .toSorted(([a], [b]) => (a < b ? -1 : 1))
  .map(([group, codes]) => {
    const sorted = codes.toSorted((a, b) => (a < b ? -1 : 1));
    const deltas = sorted.map((code, index) => (code - (sorted[index - 1] ?? 0n)).toString(36));
    return `  '${group}': '${deltas.join(' ')}',`;
  });

process.stdout.write(`/**
 * Made by src/cli/derive-code-sets.ts. Do not edit.
 *
 * Source: VSAC value set "${cancer.name}", ${cancer.id}, version ${cancer.version ?? 'not given'}; ${cancer.codes['http://snomed.info/sct']?.length ?? 0} SNOMED CT codes, sorted
 * into our own groups by clinical reference 5.2. SNOMED CT is licensed apart from this product: see NOTICE.
 * Each list holds the differences between consecutive codes, in base 36.
 */
export const CANCER_CODES: Readonly<Record<string, string>> = {
${lines.join('\n')}
};
`);
