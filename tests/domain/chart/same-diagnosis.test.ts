/** Which entries are one diagnosis, and that a long list is not compared each with each. */
import { expect, test } from 'vitest';
import { isCancer, type CancerCondition } from '../../../src/domain/chart/malignancy.ts';
import { SameDiagnosis } from '../../../src/domain/chart/same-diagnosis.ts';
import { ago, assessOf, chartOf, claimOf, condition, visitDiagnosis } from '../../support/chart-of.ts';

/** A cancer of the breast under another name: code (or none) and words. */
function entry(code: string | null, label: string, system = 'http://hl7.org/fhir/sid/icd-10-cm'): CancerCondition {
  const one = chartOf([condition('C50.911')]).conditions.find(isCancer);
  if (one === undefined) throw new Error('a cancer was to be read');
  return { ...one, label, code: code === null ? null : { system, code, display: null } };
}

test.each([
  ['the same code, other words', entry('C50.911', 'Breast cancer'), entry('C50.911', 'Cancer of the breast'), true],
  ['another code of the system, the same words', entry('C50.911', 'Cancer'), entry('C50.912', 'Cancer'), false],
  ['no code, the same words', entry(null, 'Breast cancer'), entry('C50.911', 'breast CANCER'), true],
  ['no code on either, the same words', entry(null, 'Breast cancer'), entry(null, 'Breast cancer'), true],
  ['no code, and a code without a system', entry(null, 'Cancer'), entry('C50', 'Cancer', ''), true],
  ['no code, other words', entry(null, 'Breast cancer'), entry('C50.911', 'Carcinoma'), false],
  [
    'a code of another system, the same words',
    entry('254837009', 'Breast cancer', 'http://snomed.info/sct'),
    entry('C50.911', 'Breast cancer'),
    true,
  ],
] as const)('%s', (_, filed, asked, same) => {
  const diagnoses = new SameDiagnosis<string>();
  diagnoses.add(filed, () => 'filed');
  expect(diagnoses.of(asked)).toEqual(same ? ['filed'] : []);
});

test('what stands under one name is put together', () => {
  const diagnoses = new SameDiagnosis<number>();
  for (const count of [1, 2, 3]) diagnoses.add(entry('C50.911', 'Cancer'), (before = 0) => before + count);
  expect(diagnoses.of(entry('C50.911', 'Cancer'))).toEqual([6]);
});

test('a thousand visits for one cancer are one certain cancer', () => {
  const visits = Array.from({ length: 1_000 }, (_, index) => visitDiagnosis('C34.11', ago(index % 300)));
  expect(claimOf(assessOf(visits), { M: true })).toEqual({ M: true });
});
