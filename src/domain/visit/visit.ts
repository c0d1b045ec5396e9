/**
 * What a clinician tells the app at one visit: facts that the chart lacks, and records that are wrong (product row M23, clinical
 * reference 8.3 item 6). It bears on the answer at once, is marked wherever it is shown, and goes along with a referral.
 */
import type { MetastaticSite, StageGroup } from '../chart/cancer.ts';
import { recordKey, type Evidence, type RecordKey } from '../chart/evidence.ts';
import type { AttestationReason, ConditionRecord, PlanningElement, SymptomItem } from '../chart/records.ts';
import type { OriginId } from '../chart/source.ts';
import type { Day, When } from '../logic/when.ts';
import type { Scale } from '../statements/shared.ts';

/** The origin of what a clinician has entered in this product. */
export const CLINICIAN: OriginId = 'clinician';

/** Sites of distant metastasis that can be told apart on the spot; "brain" alone decides a rule. */
export const ENTERED_SITES = ['brain', 'bone', 'liver', 'lung', 'other'] as const satisfies readonly MetastaticSite[];
export type EnteredSite = (typeof ENTERED_SITES)[number];

export const ENTERED_SYMPTOMS = [
  'pain',
  'dyspnea',
  'nausea',
  'fatigue',
  'appetite',
  'constipation',
  'drowsiness',
  'diarrhea',
  'sleep',
  'depression',
  'anxiety',
] as const satisfies readonly SymptomItem[];
export type EnteredSymptom = (typeof ENTERED_SYMPTOMS)[number];

export type EnteredContent =
  /** ECOG 0 to 4; Karnofsky and PPS 10 to 100 in tens. */
  | { readonly is: 'performance'; readonly scale: Scale; readonly value: number }
  /** 0 to 10, as the patient says it. */
  | { readonly is: 'symptom'; readonly item: EnteredSymptom; readonly score: number }
  /** Distress thermometer, 0 to 10. */
  | { readonly is: 'distress'; readonly score: number }
  | { readonly is: 'weight'; readonly kilograms: number }
  /** `cancer`: the diagnosis that was staged, where there are several. */
  | { readonly is: 'stage'; readonly group: Exclude<StageGroup, '0'>; readonly cancer: string | null }
  /** Distant metastases; `sites` is empty where they are not told, or where there are none. */
  | { readonly is: 'metastases'; readonly present: boolean; readonly sites: readonly EnteredSite[] }
  /** The patient or the family asks for supportive care, or was asked and does not. */
  | { readonly is: 'request'; readonly asks: boolean }
  /** Advance care planning that was done elsewhere. */
  | { readonly is: 'planning'; readonly what: PlanningElement }
  /** The line of treatment that runs, or ran last, for the disease as it is now. */
  | { readonly is: 'line'; readonly number: number }
  | { readonly is: 'judgment'; readonly reason: AttestationReason }
  | { readonly is: 'no-further-therapy' }
  | { readonly is: 'caregiver'; readonly strained: boolean }
  /** A hospital stay on record was planned. `encounters`: all entries that tell of it, with their origins. */
  | { readonly is: 'planned-stay'; readonly encounters: readonly RecordKey[] }
  /** A diagnosis in doubt is an active cancer. `conditions`: all entries that tell of it, with their origins; `name`: as recorded. */
  | { readonly is: 'active-cancer'; readonly name: string; readonly conditions: readonly ConfirmedRecord[] };

/** It is confirmed as it was read: of a record that says something else since, nothing was said. */
export interface ConfirmedRecord extends RecordKey {
  /** What the record said, as `wordingOf` gives it. */
  readonly as: string;
}

/** What a form may ask for; what is said of one record is said beside it. */
export type EnteredKind = Exclude<EnteredContent['is'], 'planned-stay' | 'active-cancer'>;

export interface EnteredFact {
  /** A UUID: the identifier of the Observation, when it is written. */
  readonly id: string;
  readonly content: EnteredContent;
  /** When it was so. */
  readonly on: When;
  /** Who entered it, as the EHR names them; null when the EHR did not say. */
  readonly by: string | null;
  /** When it was entered, in milliseconds since 1970. */
  readonly at: number;
}

/** A record that a clinician calls wrong: it is out of the answer for this visit, and named where the answer is. */
export interface LeftOut extends RecordKey {
  readonly label: string;
  readonly value: string | null;
  readonly when: When | null;
  readonly by: string | null;
  readonly at: number;
}

export interface Visit {
  readonly entered: readonly EnteredFact[];
  readonly leftOut: readonly LeftOut[];
}

export const NOTHING_SAID: Visit = { entered: [], leftOut: [] };

export const saysNothing = ({ entered, leftOut }: Visit): boolean => entered.length === 0 && leftOut.length === 0;

/** Lightest and heaviest, in kilograms: as in the readers of weights. */
export const WEIGHT_LIMITS = { least: 25, most: 300 } as const;
/** A line beyond this is a slip of the keyboard. */
export const MOST_LINES = 12;
/** Entries of one visit; more are no visit. */
export const MOST_ENTRIES = 60;

/** Why something cannot be entered; null when it can. */
export function refusalOf(content: EnteredContent, on: When, asOf: Day): 'not-a-value' | 'in-the-future' | null {
  if (on.lo > asOf) return 'in-the-future';
  return isPossible(content) ? null : 'not-a-value';
}

