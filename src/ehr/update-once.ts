/**
 * Changing one resource that is on record, once, for one press: the session lasts, the patient and the resource are read again, the
 * version is the one that was shown, what leaves is noted before it leaves, one PUT with `If-Match`, read back. A lost answer is looked
 * up and never sent again. Referrals have more to look at (`amend-referral.ts`).
 */
import type { FhirResource } from 'fhir/r4';
import type { PatientRecord } from '../domain/chart/records.ts';
import { problem, type Problem, type Result } from '../domain/problem.ts';
import { SESSION_LEFT_MS } from '../domain/referral/submission.ts';
import { reference as referenceIn, type Json } from '../fhir/read/json.ts';
import { isPatient } from '../fhir/read/reading.ts';
import { sizeProblem } from '../fhir/write/size.ts';
import { LOOK_UP_WAITS } from './channels/look-up.ts';
import type { CreateAnswer, Gateway } from './gateway/gateway.ts';
import type { SessionLife } from './port.ts';
import { versionOf } from './sources/seen.ts';

export interface UpdateParts {
  readonly gateway: Pick<Gateway, 'base' | 'read' | 'update'>;
  readonly patientId: string;
  readonly life: Pick<SessionLife, 'lasts'>;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly lookUpWaits?: readonly number[] | undefined;
  verifyPatient(): Promise<Result<PatientRecord>>;
}

/** What the change is known by when it is looked for. */
export interface Looked<Resource extends FhirResource> {
  /** "Task/12". */
  readonly reference: string;
  /** The version that was, or is to be, written over. */
  readonly version: string;
  /** The element that names the patient. */
  readonly subject: 'subject' | 'for';
  isMade(there: Resource): boolean;
  /** Some servers show nothing any more of what was entered in error. */
  readonly mayGo: boolean;
}

export interface Change<Resource extends FhirResource> extends Looked<Resource> {
  /** The resource as it would be. */
  make(there: Resource): Resource;
  /** What was taken in waits for review there. */
  readonly staged: boolean;
  /** Notes that it is on its way; false when this tab could not keep that: then it must not leave at all. */
  noteLeaving(): boolean;
}

/** What has become of it. `closes`: the server takes no changes of this kind. */
export type Updated =
  /** `there`: as it was read afterwards; null where only the answer showed it, or where it is shown no more. */
  | { readonly is: 'made'; readonly there: FhirResource | null }
  | { readonly is: 'staged' }
  | { readonly is: 'conflict'; readonly there: FhirResource }
  | { readonly is: 'refused'; readonly why: Problem; readonly closes: boolean }
  | { readonly is: 'unknown'; readonly asBefore: boolean };

/** Statuses that count as the server's no only with an OperationOutcome: a proxy gives the same ones. */
const REFUSALS: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 410, 413, 415, 422, 428, 501]);
const CONFLICTS: ReadonlySet<number> = new Set([409, 412]);

export async function updateOnce<Resource extends FhirResource>(
  parts: UpdateParts,
  change: Change<Resource>,
): Promise<Updated> {
  if (!(await parts.life.lasts(SESSION_LEFT_MS))) return refused(problem('ending', 'the session ends in a moment'));
  const patient = await parts.verifyPatient();
  if (!patient.ok) return refused(patient.problem);
  const fresh = await readNow(parts, change);
  if (!fresh.ok) return refused(fresh.problem);
  if (versionOf(fresh.value) !== change.version) return { is: 'conflict', there: fresh.value };
  const meant = change.make(fresh.value);
  const tooLarge = sizeProblem(meant);
  if (tooLarge !== null) return refused(tooLarge);
  // Without this note a reload would offer it once more.
  if (!change.noteLeaving())
    return refused(problem('not-kept', 'what is being changed could not be noted in this tab'));
  return await told(parts, change, await parts.gateway.update(meant, change.version));
}

async function told<Resource extends FhirResource>(
  parts: UpdateParts,
  change: Change<Resource>,
  answer: CreateAnswer,
): Promise<Updated> {
  if (answer.is === 'not-sent') return refused(answer.why);
  if (answer.is === 'lost') return await lookForUpdate(parts, change);
  const { status, says, problem: why } = answer;
  const isTaken = status >= 200 && status < 300;
  // A page of some proxy in between has taken in nothing.
  const bySomebodyElse = says === 'other' && answer.resource === null;
  if (isTaken && (status === 202 || change.staged) && says !== 'error' && !bySomebodyElse) return { is: 'staged' };
  const there = await readNow(parts, change);
  if (there.ok && change.isMade(there.value)) return { is: 'made', there: there.value };
  if (isTaken) {
    const shown = answer.resource;
    const inAnswer = shown !== null && whoseProblem(parts, change, shown) === null && change.isMade(shown as Resource);
    if (!there.ok && (inAnswer || isGone(change, there.problem))) return { is: 'made', there: null };
    return await lookForUpdate(parts, change);
  }
  if (CONFLICTS.has(status) && there.ok && versionOf(there.value) !== change.version)
    return { is: 'conflict', there: there.value };
  const inItsWords = says === 'outcome' || says === 'error';
  if (inItsWords && (REFUSALS.has(status) || (CONFLICTS.has(status) && there.ok)))
    return { is: 'refused', why, closes: why.kind === 'forbidden' || why.kind === 'not-supported' };
  return await lookForUpdate(parts, change);
}

/** Several looks; without its mark it stays unknown, for what is on its way can arrive late. Only ever reads. */
export async function lookForUpdate<Resource extends FhirResource>(
  parts: UpdateParts,
  looked: Looked<Resource>,
): Promise<Updated> {
  let asBefore = false;
  for (const milliseconds of parts.lookUpWaits ?? LOOK_UP_WAITS) {
    await parts.sleep(milliseconds);
    const there = await readNow(parts, looked);
    if (!there.ok) {
      if (isGone(looked, there.problem)) return { is: 'made', there: null };
      continue;
    }
    if (looked.isMade(there.value)) return { is: 'made', there: there.value };
    asBefore = versionOf(there.value) === looked.version;
    if (!asBefore) return { is: 'conflict', there: there.value };
  }
  return { is: 'unknown', asBefore };
}

/** This patient's resource as it is there now. */
async function readNow<Resource extends FhirResource>(
  parts: UpdateParts,
  looked: Looked<Resource>,
): Promise<Result<Resource>> {
  const answer = await parts.gateway.read(looked.reference);
  if (!answer.ok) return answer;
  const whose = whoseProblem(parts, looked, answer.value);
  return whose === null ? { ok: true, value: answer.value as Resource } : { ok: false, problem: whose };
}

function whoseProblem(
  { gateway, patientId }: Pick<UpdateParts, 'gateway' | 'patientId'>,
  { reference, subject }: Pick<Looked<FhirResource>, 'reference' | 'subject'>,
  resource: FhirResource,
): Problem | null {
  const whose = referenceIn((resource as unknown as Json)[subject]);
  const isOurs =
    `${resource.resourceType}/${resource.id ?? ''}` === reference &&
    whose !== null &&
    isPatient(whose, patientId, gateway.base);
  return isOurs
    ? null
    : problem('wrong-patient', `GET ${resource.resourceType}/{id}: another one, or another patient’s, came`);
}

/** A 404 that says nothing may be a proxy's. */
const isGone = ({ mayGo }: { readonly mayGo: boolean }, { status, said }: Problem): boolean =>
  mayGo && (status === 410 || (status === 404 && said.length > 0));

const refused = (why: Problem): Updated => ({ is: 'refused', why, closes: false });
