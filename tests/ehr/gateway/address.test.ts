import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf, localReference, parseBase, within } from '../../../src/ehr/gateway/address.ts';

const base = parseBase('https://ehr.example/fhir/r4');

describe('addresses that may be asked', () => {
  it.each([
    'https://ehr.example/fhir/r4',
    'https://ehr.example/fhir/r4/',
    'https://ehr.example/fhir/r4?_getpages=1', // HAPI pages on the base itself
    'https://ehr.example:443/fhir/r4/Observation?page=2', // MEDITECH writes the default port
    'https://EHR.example/fhir/r4/Patient/1',
    'Patient/1',
    'Observation?patient=1',
    '/fhir/r4/Observation?page=2',
    '?page=2',
  ])('%s lies on the server', (address) => {
    expect(within(base, address)?.href.startsWith('https://ehr.example/fhir/r4')).toBe(true);
  });

  it.each([
    'https://evil.example/fhir/r4/Patient/1',
    '//evil.example/fhir/r4/Patient/1',
    'http://ehr.example/fhir/r4/Patient/1',
    'https://ehr.example:8443/fhir/r4/Patient/1',
    'https://ehr.example/fhir/r4evil/Patient/1',
    'https://ehr.example/fhir/other/Patient/1',
    'https://ehr.example/fhir/r4/../admin',
    'https://ehr.example/fhir/r4/%2e%2e/admin',
    'https://ehr.example/fhir/r4/..%2fadmin',
    'https://ehr.example/fhir/r4/..%252fadmin',
    'https://ehr.example/fhir/r4/..;/admin',
    'https://ehr.example/fhir/r4/Patient;x=y/1',
    'https://ehr.example/fhir/r4/..%5cadmin',
    'https://user:secret@ehr.example/fhir/r4/Patient/1',
    'https://ehr.example.evil.example/fhir/r4/Patient/1',
    'https://ehr.example@evil.example/fhir/r4/Patient/1',
    '\\\\evil.example\\fhir',
    'javascript:alert(1)',
    'urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8',
    'http://[',
  ])('%s does not', (address) => {
    expect(within(base, address)).toBeNull();
  });

  it('never lets another origin or a path outside the base through', () => {
    const start = fc.constantFrom('https://', 'http://', '//', '/', '', '\\\\', 'https:\\\\', 'HTTPS://');
    const host = fc.constantFrom(
      'ehr.example',
      'evil.example',
      'ehr.example:443',
      'ehr.example:8443',
      'a:b@ehr.example',
      '',
    );
    const part = fc.constantFrom(
      '/',
      'fhir',
      'r4',
      '..',
      '.',
      '%2e%2e',
      '%2f',
      '%5c',
      '\\',
      '?x=',
      '#y',
      'Patient',
      '1',
      '@',
      ' ',
    );
    fc.assert(
      fc.property(start, host, fc.array(part, { maxLength: 12 }), (...pieces) => {
        const url = within(base, pieces.flat().join(''));
        if (url === null) return;
        expect(url.origin).toBe('https://ehr.example');
        expect(`${decodeURIComponent(url.pathname)}/`).toMatch(/^\/fhir\/r4\//);
        expect(decodeURIComponent(url.pathname).split(/[/\\]/)).not.toContain('..');
      }),
      { numRuns: 2000 },
    );
  });

  it('knows a server at its root', () => {
    expect(within(parseBase('https://ehr.example'), 'https://ehr.example/Patient/1')?.pathname).toBe('/Patient/1');
    expect(localReference(parseBase('https://ehr.example/'), 'https://ehr.example/Patient/1')).toBe('Patient/1');
  });
});

describe('references', () => {
  it.each([
    ['ServiceRequest/12', 'ServiceRequest/12'],
    ['https://ehr.example/fhir/r4/ServiceRequest/12/_history/3', 'ServiceRequest/12'],
    ['/fhir/r4/ServiceRequest/12', 'ServiceRequest/12'],
    ['Httpfoo/12', 'Httpfoo/12'], // fhirclient takes what begins with "http" for absolute
  ])('%s is %s', (reference, expected) => {
    expect(localReference(base, reference)).toBe(expected);
    expect(addressOf(base, reference)?.href).toBe(`https://ehr.example/fhir/r4/${expected}`);
  });

  it.each([
    '#contained',
    'urn:uuid:1',
    'URN:uuid:1',
    'https://evil.example/fhir/r4/Patient/1',
    'Patient',
    'Patient/1/2',
    'Patient/1?x=y',
    'Patient/a b',
    '../Patient/1',
    '',
  ])('%s has no address', (reference) => {
    expect(localReference(base, reference)).toBeNull();
    expect(addressOf(base, reference)).toBeNull();
  });
});
