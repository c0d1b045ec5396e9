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
import { snomedId } from '../fhir/terminology/snomed-id.ts';

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

/** Codes a block; small enough that reading one costs nothing, large enough that their heads stay few. */
const BLOCK = 256;
/** Groups with a name of one letter: A to U. The letters after it begin names of two. */
const ONE_LETTER = 21;

const codes = cancer.codes['http://snomed.info/sct'] ?? [];
const named = codes.map(([code, display]) => {
  const id = snomedId(code);
  if (id === null) throw new Error(`${code} is no SNOMED CT concept`);
  return { ...id, group: groupOf(cancerFromDisplay(display)) };
});
const sizes = new Map<string, number>();
for (const { group } of named) sizes.set(group, (sizes.get(group) ?? 0) + 1);
const groups = [...sizes].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([group]) => group);
const letters = new Map(groups.map((group, index) => [group, inLetters(index)]));

/** 0 -> A, 20 -> U, 21 -> VA, 22 -> VB: capitals, which base 36 does not use here, and none the beginning of another. */
function inLetters(index: number): string {
  if (index < ONE_LETTER) return String.fromCodePoint(65 + index);
  const further = index - ONE_LETTER;
  return String.fromCodePoint(65 + ONE_LETTER + Math.floor(further / 26), 65 + (further % 26));
}

/** One maker's codes in blocks. A step of one is not written, but for the first of a block. */
function blocksOf(namespace: string): readonly string[] {
  const own = named.filter((one) => one.namespace === namespace).toSorted((a, b) => a.item - b.item);
  const blocks: string[] = [];
  for (let at = 0; at < own.length; at += BLOCK) {
    let before = 0;
    let block = '';
    for (const { item, group } of own.slice(at, at + BLOCK)) {
      const step = item - before;
      block += `${step === 1 && block !== '' ? '' : step.toString(36)}${letters.get(group) ?? ''}`;
      before = item;
    }
    blocks.push(block);
  }
  return blocks;
}

const namespaces = [...new Set(named.map((one) => one.namespace))].toSorted();

process.stdout.write(`/**
 * Made by src/cli/derive-code-sets.ts. Do not edit.
 *
 * Source: VSAC value set "${cancer.name}", ${cancer.id}, version ${cancer.version ?? 'not given'}; ${codes.length} SNOMED CT codes, sorted
 * into our own groups by clinical reference 5.2. SNOMED CT is licensed apart from this product: see NOTICE.
 */

/** What a code means for the rules. A group's place in this list is its name below: A to U, then VA, VB and so on. */
export const CANCER_GROUPS: readonly string[] = [
${groups.map((group) => `  '${group}',`).join('\n')}
];

/**
 * The codes by the namespace of who made them, in blocks, without partition and check digit: for each item, in rising order,
 * what is to be added to the one before it, in base 36 (nothing is one), and its group in capitals. Each block begins at 0.
 */
export const CANCER_CODES: Readonly<Record<string, readonly string[]>> = {
${namespaces
  .map(
    (namespace) =>
      `  '${namespace}': [\n${blocksOf(namespace)
        .map((block) => `    '${block}',`)
        .join('\n')}\n  ],`,
  )
  .join('\n')}
};
`);
