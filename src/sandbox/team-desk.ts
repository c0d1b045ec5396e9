/** The palliative team at work: one step at a time, only what fits, and never on a state that has changed meanwhile. */
import type { EhrClock } from './ehr-clock.ts';
import { personName } from './describe.ts';
import { FhirProblem } from './fhir-types.ts';
import type { AnyResource, Stored } from './fhir-types.ts';
import type { Store } from './store.ts';
import { caseOf } from './team-case.ts';
import type { Case, Step } from './team-case.ts';
import { bookedAppointment, consultNote, fulfilmentTask, visitEncounter, withOutput } from './team-records.ts';
import type { Person, Team, Visit } from './team-records.ts';

/** A step with what it needs to be done. */
export type StepOrder =
  | { readonly step: 'receive' | 'accept' | 'start' }
  | { readonly step: 'decline'; readonly reason: string }
  | { readonly step: 'schedule'; readonly visit: Visit }
  | { readonly step: 'complete'; readonly note: string };

/** `stale`: somebody changed it meanwhile. `does-not-fit`: it is not at this step. In each case nothing was changed. */
export type Done =
  | { readonly ok: true; readonly after: Case }
  | {
      readonly ok: false;
      readonly why: 'not-found' | 'stale' | 'does-not-fit' | 'incomplete';
      readonly text: string;
    };

const DISPLAYS = {
  'Organization/dir-palliative': 'Supportive & palliative care team',
  'Practitioner/dir-palliative-physician': 'Palliative physician',
  'Practitioner/dir-palliative-nurse': 'Palliative nurse',
  'HealthcareService/dir-palliative-clinic': 'Palliative care clinic',
  'HealthcareService/dir-palliative-virtual': 'Palliative care by video',
  'HealthcareService/dir-palliative-home': 'Palliative care at home',
} as const;

export class TeamDesk {
  readonly #store: Store;
  readonly #clock: EhrClock;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(store: Store, clock: EhrClock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** `seen`: the mark of the case on the page where somebody pressed the button; absent = whatever is there now. */
  act(reference: string, order: StepOrder, seen?: string): Promise<Done> {
    const result = this.#turn.then(() => this.#act(reference, order, seen));
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async #act(reference: string, order: StepOrder, seen: string | undefined): Promise<Done> {
    const state = await caseOf(this.#store, reference);
    if (!state) return { ok: false, why: 'not-found', text: `${reference} is not a request in the inbox.` };
    if (seen !== undefined && seen !== state.mark) return STALE;
    if (!state.offers.includes(order.step)) return misfit(order.step, state);
    const lacking = this.#lacking(order);
    if (lacking !== undefined) return { ok: false, why: 'incomplete', text: lacking };
    try {
      await this.#do(state, order, await this.#team());
    } catch (error) {
      if (error instanceof FhirProblem && (error.status === 409 || error.status === 412)) return STALE;
      throw error;
    }
    const after = await caseOf(this.#store, reference);
    return after ? { ok: true, after } : { ok: false, why: 'not-found', text: `${reference} is gone.` };
  }

  #lacking(order: StepOrder): string | undefined {
    if (order.step === 'decline' && order.reason.trim() === '') return 'Say why the team declines.';
    if (order.step === 'complete' && order.note.trim() === '') return 'Write a short note for who asked.';
    if (order.step !== 'schedule') return undefined;
    const { day, time, minutes } = order.visit;
    const start = this.#clock.at(day, time);
    if (start === undefined) return 'Choose a day and a time for the visit.';
    if (start < this.#clock.instant()) return 'The visit must lie in the future.';
    return minutes > 0 ? undefined : 'Say how long the visit takes.';
  }

  /** What others may have changed is written first and with its version: when that fails, nothing was done. */
  async #do(state: Case, order: StepOrder, team: Team): Promise<void> {
    const at = this.#clock.instant();
    if (state.request.resourceType === 'Communication') {
      await this.#put({ ...state.request, received: at });
      return;
    }
    switch (order.step) {
      case 'receive':
        await this.#task(state, { status: 'received' }, team);
        return;
      case 'accept':
        await this.#task(state, { status: 'accepted', statusReason: undefined }, team);
        return;
      case 'decline': {
        const refused = { status: 'rejected', statusReason: { text: order.reason.trim() }, businessStatus: undefined };
        await this.#task(state, refused, team);
        return;
      }
      case 'schedule': {
        const start = this.#clock.at(order.visit.day, order.visit.time) ?? at;
        const task = await this.#task(state, { status: 'accepted', businessStatus: { text: 'scheduled' } }, team);
        const booked = await this.#create(bookedAppointment(state, order.visit, start, team, at));
        await this.#put(withOutput(task, 'Appointment', booked));
        return;
      }
      case 'start': {
        const task = await this.#task(state, { status: 'in-progress' }, team);
        if (state.appointment) await this.#put({ ...state.appointment, status: 'arrived' });
        const encounter = await this.#create(visitEncounter(state, 'in-progress', team, at));
        await this.#put(withOutput(task, 'Visit', encounter));
        return;
      }
      case 'complete':
        await this.#complete(state, order.note.trim(), team, at);
    }
  }

  async #complete(state: Case, note: string, team: Team, at: string): Promise<void> {
    const { request, appointment, encounter } = state;
    if (request.resourceType === 'ServiceRequest') await this.#put({ ...request, status: 'completed' });
    let task = await this.#task(state, { status: 'completed', businessStatus: undefined }, team);
    let visit = encounter;
    if (encounter) {
      const { period, status } = visitEncounter(state, 'finished', team, at);
      visit = await this.#put({ ...encounter, status, period });
    } else if (appointment) {
      visit = await this.#create(visitEncounter(state, 'finished', team, at));
      task = withOutput(task, 'Visit', visit);
    }
    if (appointment) await this.#put({ ...appointment, status: 'fulfilled' });
    const written = await this.#create(consultNote(state, visit, note, team, at));
    await this.#put(withOutput(task, 'Note', written));
  }

