/** Whose a reading is, when its focus or the thing that it is part of is somebody else. */
import { describe, expect, test } from 'vitest';
import { ago, chartOf, ecog } from '../../support/chart-of.ts';

/** The ECOG of a chart that holds one reading with these elements. */
function taken(more: object): boolean {
  const chart = chartOf([{ ...ecog(4, ago(2)), id: 'o', ...more }]);
  const isTaken = chart.observations.length === 1;
  if (!isTaken)
    expect([chart.unreadable, chart.sources['ehr']?.Observation.state]).toEqual([
      [{ origin: 'ehr', reference: 'Observation/o', reason: 'other-patient' }],
      'partial',
    ]);
  return isTaken;
}

const UUID = 'urn:uuid:00000000-0000-4000-8000-000000000009';

describe('the focus of a reading', () => {
  test.each<readonly [what: string, focus: unknown, isOwn: boolean]>([
    ['none', undefined, true],
    ['a diagnosis', [{ reference: 'Condition/c1' }], true],
    ['a diagnosis in a version', [{ reference: 'Condition/c1/_history/2' }], true],
    ['this patient', [{ reference: 'Patient/p1', type: 'Patient' }], true],
    ['something unknown that is no person', [{ reference: UUID, type: 'Condition' }], true],
    ['a contained thing', [{ reference: '#site' }], true],
    ['another patient', [{ reference: 'Patient/p2' }], false],
    ['another patient beside a diagnosis', [{ reference: 'Condition/c1' }, { reference: 'Patient/p2' }], false],
    ['a relative', [{ reference: 'RelatedPerson/r1' }], false],
    ['a group', [{ reference: 'Group/g' }], false],
    ['a person', [{ reference: 'Person/x' }], false],
    ['a physician', [{ reference: 'Practitioner/x' }], false],
    ['a physician in a role', [{ reference: 'PractitionerRole/x' }], false],
    ['somebody under a name that nobody answers to', [{ reference: UUID, type: 'Patient' }], false],
    ['a name that nobody answers to', [{ reference: UUID }], false],
    ['a person who calls himself a diagnosis', [{ reference: 'Condition/c1', type: 'RelatedPerson' }], false],
    ['somebody by number only', [{ type: 'Patient', identifier: { value: '9' } }], false],
    ['words only', [{ display: 'mother' }], false],
    ['a contained patient', [{ reference: '#x' }], false],
    ['a contained one that is not there', [{ reference: '#y' }], false],
    ['a diagnosis on another server', [{ reference: 'https://other.example/fhir/Condition/c1' }], false],
    ['an object instead of a list', { reference: 'Patient/p2' }, false],
    ['a text instead of a reference', ['Patient/p2'], false],
  ])('%s', (_, focus, isOwn) => {
    const contained = [
      { resourceType: 'Patient', id: 'x' },
      { resourceType: 'BodyStructure', id: 'site' },
    ];
    expect(taken({ contained, ...(focus === undefined ? {} : { focus }) })).toBe(isOwn);
  });
});

describe('what a reading is part of', () => {
  test.each<readonly [what: string, partOf: unknown, isOwn: boolean]>([
    ['a procedure', [{ reference: 'Procedure/x' }], true],
    ['words only', [{ display: 'tumor board' }], true],
    ['another patient', [{ reference: 'Patient/p2' }], false],
    ['another patient, not in a list', { reference: 'Patient/p2' }, false],
  ])('%s', (_, partOf, isOwn) => {
    expect(taken({ partOf })).toBe(isOwn);
  });
});
