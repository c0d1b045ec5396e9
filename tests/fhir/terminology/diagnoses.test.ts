/** What diagnoses and procedures mean for the rules, apart from cancer (clinical reference 5.1, 5.3, 5.7). */
import { describe, expect, test } from 'vitest';
import type { ConditionTag, ProcedureTag } from '../../../src/domain/chart/records.ts';
import { DIAGNOSES, tagsOf } from '../../../src/fhir/terminology/diagnoses.ts';
import { PROCEDURES, procedureTags, procedureTagsInWords } from '../../../src/fhir/terminology/treatments.ts';
import { remember } from '../../../src/fhir/terminology/memo.ts';
import { systemOf } from '../../support/chart-of.ts';

const tagged = (code: string): readonly ConditionTag[] => [
  ...tagsOf([{ system: systemOf(code), code, display: null }]),
];

describe('diagnoses', () => {
  test.each<readonly [tag: ConditionTag, having: readonly string[], not: readonly string[]]>([
    ['antineoplastic-treatment', ['Z51.11', 'Z51.12', 'Z51.0', 'z5111'], ['Z51.5', 'Z51.81', 'Z92.21']],
    ['aftercare', ['Z40.01', 'Z42.1', 'Z45.2', 'Z48.3'], ['Z41.1', 'Z45.1', 'Z51.11']],
    [
      'op-35',
      ['D64.81', 'D70.1', 'E86.0', 'R11.2', 'R50.81', 'G89.3', 'J18.9', 'A41.9', '386661006'],
      ['J20.9', 'D50.0', 'G89.4'],
    ],
    ['injury', ['S72.001A', 'T07', 'T14.90'], ['T45.1X5A', 'M84.551A']],
    ['psychiatric', ['F20.9', 'F32.9', 'F43.10'], ['F05', 'F10.20', 'F03.90']],
    ['palliative-possible', ['Z51.5', '103735009'], ['Z51.11', '305686008']],
    ['palliative-care', ['305686008'], ['103735009', '306237005']],
    ['poor-function', ['Z74.01', 'R62.7'], ['Z74.1', 'R62.50']],
    ['cord-compression', ['G95.20', 'G95.29', 'G83.4', '71286001', '192970008'], ['G99.2', 'G95.0', 'M47.12']],
    ['cord-compression-by-cause', ['G99.2'], ['G95.20']],
    ['spondylosis', ['M47.12', 'M48.02'], ['M48.50XA', 'M50.00']],
    ['svc-syndrome', ['I87.1', '63363004'], ['I87.2', 'I82.210']],
    [
      'bowel-obstruction',
      ['K56.600', 'K56.609', 'K56.699', 'K56.69', '81060008', '126765001'],
      ['K56.50', 'K56.7', 'K56.0'],
    ],
    ['duct-obstruction', ['K83.1', 'N13.1', 'N13.30', 'N13.5'], ['N13.2', 'N13.70', 'N13.9', 'K80.50']],
    ['malignant-effusion', ['J91.0', 'R18.0', 'I31.31'], ['J90', 'J91.8', 'R18.8', 'I31.39', '60046008']],
    ['hypercalcemia', ['E83.52', '66931009'], ['E83.51', 'E83.50']],
    ['cachexia', ['R64', 'E88.A', '238108007', '788876001'], ['R63.4', 'E88.09']],
    ['weight-loss', ['R63.4', '267024001', '89362005'], ['R63.5', 'R63.0']],
    ['delirium', ['F05', '2776000'], ['F03.90', 'F10.231']],
    ['disorientation', ['R41.0'], ['R41.3']],
    ['suicidal-ideation', ['R45.851'], ['R45.850', 'R45.88']],
    ['pathological-fracture', ['M84.551A', 'M84.50XA'], ['M84.40XA', 'M80.051A']],
    ['code-status', ['Z66', '304253006'], ['Z66.0X', 'Z71.89'].slice(1)],
    ['early-phase-trial', ['Z00.6'], ['Z00.00']],
    ['serious-comorbidity', ['I50.22', 'J44.9', 'N18.6', 'K74.60', 'G30.9'], ['I10', 'N18.30', 'K76.0', 'J45.909']],
    ['hyperparathyroidism', ['E21.0', 'E21.3'], ['E20.9']],
    ['recorded-dead', ['371828006', '419099009'], ['184305005']],
    ['under-hospice-care', ['170935008'], ['385763009']],
  ])('%s', (tag, having, not) => {
    expect(having.filter((code) => !tagged(code).includes(tag))).toEqual([]);
    expect(not.filter((code) => tagged(code).includes(tag))).toEqual([]);
  });

  test('several codings of one diagnosis: all their tags', () => {
    const both = ['F03.90', '71286001'].map((code) => ({ system: systemOf(code), code, display: null }));
    expect(tagsOf(both)).toEqual(new Set(['dementia', 'serious-comorbidity', 'cord-compression']));
  });

  test('a code of another system, or words alone, have no tag', () => {
    expect(tagsOf([{ system: 'http://example.org', code: 'F05', display: 'Delirium' }]).size).toBe(0);
    expect(tagsOf([{ system: systemOf('I10'), code: 'I10', display: 'Delirium' }]).size).toBe(0);
    expect(tagsOf([]).size).toBe(0);
  });

  test('every group says where its codes come from, and holds codes of the right form', () => {
    for (const { tag, icd10, snomed, source } of DIAGNOSES) {
      expect({ tag, long: source.length > 10 }).toEqual({ tag, long: true });
      expect({ tag, empty: icd10.length + snomed.length === 0 }).toEqual({ tag, empty: false });
      expect(icd10.filter((code) => !/^[A-Z](\d([0-9A-Z](\.[0-9A-Z]{1,4})?)?)?$/.test(code))).toEqual([]);
      expect(snomed.filter((code) => !isSctId(code))).toEqual([]);
    }
  });
});