function isPossible(content: EnteredContent): boolean {
  switch (content.is) {
    case 'performance':
      return content.scale === 'ecog'
        ? isWhole(content.value, 0, 4)
        : isWhole(content.value, 10, 100) && content.value % 10 === 0;
    case 'symptom':
    case 'distress':
      return isWhole(content.score, 0, 10);
    case 'weight':
      return content.kilograms >= WEIGHT_LIMITS.least && content.kilograms <= WEIGHT_LIMITS.most;
    case 'metastases':
      return content.present || content.sites.length === 0;
    case 'line':
      return isWhole(content.number, 1, MOST_LINES);
    case 'planned-stay':
      return content.encounters.length > 0;
    case 'active-cancer':
      return content.conditions.length > 0;
    case 'stage':
    case 'request':
    case 'planning':
    case 'judgment':
    case 'no-further-therapy':
    case 'caregiver':
      return true;
    default:
      return content satisfies never;
  }
}

const isWhole = (value: number, least: number, most: number): boolean =>
  value % 1 === 0 && value >= least && value <= most;

/** What a later entry takes the place of: a second ECOG of the same day corrects the first. */
export function isSameQuestion(one: EnteredFact, other: EnteredFact): boolean {
  return (
    one.on.lo === other.on.lo && one.on.hi === other.on.hi && questionOf(one.content) === questionOf(other.content)
  );
}

function questionOf(content: EnteredContent): string {
  switch (content.is) {
    case 'performance':
      return `performance ${content.scale}`;
    case 'symptom':
      return `symptom ${content.item}`;
    case 'planning':
      return `planning ${content.what}`;
    case 'judgment':
      return `judgment ${content.reason}`;
    case 'stage':
      return `stage ${content.cancer ?? ''}`;
    case 'planned-stay':
      return `stay ${content.encounters.map(recordKey).join()}`;
    case 'active-cancer':
      return `cancer ${content.conditions.map(recordKey).join()}`;
    case 'distress':
    case 'weight':
    case 'metastases':
    case 'request':
    case 'line':
    case 'no-further-therapy':
    case 'caregiver':
      return content.is;
    default:
      return content satisfies never;
  }
}

/** How evidence names an entry. */
export const referenceOf = ({ id }: Pick<EnteredFact, 'id'>): string => `entered/${id}`;

/** With one more entry; it takes the place of an earlier answer to the same question. */
export function withFact(visit: Visit, fact: EnteredFact): Visit {
  const others = visit.entered.filter((one) => one.id !== fact.id && !isSameQuestion(one, fact));
  return { ...visit, entered: [...others, fact].slice(-MOST_ENTRIES) };
}

export function withoutFact(visit: Visit, id: string): Visit {
  return { ...visit, entered: visit.entered.filter((one) => one.id !== id) };
}

/** What was said last holds: a diagnosis that is called wrong is confirmed no longer. */
export function leavingOut(visit: Visit, record: LeftOut): Visit {
  const key = recordKey(record);
  const entered = visit.entered.filter(
    ({ content }) => content.is !== 'active-cancer' || !content.conditions.some((one) => recordKey(one) === key),
  );
  const others = visit.leftOut.filter((one) => recordKey(one) !== key);
  return { entered, leftOut: [...others, record].slice(-MOST_ENTRIES) };
}

/** What is so on the day of the visit, and of which the day before is not told. */
export const onDay = (day: Day): When => ({ lo: day, hi: day, precision: 'day', minutes: null });

/** What confirming a record says: of all entries in doubt that tell of the same diagnosis; in whatever order, it is the same. */
export function confirmationOf(record: Evidence, inDoubt: readonly ConditionRecord[]): EnteredContent {
  const { label, code } = record;
  const same = inDoubt.filter(
    (one) => one.label === label && one.code?.system === code?.system && one.code?.code === code?.code,
  );
  const byKey = new Map(same.map((one) => [recordKey(one), one]));
  const sorted = [...byKey].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return {
    is: 'active-cancer',
    name: label,
    conditions: sorted.map(([, one]) => ({ origin: one.origin, reference: one.reference, as: wordingOf(one) })),
  };
}

/** What a diagnosis says of itself: which one it is, whether it is certain, and whether it is over. */
export function wordingOf({ label, code, verification, clinical, abatement }: ConditionRecord): string {
  const end = abatement === null || abatement === 'yes' ? abatement : [abatement.lo, abatement.hi];
  return JSON.stringify([label, code?.system ?? null, code?.code ?? null, verification, clinical, end]);
}

/**
 * A confirmation by which the answer does not go: its records have changed since, or are not among those that were read. `goneBy`:
 * what the answer goes by (`Assessment.visit`).
 */
export const isWithoutEffect = ({ id, content }: EnteredFact, goneBy: Visit | null): boolean =>
  content.is === 'active-cancer' && !(goneBy?.entered.some((one) => one.id === id) ?? false);

export function puttingBack(visit: Visit, record: RecordKey): Visit {
  return { ...visit, leftOut: visit.leftOut.filter((one) => recordKey(one) !== recordKey(record)) };
}

/** Of the patient's own resource nothing can be left out: whether somebody has died is mended in the chart. */
export const mayBeLeftOut = ({ origin, reference }: RecordKey): boolean =>
  origin !== CLINICIAN && !reference.startsWith('Patient/');
