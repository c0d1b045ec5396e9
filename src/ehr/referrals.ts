/**
 * What the port does for a referral: preview, looks, sending. A file of its own, fetched once the answer stands: nothing of it is
 * needed before.
 */
import type { FhirResource } from 'fhir/r4';
import { SOURCE_IDS } from '../domain/chart/source.ts';
import { problem } from '../domain/problem.ts';
import { CHANNELS, type ChannelId, type WhyNot } from '../domain/referral/channel.ts';
import { signerOf, type ReferralDraft } from '../domain/referral/draft.ts';
import type { OnRecord, SubmissionOutcome } from '../domain/referral/outcome.ts';
import { reference as referenceIn, type Json } from '../fhir/read/json.ts';
import { isPatient, type Context } from '../fhir/read/reading.ts';
import { offsetOf } from '../fhir/time-zone.ts';
import { REFERRAL_NOTE } from '../fhir/write/document-reference.ts';
import type { ReferralInput } from '../fhir/write/referral-input.ts';
import type { Standing } from '../fhir/write/service-request.ts';
import { whyNotCreate } from './channels/capability.ts';
import type { WriteChannel } from './channels/channel.ts';
import { chooseChannel } from './channels/choose.ts';
import { message, MESSAGE } from './channels/communication.ts';
import { fhirCreate, ORDER } from './channels/fhir-create.ts';
import { escapeToken } from './escape-token.ts';
import { note, NOTE } from './channels/note.ts';
import { writeProvenance } from './channels/provenance.ts';
import { TASK, workList } from './channels/task.ts';
import { webMessaging } from './channels/web-messaging.ts';
import { lookForReferrals, type LookedFor, type ReferralsOnRecord } from './duplicates.ts';
import { createAmending } from './amend-referral.ts';
import { createFollowUpReading } from './follow-up.ts';
import { lookForOpenings } from './openings.ts';
import type {
  DraftedReferral,
  EhrPort,
  FollowUpPort,
  OutgoingReferral,
  QuestionPort,
  ReferralWay,
  TakeBackPort,
} from './port.ts';
import { keptOutFor, NO_LOCK } from './send-lock.ts';
import { findSigners } from './signers.ts';
import type { SmartEhrOptions } from './smart-ehr.ts';
import { EHR, resourceIn, type ChartMemory } from './sources/load-chart.ts';
import {
  arrived,
  asShown,
  earlierOutcome,
  othersOpen,
  reconcileReferral,
  submitReferral,
  withVersion,
  type Prepared,
  type Submission,
} from './submit-referral.ts';
import { createVisitPlanning } from './plan-visit.ts';
import { createTakingBack } from './take-back.ts';
import { contextNow, verifyNow } from './read-now.ts';
import { createDecisionWriting, type DecisionWriting } from './write-decision.ts';
import { createFactWriting, type FactWriting } from './write-fact.ts';
import { createQuestionWriting } from './write-question.ts';

export type Referrals = Pick<
  EhrPort,
  'preview' | 'duplicates' | 'send' | 'reconcile' | 'arrived' | 'othersOpen' | 'openings' | 'signers'
> &
  FactWriting &
  DecisionWriting & {
    readonly followUp: FollowUpPort;
    readonly takingBack: TakeBackPort;
    readonly questions: QuestionPort;
  };

/** The patient as first read; later readings are compared with it. */
export interface FirstPatient {
  resource: FhirResource | null;
}

const OVER: ReadonlySet<string> = new Set(['finished', 'cancelled', 'entered-in-error']);

