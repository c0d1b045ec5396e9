/** What a clinician has entered, as an Observation: of which kinds there is one, that it is valid, and that it is read as what was entered. */
import * as fc from 'fast-check';
import type { Observation } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import type { ObservationRecord } from '../../../src/domain/chart/records.ts';
import { dayOf, parseWhen, type When } from '../../../src/domain/logic/when.ts';
import { withVisit } from '../../../src/domain/visit/with-visit.ts';
import { NOTHING_SAID, refusalOf, withFact, type EnteredContent } from '../../../src/domain/visit/visit.ts';
import { readObservation } from '../../../src/fhir/read/observation.ts';
import { observationFor, type ObservationInput } from '../../../src/fhir/write/observation.ts';
import { offsetOf } from '../../../src/fhir/time-zone.ts';
import { fixtureChart } from '../../support/fixture-chart.ts';
import { runs } from '../../support/seeded.ts';
import { objectsIn, SYSTEM } from './samples.ts';
import { codeDisplay, profileErrors, structureErrors, usCoreProfiles, type UsCoreProfile } from './validators.ts';

const FACT = '5f0c3c9e-8a51-4c53-9d53-0d9d5f3c1a77';
/** 22:30 in New York on the 21st. */
const AT = Date.UTC(2026, 10, 22, 3, 30, 15);
const offsetAt = offsetOf('America/New_York');

const on = (text: string): When => {
  const when = parseWhen(text);
  if (when === null) throw new Error(text);
  return when;
};

const inputOf = (
  content: EnteredContent,
  change: Partial<ObservationInput> = {},
  day = '2026-11-21',
): ObservationInput => ({
  fact: { id: FACT, content, on: on(day), by: 'Dr. Ada Okafor', at: AT },
  identifierSystem: SYSTEM,
  patientId: 'p1',
  encounterId: 'e7',
  performer: { reference: 'Practitioner/d1', name: 'Dr. Ada Okafor' },
  offsetAt,
  variant: 'full',
  ...change,
});

const written = (content: EnteredContent, change: Partial<ObservationInput> = {}, day?: string): Observation => {
  const resource = observationFor(inputOf(content, change, day));
  if (resource === null) throw new Error('nothing is written of it');
  return resource;
};

const WRITTEN: readonly (readonly [string, EnteredContent])[] = [
  ['ECOG 0', { is: 'performance', scale: 'ecog', value: 0 }],
  ['ECOG 4', { is: 'performance', scale: 'ecog', value: 4 }],
  ['Karnofsky 50', { is: 'performance', scale: 'karnofsky', value: 50 }],
  ['pain 8/10', { is: 'symptom', item: 'pain', score: 8 }],
  ['pain 0/10', { is: 'symptom', item: 'pain', score: 0 }],
  ['weight 61.5 kg', { is: 'weight', kilograms: 61.5 }],
  ['stage IV', { is: 'stage', group: 'IV', cancer: null }],
  ['stage II of one of several cancers', { is: 'stage', group: 'II', cancer: 'Condition/c1' }],
];

