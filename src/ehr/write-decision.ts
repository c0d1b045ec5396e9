/**
 * Writing a decision other than yes (product row M13): as a Task, else as a note, else nowhere, and then it is said to be unremembered.
 * One press, one resource; what the oncology team takes on is written beside it as a care plan where the server takes one.
 */
import type { PatientRecord } from '../domain/chart/records.ts';
import type { Decided } from '../domain/decision/decision.ts';
import {
  mayHaveLeft,
  type DecisionWay,
  type PlanWrite,
  type RecordedAs,
  type SettledDecision,
} from '../domain/decision/decision-write.ts';
import { problem, type Result } from '../domain/problem.ts';
import type { WhyNot } from '../domain/referral/channel.ts';
import type { Context } from '../fhir/read/reading.ts';
import { offsetOf } from '../fhir/time-zone.ts';
import { carePlan } from '../fhir/write/care-plan.ts';
import { decisionNote, decisionTask, type DecisionInput } from '../fhir/write/decision.ts';
import type { WrittenType } from '../site/site.ts';
import { isFoundAgain, type Written } from './found-again.ts';
import { whyNotCreate } from './channels/capability.ts';
import { noteSettings } from './channels/note-settings.ts';
import type { Kind } from './channels/look-up.ts';
import type { PostContext } from './channels/post.ts';
import type { EhrPort, OutgoingDecision } from './port.ts';
import { keptOutByDecision, type SendLock } from './send-lock.ts';
import type { SmartEhrOptions } from './smart-ehr.ts';
import { lookOnce, writeOnce, type Once, type OnceParts } from './write-once.ts';

export type DecisionWriting = Pick<EhrPort, 'decisionWay' | 'decide' | 'findDecision'>;

export interface DecisionParts {
  verifyPatient(): Promise<Result<PatientRecord>>;
  /** The launch's encounter, when it is this patient's and not over. */
  openEncounter(): Promise<string | null>;
  readContext(): Context;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** The referrals' own: no decision leaves while a referral of this patient does. */
  readonly lock: SendLock;
  /** After what this window sends already. */
  inTurn<Value>(run: () => Promise<Value>): Promise<Value>;
}

/** It is there unless it was entered in error. */
const kindOf = (type: 'Task' | 'DocumentReference' | 'CarePlan', subject: Kind['subject']): Kind => ({
  channel: 'fhir-create',
  type,
  subject,
  outcomeOf(resource, reference, readBack) {
    const { status = '' } = resource as { readonly status?: string };
    return status === 'entered-in-error'
      ? { outcome: 'refused', problems: [problem('taken-back', `${reference} is on record as entered in error`)] }
      : { outcome: 'placed', reference, readBack, alsoOpen: [] };
  },
});

export const PLAN_KIND = kindOf('CarePlan', 'subject');

const KINDS = {
  task: kindOf('Task', 'for'),
  note: kindOf('DocumentReference', 'subject'),
  plan: PLAN_KIND,
} as const;

/** What is noted until it was found. */
const NOT_FOUND_AGAIN = { notFoundAgain: true } as const;

