import type { Problem } from '../domain/problem.ts';

/** Kind, status and detail: by the type's own promise there is nothing about the patient in them. */
export function technicalLines({ kind, status, detail }: Problem): string {
  return [`problem: ${kind}`, ...(status === null ? [] : [`status: ${String(status)}`]), `detail: ${detail}`].join(
    '\n',
  );
}

const FRAME = /([\w.-]+\.(?:js|ts|tsx)(?:\?[^:]*)?:\d+:\d+)/;

/** Name of an error and where it happened. Never its message, which may quote the patient's data. */
export function safeLines(error: unknown): string {
  if (!(error instanceof Error)) return 'error: unknown';
  const places = (error.stack ?? '')
    .split('\n')
    .map((line) => FRAME.exec(line)?.[1])
    .filter((place) => place !== undefined);
  return [`error: ${error.name}`, ...places.slice(0, 6).map((place) => `at ${place}`)].join('\n');
}
