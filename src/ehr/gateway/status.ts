/** An HTTP status as a problem. */
import { problem, type Problem, type ProblemKind } from '../../domain/problem.ts';

/** Statuses after which a GET is worth repeating (interop 2.6). 501 and the other 4xx will not change. */
export const WORTH_REPEATING: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** `asked`: a 404 on an instance means that it is not there, on a type that the server does not have such things. */
export function problemOf(
  status: number,
  asked: 'instance' | 'type',
  detail: string,
  said: readonly string[],
): Problem {
  return problem(kindOf(status, asked), `${detail}: HTTP ${status}`, { status, said });
}

function kindOf(status: number, asked: 'instance' | 'type'): ProblemKind {
  switch (status) {
    case 401:
      return 'session-expired';
    case 403:
      return 'forbidden';
    case 404:
      return asked === 'type' ? 'not-supported' : 'not-found';
    case 405:
    case 501:
      return 'not-supported';
    case 408:
      return 'timeout';
    case 409:
    case 412:
      return 'conflict';
    case 410:
      return 'not-found';
    case 413:
      return 'too-much';
    case 425:
    case 429:
    case 503:
      return 'busy';
    default:
      if (status >= 500) return 'server';
      // A redirect is not followed: it would take the patient's id, and in some browsers the token, somewhere else.
      if (status === 0 || (status >= 300 && status < 400)) return 'foreign-address';
      return status >= 400 ? 'invalid' : 'unreadable';
  }
}
