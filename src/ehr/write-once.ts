/**
 * Writing one resource once, for one press: the patient is read again first, what leaves is noted before it leaves, a lost answer is
 * looked up by identifier and never sent again. Referrals have more to look at (`submit-referral.ts`); entered facts and decisions have
 * this.
 */
import type { FhirResource } from 'fhir/r4';
import type { PatientRecord } from '../domain/chart/records.ts';
import { problem, type Problem, type Result } from '../domain/problem.ts';
import { isOnRecord, type SubmissionOutcome } from '../domain/referral/outcome.ts';
import { SESSION_LEFT_MS } from '../domain/referral/submission.ts';
import { findByDecision, lookUp } from './channels/look-up.ts';
import { postReferral, whyClosed, type PostContext } from './channels/post.ts';
import type { SessionLife } from './port.ts';

export interface OnceParts {
  /** Of the kind that is written. */
  readonly context: PostContext;
  readonly life: Pick<SessionLife, 'lasts'>;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly lookUpWaits?: readonly number[] | undefined;
  verifyPatient(): Promise<Result<PatientRecord>>;
  /** Notes that it is on its way; false when this tab could not keep that: then it must not leave at all. */
  noteLeaving(): boolean;
}

/** What has become of it. `refused`: nothing was made; the server or a check said no. `closes`: the server takes none of this kind. */
export type Once =
  | { readonly is: 'there'; readonly reference: string }
  | { readonly is: 'staged' }
  | { readonly is: 'refused'; readonly why: Problem; readonly closes: boolean }
  | { readonly is: 'unknown' };

/** Sends at most once. What is there already under this identifier counts, and nothing is sent. */
export async function writeOnce(parts: OnceParts, id: string, resource: FhirResource): Promise<Once> {
  const { context, life } = parts;
  if (!(await life.lasts(SESSION_LEFT_MS))) return refused(problem('ending', 'the session ends in a moment'));
  const patient = await parts.verifyPatient();
  if (!patient.ok) return refused(patient.problem);
  // Nothing of ours is expected there; an earlier try that a browser has sent twice by itself may be.
  const before = await findByDecision(context, id);
  if (before.ok && before.value !== null) return told(before.value);
  // Without this note a reload would offer it once more.
  if (!parts.noteLeaving()) {
    return refused(problem('not-kept', 'what is being written could not be noted in this tab'));
  }
  const answered = await postReferral(context, resource, id);
  if (!isOpen(answered)) return told(answered);
  const found = await lookOnce(parts, id);
  // "Something like it changed at the same moment", in the server's own words, when no look has found it: nothing was made.
  return found.is === 'unknown' && answered.outcome === 'refused' ? told(answered) : found;
}

/** Looks several times whether it is there. Only ever reads. */
export async function lookOnce(
  { context, sleep, lookUpWaits }: Pick<OnceParts, 'context' | 'sleep' | 'lookUpWaits'>,
  id: string,
): Promise<Once> {
  const find = (one: string): Promise<Result<SubmissionOutcome | null>> => findByDecision(context, one);
  return told(await lookUp({ id: context.kind.channel, find }, sleep, id, lookUpWaits));
}

function told(outcome: SubmissionOutcome): Once {
  if (isOnRecord(outcome)) return { is: 'there', reference: outcome.reference };
  switch (outcome.outcome) {
    case 'staged':
      return { is: 'staged' };
    case 'refused':
      return {
        is: 'refused',
        why: outcome.problems[0] ?? problem('invalid', 'the server gave no reason'),
        closes: whyClosed(outcome) !== null,
      };
    case 'unknown':
      return { is: 'unknown' };
    case 'manual':
      return refused(problem('not-supported', 'no way to write'));
    default:
      return outcome satisfies never;
  }
}

/** The answer was lost, or something like it changed at the same moment: a search may not show it yet. */
function isOpen(outcome: SubmissionOutcome): boolean {
  return (
    outcome.outcome === 'unknown' ||
    (outcome.outcome === 'refused' && outcome.problems.some(({ kind }) => kind === 'conflict'))
  );
}

const refused = (why: Problem): Once => ({ is: 'refused', why, closes: false });
