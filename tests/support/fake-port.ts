/** An EHR in memory, as the React side sees one. Every call is counted; every answer can be held back or changed. */
import type { Chart } from '../../src/domain/chart/chart.ts';
import type { ReferralRecord } from '../../src/domain/chart/records.ts';
import type { SourceId } from '../../src/domain/chart/source.ts';
import type { DecisionWay, KeptDecision, SettledDecision } from '../../src/domain/decision/decision-write.ts';
import type { KeptQuestion, QuestionWay, SettledQuestion } from '../../src/domain/question/question-write.ts';
import { success, type Problem, type Result } from '../../src/domain/problem.ts';
import type { Signer } from '../../src/domain/referral/draft.ts';
import type { DuplicateCheck } from '../../src/domain/referral/duplicates.ts';
import type { FollowUpRecords } from '../../src/domain/referral/follow-up.ts';
import type { SubmissionOutcome } from '../../src/domain/referral/outcome.ts';
import type { KeptVisit, SettledWrite } from '../../src/domain/visit/fact-write.ts';
import { NOTHING_SAID, type EnteredFact } from '../../src/domain/visit/visit.ts';
import { FROM_CHART, fixedLife } from '../ehr/support/life.ts';
import type { LensPort } from '../../src/ehr/lens-port.ts';
import type {
  ChartProgress,
  EhrPort,
  FollowUpPort,
  KeptReferral,
  LaunchedWith,
  OutgoingDecision,
  OutgoingQuestion,
  OutgoingReferral,
  ReferralWay,
  Role,
  TakeBackPort,
  Who,
} from '../../src/ehr/port.ts';

export interface FakeOptions {
  readonly chart: Chart;
  /** Held back until `progress` and `finish` are called. */
  readonly slow?: boolean;
  readonly unreadable?: Problem;
  readonly via?: ReferralWay;
  readonly check?: DuplicateCheck;
  readonly verify?: Problem;
  /** What is open beside ours when it is looked for once more. */
  /** An earlier try that has arrived after all. */
  /** Name and role of the user are read only when this ends; from the start unless given. */
  readonly userRead?: Promise<void>;
  readonly role?: Role;
  readonly mayHaveLeft?: boolean;
  readonly isStored?: boolean;
  readonly launch?: Partial<LaunchedWith>;
  readonly arrived?: SubmissionOutcome;
  /** Free times; this EHR keeps no schedules unless given. */
  readonly openings?: EhrPort['openings'];
  readonly others?: readonly ReferralRecord[];
  readonly kept?: KeptReferral | null;
  readonly visit?: KeptVisit;
  readonly decision?: KeptDecision | null;
  readonly signers?: readonly Signer[];
  /** Not every place in which one may be named was read. */
  readonly signersNotWhole?: boolean;
  readonly decisionWay?: DecisionWay;
  readonly question?: KeptQuestion | null;
  readonly questionWay?: QuestionWay;
  /** Which entries this EHR takes as an Observation; none unless given. */
  readonly takes?: (fact: EnteredFact) => boolean;
  readonly expiresAt?: number | null;
  /** Referrals on record and what may be done about them; none, and nothing, unless given. */
  readonly followUp?: Partial<FollowUpPort>;
  /** Taking back a decision; everything is taken unless given. */
  readonly takingBack?: Partial<TakeBackPort>;
  readonly isAmending?: boolean;
  readonly retried?: Result<ChartProgress>;
  readonly now?: () => number;
}

export interface FakePort extends EhrPort, LensPort {
  readonly sent: OutgoingReferral[];
  readonly looks: string[];
  readonly saved: KeptReferral[];
  /** How the session was ended. */
  readonly ended: readonly { readonly keepDraft: boolean }[];
  readonly calls: { duplicates: number; verify: number; load: number; openings: number; retry: SourceId[] };
  progress(progress: ChartProgress): void;
  finish(): void;
  /** Ends the send that is under way, or the next one. */
  answer(outcome: SubmissionOutcome): void;
  /** Ends the look-up that is under way, or the next one. */
  found(outcome: SubmissionOutcome): void;
  keptNow(): KeptReferral | null;
  /** Entries that were to be written, and those that were looked for. */
  readonly written: EnteredFact[];
  readonly factLooks: string[];
  /** Ends the write that is under way, or the next one. */
  factAnswer(write: SettledWrite): void;
  /** Ends the look for an entry that is under way, or the next one. */
  factFound(write: SettledWrite): void;
  /** Decisions that were to be written, and those that were looked for. */
  readonly decided: OutgoingDecision[];
  readonly decisionLooks: string[];
  decisionAnswer(write: SettledDecision): void;
  decisionFound(write: SettledDecision): void;
  decisionNow(): KeptDecision | null;
  /** Questions that were to be sent, and those that were looked for. */
  readonly questioned: OutgoingQuestion[];
  readonly questionLooks: string[];
  questionAnswer(write: SettledQuestion): void;
  questionFound(write: SettledQuestion): void;
  questionNow(): KeptQuestion | null;
}

