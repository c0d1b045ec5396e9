/**
 * What the oncology team takes on, as a FHIR R4 CarePlan (product row M9), conformant with US Core 6.1 and 7.0. Pure: the same list gives
 * the same bytes. The patient reads it: names of symptoms and tasks, no finding, no prognosis (clinical reference 8.5).
 */
import type { CarePlan } from 'fhir/r4';
import type { Decided } from '../../domain/decision/decision.ts';
import { isoDay, type Day } from '../../domain/logic/when.ts';
import type { VisitPlanTexts } from '../../domain/referral/visit-plan.ts';
import { dayAt } from '../time-zone.ts';
import type { DecisionInput } from './decision.ts';
import { fhirDateTime } from './date-time.ts';
import { some } from './parts.ts';
import { clinicianOf } from './references.ts';

/** US Core CarePlan Category Extension Codes: the one code. */
const ASSESS_PLAN = { system: 'http://hl7.org/fhir/us/core/CodeSystem/careplan-category', code: 'assess-plan' };

const US_CORE = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-careplan';

/** In words by which nobody takes it for the plan of a palliative service. */
const TITLE = 'Supportive care by the oncology team';

export type CarePlanInput = Omit<DecisionInput, 'texts'> & {
  /** What is taken on, in words. */
  readonly items: readonly string[];
};

/** Null where the decision takes nothing on. */
export function carePlan(input: CarePlanInput): CarePlan | null {
  const { decided, items, offsetAt } = input;
  const { decision } = decided;
  if (decision.is !== 'our-team' || items.length === 0) return null;
  const full = input.variant === 'full';
  const author = clinicianOf(input.requester);
  return {
    resourceType: 'CarePlan',
    ...(full ? { meta: { profile: [US_CORE] } } : {}),
    // US Core asks for the plan in words too.
    text: { status: 'generated', div: narrative(TITLE, items) },
    identifier: [{ system: input.identifierSystem, value: decided.id }],
    status: 'active',
    intent: 'plan',
    category: [{ coding: [ASSESS_PLAN] }],
    title: TITLE,
    subject: { reference: `Patient/${input.patientId}` },
    ...some('encounter', input.encounterId === null ? null : { reference: `Encounter/${input.encounterId}` }),
    period: periodOf(decided, input),
    created: fhirDateTime(decided.at, offsetAt),
    ...some('author', author),
    activity: items.map((description) => ({ detail: { status: 'not-started', description } })),
  };
}

const VISITS_TITLE = 'Supportive care: agreed visits';

export interface VisitPlanInput extends Omit<DecisionInput, 'texts' | 'decided'> {
  /** Minted once for the visit, kept before it leaves. A UUID. */
  readonly id: string;
  /** "Appointment/5". */
  readonly appointment: string;
  /** Day of the visit; null where it is not known. */
  readonly day: Day | null;
  readonly texts: VisitPlanTexts;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A plan that holds one agreed visit. */
export function visitPlan(input: VisitPlanInput): CarePlan {
  const full = input.variant === 'full';
  const start = isoDay(dayAt(input.at, input.offsetAt));
  return {
    resourceType: 'CarePlan',
    ...(full ? { meta: { profile: [US_CORE] } } : {}),
    text: { status: 'generated', div: narrative(VISITS_TITLE, linesOf(input.texts)) },
    identifier: [{ system: input.identifierSystem, value: input.id }],
    status: 'active',
    intent: 'plan',
    category: [{ coding: [ASSESS_PLAN] }],
    title: VISITS_TITLE,
    subject: { reference: `Patient/${input.patientId}` },
    ...some('encounter', input.encounterId === null ? null : { reference: `Encounter/${input.encounterId}` }),
    period: { start, ...(input.day === null ? {} : { end: isoDay(input.day) }) },
    created: fhirDateTime(input.at, input.offsetAt),
    ...some('author', clinicianOf(input.requester)),
    activity: activitiesOf(input),
  };
}

/** The plan of the oncology team with the visit in it. What this product does not know goes back as it came. */
export function withVisit(plan: CarePlan, input: Pick<VisitPlanInput, 'appointment' | 'day' | 'texts'>): CarePlan {
  const { text, period, activity = [], ...rest } = plan;
  const all = [...activity, ...activitiesOf(input)];
  const items = all.flatMap((one) => one.detail?.description ?? one.reference?.display ?? []);
  const end = input.day === null ? undefined : isoDay(input.day);
  // A plan that ends before the visit would say that it is over by then.
  const longer = period?.end !== undefined && end !== undefined && period.end < end ? { ...period, end } : period;
  return {
    ...rest,
    // A generated narrative repeats the elements: without the visit it would contradict them.
    ...(text === undefined
      ? {}
      : { text: text.status === 'generated' ? { ...text, div: narrative(plan.title ?? TITLE, items) } : text }),
    ...(longer === undefined ? {} : { period: longer }),
    activity: all,
  };
}

/** R4, invariant cpl-3: an activity has a reference or a detail, never both. https://hl7.org/fhir/R4/careplan.html#invs */
function activitiesOf({
  appointment,
  texts,
}: Pick<VisitPlanInput, 'appointment' | 'texts'>): NonNullable<CarePlan['activity']> {
  return [
    { reference: { reference: appointment, display: texts.visit } },
    ...(texts.night === null ? [] : [{ detail: { status: 'not-started' as const, description: texts.night } }]),
  ];
}

const linesOf = ({ visit, night }: VisitPlanTexts): readonly string[] => [visit, ...(night === null ? [] : [night])];

function periodOf({ decision, at }: Decided, { offsetAt }: CarePlanInput): CarePlan['period'] & object {
  const start = isoDay(dayAt(at, offsetAt));
  return 'askAgain' in decision && decision.askAgain !== null ? { start, end: isoDay(decision.askAgain) } : { start };
}

function narrative(title: string, items: readonly string[]): string {
  const lines = items.map((item) => `<li>${escaped(item)}</li>`).join('');
  return `<div xmlns="http://www.w3.org/1999/xhtml"><p>${escaped(title)}</p><ul>${lines}</ul></div>`;
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);
