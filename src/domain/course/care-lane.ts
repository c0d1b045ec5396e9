/** Supportive care: what was asked for, who came, what was decided. One item for each record. */
import type { Chart } from '../chart/chart.ts';
import type { Evidence } from '../chart/evidence.ts';
import type {
  AppointmentRecord,
  CarePlanRecord,
  CareTeamRecord,
  ConditionRecord,
  DecisionRecord,
  EncounterRecord,
  EnrolmentRecord,
  ObservationRecord,
  ProcedureRecord,
  ReferralRecord,
} from '../chart/records.ts';
import type { Day, When } from '../logic/when.ts';
import type { CareKind, CourseItem, Until, What } from './item.ts';
import { endOf, itemOf } from './span.ts';

/** What one record says; null for a record that says nothing of supportive care. */
interface Said {
  readonly what: What;
  readonly when: When | null;
  readonly until?: Until | null;
  readonly key?: string;
}

export function careItems(chart: Chart): readonly (CourseItem | null)[] {
  const { asOf } = chart;
  const items: (CourseItem | null)[] = [];
  const add = <R extends Evidence>(records: readonly R[], say: (one: R, asOf: Day) => Said | null): void => {
    for (const one of records) {
      const said = say(one, asOf);
      if (said !== null) items.push(itemOf({ lane: 'care', evidence: [one], ...said }, asOf));
    }
  };
  add(chart.referrals, referral);
  add(chart.encounters, encounter);
  add(chart.procedures, procedure);
  add(chart.observations, observation);
  add(chart.conditions, condition);
  add(chart.carePlans, carePlan);
  add(chart.careTeams, careTeam);
  add(chart.enrolments, enrolment);
  add(chart.appointments, appointment);
  add(chart.decisions, decision);
  return items;
}

const care = (of: CareKind, how: 'contact' | 'standing', sure: boolean, name: string): What => ({
  is: 'care',
  of,
  how,
  sure,
  name,
});

function referral({ asksFor, weak, status, when }: ReferralRecord): Said | null {
  if (asksFor === 'other' || asksFor === 'code-status') return null;
  const to: CareKind = asksFor === 'hospice' || asksFor === 'comfort-care' ? asksFor : 'palliative';
  const sure = !weak && asksFor !== 'palliative-possible';
  return { what: { is: 'referral', to, status, sure, fromPalliative: asksFor === 'from-palliative' }, when };
}

function encounter(one: EncounterRecord, asOf: Day): Said | null {
  const { hospice, palliative, disposition, end, when, label } = one;
  const name = one.reasonLabels.join('; ') || label;
  if (hospice !== null) {
    const standing = hospice === 'enrolment';
    const until = standing ? lasting(when, end, end === null, asOf) : null;
    return { what: care('hospice', standing ? 'standing' : 'contact', true, name), when, until };
  }
  if (palliative !== null) return { what: care('palliative', 'contact', palliative === 'specialist', name), when };
  if (disposition === 'hospice' || disposition === 'perhaps-hospice')
    return {
      what: care('hospice', 'contact', disposition === 'hospice', one.dispositionWords ?? label),
      when: end ?? when,
    };
  return one.reasonTags.has('palliative-possible') ? { what: care('palliative', 'contact', false, name), when } : null;
}

function procedure({ tags, label, when }: ProcedureRecord): Said | null {
  if (tags.has('palliative-care')) return { what: care('palliative', 'contact', true, label), when };
  if (tags.has('hospice-contact')) return { what: care('hospice', 'contact', true, label), when };
  if (tags.has('comfort-care')) return { what: care('comfort-care', 'contact', true, label), when };
  return tags.has('palliative-possible') ? { what: care('palliative', 'contact', false, label), when } : null;
}

function observation(one: ObservationRecord): Said | null {
  const { kind, label, when } = one;
  if (kind === 'palliative-care' || kind === 'palliative-possible')
    return { what: care('palliative', 'contact', kind === 'palliative-care', label), when, key: kind };
  // "No hospice care" is an answer, and no care.
  if (kind !== 'hospice-care' || one.answer === false) return null;
  return { what: care('hospice', 'contact', one.answer === true, label), when, key: kind };
}

function condition({ tags, label, when, verification, abatement }: ConditionRecord, asOf: Day): Said | null {
  if (verification === 'refuted' || verification === 'entered-in-error') return null;
  const confirmed = verification === 'confirmed';
  if (tags.has('under-hospice-care')) {
    const until = abatement === 'yes' ? null : lasting(when, abatement, abatement === null, asOf);
    return { what: care('hospice', 'standing', confirmed, label), when, until };
  }
  if (tags.has('palliative-care')) return { what: care('palliative', 'contact', confirmed, label), when };
  return tags.has('palliative-possible') ? { what: care('palliative', 'contact', false, label), when } : null;
}

function carePlan(one: CarePlanRecord, asOf: Day): Said | null {
  const { hospice, palliative, comfortCare, status, when, end, label } = one;
  const until = lasting(when, end, status === 'active' && end === null, asOf);
  if (hospice !== null) return { what: care('hospice', 'standing', hospice === 'coded', label), when, until };
  if (comfortCare) return { what: care('comfort-care', 'standing', true, label), when, until };
  if (palliative === null) return null;
  return { what: care('palliative', 'standing', palliative === 'specialist', label), when, until };
}

function careTeam({ hospice, palliative, active, label, when }: CareTeamRecord, asOf: Day): Said | null {
  const until = lasting(when, null, active, asOf);
  if (hospice !== null) return { what: care('hospice', 'standing', hospice === 'coded', label), when, until };
  if (palliative === null) return null;
  return { what: care('palliative', 'standing', palliative === 'coded', label), when, until };
}

function enrolment({ service, weak, active, end, label, when }: EnrolmentRecord, asOf: Day): Said | null {
  if (service === 'other') return null;
  return {
    what: care(service, 'standing', !weak, label),
    when,
    until: lasting(when, end, active && end === null, asOf),
  };
}

/** On its day once that has come; before it, on the day on which it was made. */
function appointment({ palliative, status, start, label, when }: AppointmentRecord, asOf: Day): Said | null {
  if (palliative === null) return null;
  const ahead = start !== null && start.lo > asOf;
  if (!ahead && status === 'fulfilled')
    return { what: care('palliative', 'contact', palliative === 'coded', label), when: start ?? when };
  return { what: { is: 'appointment', name: label, for: start, ahead }, when: ahead ? when : (start ?? when) };
}

function decision({ decision, on, askAgain }: DecisionRecord): Said {
  return { what: { is: 'decision', decision, askAgain }, when: on };
}

/** From its beginning to its end, or to the day we look from while it stands. */
function lasting(start: When | null, end: When | null, stands: boolean, asOf: Day): Until | null {
  if (start === null) return null;
  if (stands) return { first: asOf, last: asOf, how: 'goes-on' };
  return endOf(start, end, asOf);
}
