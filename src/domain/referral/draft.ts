import type { Assessment } from '../assessment.ts';
import { recordKey, type Evidence } from '../chart/evidence.ts';
import type { PatientRecord } from '../chart/records.ts';
import { carriesAnswer } from '../dosing/headline.ts';
import type { Gate, Recommendation, Urgency } from '../dosing/recommendation.ts';
import type { Day } from '../logic/when.ts';
import { state, type Statement } from '../statement.ts';
import type { TriggerId, TriggerResult } from '../triggers/trigger.ts';
import { CLINICIAN, NOTHING_SAID, type EnteredFact, type LeftOut, type Visit } from '../visit/visit.ts';

/** Whether a person has asked the patient. There is no default: until somebody has answered it is null. */
export type PatientAgrees = 'yes' | 'not-yet-asked' | 'no';

/** Whether the first visit needs an interpreter. `not-recorded`: the chart does not say, and nobody has answered. */
export type InterpreterNeed = 'yes' | 'no' | 'not-recorded';

export interface Interpreter {
  readonly needed: InterpreterNeed;
  /** As a person would say it; empty when it is not known. */
  readonly language: string;
}

/** A clinician for whose signature a referral is prepared, or on whose behalf a letter goes out, as the EHR names them. */
export interface Signer {
  readonly reference: string;
  readonly name: string | null;
}

/** Who is offered. `whole`: each place in which somebody may be named was read; else nobody here does not mean that there is nobody. */
export interface FoundSigners {
  readonly signers: readonly Signer[];
  readonly whole: boolean;
}

export interface ReferralReason {
  readonly trigger: TriggerId;
  readonly say: Statement;
  readonly evidence: readonly Evidence[];
  readonly included: boolean;
}

/** The first day on which the service may see the patient, as it was known when the form was looked at. Nothing is booked by it. */
export interface ExpectedStart {
  readonly day: Day;
  /** A free time that the EHR shows, or the site's own word on how long it takes. */
  readonly by: 'free-time' | 'lead-time';
}

/** What the clinician decides and may edit before anything is sent. */
export interface ReferralDraft {
  readonly serviceId: string | null;
  /** Of that service; absent where it is not known. */
  readonly expected?: ExpectedStart | undefined;
  /**
   * Of a referral that staff prepares: for whose signature, or on whose behalf where nothing waits for one; `open`: nobody can be named.
   * Null until they have said it; absent where who writes it may sign.
   */
  readonly signer?: Signer | 'open' | null;
  readonly urgency: Urgency;
  /** Days within which the first visit is asked for, by urgency: those of the profile in force. */
  readonly visitDays: Readonly<Record<Urgency, number>>;
  readonly reasons: readonly ReferralReason[];
  /** What the service is asked, in the clinician's own words. At most QUESTION_LIMIT characters. */
  readonly question: string;
  readonly patientAgrees: PatientAgrees | null;
  readonly interpreter: Interpreter;
  /** Who is to be invited along, in the clinician's own words; empty: nobody was named. At most CAREGIVER_LIMIT. */
  readonly caregiver: string;
  /** Conditions that the referral is about (the cancer), as references on the launching server. */
  readonly about: readonly Evidence[];
  /** What a receiver wants to know beside the findings: stage, latest performance status. */
  readonly background?: readonly Statement[];
  /** What the clinician has entered at this visit, and what they called wrong: the chart itself does not say so. */
  readonly said?: SaidAtVisit;
  /** The care plan that the referral belongs to, when one is in force. */
  readonly basedOn: Evidence | null;
  readonly engine: { readonly version: string; readonly catalogue: string; readonly profile: string };
  readonly asOf: Day;
}

export interface SaidAtVisit {
  readonly entered: readonly Statement[];
  readonly leftOut: readonly Statement[];
}

export const SAID_NOTHING: SaidAtVisit = { entered: [], leftOut: [] };

export const QUESTION_LIMIT = 5000;
export const CAREGIVER_LIMIT = 200;
export const LANGUAGE_LIMIT = 60;

/** What a draft lacks before it can be sent. */
export type DraftGap =
  | 'no-service'
  /** The service that was chosen is no longer one of this site. */
  | 'service-gone'
  /** Staff has not said for which clinician it is. */
  | 'no-signer'
  | 'no-reason-and-no-question'
  | 'question-too-long'
  | 'caregiver-too-long'
  | 'language-too-long'
  | 'patient-not-answered'
  | 'patient-declined';

