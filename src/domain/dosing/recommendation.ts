import type { Statement } from '../statement.ts';
import type { Day, When } from '../logic/when.ts';
import type { Evidence } from '../chart/evidence.ts';

/** How much supportive care (clinical reference 4.1). `none`: a gate speaks instead. */
export type Level = 'watch' | 'oncology-team' | 'navigator' | 'specialist' | 'hospice-conversation' | 'none';

/** How soon the supportive team is asked; never how urgent the patient's condition is. */
export type Urgency = 'urgent' | 'soon' | 'routine';

/** Gates in force; the first that applies speaks in place of a level (clinical reference 3.5). */
export type Gate =
  | 'deceased'
  | 'possibly-deceased'
  | 'under-18'
  | 'hospice'
  | 'comfort-care-recorded'
  | 'no-active-malignancy'
  | 'cancer-status-unclear'
  | 'hospice-referral-open'
  | 'under-specialist-care'
  | 'referral-open'
  | 'referral-prepared'
  | 'patient-declined'
  | 'decision-recorded'
  | 'navigator-contact';

/** Things to do beside the answer; they never change it (clinical reference 4.2). */
export type Task =
  | 'add-stage'
  | 'confirm-cancer'
  | 'complete-assessment'
  | 'goals-of-care'
  | 'tell-palliative-team'
  | 'new-line-talk'
  | 'acp'
  | 'function-cause'
  | 'psycho-oncology';

/** A safety line: it repeats what is recorded and points to the site's protocol; it is no level and no alarm (4.3). */
/** A site can give each a text of its protocol. */
export const NOTICE_IDS = [
  'cord-compression',
  'obstruction',
  'svc',
  'hypercalcemia',
  'self-harm-item',
  'hastened-death-request',
] as const;

export interface Notice {
  readonly id: (typeof NOTICE_IDS)[number];
  readonly on: When | null;
  readonly say: Statement;
  readonly evidence: readonly Evidence[];
}

export interface Recommendation {
  readonly level: Level;
  readonly urgency: Urgency | null;
  /** Days within which a specialist visit is asked for, by urgency. */
  readonly visitDays: Readonly<Record<Urgency, number>>;
  readonly reviewOn: Day | null;
  /** `thin`: too little is recorded for a reassuring sentence. */
  readonly basis: 'sufficient' | 'thin';
  readonly suppressedBy: Gate | null;
  /** The answer in one sentence. */
  readonly headline: Statement;
  /** The findings that carry it, strongest first; also shown behind a gate. */
  readonly because: readonly { readonly say: Statement; readonly evidence: readonly Evidence[] }[];
  /** Said beside the answer, quietly: "Left hospice care on ...", "Stage is not recorded. ..." */
  readonly remarks: readonly Statement[];
  readonly tasks: readonly Task[];
}