describe('procedures', () => {
  const coded = (code: string): readonly ProcedureTag[] =>
    procedureTags([{ system: systemOf(code), code, display: null }]);

  test.each<readonly [code: string, tags: readonly ProcedureTag[]]>([
    ['367336001', ['antineoplastic-treatment']],
    ['J9271', ['antineoplastic-treatment']],
    ['G0498', ['antineoplastic-treatment']],
    ['703423002', ['antineoplastic-treatment', 'radiotherapy']],
    ['33195004', ['radiotherapy']],
    ['84755001', ['radiotherapy']],
    ['1172516002', ['antineoplastic-treatment', 'stem-cell-transplant']],
    ['33149006', ['pancreatectomy', 'cancer-resection', 'operation', 'abdominal-operation']],
    ['107963000', ['hepatectomy', 'cancer-resection', 'operation', 'abdominal-operation']],
    ['38102005', ['cholecystectomy', 'operation', 'abdominal-operation']],
    ['64368001', ['cancer-resection', 'operation']],
    ['43075005', ['cancer-resection', 'operation', 'abdominal-operation']],
    ['385763009', ['hospice-contact']],
    ['305686008', ['palliative-care']],
    ['103735009', ['palliative-possible']],
    ['133918004', ['comfort-care']],
    ['305351004', ['intensive-care']],
    ['73761001', []],
  ])('%s', (code, tags) => {
    expect([...new Set(coded(code))].toSorted()).toEqual([...tags].toSorted());
  });

  test('ICD-10-PCS by its first four characters', () => {
    const pcs = (code: string): readonly ProcedureTag[] =>
      procedureTags([{ system: 'http://hl7.org/fhir/sid/icd-10-pcs', code, display: null }]);
    expect(pcs('0FTG0ZZ')).toContain('pancreatectomy');
    expect(pcs('0FT44ZZ')).toContain('cholecystectomy');
    expect(pcs('0FBG3ZX')).toEqual([]);
  });

  test.each<readonly [words: string, tags: readonly ProcedureTag[]]>([
    ['Whipple procedure', ['pancreatectomy', 'operation', 'abdominal-operation']],
    ['Distal pancreatectomy', ['pancreatectomy', 'operation', 'abdominal-operation']],
    ['Attempted Whipple procedure', []],
    ['Laparoscopic sleeve gastrectomy', ['bariatric-surgery', 'operation', 'abdominal-operation']],
    ['Ultrasound-guided paracentesis', ['paracentesis']],
    ['Placement of indwelling pleural catheter', ['effusion-drainage']],
    ['Placement of ureteral stent', ['duct-decompression']],
    ['Exchange of ureteral stent', []],
    ['Coronary stent', []],
    ['Mastectomy', ['operation']],
    ['Biopsy of breast', []],
    ['Chemotherapy', []],
    ['Radiation therapy', []],
  ])('words: %s', (words, tags) => {
    expect([...new Set(procedureTagsInWords(words))].toSorted()).toEqual([...tags].toSorted());
  });

  test('every group says where its codes or words come from', () => {
    for (const { tags, source, snomed = [], hcpcs = [] } of PROCEDURES) {
      expect({ tags, long: source.length > 10 }).toEqual({ tags, long: true });
      expect(snomed.filter((code) => !isSctId(code))).toEqual([]);
      expect(hcpcs.filter((code) => !/^[A-Z]\d{4}$/.test(code))).toEqual([]);
    }
  });
});

test('what is remembered is worked out once, and never more than the bound', () => {
  let worked = 0;
  const length = remember(2, (key) => {
    worked += 1;
    return key.length;
  });
  expect([length('a'), length('a'), length('bb'), length('ccc'), length('a')]).toEqual([1, 1, 2, 3, 1]);
  expect(worked).toBe(4);
});

/** Check digit of SNOMED CT identifiers (Verhoeff). */
function isSctId(code: string): boolean {
  if (!/^\d{6,18}$/.test(code)) return false;
  const turn = (a: number, b: number): number =>
    a < 5 ? (b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5)) : b < 5 ? 5 + ((a - b + 5) % 5) : (a - b + 5) % 5;
  const permute = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
  let check = 0;
  for (const [index, digit] of code.split('').toReversed().entries()) {
    let value = parseInt(digit, 10);
    for (let times = 0; times < index % 8; times += 1) value = permute[value] ?? 0;
    check = turn(check, value);
  }
  return check === 0;
}
