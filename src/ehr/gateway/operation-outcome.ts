/** What a server says in an OperationOutcome, as plain text for "What the EHR said". */
import type { OperationOutcomeIssue } from 'fhir/r4';
import { isError } from '../../fhir/read/severity.ts';

const MAX_TEXTS = 5;
const MAX_LENGTH = 300;

/** At most five texts of at most 300 characters, without markup or control characters; what went wrong before what is only told. */
export function textsOf(body: unknown): readonly string[] {
  const texts = issuesOf(body)
    .toSorted((one, other) => weight(one) - weight(other))
    .map(textOf)
    .filter((text) => text !== '');
  return [...new Set(texts)].slice(0, MAX_TEXTS);
}

/** True when an issue says that something went wrong, not only that something is worth knowing. */
export function saysError(body: unknown): boolean {
  return issuesOf(body).some((issue) => isError(issue.severity));
}

/** True for an OperationOutcome with at least one issue: the server itself has spoken. */
export function isSaid(body: unknown): boolean {
  return issuesOf(body).length > 0;
}

const weight = ({ severity }: Partial<OperationOutcomeIssue>): number => (isError(severity) ? 0 : 1);

function issuesOf(body: unknown): readonly Partial<OperationOutcomeIssue>[] {
  if (
    typeof body !== 'object' ||
    body === null ||
    !('resourceType' in body) ||
    body.resourceType !== 'OperationOutcome'
  )
    return [];
  const issues: unknown = 'issue' in body ? body.issue : [];
  return Array.isArray(issues)
    ? issues.filter((issue): issue is OperationOutcomeIssue => typeof issue === 'object' && issue !== null)
    : [];
}

function textOf(issue: Partial<OperationOutcomeIssue>): string {
  const candidates: readonly unknown[] = [
    issue.details?.text,
    issue.diagnostics,
    issue.details?.coding?.[0]?.display,
    issue.code,
  ];
  return candidates.map(plainText).find((text) => text !== '') ?? '';
}

/** Longer texts are cut before anything looks for markup in them. */
const MAX_INPUT = 4000;

/** Text without markup, control characters or length. Also for what an authorization server writes into an address. */
export function plainText(value: unknown): string {
  if (typeof value !== 'string') return '';
  const text = value
    .slice(0, MAX_INPUT)
    .replace(/<[^<>]*>/g, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
}
