/**
 * Will a later launch find this decision, as it was meant? Asked of the very source by which every launch reads tasks or notes, as it is
 * granted here: a look by identifier proves only that something is there, and servers drop elements that they do not know.
 */
import type { DecisionRecord } from '../domain/chart/records.ts';
import { askAgainOf, isForGood, type Decision } from '../domain/decision/decision.ts';
import type { RecordedAs } from '../domain/decision/decision-write.ts';
import { object, type Json } from '../fhir/read/json.ts';
import { readDecisionNote } from '../fhir/read/decision-note.ts';
import type { Context, Reading } from '../fhir/read/reading.ts';
import { readTask } from '../fhir/read/task.ts';
import { freshCount } from './fresh-count.ts';
import { documentReferenceSource } from './sources/document-reference.ts';
import { readSource, type ReadSourceContext } from './sources/read-source.ts';
import type { Source } from './sources/source.ts';
import { taskSource } from './sources/task.ts';

/** Before each look, in milliseconds: a search may show it late. The user waits meanwhile. */
const WAITS: readonly number[] = [0, 1000, 3000];

interface Way {
  readonly source: Source;
  readonly read: (json: Json, context: Context) => Reading<DecisionRecord | null> | null;
}

const WAYS: Readonly<Record<RecordedAs, Way>> = {
  task: { source: taskSource, read: readTask },
  note: { source: documentReferenceSource, read: readDecisionNote },
};

export interface Written {
  readonly as: RecordedAs;
  readonly reference: string;
  readonly decision: Decision;
}

export async function isFoundAgain(
  { as, reference, decision }: Written,
  asking: ReadSourceContext,
  context: Context,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<boolean> {
  const { gateway } = asking;
  const { source, read } = WAYS[as];
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
    const { resources, state } = await readSource(source, fresh);
    const found = resources.find(({ resourceType, id }) => `${resourceType}/${id ?? ''}` === reference);
    const json = found === undefined ? null : object(found);
    if (json !== null) {
      const reading = read(json, context);
      return reading?.is === 'record' && reading.record !== null && saysTheSame(reading.record, decision);
    }
    // What may not be read now is not read in a moment either.
    if (state.state === 'forbidden') return false;
  }
  return false;
}

/** A patient's no that lost its "please do not ask again", or its day, is another one. Without its own day none of it counts for long. */
function saysTheSame(record: DecisionRecord, decision: Decision): boolean {
  return (
    record.decision === decision.is &&
    record.on !== null &&
    record.doNotAskAgain === isForGood(decision) &&
    (record.askAgain?.lo ?? null) === askAgainOf(decision)
  );
}

/** No smaller than the source's own page: as many pages must hold as much. */
function freshPage(): string {
  let count = freshCount();
  while (Number(count) <= 100) count = freshCount();
  return count;
}
