/** What somebody else does in the EHR itself, with a Provenance that says who: tests and demonstrations change charts with it. */
import type { EhrClock } from './ehr-clock.ts';
import { parseReference } from './compartment.ts';
import { records, string } from './fhir-types.ts';
import type { Stored } from './fhir-types.ts';
import type { Store } from './store.ts';
import { DEFAULT_USER } from './launches.ts';

const CODES = 'http://terminology.hl7.org/CodeSystem';

export interface Colleague {
  /** `Practitioner/x`; the oncologist when absent. */
  readonly by?: string;
}

export class ColleagueAtWork {
  readonly #store: Store;
  readonly #clock: EhrClock;
  readonly #onCreated: (resource: Stored) => void;

  constructor(store: Store, clock: EhrClock, onCreated: (resource: Stored) => void) {
    this.#store = store;
    this.#clock = clock;
    this.#onCreated = onCreated;
  }

  /** Replaces these elements of whatever version is there. Rejects when there is no such resource. */
  async change(reference: string, changes: Readonly<Record<string, unknown>>, { by }: Colleague = {}): Promise<Stored> {
    const parsed = parseReference(reference);
    if (!parsed) throw new Error(`${reference} is not a reference such as ServiceRequest/x.`);
    const current = await this.#store.read(parsed.type, parsed.id);
    const changed = await this.#store.update({ ...current, ...changes }, current.meta?.versionId);
    await this.#tell(changed, by ?? `Practitioner/${DEFAULT_USER}`);
    return changed;
  }

  /** An order is revoked with the reason in its notes (R4 has no other place), a Task or an appointment cancelled. */
  async cancel(reference: string, { reason, ...who }: Colleague & { readonly reason?: string } = {}): Promise<Stored> {
    const parsed = parseReference(reference);
    if (!parsed) throw new Error(`${reference} is not a reference such as ServiceRequest/x.`);
    const current = await this.#store.read(parsed.type, parsed.id);
    const said = reason === undefined ? undefined : { text: reason };
    switch (current.resourceType) {
      case 'ServiceRequest':
        return this.change(
          reference,
          { status: 'revoked', ...(said ? { note: [...records(current['note']), said] } : {}) },
          who,
        );
      case 'Task':
        return this.change(reference, { status: 'cancelled', ...(said ? { statusReason: said } : {}) }, who);
      case 'Appointment':
        return this.change(reference, { status: 'cancelled', ...(said ? { cancelationReason: said } : {}) }, who);
      default:
        throw new Error(`${reference} is nothing that can be cancelled.`);
    }
  }

  async #tell(changed: Stored, by: string): Promise<void> {
    const version = string(changed.meta?.versionId) ?? '1';
    const written = await this.#store.create({
      resourceType: 'Provenance',
      target: [{ reference: `${changed.resourceType}/${changed.id}/_history/${version}` }],
      recorded: this.#clock.instant(),
      activity: { coding: [{ system: `${CODES}/v3-DataOperation`, code: 'UPDATE', display: 'revise' }] },
      agent: [
        {
          type: { coding: [{ system: `${CODES}/provenance-participant-type`, code: 'author', display: 'Author' }] },
          who: { reference: by },
        },
      ],
    });
    this.#onCreated(written.resource);
  }
}
