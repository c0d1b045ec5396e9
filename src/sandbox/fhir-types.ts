/** The shapes that every part of the FHIR server shares. */
import type { OperationOutcome, OperationOutcomeIssue } from 'fhir/r4';

/** Any resource, read element by element: the server does not care which type it is. */
export interface AnyResource {
  resourceType: string;
  id?: string;
  meta?: { versionId?: string; lastUpdated?: string; [element: string]: unknown };
  [element: string]: unknown;
}

export type Stored = AnyResource & { id: string };

export type QueryPair = readonly [name: string, value: string];

type IssueCode = OperationOutcomeIssue['code'];

export function outcome(
  severity: 'error' | 'warning' | 'information',
  code: IssueCode,
  diagnostics: string,
): OperationOutcome {
  return { resourceType: 'OperationOutcome', issue: [{ severity, code, diagnostics }] };
}

/** An answer other than success, thrown anywhere in the FHIR server and turned into an OperationOutcome at its door. */
export class FhirProblem extends Error {
  readonly status: number;
  readonly body: OperationOutcome;
  readonly headers: Record<string, string>;
  constructor(status: number, code: IssueCode, diagnostics: string, headers: Record<string, string> = {}) {
    super(diagnostics);
    this.status = status;
    this.body = outcome('error', code, diagnostics);
    this.headers = headers;
  }

  /** Keeps the issues that a validator or another server gave. */
  static of(status: number, body: OperationOutcome): FhirProblem {
    const problem = new FhirProblem(status, 'processing', '');
    Object.assign(problem, { body });
    return problem;
  }
}

export function records(value: unknown): Record<string, unknown>[] {
  const list = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  return list.filter((item): item is Record<string, unknown> => typeof item === 'object' && item !== null);
}

export function string(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