  /** Makes the Task of an order when there is none yet. An element set to undefined goes away. */
  async #task(state: Case, changes: { status: string; [element: string]: unknown }, team: Team): Promise<Stored> {
    const lastModified = this.#clock.instant();
    if (state.task) return this.#put({ ...state.task, ...changes, lastModified });
    const fresh = fulfilmentTask(state.request, changes.status, team, lastModified);
    return this.#create({ ...fresh, ...changes });
  }

  /** Not by way of the arrivals: what the team writes itself does not arrive in its inbox. */
  async #create(resource: AnyResource): Promise<Stored> {
    return (await this.#store.create(clean(resource))).resource;
  }

  #put(resource: Stored): Promise<Stored> {
    return this.#store.update({ ...clean(resource), id: resource.id }, resource.meta?.versionId);
  }

  async #team(): Promise<Team> {
    const of = (reference: keyof typeof DISPLAYS): Promise<Person> => this.#person(reference);
    const [organization, physician, nurse, clinic, virtual, home] = await Promise.all([
      of('Organization/dir-palliative'),
      of('Practitioner/dir-palliative-physician'),
      of('Practitioner/dir-palliative-nurse'),
      of('HealthcareService/dir-palliative-clinic'),
      of('HealthcareService/dir-palliative-virtual'),
      of('HealthcareService/dir-palliative-home'),
    ]);
    return { organization, physician, nurse, services: { clinic, virtual, home } };
  }

  /** A reference only to what this server has: another server's directory is not ours. */
  async #person(reference: keyof typeof DISPLAYS): Promise<Person> {
    const [type = '', id = ''] = reference.split('/');
    const display = DISPLAYS[reference];
    return this.#store.read(type, id).then(
      (found) => ({ reference, display: personName(found) }),
      () => ({ display }),
    );
  }
}

const STALE: Done = {
  ok: false,
  why: 'stale',
  text: 'This request has changed since the page was shown. Nothing was changed; look again and decide anew.',
};

function misfit(step: Step, { standing, offers }: Case): Done {
  const next = offers.length === 0 ? 'nothing' : offers.join(', ');
  const text = `It cannot be done (${step}): the request is at "${standing}", where the team can do ${next}. Nothing was changed.`;
  return { ok: false, why: 'does-not-fit', text };
}

function clean(resource: AnyResource): AnyResource {
  const kept = Object.entries(resource).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as AnyResource;
}
