/**
 * What the React side sees of the EHR: types of the domain only. `app/compose.ts` builds it; nothing else of `ehr` may be
 * imported by `session`, `features` or `ui`.
 */
import type { Openings } from '../domain/allocation/openings.ts';
import type { Chart } from '../domain/chart/chart.ts';
import type { Evidence } from '../domain/chart/evidence.ts';
import type { PatientRecord, ReferralRecord } from '../domain/chart/records.ts';
import type { SourceId } from '../domain/chart/source.ts';
import type { Day } from '../domain/logic/when.ts';
import type { Decided, DecisionTexts } from '../domain/decision/decision.ts';
import type { DecisionWay, KeptDecision, SettledDecision } from '../domain/decision/decision-write.ts';
import type { MayTakeBack, TakeBack, TakeBackOutcome, TakenBackAt } from '../domain/decision/take-back.ts';
import type { Result } from '../domain/problem.ts';
import type { Asked, QuestionTexts } from '../domain/question/question.ts';
import type { KeptQuestion, QuestionWay, SentAs, SettledQuestion } from '../domain/question/question-write.ts';
import type { ChannelId, WhyNot } from '../domain/referral/channel.ts';
import type { DuplicateCheck } from '../domain/referral/duplicates.ts';
import type { Amendment, AmendmentAction, AmendmentOutcome, MayAmend } from '../domain/referral/amendment.ts';
import type { FoundSigners, ReferralDraft } from '../domain/referral/draft.ts';
import type { FollowUpRecords } from '../domain/referral/follow-up.ts';
import type { VisitPlanOutcome, VisitPlanTexts } from '../domain/referral/visit-plan.ts';
import type { SubmissionOutcome } from '../domain/referral/outcome.ts';
import type { UserWord } from '../domain/referral/submission.ts';
import type { ReferralTexts } from '../domain/referral/texts.ts';
import type { KeptVisit, SettledWrite } from '../domain/visit/fact-write.ts';
import type { EnteredFact, Visit } from '../domain/visit/visit.ts';

/** `prescriber`: may sign orders here. `unknown`: the EHR's roles and `site.json` do not tell; then nothing is signed. */
export type Role = 'prescriber' | 'staff' | 'unknown';

export interface Who {
  readonly patientId: string;
  readonly encounterId: string | null;
  /** The signed-in user as the EHR names them; null when the EHR did not say. */
  readonly user: { readonly reference: string; readonly name: string | null; readonly role: Role } | null;
  /** Host of the EHR, for the sources view. */
  readonly ehrHost: string;
  /** Moment at which the session ends, in milliseconds since 1970; null when it can be renewed, or the EHR did not say. */
  readonly expiresAt: number | null;
  readonly launch: LaunchedWith;
}

/** How the app was opened, and what came with it beside patient and encounter (interop 1.4). */
export interface LaunchedWith {
  /** From the patient's chart, or by signing in, where somebody has picked the patient from a list. */
  readonly from: 'chart' | 'sign-in';
  /** What the EHR opened the app for: `palliative-referral` opens the form. */
  readonly intent: string | null;
  /** What else was open there: references on this server ("ServiceRequest/12"), at most twenty. */
  readonly open: readonly string[];
  /** The EHR's look: an address on a configured host. */
  readonly styleUrl: string | null;
  /** Another chart has been opened in this tab since. */
  readonly isEarlier: boolean;
  /** What was asked for at sign-in was less than everything, because the EHR had refused more. */
  readonly askedLess: boolean;
}

/** A chart on its way: what has arrived so far, and what has not been answered yet. */
export interface ChartProgress {
  readonly chart: Chart;
  readonly pending: readonly SourceId[];
}

/** A referral as it stands in the form. */
export interface DraftedReferral {
  readonly draft: ReferralDraft;
  readonly texts: ReferralTexts;
  /** Minted once for a decision, kept before the first POST, re-used whatever happens. A UUID. */
  readonly decisionId: string;
}

