/**
 * Sending a question to the palliative team, or news for it (product row M9): a message to whoever reads those of the service, else an
 * entry of its work list, else a note in the chart, else nothing: then it is for the user to hand on. One press, one resource.
 */
import type { PatientRecord } from '../domain/chart/records.ts';
import { problem, type Result } from '../domain/problem.ts';
import type { Asked } from '../domain/question/question.ts';
import {
  questionMayHaveLeft,
  type QuestionWay,
  type SentAs,
  type SettledQuestion,
} from '../domain/question/question-write.ts';
import { offsetOf } from '../fhir/time-zone.ts';
import { questionMessage, questionNote, questionTask, type QuestionInput } from '../fhir/write/question.ts';
import type { WrittenType } from '../site/site.ts';
import { whyNotCreate } from './channels/capability.ts';
import { noteSettings } from './channels/note-settings.ts';
import { MESSAGE } from './channels/communication.ts';
import type { Kind } from './channels/look-up.ts';
import { NOTE } from './channels/note.ts';
import { TASK } from './channels/task.ts';
import type { OutgoingQuestion, QuestionPort } from './port.ts';
import { keptOutByQuestion, type SendLock } from './send-lock.ts';
import type { SmartEhrOptions } from './smart-ehr.ts';
import { lookOnce, writeOnce, type Once, type OnceParts } from './write-once.ts';

export interface QuestionParts {
  verifyPatient(): Promise<Result<PatientRecord>>;
  /** The launch's encounter, when it is this patient's and not over. */
  openEncounter(): Promise<string | null>;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** The referrals' own: a window that is a copy of this one would send the same a second time. */
  readonly lock: SendLock;
  /** After what this window sends already. */
  inTurn<Value>(run: () => Promise<Value>): Promise<Value>;
}

const KINDS: Readonly<Record<SentAs, Kind>> = { message: MESSAGE, task: TASK, note: NOTE };
/** Best first: a message is what a question is; a note tells nobody. */
const WAYS: readonly SentAs[] = ['message', 'task', 'note'];

