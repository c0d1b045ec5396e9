import { describe, expect, it } from 'vitest';
import { provenance, type ProvenanceInput } from '../../../src/fhir/write/provenance.ts';
import { evidence, input, MOMENT, provenanceOf } from './samples.ts';

const TYPE = 'http://terminology.hl7.org/CodeSystem/provenance-participant-type';
const site = { display: 'Riverside Cancer Center' };
const author = {
  type: { coding: [{ system: TYPE, code: 'author', display: 'Author' }] },
  who: { reference: 'Practitioner/d1', display: 'Dr. Ada Okafor' },
  onBehalfOf: site,
};
const enterer = {
  type: { coding: [{ system: TYPE, code: 'enterer', display: 'Enterer' }] },
  who: { reference: 'Practitioner/s1', display: 'Noa Lind' },
  onBehalfOf: site,
};
const assembler = {
  type: { coding: [{ system: TYPE, code: 'assembler', display: 'Assembler' }] },
  who: { display: 'Alongside 0.1.0, catalogue 2026.1' },
  onBehalfOf: site,
};
const entity = ['Condition/c2', 'Observation/o1', 'Encounter/e1', 'Encounter/e9'].map((reference) => ({
  role: 'source',
  what: { reference },
}));
const agentsOf = (change: Partial<ProvenanceInput>) => provenanceOf(input, change).agent;

describe('who made it', () => {
  it('is written as the reference says', () => {
    expect(provenanceOf(input)).toEqual({
      resourceType: 'Provenance',
      meta: { profile: ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-provenance'] },
      target: [{ reference: 'ServiceRequest/12/_history/1' }],
      recorded: MOMENT,
      reason: [
        {
          coding: [
            { system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'TREAT', display: 'treatment' },
          ],
        },
      ],
      activity: {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/v3-DataOperation', code: 'CREATE', display: 'create' },
        ],
      },
      agent: [author, enterer, assembler],
      entity,
    });
  });

  it('has one agent and no version for a server that refuses what it does not know', () => {
    expect(provenanceOf({ ...input, variant: 'minimal' })).toEqual({
      resourceType: 'Provenance',
      target: [{ reference: 'ServiceRequest/12' }],
      recorded: MOMENT,
      agent: [author],
      entity,
    });
  });

  it('names once who typed what she asked for herself', () => {
    expect(agentsOf({ enterer: input.requester })).toEqual([author, assembler]);
    expect(agentsOf({ enterer: null })).toEqual([author, assembler]);
  });

  it('names nobody whom this server does not have, and always the software', () => {
    const elsewhere = { reference: 'https://other.example/fhir/Practitioner/d1', name: 'X' };
    expect(agentsOf({ requester: elsewhere, enterer: null })).toEqual([assembler]);
    expect(provenanceOf({ ...input, requester: null, variant: 'minimal' }, { enterer: null }).agent).toEqual([
      assembler,
    ]);
  });

  it.each([null, '', '1/../2', 'a b'])('writes no version for %j', (versionId) => {
    expect(provenanceOf(input, { versionId }).target).toEqual([{ reference: 'ServiceRequest/12' }]);
  });

  it('has no sources where none lie on this server', () => {
    expect(provenanceOf(input, { evidence: [evidence('Observation/x', 'payer')] })).not.toHaveProperty('entity');
  });

  it.each(['https://other.example/fhir/ServiceRequest/12', 'ServiceRequest', '#12', 'ServiceRequest/1/2', ''])(
    'says nothing of %j, which is no address on this server',
    (target) => {
      const { at, requester, origin } = input;
      const rest = {
        versionId: null,
        at,
        requester,
        enterer: null,
        siteName: 'S',
        software: 'A',
        evidence: [],
        origin,
      };
      expect(provenance({ ...rest, target, variant: 'full' })).toBeNull();
    },
  );
});
