import type { Assessment } from '../assessment.ts';
import type { Evidence } from '../chart/evidence.ts';
import type { Urgency } from '../dosing/recommendation.ts';
import type { Day } from '../logic/when.ts';
import type { Statement } from '../statement.ts';
import type { TriggerId } from '../triggers/trigger.ts';

/** Whether a person has asked the patient. There is no default that says yes. */
export type PatientAgrees = 'yes' | 'not-yet-asked' | 'no';

export interface ReferralReason {
  readonly trigger: TriggerId;
  readonly say: Statement;
  readonly evidence: readonly Evidence[];
  readonly included: boolean;
}

/** What the clinician decides and may edit before anything is sent. */
export interface ReferralDraft {
  readonly serviceId: string | null;
  readonly urgency: Urgency;
  readonly reasons: readonly ReferralReason[];
  /** What the service is asked, in the clinician's own words. At most QUESTION_LIMIT characters. */
  readonly question: string;
  readonly patientAgrees: PatientAgrees;
  /** Conditions that the referral is about (the cancer), as references on the launching server. */
  readonly about: readonly Evidence[];
  /** The care plan that the referral belongs to, when one is in force. */
  readonly basedOn: Evidence | null;
  readonly engine: { readonly version: string; readonly catalogue: string; readonly profile: string };
  readonly asOf: Day;
}

export const QUESTION_LIMIT = 5000;

/** Days within which the first visit is asked for, by urgency (clinical reference 4.3, level L3). [DESIGN] */
export const PERIOD_DAYS: Readonly<Record<Urgency, number>> = { urgent: 3, soon: 14, routine: 28 };

/** What a draft lacks before it can be sent. */
export type DraftGap = 'no-service' | 'no-reason-and-no-question' | 'question-too-long' | 'patient-declined';

/**
 * A draft prefilled from the answer: urgency of the recommendation (else `soon`), every met trigger as an included reason,
 * the active cancers as what it is about. Nothing is assumed of the patient's wish. `serviceId` is the first of the
 * site's services, or null when there is none.
 */
export function draftFrom(assessment: Assessment, serviceIds: readonly string[]): ReferralDraft {
  const { triggers, recommendation, facts, engine, asOf } = assessment;
  return {
    serviceId: serviceIds[0] ?? null,
    urgency: recommendation.urgency ?? 'soon',
    reasons: triggers
      .filter((one) => one.outcome === 'met')
      .map((one) => ({ trigger: one.id, say: one.because, evidence: one.evidence, included: true })),
    question: '',
    patientAgrees: 'not-yet-asked',
    about: facts.cancers
      .filter((one) => one.status === 'active' && one.role === 'primary')
      .flatMap((one) => one.evidence),
    basedOn: facts.carePlan,
    engine,
    asOf,
  };
}

/** What has to be settled before sending; empty when it can go. A patient's no is not overruled by sending. */
export function gapsOf(draft: ReferralDraft): readonly DraftGap[] {
  const gaps: DraftGap[] = [];
  if (draft.serviceId === null) gaps.push('no-service');
  if (!draft.reasons.some((one) => one.included) && draft.question.trim() === '')
    gaps.push('no-reason-and-no-question');
  if (draft.question.length > QUESTION_LIMIT) gaps.push('question-too-long');
  if (draft.patientAgrees === 'no') gaps.push('patient-declined');
  return gaps;
}
