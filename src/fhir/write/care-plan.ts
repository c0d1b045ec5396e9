/**
 * What the oncology team takes on, as a FHIR R4 CarePlan (product row M9), conformant with US Core 6.1 and 7.0. Pure: the same list gives
 * the same bytes. The patient reads it: names of symptoms and tasks, no finding, no prognosis (clinical reference 8.5).
 */
import type { CarePlan } from 'fhir/r4';
import type { Decided } from '../../domain/decision/decision.ts';
import { isoDay } from '../../domain/logic/when.ts';
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
    text: { status: 'generated', div: narrative(items) },
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

function periodOf({ decision, at }: Decided, { offsetAt }: CarePlanInput): CarePlan['period'] & object {
  const start = isoDay(dayAt(at, offsetAt));
  return 'askAgain' in decision && decision.askAgain !== null ? { start, end: isoDay(decision.askAgain) } : { start };
}

function narrative(items: readonly string[]): string {
  const lines = items.map((item) => `<li>${escaped(item)}</li>`).join('');
  return `<div xmlns="http://www.w3.org/1999/xhtml"><p>${TITLE}</p><ul>${lines}</ul></div>`;
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);
