/** The referral as a letter: what stands in it, and that text, XHTML and what is sent say the same. */
import * as fc from 'fast-check';
import { Window } from 'happy-dom';
import { describe, expect, test } from 'vitest';
import { dayOf } from '../../src/domain/logic/when.ts';
import { draftFrom, QUESTION_LIMIT, type ReferralDraft } from '../../src/domain/referral/draft.ts';
import { recordedAgreement } from '../../src/fhir/read/recorded-agreement.ts';
import { letterAttachment } from '../../src/fhir/write/letter-attachment.ts';
import { parseSite, type Service, type Site } from '../../src/site/site.ts';
import {
  letterOf,
  letterText,
  letterXhtml,
  noteText,
  sayInterpreter,
  textOf,
  type LetterContent,
} from '../../src/words/letter.ts';
import { assessOf, chartOf, daysInHospital, ecog, patient, STAGE_IV } from '../support/chart-of.ts';

const DECISION = '0b0b6a52-6f3c-4f0e-9a3e-2a1f6d1c9b10';
const clinic = {
  id: 'clinic',
  name: 'Supportive & Palliative Care <Clinic>',
  modality: 'clinic',
  phone: '+1 555 0100',
  nightPhone: '+1 555 0199',
} as const satisfies Service;

const parsed = parseSite({
  name: 'Riverside',
  timeZone: 'America/New_York',
  issuers: [{ iss: 'https://ehr.example.org/fhir', label: 'EHR', clientId: 'x' }],
  referral: { identifierSystem: 'https://example.org/ids', contactPhone: '+1 555 0110', services: [clinic] },
});
if (!parsed.ok) throw new Error(parsed.problems.map((one) => one.message).join());
const site: Site = parsed.site;

const resources = [
  patient({ name: [{ family: 'Martin', given: ['Ruth'] }] }),
  ...STAGE_IV,
  ecog(3, '2026-11-05'),
  daysInHospital(80),
  daysInHospital(20),
];
const answer = assessOf(resources);
const draft: ReferralDraft = {
  ...draftFrom(answer, ['clinic'], { interpreterNeeded: true, language: 'Vietnamese' }),
  patientAgrees: 'yes',
  question: 'Please help with breathlessness.\nShe wants to be at home.',
  caregiver: 'Her son Paul, +1 555 0123',
};
const content: LetterContent = {
  draft,
  patient: chartOf(resources).patient,
  service: clinic,
  site,
  requester: 'Dr. Ada Okafor',
  decisionId: DECISION,
};
/** What the note of an order says of the patient's agreement, read from the order as it was written. */
const readBack = (of: LetterContent): unknown => recordedAgreement([`Something else.`, noteText(of)]);

const withDraft = (change: Partial<ReferralDraft>): LetterContent => ({ ...content, draft: { ...draft, ...change } });
const withService = (change: Partial<Service> | null): LetterContent => ({
  ...content,
  service: change === null ? null : { ...clinic, ...change },
});

const { DOMParser } = new Window();
const TAGS = /<\/?(?:html xmlns="http:\/\/www\.w3\.org\/1999\/xhtml"|html|head|title|body|h1|h2|p|ul|li|br\/)>/g;
// What no XML 1.0 document may hold (https://www.w3.org/TR/xml/#charsets).
// oxlint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF\p{Cs}]/u;

