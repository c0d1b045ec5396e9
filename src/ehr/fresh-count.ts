/**
 * Page sizes that differ from look to look. Some servers answer a search that they have answered lately from their own
 * store (HAPI: for 60 s), and no request header that a page may send in every browser prevents it (measured on HAPI 7.4.5
 * with Chromium 143: `cache: 'no-store'` sends none). Another `_count` makes it another search. A look for duplicates, or
 * for an order whose answer was lost, must never be told what was true a minute ago.
 */
const LEAST = 100;
const DIFFERENT = 100;

let looks = 0;

/** "100", "101", ... "199", and again from the start: each once before any comes back. */
export function freshCount(): string {
  looks += 1;
  return String(LEAST + (looks % DIFFERENT));
}
