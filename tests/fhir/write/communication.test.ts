import { describe, expect, it } from 'vitest';
import { communication } from '../../../src/fhir/write/communication.ts';
import { DECISION, draft, IDENTIFIER, input, MOMENT, ORDER_CODE, SYSTEM } from './samples.ts';

const plain = {
  resourceType: 'Communication',
  status: 'completed',
  category: [
    {
      coding: [
        {
          system: 'http://terminology.hl7.org/CodeSystem/communication-category',
          code: 'notification',
          display: 'Notification',
        },
      ],
    },
  ],
  priority: 'routine',
  subject: { reference: 'Patient/p1' },
  encounter: { reference: 'Encounter/e7' },
  recipient: [{ reference: 'Group/g1' }, { reference: 'Practitioner/d2' }],
  // Who sent it: the oncologist has neither sent nor signed it.
  sender: { reference: 'Practitioner/s1', display: 'Noa Lind' },
};

describe('a message', () => {
  it('carries the letter, its subject and its evidence', () => {
    expect(communication(input)).toEqual({
      ...plain,
      identifier: [IDENTIFIER],
      topic: ORDER_CODE,
      about: [{ reference: 'Observation/o1' }, { reference: 'Encounter/e1' }],
      sent: MOMENT,
      reasonReference: [{ reference: 'Condition/c1' }, { reference: 'Condition/c2' }],
      payload: [{ contentString: input.texts.letter }],
    });
  });

  it('has only what Oracle Health lists for a server that refuses what it does not know', () => {
    expect(communication({ ...input, variant: 'minimal' })).toEqual({
      ...plain,
      identifier: [{ system: SYSTEM, value: DECISION }],
      topic: { text: 'Referral to palliative care service' },
      payload: [
        {
          contentAttachment: {
            contentType: 'text/plain;charset=utf-8',
            data: Buffer.from(input.texts.letter).toString('base64'),
          },
        },
      ],
    });
  });

  it('is urgent when the referral is', () => {
    expect(communication({ ...input, draft: { ...draft, urgency: 'urgent' } }).priority).toBe('urgent');
  });

  it('goes to clinicians of this server only, and to each once', () => {
    const messageTo = [
      'CareTeam/t1',
      'Patient/p1',
      'RelatedPerson/r1',
      'https://other.example/fhir/Practitioner/d3',
      'CareTeam/t1',
    ];
    const { recipient } = communication({ ...input, service: { name: 'Service', modality: 'home', messageTo } });
    expect(recipient).toEqual([{ reference: 'CareTeam/t1' }]);
  });

  it('names the patient in the letter only', () => {
    const { payload, ...rest } = communication(input);
    expect(JSON.stringify(payload)).toContain('Ruth Martin');
    expect(JSON.stringify(rest)).not.toContain('Martin');
  });

  it('leaves out what is not known', () => {
    const bare = communication({
      ...input,
      encounterId: null,
      requester: null,
      sender: null,
      service: null,
      texts: { ...input.texts, letter: '' },
      draft: { ...draft, about: [], reasons: [] },
    });
    for (const element of ['about', 'encounter', 'recipient', 'sender', 'reasonReference', 'payload'])
      expect(bare).not.toHaveProperty(element);
  });
});
