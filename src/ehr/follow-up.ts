/** Reads what has become of the referrals: from what came with the chart, or asked afresh (interop 4.9). Only ever reads. */
import type { FhirResource, ServiceRequest } from 'fhir/r4';
import type { SourceId } from '../domain/chart/source.ts';
import type { AskedQuestion } from '../domain/question/asked-question.ts';
import type { FollowUpRecords, FollowUpSource, FulfilmentTask, TeamWords } from '../domain/referral/follow-up.ts';
import { readAskedQuestion } from '../fhir/read/asked-question.ts';
import {
  readFollowedFiled,
  readFollowedRequest,
  readFollowUpAppointment,
  readFollowUpEncounter,
  readFulfilmentTask,
} from '../fhir/read/follow-up.ts';
import { list, object, reference, type Json } from '../fhir/read/json.ts';
import { plannedVisits } from '../fhir/read/planned-visits.ts';
import { subjectProblem, type Context } from '../fhir/read/reading.ts';
import { wordsOfNote } from '../fhir/read/team-words.ts';
import { REFERRAL_NOTE } from '../fhir/write/document-reference.ts';
import { escapeToken } from './escape-token.ts';
import { freshCount } from './fresh-count.ts';
import { contextNow } from './read-now.ts';
import type { SmartEhrOptions } from './smart-ehr.ts';
import { putInPlace, type ChartMemory } from './sources/load-chart.ts';
import { PLAN } from './sources/plan.ts';
import { readSource } from './sources/read-source.ts';
import { asSeen } from './sources/seen.ts';

export interface FollowUpReading {
  read(this: void, afresh: boolean): Promise<FollowUpRecords>;
  /** The referral as it was last given to the screen; null when it was not. */
  shown(this: void, reference: string): ServiceRequest | null;
  /** What was read right now takes the place of what was shown. `over`: the version that was changed from here. */
  seen(this: void, resource: ServiceRequest, over: string | null): void;
}

/** Resources of a kind, and whether they are all that there are. */
interface Got {
  readonly resources: readonly FhirResource[];
  readonly whole: boolean;
}

/** The newest of what a Task names. [DESIGN] */
const MOST_DOCUMENTS = 2;

/** Asked again; encounters are many, and one that has begun since the chart was opened is not what one looks for. */
type AskedAgain = 'ServiceRequest' | 'Task' | 'Appointment' | 'CarePlan';

