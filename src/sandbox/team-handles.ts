/** The palliative team's buttons as functions, by which tests and journeys drive the loop. */
import type { Appointment, Encounter, Task } from 'fhir/r4';
import type { EhrClock } from './ehr-clock.ts';
import type { Store } from './store.ts';
import { caseOf } from './team-case.ts';
import type { Case } from './team-case.ts';
import type { StepOrder, TeamDesk } from './team-desk.ts';
import { usualVisit } from './team-records.ts';
import type { Visit } from './team-records.ts';

/** What a request has led to, as the chart has it now. */
interface TeamCase {
  readonly standing: Case['standing'];
  /** The Task that carries the state: of an order, the team's own. */
  readonly task: Task | undefined;
  readonly appointment: Appointment | undefined;
  readonly encounter: Encounter | undefined;
}

/**
 * The palliative team, working on a ServiceRequest or on a Task of its work list (`Type/id`), as with the buttons of the inbox. Each
 * step rejects with a plain sentence when it does not fit, and then nothing was changed. `accept` needs no `receive` before it.
 */
export interface TeamInbox {
  look(reference: string): Promise<TeamCase>;
  receive(reference: string): Promise<TeamCase>;
  accept(reference: string): Promise<TeamCase>;
  decline(reference: string, reason?: string): Promise<TeamCase>;
  /** Absent: a video visit of an hour with physician and nurse, at 10:00 on a workday in three days or soon after. */
  schedule(reference: string, visit?: Partial<Visit>): Promise<TeamCase>;
  /** The visit is under way. May be left out. */
  start(reference: string): Promise<TeamCase>;
  complete(reference: string, note?: string): Promise<TeamCase>;
}

export function teamInbox(store: Store, desk: TeamDesk, clock: EhrClock): TeamInbox {
  const told = ({ standing, task, appointment, encounter }: Case): TeamCase => ({
    standing,
    task: task as unknown as Task | undefined,
    appointment: appointment as unknown as Appointment | undefined,
    encounter: encounter as unknown as Encounter | undefined,
  });
  const act = async (reference: string, order: StepOrder): Promise<TeamCase> => {
    const done = await desk.act(reference, order);
    if (!done.ok) throw new Error(done.text);
    return told(done.after);
  };
  return {
    async look(reference) {
      const found = await caseOf(store, reference);
      if (!found) throw new Error(`${reference} is not a request that the team works on.`);
      return told(found);
    },
    receive: (reference) => act(reference, { step: 'receive' }),
    accept: (reference) => act(reference, { step: 'accept' }),
    decline: (reference, reason = 'No capacity in time') => act(reference, { step: 'decline', reason }),
    schedule: (reference, visit = {}) =>
      act(reference, { step: 'schedule', visit: { ...usualVisit(clock), ...visit } }),
    start: (reference) => act(reference, { step: 'start' }),
    complete: (reference, note = 'Seen. The advice stands in this note.') => act(reference, { step: 'complete', note }),
  };
}
