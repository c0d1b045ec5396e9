/** An agreed visit as a care plan of its own, and in one that is there: valid, read by the patient, and found again by its Appointment. */
import type { CarePlan } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { dayOf, parseWhen } from '../../../src/domain/logic/when.ts';
import { readCarePlan } from '../../../src/fhir/read/care-plan.ts';
import type { Json } from '../../../src/fhir/read/json.ts';
import { plannedVisits } from '../../../src/fhir/read/planned-visits.ts';
import type { Context } from '../../../src/fhir/read/reading.ts';
import { offsetOf } from '../../../src/fhir/time-zone.ts';
import { visitPlan, withVisit, type VisitPlanInput } from '../../../src/fhir/write/care-plan.ts';
import { visitPlanTexts } from '../../../src/words/visit-plan-texts.ts';
import { SYSTEM } from './samples.ts';
import { profileErrors, structureErrors, usCoreProfiles } from './validators.ts';

const offsetAt = offsetOf('America/New_York');
const TODAY = dayOf(2026, 11, 21);
const context: Context = { origin: 'ehr', patientId: 'p1', asOf: TODAY + 1, offsetAt };
const texts = visitPlanTexts(
  { start: parseWhen('2026-12-02T15:00:00Z', offsetAt), modality: 'virtual', who: ['Dr. Hana Sato', 'James <Martin>'] },
  '+1 555 0199',
  'America/New_York',
);

const input: VisitPlanInput = {
  id: '5f0c3c9e-8a51-4c53-9d53-0d9d5f3c1a77',
  appointment: 'Appointment/5',
  day: dayOf(2026, 12, 2),
  texts,
  identifierSystem: SYSTEM,
  patientId: 'p1',
  encounterId: 'e7',
  requester: { reference: 'Practitioner/d1', name: 'Dr. Ada Okafor' },
  at: Date.UTC(2026, 10, 21, 15),
  offsetAt,
  variant: 'full',
};

it('says the visit, who joins and whom to call at night', () => {
  expect(texts).toEqual({
    visit: 'Video visit 2 Dec 2026, 10:00, with Dr. Hana Sato and James <Martin>',
    night: 'At night call +1 555 0199.',
  });
  expect(visitPlanTexts({ start: null, modality: null, who: [] }, null, 'America/New_York')).toEqual({
    visit: 'Supportive care visit on a day to be told',
    night: null,
  });
});

describe.each(['full', 'minimal'] as const)('%s', (variant) => {
  const plan = visitPlan({ ...input, variant });

  it('is valid R4, and US Core', () => {
    expect(structureErrors(plan)).toEqual([]);
    const profiles = usCoreProfiles('us-core-careplan');
    for (const { profile } of profiles) expect(profileErrors(plan, profile)).toEqual([]);
  });

  it('refers to the Appointment, and is found by it', () => {
    expect(plannedVisits({ ...(plan as unknown as Json), id: 'c1' }, context)).toEqual(['Appointment/5']);
  });

  it('claims no palliative care and no hospice: the Appointment itself is what counts', () => {
    const read = readCarePlan({ ...(plan as unknown as Json), id: 'c1' }, context);
    expect(read.is === 'record' ? read.record : read).toMatchObject({
      palliative: null,
      hospice: null,
      status: 'active',
    });
  });
});

describe('in the plan of the oncology team', () => {
  const own: CarePlan & { readonly goal: CarePlan['goal'] & object } = {
    resourceType: 'CarePlan',
    id: 'c2',
    meta: { versionId: '4' },
    text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>old</p></div>' },
    status: 'active',
    intent: 'plan',
    category: [
      { coding: [{ system: 'http://hl7.org/fhir/us/core/CodeSystem/careplan-category', code: 'assess-plan' }] },
    ],
    title: 'Supportive care by the oncology team',
    subject: { reference: 'Patient/p1' },
    period: { start: '2026-11-01', end: '2026-11-30' },
    goal: [{ reference: 'Goal/1' }],
    activity: [{ detail: { status: 'in-progress', description: 'Pain' } }],
  };
  const plan = withVisit(own, input);

  it('is added, and the rest is kept; the plan lasts until the visit', () => {
    expect(plan).toMatchObject({ id: 'c2', goal: own.goal, period: { start: '2026-11-01', end: '2026-12-02' } });
    expect(plan.activity).toHaveLength(3);
    expect(plan.activity?.[0]).toEqual(own.activity?.[0]);
    expect(structureErrors(plan)).toEqual([]);
  });

  it('its words say the same as its elements', () => {
    expect(plan.text?.div).toContain('Pain');
    expect(plan.text?.div).toContain('Video visit 2 Dec 2026, 10:00, with Dr. Hana Sato and James &lt;Martin&gt;');
    const authored = withVisit({ ...own, text: { status: 'additional', div: '<div>own words</div>' } }, input);
    expect(authored.text?.div).toBe('<div>own words</div>');
  });
});
