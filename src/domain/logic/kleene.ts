/**
 * Three-valued logic after Kleene. `null` is "cannot tell", never "no".
 * All functions are total and have no side effects.
 */
export type Kleene = true | false | null;

/** False as soon as one operand is false; cannot tell when the rest is not all true. */
export function and(...operands: readonly Kleene[]): Kleene {
  if (operands.includes(false)) return false;
  return operands.includes(null) ? null : true;
}

/** True as soon as one operand is true; cannot tell when the rest is not all false. */
export function or(...operands: readonly Kleene[]): Kleene {
  if (operands.includes(true)) return true;
  return operands.includes(null) ? null : false;
}

export function not(operand: Kleene): Kleene {
  return operand === null ? null : !operand;
}
