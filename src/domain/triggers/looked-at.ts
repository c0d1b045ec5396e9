import type { Evidence } from '../chart/evidence.ts';
import type { SourceId } from '../chart/source.ts';
import type { Day, When } from '../logic/when.ts';
import type { LookedAt } from './trigger.ts';

/** The last day on which any of these is dated; null when none is. */
export function newestDay(records: readonly { readonly when: When | null }[]): Day | null {
  let newest: Day | null = null;
  for (const { when } of records) if (when !== null && (newest === null || when.hi > newest)) newest = when.hi;
  return newest;
}

/** Treatments since a day, by the source that tells of them. */
export function lookedAtTreatment(
  exposures: readonly { readonly lastDay: Day; readonly evidence: readonly Evidence[] }[],
  since: Day | null,
): readonly LookedAt[] {
  const counted = new Map<string, { count: number; newest: Day | null }>();
  for (const { lastDay, evidence } of exposures) {
    if (since !== null && lastDay < since) continue;
    for (const { reference, when } of evidence) {
      const type = reference.slice(0, reference.indexOf('/'));
      const before = counted.get(type) ?? { count: 0, newest: null };
      const newest = when === null || (before.newest !== null && before.newest >= when.hi) ? before.newest : when.hi;
      counted.set(type, { count: before.count + 1, newest });
    }
  }
  return TREATMENT.map((source) => {
    const { count, newest } = counted.get(source) ?? NONE;
    return { source, since, count, newest };
  });
}

const NONE = { count: 0, newest: null };
const TREATMENT: readonly SourceId[] = [
  'MedicationRequest',
  'MedicationAdministration',
  'MedicationStatement',
  'MedicationDispense',
  'Procedure',
];
