/** Pages of searches that have not been asked for yet. The address of a page is a random word, good for one caller only. */
import { randomUUID } from 'node:crypto';
import { FhirProblem } from './fhir-types.ts';
import type { Page } from './store.ts';

const SHELF_SIZE = 1_000;

export class PageShelf {
  readonly #pages = new Map<string, { owner: string; more: () => Promise<Page> }>();

  put(more: () => Promise<Page>, owner: string): string {
    const word = randomUUID();
    this.#pages.set(word, { owner, more });
    const oldest = this.#pages.size > SHELF_SIZE ? this.#pages.keys().next().value : undefined;
    if (oldest !== undefined) this.#pages.delete(oldest);
    return word;
  }

  async take(word: string, owner: string): Promise<Page> {
    const page = this.#pages.get(word);
    if (!page || page.owner !== owner)
      throw new FhirProblem(410, 'not-found', 'This page of the search is no longer there. Search again.');
    return page.more();
  }
}
