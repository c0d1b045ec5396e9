import { describe, expect, it } from 'vitest';
import { task } from '../../../src/fhir/write/task.ts';
import { DECISION, draft, evidence, IDENTIFIER, input, MOMENT, ORDER_CODE, SYSTEM } from './samples.ts';

const finding = (reference: string) => ({ type: { text: 'Finding' }, valueReference: { reference } });

const plain = {
  resourceType: 'Task',
  status: 'requested',
  intent: 'proposal',
  priority: 'routine',
  code: ORDER_CODE,
  description: 'Referral to palliative care service. No order was placed.',
  for: { reference: 'Patient/p1' },
  encounter: { reference: 'Encounter/e7' },
  authoredOn: MOMENT,
  // Who sent it: the oncologist has neither sent nor signed it.
  requester: { reference: 'Practitioner/s1', display: 'Noa Lind' },
  owner: { reference: 'CareTeam/t1', display: 'Supportive & Palliative Care Clinic' },
  reasonReference: { reference: 'Condition/c1' },
  note: [{ text: input.texts.letter }],
  restriction: { period: { start: '2026-11-21', end: '2026-12-05' } },
};

describe('an entry of the work list', () => {
  it('carries the letter, what it is about and its findings', () => {
    expect(task(input)).toEqual({
      ...plain,
      identifier: [IDENTIFIER],
      basedOn: [{ reference: 'CarePlan/k1' }],
      insurance: [{ reference: 'Coverage/i1' }],
      // The second cancer: R4 has room for one reason.
      input: [finding('Condition/c2'), finding('Observation/o1'), finding('Encounter/e1')],
    });
  });

  it('has only the plainest elements for a server that refuses what it does not know', () => {
    expect(task({ ...input, variant: 'minimal' })).toEqual({
      ...plain,
      identifier: [{ system: SYSTEM, value: DECISION }],
    });
  });

  it('is urgent when the referral is, and ends when its visit is due', () => {
    expect(task({ ...input, draft: { ...draft, urgency: 'urgent' } })).toMatchObject({
      priority: 'urgent',
      restriction: { period: { end: '2026-11-24' } },
    });
  });

  it('names the patient in the letter only', () => {
    const { note, ...rest } = task(input);
    expect(JSON.stringify(note)).toContain('Ruth Martin');
    expect(JSON.stringify(rest)).not.toContain('Martin');
  });

  it.each([
    ['Device/d1', undefined],
    ['https://other.example/fhir/CareTeam/t1', undefined],
    [undefined, undefined],
    ['HealthcareService/h2', 'HealthcareService/h2'],
  ])('is owned by %s as %s, and by the name of the service in any case', (taskOwner, reference) => {
    const { owner } = task({ ...input, service: { name: 'Service', modality: 'home', taskOwner } });
    expect(owner).toEqual(reference === undefined ? { display: 'Service' } : { reference, display: 'Service' });
  });

  it('leaves out what is not known', () => {
    const bare = task({
      ...input,
      encounterId: null,
      requester: null,
      sender: null,
      service: null,
      insurance: [],
      texts: { ...input.texts, letter: ' ' },
      draft: { ...draft, about: [evidence('Condition/x1', 'payer')], reasons: [], basedOn: null },
    });
    const unknown = ['basedOn', 'encounter', 'requester', 'owner', 'reasonReference', 'insurance', 'note', 'input'];
    for (const element of unknown) expect(bare).not.toHaveProperty(element);
  });
});
