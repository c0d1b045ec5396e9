import type { TrialRecord } from '../../domain/chart/records.ts';
import { list, object, text, type Json } from './json.ts';
import {
  evidenceOf,
  notSeen,
  periodOf,
  read,
  unreadable,
  unused,
  withdrawn,
  type Context,
  type Reading,
} from './reading.ts';

/** On the study's treatment or about to be. Follow-up and observation alone are no treatment. R5 writes `active`. */
const TAKES_PART = ['on-study', 'on-study-intervention', 'active'];
/** Never took part. */
const NEVER = [
  'ineligible',
  'not-registered',
  'withdrawn',
  'candidate',
  'eligible',
  'potential-candidate',
  'screening',
];

/** Participation in clinical trials. */
export function readResearchSubject(resource: Json, context: Context): Reading<TrialRecord | null> {
  const status = text(resource['status']);
  if (status === null) return unreadable('no-status');
  if (status === 'entered-in-error') return withdrawn;
  const { start: when, end } = periodOf(resource['period'], context);
  const problem = notSeen(resource, when, context, resource['individual'] === undefined ? 'subject' : 'individual');
  if (problem !== null) return unreadable(problem);
  if (NEVER.includes(status)) return unused(when);
  const study = object(resource['study']);
  const arm = text(resource['actualArm']) ?? text(resource['assignedArm']);
  const name =
    text(study?.['display']) ?? arm ?? list(resource['identifier']).flatMap((one) => text(one['value']) ?? [])[0];
  const { origin, reference, label, code, value } = evidenceOf(
    resource,
    name === undefined ? null : { text: name },
    when,
    context,
  );
  return read({
    origin,
    reference,
    label,
    code,
    when,
    value,
    active: TAKES_PART.includes(status) && (end === null || end.hi > context.asOf),
  });
}
