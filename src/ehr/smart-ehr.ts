/** The launching EHR as the React side sees it: the port over gateway, sources and channels. */
import type { FhirResource, ServiceRequest } from 'fhir/r4';
import { SOURCE_IDS } from '../domain/chart/source.ts';
import type { Day } from '../domain/logic/when.ts';
import { problem } from '../domain/problem.ts';
import type { SubmissionOutcome } from '../domain/referral/outcome.ts';
import { reference as referenceIn, type Json } from '../fhir/read/json.ts';
import { isPatient, type Context } from '../fhir/read/reading.ts';
import { dayAt, offsetOf } from '../fhir/time-zone.ts';
import { serviceRequest, type Standing } from '../fhir/write/service-request.ts';
import type { Issuer, Site } from '../site/site.ts';
import { whyNotCreate, type WhyManual } from './channels/choose.ts';
import type { FhirCreateContext } from './channels/fhir-create.ts';
import { handedOn } from './channels/manual.ts';
import { lookForReferrals, type ReferralsOnRecord } from './duplicates.ts';
import type { Gateway } from './gateway/gateway.ts';
import type { KeptStore } from './kept-referral.ts';
import type { EhrPort, OutgoingReferral, ReferralChannel, Who } from './port.ts';
import { EHR, emptyMemory, loadChart, resourceIn, retrySource, type ChartRequest } from './sources/load-chart.ts';
import type { GrantedScopes } from './sources/scopes.ts';
import { earlierOutcome, reconcileReferral, submitReferral, type Submission } from './submit-referral.ts';
import { readVerified } from './verify-patient.ts';

/** Who is at the screen, beyond the reference in the token. */
export interface Clinician {
  readonly name: string | null;
  readonly maySign: boolean;
}

export interface SmartEhrOptions {
  readonly gateway: Gateway;
  readonly site: Site;
  readonly issuer: Issuer;
  readonly granted: GrantedScopes;
  readonly patientId: string;
  readonly encounterId: string | null;
  /** Reference of the signed-in user. */
  readonly user: string | null;
  /** Name and role, read beside the chart. Never rejects; nobody waits for it but preview and send. */
  readonly clinician: Promise<Clinician>;
  readonly expiresAt: number | null;
  readonly kept: KeptStore;
  readonly now: () => number;
  readonly sleep?: (milliseconds: number) => Promise<void>;
  readonly lookUpWaits?: readonly number[];
  readonly lastLookWithin?: number;
}

const OVER: ReadonlySet<string> = new Set(['finished', 'cancelled', 'entered-in-error']);

/** A record is shown for reading; what is longer no page can show and nobody reads. */
const MAX_RECORD = 200_000;

/** Null for a record nested so deep that it cannot be written out. */
function asText(resource: FhirResource): string | null {
  try {
    const json = JSON.stringify(resource, null, 2);
    return json.length > MAX_RECORD ? `${json.slice(0, MAX_RECORD)}\n…` : json;
  } catch {
    return null;
  }
}

