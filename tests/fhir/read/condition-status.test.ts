/** Status and end of a diagnosis, in every way in which servers write them (clinical reference 3.1). */
import { describe, expect, test } from 'vitest';
import type { ConditionRecord } from '../../../src/domain/chart/records.ts';
import { isoWhen } from '../../../src/domain/logic/when.ts';
import { ago, chartOf, condition, patient, type More } from '../../support/chart-of.ts';

const read = (more: More, born: More = {}): ConditionRecord | undefined =>
  chartOf([patient(born), condition('C34.11', { more })]).conditions[0];
const code = (said: string): More => ({ coding: [{ code: said }] });
const snomed = (said: string): More => ({ coding: [{ system: 'http://snomed.info/sct', code: said }] });

describe('verification', () => {
  test.each<readonly [string, unknown, ConditionRecord['verification'] | 'withdrawn']>([
    ['absent', undefined, 'confirmed'],
    ['without a word', {}, 'confirmed'],
    ['confirmed', code('confirmed'), 'confirmed'],
    ['in capitals', code('CONFIRMED'), 'confirmed'],
    ['as text', { text: 'Confirmed' }, 'confirmed'],
    ['as a bare code', 'confirmed', 'confirmed'],
    ['refuted as a bare code', 'refuted', 'withdrawn'],
    ['refuted as text', { text: 'Refuted' }, 'withdrawn'],
    ['refuted in capitals', code('REFUTED'), 'withdrawn'],
    ['refuted beside confirmed', { coding: [{ code: 'confirmed' }, { code: 'Refuted' }] }, 'withdrawn'],
    ['entered in error in capitals', code('Entered-In-Error'), 'withdrawn'],
    ['entered in error in words', { text: 'Entered in Error' }, 'withdrawn'],
    ['known absent, SNOMED CT', snomed('410516002'), 'withdrawn'],
    ['provisional', code('Provisional'), 'unconfirmed'],
    ['unknown', code('unknown'), 'unconfirmed'],
    ['a word that nobody knows', { text: 'status 7' }, 'unconfirmed'],
    ['a number', 5, 'unconfirmed'],
  ])('%s', (_, verificationStatus, expected) => {
    expect(read({ verificationStatus })?.verification ?? 'withdrawn').toBe(expected);
  });
});

describe('clinical status', () => {
  test.each<readonly [string, unknown, ConditionRecord['clinical'], ConditionRecord['verification']]>([
    ['absent', undefined, null, 'confirmed'],
    ['active as a bare code', 'active', 'active', 'confirmed'],
    ['resolved as a bare code', 'resolved', 'resolved', 'confirmed'],
    ['resolved as text', { text: 'Resolved' }, 'resolved', 'confirmed'],
    ['resolved in capitals', code('Resolved'), 'resolved', 'confirmed'],
    ['resolved, SNOMED CT', snomed('413322009'), 'resolved', 'confirmed'],
    ['inactive, SNOMED CT', snomed('73425007'), 'inactive', 'confirmed'],
    ['in full remission', { text: 'Complete remission' }, 'remission', 'confirmed'],
    ['in partial remission: there', { text: 'Partial remission' }, 'active', 'confirmed'],
    ['unreadable: as if absent', { text: 'Stat 7' }, null, 'confirmed'],
    ['unreadable, and speaks of an end: cannot tell', { text: 'Historical' }, null, 'unconfirmed'],
    ['no longer active: cannot tell', 'no longer active', null, 'unconfirmed'],
  ])('%s', (_, clinicalStatus, clinical, verification) => {
    const found = read({ clinicalStatus });
    expect([found?.clinical, found?.verification]).toEqual([clinical, verification]);
  });
});

describe('end', () => {
  const years = (value: unknown, unit = 'a'): More => ({ abatementAge: { value, code: unit } });
  // Born on 3 May 1958: 68 years old.
  const rows: readonly (readonly [string, More, abatement: string | null, ConditionRecord['verification'], More?])[] = [
    ['a date', { abatementDateTime: ago(30) }, ago(30), 'confirmed'],
    ['a date ahead', { abatementDateTime: ago(-30) }, null, 'confirmed'],
    ['an empty date', { abatementDateTime: '' }, null, 'confirmed'],
    ['a date that is none: cannot tell', { abatementDateTime: 'sometime' }, null, 'unconfirmed'],
    ['ended, without a date', { abatementBoolean: true }, 'yes', 'confirmed'],
    ['not ended', { abatementBoolean: false }, null, 'confirmed'],
    ['"ongoing"', { abatementString: 'Ongoing' }, null, 'confirmed'],
    ['"not resolved"', { abatementString: 'not resolved' }, null, 'confirmed'],
    ['"resolved"', { abatementString: 'resolved after surgery' }, 'yes', 'confirmed'],
    ['a year as words', { abatementString: '2024' }, '2024', 'confirmed'],
    ['other words: cannot tell', { abatementString: 'after the last cycle' }, null, 'unconfirmed'],
    ['at an age ahead', years(70), null, 'confirmed'],
    ['at an age behind', years(60), 'yes', 'confirmed'],
    ['at the age of today', years(68), 'yes', 'confirmed'],
    ['at the age of next year', years(69), null, 'confirmed'],
    ['at an age, born nobody knows when: cannot tell', years(60), null, 'unconfirmed', { birthDate: undefined }],
    ['at an age in another unit: cannot tell', years(60, 'mo'), null, 'unconfirmed'],
    ['between ages ahead', { abatementRange: { low: { value: 70, code: 'a' } } }, null, 'confirmed'],
  ];
  test.each(rows.map((row) => [row[0], row] as const))('%s', (_, [, more, abatement, verification, born = {}]) => {
    const found = read(more, born);
    const end = found?.abatement;
    expect([end === null || end === undefined || end === 'yes' ? end : isoWhen(end), found?.verification]).toEqual([
      abatement,
      verification,
    ]);
  });

  test('an unreadable end beside a status that says so leaves the status', () => {
    const found = read({ abatementDateTime: 'sometime', clinicalStatus: code('resolved') });
    expect([found?.clinical, found?.verification]).toEqual(['resolved', 'confirmed']);
  });
});

describe('what was not yet recorded', () => {
  test.each([
    ['recorded after the day, begun before it', { onsetDateTime: ago(30), recordedDate: ago(-8) }, 0],
    ['recorded this evening, tomorrow in UTC', { onsetDateTime: ago(30), recordedDate: `${ago(-1)}T01:00:00Z` }, 1],
    ['recorded on the day', { onsetDateTime: ago(30), recordedDate: ago(0) }, 1],
    ['begins after the day', { onsetDateTime: ago(-1), recordedDate: ago(0) }, 0],
    ['begins after the day, recording not dated', { onsetDateTime: ago(-1) }, 0],
    ['without any date', { onsetDateTime: undefined }, 1],
  ])('%s', (_, more, count) => {
    expect(chartOf([condition('C79.51', { more })]).conditions).toHaveLength(count);
  });
});

test('a birth date ahead is none', () => {
  const bornOn = (birthDate: string) => chartOf([patient({ birthDate })]).patient.birth;
  expect(bornOn('2030-01-01')).toBeNull();
  expect(bornOn(ago(0))).not.toBeNull();
});
