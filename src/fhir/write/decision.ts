/**
 * A decision about supportive care as a FHIR R4 Task, completed as it is written (interop 4.10), or as a note in the chart where no Task
 * is taken. Neither asks anybody for anything. Pure: the same decision gives the same bytes.
 *
 * One resource for one decision. The reference has a second Task that opens the question again on a day; that would be a second write
 * which may be lost alone, so the day stands in `restriction.period` of the only one, where the reader has always looked first.
 */
import type { CodeableConcept, DocumentReference, Task } from 'fhir/r4';
import {
  askAgainOf,
  isForGood,
  type Decided,
  type Decision,
  type DecisionTexts,
} from '../../domain/decision/decision.ts';
import { isoDay, isoWhen, type OffsetAt } from '../../domain/logic/when.ts';
import {
  AS_OF_OUTPUT,
  CARE_GIVER_OUTPUT,
  CARE_OUTPUT,
  CARE_SINCE_OUTPUT,
  DECISION_CODES,
  DECISION_OUTPUT,
  DECISION_TITLE,
  DO_NOT_ASK_OUTPUT,
  FINDING_OUTPUT,
  findingCode,
  LEVEL_OUTPUT,
  levelCode,
  NON_ADHERENCE,
  OWN,
  PATIENT_PREFERS_NOT,
  REVIEW_TASK,
  VERSION_OUTPUT,
} from '../terminology/decisions.ts';
import { CLINICAL_NOTE, PROGRESS_NOTE } from '../terminology/notes.ts';
import { base64OfText } from './base64.ts';
import { fhirDateTime } from './date-time.ts';
import { codingOf, some } from './parts.ts';
import { clinicianOf } from './references.ts';
import type { LocalCoding, ReferralInput } from './referral-input.ts';

export interface DecisionInput {
  readonly decided: Decided;
  readonly texts: DecisionTexts;
  readonly identifierSystem: string;
  /** From the launch, never from the screen. */
  readonly patientId: string;
  readonly encounterId: string | null;
  readonly requester: ReferralInput['requester'];
  readonly offsetAt: OffsetAt;
  readonly variant: ReferralInput['variant'];
}

const REVIEWED: CodeableConcept = {
  coding: [{ system: OWN, code: REVIEW_TASK, display: 'Supportive care findings reviewed' }],
  text: 'Supportive care findings reviewed',
};

export function decisionTask(input: DecisionInput): Task {
  const { decided, texts } = input;
  const { decision, on } = decided;
  const moment = momentOf(input);
  const askAgain = askAgainOf(decision);
  const output = (name: string, text: string, value: object): object => ({ type: ownConcept(name, text), ...value });
  return {
    resourceType: 'Task',
    identifier: [{ system: input.identifierSystem, value: decided.id }],
    status: 'completed',
    ...some('statusReason', statusReasonOf(decision, texts.reason)),
    intent: 'proposal',
    code: REVIEWED,
    description: texts.line,
    for: { reference: `Patient/${input.patientId}` },
    ...some('encounter', input.encounterId === null ? null : { reference: `Encounter/${input.encounterId}` }),
    executionPeriod: { start: moment, end: moment },
    authoredOn: moment,
    ...some('requester', clinicianOf(input.requester)),
    note: [{ text: texts.note }],
    ...(askAgain === null ? {} : { restriction: { period: { start: isoDay(askAgain) } } }),
    output: [
      output(DECISION_OUTPUT, 'Decision', {
        valueCodeableConcept: ownConcept(DECISION_CODES[decision.is], texts.line),
      }),
      ...(isForGood(decision) ? [output(DO_NOT_ASK_OUTPUT, 'Please do not ask again', { valueBoolean: true })] : []),
      ...(decision.is === 'our-team'
        ? decision.items.map((item) => output(CARE_OUTPUT, 'Taken on by the oncology team', { valueCode: item }))
        : []),
      ...(decision.is === 'already-receiving'
        ? [output(CARE_GIVER_OUTPUT, 'Care is given by', { valueString: decision.by.trim() })]
        : []),
      ...(decision.is === 'already-receiving' && decision.since !== null
        ? [output(CARE_SINCE_OUTPUT, 'Care is given since', { valueDate: isoWhen(decision.since) })]
        : []),
      output(LEVEL_OUTPUT, 'Level then', { valueCode: levelCode(on.level) }),
      ...on.triggers.map((one) => output(FINDING_OUTPUT, 'Finding then', { valueCode: findingCode(one) })),
      output(VERSION_OUTPUT, 'Rule version', { valueString: versionOf(decided) }),
      output(AS_OF_OUTPUT, 'As of', { valueDate: isoDay(on.asOf) }),
    ] as Task['output'] & object,
  };
}

