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
  readonly left: { readonly on: When | null; readonly evidence: Evidence } | null;
}

export function hospiceCare(chart: Chart): Hospice {
  const enrolled: Evidence[] = [];
  const contacts: Evidence[] = [];
  const ended: { readonly evidence: Evidence; readonly on: When | null }[] = [];
  for (const encounter of chart.encounters) {
    if (encounter.hospice === 'enrolment') {
      if (encounter.end === null) enrolled.push(encounter);
      else if (encounter.disposition !== 'expired') ended.push({ evidence: encounter, on: encounter.end });
    }
    if (encounter.hospice === 'contact') contacts.push(encounter);
    if (encounter.disposition === 'hospice') contacts.push({ ...encounter, when: encounter.end ?? encounter.when });
  }
  for (const condition of chart.conditions) {
    if (!condition.tags.has('under-hospice-care') || condition.verification !== 'confirmed') continue;
    if (activityOf(condition, chart.asOf) === 'active') enrolled.push(condition);
    else ended.push({ evidence: condition, on: condition.abatement === 'yes' ? null : condition.abatement });
  }
  // A title that speaks of hospice may be saying no to it: it makes the answer "cannot tell", never "yes".
  let possible = false;
  for (const plan of chart.carePlans) {
    if (plan.hospice === 'words' && plan.status === 'active') possible = true;
    if (plan.hospice !== 'coded') continue;
    if (plan.status === 'active' && plan.end === null) enrolled.push(plan);
    else ended.push({ evidence: plan, on: plan.end });
  }
  for (const referral of chart.referrals) {
    if (referral.asksFor === 'hospice' && !referral.weak && referral.status === 'completed') contacts.push(referral);
  }
  for (const procedure of chart.procedures) if (procedure.tags.has('hospice-contact')) contacts.push(procedure);
  for (const observation of chart.observations) {
    if (observation.kind !== 'hospice-care') continue;
    if (observation.answer === true) contacts.push(observation);
    if (observation.answer === null) possible = true;
  }

  const lately = contacts.map((one) => ({
    one,
    is: one.when === null ? null : within(one.when, chart.asOf, CONTACT_DAYS),
  }));
  const recent = lately.filter(({ is }) => is === true).map(({ one }) => one);
  const left = ended.toSorted((a, b) => (a.on === null ? 1 : b.on === null ? -1 : compareWhen(b.on, a.on)))[0] ?? null;
  // A contact after the end of the enrolment is a return to hospice; one before it belongs to the enrolment that ended.
  const standing =
    left?.on == null
      ? recent
      : recent.filter((one) => one.when !== null && compareWhen(one.when, left.on ?? one.when) > 0);
  const evidence = [...enrolled, ...standing];
  if (evidence.length > 0) return { now: true, since: earliest(evidence), evidence, left: null };
  const unseen = possible || SOURCES.some((id) => !isLoaded(chart.sources, id)) || lately.some(({ is }) => is === null);
  return { now: unseen ? null : false, since: null, evidence: [], left };
}

function earliest(evidence: readonly Evidence[]): When | null {
  let first: When | null = null;
  for (const { when } of evidence) if (when !== null && (first === null || compareWhen(when, first) < 0)) first = when;
  return first;
}