export function createSmartEhr(options: SmartEhrOptions): EhrPort {
  const { gateway, site, issuer, granted, patientId, kept, now } = options;
  const sleep =
    options.sleep ?? ((milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds)));
  const offsetAt = offsetOf(site.timeZone);
  const memory = emptyMemory();
  let clinician: Clinician = { name: null, maySign: false };
  void options.clinician.then((read) => (clinician = read));
  /** The patient as first read; later readings are compared with it. */
  let firstPatient: FhirResource | null = null;
  /** Look-backs count from the day on which the chart was opened, also for a source that is asked again after midnight. */
  let opened: Day | null = null;
  /** The server has refused a create in this session: the letter is what remains. */
  let closed: WhyManual | null = null;
  /** The launch's encounter, where the chart does not hold it. */
  let askedEncounter: Promise<FhirResource | null> | null = null;
  /** When each decision was last shown: it is sent as it was shown, time included. */
  const shownAt = new Map<string, number>();
  const inFlight = new Map<string, Promise<SubmissionOutcome>>();
  let lastSend: Promise<unknown> = Promise.resolve();

  const today = (): Day => dayAt(now(), offsetAt);
  const chartRequest = (): ChartRequest => ({ gateway, granted, patientId, site, asOf: (opened ??= today()) });
  // A day ahead, so that a referral written a moment ago in another time zone or by a fast clock is not "in the future".
  const readContext = (): Context => ({
    origin: EHR,
    patientId,
    asOf: today() + 1,
    offsetAt,
    encounterClasses: site.encounterClasses,
    base: gateway.base,
    orderCodes: site.referral.orderCoding,
  });
  const firstRead = (): FhirResource | null => (firstPatient ??= memory.resources.Patient?.[0] ?? null);

  const createContext: FhirCreateContext = {
    gateway,
    patientId,
    identifierSystem: site.referral.identifierSystem,
    conditionalCreate: issuer.conditionalCreate,
    preferRepresentation: issuer.preferRepresentation,
  };

  const submission: Submission = {
    create: createContext,
    kept,
    site,
    sleep,
    now,
    lookUpWaits: options.lookUpWaits,
    lastLookWithin: options.lastLookWithin,
    verifyPatient,
    referralsOnRecord,
    resourceOf,
    closeChannel: (why) => (closed = why),
  };

  function referralsOnRecord(decisionId: string | null): Promise<ReferralsOnRecord> {
    const own = decisionId === null ? null : `${site.referral.identifierSystem}|${decisionId}`;
    return lookForReferrals(gateway, granted, readContext(), own);
  }

  async function verifyPatient(): ReturnType<EhrPort['verifyPatient']> {
    const verified = await readVerified(gateway, readContext(), firstRead());
    if (!verified.ok) return verified;
    firstPatient ??= verified.value.resource;
    return { ok: true, value: verified.value.record };
  }

  async function standing(): Promise<Standing> {
    const { maySign } = await options.clinician;
    if (!maySign) return 'proposal';
    return site.referral.statusPolicy === 'signed-order' ? 'order' : site.referral.statusPolicy;
  }

  async function channel(): Promise<ReferralChannel> {
    const why = closed ?? (await whyNotCreate(issuer, granted, gateway));
    if (why !== null) return { channel: 'manual', why };
    return { channel: 'fhir-create', makes: (await standing()) === 'order' ? 'order' : 'proposal' };
  }

  async function resourceOf({ decisionId, draft, texts }: OutgoingReferral): Promise<ServiceRequest> {
    const { name } = await options.clinician;
    return serviceRequest({
      decisionId,
      draft,
      texts,
      patientId,
      identifierSystem: site.referral.identifierSystem,
      standing: await standing(),
      encounterId: await openEncounter(),
      requester: options.user === null ? null : { reference: options.user, name },
      service: site.referral.services.find(({ id }) => id === draft.serviceId) ?? null,
      orderCoding: site.referral.orderCoding,
      origin: EHR,
      at: { epochMilliseconds: shownAt.get(decisionId) ?? now(), offsetAt },
    });
  }

  /** The launch's encounter, when it was read, is this patient's and is not over. */
  async function openEncounter(): Promise<string | null> {
    const { encounterId } = options;
    if (encounterId === null) return null;
    const reference = `Encounter/${encounterId}`;
    const encounter = resourceIn(memory, reference) ?? (await (askedEncounter ??= readEncounter(reference)));
    return encounter !== null && isOpenEncounter(encounter, encounterId) ? encounterId : null;
  }

  /** Asked once: a decision is sent as it was shown, with or without it. */
  async function readEncounter(reference: string): Promise<FhirResource | null> {
    if (granted.can('r', 'Encounter').granted === 'no') return null;
    const answer = await gateway.read(reference);
    return answer.ok ? answer.value : null;
  }

  function isOpenEncounter(encounter: FhirResource, id: string): boolean {
    const subject = referenceIn((encounter as unknown as Json)['subject']);
    return (
      encounter.resourceType === 'Encounter' &&
      encounter.id === id &&
      subject !== null &&
      isPatient(subject, patientId, gateway.base) &&
      !OVER.has(encounter.status)
    );
  }

  /** Records that the whole source does not have are another chart's. Of a source that did not come whole nothing is known. */
  function isOfThisChart({ draft }: OutgoingReferral): boolean {
    const evidence = [...draft.about, ...draft.reasons.flatMap((reason) => (reason.included ? reason.evidence : []))];
    return evidence.every(({ origin, reference }) => {
      const id = SOURCE_IDS.find((type) => reference.startsWith(`${type}/`));
      const whole = id !== undefined && memory.states[id].state === 'loaded' && !memory.pending.has(id);
      return origin !== EHR || !whole || resourceIn(memory, reference) !== null;
    });
  }

  async function sendOnce(referral: OutgoingReferral): Promise<SubmissionOutcome> {
    const { decisionId, draft } = referral;
    const earlier = await earlierOutcome(submission, decisionId);
    if (earlier !== null) return earlier;
    if (!isOfThisChart(referral)) {
      return {
        outcome: 'refused',
        problems: [problem('wrong-patient', 'the draft names records that are not in this chart')],
      };
    }
    const via = await channel();
    if (via.channel === 'manual') {
      kept.save({ decisionId, draft, phase: { at: 'settled', outcome: handedOn, time: now() } });
      return handedOn;
    }
    const outcome = await submitReferral(submission, referral);
    if (outcome.outcome === 'refused') kept.save({ decisionId, draft, phase: { at: 'settled', outcome, time: now() } });
    return outcome;
  }

  return {
    who(): Who {
      const { encounterId, user, expiresAt } = options;
      const { host } = new URL(issuer.iss);
      return {
        patientId,
        encounterId,
        user: user === null ? null : { reference: user, ...clinician },
        ehrHost: host,
        expiresAt,
      };
    },

    async loadChart(onProgress) {
      opened = today();
      const loaded = await loadChart(chartRequest(), memory, onProgress);
      firstRead();
      return loaded;
    },

    retry: (source) => retrySource(source, chartRequest(), memory),

    record({ origin, reference }) {
      const resource = origin === EHR ? resourceIn(memory, reference) : null;
      const json = resource === null ? null : asText(resource);
      return json === null ? null : { title: reference, json };
    },

    async preview(referral) {
      shownAt.set(referral.decisionId, now());
      const via = await channel();
      return { via, resource: JSON.stringify(await resourceOf(referral), null, 2) };
    },

    async duplicates() {
      const { check } = await referralsOnRecord(kept.load()?.decisionId ?? null);
      return check;
    },

    verifyPatient,

    send(referral) {
      const { decisionId } = referral;
      const running = inFlight.get(decisionId);
      if (running !== undefined) return running;
      // One after the other: the second of two decisions must see the first among the duplicates.
      const sending = lastSend.then(() => sendOnce(referral)).finally(() => inFlight.delete(decisionId));
      lastSend = sending.catch(() => {});
      inFlight.set(decisionId, sending);
      return sending;
    },

    reconcile: (decisionId) => inFlight.get(decisionId) ?? reconcileReferral(submission, decisionId),

    kept: { load: () => kept.load(), save: (referral) => kept.save(referral), clear: () => kept.clear() },
  };
}
