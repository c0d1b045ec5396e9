import type { Evidence } from '../chart/evidence.ts';
import type { SourceId } from '../chart/source.ts';
import type { Day, When } from '../logic/when.ts';
import type { LookedAt } from './trigger.ts';

/**
 * How many records of a source were looked at: those dated since a day, and those without a date; null for the whole record.
 * The newest of them all, also one that is older. What came from other sources is counted with these.
 */
export function lookedAt(
  source: SourceId,
  records: readonly Pick<Evidence, 'reference' | 'when'>[],
  since: Day | null = null,
): LookedAt {
  const own = records.filter(({ reference }) => reference.startsWith(`${source}/`));
  const count = own.filter(({ when }) => since === null || when === null || when.hi >= since).length;
  return { source, since, count, newest: newestDay(own) };
}

/** The last day on which any of these is dated; null when none is. */
export function newestDay(records: readonly { readonly when: When | null }[]): Day | null {
  let newest: Day | null = null;
  for (const { when } of records) if (when !== null && (newest === null || when.hi > newest)) newest = when.hi;
  return newest;
}

/** Where a score or an answer may stand. */
export const ASKED_IN = ['Observation', 'QuestionnaireResponse'] as const satisfies readonly SourceId[];

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
