/** Whether the patient has died, by every route that tells (clinical reference 3.5, gates `deceased` and `possibly-deceased`). */
import { oldestWhen } from '../logic/by-date.ts';
import type { When } from '../logic/when.ts';
import type { Chart } from './chart.ts';
import type { Evidence } from './evidence.ts';

interface Death {
  readonly on: When | null;
  /** Empty where the patient's own resource tells it. */
  readonly evidence: readonly Evidence[];
}

/** Recorded as deceased: by the patient's resource, a discharge, a diagnosis or a procedure. */
export function deathOf(chart: Chart): Death | null {
  const { deceased } = chart.patient;
  const told: Evidence[] = [];
  for (const one of chart.encounters)
    if (one.disposition === 'expired') told.push({ ...one, when: one.end ?? one.start });
  for (const one of chart.conditions)
    if (one.tags.has('recorded-dead') && one.verification === 'confirmed') told.push(one);
  for (const one of chart.procedures) if (one.tags.has('recorded-dead')) told.push(one);
  if (deceased === null && told.length === 0) return null;
  // The resource of the patient wins; where it gives no day, another record may.
  return { on: deceased?.on ?? oldestWhen(told), evidence: told };
}

/** A sign that may mean death: nobody is called before somebody has looked. */
export function possibleDeathOf(chart: Chart): Evidence | null {
  return (
    chart.observations.find(
      (one) => one.kind === 'cause-of-death' || ('reading' in one && one.reading.is === 'dead'),
    ) ??
    chart.encounters.find((one) => one.deathCertification || one.reasonTags.has('recorded-dead')) ??
    possiblyDiedIn(chart) ??
    chart.conditions.find((one) => one.tags.has('possibly-dead') || one.tags.has('recorded-dead')) ??
    null
  );
}

/** A discharge that only in words, or by a local code, was a death: shown in its own words. */
function possiblyDiedIn({ encounters }: Chart): Evidence | null {
  const stay = encounters.find((one) => one.disposition === 'perhaps-expired');
  if (stay === undefined) return null;
  return { ...stay, label: stay.dispositionWords ?? stay.label, when: stay.end ?? stay.when };
}
