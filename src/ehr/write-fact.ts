/**
 * Writing an entered fact into the chart as an Observation, where the EHR takes it (product row M23). One press, one POST: the patient
 * is read again first, what leaves is noted before it leaves, a lost answer is looked up by identifier and never sent again.
 */
import type { Observation } from 'fhir/r4';
import type { PatientRecord } from '../domain/chart/records.ts';
import { problem, type Problem, type Result } from '../domain/problem.ts';
import { mayHaveLeft, type FactWrite, type KeptVisit, type SettledWrite } from '../domain/visit/fact-write.ts';
import type { EnteredFact } from '../domain/visit/visit.ts';
import { readObservation } from '../fhir/read/observation.ts';
import type { Context } from '../fhir/read/reading.ts';
import { offsetOf } from '../fhir/time-zone.ts';
import { observationFor } from '../fhir/write/observation.ts';
import { whyNotCreate } from './channels/capability.ts';
import type { Kind } from './channels/look-up.ts';
import type { PostContext } from './channels/post.ts';
import { visitFrom } from './kept-visit.ts';
import type { EhrPort } from './port.ts';
import type { SmartEhrOptions } from './smart-ehr.ts';
import { EHR } from './sources/load-chart.ts';
import { lookOnce, writeOnce, type Once } from './write-once.ts';

export type FactWriting = Pick<EhrPort, 'mayWriteFact' | 'writeFact' | 'findFact'>;

export interface FactParts {
  /** Reads the patient again: the same living person, or why not. */
  verifyPatient(): Promise<Result<PatientRecord>>;
  /** The launch's encounter, when it is this patient's and not over. */
  openEncounter(): Promise<string | null>;
  readContext(): Context;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

const TYPE = 'Observation';

const FACT: Kind = {
  channel: 'fhir-create',
  type: TYPE,
  subject: 'subject',
  outcomeOf(resource, reference, readBack) {
    const { status = '' } = resource as { readonly status?: string };
    return status === 'entered-in-error' || status === 'cancelled'
      ? {
          outcome: 'refused',
          problems: [problem('taken-back', `${reference} is on record with status ${status}`)],
        }
      : { outcome: 'placed', reference, readBack, alsoOpen: [] };
  },
};

export function createFactWriting(options: SmartEhrOptions, parts: FactParts): FactWriting {
  const { gateway, granted, issuer, kept, life, patientId, site } = options;
  const { identifierSystem } = site.referral;
  const says = issuer.creates.Observation;
  const offsetAt = offsetOf(site.timeZone);
  const context: PostContext = {
    gateway,
    patientId,
    identifierSystem,
    kind: FACT,
    staged: says === 'staged',
    conditionalCreate: issuer.conditionalCreate,
    preferRepresentation: issuer.preferRepresentation,
  };
  /** The server has refused this kind in this session. */
  let closed = false;
  const underWay = new Map<string, Promise<SettledWrite>>();

  const noteOf = (id: string): FactWrite | undefined => visitFrom(kept.visit()).writes?.[id];
  function note(id: string, write: FactWrite): void {
    const visit = visitFrom(kept.visit());
    const noted: KeptVisit = { ...visit, writes: { ...visit.writes, [id]: write } };
    kept.saveVisit(noted);
  }
  const settle = (id: string, write: SettledWrite): SettledWrite => {
    note(id, write);
    return write;
  };

  const once = {
    context,
    life,
    sleep: parts.sleep,
    lookUpWaits: options.lookUpWaits,
    verifyPatient: () => parts.verifyPatient(),
  };
  function leaving(id: string): boolean {
    note(id, { at: 'writing' });
    return kept.isStored();
  }

  async function resourceOf(fact: EnteredFact): Promise<Observation | null> {
    const [{ name }, encounterId] = await Promise.all([options.clinician, parts.openEncounter()]);
    return observationFor({
      fact,
      identifierSystem,
      patientId,
      encounterId,
      performer: options.user === null ? null : { reference: options.user, name },
      offsetAt,
      variant: issuer.minimalResources ? 'minimal' : 'full',
    });
  }

  /** As the record is shown where records of the chart are. */
  function written(fact: EnteredFact, resource: Observation, reference: string): SettledWrite {
    const read = readObservation({ ...resource, id: reference.split('/')[1] }, parts.readContext());
    const record = read.is === 'record' && read.record !== null && 'label' in read.record ? read.record : null;
    const { label = resource.code.text ?? '', value = null } = record ?? {};
    return { at: 'written', fact, record: { origin: EHR, reference, label, value } };
  }

  function told(fact: EnteredFact, resource: Observation, became: Once): SettledWrite {
    switch (became.is) {
      case 'there':
        return written(fact, resource, became.reference);
      case 'staged':
        return { at: 'staged' };
      case 'refused':
        return refused(became.why);
      case 'unknown':
        return { at: 'unknown' };
      default:
        return became satisfies never;
    }
  }

  /**
   * The right to create it, granted and advertised, and nothing in the site's file against it. What could not be asked is not offered:
   * a press that may lead nowhere is worse than none, and the letter carries the fact.
   */
  async function mayWrite(): Promise<boolean> {
    return !closed && (await whyNotCreate(TYPE, says, granted, gateway)) === null;
  }

  async function write(fact: EnteredFact): Promise<SettledWrite> {
    const earlier = noteOf(fact.id);
    if (earlier?.at === 'written' || earlier?.at === 'staged') return earlier;
    // What may have left is looked for, and never leaves again.
    if (mayHaveLeft(earlier)) return await look(fact);
    const resource = await resourceOf(fact);
    if (resource === null || !(await mayWrite()))
      return settle(fact.id, refused(problem('not-supported', 'not written into this chart')));
    const became = await writeOnce({ ...once, noteLeaving: () => leaving(fact.id) }, fact.id, resource);
    closed ||= became.is === 'refused' && became.closes;
    return settle(fact.id, told(fact, resource, became));
  }

  async function look(fact: EnteredFact): Promise<SettledWrite> {
    const resource = await resourceOf(fact);
    return resource === null ? { at: 'unknown' } : settle(fact.id, told(fact, resource, await lookOnce(once, fact.id)));
  }

  /** Whatever is pressed, one of them for a fact at a time. */
  function alone(fact: EnteredFact, run: () => Promise<SettledWrite>): Promise<SettledWrite> {
    const running = underWay.get(fact.id);
    if (running !== undefined) return running;
    const begun = run().finally(() => underWay.delete(fact.id));
    underWay.set(fact.id, begun);
    return begun;
  }

  return {
    mayWriteFact: async (fact) => (await resourceOf(fact)) !== null && (await mayWrite()),
    writeFact: (fact) => alone(fact, () => write(fact)),
    findFact: (fact) => alone(fact, () => look(fact)),
  };
}

const refused = (why: Problem): SettledWrite => ({ at: 'refused', problem: why });