export function createQuestionWriting(options: SmartEhrOptions, parts: QuestionParts): QuestionPort {
  const { gateway, granted, issuer, kept, life, now, patientId, site } = options;
  const { channels, identifierSystem, services } = site.referral;
  const offsetAt = offsetOf(site.timeZone);
  /** Kinds that the server has refused in this session. */
  const closed = new Set<WrittenType>();
  const underWay = new Map<string, Promise<SettledQuestion>>();

  const serviceOf = (id: string | null) => services.find((one) => one.id === id) ?? null;

  const onceOf = (as: SentAs, noteLeaving: () => boolean): OnceParts => ({
    context: {
      gateway,
      patientId,
      identifierSystem,
      kind: KINDS[as],
      staged: issuer.creates[KINDS[as].type] === 'staged',
      conditionalCreate: issuer.conditionalCreate,
      preferRepresentation: issuer.preferRepresentation,
    },
    life,
    sleep: parts.sleep,
    lookUpWaits: options.lookUpWaits,
    verifyPatient: () => parts.verifyPatient(),
    noteLeaving,
  });

  async function reaches(as: SentAs, serviceId: string | null): Promise<boolean> {
    const service = serviceOf(serviceId);
    switch (as) {
      case 'message':
        return (service?.messageTo ?? []).length > 0;
      case 'task':
        return service?.taskOwner !== undefined;
      case 'note':
        return !(await noteSettings(site, gateway)).needsEncounter || (await parts.openEncounter()) !== null;
      default:
        return as satisfies never;
    }
  }

  async function way(serviceId: string | null): Promise<QuestionWay> {
    for (const as of WAYS) {
      const { channel, type } = KINDS[as];
      if (!channels.includes(channel) || closed.has(type) || !(await reaches(as, serviceId))) continue;
      const why = await whyNotCreate(type, issuer.creates[type], granted, gateway);
      // What could not be asked may be the better way.
      if (why === 'could-not-ask') return why;
      if (why === null) return as;
    }
    return 'nowhere';
  }

  async function resourceOf(as: SentAs, { asked, texts }: OutgoingQuestion): Promise<Parameters<typeof writeOnce>[2]> {
    const [{ name }, encounterId] = await Promise.all([options.clinician, parts.openEncounter()]);
    const input: QuestionInput = {
      asked,
      texts,
      service: serviceOf(asked.question.serviceId),
      identifierSystem,
      patientId,
      encounterId,
      requester: options.user === null ? null : { reference: options.user, name },
      offsetAt,
      variant: issuer.minimalResources ? 'minimal' : 'full',
    };
    if (as === 'message') return questionMessage(input);
    if (as === 'task') return questionTask(input);
    const { docStatus } = await noteSettings(site, gateway);
    return questionNote({ ...input, noteType: site.decisions.noteType, docStatus });
  }

  const settle = (asked: Asked, write: SettledQuestion): SettledQuestion => {
    kept.saveQuestion({ asked, write });
    return write;
  };

  function told(asked: Asked, as: SentAs, once: Once): SettledQuestion {
    switch (once.is) {
      case 'there':
        return settle(asked, { at: 'sent', as, reference: once.reference });
      case 'refused':
        return settle(asked, { at: 'refused', problem: once.why });
      case 'staged':
      case 'unknown':
        return settle(asked, { at: once.is, as });
      default:
        return once satisfies never;
    }
  }

  async function send(outgoing: OutgoingQuestion): Promise<SettledQuestion> {
    const { asked } = outgoing;
    const known = kept.question();
    const same = known?.asked.id === asked.id ? known : null;
    if (questionMayHaveLeft(same)) return await look(asked);
    if (same?.write.at === 'sent' || same?.write.at === 'staged') return same.write;
    const sent = await parts.lock.alone(async (leaving) => {
      const value = await sendAlone(outgoing, leaving);
      return { value, keepFor: keptOutByQuestion(value, now(), now()) };
    });
    return (
      sent ??
      settle(asked, { at: 'refused', problem: problem('elsewhere', 'another window of this browser holds the lock') })
    );
  }

  /** `leave`: other windows are told once more that something leaves. */
  async function sendAlone(outgoing: OutgoingQuestion, leave: () => void): Promise<SettledQuestion> {
    const { asked, as } = outgoing;
    // It goes where the screen has said, or nowhere.
    if ((await way(asked.question.serviceId)) !== as)
      return settle(asked, { at: 'refused', problem: problem('changed', 'it would be sent in another way') });
    const leaving = (): boolean => {
      leave();
      kept.saveQuestion({ asked, write: { at: 'sending', as } });
      return kept.isStored();
    };
    const once = await writeOnce(onceOf(as, leaving), asked.id, await resourceOf(as, outgoing));
    if (once.is === 'refused' && once.closes) closed.add(KINDS[as].type);
    return told(asked, as, once);
  }

  /** Only ever reads. */
  async function look(asked: Asked): Promise<SettledQuestion> {
    const known = kept.question();
    const as = known?.asked.id === asked.id && 'as' in known.write ? known.write.as : 'message';
    const once = await lookOnce(
      onceOf(as, () => false),
      asked.id,
    );
    return told(asked, as, once);
  }

  /** Whatever is pressed, one of them for a question at a time. */
  function alone(id: string, run: () => Promise<SettledQuestion>): Promise<SettledQuestion> {
    const running = underWay.get(id);
    if (running !== undefined) return running;
    const begun = run().finally(() => underWay.delete(id));
    underWay.set(id, begun);
    return begun;
  }

  return {
    way,
    send: (outgoing) => alone(outgoing.asked.id, () => parts.inTurn(() => send(outgoing))),
    find: (asked) => alone(asked.id, () => look(asked)),
  };
}
