/** HCPCS J9xxx as claims carry them, by the code alone (clinical reference 3.4, 5.9; CMS HCPCS Level II descriptions). */
import { describe, expect, test } from 'vitest';
import { billsAntineoplastic } from '../../../src/fhir/terminology/drug-hcpcs.ts';
import { findDrugs } from '../../../src/fhir/terminology/drugs.ts';
import { HCPCS } from '../../support/chart-of.ts';

const billed = (code: string) => findDrugs([{ system: HCPCS, code, display: null }], '');

describe('which drug a code bills', () => {
  test.each([
    ['J9045', 'carboplatin', 'antineoplastic'],
    ['J9271', 'pembrolizumab', 'antineoplastic'],
    ['J9264', 'nab-paclitaxel', 'antineoplastic'],
    ['J9354', 'trastuzumab-emtansine', 'antineoplastic'],
    ['J9312', 'rituximab', 'antineoplastic'],
    ['J9250', 'methotrexate', 'antineoplastic'],
    ['J9070', 'cyclophosphamide', 'antineoplastic'],
    ['J9202', 'goserelin', 'endocrine'],
    ['J9217', 'leuprolide', 'endocrine'],
    ['J9155', 'degarelix', 'endocrine'],
    ['J9226', 'histrelin', 'endocrine'],
    ['J9395', 'fulvestrant', 'endocrine'],
  ])('%s is %s, %s', (code, name, kind) => {
    const { drugs, unknownAntineoplastic, identifiedBy } = billed(code);
    expect(drugs.map((one) => [one.name, one.kind])).toEqual([[name, kind]]);
    expect([unknownAntineoplastic, identifiedBy]).toEqual([false, 'code']);
  });

  test.each(['J9030', 'J9031', 'J9357', 'J9281'])('%s does not reach the whole body', (code) => {
    expect(billed(code)).toMatchObject({ drugs: [], local: true, unknownAntineoplastic: false, told: true });
  });

  test.each(['J9209', 'J9175', 'J9216', 'J9332'])('%s is not against cancer', (code) => {
    expect(billed(code)).toMatchObject({ drugs: [], local: false, unknownAntineoplastic: false, told: true });
  });

  test.each(['J9999', 'J9015', 'J9321'])('%s stays an antineoplastic drug without a name', (code) => {
    expect(billed(code)).toMatchObject({ drugs: [], unknownAntineoplastic: true, told: true });
  });
});

test.each([
  ['J9045', true],
  ['J9999', true],
  ['J9312', true],
  ['J9030', false],
  ['J9217', false],
  ['J9395', false],
  ['J9209', false],
  ['J1100', false],
])('a procedure billed as %s is chemotherapy: %s', (code, is) => {
  expect(billsAntineoplastic(code)).toBe(is);
});