/**
 * A draft prefilled from the answer: urgency of a recommended specialist visit (else `soon`: a nurse call's time is not a
 * visit's), every finding that carries the answer as an included reason, in its order, the active cancers as what it is about, an interpreter as the
 * chart has it. Nothing is assumed of the patient's wish. `serviceId` is the first of the site's services, or null when there is none.
 */
export function draftFrom(
  assessment: Assessment,
  serviceIds: readonly string[],
  patient: Pick<PatientRecord, 'interpreterNeeded' | 'language'>,
): ReferralDraft {
  const { triggers, recommendation, facts, engine, asOf } = assessment;
  return {
    serviceId: serviceIds[0] ?? null,
    urgency: (asksForSpecialist(recommendation) ? recommendation.urgency : null) ?? 'soon',
    visitDays: recommendation.visitDays,
    reasons: reasonsFrom(triggers, recommendation),
    question: '',
    patientAgrees: null,
    interpreter: interpreterOf(patient),
    caregiver: '',
    about: aboutFrom(assessment),
    background: backgroundFrom(assessment),
    ...(assessment.visit === null ? {} : { said: saidAt(assessment.visit) }),
    basedOn: facts.carePlan,
    engine,
    asOf,
  };
}

const NEVER_WRITTEN = /death|dying|suicid|self-harm|surprise|phq/i;

function saidAt({ entered, leftOut }: Visit): SaidAtVisit {
  return { entered: entered.map(tellEntered), leftOut: leftOut.map(tellLeftOut) };
}

/** An entry, as a referral tells it. */
export const tellEntered = ({ content, on }: EnteredFact): Statement => state('entered', { content, on });

/** A record that was called wrong, as a referral tells it. */
export const tellLeftOut = ({ label, value, when }: LeftOut): Statement =>
  // The patient reads the order: no words of what is never written into one (clinical reference 8.5).
  NEVER_WRITTEN.test(label)
    ? state('left-out', { label: 'an entry', value: null, when })
    : state('left-out', { label, value, when });

/** The active cancers. */
function aboutFrom({ facts: { cancers } }: Assessment): readonly Evidence[] {
  return cancers.filter((one) => one.status === 'active' && one.role === 'primary').flatMap((one) => one.evidence);
}

/**
 * The draft after the clinician has entered a fact, or called one wrong, while the form was open: reasons that came are in it,
 * those that went are not, and what was unticked stays unticked. The same draft where nothing was said since.
 */
export function followingVisit(draft: ReferralDraft, assessment: Assessment): ReferralDraft {
  const said = saidAt(assessment.visit ?? NOTHING_SAID);
  if (JSON.stringify(said) === JSON.stringify(draft.said ?? SAID_NOTHING)) return draft;
  const unticked = new Set(draft.reasons.filter((one) => !one.included).map(({ say }) => findingOf(say)));
  const reasons = reasonsFrom(assessment.triggers, assessment.recommendation).map((one) => ({
    ...one,
    included: !unticked.has(findingOf(one.say)),
  }));
  return {
    ...draft,
    reasons,
    about: aboutFrom(assessment),
    background: backgroundFrom(assessment),
    basedOn: assessment.facts.carePlan,
    said,
  };
}

function interpreterOf(patient: Pick<PatientRecord, 'interpreterNeeded' | 'language'>): Interpreter {
  const { interpreterNeeded: needed, language } = patient;
  // Who speaks the language of the house and needs an interpreter all the same speaks another one, too.
  const spoken = language === null || (needed !== true && HOUSE_LANGUAGE.test(language)) ? '' : language;
  return {
    needed: needed === null ? 'not-recorded' : needed ? 'yes' : 'no',
    // Half of a character is none.
    language: spoken.slice(0, LANGUAGE_LIMIT).replace(/[\uD800-\uDBFF]$/, ''),
  };
}

/** English, by its name or its code (BCP 47). */
const HOUSE_LANGUAGE = /^en(glish)?\b/i;

