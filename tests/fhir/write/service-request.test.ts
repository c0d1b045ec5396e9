import * as fc from 'fast-check';
import type { ServiceRequest } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../src/domain/chart/evidence.ts';
import type { ReferralDraft, ReferralReason } from '../../../src/domain/referral/draft.ts';
import { fhirDateTime } from '../../../src/fhir/write/date-time.ts';
import { serviceRequest, type ServiceRequestInput } from '../../../src/fhir/write/service-request.ts';
import { MAX_BYTES, sizeProblem } from '../../../src/fhir/write/size.ts';
import { offsetOf } from '../../../src/fhir/time-zone.ts';
import { profileErrors, structureErrors, usCoreProfiles } from './validators.ts';

const DECISION = '0b0b6a52-6f3c-4f0e-9a3e-2a1f6d1c9b10';

export function evidence(reference: string, origin = 'ehr'): Evidence {
  return { origin, reference, label: 'Ruth Martin’s finding', code: null, when: null, value: '3' };
}

function reason(references: readonly string[], included = true): ReferralReason {
  return {
    trigger: 'cns-metastases',
    say: { code: 'x' } as never,
    evidence: references.map((one) => evidence(one)),
    included,
  };
}

const draft: ReferralDraft = {
  serviceId: 'palliative-clinic',
  urgency: 'soon',
  visitDays: { urgent: 3, soon: 14, routine: 28 },
  reasons: [
    reason(['Condition/c2', 'Observation/o1']),
    reason(['Observation/o1', 'Encounter/e1']),
    reason(['Encounter/e9'], false),
  ],
  question: 'Pain, and what matters to her.',
  patientAgrees: 'yes',
  about: [evidence('Condition/c1'), evidence('Condition/c2')],
  basedOn: null,
  engine: { version: '0.1.0', catalogue: '2026.1', profile: 'needs-v1' },
  asOf: 20778,
};

const input: ServiceRequestInput = {
  decisionId: DECISION,
  identifierSystem: 'https://example.org/fhir/NamingSystem/palliative-referral',
  standing: 'order',
  draft,
  texts: {
    note: 'Brain metastasis. Asked: pain.\ncns-metastases 1, catalogue 2026.1',
    reasons: ['Asked for by the patient'],
  },
  patientId: 'p1',
  encounterId: 'e7',
  requester: { reference: 'Practitioner/d1', name: 'Dr. Ada Okafor' },
  service: { name: 'Supportive & Palliative Care Clinic', modality: 'clinic', reference: 'HealthcareService/h1' },
  orderCoding: [{ system: 'urn:local', code: 'REF999', display: 'Amb Referral to Palliative Care' }],
  origin: 'ehr',
  at: { epochMilliseconds: Date.UTC(2026, 10, 22, 3, 30, 15), offsetAt: offsetOf('America/New_York') },
};

const written = (change: Partial<ServiceRequestInput> = {}): ServiceRequest => serviceRequest({ ...input, ...change });
const withDraft = (change: Partial<ReferralDraft>): ServiceRequest => written({ draft: { ...draft, ...change } });

