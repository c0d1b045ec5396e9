import * as fc from 'fast-check';
import type { ServiceRequest } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { communication } from '../../../src/fhir/write/communication.ts';
import { documentReference, REFERRAL_NOTE } from '../../../src/fhir/write/document-reference.ts';
import { serviceRequest } from '../../../src/fhir/write/service-request.ts';
import { MAX_BYTES, sizeProblem } from '../../../src/fhir/write/size.ts';
import { task } from '../../../src/fhir/write/task.ts';
import { input, orderInput } from './samples.ts';

const withNote = (note: string): ServiceRequest =>
  serviceRequest({ ...orderInput, texts: { ...input.texts, reasons: [], note } });
const withLetter = (letter: string) => ({
  ...input,
  noteType: REFERRAL_NOTE,
  format: 'text' as const,
  texts: { ...input.texts, letter },
});

describe('the size', () => {
  it('is measured in bytes, and what is too large is refused whole', () => {
    const room = MAX_BYTES - Buffer.byteLength(JSON.stringify(withNote('x')));
    expect(sizeProblem(withNote('x'.repeat(room + 1)))).toBeNull();
    expect(sizeProblem(withNote('x'.repeat(room + 2)))).toMatchObject({
      kind: 'too-large',
    });
    expect(sizeProblem(withNote('é'.repeat(room)))).toMatchObject({
      kind: 'too-large',
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

  it('counts what base64 adds: a letter that a work list takes may be too large for a note', () => {
    const letter = 'x'.repeat((MAX_BYTES * 3) / 4);
    expect(sizeProblem(task(withLetter(letter)))).toBeNull();
    expect(sizeProblem(communication(withLetter(letter)))).toBeNull();
    expect(sizeProblem(documentReference(withLetter(letter)))).toMatchObject({ kind: 'too-large' });
    expect(sizeProblem(communication({ ...withLetter(letter), variant: 'minimal' }))).toMatchObject({
      kind: 'too-large',
    });
  });

  it('leaves room for a letter of 10,000 characters of three bytes', () => {
    expect(sizeProblem(documentReference(withLetter('漢'.repeat(10_000))))).toBeNull();
  });
});