/** The document as a reader has it: strict about characters here, about nesting in the parser. */
function readXhtml(xhtml: string): string {
  expect(xhtml.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n')).toBe(true);
  const inside = xhtml.slice(xhtml.indexOf('\n')).replaceAll(TAGS, '');
  expect(inside).not.toMatch(/[<>]|&(?!(?:amp|lt|gt|quot);)/);
  expect(FORBIDDEN.test(xhtml)).toBe(false);
  const document = new DOMParser().parseFromString(xhtml, 'application/xhtml+xml');
  expect(document.querySelector('parsererror')).toBeNull();
  const linesOf = (element: Pick<Node, 'childNodes'>): string =>
    // As a page is shown: a line ends only where an element says so.
    [...element.childNodes]
      .map((node) => (node.nodeName.toLowerCase() === 'br' ? '\n' : node.textContent?.replaceAll('\n', ' ')))
      .join('');
  return [...document.body.children]
    .map((element) => {
      const node = element as unknown as Element;
      if (node.nodeName.toLowerCase() === 'h2') return `${node.textContent}:\n`;
      if (node.nodeName.toLowerCase() !== 'ul') return `${linesOf(node)}\n\n`;
      return `${[...node.children].map((item) => `- ${item.textContent}`).join('\n')}\n\n`;
    })
    .join('')
    .trimEnd();
}

describe('the letter', () => {
  test.each([
    ['by name', { reference: 'Practitioner/d2', name: 'Dr. Bo Lind' }, 'On behalf of Dr. Bo Lind'],
    ['by reference alone', { reference: 'Practitioner/d2', name: null }, 'On behalf of Practitioner/d2'],
    ['left open', 'open', null],
  ] as const)(
    'is from who sends it, and only on behalf of a clinician %s: it waits for no signature',
    (_, signer, said) => {
      const of = withDraft({ signer });
      const [, head = ''] = letterText(of).split('\n\n');
      expect(head.split('\n').slice(2)).toEqual([
        'From: Dr. Ada Okafor, Riverside, +1 555 0110',
        ...(said === null ? [] : [said]),
      ]);
      expect(letterText(of)).not.toMatch(/signature|Prepared by/);
      // The note of an order does wait for one.
      const forSignature =
        /Prepared by Dr\. Ada Okafor, for the signature of (Dr\. Bo Lind|the clinician named as requester)\./;
      if (said === null) expect(noteText(of)).not.toMatch(/signature|On behalf/);
      else expect(noteText(of)).toMatch(forSignature);
    },
  );

  test('names the earliest start where it is known, as what it is', () => {
    const said = /Earliest start known for this service: 17 Nov 2026\. Nothing is booked\./;
    const known = withDraft({ expected: { day: dayOf(2026, 11, 17), by: 'free-time' } });
    expect(letterText(known)).toMatch(said);
    expect(noteText(known)).toMatch(said);
    for (const text of [letterText(content), noteText(content)]) expect(text).not.toMatch(/Earliest start/);
  });

  test('has its parts in the order in which they are read', () => {
    expect(letterText(content).split('\n\n').slice(0, 2)).toEqual([
      'Referral to supportive & palliative care',
      'Date: 12 Nov 2026\nTo: Supportive & Palliative Care <Clinic>, +1 555 0100\nFrom: Dr. Ada Okafor, Riverside, +1 555 0110',
    ]);
    expect(letterOf(content).map(({ as, heading }) => heading ?? as)).toEqual([
      'title',
      'lines',
      'lines',
      'lines',
      'Findings',
      'lines',
      'What we ask',
      'lines',
      'lines',
    ]);
  });

  test.each<readonly [string, LetterContent, string]>([
    ['who the patient is', content, 'Patient: Ruth Martin, born '],
    ['how soon', content, 'First visit asked for within 2 weeks.'],
    ['what was found', content, 'Findings:\n- '],
    ['what is asked, word for word', content, `What we ask:\n${draft.question}\n\n`],
    ['whom to invite', content, 'Please invite: Her son Paul, +1 555 0123'],
    ['whom to call at night', content, 'At night the patient can call +1 555 0199.'],
    ['the number by which it is found', content, `Referral number: ${DECISION}`],
    ['that it is no order', content, 'This letter is not an order.'],
    ['that the patient knows', content, 'The patient knows of this referral and agrees.'],
    [
      'that the patient was not asked yet',
      withDraft({ patientAgrees: 'not-yet-asked' }),
      'Please call the referring team (+1 555 0110) before contacting the patient.',
    ],
    ['that no service was chosen', withService(null), 'To: (service to be chosen)\n'],
    ['a service without phone', withService({ phone: undefined }), 'To: Supportive & Palliative Care <Clinic>\n'],
    ['a sender without name', { ...content, requester: null }, 'From: Riverside, +1 555 0110'],
  ])('says %s', (_, of, said) => {
    expect(letterText(of)).toContain(said);
    expect(letterText(of)).not.toMatch(/undefined|null|NaN|\[object|\n{3}/);
  });

  test.each<readonly [string, LetterContent, RegExp]>([
    ['no night phone', withService({ nightPhone: undefined }), /At night/],
    ['no caregiver', withDraft({ caregiver: ' \n' }), /Please invite/],
    ['no question', withDraft({ question: '  ' }), /What we ask/],
    ['no findings', withDraft({ reasons: draft.reasons.map((one) => ({ ...one, included: false })) }), /Findings|ECOG/],
    ['no diagnosis', withDraft({ about: [], background: [] }), /Diagnosis|On record/],
    ['no word of the patient', withDraft({ patientAgrees: null }), /The patient (?:knows|does not)|before contacting/],
  ])('of %s says nothing of it, and leaves no empty part', (_, of, said) => {
    expect(letterText(of)).not.toMatch(said);
    expect(letterXhtml(of)).not.toMatch(said);
    expect(letterXhtml(of)).not.toMatch(/<(?:p|ul|h1|h2)><\//);
    expect(letterText(of)).not.toMatch(/\n{3}/);
  });

  test.each([
    ['yes', 'Vietnamese', 'Interpreter needed: Vietnamese'],
    ['yes', '', 'Interpreter needed'],
    ['no', '', 'No interpreter needed'],
    ['not-recorded', '', 'Whether an interpreter is needed is not recorded: please ask.'],
    ['not-recorded', ' Hmong ', 'Language: Hmong. Whether an interpreter is needed is not recorded: please ask.'],
  ] as const)('interpreter %s, language "%s": "%s"', (needed, language, said) => {
    expect(sayInterpreter({ needed, language })).toBe(said);
    // Who prepares the visit has to know it either way: it stands in the letter and in the order's note.
    const of = withDraft({ interpreter: { needed, language } });
    for (const text of [letterText(of), noteText(of)]) expect(text.split('\n')).toContain(said);
  });

  test('speaks of no survival, raises no alarm, and names no rule: patients read it', () => {
    const ids = draft.reasons.map(({ trigger }) => trigger);
    expect(ids.length).toBeGreaterThan(1);
    for (const text of [letterText(content), letterXhtml(content), noteText(content)]) {
      expect(text).not.toMatch(/surviv|prognos|end of life|die|death|terminal|hospice|high-risk/i);
      for (const id of ids) expect(text).not.toContain(id);
    }
    expect(noteText(content).split('\n').at(-1)).toBe(
      `Alongside ${draft.engine.version}, rules ${draft.engine.catalogue}`,
    );
  });

  test('the note of the order has the numbers to call, by day and by night', () => {
    expect(noteText(content)).toContain('The referring team: +1 555 0110.');
    expect(noteText(content)).toContain('At night the patient can call +1 555 0199.');
  });

  test('that nobody has said whether the patient knows is said', () => {
    expect(letterText(withDraft({ patientAgrees: null }))).toContain(
      'Whether the patient knows of this referral was not answered.',
    );
  });

  test('the note of the order names neither the patient nor the number, and rules that were left out are not in it', () => {
    const [first, ...others] = draft.reasons;
    if (first === undefined) throw new Error('no reason');
    const note = noteText(withDraft({ reasons: [{ ...first, included: false }, ...others] }));
    expect(note).not.toMatch(/Ruth|Martin/);
    expect(note).not.toContain(DECISION);
    expect(note).not.toContain(first.trigger);
    expect(
      noteText(withDraft({ reasons: [] }))
        .split('\n')
        .at(-1),
    ).toBe(`Alongside ${draft.engine.version}, rules ${draft.engine.catalogue}`);
  });
});

const SCRIPTS = [
  'Breathless at night; “what matters” – her garden. ',
  'Ça ne va pas très bien, naïve œuvre; größer, Ångström. ',
  'Боль и одышка по ночам. ',
  'Πόνος και δύσπνοια. ',
  'يعاني المريض من الألم. ',
  'הכאבים מתגברים בלילה. ',
  'उसे रात में दर्द होता है। ',
  '疼痛和呼吸困难。夜间加重。',
  '息苦しさと痛み。',
  '통증과 호흡곤란. ',
  'ปวดและหายใจลำบาก ',
  'Khó thở về đêm, đau nhiều. ',
  'ህመም እና የትንፋሽ ማጠር። ',
  '𠮷野家 👩🏽‍⚕️ 𝒳 & <b>"5 < 6"</b> ]]> ',
];

/** 5,000 characters, no more: as long as a question may be. */
function question(text: string): string {
  const repeated = text.repeat(Math.ceil(QUESTION_LIMIT / text.length)).slice(0, QUESTION_LIMIT);
  return /[\uD800-\uDBFF]$/.test(repeated) ? `${repeated.slice(0, -1)}.` : repeated;
}

describe('the letter as XHTML', () => {
  test('says what the text says', () => {
    expect(readXhtml(letterXhtml(content))).toBe(letterText(content));
  });

  test.each([...SCRIPTS, SCRIPTS.join('')])(
    '5,000 characters of "%s" come back equal, also as they are sent',
    (text) => {
      const of = withDraft({ question: question(text) });
      expect(of.draft.question.length).toBe(QUESTION_LIMIT);
      const texts = { note: noteText(of), letter: letterText(of), letterXhtml: letterXhtml(of), reasons: [] };
      const sent = (format: 'text' | 'xhtml'): string =>
        Buffer.from(letterAttachment(texts, format).data, 'base64').toString('utf8');
      expect(sent('text')).toBe(texts.letter);
      expect(sent('text')).toContain(of.draft.question.trim());
      expect(sent('xhtml')).toBe(texts.letterXhtml);
      expect(readXhtml(sent('xhtml'))).toBe(texts.letter);
    },
  );

  test('whatever is typed or stands in the chart, it is well-formed and holds no sign that XML forbids', () => {
    const any = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      // Halves of a pair, and signs that are none.
      fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 30 }).map((codes) => String.fromCharCode(...codes)),
      fc.constantFrom('&', '<', '>', '"', "'", '&amp;', '<script>alert(1)</script>', ']]>', '<!--', '\u0000', '\uD83D'),
    );
    fc.assert(
      fc.property(any, any, any, any, (typed, caregiver, language, name) => {
        const of: LetterContent = {
          ...withDraft({ question: typed, caregiver, interpreter: { needed: 'yes', language } }),
          patient: { ...content.patient, name },
          requester: name,
        };
        const xhtml = letterXhtml(of);
        const plain = (text: string): string => text.replaceAll(new RegExp(FORBIDDEN, 'gu'), '');
        const seen = (text: string): string => text.replaceAll('\r', '').trimEnd();
        expect(seen(readXhtml(xhtml))).toBe(seen(plain(letterText(of))));
      }),
      { numRuns: 300 },
    );
  });

  test('what somebody typed is text, never markup', () => {
    const xhtml = letterXhtml(
      withDraft({ question: '<script>alert(1)</script> & <p>5 < 6</p>', caregiver: '</body>' }),
    );
    expect(xhtml).not.toContain('<script');
    expect(xhtml.match(/<\/body>/g)).toHaveLength(1);
  });
});

