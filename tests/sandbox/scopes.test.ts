// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { decideScopes } from '../../src/sandbox/decide-scopes.ts';
import { parseResourceScope, scopesFor } from '../../src/sandbox/scopes.ts';
import type { Allowance } from '../../src/sandbox/decide-scopes.ts';

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

  describe('narrowed by a launch', () => {
    const LAB = 'category=http://x|laboratory';
    const VITAL = 'category=http://x|vital-signs';
    const narrow = [`Observation?${LAB}`];

    it('tells the query with what may be read, and leaves creating alone', () => {
      const registered = [...allowance.registered, 'patient/Observation.c'];
      expect(granted('patient/Observation.rs patient/Patient.r', { narrow })).toEqual([
        `patient/Observation.rs?${LAB}`,
        'patient/Patient.r',
      ]);
      expect(granted('patient/Observation.crs', { narrow, registered })).toEqual([
        'patient/Observation.c',
        `patient/Observation.rs?${LAB}`,
      ]);
      expect(granted('patient/Observation.c', { narrow, registered })).toEqual(['patient/Observation.c']);
    });

    it('takes the wildcard apart', () => {
      const each = granted('patient/*.rs', { narrow });
      expect(each).toContain(`patient/Observation.rs?${LAB}`);
      expect(each).toContain('patient/Encounter.rs');
      expect(each).not.toContain('patient/*.rs');
      expect(each).not.toContain('patient/Observation.rs');
    });

    it('sets several queries side by side, and keeps a scope that asks for no more', () => {
      const both = [...narrow, `Observation?${VITAL}`];
      expect(granted('patient/Observation.rs', { narrow: both })).toEqual([
        `patient/Observation.rs?${LAB}`,
        `patient/Observation.rs?${VITAL}`,
      ]);
      expect(granted(`patient/Observation.rs?${VITAL}`, { narrow: both })).toEqual([`patient/Observation.rs?${VITAL}`]);
      expect(granted(`patient/Observation.rs?${VITAL}&status=final`, { narrow: both })).toEqual([
        `patient/Observation.rs?${VITAL}&status=final`,
      ]);
      expect(granted('patient/Observation.rs?status=final', { narrow })).toEqual([
        `patient/Observation.rs?status=final&${LAB}`,
      ]);
    });

    it('has no words for it in version 1', () => {
      expect(granted('patient/Observation.read', { narrow })).toEqual(['patient/Observation.read']);
    });

    it('stays one word of a list of scopes', () => {
      expect(granted('patient/Observation.rs', { narrow: ['Observation?code:text=body%20weight%26more'] })).toEqual([
        'patient/Observation.rs?code:text=body%20weight%26more',
      ]);
    });
  });

  it('keeps the granular part in the granted text', () => {
    expect(granted('patient/Observation.rs?category=http://x|laboratory')).toEqual([
      'patient/Observation.rs?category=http://x|laboratory',
    ]);
  });
});
