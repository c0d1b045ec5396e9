/** How large a resource is on the wire. */
import { problem, type Problem } from '../../domain/problem.ts';

/** Bytes that a written resource may have: larger ones are refused or cut by some servers (interop 4.1). */
export const MAX_BYTES = 65_536;

/** A problem when the resource is too large. It is refused whole: a note that is cut would change what the order says. */
export function sizeProblem(resource: { readonly resourceType: string }): Problem | null {
  const bytes = utf8Length(JSON.stringify(resource));
  return bytes > MAX_BYTES
    ? problem('too-large', `${resource.resourceType} of ${bytes} bytes; at most ${MAX_BYTES} are sent`)
    : null;
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}