describe('a referral', () => {
  it('is written as the reference says', () => {
    expect(written()).toEqual({
      resourceType: 'ServiceRequest',
      meta: { profile: ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-servicerequest'] },
      identifier: [
        {
          use: 'usual',
          type: {
            coding: [
              { system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'PLAC', display: 'Placer Identifier' },
            ],
          },
          system: 'https://example.org/fhir/NamingSystem/palliative-referral',
          value: DECISION,
        },
      ],
      status: 'active',
      intent: 'order',
      category: [
        { coding: [{ system: 'http://snomed.info/sct', code: '3457005', display: 'Patient referral' }] },
        { coding: [{ system: 'http://snomed.info/sct', code: '386053000', display: 'Evaluation procedure' }] },
      ],
      priority: 'routine',
      code: {
        coding: [
          { system: 'http://snomed.info/sct', code: '306237005', display: 'Referral to palliative care service' },
          { system: 'urn:local', code: 'REF999', display: 'Amb Referral to Palliative Care' },
        ],
        text: 'Referral to palliative care service',
      },
      subject: { reference: 'Patient/p1' },
      encounter: { reference: 'Encounter/e7' },
      // 22:30 in New York: still the 21st there.
      occurrencePeriod: { start: '2026-11-21', end: '2026-12-05' },
      authoredOn: '2026-11-21T22:30:15-05:00',
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
      texts: { note: ' ', reasons: [' '] },
      draft: { ...draft, about: [], reasons: [] },
    });
    for (const element of ['encounter', 'requester', 'note', 'reasonCode', 'reasonReference', 'supportingInfo'])
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

  it('never forbids', () => {
    for (const standing of ['order', 'unsigned-order', 'proposal'] as const) {
      for (const patientAgrees of ['yes', 'no', 'not-yet-asked'] as const) {
        expect(written({ standing, draft: { ...draft, patientAgrees } })).not.toHaveProperty('doNotPerform');
      }
    }
  });
});

const variants: readonly (readonly [string, ServiceRequest])[] = [
  ['an order', written()],
  ['a proposal', written({ standing: 'proposal' })],
  ['an unsigned order', written({ standing: 'unsigned-order', service: { name: 'Home', modality: 'home' } })],
  [
    'the least',
    written({
      encounterId: null,
      requester: null,
      service: null,
      orderCoding: [],
      texts: { note: '', reasons: [] },
      draft: { ...draft, about: [], reasons: [] },
    }),
  ],
];

describe.each(variants)('%s', (_, resource) => {
  it('is valid for the fhir package', () => expect(structureErrors(resource)).toEqual([]));
  it('is valid for Medplum', () => expect(profileErrors(resource)).toEqual([]));
});

describe('the judges', () => {
  it('would find a missing intent, an unknown status and a property that is not FHIR', () => {
    const { intent: _, ...incomplete } = written();
    expect(profileErrors(incomplete as ServiceRequest)).not.toEqual([]);
    expect(structureErrors({ ...written(), status: 'sent' as 'active' })).not.toEqual([]);
    expect(structureErrors({ ...written(), extra: 1 } as ServiceRequest)).not.toEqual([]);
  });
});

const profiles = usCoreProfiles();
if (profiles.length === 0)
  process.stdout.write('US Core packages are not beside this clone: its profiles were not tried.\n');

for (const { version, profile } of profiles) {
  describe(`US Core ${version}`, () => {
    it.each(variants)('takes %s', (_, resource) => expect(profileErrors(resource, profile)).toEqual([]));
    it('would refuse one without a code', () => {
      const { code: _, ...incomplete } = written();
      expect(profileErrors(incomplete as ServiceRequest, profile)).not.toEqual([]);
    });
  });
}

describe('a moment', () => {
  it.each([
    [Date.UTC(2026, 10, 21, 21, 5, 9), 'America/New_York', '2026-11-21T16:05:09-05:00'],
    [Date.UTC(2026, 6, 1, 0, 0, 0), 'America/New_York', '2026-06-30T20:00:00-04:00'],
    [Date.UTC(2026, 10, 21, 21, 5, 9), 'Pacific/Auckland', '2026-11-22T10:05:09+13:00'],
    [Date.UTC(2026, 10, 21, 21, 5, 9), 'Asia/Kolkata', '2026-11-22T02:35:09+05:30'],
    [Date.UTC(2026, 10, 21, 21, 5, 9), 'UTC', '2026-11-21T21:05:09+00:00'],
    [-1000, 'America/St_Johns', '1969-12-31T20:29:59-03:30'],
  ])('%i in %s is %s', (moment, zone, expected) => {
    expect(fhirDateTime(moment, offsetOf(zone))).toBe(expected);
  });

  it('reads back as the same moment', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000_000_000 }),
        fc.constantFrom('America/New_York', 'Pacific/Auckland', 'Pacific/Honolulu'),
        (seconds, zone) => {
          expect(Date.parse(fhirDateTime(seconds * 1000, offsetOf(zone)))).toBe(seconds * 1000);
        },
      ),
    );
  });
});

describe('the size', () => {
  it('is measured in bytes, and what is too large is refused whole', () => {
    const room = MAX_BYTES - Buffer.byteLength(JSON.stringify(written({ texts: { note: 'x', reasons: [] } })));
    expect(sizeProblem(written({ texts: { note: 'x'.repeat(room + 1), reasons: [] } }))).toBeNull();
    expect(sizeProblem(written({ texts: { note: 'x'.repeat(room + 2), reasons: [] } }))).toMatchObject({
      kind: 'too-much',
    });
    expect(sizeProblem(written({ texts: { note: 'é'.repeat(room), reasons: [] } }))).toMatchObject({
      kind: 'too-much',
    });
  });

  it('counts as UTF-8 does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const resource = { resourceType: 'X', text: text.repeat(2500) };
        const tooLarge = Buffer.byteLength(JSON.stringify(resource)) > MAX_BYTES;
        expect(sizeProblem(resource) !== null).toBe(tooLarge);
      }),
      { numRuns: 30 },
    );
  });
});
