/** Pieces of Markdown that both halves of the rulebook use. */
import type { CodeSet } from '../fhir/terminology/code-set.ts';
import type { Threshold } from '../domain/triggers/rule.ts';

export type Lines = readonly string[];

/** One row of a table. A bar inside a cell would end it. */
export function cells(texts: readonly string[]): string {
  return `| ${texts.map((one) => one.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** At most so many codes of a set are listed; the rest is counted. */
const MOST_CODES = 40;

/** Code sets as a table; nothing when there are none. */
export function codesTable(sets: readonly CodeSet[]): Lines {
  if (sets.length === 0) return [];
  return [
    cells(['codes', 'system', 'which', 'source']),
    cells(['---', '---', '---', '---']),
    ...sets.map(({ name, system, codes: all, source }) => {
      const shown = all.slice(0, MOST_CODES).join(', ');
      const more = all.length > MOST_CODES ? ` and ${all.length - MOST_CODES} more` : '';
      return cells([name, SYSTEMS.get(system) ?? system, `${shown}${more}`, source]);
    }),
    '',
  ];
}

/** Code systems as people call them. */
const SYSTEMS: ReadonlyMap<string, string> = new Map([
  ['http://snomed.info/sct', 'SNOMED CT'],
  ['http://loinc.org', 'LOINC'],
  ['http://hl7.org/fhir/sid/icd-10-cm', 'ICD-10-CM, and what begins so'],
  ['http://hl7.org/fhir/sid/icd-10-pcs', 'ICD-10-PCS, and what begins so'],
  ['http://www.nlm.nih.gov/research/umls/rxnorm', 'RxNorm'],
  ['http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', 'HCPCS'],
]);

/** The numbers of a rule or of the gates, with the values in force. */
export function numbersTable(
  thresholds: Readonly<Record<string, Threshold>>,
  values: Readonly<Record<string, number | boolean>>,
): Lines {
  const rows = Object.entries(thresholds).map(([name, { means, unit, source, since }]) =>
    cells([`\`${name}\``, String(values[name]), unit, means, source, since]),
  );
  if (rows.length === 0) return [];
  const heads = ['number', 'value', 'unit', 'meaning', 'source', 'since'];
  return [cells(heads), cells(heads.map(() => '---')), ...rows, ''];
}
