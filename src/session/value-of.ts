import { problem, type Problem } from '../domain/problem.ts';

/** The port's promises end in values; a rejection is a bug and becomes the most careful value. */
export async function valueOf<Value>(run: () => Promise<Value>, otherwise: (why: Problem) => Value): Promise<Value> {
  try {
    return await run();
  } catch (reason) {
    return otherwise(problem('unreadable', reason instanceof Error ? reason.name : 'unexpected'));
  }
}
