/**
 * What matters to the patient, and the care that is there, as far as it is visible (product row "What matters to the
 * patient"; clinical reference 5.6). It repeats the record: nothing is weighed, and what is not visible is said to be not
 * there only where every place in which it may stand was read.
 */
import { withSiteReading } from './site-reading.ts';
import type { Chart } from './chart/chart.ts';
import type { Evidence } from './chart/evidence.ts';
import { GATES } from './chart/gate-numbers.ts';
import { hospiceCare, type Hospice } from './chart/hospice.ts';
import { involvementOf, type CareInvolvement } from './chart/involvement.ts';
import {
  agentsOf,
  answeredNo,
  codeStatusOf,
  differ,
  newestFirst,
  planningOf,
  type AgentFact,
  type CodeStatusFact,
  type PlanningFact,
} from './chart/planning.ts';
import type { CarePlanRecord, CareTeamRecord, ContactRecord, GoalRecord } from './chart/records.ts';
import { isLoaded, isWithheld, type SourceId } from './chart/source.ts';
import { numbersOf } from './triggers/evaluate.ts';
import type { ThresholdOverrides } from './triggers/thresholds.ts';

/** Whether something is on record, and whether its absence would mean anything. */
export interface Seen {
  readonly found: boolean;
  /** Nothing is visible, and every place where it may stand was read. */
  readonly none: boolean;
  /** Places that were not read in full. */
  readonly unread: readonly SourceId[];
}

/** A goal or a preference. */
export interface Wish {
  readonly evidence: Evidence;
  readonly words: string;
  /** The words go on in the record. */
  readonly isCut: boolean;
  readonly note: string | null;
  /** `preference`: a preference for care, whose speaker the record does not name. */
  readonly saidBy: GoalRecord['saidBy'] | 'preference';
  readonly speaker: string | null;
}

/** A document, order or talk of advance care planning. `answeredNo`: it was asked for, and the answer was no. */
export interface PlanningLine extends PlanningFact {
  readonly answeredNo: boolean;
}

export interface CareAndGoals {
  /** The patient's own words first, then preferences for care, then a relative's words, then the rest; each newest first. */
  readonly wishes: readonly Wish[];
  readonly planning: readonly PlanningLine[];
  readonly codeStatus: readonly CodeStatusFact[];
  /** They do not say the same in the same words. */
  readonly codeStatusDiffers: boolean;
  readonly agents: readonly AgentFact[];
  readonly contacts: readonly ContactRecord[];
  /** Plans that are active or on hold and have not ended. */
  readonly carePlans: readonly CarePlanRecord[];
  readonly careTeams: readonly CareTeamRecord[];
  readonly palliative: CareInvolvement;
  readonly hospice: Hospice;
  /** Days that a contact of the palliative team, or of a hospice, speaks: what is older is not among the above. */
  readonly contactDays: { readonly palliative: number; readonly hospice: number };
  readonly seen: Readonly<Record<CareGroup, Seen>>;
}

export const CARE_GROUPS = [
  'wishes',
  'planning',
  'codeStatus',
  'agents',
  'contacts',
  'carePlans',
  'careTeams',
  'palliative',
  'hospice',
] as const;
export type CareGroup = (typeof CARE_GROUPS)[number];

interface Places {
  /** Must have been read before anything may be said to be not there. */
  readonly needed: readonly SourceId[];
  /** Not offered by many EHRs: they count once they were asked for and did not come in full. */
  readonly also: readonly SourceId[];
}

const INVOLVED: readonly SourceId[] = ['Condition', 'Encounter', 'Observation', 'Procedure', 'CarePlan'];

/** Where each of them may stand: the sources from which the facts of `chart/planning`, `involvement` and `hospice` are made. */
const PLACES: Readonly<Record<CareGroup, Places>> = {
  wishes: { needed: ['Goal', 'Observation', 'DocumentReference'], also: ['Consent', 'QuestionnaireResponse'] },
  planning: {
    needed: ['DocumentReference', 'Consent', 'Observation', 'Procedure'],
    also: ['QuestionnaireResponse'],
  },
  codeStatus: {
    needed: ['Observation', 'Condition', 'ServiceRequest', 'DocumentReference', 'Consent'],
    also: ['QuestionnaireResponse'],
  },
  agents: {
    needed: ['DocumentReference', 'Consent', 'Observation', 'Patient'],
    also: ['CareTeam', 'QuestionnaireResponse'],
  },
  contacts: { needed: ['Patient'], also: [] },
  carePlans: { needed: ['CarePlan'], also: [] },
  careTeams: { needed: ['CareTeam'], also: [] },
  palliative: { needed: INVOLVED, also: ['ServiceRequest', 'CareTeam', 'Appointment', 'EpisodeOfCare'] },
  hospice: { needed: INVOLVED, also: ['EpisodeOfCare', 'Coverage', 'CareTeam'] },
};

