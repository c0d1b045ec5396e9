/**
 * A question to the palliative team, or news for it, as a message, as an entry of its work list, or as a note in the chart (interop 3.5).
 * It has a code of its own, for it is no referral: no search for referrals may find one in it. Pure: the same question gives the same bytes.
 */
import type { CodeableConcept, Communication, DocumentReference, Task } from 'fhir/r4';
import type { OffsetAt } from '../../domain/logic/when.ts';
import type { Asked, QuestionTexts } from '../../domain/question/question.ts';
import { OWN } from '../terminology/decisions.ts';
import { CLINICAL_NOTE, PROGRESS_NOTE } from '../terminology/notes.ts';
import { QUESTION_CODES, QUESTION_MARK, QUESTION_NAMES } from '../terminology/questions.ts';
import { base64OfText } from './base64.ts';
import { NOTIFICATION, RECIPIENTS } from './communication.ts';
import { fhirDateTime } from './date-time.ts';
import { codingOf, some } from './parts.ts';
import { clinicianOf, isHere, namedReference, once } from './references.ts';
import type { LocalCoding, ReferralInput, ReferralTarget } from './referral-input.ts';
import { OWNERS } from './task.ts';

export interface QuestionInput {
  readonly asked: Asked;
  readonly texts: QuestionTexts;
  readonly service: ReferralTarget | null;
  readonly identifierSystem: string;
  /** From the launch, never from the screen. */
  readonly patientId: string;
  readonly encounterId: string | null;
  readonly requester: ReferralInput['requester'];
  readonly offsetAt: OffsetAt;
  readonly variant: ReferralInput['variant'];
}

/** `minimal` as for a referral: free text as topic, the words as an attachment. */
export function questionMessage(input: QuestionInput): Communication {
  const { kind } = input.asked.question;
  const full = input.variant === 'full';
  const recipients = (input.service?.messageTo ?? []).filter((reference) => isHere(reference, RECIPIENTS));
  return {
    resourceType: 'Communication',
    identifier: [identifierOf(input)],
    status: 'completed',
    category: [{ coding: [NOTIFICATION] }],
    priority: 'routine',
    subject: subjectOf(input),
    topic: full ? codeOf(input) : { text: QUESTION_NAMES[kind] },
    ...encounterOf(input),
    ...(full ? { sent: momentOf(input) } : {}),
    ...some('recipient', once(recipients)),
    ...some('sender', clinicianOf(input.requester)),
    payload: [full ? { contentString: wordsOf(input) } : { contentAttachment: attachmentOf(input) }],
  };
}

/** Asks somebody to answer, or to read; it is no order. */
export function questionTask(input: QuestionInput): Task {
  return {
    resourceType: 'Task',
    identifier: [identifierOf(input)],
    status: 'requested',
    intent: 'proposal',
    priority: 'routine',
    code: codeOf(input),
    // One line of a work list. Without name or finding: lists are seen by more people than the text.
    description: input.texts.line,
    for: subjectOf(input),
    ...encounterOf(input),
    authoredOn: momentOf(input),
    ...some('requester', clinicianOf(input.requester)),
    ...(input.service === null ? {} : { owner: namedReference(input.service.taskOwner, OWNERS, input.service.name) }),
    note: [{ text: wordsOf(input) }],
  };
}

export function questionNote(
  input: QuestionInput & {
    readonly noteType?: LocalCoding | undefined;
    readonly docStatus?: 'preliminary' | 'final' | undefined;
  },
): DocumentReference {
  const { noteType = PROGRESS_NOTE } = input;
  const moment = momentOf(input);
  const title = QUESTION_NAMES[input.asked.question.kind];
  return {
    resourceType: 'DocumentReference',
    identifier: [identifierOf(input)],
    status: 'current',
    docStatus: input.docStatus ?? 'preliminary',
    type: { coding: [codingOf(noteType)], text: noteType.display ?? 'Progress note' },
    category: [{ coding: [CLINICAL_NOTE] }],
    subject: subjectOf(input),
    ...(input.variant === 'full' ? { date: moment, description: title } : {}),
    ...some(
      'author',
      [clinicianOf(input.requester)].filter((one) => one !== null),
    ),
    content: [{ attachment: { ...attachmentOf(input), title, creation: moment } }],
    context: {
      ...(input.encounterId === null ? {} : { encounter: [{ reference: `Encounter/${input.encounterId}` }] }),
      period: { start: moment, end: moment },
    },
  };
}

const identifierOf = ({ identifierSystem, asked }: QuestionInput): { system: string; value: string } => ({
  system: identifierSystem,
  value: asked.id,
});

function codeOf({ asked: { question } }: QuestionInput): CodeableConcept {
  const display = QUESTION_NAMES[question.kind];
  return { coding: [{ system: OWN, code: QUESTION_CODES[question.kind], display }], text: display };
}

/** The words, and the line by which it is known where the code gets lost. */
const wordsOf = ({ asked, texts }: QuestionInput): string => `${texts.note}\n\n${QUESTION_MARK}${asked.id}]`;

const attachmentOf = (input: QuestionInput): { contentType: string; data: string } => ({
  contentType: 'text/plain;charset=utf-8',
  data: base64OfText(`${wordsOf(input)}\n`),
});

const subjectOf = ({ patientId }: QuestionInput): { reference: string } => ({ reference: `Patient/${patientId}` });

const encounterOf = ({ encounterId }: QuestionInput): { encounter?: { reference: string } } =>
  encounterId === null ? {} : { encounter: { reference: `Encounter/${encounterId}` } };

const momentOf = ({ asked, offsetAt }: QuestionInput): string => fhirDateTime(asked.at, offsetAt);