export function createReferrals(options: SmartEhrOptions, memory: ChartMemory, patient: FirstPatient): Referrals {
  const { gateway, site, issuer, granted, patientId, kept, now, lock = NO_LOCK } = options;
  const sleep =
    options.sleep ?? ((milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds)));
  const offsetAt = offsetOf(site.timeZone);
  /** Ways that the server has refused in this session. */
  const closed = new Map<string, WhyNot>(Object.entries(kept.refusals()));
  /** The launch's encounter, where the chart does not hold it. */
  let askedEncounter: Promise<FhirResource | null> | null = null;
  /** When each decision was last shown: it is sent as it was shown, time included. */
  const shownAt = new Map<string, number>();
  let lastSend: Promise<unknown> = Promise.resolve();

  const readContext = (): Context => contextNow(options);

  const parts = { gateway, issuer, site, granted, patientId, input, openEncounter };
  const ways: Readonly<Record<ChannelId, () => WriteChannel>> = {
    'fhir-create': () => fhirCreate(parts, standing),
    task: () => workList(parts),
    communication: () => message(parts),
    note: () => note(parts),
    'web-messaging': () => webMessaging(parts, options.messenger ?? null),
  };
  /** The site's, best first. */
  const channels = CHANNELS.filter((id) => site.referral.channels.includes(id)).map((id) => ways[id]());

  const submission: Submission = {
    kept,
    site,
    patientId,
    life: options.life,
    sleep,
    now,
    lookUpWaits: options.lookUpWaits,
    lastLookWithin: options.lastLookWithin,
    verifyPatient: () => verifyNow(options, memory, patient),
    referralsOnRecord,
    channelOf: (id) => channels.find((one) => one.id === id) ?? null,
    prepare,
    closeChannel(id, why) {
      closed.set(id, why);
      kept.noteRefusal(id, why);
    },
    leaving: () => {},
    written: (outcome, referral) => void tellWhoMadeIt(outcome, referral).catch(() => {}),
  };

  async function referralsOnRecord(
    decisionId: string | null,
    except: string | null = null,
  ): Promise<ReferralsOnRecord> {
    const context = readContext();
    return await lookForReferrals(await looksFor(), granted, context, decisionId, context.asOf - 1, except);
  }

  /** Orders always; of the rest what this site can leave behind. Of documents only those of the letter's type. */
  async function looksFor(): Promise<readonly LookedFor[]> {
    const { identifierSystem, note: letter, channels: allowed } = site.referral;
    const others = [TASK, MESSAGE, NOTE].filter(({ channel }) => allowed.includes(channel));
    const can = await Promise.all(others.map(({ type }) => whyNotCreate(type, issuer.creates[type], granted, gateway)));
    // What could not be asked may be there all the same.
    const maybe = others.filter((_, index) => can[index] === null || can[index] === 'could-not-ask');
    const kinds = [ORDER, ...maybe];
    return kinds.map((kind) => {
      const type = letter.type ?? REFERRAL_NOTE;
      const only = kind === NOTE ? { type: `${escapeToken(type.system)}|${escapeToken(type.code)}` } : {};
      return { gateway, patientId, identifierSystem, kind, staged: issuer.creates[kind.type] === 'staged', only };
    });
  }

  /**
   * Nothing is ordered before a person has asked the patient (clinical reference 8.1, 5): until then it is prepared. Nor is anything in the
   * name of somebody who has not signed.
   */
  async function standing({ patientAgrees, signer }: ReferralDraft): Promise<Standing> {
    const { role } = await options.clinician;
    if (role !== 'prescriber' || signer !== undefined) return 'proposal';
    if (site.referral.statusPolicy !== 'signed-order') return site.referral.statusPolicy;
    return patientAgrees === 'not-yet-asked' ? 'unsigned-order' : 'order';
  }

  /** What leaves, and how; null: by hand. */
  async function prepare(referral: DraftedReferral): Promise<Prepared | null> {
    const { channel, via } = await wayOf(referral);
    return channel === null ? null : { channel, via, resource: await channel.resourceOf(referral) };
  }

  async function wayOf({
    draft,
    decisionId,
  }: DraftedReferral): Promise<{ readonly channel: WriteChannel | null; readonly via: ReferralWay }> {
    const chosen = await chooseChannel(channels, closed, draft, kept.wayOf(decisionId));
    if (chosen.channel === null) return { channel: null, via: { channel: 'manual', why: chosen.why } };
    const { channel, whyNotBest } = chosen;
    if (channel.id !== 'fhir-create') return { channel, via: { channel: channel.id, whyNotBest } };
    const makes = (await standing(draft)) === 'order' ? 'order' : 'proposal';
    return { channel, via: { channel: channel.id, makes, staged: issuer.creates.ServiceRequest === 'staged' } };
  }

  async function input({ decisionId, draft, texts }: DraftedReferral): Promise<ReferralInput> {
    const { name } = await options.clinician;
    return {
      decisionId,
      draft,
      texts,
      patientId,
      identifierSystem: site.referral.identifierSystem,
      encounterId: await openEncounter(),
      requester: signerOf(draft) ?? userAs(name),
      sender: userAs(name),
      service: site.referral.services.find(({ id }) => id === draft.serviceId) ?? null,
      insurance: coverage(),
      orderCoding: site.referral.orderCoding,
      origin: EHR,
      at: { epochMilliseconds: shownAt.get(decisionId) ?? now(), offsetAt },
      variant: issuer.minimalResources ? 'minimal' : 'full',
    };
  }

  /** Coverage in force, as it was read with the chart. */
  function coverage(): readonly string[] {
    return (memory.resources.Coverage ?? []).flatMap((one) =>
      one.resourceType === 'Coverage' && one.status === 'active' && one.id !== undefined ? [`Coverage/${one.id}`] : [],
    );
  }

  const userAs = (name: string | null): ReferralInput['requester'] =>
    options.user === null ? null : { reference: options.user, name };

  async function tellWhoMadeIt(outcome: OnRecord, { draft }: OutgoingReferral): Promise<void> {
    if (outcome.outcome === 'prepared' && outcome.via === 'web-messaging') return;
    const { name } = await options.clinician;
    // What is no order waits for nobody's signature: who sent it is its author.
    const signer = outcome.outcome === 'filed' ? null : signerOf(draft);
    await writeProvenance({ gateway, granted, says: issuer.creates.Provenance }, outcome, {
      at: { epochMilliseconds: now(), offsetAt },
      requester: signer ?? userAs(name),
      // Staff has typed it; who is responsible is named first.
      enterer: signer === null ? null : userAs(name),
      siteName: site.name,
      software: `Alongside ${draft.engine.version}, rules ${draft.engine.catalogue}`,
      evidence: draft.reasons.flatMap((reason) => (reason.included ? reason.evidence : [])),
      origin: EHR,
      variant: issuer.minimalResources ? 'minimal' : 'full',
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
    const outcome = await lock.alone(async (leaving) => {
      const value = await submitReferral({ ...submission, leaving }, referral);
      return { value, keepFor: keptOutFor({ at: 'settled', outcome: value, time: now() }, now()) };
    });
    if (outcome === null) {
      return { outcome: 'refused', problems: [problem('elsewhere', 'another window of this browser holds the lock')] };
    }
    if (outcome.outcome === 'refused') kept.save({ decisionId, draft, phase: { at: 'settled', outcome, time: now() } });
    return outcome;
  }

  /** One after the other: the second of two decisions must see the first among the duplicates. */
  function inTurn<Value>(run: () => Promise<Value>): Promise<Value> {
    const running = lastSend.then(run);
    lastSend = running.catch(() => {});
    return running;
  }

  const facts = createFactWriting(options, {
    verifyPatient: () => verifyNow(options, memory, patient),
    openEncounter,
    readContext,
    sleep,
  });

  const decisions = createDecisionWriting(options, {
    verifyPatient: () => verifyNow(options, memory, patient),
    openEncounter,
    readContext,
    sleep,
    lock,
    inTurn,
  });

  const takingBack = createTakingBack(options, {
    memory,
    verifyPatient: () => verifyNow(options, memory, patient),
    sleep,
  });

  const questions = createQuestionWriting(options, {
    verifyPatient: () => verifyNow(options, memory, patient),
    openEncounter,
    sleep,
    lock,
    inTurn,
  });

  const reading = createFollowUpReading(options, memory);
  const planning = createVisitPlanning(options, {
    verifyPatient: () => verifyNow(options, memory, patient),
    openEncounter,
    readContext,
    sleep,
  });
  const amending = createAmending(options, {
    reading,
    verifyPatient: () => verifyNow(options, memory, patient),
    others: async (reference) => (await referralsOnRecord(null, reference)).check,
    readContext,
    sleep,
    lock,
    inTurn,
  });

  return {
    ...facts,
    ...decisions,
    questions,
    takingBack,
    followUp: { ...amending, ...planning, read: reading.read },

    async preview(referral) {
      shownAt.set(referral.decisionId, now());
      const { channel, via } = await wayOf(referral);
      return { via, resource: channel === null ? '' : asShown(await channel.resourceOf(referral)) };
    },

    signers: () =>
      findSigners({
        resources: memory.resources,
        states: memory.states,
        prescribers: issuer.prescribers,
        staff: issuer.staff,
        user: options.user,
        readPerson: options.readPerson ?? (async () => ({ name: null, role: 'unknown' })),
      }),

    async duplicates() {
      const decisionId = kept.load()?.decisionId ?? null;
      const [{ check }, earlier] = await Promise.all([
        referralsOnRecord(decisionId),
        decisionId === null ? null : arrived(submission, decisionId),
      ]);
      // An earlier try of ours may be there: that, too, has to be read before one more is sent.
      return earlier?.is === 'not-known' && check.result === 'none'
        ? { result: 'could-not-check', why: earlier.why }
        : check;
    },

    send: (referral) => inTurn(() => sendOnce(referral)),

    reconcile: (decisionId) => reconcileReferral(submission, decisionId),
    async arrived(decisionId) {
      const earlier = await arrived(submission, decisionId);
      return earlier.is === 'there' ? withVersion(submission, decisionId, earlier.outcome, kept.load()?.draft) : null;
    },

    othersOpen: (reference) => othersOpen(submission, reference),

    openings: (asked) => lookForOpenings(asked, { gateway, granted, site, now }),
  };
}