export function fakePort(options: FakeOptions): FakePort {
  const { chart } = options;
  const now = options.now ?? Date.now;
  let kept = options.kept ?? null;
  let visit: KeptVisit = options.visit ?? NOTHING_SAID;
  let decision: KeptDecision | null = options.decision ?? null;
  const decisions = queue<SettledDecision>();
  const decisionLookUps = queue<SettledDecision>();
  const decided: OutgoingDecision[] = [];
  const decisionLooks: string[] = [];
  let question: KeptQuestion | null = options.question ?? null;
  const questionSends = queue<SettledQuestion>();
  const questionLookUps = queue<SettledQuestion>();
  const questioned: OutgoingQuestion[] = [];
  const questionLooks: string[] = [];
  let onProgress: (progress: ChartProgress) => void = () => {};
  const loaded = deferred<Result<ChartProgress>>();
  const sends = queue<SubmissionOutcome>();
  const lookUps = queue<SubmissionOutcome>();
  const factWrites = queue<SettledWrite>();
  const factLookUps = queue<SettledWrite>();
  const written: EnteredFact[] = [];
  const factLooks: string[] = [];
  const calls: FakePort['calls'] = { duplicates: 0, verify: 0, load: 0, openings: 0, retry: [] };
  const sent: OutgoingReferral[] = [];
  const looks: string[] = [];
  const saved: KeptReferral[] = [];
  const ended: { readonly keepDraft: boolean }[] = [];
  const whole: Result<ChartProgress> =
    options.unreadable === undefined ? success({ chart, pending: [] }) : { ok: false, problem: options.unreadable };

  let isUserRead = options.userRead === undefined;
  const userRead = Promise.resolve(options.userRead).then(() => void (isUserRead = true));
  const unread = { name: null, role: 'unknown' } as const;
  const who: Who = {
    patientId: chart.patient.id,
    encounterId: null,
    user: { reference: 'Practitioner/p1', name: 'Dr. Amara Osei', role: options.role ?? 'prescriber' },
    ehrHost: 'ehr.example.org',
    expiresAt: options.expiresAt ?? null,
    launch: { ...FROM_CHART, ...options.launch },
  };

  return {
    sent,
    looks,
    saved,
    calls,
    progress: (progress) => onProgress(progress),
    finish: () => loaded.resolve(whole),
    answer: (outcome) => sends.give(outcome),
    found: (outcome) => lookUps.give(outcome),
    keptNow: () => kept,
    written,
    factLooks,
    factAnswer: (write) => factWrites.give(write),
    factFound: (write) => factLookUps.give(write),
    decided,
    decisionLooks,
    decisionAnswer: (write) => decisions.give(write),
    decisionFound: (write) => decisionLookUps.give(write),
    decisionNow: () => decision,
    questioned,
    questionLooks,
    questionAnswer: (write) => questionSends.give(write),
    questionFound: (write) => questionLookUps.give(write),
    questionNow: () => question,

    who: () => (isUserRead || who.user === null ? who : { ...who, user: { ...who.user, ...unread } }),
    whenUserRead: () => userRead,
    loadChart(listener) {
      calls.load += 1;
      onProgress = listener;
      return options.slow === true ? loaded.promise : Promise.resolve(whole);
    },
    retry(source) {
      calls.retry.push(source);
      return Promise.resolve(options.retried ?? whole);
    },
    record: ({ reference }) => ({
      title: reference,
      json: JSON.stringify({ resourceType: reference.split('/')[0] }, null, 2),
    }),
    preview: (referral) =>
      Promise.resolve({
        via: options.via ?? { channel: 'fhir-create', makes: 'order', staged: false },
        resource: JSON.stringify({ resourceType: 'ServiceRequest', note: [{ text: referral.texts.note }] }, null, 2),
      }),
    duplicates() {
      calls.duplicates += 1;
      return Promise.resolve(options.check ?? { result: 'none', searched: 3 });
    },
    verifyPatient() {
      calls.verify += 1;
      return Promise.resolve(
        options.verify === undefined ? success(chart.patient) : { ok: false as const, problem: options.verify },
      );
    },
    send(referral) {
      sent.push(referral);
      kept = {
        decisionId: referral.decisionId,
        draft: referral.draft,
        phase: { at: 'sending', since: now(), via: 'fhir-create' },
      };
      return sends.take();
    },
    reconcile(decisionId) {
      looks.push(decisionId);
      return lookUps.take();
    },
    arrived: () => Promise.resolve(options.arrived ?? null),
    othersOpen: () => Promise.resolve(options.others ?? []),
    openings: (asked) => {
      calls.openings += 1;
      return options.openings === undefined ? Promise.resolve({}) : options.openings(asked);
    },
    practiceRecords: () => Promise.resolve({ insurance: [], diagnoses: [], screenings: [], bipolar: [] }),
    mayWriteFact: (fact) => Promise.resolve(options.takes?.(fact) ?? false),
    writeFact(fact) {
      written.push(fact);
      return factWrites.take();
    },
    findFact({ id }) {
      factLooks.push(id);
      return factLookUps.take();
    },
    signers: () => Promise.resolve({ signers: options.signers ?? [], whole: options.signersNotWhole !== true }),
    decisionWay: () => Promise.resolve(options.decisionWay ?? 'task'),
    decide(outgoing) {
      decided.push(outgoing);
      return decisions.take();
    },
    findDecision({ id }) {
      decisionLooks.push(id);
      return decisionLookUps.take();
    },
    questions: () =>
      Promise.resolve({
        way: () => Promise.resolve(options.questionWay ?? 'message'),
        send(outgoing) {
          questioned.push(outgoing);
          return questionSends.take();
        },
        find({ id }) {
          questionLooks.push(id);
          return questionLookUps.take();
        },
      }),
    followUp: () =>
      Promise.resolve({
        read: () => Promise.resolve(NO_REFERRALS),
        mayAmend: () => Promise.resolve({ whyNot: null, maySign: true }),
        others: () => Promise.resolve({ result: 'none', searched: 1 }),
        amend: ({ amendment: { action } }) => Promise.resolve({ at: 'done', action, readBack: true }),
        lookAgain: () => Promise.resolve({ at: 'unknown', action: 'change', since: 0, asBefore: false }),
        unsettled: () => ({}),
        mayPlan: () => Promise.resolve(true),
        plan: () => Promise.resolve({ at: 'written', added: false }),
        findPlan: () => Promise.resolve({ at: 'unknown' }),
        unsettledPlans: () => [],
        ...options.followUp,
      }),
    takingBack: () =>
      Promise.resolve({
        may: () => Promise.resolve({ whyNot: null, version: '1' }),
        takeBack: () => Promise.resolve({ at: 'done', readBack: true }),
        lookAgain: () => Promise.resolve({ at: 'unknown', since: 0, asBefore: false }),
        unsettled: () => [],
        ...options.takingBack,
      }),
    kept: {
      isAmending: () => options.isAmending ?? false,
      load: () => kept,
      save(referral) {
        kept = structuredClone(referral);
        saved.push(kept);
      },
      clear() {
        kept = null;
      },
      mayHaveLeft: () => options.mayHaveLeft ?? false,
      visit: () => visit,
      saveVisit({ entered, leftOut }) {
        visit = { ...visit, entered, leftOut };
      },
      decision: () => decision,
      saveDecision(next) {
        decision = next === null ? null : structuredClone(next);
      },
      question: () => question,
      saveQuestion(next) {
        question = next === null ? null : structuredClone(next);
      },
      isStored: () => options.isStored ?? true,
    },
    life: { ...fixedLife(options.expiresAt ?? null, now), end: (how) => void ended.push(how) },
    ended,
  };
}

/** Everything was read, and there is none. */
export const NO_REFERRALS: FollowUpRecords = {
  referrals: [],
  tasks: [],
  appointments: [],
  encounters: [],
  questions: [],
  plannedVisits: { references: [], whole: true },
  unread: [],
};

function deferred<Value>(): { promise: Promise<Value>; resolve: (value: Value) => void } {
  let resolve: (value: Value) => void = () => {};
  const promise = new Promise<Value>((done) => (resolve = done));
  return { promise, resolve };
}

function queue<Value>(): { take(): Promise<Value>; give(value: Value): void } {
  const waiting: ((value: Value) => void)[] = [];
  const ready: Value[] = [];
  return {
    take() {
      const next = ready.shift();
      return next === undefined ? new Promise((done) => waiting.push(done)) : Promise.resolve(next);
    },
    give(value) {
      const next = waiting.shift();
      if (next === undefined) ready.push(value);
      else next(value);
    },
  };
}