/** Never released to the patient as a result, or without a sourced code: these go along with a referral alone. */
const NEVER: readonly (readonly [string, EnteredContent])[] = [
  ['a clinician’s judgment', { is: 'judgment', reason: 'clinician-judgment' }],
  ['the surprise question', { is: 'judgment', reason: 'would-not-be-surprised' }],
  ['a request for hastened death', { is: 'judgment', reason: 'hastened-death-request' }],
  ['distress in the team or the family', { is: 'judgment', reason: 'team-distress' }],
  ['an existential crisis', { is: 'judgment', reason: 'existential-crisis' }],
  ['complex decisions', { is: 'judgment', reason: 'complex-decisions' }],
  ['a wish for supportive care', { is: 'request', asks: true }],
  ['no wish for supportive care', { is: 'request', asks: false }],
  ['advance care planning', { is: 'planning', what: 'conversation' }],
  ['a line of treatment', { is: 'line', number: 2 }],
  ['no further treatment', { is: 'no-further-therapy' }],
  ['the strain of a caregiver', { is: 'caregiver', strained: true }],
  ['a stay that was planned', { is: 'planned-stay', encounters: [{ origin: 'ehr', reference: 'Encounter/e1' }] }],
  [
    'a confirmed cancer: a diagnosis',
    { is: 'active-cancer', name: 'Lung cancer', conditions: [{ origin: 'ehr', reference: 'Condition/c1', as: '[]' }] },
  ],
  ['metastases: a diagnosis', { is: 'metastases', present: true, sites: ['brain'] }],
  ['PPS: no code is known', { is: 'performance', scale: 'palliative-performance-scale', value: 40 }],
  ['the distress thermometer: no code is known', { is: 'distress', score: 7 }],
  ['nausea: no code is known', { is: 'symptom', item: 'nausea', score: 7 }],
  ['a stage of a cancer that is not on this server', { is: 'stage', group: 'IV', cancer: 'https://other.example/c1' }],
];

