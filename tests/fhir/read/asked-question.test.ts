/** A question of ours on record, and what the team has written for whoever asked, as tables that a clinician can read. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../src/domain/logic/when.ts';
import { readAskedQuestion } from '../../../src/fhir/read/asked-question.ts';
import { object, type Json } from '../../../src/fhir/read/json.ts';
import type { Context } from '../../../src/fhir/read/reading.ts';
import { wordsOfNote, wordsOfTask } from '../../../src/fhir/read/team-words.ts';
import { offsetOf } from '../../../src/fhir/time-zone.ts';
import { mutate, mutations, runs, tellSeed } from '../../support/seeded.ts';
import { SYSTEM } from '../write/samples.ts';

tellSeed('asked-question');

const context: Context = {
  origin: 'ehr',
  patientId: 'p1',
  asOf: dayOf(2026, 11, 23),
  offsetAt: offsetOf('America/New_York'),
  identifierSystem: SYSTEM,
};
const OURS = { identifier: [{ system: SYSTEM, value: 'q1' }] };
const base64 = (said: string): string => Buffer.from(said, 'utf8').toString('base64');

const ASKED = 'Is methadone an option?\n\n[Supportive care question, not a referral: number q1]';

const TASK: Json = {
  resourceType: 'Task',
  id: 't1',
  ...OURS,
  status: 'requested',
  code: { text: 'Question about a patient, not a referral' },
  for: { reference: 'Patient/p1' },
  authoredOn: '2026-11-20T10:00:00-05:00',
  requester: { reference: 'Practitioner/d1', display: 'Dr. Amara Osei' },
  owner: { reference: 'HealthcareService/h1', display: 'Supportive & Palliative Care Clinic' },
  note: [{ text: ASKED }],
};
const MESSAGE: Json = {
  resourceType: 'Communication',
  id: 'c1',
  ...OURS,
  status: 'completed',
  topic: { text: 'News about a patient, not a referral' },
  subject: { reference: 'Patient/p1' },
  sent: '2026-11-20T10:00:00-05:00',
};
const NOTE: Json = {
  resourceType: 'DocumentReference',
  id: 'd1',
  ...OURS,
  status: 'current',
  subject: { reference: 'Patient/p1' },
  content: [{ attachment: { title: 'Question about a patient, not a referral' } }],
};
const readQuestion = (one: Json) => readAskedQuestion(one, context, SYSTEM);

describe('a question on record', () => {
  it.each<readonly [string, Json, object | null]>([
    [
      'on their work list, not taken yet',
      TASK,
      {
        kind: 'ask',
        as: 'task',
        state: 'waits',
        by: 'Dr. Amara Osei',
        to: 'Supportive & Palliative Care Clinic',
        says: [],
        on: { lo: dayOf(2026, 11, 20) },
      },
    ],
    ['taken', { ...TASK, status: 'accepted' }, { state: 'waits' }],
    [
      'answered in words',
      { ...TASK, status: 'completed', note: [{ text: ASKED }, { text: 'Yes, from 2.5 mg.' }] },
      { state: 'answered', says: [{ text: 'Yes, from 2.5 mg.' }] },
    ],
    [
      'not taken',
      { ...TASK, status: 'rejected', statusReason: { text: 'Refer' } },
      { state: 'declined', reason: 'Refer' },
    ],
    ['taken back', { ...TASK, status: 'cancelled' }, { state: 'ended' }],
    ['of a status that nobody knows', { ...TASK, status: 'dreamt' }, { state: 'not-known' }],
    ['entered in error', { ...TASK, status: 'entered-in-error' }, null],
    ['a message, sent', MESSAGE, { kind: 'tell', as: 'message', state: 'waits', by: null, to: null }],
    ['a message that was not sent', { ...MESSAGE, status: 'not-done' }, { state: 'ended' }],
    ['a note', NOTE, { kind: 'ask', as: 'note', state: 'waits', on: null }],
    [
      'known by the line in its words alone',
      { ...TASK, code: undefined, note: [{ text: '[Supportive care question, not a referral: number q1]' }] },
      { kind: null, state: 'waits' },
    ],
    ['of another patient', { ...TASK, for: { reference: 'Patient/p2' } }, null],
    ['of another site', { ...TASK, identifier: [{ system: 'urn:other', value: 'q1' }] }, null],
    [
      'something else of ours',
      { ...TASK, code: { text: 'Referral to palliative care service' }, note: [{ text: 'Pain.' }] },
      null,
    ],
  ])('%s', (_, resource, expected) => {
    if (expected === null) expect(readQuestion(resource)).toBeNull();
    else expect(readQuestion(resource)).toMatchObject(expected);
  });
});

describe('what the team has written', () => {
  const fulfilment: Json = {
    ...TASK,
    identifier: [],
    status: 'completed',
    lastModified: '2026-11-22',
    note: [{ text: 'Seen at home.', authorString: 'Noor Haddad', time: '2026-11-22' }],
    output: [
      { valueString: 'Rotated to methadone.' },
      { valueReference: { reference: 'DocumentReference/n1' } },
      { valueReference: { reference: 'Encounter/e1' } },
    ],
  };

  it('notes and outputs of their Task, and which notes it names', () => {
    expect(wordsOfTask(fulfilment, context, SYSTEM)).toMatchObject({
      says: [
        { text: 'Seen at home.', by: 'Noor Haddad', on: { lo: dayOf(2026, 11, 22) }, isCut: false },
        { text: 'Rotated to methadone.', by: 'Supportive & Palliative Care Clinic', on: { lo: dayOf(2026, 11, 22) } },
      ],
      documents: ['DocumentReference/n1'],
    });
  });

  it.each<readonly [string, notes: readonly string[], says: readonly string[]]>([
    ['not what this product has written itself', [ASKED], []],
    ['the answer beside it', [ASKED, 'Yes.'], ['Yes.']],
    ['the answer, where the server puts the newest first', ['Yes.', ASKED], ['Yes.']],
    ['the answer, where the server has not kept what we asked', ['Yes.'], ['Yes.']],
    ['an answer that quotes what we asked', [ASKED, `${ASKED}\n\nYes.`], [`${ASKED}\n\nYes.`]],
    ['a text under another number', [ASKED.replace('q1', 'q2')], [ASKED.replace('q1', 'q2')]],
  ])('%s', (_, notes, says) => {
    const task = { ...TASK, note: notes.map((text) => ({ text })) };
    expect(wordsOfTask(task, context, SYSTEM).says.map(({ text }) => text)).toEqual(says);
  });

  it.each<readonly [string, Json, string | null]>([
    ['plain text', { contentType: 'text/plain', data: base64('Señal: 2,5 mg\nnoche') }, 'Señal: 2,5 mg\nnoche'],
    ['no text inline', { contentType: 'text/plain', url: 'Binary/1' }, null],
    ['another format', { contentType: 'application/pdf', data: base64('%PDF') }, null],
    ['bytes that are no text', { contentType: 'text/plain', data: Buffer.from([0xc3, 0x28]).toString('base64') }, null],
    ['signs that turn the writing around', { contentType: 'text/plain', data: base64('a\u202Eb\u0007c') }, 'a b c'],
  ])('a note with %s', (_, attachment, said) => {
    expect(wordsOfNote({ ...NOTE, content: [{ attachment }] }, context)?.text ?? null).toBe(said);
  });

  it('of what is very long the beginning, and says so', () => {
    const attachment = { contentType: 'text/plain', data: base64('a'.repeat(5000)) };
    expect(wordsOfNote({ ...NOTE, content: [{ attachment }] }, context)).toMatchObject({
      text: 'a'.repeat(4000),
      isCut: true,
    });
  });

  it('not of a note that was withdrawn', () => {
    const attachment = { contentType: 'text/plain', data: base64('Wrong chart') };
    expect(wordsOfNote({ ...NOTE, status: 'entered-in-error', content: [{ attachment }] }, context)).toBeNull();
  });

  it('reads whatever comes without an exception', () => {
    fc.assert(
      fc.property(fc.constantFrom(TASK, MESSAGE, NOTE, fulfilment), mutations(), (one, how) => {
        const changed = object(mutate(one, how)) ?? {};
        readQuestion(changed);
        wordsOfTask(changed, context, SYSTEM);
        wordsOfNote(changed, context);
      }),
      runs(500),
    );
  });
});
