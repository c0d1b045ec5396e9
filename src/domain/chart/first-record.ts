/** When a metastasis was first recorded, however often and in whatever code again (clinical reference 3.2 rows 5 and 6). */
import type { When } from '../logic/when.ts';
import { firstRecorded } from './condition-activity.ts';
import type { ActiveMalignancy, CancerCondition } from './malignancy.ts';
import { SameDiagnosis } from './same-diagnosis.ts';

export interface FirstRecord {
  /** Null when no entry is dated. */
  readonly when: When | null;
  /** An entry of it has no date: it may be older. */
  readonly undated: boolean;
}

/**
 * The first records of these metastases: one an organ, or one a diagnosis where the organ is not told. Entries of visits
 * that are long past are among them; one that was over before it came again is not.
 */
export class FirstRecords {
  readonly #bySite = new Map<string, FirstRecord>();
  readonly #byDiagnosis = new SameDiagnosis<FirstRecord>();

  constructor(metastases: readonly CancerCondition[], { past }: Pick<ActiveMalignancy, 'past'>) {
    if (metastases.length === 0) return;
    for (const one of metastases) this.#add(one);
    for (const { condition, activity } of past)
      if (activity === 'too-old' && condition.cancer.kind === 'secondary') this.#add(condition);
  }

  of(metastasis: CancerCondition): FirstRecord {
    const organ = organOf(metastasis);
    const found = organ === null ? this.#byDiagnosis.of(metastasis) : [this.#bySite.get(organ) ?? NONE];
    return found.reduce(earlier, NONE);
  }

  #add(metastasis: CancerCondition): void {
    const when = firstRecorded(metastasis);
    const own: FirstRecord = { when, undated: when === null };
    const organ = organOf(metastasis);
    if (organ !== null) this.#bySite.set(organ, earlier(this.#bySite.get(organ) ?? NONE, own));
    else this.#byDiagnosis.add(metastasis, (before = NONE) => earlier(before, own));
  }
}

const NONE: FirstRecord = { when: null, undated: false };

function earlier(a: FirstRecord, b: FirstRecord): FirstRecord {
  const when = a.when === null || (b.when !== null && b.when.lo < a.when.lo) ? b.when : a.when;
  return { when, undated: a.undated || b.undated };
}

/** Where a metastasis sits, as far as that makes two entries one; null when it does not. */
function organOf({ cancer }: CancerCondition): string | null {
  if (cancer.kind !== 'secondary' || cancer.spread !== 'distant') return null;
  const { site } = cancer;
  return site === null || site === 'other' || site === 'unspecified' ? null : site;
}

/** Two entries of one organ, or of one code. */
export function isSameMetastasis(a: CancerCondition, b: CancerCondition): boolean {
  if (a.cancer.kind !== 'secondary' || b.cancer.kind !== 'secondary') return false;
  const organ = organOf(a);
  if (organ !== null) return organ === organOf(b);
  return a.code !== null && a.code.system === b.code?.system && a.code.code === b.code.code;
}

/** A name that entries of one metastasis share; null where nothing makes two entries one. */
export function nameOf(metastasis: CancerCondition): string | null {
  const { code, cancer } = metastasis;
  const organ = organOf(metastasis);
  if (organ !== null || code === null) return organ;
  return `${cancer.site ?? ''} ${code.system}|${code.code}`;
}

/** Another entry that may be the same metastasis: it does not tell the organ, or not in the same codes. */
export function mayBeSame(other: CancerCondition, metastasis: CancerCondition): boolean {
  const { cancer } = other;
  if (cancer.kind !== 'secondary' || cancer.spread !== 'distant') return false;
  if (cancer.site === 'unspecified') return true;
  return (
    cancer.site === 'other' && metastasis.cancer.site === 'other' && other.code?.system !== metastasis.code?.system
  );
}
