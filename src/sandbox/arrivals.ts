/** What was written into the charts since the start, in order of arrival: what the inbox page shows. */
import { parseReference } from './compartment.ts';
import { records, string } from './fhir-types.ts';
import type { AnyResource, Stored } from './fhir-types.ts';

/** A resource in the chart, looked up when it is shown, or one that waits for somebody's review and is in no chart. */
export type Arrival =
  { readonly reference: string } | { readonly waiting: AnyResource; /** Counts from 1. */ readonly number: number };

const LISTED: Readonly<Record<string, string>> = {
  ServiceRequest: 'A referral',
  Task: 'A request for the work list',
  Communication: 'A message',
  DocumentReference: 'A letter',
};

export class Arrivals {
  readonly entries: Arrival[] = [];
  /** What was answered with 202 and is in no chart, in order of arrival. */
  readonly waiting: AnyResource[] = [];
  /** `Type/id` of what a Provenance has been written for. */
  readonly withProvenance = new Set<string>();
  readonly #log: (line: string) => void;

  constructor(log: (line: string) => void) {
    this.#log = log;
  }

  created(resource: Stored): void {
    if (resource.resourceType === 'Provenance') {
      for (const target of records(resource['target'])) {
        const named = parseReference(string(target['reference']));
        if (named) this.withProvenance.add(`${named.type}/${named.id}`);
      }
    }
    const kind = LISTED[resource.resourceType];
    if (kind === undefined || isForThemselves(resource)) return;
    const reference = `${resource.resourceType}/${resource.id}`;
    this.entries.push({ reference });
    this.#log(`${kind} arrived: ${reference}`);
  }

  has(reference: string): boolean {
    return this.entries.some((entry) => 'reference' in entry && entry.reference === reference);
  }

  keptForReview(resource: AnyResource): void {
    this.waiting.push(resource);
    const kind = LISTED[resource.resourceType];
    if (kind === undefined) return;
    this.entries.push({ waiting: resource, number: this.waiting.length });
    this.#log(`${kind} waits for review.`);
  }
}

/**
 * A Task that the clinic keeps for itself is no work for the team: one that is over when it is made, one for who made it, and a
 * decision about the triggers (interop 4.10).
 */
function isForThemselves(resource: AnyResource): boolean {
  if (resource.resourceType !== 'Task') return false;
  const over = ['completed', 'cancelled', 'rejected', 'failed', 'entered-in-error'];
  const [owner, requester] = ['owner', 'requester'].map((one) => string(records(resource[one])[0]?.['reference']));
  const codes = records(records(resource['code'])[0]?.['coding']).map((coding) => coding['code']);
  return (
    over.includes(string(resource['status']) ?? '') ||
    (owner !== undefined && owner === requester) ||
    codes.includes('palliative-trigger-review')
  );
}
