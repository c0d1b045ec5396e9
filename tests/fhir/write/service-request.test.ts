import type { ServiceRequest } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import type { ReferralDraft } from '../../../src/domain/referral/draft.ts';
import { serviceRequest, type ServiceRequestInput } from '../../../src/fhir/write/service-request.ts';
import { draft, evidence, IDENTIFIER, MOMENT, ORDER_CODE, orderInput as input, reason } from './samples.ts';

const written = (change: Partial<ServiceRequestInput> = {}): ServiceRequest => serviceRequest({ ...input, ...change });
const withDraft = (change: Partial<ReferralDraft>): ServiceRequest => written({ draft: { ...draft, ...change } });

describe('a referral', () => {
  it('is written as the reference says', () => {
    expect(written()).toEqual({
      resourceType: 'ServiceRequest',
      meta: { profile: ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-servicerequest'] },
      identifier: [IDENTIFIER],
      basedOn: [{ reference: 'CarePlan/k1' }],
      status: 'active',
      intent: 'order',
      category: [
        { coding: [{ system: 'http://snomed.info/sct', code: '3457005', display: 'Patient referral' }] },
        { coding: [{ system: 'http://snomed.info/sct', code: '386053000', display: 'Evaluation procedure' }] },
      ],
      priority: 'routine',
      code: ORDER_CODE,
      subject: { reference: 'Patient/p1' },
      encounter: { reference: 'Encounter/e7' },
      occurrencePeriod: { start: '2026-11-21', end: '2026-12-05' },
      authoredOn: MOMENT,
      requester: { reference: 'Practitioner/d1', display: 'Dr. Ada Okafor' },
      performer: [{ reference: 'HealthcareService/h1', display: 'Supportive & Palliative Care Clinic' }],
      locationCode: [
        {
          coding: [
            { system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: 'OF', display: 'Outpatient facility' },
          ],
        },
      ],
      reasonCode: [{ text: 'Asked for by the patient' }],
      reasonReference: [{ reference: 'Condition/c1' }, { reference: 'Condition/c2' }],
      insurance: [{ reference: 'Coverage/i1' }],
      supportingInfo: [{ reference: 'Observation/o1' }, { reference: 'Encounter/e1' }],
      note: [{ text: 'Brain metastasis. Asked: pain.\ncns-metastases 1, catalogue 2026.1' }],
    });
  });

  it('is the same bytes each time', () => {
    expect(JSON.stringify(written())).toBe(JSON.stringify(written()));
  });

  it.each([
    ['order', 'active', 'order'],
    ['unsigned-order', 'draft', 'order'],
    ['proposal', 'draft', 'proposal'],
  ] as const)('as %s is %s and %s', (standing, status, intent) => {
    expect(written({ standing })).toMatchObject({ status, intent });
  });

  it.each([
    ['routine', 'routine', '2026-12-19'],
    ['soon', 'routine', '2026-12-05'],
    ['urgent', 'urgent', '2026-11-24'],
  ] as const)('that is %s has priority %s and ends on %s', (urgency, priority, end) => {
    expect(withDraft({ urgency })).toMatchObject({ priority, occurrencePeriod: { end } });
  });

  it.each([
    ['clinic', 'OF'],
    ['home', 'PTRES'],
    ['inpatient', 'HOSP'],
    ['virtual', undefined],
  ] as const)('for %s names the place %s', (modality, code) => {
    expect(written({ service: { name: 'Service', modality } }).locationCode?.[0]?.coding?.[0]?.code).toBe(code);
  });

  it('names a service without a resource by its name, and no service by its specialty', () => {
    expect(written({ service: { name: 'Virtual team', modality: 'virtual' } }).performer).toEqual([
      { display: 'Virtual team' },
    ]);
    expect(written({ service: null }).performer).toBeUndefined();
    expect(written({ service: null }).performerType?.coding?.[0]?.code).toBe('207RH0002X');
  });

  it('leaves out what is not known', () => {
    const bare = written({
      encounterId: null,
      requester: null,
      orderCoding: [],
      insurance: [],
      texts: { ...input.texts, note: ' ', reasons: [' '] },
      draft: { ...draft, about: [], reasons: [], basedOn: null },
    });
    for (const element of [
      'basedOn',
      'encounter',
      'requester',
      'note',
      'reasonCode',
      'reasonReference',
      'insurance',
      'supportingInfo',
    ])
      expect(bare).not.toHaveProperty(element);
  });

  it.each(['https://other.example/fhir/Practitioner/d1', 'Person/d1', '#d1'])('names no requester %s', (reference) => {
    expect(written({ requester: { reference, name: 'X' } })).not.toHaveProperty('requester');
  });

  it('refers to nothing that lies on another server, and to nothing twice', () => {
    const mixed = withDraft({
      about: [
        evidence('Condition/c1'),
        evidence('Condition/x1', 'other-hospital'),
        evidence('https://other.example/fhir/Condition/x2'),
      ],
      reasons: [
        {
          ...reason([]),
          evidence: [
            evidence('Observation/o1'),
            evidence('Observation/o1'),
            evidence('Observation/x3', 'payer'),
            evidence('#o2'),
            evidence('urn:uuid:1'),
          ],
        },
      ],
    });
    expect(mixed.reasonReference).toEqual([{ reference: 'Condition/c1' }]);
    expect(mixed.supportingInfo).toEqual([{ reference: 'Observation/o1' }]);
  });

  it('carries no words of the record, no name and no date of birth', () => {
    const text = JSON.stringify(written({ requester: null }));
    expect(text).not.toContain('Martin');
    expect(text).not.toContain('display":null');
  });

  it('names insurance of this server only, and each once', () => {
    const insurance = ['Coverage/i1', 'https://payer.example/fhir/Coverage/i2', 'Coverage/i1', 'Patient/p9', '#i3'];
    expect(written({ insurance }).insurance).toEqual([{ reference: 'Coverage/i1' }]);
  });

  it('names a service on another server by its name', () => {
    const reference = 'https://other.example/fhir/HealthcareService/h1';
    expect(written({ service: { name: 'Service', modality: 'clinic', reference } }).performer).toEqual([
      { display: 'Service' },
    ]);
  });

  it('for a server that refuses what it does not know has only the plainest elements', () => {
    expect(written({ variant: 'minimal' })).toEqual({
      resourceType: 'ServiceRequest',
      identifier: [{ system: IDENTIFIER.system, value: IDENTIFIER.value }],
      status: 'active',
      intent: 'order',
      category: [{ coding: [{ system: 'http://snomed.info/sct', code: '3457005', display: 'Patient referral' }] }],
      priority: 'routine',
      code: ORDER_CODE,
      subject: { reference: 'Patient/p1' },
      encounter: { reference: 'Encounter/e7' },
      occurrencePeriod: { start: '2026-11-21', end: '2026-12-05' },
      authoredOn: MOMENT,
      requester: { reference: 'Practitioner/d1', display: 'Dr. Ada Okafor' },
      performer: [{ reference: 'HealthcareService/h1', display: 'Supportive & Palliative Care Clinic' }],
      reasonCode: [{ text: 'Asked for by the patient' }],
      note: [{ text: 'Brain metastasis. Asked: pain.\ncns-metastases 1, catalogue 2026.1' }],
    });
    expect(written({ variant: 'minimal', service: null })).not.toHaveProperty('performerType');
  });

  it('never forbids', () => {
    for (const standing of ['order', 'unsigned-order', 'proposal'] as const) {
      for (const patientAgrees of ['yes', 'no', 'not-yet-asked'] as const) {
        expect(written({ standing, draft: { ...draft, patientAgrees } })).not.toHaveProperty('doNotPerform');
      }
    }
  });
});
