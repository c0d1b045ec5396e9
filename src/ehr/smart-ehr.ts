/** The launching EHR as the React side sees it: the port over gateway, sources and channels. */
import type { FhirResource } from 'fhir/r4';
import type { SettledDecision } from '../domain/decision/decision-write.ts';
import type { Day } from '../domain/logic/when.ts';
import { partNotLoaded, success, type Problem, type Result } from '../domain/problem.ts';
import type { SubmissionOutcome } from '../domain/referral/outcome.ts';
import { mayHaveLeft, type KeptVisit, type SettledWrite } from '../domain/visit/fact-write.ts';
import { dayAt, offsetOf } from '../fhir/time-zone.ts';
import type { Issuer, Site } from '../site/site.ts';
import type { Gateway } from './gateway/gateway.ts';
import { mayBeEdited, type KeptStore } from './kept-referral.ts';
import { visitFrom } from './kept-visit.ts';
import type { Messenger } from './channels/web-messaging.ts';
import type { LensPort } from './lens-port.ts';
import { withoutOwnCopies } from './own-copies.ts';
import type { ChartProgress, EhrPort, LaunchedWith, Role, SessionLife, Who } from './port.ts';
import type { FirstPatient, Referrals } from './referrals.ts';
import { contextNow, verifyNow } from './read-now.ts';
import { keptOutByDecision, keptOutByQuestion, keptOutFor, type SendLock } from './send-lock.ts';
import { EHR, emptyMemory, loadChart, resourceIn, retrySource, type ChartRequest } from './sources/load-chart.ts';
import type { GrantedScopes } from './sources/scopes.ts';

/** Who is at the screen, beyond the reference in the token. */
export interface Clinician {
  readonly name: string | null;
  readonly role: Role;
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
  /** The same of another clinician. Never rejects. */
  readonly readPerson?: (reference: string) => Promise<Clinician>;
  readonly launch: LaunchedWith;
  readonly life: SessionLife;
  readonly kept: KeptStore;
  /** Keeps other windows of this browser from writing for the same patient. */
  readonly lock?: SendLock;
  /** The EHR's window, where the launch brought a handle. */
  readonly messenger?: Messenger | null;
  readonly now: () => number;
  readonly sleep?: (milliseconds: number) => Promise<void>;
  readonly lookUpWaits?: readonly number[];
  readonly lastLookWithin?: number;
}

/** The file that looks and sends is fetched so long after the chart has been read. */
const FETCH_AHEAD_MS = 1500;

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

