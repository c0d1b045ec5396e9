/**
 * Advance care planning and what matters to the patient, as far as it is visible (clinical reference 3.2 row 26; product row
 * "What matters to the patient"). Visible is not the same as done: absence here never says that nobody has talked.
 */
import { compareWhen, within, type Day, type When } from '../logic/when.ts';
import type { Chart } from './chart.ts';
import { activityOf } from './condition-activity.ts';
import type { Evidence } from './evidence.ts';
import type { GoalRecord, NamedAgent, PlanningElement } from './records.ts';

/** One thing on record about planning. */
export interface PlanningFact {
  readonly what: PlanningElement;
  readonly evidence: Evidence;
}

export interface Planning {
  /** Agent, advance directive, portable orders, code status: of any date, newest first. */
  readonly documents: readonly PlanningFact[];
  /** Talks about goals and preferences, newest first. */
  readonly conversations: readonly PlanningFact[];
  /** Goals that stand, the patient's own first, then newest first. */
  readonly goals: readonly GoalRecord[];
  /** The newest word on resuscitation. */
  readonly codeStatus: Evidence | null;
  readonly agent: Evidence | null;
}

const STANDING: readonly PlanningElement[] = [
  'health-care-agent',
  'advance-directive',
  'portable-orders',
  'code-status',
];

/** Everything about planning on record. What was recorded as "no" is left out. */
export function planningOf(chart: Chart): Planning {
  const facts = collect(chart).toSorted((a, b) => newestFirst(a.evidence, b.evidence));
  const documents = facts.filter(({ what }) => STANDING.includes(what));
  const found = (wanted: PlanningElement): Evidence | null =>
    documents.find(({ what }) => what === wanted)?.evidence ?? null;
  return {
    documents,
    conversations: facts.filter(({ what }) => !STANDING.includes(what)),
    goals: chart.goals
      .filter((one) => one.current)
      .toSorted((a, b) => (b.byPatient ? 1 : 0) - (a.byPatient ? 1 : 0) || newestFirst(a, b)),
    codeStatus: found('code-status') ?? found('portable-orders'),
    agent: found('health-care-agent'),
  };
}

/** What was asked and answered with no ("advance directive: No"): an answer, and no plan. Newest first. */
export function answeredNo(chart: Chart): readonly PlanningFact[] {
  const facts: PlanningFact[] = [];
  for (const one of chart.observations)
    if (one.kind === 'advance-care-planning' && !one.recorded) facts.push({ what: one.what, evidence: one });
  return facts.toSorted((a, b) => newestFirst(a.evidence, b.evidence));
}

/** One word on resuscitation. */
export interface CodeStatusFact {
  readonly evidence: Evidence;
  /**
   * What it says, in the record's words; null where only the name of an order or a document is known: "CPR orders" may
   * order it or forbid it.
   */
  readonly says: string | null;
}

/** A bare answer says nothing without its question: "DNR order in place: No". */
const BARE = /^(?:yes|no|true|false|positive|negative|s[ií]|present|absent)\.?$/i;

/** Everything on resuscitation, newest first; what stands on one day keeps the order of the record. */
export function codeStatusOf(chart: Chart): readonly CodeStatusFact[] {
  const facts = [...collect(chart), ...answeredNo(chart)].filter(({ what }) => what === 'code-status');
  return facts
    .map(({ evidence }) => ({ evidence, says: saysOf(evidence) }))
    .toSorted((a, b) => newestFirst(a.evidence, b.evidence));
}

function saysOf({ reference, label, value }: Evidence): string | null {
  if (value !== null) return BARE.test(value.trim()) ? `${label}: ${value}` : value;
  return reference.startsWith('Condition/') ? label : null;
}

/** True when two of them do not say the same in the same words. Whether they mean the same is for a person to say. */
export function differ(facts: readonly CodeStatusFact[]): boolean {
  const said = new Set(
    facts.flatMap(({ says }) =>
      says === null
        ? []
        : [
            says
              .toLowerCase()
              .replace(/[^\p{L}\p{N}]+/gu, ' ')
              .trim(),
          ],
    ),
  );
  return said.size > 1;
}

/** Who decides for the patient when the patient cannot: only where the record itself says so. */
export interface AgentFact extends NamedAgent {
  readonly evidence: Evidence;
  readonly told: 'directive' | 'document' | 'reading' | 'contact' | 'care-team';
}

/** Every health care agent on record, newest first; those without a date last. */
export function agentsOf(chart: Chart): readonly AgentFact[] {
  const facts: AgentFact[] = [];
  for (const one of chart.documents) {
    for (const { name, role } of one.agents) facts.push({ name, role, evidence: one, told: 'directive' });
    if (one.what === 'health-care-agent' && one.agents.length === 0)
      facts.push({ name: null, role: null, evidence: one, told: 'document' });
  }
  for (const one of chart.observations)
    if (one.kind === 'advance-care-planning' && one.what === 'health-care-agent' && one.recorded)
      facts.push({ name: null, role: null, evidence: one, told: 'reading' });
  for (const one of chart.careTeams)
    if (one.active)
      for (const { name, role, isAgent } of one.members)
        if (isAgent) facts.push({ name, role, evidence: one, told: 'care-team' });
  for (const one of chart.patient.contacts)
    if (one.roles.includes('health-care-agent'))
      facts.push({ name: one.name, role: one.relationship, evidence: one, told: 'contact' });
  return facts.toSorted((a, b) => newestFirst(a.evidence, b.evidence));
}

/** A conversation within so many days; one whose date may lie within counts as one that may have been. */
export function conversationWithin(planning: Planning, asOf: Day, days: number): PlanningFact | null {
  return planning.conversations.find(({ evidence }) => isWithin(evidence.when, asOf, days)) ?? null;
}

function isWithin(when: When | null, asOf: Day, days: number): boolean {
  return when !== null && within(when, asOf, days) !== false;
}

function collect(chart: Chart): PlanningFact[] {
  const facts: PlanningFact[] = [];
  for (const one of chart.documents) if (one.what !== 'other') facts.push({ what: one.what, evidence: one });
  for (const one of chart.observations)
    if (one.kind === 'advance-care-planning' && one.recorded) facts.push({ what: one.what, evidence: one });
  for (const one of chart.conditions)
    if (
      one.tags.has('code-status') &&
      one.verification === 'confirmed' &&
      ['active', 'too-old'].includes(activityOf(one, chart))
    )
      facts.push({ what: 'code-status', evidence: one });
  for (const one of chart.procedures)
    if (one.tags.has('advance-care-planning')) facts.push({ what: 'conversation', evidence: one });
  for (const one of chart.referrals)
    if (one.asksFor === 'code-status' && (one.status === 'active' || one.status === 'completed'))
      facts.push({ what: 'code-status', evidence: one });
  return facts;
}

/** For sorting; what has no date comes last. */
export function newestFirst(a: Evidence, b: Evidence): number {
  if (a.when === null || b.when === null) return a.when === b.when ? 0 : a.when === null ? 1 : -1;
  return compareWhen(b.when, a.when);
}
