/**
 * The referral as a letter, and as the note of an order. A letter is a list of blocks first; text, XHTML and print are three
 * ways to set the same blocks. No survival, no alarm: findings, and what is asked.
 */
import { recordKey } from '../domain/chart/evidence.ts';
import { CLINICIAN } from '../domain/visit/visit.ts';
import type { PatientRecord } from '../domain/chart/records.ts';
import { signerOf, type Interpreter, type PatientAgrees, type ReferralDraft } from '../domain/referral/draft.ts';
import type { Statement } from '../domain/statement.ts';
import type { Service, Site } from '../site/site.ts';
import { sayDay, sayWhen } from './en/dates.ts';
import { sayWithin } from './en/phrases.ts';
import { sayInEnglish as say } from './en/say.ts';

export interface LetterContent {
  readonly draft: ReferralDraft;
  readonly patient: PatientRecord;
  readonly service: Service | null;
  readonly site: Site;
  /** Who signed in, and sends it. */
  readonly requester: string | null;
  readonly decisionId: string;
}

/** One part of a letter: lines, a list, or somebody's own words, with a heading or without. */
export interface LetterBlock {
  readonly heading?: string;
  readonly as: 'title' | 'lines' | 'list' | 'words';
  readonly texts: readonly string[];
}

function sayAgrees(agrees: PatientAgrees | null, phone: string | null): string {
  switch (agrees) {
    case 'yes':
      return 'The patient knows of this referral and agrees.';
    case 'not-yet-asked':
      return `Please call the referring team${phone === null ? '' : ` (${phone})`} before contacting the patient.`;
    case 'no':
      return 'The patient does not wish this now.';
    case null:
      return 'Whether the patient knows of this referral was not answered.';
    default:
      return agrees satisfies never;
  }
}

/** The whole letter, in its order. */
export function letterOf(content: LetterContent): readonly LetterBlock[] {
  const { draft, patient, service, site, requester, decisionId } = content;
  const born = patient.birth === null ? 'birth date not recorded' : `born ${sayWhen(patient.birth)}`;
  return [
    { as: 'title', texts: ['Referral to supportive & palliative care'] },
    {
      as: 'lines',
      texts: [
        `Date: ${sayDay(draft.asOf)}`,
        `To: ${service?.name ?? '(service to be chosen)'}${service?.phone === undefined ? '' : `, ${service.phone}`}`,
        `From: ${[requester, site.name, site.referral.contactPhone].filter((one) => one != null).join(', ')}`,
        ...onBehalfOf(draft),
      ],
    },
    {
      as: 'lines',
      texts: [
        `Patient: ${patient.name}, ${born}${patient.sex === null ? '' : `, ${patient.sex}`}${patient.mrn === null ? '' : `, MRN ${patient.mrn}`}`,
      ],
    },
    ...body(content),
    {
      as: 'lines',
      texts: [...phones(content), `Referral number: ${decisionId}`, 'This letter is not an order.', versionLine(draft)],
    },
  ];
}

/** As plain text: ready to copy, to send as a message, to file. */
export function letterText(content: LetterContent): string {
  return textOf(letterOf(content));
}

/** As an XHTML document, for EHRs that file no plain text. */
export function letterXhtml(content: LetterContent): string {
  const blocks = letterOf(content).map(({ heading, as, texts }) => {
    const escaped = texts.map(escapeMarkup);
    const above = heading === undefined ? '' : `<h2>${escapeMarkup(heading)}</h2>`;
    if (as === 'title') return `${above}${escaped.map((text) => `<h1>${text}</h1>`).join('')}`;
    if (as === 'list') return `${above}<ul>${escaped.map((text) => `<li>${text}</li>`).join('')}</ul>`;
    return `${above}<p>${escaped.map((text) => text.replace(/\n/g, '<br/>')).join('<br/>')}</p>`;
  });
  const title = 'Referral to supportive &amp; palliative care';
  return `<?xml version="1.0" encoding="UTF-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><head><title>${title}</title></head><body>${blocks.join('')}</body></html>`;
}

/**
 * The note of the order, released to the patient at once: findings, what is asked, whom to call. No id of a rule: their names
 * speak of survival (clinical reference 8.5).
 */
export function noteText(content: LetterContent): string {
  return textOf([
    ...body(content),
    { as: 'lines', texts: [...preparedBy(content), ...phones(content), versionLine(content.draft)] },
  ]);
}

/** A letter waits for no signature: whoever sends it is its sender, and for whom is only told. */
function onBehalfOf(draft: ReferralDraft): readonly string[] {
  const signer = signerOf(draft);
  return signer === null ? [] : [`On behalf of ${signer.name ?? signer.reference}`];
}

/** In the note of an order: who typed it, where somebody else is to sign. */
function preparedBy({ draft, requester }: LetterContent): readonly string[] {
  const signer = signerOf(draft);
  if (signer === null || requester === null) return [];
  return [`Prepared by ${requester}, for the signature of ${signer.name ?? 'the clinician named as requester'}.`];
}

