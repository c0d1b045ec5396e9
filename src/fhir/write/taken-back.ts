/**
 * The record of a decision, taken back. The whole resource is kept: what this product does not know goes back as it came. English, and
 * released to the patient at once. Pure.
 */
import type { Annotation, DocumentReference, Task } from 'fhir/r4';
import type { LiftedBy, TakeBack } from '../../domain/decision/take-back.ts';
import { momentOf } from './parts.ts';
import type { ReferralInput } from './referral-input.ts';

export type DecisionResource = Task | DocumentReference;

export interface TakeBackInput {
  readonly takeBack: TakeBack;
  /** Who signed in. */
  readonly by: ReferralInput['requester'];
  readonly at: ReferralInput['at'];
}

const LIFTED_BY: Readonly<Record<LiftedBy, string>> = {
  patient: 'The patient has said so.',
  clinician: 'The clinician has lifted it.',
};

/** What stands in the record: who says it, and why. */
export function takenBackText({ kind, by, note }: TakeBack): string {
  const first =
    kind === 'mistake'
      ? ['Entered in error. Please do not go by it.']
      : ['This no longer holds.', ...(by === null ? [] : [LIFTED_BY[by]])];
  return [...first, note.trim()].filter((one) => one !== '').join(' ');
}

/** The resource as it would be. */
export function takenBack(shown: DecisionResource, input: TakeBackInput): DecisionResource {
  return shown.resourceType === 'Task' ? takenBackTask(shown, input) : takenBackNote(shown, input);
}

function takenBackTask(shown: Task, input: TakeBackInput): Task {
  const { text: narrative, statusReason, ...rest } = shown;
  const said = takenBackText(input.takeBack);
  const isMistake = input.takeBack.kind === 'mistake';
  return {
    ...rest,
    // A generated narrative repeats what the elements said before, and would contradict them.
    ...(narrative !== undefined && narrative.status === 'additional' ? { text: narrative } : {}),
    status: isMistake ? 'entered-in-error' : 'cancelled',
    // It says why the status is what it is: beside `cancelled` the old reason would read as the reason for cancelling.
    // https://hl7.org/fhir/R4/task-definitions.html#Task.statusReason
    ...(isMistake ? (statusReason === undefined ? {} : { statusReason }) : { statusReason: { text: said } }),
    lastModified: momentOf(input),
    note: [...(Array.isArray(shown.note) ? shown.note : []), noteOf(said, input)],
  };
}

/**
 * `superseded` for what was true when it was written, for `entered-in-error` would say that it never was; of neither is anything read.
 * https://hl7.org/fhir/R4/valueset-document-reference-status.html
 */
function takenBackNote(shown: DocumentReference, input: TakeBackInput): DocumentReference {
  const { text: narrative, ...rest } = shown;
  const said = takenBackText(input.takeBack);
  const { name = null } = input.by ?? {};
  const signed = `${said} (${[name, momentOf(input)].filter((one) => one !== null).join(', ')})`;
  return {
    ...rest,
    ...(narrative !== undefined && narrative.status === 'additional' ? { text: narrative } : {}),
    status: input.takeBack.kind === 'mistake' ? 'entered-in-error' : 'superseded',
    description: [shown.description, signed].filter((one) => one !== undefined && one !== '').join(' '),
  };
}

function noteOf(text: string, input: TakeBackInput): Annotation {
  const { reference = '', name = null } = input.by ?? {};
  return {
    // R4: a role is no author of a note. https://hl7.org/fhir/R4/datatypes-definitions.html#Annotation.author_x_
    ...(reference.startsWith('Practitioner/')
      ? { authorReference: { reference, ...(name === null ? {} : { display: name }) } }
      : name === null
        ? {}
        : { authorString: name }),
    time: momentOf(input),
    text,
  };
}
