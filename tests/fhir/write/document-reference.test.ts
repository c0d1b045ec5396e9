import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { communication } from '../../../src/fhir/write/communication.ts';
import {
  documentReference,
  REFERRAL_NOTE,
  type DocumentReferenceInput,
} from '../../../src/fhir/write/document-reference.ts';
import { DECISION, IDENTIFIER, input, MOMENT, SYSTEM } from './samples.ts';

const note: DocumentReferenceInput = { ...input, noteType: REFERRAL_NOTE, format: 'text' };
const withLetter = (letter: string): DocumentReferenceInput => ({ ...note, texts: { ...note.texts, letter } });
const bytesOf = (data: string | undefined): Buffer => Buffer.from(data ?? 'none', 'base64');

const plain = {
  resourceType: 'DocumentReference',
  status: 'current',
  docStatus: 'preliminary',
  type: {
    coding: [{ system: 'http://loinc.org', code: '57133-1', display: 'Referral note' }],
    text: 'Referral note',
  },
  category: [
    {
      coding: [
        {
          system: 'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category',
          code: 'clinical-note',
          display: 'Clinical Note',
        },
      ],
    },
  ],
  subject: { reference: 'Patient/p1' },
  // Who filed it: the oncologist has neither written nor signed it.
  author: [{ reference: 'Practitioner/s1', display: 'Noa Lind' }],
  content: [
    {
      attachment: {
        contentType: 'text/plain;charset=utf-8',
        data: Buffer.from(input.texts.letter).toString('base64'),
        title: 'Referral letter. No order was placed.',
        creation: MOMENT,
      },
    },
  ],
  context: { encounter: [{ reference: 'Encounter/e7' }], period: { start: MOMENT, end: MOMENT } },
};

describe('a letter in the chart', () => {
  it('says that it is no order', () => {
    expect(documentReference(note)).toEqual({
      ...plain,
      meta: { profile: ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-documentreference'] },
      identifier: [IDENTIFIER],
      date: MOMENT,
      description: 'Referral letter. No order was placed.',
    });
  });

  it('has only the plainest elements for a server that refuses what it does not know', () => {
    expect(documentReference({ ...note, variant: 'minimal' })).toEqual({
      ...plain,
      identifier: [{ system: SYSTEM, value: DECISION }],
    });
  });

  it('is XHTML where the EHR wants it', () => {
    const [content] = documentReference({ ...note, format: 'xhtml' }).content;
    expect(content?.attachment.contentType).toBe('application/xhtml+xml;charset=utf-8');
    expect(bytesOf(content?.attachment.data).toString()).toBe(input.texts.letterXhtml);
  });

  it('is final only when the EHR takes nothing else', () => {
    expect(documentReference({ ...note, docStatus: 'final' }).docStatus).toBe('final');
  });

  it('of a type of the site’s own has that coding alone, and claims no US Core', () => {
    const noteType = { system: 'https://example.org/note-types', code: '4711', display: 'Palliative referral' };
    const written = documentReference({ ...note, noteType });
    expect(written.type).toEqual({ coding: [noteType], text: 'Palliative referral' });
    expect(written).not.toHaveProperty('meta');
    expect(documentReference({ ...note, noteType: { ...noteType, display: undefined } }).type).toEqual({
      coding: [{ system: noteType.system, code: '4711' }],
      text: 'Referral note',
    });
  });

  it('leaves out what is not known', () => {
    const bare = documentReference({ ...note, encounterId: null, requester: null, sender: null });
    expect(bare).not.toHaveProperty('author');
    expect(bare.context).not.toHaveProperty('encounter');
  });

  it('names the patient in the letter only', () => {
    const { content, ...rest } = documentReference(note);
    expect(bytesOf(content[0]?.attachment.data).toString()).toContain('Ruth Martin');
    expect(JSON.stringify(rest)).not.toContain('Martin');
  });
});

/** Latin, Arabic with marks, Hebrew, Devanagari conjuncts, Han (one astral), Thai, combining, joined emoji, direction marks. */
const SCRIPTS = [
  'a',
  '\n',
  '\t',
  'é',
  'e\u0301',
  'ش',
  'شّ',
  'ה',
  'क्ष',
  '漢',
  '𠮷',
  'ไ',
  '👩🏽‍⚕️',
  '🇺🇸',
  '\u200F',
  '\u202E',
  '\uFEFF',
  '�',
];

describe('a letter of 5,000 characters in many scripts', () => {
  const letters = fc.string({ unit: fc.constantFrom(...SCRIPTS), minLength: 5000, maxLength: 5000 });

  it('comes back byte by byte', () => {
    fc.assert(
      fc.property(letters, (letter) => {
        const [content] = documentReference(withLetter(letter)).content;
        expect(bytesOf(content?.attachment.data).equals(Buffer.from(letter))).toBe(true);

        const [payload] = communication({ ...withLetter(letter), variant: 'minimal' }).payload ?? [];
        expect(bytesOf(payload?.contentAttachment?.data).equals(Buffer.from(letter))).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});
