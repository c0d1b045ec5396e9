/** What diagnoses and procedures say of hospital stays: looked up by reference and by day, never by walking the chart. */
import type { Day, When } from '../logic/when.ts';
import type { Chart } from './chart.ts';
import type { ConditionRecord, ConditionTag, EncounterRecord, ProcedureRecord, ProcedureTag } from './records.ts';
import type { OriginId } from './source.ts';

/** `told`: another cause than the three; `unknown`: no cause is given. */
export type Cause = 'injury' | 'psychiatric' | 'detoxification' | 'told' | 'unknown';

/** What was done during a stay. */
export interface ProceduresOfStay {
  /** Cancer treatment or an elective operation on one of the first days, or a transplant on any: it marks a plan. */
  readonly early: boolean;
  readonly treatment: boolean;
  readonly transplant: boolean;
  readonly operation: boolean;
  readonly intensiveCare: boolean;
}

const NO_PROCEDURES: ProceduresOfStay = {
  early: false,
  treatment: false,
  transplant: false,
  operation: false,
  intensiveCare: false,
};

const TREATMENTS: readonly ProcedureTag[] = ['antineoplastic-treatment', 'radiotherapy', 'stem-cell-transplant'];
/** Operations that nobody does in an emergency; of others the code does not tell. */
const ELECTIVE_OPERATIONS: readonly ProcedureTag[] = [
  'cancer-resection',
  'pancreatectomy',
  'hepatectomy',
  'pleurectomy',
  'bariatric-surgery',
];
/** What makes a short stay same-day surgery: any procedure that one comes in for. */
const DAY_PROCEDURES: readonly ProcedureTag[] = [...TREATMENTS, ...ELECTIVE_OPERATIONS, 'operation'];
const USED: readonly ProcedureTag[] = [...DAY_PROCEDURES, 'intensive-care'];

interface Principal {
  readonly tags: ReadonlySet<ConditionTag>;
  /** It is named and was not received. */
  readonly missing: boolean;
}

export class StayRecords {
  readonly #conditions = new Map<OriginId, Map<string, ConditionRecord>>();
  /** Conditions that name the encounter in which they were coded. */
  readonly #coded = new Map<OriginId, Map<string, ConditionRecord[]>>();
  /** Procedures that matter for stays, by their first day; those without a date by encounter. */
  readonly #dated: readonly (ProcedureRecord & { readonly when: When })[];
  readonly #undated = new Map<OriginId, Map<string, ProcedureRecord[]>>();
  readonly #ambulatory = new Map<OriginId, Set<string>>();
  /** A treatment so many days after the start marks a stay as planned for it (3.3 item 6 iii). */
  readonly #plannedDays: number;

