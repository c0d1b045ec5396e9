/** What holds of everything that is written, whatever the referral: about one patient, on one server, never a refusal. */
import * as fc from 'fast-check';
import type { FhirResource } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import type { ReferralInput } from '../../../src/fhir/write/referral-input.ts';
import { DECISION, draft, everything, evidence, input, objectsIn, reason, SYSTEM } from './samples.ts';
import { profileErrors, structureErrors } from './validators.ts';

const referencesIn = (resource: FhirResource): readonly string[] =>
  [...objectsIn(resource)].flatMap(({ reference }) => (typeof reference === 'string' ? [reference] : []));

const HERE = /^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]+(\/_history\/[A-Za-z0-9.-]+)?$/;

/** Ids that start with "not" must never be written: of another server, another patient, or of no address at all. */
const address = fc.constantFrom(
  'Condition/c1',
  'Observation/o1',
  'CarePlan/k1',
  'Coverage/i1',
  'Practitioner/d1',
  'CareTeam/t1',
  'Patient/not-1',
  'RelatedPerson/not-2',
  'https://other.example/fhir/Condition/not-3',
  'https://other.example/fhir/Patient/not-4',
  'urn:uuid:not-5',
  '#not-6',
  'Patient?name=not-7',
  'not-8',
);
const anyEvidence = fc.oneof(
  address.map((reference) => evidence(reference)),
  fc
    .tuple(fc.constantFrom('Condition', 'Observation', 'CarePlan'), fc.constantFrom('payer', 'other-hospital', ''))
    .map(([type, origin]) => evidence(`${type}/not-9`, origin)),
);
const anyService = fc.record({
  name: fc.constant('Service'),
  modality: fc.constantFrom('clinic', 'virtual', 'home', 'inpatient'),
  reference: fc.option(address, { nil: undefined }),
  taskOwner: fc.option(address, { nil: undefined }),
  messageTo: fc.option(fc.array(address), { nil: undefined }),
});
const anyReferral: fc.Arbitrary<ReferralInput> = fc
  .record({
    about: fc.array(anyEvidence, { maxLength: 4 }),
    found: fc.array(anyEvidence, { maxLength: 6 }),
    basedOn: fc.option(anyEvidence),
    patientAgrees: fc.constantFrom('yes', 'no', 'not-yet-asked', null),
    urgency: fc.constantFrom('routine', 'soon', 'urgent'),
    insurance: fc.array(address, { maxLength: 3 }),
    requester: fc.option(fc.record({ reference: address, name: fc.constantFrom('Dr. Ada Okafor', null) })),
    sender: fc.option(fc.record({ reference: address, name: fc.constantFrom('Noa Lind', null) })),
    service: fc.option(anyService),
    encounterId: fc.option(fc.constant('e7')),
    variant: fc.constantFrom('full', 'minimal'),
  })
  .map(({ about, found, basedOn, patientAgrees, urgency, ...rest }) => ({
    ...input,
    ...rest,
    draft: { ...draft, about, basedOn, patientAgrees, urgency, reasons: [{ ...reason([]), evidence: found }] },
  }));

const holds = (check: (resource: FhirResource, referral: ReferralInput, which: string) => void): void => {
  fc.assert(
    fc.property(anyReferral, (referral) => {
      for (const [which, resource] of everything(referral)) check(resource, referral, which);
    }),
    { numRuns: 300 },
  );
};

describe('whatever the referral, nothing that is written', () => {
  it('forbids', () => {
    holds((resource, _, which) => {
      for (const inner of objectsIn(resource)) expect(inner, which).not.toHaveProperty('doNotPerform');
    });
  });

  it('refers to another server, to another patient, or to no address', () => {
    holds((resource, { patientId }, which) => {
      for (const reference of referencesIn(resource)) {
        expect(reference, which).toMatch(HERE);
        expect(reference, which).not.toContain('not-');
        if (reference.startsWith('Patient/')) expect(reference, which).toBe(`Patient/${patientId}`);
      }
    });
  });

  it('is without the patient and the decision, but for its provenance', () => {
    holds((resource, { patientId }, which) => {
      if (resource.resourceType === 'Provenance') return;
      expect(referencesIn(resource), which).toContain(`Patient/${patientId}`);
      expect([...objectsIn(resource)], which).toContainEqual(
        expect.objectContaining({ system: SYSTEM, value: DECISION }),
      );
    });
  });

  it('has an empty list, an empty text or a null', () => {
    holds((resource, _, which) => {
      expect(JSON.stringify(resource), which).not.toMatch(/\[\]|\{\}|null|:""/);
    });
  });

  it('is invalid', () => {
    fc.assert(
      fc.property(anyReferral, (referral) => {
        for (const [which, resource] of everything(referral)) {
          expect(structureErrors(resource), which).toEqual([]);
          expect(profileErrors(resource), which).toEqual([]);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('differs from one time to the next, or changes what it was made of', () => {
    fc.assert(
      fc.property(anyReferral, (referral) => {
        const before = JSON.stringify(referral);
        expect(JSON.stringify(everything(referral))).toBe(JSON.stringify(everything(referral)));
        expect(JSON.stringify(referral)).toBe(before);
      }),
      { numRuns: 100 },
    );
  });
});
