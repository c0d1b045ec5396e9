const CLOSE = Symbol('the end of an object or a list');

/**
 * A short digest of a JSON value, to tell values apart and for nothing else: two halves of FNV-1a. Walks with a list of its
 * own, because what came over the wire may be nested deeper than the call stack goes.
 */
export function digestOf(value: unknown): string {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  let place = 0;
  const take = (sign: number): void => {
    low = Math.imul(low ^ sign, 0x01000193);
    high = Math.imul(high ^ (sign + place), 0x85ebca6b);
    place += 1;
  };
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const one = waiting.pop();
    if (one === CLOSE) take(1);
    else if (typeof one === 'object' && one !== null) {
      take(2);
      waiting.push(CLOSE);
      if (Array.isArray(one)) for (const item of one as readonly unknown[]) waiting.push(item);
      else for (const [name, item] of Object.entries(one)) waiting.push(item, name);
    } else {
      const written = String(one);
      take(typeof one === 'string' ? 3 : 4);
      for (let index = 0; index < written.length; index += 1) take(written.charCodeAt(index));
    }
  }
  return (low >>> 0).toString(36) + (high >>> 0).toString(36);
}
