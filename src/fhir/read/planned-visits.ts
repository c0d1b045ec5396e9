/** Agreed visits that stand in a care plan: by the Appointment to which an activity refers (R4 CarePlan.activity.reference). */
import { list, object, type Json } from './json.ts';
import { ownReference, subjectProblem, type Context } from './reading.ts';

const OVER: ReadonlySet<unknown> = new Set(['revoked', 'entered-in-error']);

/** References of the appointments in this plan; none for a plan that was taken back, or is somebody else's. */
export function plannedVisits(resource: Json, context: Context): readonly string[] {
  if (OVER.has(resource['status']) || subjectProblem(resource, context) !== null) return [];
  return list(resource['activity'])
    .flatMap((one) => ownReference(object(one['reference']), context) ?? [])
    .filter((one) => one.startsWith('Appointment/'));
}
