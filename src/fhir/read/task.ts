import type { DecisionRecord } from '../../domain/chart/records.ts';
import {
  CARE_GIVER_OUTPUT,
  CARE_OUTPUT,
  CARE_SINCE_OUTPUT,
  CONTACT_TASK,
  DECISION_OUTPUT,
  DECISIONS,
  DO_NOT_ASK_OUTPUT,
  FINDING_OUTPUT,
  findingOf,
  LEVEL_OUTPUT,
  levelOf,
  OWN,
  PATIENT_PREFERS_NOT,
  REVIEW_TASK,
} from '../terminology/decisions.ts';
import { codes, list, object, own, reference, text, words, type Json } from './json.ts';
import {
  evidenceOf,
  isLater,
  plain,
  read,
  subjectProblem,
  unreadable,
  unused,
  whenOf,
  withdrawn,
  type Context,
  type Reading,
} from './reading.ts';

/** Decisions that this product wrote, and completed contacts of the navigator. All other tasks are counted only. */
export function readTask(resource: Json, context: Context): Reading<DecisionRecord | null> {
  const status = text(resource['status']);
  if (status === null) return unreadable('no-status');
  if (status === 'entered-in-error') return withdrawn;
  const problem = subjectProblem(resource, context, 'for');
  if (problem !== null) return unreadable(problem);
  const period = object(resource['executionPeriod']);
  const on =
    whenOf(period?.['end'], context) ?? whenOf(period?.['start'], context) ?? whenOf(resource['authoredOn'], context);
  if (isLater(on, context)) return unreadable('after-as-of');
  const kind = codes(resource['code']);
  const decision = decisionOf(resource, kind, status);
  if (decision === null) return unused(on);
  const outputs = outputsOf(resource);
  const { origin, reference, label, code, value } = evidenceOf(resource, resource['code'], on, context);
  return read<DecisionRecord>({
    origin,
    reference,
    label,
    code,
    when: on,
    value,
    decision,
    on,
    askAgain: whenOf(object(object(resource['restriction'])?.['period'])?.['start'], context),
    doNotAskAgain: first(outputs, DO_NOT_ASK_OUTPUT) === 'true',
    by: shown(object(resource['requester'])?.['display']),
    reason: shown(words(resource['statusReason'])),
    ...(decision === 'already-receiving'
      ? {
          receives: {
            from: shown(first(outputs, CARE_GIVER_OUTPUT)),
            since: whenOf(first(outputs, CARE_SINCE_OUTPUT), context),
          },
        }
      : {}),
    ...(decision === 'our-team' && outputs.has(CARE_OUTPUT) ? { takesOn: outputs.get(CARE_OUTPUT) ?? [] } : {}),
    ...answerThen(outputs),
  });
}

/** What the answer was when it was decided, as it was written down. */
function answerThen(outputs: Outputs): Pick<DecisionRecord, 'decidedOn' | 'unknownFindings'> {
  const level = first(outputs, LEVEL_OUTPUT);
  const findings = outputs.get(FINDING_OUTPUT) ?? [];
  if (level === null && findings.length === 0) return { decidedOn: null, unknownFindings: 0 };
  const triggers = findings.map(findingOf).filter((one) => one !== null);
  return {
    decidedOn: { triggers, level: level === null ? null : levelOf(level) },
    unknownFindings: findings.length - triggers.length,
  };
}

const NO_CLINICIAN = /^(.*\/)?(Patient|RelatedPerson|Device)\//;

function decisionOf(resource: Json, kind: ReturnType<typeof codes>, status: string): DecisionRecord['decision'] | null {
  // The same word in somebody else's system is somebody else's. And clinicians decide: an app of the patient's could lift or forge a no.
  const isOf = (wanted: string): boolean => kind.some(({ system, code }) => system === OWN && code === wanted);
  if (NO_CLINICIAN.test(reference(resource['requester']) ?? '')) return null;
  if (isOf(CONTACT_TASK)) return status === 'completed' ? 'navigator-contact' : null;
  if (!isOf(REVIEW_TASK)) return null;
  // The task that opens the question again on a day is written beside the decision (interop 4.10).
  if (status === 'requested' || status === 'accepted' || status === 'ready') return 'ask-again';
  if (status !== 'completed') return null;
  const outputs = outputsOf(resource);
  const written = first(outputs, DECISION_OUTPUT);
  const decided = own(DECISIONS, written ?? '') ?? null;
  if (decided === 'refer') return decided;
  if (codes(resource['statusReason']).some(({ code }) => code === PATIENT_PREFERS_NOT)) return 'patient-declined';
  // "Please do not ask again" is the patient's word too.
  if (decided === 'not-now' && first(outputs, DO_NOT_ASK_OUTPUT) === 'true') return 'patient-declined';
  return decided ?? (written === null ? null : 'not-understood');
}

type Outputs = ReadonlyMap<string, readonly string[]>;

const first = (outputs: Outputs, name: string): string | null => outputs.get(name)?.[0] ?? null;

/** Outputs by the code of their type: the codes, texts or truth values that they hold. */
function outputsOf(resource: Json): Outputs {
  const found = new Map<string, string[]>();
  for (const one of list(resource['output'])) {
    const value =
      codes(one['valueCodeableConcept'])[0]?.code ??
      text(object(one['valueCoding'])?.['code']) ??
      text(one['valueCode']) ??
      text(one['valueString']) ??
      text(one['valueDate']) ??
      (typeof one['valueBoolean'] === 'boolean' ? String(one['valueBoolean']) : null);
    if (value === null) continue;
    const names = codes(one['type']).map(({ code }) => code);
    for (const name of names.length > 0 ? names : [words(one['type']) ?? ''])
      found.set(name, [...(found.get(name) ?? []), value]);
  }
  return found;
}

function shown(value: unknown): string | null {
  const said = text(value);
  return said === null ? null : plain(said);
}