export function createDecisionWriting(options: SmartEhrOptions, parts: DecisionParts): DecisionWriting {
  const { gateway, granted, issuer, kept, life, now, patientId, site } = options;
  const { identifierSystem } = site.referral;
  const offsetAt = offsetOf(site.timeZone);
  /** Under this name the tab keeps that the server has refused it. */
  const refusalOf = (type: WrittenType): string => `decision ${type}`;
  const underWay = new Map<string, Promise<SettledDecision>>();

  const contextOf = (kind: Kind): PostContext => ({
    gateway,
    patientId,
    identifierSystem,
    kind,
    staged: issuer.creates[kind.type] === 'staged',
    conditionalCreate: issuer.conditionalCreate,
    preferRepresentation: issuer.preferRepresentation,
  });
  const onceOf = (kind: Kind, noteLeaving: () => boolean): OnceParts => ({
    context: contextOf(kind),
    life,
    sleep: parts.sleep,
    lookUpWaits: options.lookUpWaits,
    verifyPatient: () => parts.verifyPatient(),
    noteLeaving,
  });

  /** Null when it may. */
  async function whyNot(type: WrittenType): Promise<WhyNot | null> {
    return kept.refusals()[refusalOf(type)] ?? (await whyNotCreate(type, issuer.creates[type], granted, gateway));
  }

  async function decisionWay(): Promise<DecisionWay> {
    const { recordAs } = site.decisions;
    let isForbidden = false;
    for (const as of ['task', 'note'] as const) {
      if (!recordAs.includes(as)) continue;
      const why = await whyNot(KINDS[as].type);
      // What could not be asked may be the better way.
      if (why === 'could-not-ask') return why;
      isForbidden ||= why === 'not-granted';
      const needsVisit = as === 'note' && (await noteSettings(site, gateway)).needsEncounter;
      const lacksVisit = needsVisit && (await parts.openEncounter()) === null;
      if (why === null && !lacksVisit) return as;
    }
    return isForbidden ? 'not-allowed' : 'nowhere';
  }

  async function inputOf(decided: Decided): Promise<Omit<DecisionInput, 'texts'>> {
    const [{ name }, encounterId] = await Promise.all([options.clinician, parts.openEncounter()]);
    return {
      decided,
      identifierSystem,
      patientId,
      encounterId,
      requester: options.user === null ? null : { reference: options.user, name },
      offsetAt,
      variant: issuer.minimalResources ? 'minimal' : 'full',
    };
  }

  const settle = (decided: Decided, write: SettledDecision): SettledDecision => {
    kept.saveDecision({ decided, write });
    return write;
  };

  const isRemembered = (written: Written): Promise<boolean> => {
    const context = parts.readContext();
    const { noteType } = site.decisions;
    return isFoundAgain(written, { gateway, granted, patientId, asOf: context.asOf, noteType }, context, parts.sleep);
  };

  async function told(
    decided: Decided,
    as: RecordedAs,
    once: Once,
    plan: () => Promise<PlanWrite | null>,
  ): Promise<SettledDecision> {
    switch (once.is) {
      case 'there': {
        const recorded = { at: 'recorded', as, reference: once.reference } as const;
        // The decision is on record whatever becomes of the list: noted before the list leaves, and as remembered only once it was found.
        settle(decided, {
          ...recorded,
          ...NOT_FOUND_AGAIN,
          plan: decided.decision.is === 'our-team' ? { at: 'unknown' } : null,
        });
        const became = await plan();
        const remembered = await isRemembered({ as, reference: once.reference, decision: decided.decision });
        return settle(decided, { ...recorded, ...(remembered ? {} : NOT_FOUND_AGAIN), plan: became });
      }
      case 'staged':
        return settle(decided, { at: 'staged', as });
      case 'refused':
        return settle(decided, { at: 'refused', problem: once.why });
      case 'unknown':
        return settle(decided, { at: 'unknown', as });
      default:
        return once satisfies never;
    }
  }

  async function write(outgoing: OutgoingDecision): Promise<SettledDecision> {
    const { decided, items, as } = outgoing;
    const known = kept.decision();
    const same = known?.decided.id === decided.id ? known.write : null;
    if (same !== null && mayHaveLeft(same)) return await look({ decided, items });
    if (same?.at === 'recorded' || same?.at === 'staged') return same;
    if (as === 'nowhere' || as === 'not-allowed') return settle(decided, { at: 'not-remembered' });
    const written = await parts.lock.alone(async (leaving) => {
      const value = await writeAlone(outgoing, as, leaving);
      return { value, keepFor: keptOutByDecision(value, now(), now()) };
    });
    return (
      written ??
      settle(decided, { at: 'refused', problem: problem('elsewhere', 'another window of this browser holds the lock') })
    );
  }

  /** `leave`: other windows are told once more that something leaves. */
  async function writeAlone(
    { decided, texts, items }: OutgoingDecision,
    as: RecordedAs,
    leave: () => void,
  ): Promise<SettledDecision> {
    // It goes where the screen has said, or nowhere.
    if ((await decisionWay()) !== as)
      return settle(decided, { at: 'refused', problem: problem('changed', 'it would be saved in another way') });
    const input = await inputOf(decided);
    const { docStatus } = await noteSettings(site, gateway);
    const resource =
      as === 'task'
        ? decisionTask({ ...input, texts })
        : decisionNote({ ...input, texts, noteType: site.decisions.noteType, docStatus });
    const leaving = (): boolean => {
      leave();
      kept.saveDecision({ decided, write: { at: 'writing', as } });
      return kept.isStored();
    };
    const once = await writeOnce(onceOf(KINDS[as], leaving), decided.id, resource);
    noteClosed(KINDS[as].type, once);
    return await told(decided, as, once, () => writePlan(input, items, leave));
  }

  /** The list beside the decision. Its loss loses nothing: the record of the decision names the same. */
  async function writePlan(
    input: Omit<DecisionInput, 'texts'>,
    items: readonly string[],
    leave: () => void,
  ): Promise<PlanWrite | null> {
    const resource = carePlan({ ...input, items });
    if (resource === null) return null;
    const why = await whyNot('CarePlan');
    // Nobody could ask: that is no "takes none".
    if (why === 'could-not-ask')
      return { at: 'refused', problem: problem('network', 'whether the server takes a care plan could not be asked') };
    if (why !== null) return { at: 'none' };
    const leaving = (): boolean => {
      leave();
      return true;
    };
    const once = await writeOnce(onceOf(KINDS.plan, leaving), input.decided.id, resource);
    noteClosed(KINDS.plan.type, once);
    return planTold(once);
  }

  /** What the server has refused is not offered again in this launch. */
  function noteClosed(type: WrittenType, once: Once): void {
    if (once.is === 'refused' && once.closes)
      kept.noteRefusal(refusalOf(type), once.why.kind === 'forbidden' ? 'not-granted' : 'not-advertised');
  }

  function planTold(once: Once): PlanWrite {
    switch (once.is) {
      case 'there':
        return { at: 'written', reference: once.reference };
      case 'refused':
        return { at: 'refused', problem: once.why };
      case 'staged':
      case 'unknown':
        return { at: once.is };
      default:
        return once satisfies never;
    }
  }

  /** Looks, and writes nothing. */
  async function look({ decided }: Pick<OutgoingDecision, 'decided' | 'items'>): Promise<SettledDecision> {
    const known = kept.decision()?.write;
    const as = known !== undefined && 'as' in known ? known.as : 'task';
    const once = await lookOnce(
      onceOf(KINDS[as], () => false),
      decided.id,
    );
    return await told(decided, as, once, async () => planNotSent(decided));
  }

  /** The list leaves only once the decision is known to be there: of one whose answer was lost it never did. */
  const planNotSent = ({ decision }: Decided): PlanWrite | null =>
    decision.is === 'our-team' ? { at: 'refused', problem: problem('network', 'the list was not sent') } : null;

  /** Whatever is pressed, one of them for a decision at a time. */
  function alone(id: string, run: () => Promise<SettledDecision>): Promise<SettledDecision> {
    const running = underWay.get(id);
    if (running !== undefined) return running;
    const begun = run().finally(() => underWay.delete(id));
    underWay.set(id, begun);
    return begun;
  }

  return {
    decisionWay,
    decide: (outgoing) => alone(outgoing.decided.id, () => parts.inTurn(() => write(outgoing))),
    findDecision: (decided) => alone(decided.id, () => look({ decided, items: [] })),
  };
}
