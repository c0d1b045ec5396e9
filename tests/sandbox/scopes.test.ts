// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { decideScopes, parseResourceScope, scopesFor } from '../../src/sandbox/scopes.ts';
import type { Allowance } from '../../src/sandbox/scopes.ts';

const allowance: Allowance = {
  registered: [
    'launch',
    'openid',
    'patient/*.rs',
    'patient/ServiceRequest.cruds',
    'patient/Communication.c',
    'user/Practitioner.r',
    'user/Organization.rs',
  ],
  withheld: [],
  versions: new Set(['v1', 'v2']),
  types: ['Communication', 'Encounter', 'Observation', 'Organization', 'Patient', 'Practitioner', 'ServiceRequest'],
};

function granted(requested: string, changes: Partial<Allowance> = {}): string[] {
  return decideScopes(requested, { ...allowance, ...changes }).granted.map((scope) => scope.text);
}

describe('parseResourceScope', () => {
  it.each([
    'patient/Observation.sr',
    'patient/observation.r',
    'patient/Observation.',
    'patient/Observation',
    'Patient/Observation.r',
    'patient/Observation.x',
    'patient/Observation.read?code=1',
  ])('refuses %s', (text) => {
    expect(parseResourceScope(text)).toBeUndefined();
  });

  it('reads the granular part', () => {
    expect(parseResourceScope('patient/Observation.rs?category=http://x|laboratory')?.query).toEqual([
      ['category', 'http://x|laboratory'],
    ]);
  });
});

describe('decideScopes', () => {
  it('grants the part that is registered, and drops the unknown', () => {
    expect(
      granted(
        'launch openid patient/Patient.cruds patient/ServiceRequest.cu nonsense user/Practitioner.rs system/Patient.r patient/Basic.r',
      ),
    ).toEqual(['launch', 'openid', 'patient/Patient.rs', 'patient/ServiceRequest.cu', 'user/Practitioner.r']);
  });

  it('says version 1 scopes in version 1, and enforces no more than registered', () => {
    const { granted: given } = decideScopes(
      'patient/Patient.* patient/ServiceRequest.* patient/Communication.write',
      allowance,
    );
    expect(given.map((scope) => scope.text)).toEqual([
      'patient/Patient.read',
      'patient/ServiceRequest.*',
      'patient/Communication.write',
    ]);
    expect(scopesFor(given, 'c', 'Communication')).toHaveLength(1);
    expect(scopesFor(given, 'u', 'Communication')).toHaveLength(0);
  });

  it('refuses a mixture of both versions', () => {
    expect(decideScopes('patient/Patient.r patient/Observation.read', allowance).problem).toContain('mixed');
  });

  it('keeps a wildcard only while it is true of every type', () => {
    expect(granted('patient/*.rs')).toEqual(['patient/*.rs']);
    expect(granted('patient/*.rs', { withheld: ['Encounter'] })).not.toContain('patient/*.rs');
    expect(granted('patient/*.rs', { withheld: ['Encounter'] })).toContain('patient/Patient.rs');
    expect(granted('patient/*.rs', { withheld: ['Encounter'] }).join(' ')).not.toContain('Encounter');
    expect(granted('user/*.rs')).toEqual(['user/Practitioner.r', 'user/Organization.rs']);
    expect(granted('patient/*.cruds')).toContain('patient/ServiceRequest.cruds');
  });

  it('withholds a type, an operation, or a plain scope', () => {
    expect(granted('patient/ServiceRequest.cruds', { withheld: ['ServiceRequest.create'] })).toEqual([
      'patient/ServiceRequest.ruds',
    ]);
    expect(granted('launch openid patient/Encounter.rs', { withheld: ['Encounter', 'openid'] })).toEqual(['launch']);
  });

  it('does not know a version that the server does not speak', () => {
    expect(granted('launch patient/Patient.r', { versions: new Set(['v1']) })).toEqual(['launch']);
    expect(decideScopes('patient/Patient.r', { ...allowance, versions: new Set(['v1']) }).problem).toContain('None');
  });

  it('keeps the granular part in the granted text', () => {
    expect(granted('patient/Observation.rs?category=http://x|laboratory')).toEqual([
      'patient/Observation.rs?category=http://x|laboratory',
    ]);
  });
});
