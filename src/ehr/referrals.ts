/**
 * What the port does for a referral: preview, looks, sending. A file of its own, fetched once the answer stands: nothing of it is
 * needed before.
 */
import type { FhirResource, ServiceRequest } from 'fhir/r4';
import { SOURCE_IDS } from '../domain/chart/source.ts';
import { problem } from '../domain/problem.ts';
import type { SubmissionOutcome } from '../domain/referral/outcome.ts';
import { reference as referenceIn, type Json } from '../fhir/read/json.ts';
import { isPatient, type Context } from '../fhir/read/reading.ts';
import { dayAt, offsetOf } from '../fhir/time-zone.ts';
import { serviceRequest, type Standing } from '../fhir/write/service-request.ts';
import { whyNotCreate, type WhyManual } from './channels/choose.ts';
import type { FhirCreateContext } from './channels/fhir-create.ts';
import { handedOn } from './channels/manual.ts';
import { lookForReferrals, type ReferralsOnRecord } from './duplicates.ts';
import type { EhrPort, OutgoingReferral, ReferralChannel } from './port.ts';
import type { SmartEhrOptions } from './smart-ehr.ts';
import { EHR, resourceIn, type ChartMemory } from './sources/load-chart.ts';
import { earlierOutcome, reconcileReferral, submitReferral, type Submission } from './submit-referral.ts';
import { readVerified } from './verify-patient.ts';

export type Referrals = Pick<EhrPort, 'preview' | 'duplicates' | 'verifyPatient' | 'send' | 'reconcile'>;

/** The patient as first read; later readings are compared with it. */
export interface FirstPatient {
  resource: FhirResource | null;
}

const OVER: ReadonlySet<string> = new Set(['finished', 'cancelled', 'entered-in-error']);

export function createReferrals(options: SmartEhrOptions, memory: ChartMemory, patient: FirstPatient): Referrals {
  const { gateway, site, issuer, granted, patientId, kept, now } = options;
  const sleep =
    options.sleep ?? ((milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds)));
  const offsetAt = offsetOf(site.timeZone);
  /** The server has refused a create in this session: the letter is what remains. */
  let closed: WhyManual | null = null;
  /** The launch's encounter, where the chart does not hold it. */
  let askedEncounter: Promise<FhirResource | null> | null = null;
  /** When each decision was last shown: it is sent as it was shown, time included. */
  const shownAt = new Map<string, number>();
  let lastSend: Promise<unknown> = Promise.resolve();

  // A day ahead, so that a referral written a moment ago in another time zone or by a fast clock is not "in the future".
  const readContext = (): Context => ({
    origin: EHR,
    patientId,
    asOf: dayAt(now(), offsetAt) + 1,
    offsetAt,
    encounterClasses: site.encounterClasses,
    base: gateway.base,
    orderCodes: site.referral.orderCoding,
  });
  const firstRead = (): FhirResource | null => (patient.resource ??= memory.resources.Patient?.[0] ?? null);

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
    patient.resource ??= verified.value.resource;
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
      // One after the other: the second of two decisions must see the first among the duplicates.
      const sending = lastSend.then(() => sendOnce(referral));
      lastSend = sending.catch(() => {});
      return sending;
    },

    reconcile: (decisionId) => reconcileReferral(submission, decisionId),
  };
}