  constructor(chart: Chart) {
    this.#plannedDays = chart.numbers.plannedProcedureDays;
    for (const one of chart.conditions) {
      inner(this.#conditions, one.origin).set(one.reference, one);
      if (one.encounter !== null) append(inner(this.#coded, one.origin), one.encounter, one);
    }
    const dated: (ProcedureRecord & { readonly when: When })[] = [];
    for (const one of chart.procedures) {
      if (!has(one, USED)) continue;
      if (isDated(one)) dated.push(one);
      else if (one.encounter !== null) append(inner(this.#undated, one.origin), one.encounter, one);
    }
    this.#dated = dated.toSorted((a, b) => a.when.lo - b.when.lo);
    if (dated.length === 0) return;
    for (const { origin, kind, reference } of chart.encounters) {
      if (kind !== 'ambulatory') continue;
      const own = this.#ambulatory.get(origin);
      if (own === undefined) this.#ambulatory.set(origin, new Set([reference]));
      else own.add(reference);
    }
  }

  /**
   * Meaning of the principal diagnosis. Where the encounter names none: its reason codes, else the only diagnosis that was
   * coded in it.
   */
  principalOf(encounter: EncounterRecord): Principal {
    const { origin, principalDiagnosis, reasonTags, reference } = encounter;
    if (principalDiagnosis !== null) {
      const found = this.#conditions.get(origin)?.get(principalDiagnosis);
      return { tags: found?.tags ?? reasonTags, missing: found === undefined };
    }
    if (reasonTags.size > 0) return { tags: reasonTags, missing: false };
    const coded = this.#coded.get(origin)?.get(reference) ?? [];
    const [only] = coded;
    return { tags: coded.length === 1 && only !== undefined ? only.tags : reasonTags, missing: false };
  }

  /** The one cause that everything about these encounters gives; a complication beside an injury is another cause. */
  causeOf(encounters: readonly EncounterRecord[]): Cause {
    let cause: Cause = 'unknown';
    for (const one of encounters) {
      const own = this.#causeOf(one);
      if (own === 'unknown') continue;
      if (cause === 'unknown') cause = own;
      else if (cause !== own) return 'told';
    }
    return cause;
  }

  #causeOf(encounter: EncounterRecord): Cause {
    const { tags, missing } = this.principalOf(encounter);
    if (missing) return 'unknown';
    const all = this.#diagnosesOf(encounter);
    if (tags.size === 0) return all.length > 0 || encounter.reasonCoded ? 'told' : 'unknown';
    if (all.some((one) => one.tags.has('op-35') || one.tags.has('pathological-fracture'))) return 'told';
    if (tags.has('injury')) return 'injury';
    if (tags.has('detoxification')) return 'detoxification';
    return tags.has('psychiatric') && !tags.has('delirium') ? 'psychiatric' : 'told';
  }

  /**
   * Was it for a complication of outpatient chemotherapy: as principal diagnosis, or as another one beside cancer as the
   * principal (clinical reference 2.2, OP-35)? Null when no cause is given or it was not received.
   */
  isOp35(encounters: readonly EncounterRecord[]): boolean | null {
    let told = false;
    for (const one of encounters) {
      const own = this.#isOp35(one);
      if (own === true) return true;
      if (own === false) told = true;
    }
    return told ? false : null;
  }

  #isOp35(encounter: EncounterRecord): boolean | null {
    const { origin, principalDiagnosis, reasonTags } = encounter;
    if (reasonTags.has('op-35')) return true;
    const all = this.#diagnosesOf(encounter);
    if (principalDiagnosis === null) {
      if (all.some((one) => one.tags.has('op-35'))) return true;
      return all.length > 0 || encounter.reasonCoded ? false : null;
    }
    const principal = this.#conditions.get(origin)?.get(principalDiagnosis);
    if (principal === undefined) return null;
    if (principal.tags.has('op-35')) return true;
    return principal.cancer !== null && all.some((one) => one.tags.has('op-35'));
  }

  /** Diagnoses that the encounter names, else those that were coded in it. */
  #diagnosesOf({ origin, reference, diagnoses }: EncounterRecord): readonly ConditionRecord[] {
    if (diagnoses.length === 0) return this.#coded.get(origin)?.get(reference) ?? [];
    const known = this.#conditions.get(origin);
    return diagnoses.flatMap((one) => known?.get(one) ?? []);
  }

  /** Whether something was done on the day of this encounter that one comes in for. */
  hasElectiveProcedure(encounter: EncounterRecord, start: When): boolean {
    const { origin, reference } = encounter;
    if (
      this.#undated
        .get(origin)
        ?.get(reference)
        ?.some((one) => has(one, DAY_PROCEDURES)) === true
    )
      return true;
    for (let index = this.#firstFrom(start.lo); index < this.#dated.length; index += 1) {
      const one = this.#dated[index];
      if (one === undefined || one.when.lo > start.hi) return false;
      if (one.when.hi <= start.hi && has(one, DAY_PROCEDURES)) return true;
    }
    return false;
  }

  /** What was done during a stay; without an end only the first days are looked at. */
  proceduresOf(encounters: readonly EncounterRecord[], start: When, end: When | null, asOf: Day): ProceduresOfStay {
    if (this.#dated.length === 0 && this.#undated.size === 0) return NO_PROCEDURES;
    const found = { ...NO_PROCEDURES };
    const early = start.lo + this.#plannedDays;
    const last = Math.min(asOf, Math.max(early, end?.hi ?? early));
    for (let index = this.#firstFrom(start.lo); index < this.#dated.length; index += 1) {
      const one = this.#dated[index];
      if (one === undefined || one.when.lo > last) break;
      const inStay = one.when.lo <= (end?.hi ?? early);
      if (one.when.hi > last || this.#isElsewhere(one)) continue;
      if (inStay) note(found, one);
      if (one.when.hi <= early && (has(one, TREATMENTS) || has(one, ELECTIVE_OPERATIONS))) found.early = true;
    }
    for (const { origin, reference } of encounters)
      for (const one of this.#undated.get(origin)?.get(reference) ?? []) note(found, one);
    if (found.transplant) found.early = true;
    return found;
  }

  /** Done at an outpatient visit of its own: not part of a stay that began on the same day. */
  #isElsewhere({ origin, encounter }: ProcedureRecord): boolean {
    return encounter !== null && this.#ambulatory.get(origin)?.has(encounter) === true;
  }

  #firstFrom(day: Day): number {
    let [low, high] = [0, this.#dated.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const one = this.#dated[middle];
      if (one !== undefined && one.when.lo < day) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function note(found: { -readonly [Name in keyof ProceduresOfStay]: boolean }, procedure: ProcedureRecord): void {
  if (has(procedure, TREATMENTS)) found.treatment = true;
  if (procedure.tags.has('stem-cell-transplant')) found.transplant = true;
  if (procedure.tags.has('operation') || has(procedure, ELECTIVE_OPERATIONS)) found.operation = true;
  if (procedure.tags.has('intensive-care')) found.intensiveCare = true;
}

function has({ tags }: ProcedureRecord, wanted: readonly ProcedureTag[]): boolean {
  for (const tag of wanted) if (tags.has(tag)) return true;
  return false;
}

function isDated(procedure: ProcedureRecord): procedure is ProcedureRecord & { readonly when: When } {
  return procedure.when !== null;
}

function inner<Key, Value>(outer: Map<OriginId, Map<Key, Value>>, origin: OriginId): Map<Key, Value> {
  let found = outer.get(origin);
  if (found === undefined) outer.set(origin, (found = new Map<Key, Value>()));
  return found;
}

/** Adds to the list under a key; makes the list when there is none. */
export function append<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [value]);
  else known.push(value);
}