export function decisionNote(
  input: DecisionInput & {
    readonly noteType?: LocalCoding | undefined;
    readonly docStatus?: 'preliminary' | 'final' | undefined;
  },
): DocumentReference {
  const { texts, noteType = PROGRESS_NOTE } = input;
  const moment = momentOf(input);
  const author = clinicianOf(input.requester);
  const line = recordLine(input.decided);
  return {
    resourceType: 'DocumentReference',
    identifier: [{ system: input.identifierSystem, value: input.decided.id }],
    status: 'current',
    docStatus: input.docStatus ?? 'preliminary',
    type: { coding: [codingOf(noteType)], text: noteType.display ?? 'Progress note' },
    category: [{ coding: [CLINICAL_NOTE] }],
    subject: { reference: `Patient/${input.patientId}` },
    ...(input.variant === 'full' ? { date: moment } : {}),
    ...some('author', author === null ? [] : [author]),
    ...(input.variant === 'full' ? { description: line } : {}),
    content: [
      {
        attachment: {
          contentType: 'text/plain;charset=utf-8',
          data: base64OfText(`${texts.note}\n\n${line}\n`),
          title: DECISION_TITLE,
          creation: moment,
        },
      },
    ],
    context: {
      ...some('encounter', input.encounterId === null ? [] : [{ reference: `Encounter/${input.encounterId}` }]),
      period: { start: moment, end: moment },
    },
  };
}

/**
 * The decision in one line that the next launch reads back, wherever a server keeps it: a note has no element for it. Codes of HL7, of
 * interop 4.10 and of this product, no name of a rule (clinical reference 8.5).
 */
export function recordLine({ decision, on, ...decided }: Decided): string {
  const askAgain = askAgainOf(decision);
  const reason = reasonCodes(decision);
  return [
    `[Supportive care decision: ${DECISION_CODES[decision.is]}`,
    ...(reason.length === 0 ? [] : [`because ${reason.join(' ')}`]),
    ...(isForGood(decision) ? ['do not ask again'] : []),
    ...(askAgain === null ? [] : [`ask again ${isoDay(askAgain)}`]),
    ...(decision.is === 'already-receiving' ? [`given by ${inLine(decision.by.trim())}`] : []),
    ...(decision.is === 'already-receiving' && decision.since !== null ? [`since ${isoWhen(decision.since)}`] : []),
    ...(decision.is === 'our-team' && decision.items.length > 0 ? [`takes on ${decision.items.join(' ')}`] : []),
    `then ${[levelCode(on.level), ...on.triggers.map(findingCode)].join(' ')}`,
    `version ${versionOf({ on })}`,
    `as of ${isoDay(on.asOf)}`,
    `number ${decided.id}]`,
  ].join('; ');
}

/** A name as it was typed must not end its part, nor the line: `fhir/read/decision-note.ts` takes it back. */
const inLine = (typed: string): string => typed.replace(/\s+/g, ' ').replace(/[%;[\]]/g, encodeURIComponent);

/** The patient's own reason stands first: by it the reader knows whose no it is. */
function reasonCodes(decision: Decision): readonly string[] {
  switch (decision.is) {
    case 'not-now':
      return decision.reason === null ? [] : [decision.reason];
    case 'patient-declined':
      return [PATIENT_PREFERS_NOT, ...(decision.reason === null ? [] : [decision.reason])];
    case 'our-team':
    case 'already-receiving':
    case 'comfort-plan-not-current':
      return [];
    default:
      return decision satisfies never;
  }
}

function statusReasonOf(decision: Decision, text: string): CodeableConcept | null {
  const codes = reasonCodes(decision);
  if (codes.length === 0) return null;
  return { coding: codes.map((code) => ({ system: NON_ADHERENCE, code })), ...(text === '' ? {} : { text }) };
}

function versionOf({ on: { engine } }: Pick<Decided, 'on'>): string {
  return `${engine.version} ${engine.catalogue} ${engine.profile}`;
}

const ownConcept = (code: string, text: string): CodeableConcept => ({ coding: [{ system: OWN, code }], text });

const momentOf = ({ decided, offsetAt }: DecisionInput): string => fhirDateTime(decided.at, offsetAt);