/** A referral that the user has confirmed. */
export interface OutgoingReferral extends DraftedReferral {
  /** The user has seen an open or similar referral, or that it could not be checked, and wants this one all the same. */
  readonly acknowledged: DuplicateCheck['result'] | null;
  /** References of the other referrals that were on screen when the user accepted them. One that came later was not seen. */
  readonly seen: readonly string[];
  /** What stood on the screen: whose chart, which way, and the resource. What would be anything else is not sent. */
  readonly shown: { readonly patientId: string; readonly preview: ReferralPreview };
}

/** The way in which a referral would leave. Only `fhir-create` makes what can become an order; `manual` sends nothing. */
export type ReferralWay =
  | {
      readonly channel: 'fhir-create';
      readonly makes: 'order' | 'proposal';
      /** What is taken in waits for review in the EHR. */
      readonly staged: boolean;
    }
  | {
      readonly channel: Exclude<ChannelId, 'fhir-create'>;
      /** Why it is no order. */
      readonly whyNotBest: WhyNot | null;
    }
  | { readonly channel: 'manual'; readonly why: WhyNot };

export interface ReferralPreview {
  readonly via: ReferralWay;
  /** The resource exactly as it will be sent, as indented JSON. Empty when nothing can be. */
  readonly resource: string;
}

/** A referral that is kept in this tab, under the launch's own key, and what became of it. */
export interface KeptReferral {
  readonly decisionId: string;
  readonly draft: ReferralDraft;
  readonly phase:
    | { readonly at: 'editing' }
    /** Written down before the POST leaves. Found again after a reload it means `unknown`. */
    | { readonly at: 'sending'; readonly since: number; readonly via: ChannelId }
    /** `userWord`: what the EHR does not confirm and the user has said. */
    | {
        readonly at: 'settled';
        readonly outcome: SubmissionOutcome;
        readonly time: number;
        readonly userWord?: UserWord;
      };
}

/** A decision other than yes that the user has confirmed. */
export interface OutgoingDecision {
  readonly decided: Decided;
  readonly texts: DecisionTexts;
  /** What the oncology team takes on, in the words of the care plan. */
  readonly items: readonly string[];
  /** Where the screen has said that it will be saved. It goes nowhere else. */
  readonly as: Exclude<DecisionWay, 'could-not-ask'>;
}

/** An agreed visit that is put into the care plan. */
export interface VisitPlanOrder {
  /** Minted for this visit: a plan of its own is found again by it. A UUID. */
  readonly id: string;
  /** "Appointment/5". */
  readonly appointment: string;
  readonly day: Day | null;
  readonly texts: VisitPlanTexts;
  /** Whose chart was on screen. */
  readonly patientId: string;
}

/** A question to the palliative team that the user has confirmed. */
export interface OutgoingQuestion {
  readonly asked: Asked;
  readonly texts: QuestionTexts;
  /** How the screen has said that it will go. It goes no other way. */
  readonly as: SentAs;
}

/** Asking the palliative team, and telling it what is new (product row M9). Never a referral. */
export interface QuestionPort {
  /** How a question to this service would go now. Only reads. */
  way(serviceId: string | null): Promise<QuestionWay>;
  /**
   * Sends once: verifies the patient, notes that it is sending, POSTs, reads back. A lost answer is looked up and never sent again. A
   * second call for the same question while one is under way gives the same promise.
   */
  send(outgoing: OutgoingQuestion): Promise<SettledQuestion>;
  /** Looks whether a question whose answer was lost is there. Only ever reads. */
  find(asked: Asked): Promise<SettledQuestion>;
}

/** A change of a referral on record, as the user has confirmed it. */
export interface AmendmentOrder {
  /** "ServiceRequest/12", and the version of it that was on screen. */
  readonly reference: string;
  readonly version: string;
  readonly amendment: Amendment;
  /** Whose chart was on screen. */
  readonly patientId: string;
  /** Before signing: what was found beside it, and the references that were on screen when the user accepted that. */
  readonly acknowledged: DuplicateCheck['result'] | null;
  readonly seen: readonly string[];
}

/** A decision on record that is taken back, as the user has confirmed it. */
export interface TakeBackOrder {
  /** "Task/12", and the version of it that was on screen. */
  readonly reference: string;
  readonly version: string;
  /** Behind which it stood. */
  readonly gate: TakenBackAt;
  readonly takeBack: TakeBack;
  /** Whose chart was on screen. */
  readonly patientId: string;
}

