/** Majors and supporting findings as the policy counts them (clinical reference 4.2 item 1). */
import { recordKey } from '../chart/evidence.ts';
import { isMajor, type TriggerId, type TriggerResult } from '../triggers/trigger.ts';

/** Rules that see the same thing count once: the first of them that is met. */
export const FAMILIES: readonly (readonly TriggerId[])[] = [
  ['progression-after-second-line', 'recent-disease-progression'],
  ['poor-performance-status', 'declining-performance-status'],
  ['severe-physical-symptom', 'persistent-moderate-symptoms'],
];
/** These only when they rest on the same stay. */
export const STAYS: readonly TriggerId[] = [
  'repeat-unplanned-admissions',
  'recent-unplanned-admission',
  'prolonged-or-icu-stay',
];

export interface Counted {
  /** Enough alone: met, major, and more than probable. */
  readonly majors: readonly TriggerResult[];
  /** Supporting findings, one a family, all probable ones together at most one. */
  readonly supporting: number;
  /** Those of them that are more than probable: probable ones alone never make a specialist level. */
  readonly sure: number;
  /** The findings that were counted, major or supporting. */
  readonly ids: ReadonlySet<TriggerId>;
}

export function countFindings(triggers: readonly TriggerResult[]): Counted {
  const met = triggers.filter((one) => one.outcome === 'met' && one.counted);
  const majors = met.filter(isMajor);
  const ids = new Set(majors.map(({ id }) => id));
  let probable: TriggerResult | undefined;
  let sure = 0;
  for (const group of groupsOf(met)) {
    if (group.some(isMajor)) continue;
    const inOrder = group.toSorted((a, b) => rank(a) - rank(b));
    const certain = inOrder.find((one) => one.certainty !== 'probable');
    if (certain !== undefined) {
      sure += 1;
      ids.add(certain.id);
    } else probable ??= inOrder[0];
  }
  if (probable !== undefined) ids.add(probable.id);
  return { majors, supporting: sure + (probable === undefined ? 0 : 1), sure, ids };
}

/** Place in its family. */
function rank({ id }: TriggerResult): number {
  for (const family of [...FAMILIES, STAYS]) {
    const place = family.indexOf(id);
    if (place >= 0) return place;
  }
  return 0;
}

function groupsOf(met: readonly TriggerResult[]): readonly (readonly TriggerResult[])[] {
  const groups: TriggerResult[][] = [];
  for (const one of met) {
    const group = groups.find((others) => others.some((other) => seeTheSame(other, one)));
    if (group === undefined) groups.push([one]);
    else group.push(one);
  }
  return groups;
}

function seeTheSame(a: TriggerResult, b: TriggerResult): boolean {
  if (FAMILIES.some((family) => family.includes(a.id) && family.includes(b.id))) return true;
  if (!STAYS.includes(a.id) || !STAYS.includes(b.id)) return false;
  const stays = new Set(a.evidence.map(recordKey));
  return b.evidence.some((one) => stays.has(recordKey(one)));
}