function phones({ site, service }: LetterContent): readonly string[] {
  const { contactPhone } = site.referral;
  return [
    ...(contactPhone === undefined ? [] : [`The referring team: ${contactPhone}.`]),
    ...(service?.nightPhone === undefined ? [] : [`At night the patient can call ${service.nightPhone}.`]),
  ];
}

/** Blocks as plain text, a blank line between them. */
export function textOf(blocks: readonly LetterBlock[]): string {
  return blocks
    .map(({ heading, as, texts }) =>
      [
        ...(heading === undefined ? [] : [`${heading}:`]),
        ...texts.map((text) => (as === 'list' ? `- ${text}` : text)),
      ].join('\n'),
    )
    .join('\n\n');
}

function body({ draft, site }: LetterContent): readonly LetterBlock[] {
  const reasons = draft.reasons
    .filter((one) => one.included)
    .map(
      (one) =>
        `${say(one.say)}${one.evidence.some(({ origin }) => origin === CLINICIAN) ? ' (told by the referring clinician)' : ''}`,
    );
  const background = (draft.background ?? []).map(say);
  const disease = [
    ...(draft.about.length === 0 ? [] : [`Diagnosis: ${diagnosisOf(draft)}`]),
    ...(background.length === 0 ? [] : [`On record: ${background.join('; ')}`]),
  ];
  const question = draft.question.trim();
  const caregiver = draft.caregiver.trim();
  const people = [
    sayAgrees(draft.patientAgrees, site.referral.contactPhone ?? null),
    sayInterpreter(draft.interpreter),
    ...(caregiver === '' ? [] : [`Please invite: ${caregiver}`]),
  ];
  return [
    {
      as: 'lines',
      texts: [
        `First visit asked for ${sayWithin(draft.visitDays[draft.urgency])}.`,
        // An expectation: whoever reads it must not take it for an appointment.
        ...(draft.expected === undefined
          ? []
          : [`Earliest start known for this service: ${sayDay(draft.expected.day)}. Nothing is booked.`]),
      ],
    },
    ...(reasons.length === 0 ? [] : [{ heading: 'Findings', as: 'list' as const, texts: reasons }]),
    ...(disease.length === 0 ? [] : [{ as: 'lines' as const, texts: disease }]),
    ...(question === '' ? [] : [{ heading: 'What we ask', as: 'words' as const, texts: [question] }]),
    ...saidAtVisit(draft),
    { as: 'lines', texts: people },
  ];
}

/** The chart alone does not say of a diagnosis that was confirmed at this visit that it is an active cancer. */
function diagnosisOf({ about, said }: ReferralDraft): string {
  const confirmed = new Set(
    (said?.entered ?? []).flatMap(({ code, params }) =>
      code === 'entered' && params.content.is === 'active-cancer' ? params.content.conditions.map(recordKey) : [],
    ),
  );
  return about
    .map((one) => `${one.label}${confirmed.has(recordKey(one)) ? ' (confirmed by the referring clinician)' : ''}`)
    .join('; ');
}

/** What the chart does not say: told as what it is, and never as if it were on record. */
function saidAtVisit({ said }: ReferralDraft): readonly LetterBlock[] {
  if (said === undefined) return [];
  const block = (heading: string, statements: readonly Statement[]): readonly LetterBlock[] =>
    statements.length === 0 ? [] : [{ heading, as: 'list', texts: statements.map(say) }];
  return [
    ...block('Told by the referring clinician, not taken from the chart', said.entered),
    ...block(
      'In the chart, and not counted: the referring clinician says that it is wrong, or no longer so',
      said.leftOut,
    ),
  ];
}

/** Who prepares a visit has to know it either way: silence would read as "none needed". */
export function sayInterpreter({ needed, language }: Interpreter): string {
  const spoken = language.trim();
  switch (needed) {
    case 'yes':
      return `Interpreter needed${spoken === '' ? '' : `: ${spoken}`}`;
    case 'no':
      return 'No interpreter needed';
    case 'not-recorded':
      return `${spoken === '' ? '' : `Language: ${spoken}. `}Whether an interpreter is needed is not recorded: please ask.`;
    default:
      return needed satisfies never;
  }
}

function versionLine({ engine }: ReferralDraft): string {
  return `Alongside ${engine.version}, rules ${engine.catalogue}`;
}

const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Also leaves out what no XML document may hold: control characters and halves of a pair. */
function escapeMarkup(text: string): string {
  return text.replace(NOT_IN_XML, '').replace(/[&<>"]/g, (one) => MARKUP[one] ?? '');
}

// The very characters that are to be left out.
// oxlint-disable-next-line no-control-regex
const NOT_IN_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF\p{Cs}]/gu;
