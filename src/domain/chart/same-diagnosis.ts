import type { CancerCondition } from './malignancy.ts';

/**
 * Entries of one diagnosis: the same code; or the same words, where one has no code or one of another system. A site is too
 * coarse: left and right breast are two. Filed by name, so that a long list is not compared each with each.
 */
export class SameDiagnosis<Value> {
  readonly #filed = new Map<string, Value>();
  readonly #systems = new Set<string>();

  /** Files a condition; `join` puts it together with what stands under the name already. */
  add(condition: CancerCondition, join: (before: Value | undefined) => Value): void {
    const { code } = condition;
    const system = code?.system ?? NO_SYSTEM;
    this.#systems.add(system);
    if (code !== null) this.#file(byCode(code.system, code.code), join);
    this.#file(byWords(system, condition), join);
  }

  /** What was filed of the same diagnosis: a few values, whatever the number of entries. */
  of(condition: CancerCondition): readonly Value[] {
    const { code } = condition;
    const found: Value[] = [];
    const take = (name: string): void => {
      const value = this.#filed.get(name);
      if (value !== undefined) found.push(value);
    };
    if (code !== null) take(byCode(code.system, code.code));
    // Two codes of one system that differ are two diagnoses, whatever the words.
    for (const system of this.#systems) if (code === null || system !== code.system) take(byWords(system, condition));
    return found;
  }

  #file(name: string, join: (before: Value | undefined) => Value): void {
    this.#filed.set(name, join(this.#filed.get(name)));
  }
}

/** A blank is no system: those that are read are trimmed, and '' is a code whose system was not sent. */
const NO_SYSTEM = ' ';

function byCode(system: string, code: string): string {
  return `code ${system}|${code}`;
}

function byWords(system: string, { label }: CancerCondition): string {
  return `words ${system} ${label.toLowerCase()}`;
}