describe('what is written', () => {
  it('is a final reading of this patient, by who entered it, on the day on which it was so', () => {
    expect(written({ is: 'performance', scale: 'ecog', value: 3 })).toEqual({
      resourceType: 'Observation',
      meta: { profile: ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-observation-screening-assessment'] },
      identifier: [{ system: SYSTEM, value: FACT }],
      status: 'final',
      category: [
        {
          coding: [
            { system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'survey', display: 'Survey' },
          ],
        },
      ],
      code: {
        coding: [{ system: 'http://loinc.org', code: '89247-1', display: 'ECOG Performance Status score' }],
        text: 'ECOG performance status',
      },
      subject: { reference: 'Patient/p1' },
      encounter: { reference: 'Encounter/e7' },
      effectiveDateTime: '2026-11-21',
      issued: '2026-11-21T22:30:15-05:00',
      performer: [{ reference: 'Practitioner/d1', display: 'Dr. Ada Okafor' }],
      valueInteger: 3,
      note: [{ text: 'Entered in Alongside' }],
    });
  });

  it('has a weight in kilograms, by UCUM', () => {
    expect(written({ is: 'weight', kilograms: 61.5 }).valueQuantity).toEqual({
      value: 61.5,
      unit: 'kg',
      system: 'http://unitsofmeasure.org',
      code: 'kg',
    });
  });

  it('names the encounter of the launch only for what was so on the day of the visit', () => {
    expect(written({ is: 'weight', kilograms: 60 }, {}, '2026-11-20').encounter).toBeUndefined();
    expect(written({ is: 'weight', kilograms: 60 }, { encounterId: null }).encounter).toBeUndefined();
  });

  it('names nobody who is no clinician of this server', () => {
    for (const reference of ['Patient/p1', 'https://other.example/fhir/Practitioner/d1', 'RelatedPerson/r1'])
      expect(
        written({ is: 'weight', kilograms: 60 }, { performer: { reference, name: null } }).performer,
      ).toBeUndefined();
  });

  it('is as precise as the day is known, and a weight of no one day is not written', () => {
    expect(written({ is: 'stage', group: 'I', cancer: null }, {}, '2026-10').effectiveDateTime).toBe('2026-10');
    expect(observationFor(inputOf({ is: 'weight', kilograms: 60 }, {}, '2026-10'))).toBeNull();
  });
});

describe.each(WRITTEN)('%s', (_, content) => {
  it('is read by our own readers as what was entered', () => {
    const chart = withVisit(
      { ...fixtureChart('no-cancer'), observations: [] },
      withFact(NOTHING_SAID, inputOf(content).fact),
    );
    const [entered] = chart.observations;
    const reading = readObservation(
      { ...written(content), id: 'o1' },
      {
        origin: 'ehr',
        patientId: 'p1',
        asOf: dayOf(2026, 11, 22),
        offsetAt,
      },
    );
    const read = reading.is === 'record' ? (reading.record as ObservationRecord) : null;
    // Where it stands and who calls it what may differ; what it says, of what and when may not.
    expect(saysOf(read)).toEqual(saysOf(entered ?? null));
  });

  it.each(['full', 'minimal'] as const)('is valid for the fhir package and for Medplum, %s', (variant) => {
    for (const lacks of [{}, { encounterId: null }, { performer: null }, { encounterId: null, performer: null }]) {
      const resource = observationFor(inputOf(content, { variant, ...lacks }));
      if (resource === null) continue;
      expect(structureErrors(resource)).toEqual([]);
      expect(profileErrors(resource)).toEqual([]);
    }
  });

  it('conforms to the profile of US Core that it claims', () => {
    const resource = written(content);
    const [claimed = ''] = resource.meta?.profile ?? [];
    const name = claimed.split('/').at(-1) as UsCoreProfile;
    for (const { profile } of usCoreProfiles(name)) {
      expect(profile.url).toBe(claimed);
      expect(profileErrors(resource, profile)).toEqual([]);
      const { category: _left, ...without } = resource;
      expect(profileErrors(without as Observation, profile)).not.toEqual([]);
    }
  });

  it('names codes of HL7 as HL7 does', () => {
    for (const { system, code, display } of objectsIn(written(content)))
      if (/hl7\.org\/CodeSystem/.test(String(system))) expect(codeDisplay(String(system), String(code))).toBe(display);
  });
});

function saysOf(record: ObservationRecord | null): unknown {
  if (record === null) return null;
  const {
    origin: _origin,
    reference: _reference,
    label: _label,
    code: _code,
    value: _value,
    encounter: _visit,
    ...says
  } = record;
  return says;
}

describe('what is never written', () => {
  it.each(NEVER)('%s', (_, content) => {
    expect(observationFor(inputOf(content))).toBeNull();
    expect(observationFor(inputOf(content, { variant: 'minimal' }))).toBeNull();
  });

  it('a stage of one of several cancers, where it could not say of which', () => {
    expect(
      observationFor(inputOf({ is: 'stage', group: 'IV', cancer: 'Condition/c1' }, { variant: 'minimal' })),
    ).toBeNull();
  });

  it('anything but a performance status, pain, a weight or a stage, whatever is entered', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyContent, (content) => {
        if (refusalOf(content, on('2026-11-21'), dayOf(2026, 11, 22)) !== null) return;
        const resource = observationFor(inputOf(content));
        if (resource === null) return;
        seen.add(content.is);
        expect(['performance', 'symptom', 'weight', 'stage']).toContain(content.is);
        expect(structureErrors(resource)).toEqual([]);
        expect(JSON.stringify(resource)).not.toMatch(/judg|surpris|hasten|strain|request|\[\]|null/i);
      }),
      runs(300),
    );
    expect(seen.size).toBe(4);
  });
});

const anyContent: fc.Arbitrary<EnteredContent> = fc.oneof(
  fc.record({
    is: fc.constant('performance' as const),
    scale: fc.constantFrom('ecog' as const, 'karnofsky' as const, 'palliative-performance-scale' as const),
    value: fc.integer({ min: 0, max: 100 }),
  }),
  fc.record({
    is: fc.constant('symptom' as const),
    item: fc.constantFrom('pain' as const, 'nausea' as const, 'fatigue' as const, 'depression' as const),
    score: fc.integer({ min: 0, max: 10 }),
  }),
  fc.record({ is: fc.constant('weight' as const), kilograms: fc.integer({ min: 25, max: 300 }) }),
  fc.record({
    is: fc.constant('stage' as const),
    group: fc.constantFrom('I' as const, 'II' as const, 'III' as const, 'IV' as const),
    cancer: fc.constantFrom(null, 'Condition/c1'),
  }),
  fc.constantFrom(...NEVER.map(([, content]) => content)),
);