/** Taking back a decision on record (product row M13). */
export interface TakeBackPort {
  /** Whether the EHR takes the change, and of which version. Only reads. */
  may(reference: string): Promise<MayTakeBack>;
  /**
   * Changes once: verifies the patient, reads the record afresh, notes the change, one PUT of the version that was shown, reads back.
   * Never writes over another version, never repeats by itself.
   */
  takeBack(order: TakeBackOrder): Promise<TakeBackOutcome>;
  /** Looks what has become of one whose answer was lost. Only ever reads. */
  lookAgain(reference: string): Promise<TakeBackOutcome>;
  /** References of those that may have left and whose end nobody knows. */
  unsettled(): readonly string[];
}

/** The referrals on record: what has become of them, and changing them (product row M14). */
export interface FollowUpPort {
  /** As it was read with the chart; `afresh`: asked again now. Only reads. */
  read(afresh: boolean): Promise<FollowUpRecords>;
  mayAmend(): Promise<MayAmend>;
  /** Looks for other referrals that ask the same as this one. */
  others(reference: string): Promise<DuplicateCheck>;
  /**
   * Changes once: verifies the patient, reads the referral afresh, notes the change, one PUT of the version that was shown, reads back.
   * Never writes over another version, never repeats by itself.
   */
  amend(order: AmendmentOrder): Promise<AmendmentOutcome>;
  /** Looks what has become of a change whose answer was lost. Only ever reads. */
  lookAgain(reference: string): Promise<AmendmentOutcome>;
  /** Whether an agreed visit can be put into the care plan here. Only reads. */
  mayPlan(): Promise<boolean>;
  /**
   * Puts an agreed visit into the care plan, once: verifies the patient, reads the plans afresh, notes that it is writing, writes a plan, or
   * a new version of the oncology team's own, reads back. Never twice for a visit; a lost answer is looked up and never sent again.
   */
  plan(order: VisitPlanOrder): Promise<VisitPlanOutcome>;
  /** Looks whether a visit whose answer was lost stands in a plan. Only ever reads. */
  findPlan(appointment: string): Promise<VisitPlanOutcome>;
  /** Visits that may have been written and whose end nobody knows, by reference of the Appointment. */
  unsettledPlans(): readonly string[];
  /** Changes that may have left and whose end nobody knows, by reference. */
  unsettled(): Readonly<Record<string, { readonly action: AmendmentAction; readonly since: number }>>;
}

/** A service whose free times are asked for. */
export interface OpeningsAsked {
  readonly serviceId: string;
  /** Its IANA zone, where that is not the site's. */
  readonly timeZone: string | null;
}