/** Readers cut the value of an observation at so many characters; the rest stands in the record. */
const LONGEST_VALUE = 300;

/** `thresholds`: the numbers that the site has changed, as for `assess`. */
export function careAndGoalsOf(read: Chart, thresholds: ThresholdOverrides = {}): CareAndGoals {
  const chart = withSiteReading(read, { thresholds });
  const numbers = numbersOf(GATES, thresholds);
  const { documents, conversations, goals } = planningOf(chart);
  const no = answeredNo(chart);
  const wishes = [
    ...goals.map(wishOf),
    ...conversations.filter(({ what }) => what === 'preference').map(({ evidence }) => preferenceOf(evidence)),
  ];
  const planning = [
    ...documents
      .filter(({ what }) => what === 'advance-directive' || what === 'portable-orders')
      .map((one) => ({ ...one, answeredNo: false })),
    ...conversations.filter(({ what }) => what === 'conversation').map((one) => ({ ...one, answeredNo: false })),
    // "Not for resuscitation: no" and "agent: no" stand where those stand.
    ...no.filter(({ what }) => what !== 'code-status').map((one) => ({ ...one, answeredNo: true })),
  ].toSorted((a, b) => newestFirst(a.evidence, b.evidence));
  const codeStatus = codeStatusOf(chart);
  const agents = agentsOf(chart);
  const { contacts } = chart.patient;
  const carePlans = chart.carePlans
    .filter((one) => (one.status === 'active' || one.status === 'on-hold') && one.end === null)
    .toSorted(newestFirst);
  const careTeams = chart.careTeams.filter((one) => one.active).toSorted(newestFirst);
  const palliative = involvementOf(chart, numbers);
  const hospice = hospiceCare(chart, numbers);
  const seenOf = (group: CareGroup, found: boolean): Seen => seen(chart, PLACES[group], found);
  return {
    wishes: wishes.toSorted((a, b) => rank(a) - rank(b) || newestFirst(a.evidence, b.evidence)),
    planning,
    codeStatus,
    codeStatusDiffers: differ(codeStatus),
    agents,
    contacts,
    carePlans,
    careTeams,
    palliative,
    hospice,
    contactDays: { palliative: numbers.specialistContactDays, hospice: numbers.hospiceContactDays },
    seen: {
      wishes: seenOf('wishes', wishes.length > 0),
      planning: seenOf('planning', planning.length > 0),
      codeStatus: seenOf('codeStatus', codeStatus.length > 0),
      agents: seenOf('agents', agents.length > 0),
      contacts: seenOf('contacts', contacts.length > 0),
      carePlans: seenOf('carePlans', carePlans.length > 0),
      careTeams: seenOf('careTeams', careTeams.length > 0),
      palliative: seenOf(
        'palliative',
        palliative.specialist !== null || palliative.comfortCare !== null || palliative.possible.length > 0,
      ),
      hospice: seenOf('hospice', hospice.now === true || hospice.left !== null || hospice.possible.length > 0),
    },
  };
}

function seen({ sources }: Chart, { needed, also }: Places, found: boolean): Seen {
  const unread = [...needed.filter((id) => !isLoaded(sources, id)), ...also.filter((id) => isWithheld(sources, id))];
  return { found, none: !found && unread.length === 0, unread };
}

function wishOf(goal: GoalRecord): Wish {
  const { whole, note, saidBy, speaker } = goal;
  return { evidence: goal, words: whole, isCut: whole.endsWith('…'), note, saidBy, speaker };
}

/** A preference that is stated as a reading has its words in the value; a document only its title. */
function preferenceOf(evidence: Evidence): Wish {
  const { value, label } = evidence;
  const isCut = value !== null && value.length >= LONGEST_VALUE;
  return { evidence, words: value ?? label, isCut, note: null, saidBy: 'preference', speaker: null };
}

const RANK: Readonly<Record<NonNullable<Wish['saidBy']>, number>> = { patient: 0, preference: 1, relative: 2, team: 3 };

function rank({ saidBy }: Wish): number {
  return saidBy === null ? RANK.team : RANK[saidBy];
}
