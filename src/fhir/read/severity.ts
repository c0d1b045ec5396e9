/** An issue of an OperationOutcome that tells of a failure, in whatever letters. */
export function isError(severity: unknown): boolean {
  const said = inSmall(severity);
  return said === 'error' || said === 'fatal';
}

/** A code in small letters, for servers that write it otherwise; empty when it is none. */
export function inSmall(value: unknown): string {
  return typeof value === 'string' ? value.trim().toLowerCase() : '';
}