/** Stage and performance status, unless a finding says them already. */
function backgroundFrom({ facts: { stage, ecog }, triggers, recommendation }: Assessment): readonly Statement[] {
  const poor = triggers.some((one) => one.id === 'poor-performance-status' && one.outcome === 'met');
  return [
    ...whatTheTeamHasToKnow(recommendation),
    // What was entered at this visit is told as that, and not as if it were on record.
    ...(stage === null || stage.evidence.origin === CLINICIAN
      ? []
      : [state('stage-recorded', { stage: stage.text, when: stage.when })]),
    ...(ecog === null || poor || ecog.evidence.origin === CLINICIAN
      ? []
      : [state('performance-status-is', { scale: 'ecog', value: String(ecog.value), when: ecog.when })]),
  ];
}

/** Gates of which the receiving team has to know: who holds the care, what was agreed, what is not certain. */
const TOLD_TO_THE_TEAM: ReadonlySet<Gate> = new Set([
  'hospice',
  'comfort-care-recorded',
  'under-specialist-care',
  'cancer-status-unclear',
  'no-active-malignancy',
]);

/** The sentence of such a gate, which the clinician has read and ticked; and what was said beside it of hospice care that was left. */
function whatTheTeamHasToKnow({ suppressedBy, headline, because }: Recommendation): readonly Statement[] {
  const gate = suppressedBy !== null && TOLD_TO_THE_TEAM.has(suppressedBy) ? [headline] : [];
  return [...gate, ...because.flatMap(({ say }) => (say.code === 'left-hospice' ? [say] : []))];
}

/** Levels whose order is the one that this form writes. */
export function asksForSpecialist({ level }: Recommendation): boolean {
  return level === 'specialist' || level === 'hospice-conversation';
}

/** Strongest first, as the answer has them. Two rules that found the same are one reason, with the records of both. */
function reasonsFrom(
  triggers: readonly TriggerResult[],
  { because }: Pick<Recommendation, 'because'>,
): readonly ReferralReason[] {
  const order = because.map((one) => findingOf(one.say));
  const place = (one: TriggerResult): number => {
    const index = order.indexOf(findingOf(one.because));
    return index === -1 ? order.length : index;
  };
  const strongestFirst = triggers
    .filter(carriesAnswer)
    .toSorted((a, b) => place(a) - place(b) || weightOf(a) - weightOf(b));
  const reasons = new Map<string, ReferralReason>();
  for (const { id, because: say, evidence } of strongestFirst) {
    const finding = findingOf(say);
    const same = reasons.get(finding);
    reasons.set(
      finding,
      same === undefined
        ? { trigger: id, say, evidence, included: true }
        : { ...same, evidence: withoutRepeats([...same.evidence, ...evidence]) },
    );
  }
  return [...reasons.values()];
}

const weightOf = ({ strength, counted }: TriggerResult): number => (strength === 'major' ? 0 : counted ? 1 : 2);

/** What is found, whichever rule says it: a diagnosis by its name and date, anything else by its own sentence. */
function findingOf({ code, params }: Statement): string {
  return 'name' in params ? JSON.stringify(params) : `${code} ${JSON.stringify(params)}`;
}

function withoutRepeats(evidence: readonly Evidence[]): readonly Evidence[] {
  return [...new Map(evidence.map((one) => [recordKey(one), one])).values()];
}

/** Somebody else than who writes it; null where it is theirs, or nobody was named. */
export function signerOf({ signer }: Pick<ReferralDraft, 'signer'>): Signer | null {
  return signer === undefined || signer === 'open' ? null : signer;
}

/** What has to be settled before sending; empty when it can go. A patient's no is not overruled by sending. */
export function gapsOf(draft: ReferralDraft, serviceIds: readonly string[]): readonly DraftGap[] {
  const { serviceId, reasons, question, patientAgrees, caregiver, interpreter } = draft;
  const gaps: DraftGap[] = [];
  if (serviceId === null) gaps.push('no-service');
  else if (!serviceIds.includes(serviceId)) gaps.push('service-gone');
  if (draft.signer === null) gaps.push('no-signer');
  if (!reasons.some((one) => one.included) && question.trim() === '') gaps.push('no-reason-and-no-question');
  if (question.length > QUESTION_LIMIT) gaps.push('question-too-long');
  if (caregiver.length > CAREGIVER_LIMIT) gaps.push('caregiver-too-long');
  if (interpreter.language.length > LANGUAGE_LIMIT) gaps.push('language-too-long');
  if (patientAgrees === null) gaps.push('patient-not-answered');
  if (patientAgrees === 'no') gaps.push('patient-declined');
  return gaps;
}
