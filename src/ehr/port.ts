/**
 * What the React side sees of the EHR: types of the domain only. `app/compose.ts` builds it; nothing else of `ehr` may be
 * imported by `session`, `features` or `ui`.
 */
import type { Chart } from '../domain/chart/chart.ts';
import type { Evidence } from '../domain/chart/evidence.ts';
import type { PatientRecord } from '../domain/chart/records.ts';
import type { SourceId } from '../domain/chart/source.ts';
import type { Result } from '../domain/problem.ts';
import type { DuplicateCheck } from '../domain/referral/duplicates.ts';
import type { ReferralDraft } from '../domain/referral/draft.ts';
import type { SubmissionOutcome } from '../domain/referral/outcome.ts';
import type { UserWord } from '../domain/referral/submission.ts';

/** After so long without an answer to a write the port says that it is unknown what became of it; milliseconds. */

export interface Who {
  readonly patientId: string;
  readonly encounterId: string | null;
  /** The signed-in user as the EHR names them; null when the EHR did not say. */
  readonly user: { readonly reference: string; readonly name: string | null; readonly maySign: boolean } | null;
  /** Host of the EHR, for the sources view. */
  readonly ehrHost: string;
  /** Moment at which the session ends, in milliseconds since 1970; null when the EHR did not say. */
  readonly expiresAt: number | null;
}

/** A chart on its way: what has arrived so far, and what has not been answered yet. */
export interface ChartProgress {
  readonly chart: Chart;
  readonly pending: readonly SourceId[];
}

/** The texts that go with a referral. `words` writes them; the shell only carries them. */
export interface ReferralTexts {
  /** Note of the order: findings and what is asked, rule ids and version in its last line. */
  readonly note: string;
  /** One line each, for the reasons that have no resource of their own. */
  readonly reasons: readonly string[];
}

export interface OutgoingReferral {
  readonly draft: ReferralDraft;
  readonly texts: ReferralTexts;
  /** Minted once for a decision, kept before the first POST, re-used whatever happens. A UUID. */
  readonly decisionId: string;
  /** The user has seen an open or similar referral, or that it could not be checked, and wants this one all the same. */
  readonly acknowledged: DuplicateCheck['result'] | null;
  /** References of the other referrals that were on screen when the user accepted them. One that came later was not seen. */
  readonly seen: readonly string[];
}

/** How a referral can leave. `fhir-create` writes a ServiceRequest; `manual` is a letter to hand on. */
export type ReferralChannel =
  | { readonly channel: 'fhir-create'; readonly makes: 'order' | 'proposal' }
  | { readonly channel: 'manual'; readonly why: 'not-granted' | 'not-advertised' | 'switched-off' | 'could-not-ask' };

export interface ReferralPreview {
  readonly via: ReferralChannel;
  /** The resource exactly as it will be sent, as indented JSON. */
  readonly resource: string;
}

/** A referral that is kept in this tab, under the launch's own key, until it is settled. */
export interface KeptReferral {
  readonly decisionId: string;
  readonly draft: ReferralDraft;
  readonly phase:
    | { readonly at: 'editing' }
    /** Written down before the POST leaves. Found again after a reload it means `unknown`. */
    | { readonly at: 'sending'; readonly since: number }
    /** `userWord`: no look-up could tell, but the user has seen the order in the chart and said so. */
    | {
        readonly at: 'settled';
        readonly outcome: SubmissionOutcome;
        readonly time: number;
        readonly userWord?: UserWord;
      };
}

export interface EhrPort {
  who(): Who;
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
  preview(referral: OutgoingReferral): Promise<ReferralPreview>;
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
  readonly kept: {
    load(): KeptReferral | null;
    save(referral: KeptReferral): void;
    clear(): void;
  };
}