export interface EhrPort {
  /** Name and role of the user come a moment after the page: see `whenUserRead`. */
  who(): Who;
  /** Ends when name and role of the signed-in user have been read, or cannot be. Never rejects. */
  whenUserRead(): Promise<void>;
  /**
   * Reads the chart in waves. `onProgress` hears of every change; the promise ends with the last source.
   * Never rejects for a source that fails: its state says so. Fails as a whole only when the patient cannot be read.
   */
  loadChart(onProgress: (progress: ChartProgress) => void): Promise<Result<ChartProgress>>;
  /** Asks one source again and gives the chart with it. */
  retry(source: SourceId): Promise<Result<ChartProgress>>;
  /** The FHIR record behind an evidence, as it was received. */
  record(evidence: Evidence): { readonly title: string; readonly json: string } | null;
  /** Which way a referral can go from here, and the resource as it would be sent. Sends nothing. */
  preview(referral: DraftedReferral): Promise<ReferralPreview>;
  /** Looks for a referral that asks the same. */
  duplicates(): Promise<DuplicateCheck>;
  /** Reads the patient again; says so when it is not the same living person. */
  verifyPatient(): Promise<Result<PatientRecord>>;
  /**
   * Sends once: verifies the patient, looks for duplicates again, writes down that it is sending, POSTs, reads back.
   * Never resends by itself. A second call for the same decision while one is under way gives the same promise.
   */
  send(referral: OutgoingReferral): Promise<SubmissionOutcome>;
  /** Looks whether a referral whose answer was lost is there. Only ever reads. */
  reconcile(decisionId: string): Promise<SubmissionOutcome>;
  /** One look whether an earlier try of this decision has arrived after all; null when none was made or none shows. */
  arrived(decisionId: string): Promise<SubmissionOutcome | null>;
  /** Other referrals that are open beside the one with this reference; null when that could not be looked up. */
  othersOpen(reference: string): Promise<readonly ReferralRecord[] | null>;
  /**
   * Free times of services, where the EHR keeps schedules for them. Only reads. What could not be looked up is `unseen`; a service without a
   * schedule there is not in the answer.
   */
  openings(asked: readonly OpeningsAsked[]): Promise<Openings>;
  /**
   * Whether the EHR takes an entered fact as an Observation: its kind has a sourced code, and creating is granted, advertised and not
   * closed by the site. False too where that could not be asked: nothing is offered then, and the letter carries it. Only reads.
   */
  mayWriteFact(fact: EnteredFact): Promise<boolean>;
  /**
   * Writes an entered fact once: verifies the patient, notes that it is writing, POSTs, reads back. A lost answer is looked up and
   * never sent again. A second call for the same fact while one is under way gives the same promise.
   */
  writeFact(fact: EnteredFact): Promise<SettledWrite>;
  /** Looks whether a fact whose answer was lost is there. Only ever reads. */
  findFact(fact: EnteredFact): Promise<SettledWrite>;
  /** For whose signature staff can prepare a referral of this patient; none where nobody is named. Only reads. */
  signers(): Promise<FoundSigners>;
  /** Where a decision can be written now. Only reads. */
  decisionWay(): Promise<DecisionWay>;
  /**
   * Writes a decision once: verifies the patient, notes that it is writing, POSTs, reads back. A lost answer is looked up and never sent
   * again. A second call for the same decision while one is under way gives the same promise.
   */
  decide(outgoing: OutgoingDecision): Promise<SettledDecision>;
  /** Looks whether a decision whose answer was lost is there. Only ever reads. */
  findDecision(decided: Decided): Promise<SettledDecision>;
  /** Comes in a file of its own; null when that could not be fetched. */
  followUp(): Promise<FollowUpPort | null>;
  /** The same. */
  takingBack(): Promise<TakeBackPort | null>;
  /** From the same file; null when that could not be fetched. */
  questions(): Promise<QuestionPort | null>;
  readonly kept: {
    load(): KeptReferral | null;
    save(referral: KeptReferral): void;
    clear(): void;
    /** A try of this decision has left, and no answer has said that nothing was made of it. */
    mayHaveLeft(decisionId: string): boolean;
    /** What was said at this visit, nothing where nothing was; and what became of writing it. */
    visit(): KeptVisit;
    /** What became of writing stays as it is: only the port notes it. */
    saveVisit(visit: Visit): void;
    /** The decision of this tab, being written or settled; null where there is none. */
    decision(): KeptDecision | null;
    saveDecision(decision: KeptDecision | null): void;
    /** The question to the palliative team of this tab; null where there is none. */
    question(): KeptQuestion | null;
    saveQuestion(question: KeptQuestion | null): void;
    /** A change of a referral may have left, and nobody knows its end. */
    isAmending(): boolean;
    /** What was written last is in this tab's storage, not only in this page. */
    isStored(): boolean;
  };
  readonly life: SessionLife;
}

/** How long the launch lasts. */
export interface SessionLife {
  /** Moment at which it ends, in milliseconds since 1970; null when it can be renewed, or when the EHR did not say. */
  endsAt(): number | null;
  /** A request may still bring it back to life, whatever the last one has met. */
  mayRenew(): boolean;
  /** True when it lasts so many milliseconds from now; renewed where it would not. */
  lasts(milliseconds: number): Promise<boolean>;
  /** Somebody is at work: renewed when it is about to end, and what is stored of it counts as in use. */
  keepAlive(): void;
  /**
   * The end: the token is given back where the EHR takes it, and removed from this tab; nothing can be read or sent any more.
   * The draft goes too, or is kept for another half hour.
   */
  end(how: { readonly keepDraft: boolean }): void;
}
