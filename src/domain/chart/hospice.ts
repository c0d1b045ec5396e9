/** Hospice care: enrolment told from contact (clinical reference 3.5, gate `hospice`). */
import type { Kleene } from '../logic/kleene.ts';
import { compareWhen, within, type When } from '../logic/when.ts';
import type { Chart } from './chart.ts';
import { activityOf } from './condition-activity.ts';
import type { Evidence } from './evidence.ts';
import { isLoaded, type SourceId } from './source.ts';

/** A contact counts for so many days; an enrolment until it ends, however old. */
const CONTACT_DAYS = 180;

/** Where hospice care may hide. All of them must be loaded before "none" may be said. */
const SOURCES: readonly SourceId[] = ['Condition', 'Encounter', 'Observation', 'Procedure', 'CarePlan'];

export interface Hospice {
  readonly now: Kleene;
  readonly since: When | null;
  readonly evidence: readonly Evidence[];
  /** The last enrolment ended with the patient alive, and there was no contact since. */
  readonly leftOn: When | null;
}

export function hospiceCare(chart: Chart): Hospice {
  const enrolled: Evidence[] = [];
  const contacts: Evidence[] = [];
  const ended: { readonly evidence: Evidence; readonly on: When }[] = [];
  for (const encounter of chart.encounters) {
    if (encounter.hospice === 'enrolment') {
      if (encounter.end === null) enrolled.push(encounter);
      else if (encounter.disposition !== 'expired') ended.push({ evidence: encounter, on: encounter.end });
    }
    if (encounter.hospice === 'contact') contacts.push(encounter);
    if (encounter.disposition === 'hospice') contacts.push({ ...encounter, when: encounter.end ?? encounter.when });
  }
  for (const condition of chart.conditions) {
    if (
      condition.tags.has('under-hospice-care') &&
      condition.verification === 'confirmed' &&
      activityOf(condition, chart.asOf) === 'active'
    )
      enrolled.push(condition);
  }
  for (const plan of chart.carePlans)
    if (plan.hospice && plan.status === 'active' && plan.end === null) enrolled.push(plan);
  for (const procedure of chart.procedures) if (procedure.tags.has('hospice-contact')) contacts.push(procedure);
  for (const observation of chart.observations)
    if (observation.kind === 'hospice-care' && observation.answer === true) contacts.push(observation);

  const recent = contacts.filter((one) => one.when !== null && within(one.when, chart.asOf, CONTACT_DAYS) === true);
  const left = ended.toSorted((a, b) => compareWhen(b.on, a.on))[0] ?? null;
  // A contact after the end of the enrolment is a return to hospice; one before it belongs to the enrolment that ended.
  const standing =
    left === null ? recent : recent.filter((one) => one.when !== null && compareWhen(one.when, left.on) > 0);
  const evidence = [...enrolled, ...standing];
  if (evidence.length > 0) return { now: true, since: earliest(evidence), evidence, leftOn: null };
  const unseen = SOURCES.some((id) => !isLoaded(chart.sources, id)) || contacts.some((one) => one.when === null);
  return { now: unseen ? null : false, since: null, evidence: [], leftOn: left?.on ?? null };
}

function earliest(evidence: readonly Evidence[]): When | null {
  let first: When | null = null;
  for (const { when } of evidence) if (when !== null && (first === null || compareWhen(when, first) < 0)) first = when;
  return first;
}
