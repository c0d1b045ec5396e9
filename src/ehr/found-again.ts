/**
 * Will a later launch find the note that holds a decision? Asked of the very source by which every launch reads notes, as it is granted
 * here: a look by identifier proves only that the note is there.
 */
import { object } from '../fhir/read/json.ts';
import { readDecisionNote } from '../fhir/read/decision-note.ts';
import type { Context } from '../fhir/read/reading.ts';
import { freshCount } from './fresh-count.ts';
import { documentReferenceSource } from './sources/document-reference.ts';
import { readSource, type ReadSourceContext } from './sources/read-source.ts';

/** Before each look, in milliseconds: a search may show it late. The user waits meanwhile. */
const WAITS: readonly number[] = [0, 1000, 3000];

export async function isFoundAgain(
  reference: string,
  asking: ReadSourceContext,
  context: Context,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<boolean> {
  const { gateway } = asking;
  const fresh: ReadSourceContext = {
    ...asking,
    gateway: {
      base: gateway.base,
      localReference: (one) => gateway.localReference(one),
      read: (one) => gateway.read(one),
      search: (type, params, caps) => gateway.search(type, { ...params, _count: freshPage() }, caps),
    },
  };
  for (const milliseconds of WAITS) {
    await sleep(milliseconds);
    const { resources, state } = await readSource(documentReferenceSource, fresh);
    const found = resources.find(({ resourceType, id }) => `${resourceType}/${id ?? ''}` === reference);
    const json = found === undefined ? null : object(found);
    if (json !== null) return readDecisionNote(json, context)?.is === 'record';
    // What may not be read now is not read in a moment either.
    if (state.state === 'forbidden') return false;
  }
  return false;
}

/** No smaller than the source's own page: as many pages must hold as much. */
function freshPage(): string {
  let count = freshCount();
  while (Number(count) <= 100) count = freshCount();
  return count;
}