test('blocks as text: a heading with a colon, a list with dashes, a blank line between', () => {
  expect(
    textOf([
      { as: 'title', texts: ['T'] },
      { heading: 'H', as: 'list', texts: ['a', 'b'] },
      { as: 'lines', texts: ['c', 'd'] },
    ]),
  ).toBe('T\n\nH:\n- a\n- b\n\nc\nd');
});

describe('what was answered on "the patient knows and agrees" can be read from the note', () => {
  test.each(['yes', 'not-yet-asked', 'no', null] as const)('%s', (patientAgrees) => {
    expect(readBack(withDraft({ patientAgrees }))).toBe(patientAgrees);
  });

  test('where the site has no phone', () => {
    const referral = { ...site.referral };
    delete referral.contactPhone;
    const of = { ...withDraft({ patientAgrees: 'not-yet-asked' }), site: { ...site, referral } };
    expect(noteText(of)).toContain('Please call the referring team before contacting the patient.');
    expect(readBack(of)).toBe('not-yet-asked');
  });

  test('a question that repeats another of the sentences leaves it open', () => {
    const question = 'The patient knows of this referral and agrees.';
    expect(readBack(withDraft({ patientAgrees: 'not-yet-asked', question }))).toBeNull();
    expect(readBack(withDraft({ patientAgrees: null, question }))).toBeNull();
  });

  test('words inside another sentence are none', () => {
    expect(recordedAgreement(['Her son thinks: The patient knows of this referral and agrees.'])).toBeNull();
    expect(recordedAgreement([])).toBeNull();
  });
});
