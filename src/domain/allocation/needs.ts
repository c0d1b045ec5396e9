/**
 * What of this patient decides which service fits: how soon, where they live, which language, and what makes a visit by video or a
 * journey hard. Nothing else goes in: no age, sex, race, payer, cost (clinical reference 4.5, 8.4).
 */
import type { Assessment } from '../assessment.ts';
import type { Chart } from '../chart/chart.ts';
import type { ConditionRecord, ConditionTag, HomeRecord } from '../chart/records.ts';
import type { Level, Urgency } from '../dosing/recommendation.ts';
import type { Day } from '../logic/when.ts';
import type { ReferralDraft } from '../referral/draft.ts';

/** What speaks for seeing the patient in person (clinical reference 4.5). */
export type InPersonFor = 'delirium' | 'dementia' | 'hearing-loss' | 'low-vision';

export interface VisitNeeds {
  readonly level: Level;
  readonly urgency: Urgency;
  readonly asOf: Day;
  /** The last day on which a first visit is in time. */
  readonly by: Day;
  readonly home: HomeRecord | null;
  readonly language: {
    /** A tag (BCP 47); null where the chart does not code it. */
    readonly tag: string | null;
    /** As it is said; null where nothing is recorded. */
    readonly name: string | null;
    /** Null: not recorded, and nobody has answered. */
    readonly interpreter: boolean | null;
  };
  readonly inPersonFor: readonly InPersonFor[];
  /** Latest ECOG, or the one that a Karnofsky score stands for. */
  readonly ecog: number | null;
  readonly inHospital: boolean;
  /** False: no phone number or e-mail address of the patient is on record. Null: it was not read. */
  readonly reachable: boolean | null;
}

/** Reads the needs off chart, answer and the form as it stands. */
export function needsOf(
  { patient, conditions }: Pick<Chart, 'patient' | 'conditions'>,
  { asOf, recommendation, facts, triggers }: Assessment,
  { urgency, visitDays, interpreter }: Pick<ReferralDraft, 'urgency' | 'visitDays' | 'interpreter'>,
): VisitNeeds {
  const delirium = triggers.some(({ id, outcome }) => id === 'delirium' && outcome === 'met');
  return {
    level: recommendation.level,
    urgency,
    asOf,
    by: asOf + visitDays[urgency],
    home: patient.home ?? null,
    language: {
      tag: patient.languageTag ?? null,
      // What was written in the form is newer than the record.
      name: interpreter.language.trim() === '' ? patient.language : interpreter.language.trim(),
      interpreter: interpreter.needed === 'not-recorded' ? null : interpreter.needed === 'yes',
    },
    inPersonFor: [
      ...(delirium ? (['delirium'] as const) : []),
      ...STANDING.filter((tag) => conditions.some((one) => stands(one, tag))),
    ],
    ecog: facts.ecog?.value ?? (facts.karnofsky === null ? null : ecogOf(facts.karnofsky.value)),
    inHospital: recommendation.remarks.some(({ code }) => code === 'remark-in-hospital'),
    reachable: patient.reachable ?? null,
  };
}

const STANDING = ['dementia', 'hearing-loss', 'low-vision'] as const satisfies readonly (InPersonFor & ConditionTag)[];

function stands({ tags, verification, clinical }: ConditionRecord, tag: ConditionTag): boolean {
  return tags.has(tag) && verification === 'confirmed' && clinical !== 'resolved' && clinical !== 'inactive';
}

/** KPS <= 50 stands for ECOG 3, <= 30 for 4 (clinical reference 2.5, 4.2); better ones need no finer grade here. */
function ecogOf(karnofsky: number): number {
  if (karnofsky <= 30) return 4;
  return karnofsky <= 50 ? 3 : 0;
}
