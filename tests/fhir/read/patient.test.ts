import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../src/domain/logic/when.ts';
import { readPatient } from '../../../src/fhir/read/patient.ts';

const context = { origin: 'ehr', patientId: 'p1', asOf: dayOf(2026, 11, 12) };
const read = (more: Record<string, unknown>) => readPatient({ resourceType: 'Patient', id: 'p1', ...more }, context);

const OHIO = { use: 'home', city: 'Sampleton', state: 'OH', postalCode: '43000' };
const geolocation = (latitude: unknown, longitude: unknown) => ({
  extension: [
    {
      url: 'http://hl7.org/fhir/StructureDefinition/geolocation',
      extension: [
        { url: 'latitude', valueDecimal: latitude },
        { url: 'longitude', valueDecimal: longitude },
      ],
    },
  ],
});

describe('where the patient lives', () => {
  const lives = { postalCode: '43000', city: 'Sampleton', state: 'OH', position: null };

  it.each<readonly [string, unknown]>([
    ['at home', [OHIO]],
    ['at home, not where they used to', [{ ...OHIO, use: 'old', postalCode: '10000' }, OHIO]],
    ['at home, not where the bills go', [{ ...OHIO, use: 'billing', postalCode: '10000' }, OHIO]],
    ['at home, not at a post-office box', [{ ...OHIO, type: 'postal', postalCode: '10000' }, OHIO]],
    ['where they live now', [{ ...OHIO, postalCode: '10000', period: { end: '2020-01-01' } }, OHIO]],
    ['at home before elsewhere', [{ ...OHIO, use: 'temp', postalCode: '10000' }, OHIO]],
    ['where no use is told', [{ ...OHIO, use: undefined }]],
  ])('%s', (_, address) => {
    expect(read({ address })?.home).toEqual(lives);
  });

  it.each<readonly [string, unknown]>([
    ['none', undefined],
    ['one that is over', [{ ...OHIO, use: 'old' }]],
    ['an empty one', [{ use: 'home' }]],
    ['what is no address', ['71 Example Street', null, 7]],
  ])('not known: %s', (_, address) => {
    expect(read({ address })).not.toHaveProperty('home');
  });

  it('with its position, where that is on the earth', () => {
    const at = (latitude: unknown, longitude: unknown) =>
      read({ address: [{ ...OHIO, ...geolocation(latitude, longitude) }] })?.home?.position;
    expect(at(40.1, -82.9)).toEqual({ latitude: 40.1, longitude: -82.9 });
    expect(at(91, 0)).toBeNull();
    expect(at('north', 0)).toBeNull();
    expect(at(undefined, 0)).toBeNull();
  });
});

describe('how the patient can be reached', () => {
  it.each<readonly [boolean, unknown]>([
    [true, [{ system: 'phone', value: '555-0121' }]],
    [true, [{ system: 'email', value: 'ruth@example.invalid' }]],
    [false, [{ system: 'phone', value: '555-0121', use: 'old' }]],
    [false, [{ system: 'phone' }]],
    [false, undefined],
  ])('%s: %j', (reachable, telecom) => {
    expect(read({ telecom })?.reachable).toBe(reachable);
  });
});

describe('the language as a tag', () => {
  const language = (coding: unknown, text?: string) =>
    read({ communication: [{ language: { coding, ...(text === undefined ? {} : { text }) } }] })?.languageTag;

  it('is the code, whatever system an EHR calls it by', () => {
    expect(language([{ system: 'urn:ietf:bcp:47', code: 'es' }])).toBe('es');
    expect(language([{ system: 'urn:oid:1.2.3', code: '12' }, { code: 'es-US' }])).toBe('es-US');
  });

  it('is not known of words alone, or of a local code', () => {
    expect(language(undefined, 'Spanish')).toBeUndefined();
    expect(language([{ system: 'urn:oid:1.2.3', code: 'SPANISH' }])).toBeUndefined();
  });
});
