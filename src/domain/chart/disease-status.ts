/** What was recorded of the course of the disease, without what belongs to another tumor (clinical reference 3.1, 5.4). */
import { compareWhen } from '../logic/when.ts';
import type { Chart } from './chart.ts';
import type { ConditionRecord, ObservationRecord } from './records.ts';

export type DiseaseStatus = ObservationRecord & { readonly kind: 'disease-status' };

/**
 * The disease statuses of the chart in the order in which they came. One whose focus is a diagnosis of this chart that is
 * no cancer for the rules (a basal cell carcinoma) belongs to that one, and is left out.
 */
export function diseaseStatuses({ observations, conditions }: Chart): readonly DiseaseStatus[] {
  const found = observations.filter((one): one is DiseaseStatus => one.kind === 'disease-status');
  return found.some(({ focus }) => focus.length > 0) ? found.filter((one) => !isOfAnother(one, conditions)) : found;
}

function isOfAnother({ focus }: DiseaseStatus, conditions: readonly ConditionRecord[]): boolean {
  const named = conditions.filter(({ reference }) => focus.includes(reference));
  return named.length > 0 && named.every(({ cancer }) => cancer === null || isNoCancer(cancer));
}

function isNoCancer(cancer: NonNullable<ConditionRecord['cancer']>): boolean {
  if (cancer.kind !== 'possible') return false;
  return cancer.why === 'benign' || (cancer.why === 'skin' && cancer.spreadInWords === undefined);
}

/** The newest status of each diagnosis that one names, and under `null` of those that name none. */
export type NewestStatuses = ReadonlyMap<string | null, DiseaseStatus>;

export function newestStatuses(statuses: readonly DiseaseStatus[]): NewestStatuses {
  const newest = new Map<string | null, DiseaseStatus>();
  const take = (name: string | null, one: DiseaseStatus): void => {
    const before = newest.get(name);
    newest.set(name, before === undefined ? one : later(before, one));
  };
  for (const one of statuses) {
    const named = one.focus.filter((name) => name.includes('Condition/'));
    if (named.length === 0) take(null, one);
    else for (const name of named) take(name, one);
  }
  return newest;
}

/** The newest status that may speak of this diagnosis; one without a date only when no other is there. */
export function newestStatusFor(newest: NewestStatuses, reference: string): DiseaseStatus | null {
  const named = newest.get(reference);
  const unnamed = newest.get(null);
  if (named === undefined || unnamed === undefined) return named ?? unnamed ?? null;
  return later(unnamed, named);
}

function later(a: DiseaseStatus, b: DiseaseStatus): DiseaseStatus {
  if (a.when === null) return b;
  return b.when !== null && compareWhen(b.when, a.when) >= 0 ? b : a;
}

/** Partial remission, stable or worse: it speaks of disease that is there. */
export function saysDisease({ status }: DiseaseStatus): boolean {
  return status === 'improved' || status === 'stable' || status === 'worsened';
}