export function createFollowUpReading(options: SmartEhrOptions, memory: ChartMemory): FollowUpReading {
  const { gateway, granted, patientId, site } = options;
  const { channels, identifierSystem, note, services } = site.referral;
  const shown = new Map<string, ServiceRequest>();
  /** Messages as they were last asked for. */
  let asked: Got | null = null;
  /** Another page size is another search: servers that keep their answers for a minute must not tell what was true before. */
  const fresh = {
    ...gateway,
    search: ((type, params, ...how) =>
      gateway.search(type, { ...params, _count: freshCount() }, ...how)) as typeof gateway.search,
  };

  const inMemory = (type: SourceId): Got => ({
    resources: memory.resources[type] ?? [],
    whole: memory.states[type].state === 'loaded',
  });

  async function askAgain(type: AskedAgain): Promise<Got> {
    const source = PLAN[type];
    if (source === 'not-asked') return inMemory(type);
    const asOf = contextNow(options).asOf - 1;
    const { resources: found, state } = await readSource(source, { gateway: fresh, granted, patientId, asOf });
    const resources = asSeen(memory.seen, found);
    const whole = state.state === 'loaded';
    // What was there is still likely to be; that it was not read now is said.
    if (!whole && state.state !== 'partial') return { ...inMemory(type), whole };
    // So that its record can be shown; what the chart was worked out from stays as it is.
    if (whole) memory.resources[type] = resources;
    return { resources, whole };
  }

  /** Of whom only the reference is written down: the service of this site for which they read messages, or keep the work list. */
  function serviceNamed(resource: Json): string | null {
    const named = [resource['owner'], ...list(resource['recipient'])].flatMap((one) => reference(one) ?? []);
    const found = services.find(({ messageTo = [], taskOwner }) =>
      [...messageTo, taskOwner].some((one) => one !== undefined && named.includes(one)),
    );
    return found?.name ?? null;
  }

  /** Messages are no source of the chart: looked for only where this site can have left some. Null: none can be there. */
  async function messages(afresh: boolean): Promise<Got | null> {
    if (!afresh && asked !== null) return asked;
    const possible =
      channels.includes('communication') && services.some(({ messageTo }) => (messageTo ?? []).length > 0);
    asked = possible ? await search('Communication', {}) : null;
    return asked;
  }

  async function letters(afresh: boolean): Promise<Got | null> {
    if (!channels.includes('note')) return null;
    const { system, code } = note.type ?? REFERRAL_NOTE;
    return afresh
      ? await search('DocumentReference', { type: `${escapeToken(system)}|${escapeToken(code)}` })
      : inMemory('DocumentReference');
  }

  async function search(type: string, only: Readonly<Record<string, string>>): Promise<Got> {
    if (granted.can('s', type).granted !== 'yes') return { resources: [], whole: false };
    const { resources, incomplete } = await fresh.search(type, { patient: patientId, ...only });
    return { resources, whole: incomplete === null };
  }

  /** With the words of the notes that they name, as far as those can be read here; the others stay named. */
  async function withDocuments<One extends Pick<FulfilmentTask, 'says' | 'documents'>>(
    all: readonly One[],
    context: Context,
  ): Promise<readonly One[]> {
    return await Promise.all(
      all.map(async (one) => {
        const read = await Promise.all(
          one.documents.slice(-MOST_DOCUMENTS).map(async (note) => ({ note, words: await noteWords(note, context) })),
        );
        const found = read.flatMap(({ words }) => words ?? []);
        const missing = one.documents.filter((note) =>
          read.every((other) => other.note !== note || other.words === null),
        );
        return found.length === 0 ? one : { ...one, says: [...one.says, ...found], documents: missing };
      }),
    );
  }

  async function noteWords(reference: string, context: Context): Promise<TeamWords | null> {
    const known = inMemory('DocumentReference').resources.find(
      (one) => `DocumentReference/${one.id ?? ''}` === reference,
    );
    const document = known ?? (await fetched(reference));
    const json = document === null ? null : object(document);
    return json === null || subjectProblem(json, context) !== null ? null : wordsOfNote(json, context);
  }

  async function fetched(reference: string): Promise<FhirResource | null> {
    if (granted.can('r', 'DocumentReference').granted !== 'yes') return null;
    const answer = await gateway.read(reference);
    const isIt = answer.ok && `${answer.value.resourceType}/${answer.value.id ?? ''}` === reference;
    return isIt ? answer.value : null;
  }

  return {
    shown: (reference) => shown.get(reference) ?? null,
    seen: (resource, over) => {
      shown.set(`ServiceRequest/${resource.id ?? ''}`, resource);
      putInPlace(memory, 'ServiceRequest', resource, over);
    },

    async read(afresh) {
      const readOf = async (type: AskedAgain): Promise<Got> => (afresh ? await askAgain(type) : inMemory(type));
      const [requests, tasks, appointments, plans, sent, filed] = await Promise.all([
        readOf('ServiceRequest'),
        readOf('Task'),
        readOf('Appointment'),
        readOf('CarePlan'),
        messages(afresh),
        letters(afresh),
      ]);
      const encounters = inMemory('Encounter');
      const context = contextNow(options);
      const readAll = <One>(got: Got | null, reader: (resource: Json) => One | null): readonly One[] =>
        (got?.resources ?? []).flatMap((one) => reader(one as unknown as Json) ?? []);
      for (const one of requests.resources)
        if (one.resourceType === 'ServiceRequest' && one.id !== undefined) shown.set(`ServiceRequest/${one.id}`, one);
      const got: Readonly<Record<FollowUpSource, Got | null>> = {
        ServiceRequest: requests,
        Task: tasks,
        Appointment: appointments,
        Encounter: encounters,
        Communication: sent,
        DocumentReference: filed,
      };
      const question = (resource: Json): AskedQuestion | null => {
        const read = readAskedQuestion(resource, context, identifierSystem);
        return read === null ? null : { ...read, to: read.to ?? serviceNamed(resource) };
      };
      const ours = (resource: Json) => readFollowedFiled(resource, context, identifierSystem);
      return {
        referrals: [
          ...readAll(requests, (one) => readFollowedRequest(one, context)),
          ...[tasks, sent, filed].flatMap((one) => readAll(one, ours)),
        ],
        tasks: await withDocuments(
          readAll(tasks, (one) => readFulfilmentTask(one, context, identifierSystem)),
          context,
        ),
        appointments: readAll(appointments, (one) => readFollowUpAppointment(one, context)),
        encounters: readAll(encounters, (one) => readFollowUpEncounter(one, context)),
        questions: await withDocuments(
          [tasks, sent, inMemory('DocumentReference')].flatMap((one) => readAll(one, question)),
          context,
        ),
        plannedVisits: {
          references: plans.resources.flatMap((one) => plannedVisits(one as unknown as Json, context)),
          whole: plans.whole,
        },
        unread: (Object.keys(got) as FollowUpSource[]).filter((type) => got[type]?.whole === false),
      };
    },
  };
}
