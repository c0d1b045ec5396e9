/** What became of an order, read from the resource that the server shows: not from what was sent. */
import type { FhirResource } from 'fhir/r4';
import { problem } from '../../domain/problem.ts';
import type { SubmissionOutcome } from '../../domain/referral/outcome.ts';

const ORDERS: ReadonlySet<string> = new Set([
  'order',
  'original-order',
  'reflex-order',
  'filler-order',
  'instance-order',
]);
const IN_FORCE: ReadonlySet<string> = new Set(['active', 'on-hold', 'completed']);

/** `readBack`: the resource was read from the server after it was written. */
export function outcomeOf(resource: FhirResource, reference: string, readBack: boolean): SubmissionOutcome {
  const { status, intent } = resource as { readonly status?: string; readonly intent?: string };
  if (status === 'revoked' || status === 'entered-in-error') {
    return { outcome: 'refused', problems: [problem('taken-back', `${reference} is on record with status ${status}`)] };
  }
  const placed = IN_FORCE.has(status ?? '') && ORDERS.has(intent ?? '');
  const there = { reference, readBack, alsoOpen: [] };
  return placed ? { outcome: 'placed', ...there } : { outcome: 'prepared', via: 'fhir-create', ...there };
}
