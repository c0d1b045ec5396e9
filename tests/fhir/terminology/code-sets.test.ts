/** Every code set says where its codes come from, and holds codes of its system only ("never a code without a source line"). */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CodeSet } from '../../../src/fhir/terminology/code-set.ts';
import { HCPCS, HSLOC, LOINC, NUCC, SNOMED, V3_ROLE_CODE } from '../../../src/fhir/terminology/systems.ts';

const FOLDER = join(import.meta.dirname, '../../../src/fhir/terminology');

function isCodeSet(value: unknown): value is CodeSet {
  return typeof value === 'object' && value !== null && 'codes' in value && 'system' in value;
}

const sets: (readonly [name: string, set: CodeSet])[] = [];
for (const file of readdirSync(FOLDER)) {
  const exported = (await import(join(FOLDER, file))) as Readonly<Record<string, unknown>>;
  for (const [name, value] of Object.entries(exported)) if (isCodeSet(value)) sets.push([`${file} ${name}`, value]);
}

/** Check digit of SNOMED CT identifiers (Verhoeff): a mistyped code does not pass. */
function isSctId(code: string): boolean {
  if (!/^\d{6,18}$/.test(code)) return false;
  const D = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
    [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
    [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
    [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
    [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
    [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
    [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
    [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
    [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
  ];
  const P = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    [1, 5, 7, 6, 2, 8, 3, 0, 9, 4],
    [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
    [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
    [9, 4, 5, 3, 1, 2, 6, 8, 7, 0],
    [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
    [2, 7, 9, 3, 8, 0, 6, 4, 1, 5],
    [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
  ];
  let check = 0;
  for (const [index, digit] of code.split('').toReversed().entries())
    check = D[check]?.[P[index % 8]?.[Number(digit)] ?? 0] ?? 0;
  return check === 0;
}

/** Check digit of LOINC (Luhn, mod 10). */
function isLoinc(code: string): boolean {
  const match = /^(\d{1,7})-(\d)$/.exec(code);
  if (match === null) return false;
  let sum = 0;
  for (const [index, digit] of (match[1] ?? '').split('').toReversed().entries()) {
    const doubled = index % 2 === 0 ? Number(digit) * 2 : Number(digit);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return (10 - (sum % 10)) % 10 === Number(match[2]);
}

test('code sets were found', () => {
  expect(sets.length).toBeGreaterThan(20);
});

describe.each(sets)('%s', (_, set) => {
  test('has a name, a source and no code twice', () => {
    expect(set.name.trim()).not.toBe('');
    expect(set.source.trim().length).toBeGreaterThan(5);
    expect(set.codes.length).toBeGreaterThan(0);
    expect(new Set(set.codes).size).toBe(set.codes.length);
  });

  test('codes have the form, and the check digit, of their system', () => {
    const fits = (code: string): boolean => {
      if (set.system === SNOMED) return isSctId(code);
      if (set.system === LOINC) return isLoinc(code);
      if (set.system === HSLOC) return /^\d{4}-\d$/.test(code);
      if (set.system === V3_ROLE_CODE) return /^[A-Z]+$/.test(code);
      if (set.system === NUCC) return /^\d[0-9A-Z]{8}X$/.test(code);
      return set.system === HCPCS ? /^[A-Z]\d{4}$/.test(code) : false;
    };
    expect(set.codes.filter((code) => !fits(code))).toEqual([]);
  });
});

test('no CPT code is shipped', () => {
  expect(sets.flatMap(([, set]) => set.codes.filter((code) => /^\d{5}$/.test(code)))).toEqual([]);
});

/** Codes also stand in tables that are no code sets: prefixes of ICD-10-CM, lists of drugs, packed lists. */
describe.each(readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')] as const))(
  '%s',
  (_, written) => {
    const quoted = (pattern: RegExp): readonly string[] =>
      [...written.matchAll(pattern)].flatMap(([, code]) => code ?? []);

    test('says where its codes were seen', () => {
      const codes = quoted(/'(\d{5,18}|[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]+)?|\d{1,6}-\d)'/g);
      const packed = /Made by src\/cli/.test(written);
      if (codes.length > 0 || packed)
        expect(written).toMatch(/clinical reference|VSAC|2\.16\.840\.1|https?:\/\/|Release File Specification/);
    });

    test('numbers that look like SNOMED CT or LOINC codes have their check digit', () => {
      expect(quoted(/'([1-9]\d{8,17})'/g).filter((code) => !isSctId(code))).toEqual([]);
      expect(quoted(/'(\d{3,6}-\d)'/g).filter((code) => !isLoinc(code) && !HSLOC_CODE.test(code))).toEqual([]);
    });
  },
);
const HSLOC_CODE = /^1\d{3}-\d$/;
