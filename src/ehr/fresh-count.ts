/**
 * Page sizes that differ from look to look. Some servers answer a search that they have answered lately from their own
 * store (HAPI: for 60 s), and no request header that a page may send in every browser prevents it (measured on HAPI 7.4.5
 * with Chromium 143: `cache: 'no-store'` sends none). Another `_count` makes it another search. A look for duplicates, or
 * for an order whose answer was lost, must never be told what was true a minute ago.
 */
const LEAST = 40;
/** More than 200 is cut to 200 before such a server looks into its store (measured on HAPI 7.4.5): all would be one. */
const DIFFERENT = 160;

const used = new Set<number>();

/**
 * "40" to "199", by chance, and each once in a page before any comes back: what another page asked a moment ago may lie in the
 * server's store as well. Certain is only `noCacheHeader` of the issuer, where CORS lets it through.
 */
export function freshCount(random: () => number = Math.random): string {
  if (used.size === DIFFERENT) used.clear();
  let count = LEAST + Math.floor(random() * DIFFERENT);
  while (used.has(count)) count = count === LEAST + DIFFERENT - 1 ? LEAST : count + 1;
  used.add(count);
  return String(count);
}