export function createSmartEhr(options: SmartEhrOptions): EhrPort & LensPort {
  const { gateway, site, issuer, granted, patientId, kept, now } = options;
  const offsetAt = offsetOf(site.timeZone);
  const memory = emptyMemory();
  const patient: FirstPatient = { resource: null };
  // A page that is loaded again after it has written keeps other windows out as the one before it did.
  const found = kept.load();
  const decision = kept.decision();
  const question = kept.question();
  const longer = Math.max(
    found === null ? 0 : keptOutFor(found.phase, now()),
    decision === null ? 0 : keptOutByDecision(decision.write, decision.decided.at, now()),
    question === null ? 0 : keptOutByQuestion(question.write, question.asked.at, now()),
  );
  if (longer > 0) void options.lock?.keep(longer);
  let clinician: Clinician = { name: null, role: 'unknown' };
  const userRead = options.clinician.then((read) => void (clinician = read));
  /** Look-backs count from the day on which the chart was opened, also for a source that is asked again after midnight. */
  let opened: Day | null = null;
  let coming: Promise<Referrals> | null = null;
  const inFlight = new Map<string, Promise<SubmissionOutcome>>();

  const today = (): Day => dayAt(now(), offsetAt);
  const chartRequest = (): ChartRequest => ({
    gateway,
    granted,
    patientId,
    site,
    now,
    vendor: gateway.vendor(),
    observationCategories: issuer.observationCategories,
    asOf: (opened ??= today()),
  });

  /** What was entered here and is in the chart since counts once, as it was entered. */
  function withoutCopiesIn(progress: ChartProgress): ChartProgress {
    const { Observation: observations = [] } = memory.resources;
    const { identifierSystem } = site.referral;
    return {
      ...progress,
      chart: withoutOwnCopies(progress.chart, visitFrom(kept.visit()), observations, identifierSystem),
    };
  }
  const withoutCopies = (read: Result<ChartProgress>): Result<ChartProgress> =>
    read.ok ? success(withoutCopiesIn(read.value)) : read;

  /** What looks and sends. One of them for a launch, whoever asks first: it knows what is under way. */
  function referrals(): Promise<Referrals> {
    coming ??= import('./referrals.ts')
      .then(({ createReferrals }) => createReferrals(options, memory, patient))
      .catch((reason: unknown) => {
        coming = null;
        throw reason;
      });
    return coming;
  }

  /** Without that file nothing was asked and nothing has left: said as such, for it can be tried again. */
  async function withReferrals<Value>(
    run: (part: Referrals) => Promise<Value>,
    otherwise: (why: Problem) => Value,
  ): Promise<Value> {
    let part: Referrals;
    try {
      part = await referrals();
    } catch {
      return otherwise(partNotLoaded());
    }
    return await run(part);
  }

  return {
    who(): Who {
      const { encounterId, user, launch, life } = options;
      const { host } = new URL(issuer.iss);
      return {
        patientId,
        encounterId,
        user: user === null ? null : { reference: user, ...clinician },
        ehrHost: host,
        expiresAt: life.endsAt(),
        launch,
      };
    },

    whenUserRead: () => userRead,

    async loadChart(onProgress) {
      opened = today();
      const loaded = withoutCopies(
        await loadChart(chartRequest(), memory, (progress) => onProgress(withoutCopiesIn(progress))),
      );
      patient.resource ??= memory.resources.Patient?.[0] ?? null;
      setTimeout(() => void referrals().catch(() => {}), FETCH_AHEAD_MS);
      return loaded;
    },

    retry: async (source) => withoutCopies(await retrySource(source, chartRequest(), memory)),

    record({ origin, reference }) {
      const resource = origin === EHR ? resourceIn(memory, reference) : null;
      const json = resource === null ? null : asText(resource);
      return json === null ? null : { title: reference, json };
    },

    preview: (referral) =>
      withReferrals(
        (part) => part.preview(referral),
        () => ({ via: { channel: 'manual', why: 'could-not-ask' }, resource: '' }),
      ),

    duplicates: () =>
      withReferrals(
        (part) => part.duplicates(),
        (why) => ({ result: 'could-not-check', why }),
      ),

    practiceRecords: () =>
      import('../fhir/read/practice-records.ts').then(
        ({ readPracticeRecords }) => readPracticeRecords(memory.resources, contextNow(options)),
        () => null,
      ),

    // Not from the file that comes later: a chart that was hidden must not depend on it.
    verifyPatient: () => verifyNow(options, memory, patient),

    send(referral) {
      const { decisionId } = referral;
      const running = inFlight.get(decisionId);
      if (running !== undefined) return running;
      const sending = withReferrals(
        (part) => part.send(referral),
        (why): SubmissionOutcome => {
          // "Refused" says that nothing was sent: not of a decision that may have left before.
          const earlier = kept.phaseOf(decisionId);
          return earlier === null || mayBeEdited(earlier)
            ? { outcome: 'refused', problems: [why] }
            : { outcome: 'unknown', via: kept.wayOf(decisionId) ?? 'fhir-create', why };
        },
      ).finally(() => inFlight.delete(decisionId));
      inFlight.set(decisionId, sending);
      return sending;
    },

    reconcile: (decisionId) =>
      inFlight.get(decisionId) ??
      withReferrals(
        (part) => part.reconcile(decisionId),
        (why) => ({ outcome: 'unknown', via: kept.wayOf(decisionId) ?? 'fhir-create', why }),
      ),

    arrived: (decisionId) =>
      withReferrals(
        (part) => part.arrived(decisionId),
        () => null,
      ),

    othersOpen: (reference) =>
      withReferrals(
        (part) => part.othersOpen(reference),
        () => null,
      ),

    openings: (asked) =>
      withReferrals(
        (part) => part.openings(asked),
        () => Object.fromEntries(asked.map(({ serviceId }) => [serviceId, { is: 'unseen' }])),
      ),

    mayWriteFact: (fact) =>
      withReferrals(
        (part) => part.mayWriteFact(fact),
        () => false,
      ),

    writeFact: (fact) =>
      withReferrals(
        (part) => part.writeFact(fact),
        // "Refused" says that nothing was made: not of what may have left before.
        (why): SettledWrite =>
          mayHaveLeft(visitFrom(kept.visit()).writes?.[fact.id]) ? { at: 'unknown' } : { at: 'refused', problem: why },
      ),

    findFact: (fact) =>
      withReferrals(
        (part) => part.findFact(fact),
        (): SettledWrite => ({ at: 'unknown' }),
      ),

    signers: () =>
      withReferrals(
        (part) => part.signers(),
        () => ({ signers: [], whole: false }),
      ),

    decisionWay: () =>
      withReferrals(
        (part) => part.decisionWay(),
        () => 'could-not-ask',
      ),

    decide: (outgoing) =>
      withReferrals(
        (part) => part.decide(outgoing),
        (why): SettledDecision => ({ at: 'refused', problem: why }),
      ),

    findDecision: (decided) =>
      withReferrals(
        (part) => part.findDecision(decided),
        (): SettledDecision => ({ at: 'unknown', as: 'task' }),
      ),

    followUp: () =>
      withReferrals(
        async (part) => part.followUp,
        () => null,
      ),

    takingBack: () =>
      withReferrals(
        async (part) => part.takingBack,
        () => null,
      ),

    questions: () =>
      withReferrals(
        async (part) => part.questions,
        () => null,
      ),

    kept: {
      load: () => kept.load(),
      save: (referral) => kept.save(referral),
      clear: () => kept.clear(),
      mayHaveLeft: (decisionId) => kept.wayOf(decisionId) !== null,
      visit: () => visitFrom(kept.visit()),
      saveVisit({ entered, leftOut }) {
        const { writes } = visitFrom(kept.visit());
        const said: KeptVisit = { entered, leftOut, ...(writes === undefined ? {} : { writes }) };
        kept.saveVisit(said);
      },
      decision: () => kept.decision(),
      saveDecision: (decision) => kept.saveDecision(decision),
      question: () => kept.question(),
      saveQuestion: (question) => kept.saveQuestion(question),
      isAmending: () => Object.keys(kept.amendments()).length > 0,
      isStored: () => kept.isStored(),
    },
    life: options.life,
  };
}
