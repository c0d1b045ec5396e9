/**
 * Derives the RxNorm clinical-drug codes that the rules need from a folder of value-set exports and writes
 * `src/fhir/terminology/drug-codes.ts`. Run once for each new release of the value sets:
 *
 *     node --import tsx src/cli/derive-drug-codes.ts FOLDER > src/fhir/terminology/drug-codes.ts
 *
 * FOLDER holds `treatment.json`, `opioid.json` and `opioid-cds.json`:
 * `[{ name, id, version, codes: { system: [[code, display], ...] } }]`. Displays are used to sort the codes under our own
 * names and are not written.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAnalgesic, isWeeklyForm } from '../fhir/terminology/drug-forms.ts';
import { drugsNamed } from '../fhir/terminology/drug-names.ts';

interface ValueSet {
  readonly name: string;
  readonly id: string;
  readonly version: string | null;
  readonly codes: Readonly<Record<string, readonly (readonly [string, string | null])[]>>;
}

const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
/** `parts`: the set holds codes of parts of products beside those of products. */
const WANTED: readonly (readonly [file: string, id: string, holds?: 'parts'])[] = [
  ['treatment.json', '2.16.840.1.113762.1.4.1248.355'],
  ['opioid.json', '2.16.840.1.113762.1.4.1196.226'],
  [
    'opioid-cds.json',
    'http://fhir.org/guides/cdc/opioid-cds/ValueSet/opioid-analgesics-with-ambulatory-misuse-potential',
    'parts',
  ],
];
/** A product that can be ordered has a form; its parts have none. */
const HAS_FORM = /tablet|capsule|film|patch|system|solution|suspension|lozenge|spray|suppositor|inject|strip|syrup/i;

const folder = process.argv[2];
if (folder === undefined) {
  process.stderr.write('Say which folder holds treatment.json, opioid.json and opioid-cds.json.\n');
  process.exit(2);
}

const groups = new Map<string, Set<number>>();
const sources: string[] = [];
for (const [file, id, holds] of WANTED) {
  const sets = JSON.parse(readFileSync(join(folder, file), 'utf8')) as readonly ValueSet[];
  const set = sets.find((one) => one.id === id);
  if (set === undefined) {
    process.stderr.write(`${file} does not hold the value set ${id}.\n`);
    process.exit(1);
  }
  sources.push(`"${set.name}", ${set.id}${set.version === null ? '' : `, version ${set.version}`}`);
  for (const [code, display] of set.codes[RXNORM] ?? []) {
    if (display === null || (holds === 'parts' && !HAS_FORM.test(display))) continue;
    const group = groupOf(display);
    groups.set(group, (groups.get(group) ?? new Set()).add(Number(code)));
  }
}

/** Our name of the drug; "methotrexate low" in a form for the low weekly dose; "-" for a product that no rule uses. */
function groupOf(display: string): string {
  const named = drugsNamed(display).filter((one) => one.kind !== 'opioid' || isAnalgesic(one, display));
  if (named.length === 0) return '-';
  const names = named.map(({ name }) => name).join('+');
  return names === 'methotrexate' && isWeeklyForm(display) ? 'methotrexate low' : names;
}

const lines = [...groups]
  .toSorted(([a], [b]) => (a < b ? -1 : 1))
  .map(([group, codes]) => {
    const sorted = [...codes].toSorted((a, b) => a - b);
    const deltas = sorted.map((code, index) => (code - (sorted[index - 1] ?? 0)).toString(36));
    return `  '${group}': '${deltas.join(' ')}',`;
  });

process.stdout.write(`/**
 * Made by src/cli/derive-drug-codes.ts. Do not edit.
 *
 * Sources: ${sources.join(';\n * ')}.
 * RxNorm codes of products under our own drug names; "-" holds products that no rule uses (opioids for cough, for opioid
 * use disorder, by injection). Each list holds the differences between consecutive codes, in base 36.
 */
export const DRUG_CODES: Readonly<Record<string, string>> = {
${lines.join('\n')}
};
`);
