/**
 * What this product leaves where nothing can be ordered: a Task, a message, a filed letter, each known by our identifier.
 * Read as a referral, so that the look for others finds it (interop 4.7).
 */
import type { ReferralRecord } from '../../domain/chart/records.ts';
import { DECISION_OUTPUT, DECISION_TITLE, OWN, REVIEW_TASK } from '../terminology/decisions.ts';
import { isDecisionNote } from './decision-note.ts';
import { codes, list, object, own, text, type Json } from './json.ts';
import { isQuestion } from './question.ts';
import {
  evidenceOf,
  plain,
  read,
  subjectProblem,
  unreadable,
  whenOf,
  withdrawn,
  type Context,
  type Reading,
} from './reading.ts';

/** A message and a letter ask once and have no end of their own: they count as completed on the day. */
const STATUS: Readonly<Record<string, Readonly<Record<string, ReferralRecord['status'] | 'withdrawn'>>>> = {
  Task: {
    draft: 'draft',
    requested: 'active',
    received: 'active',
    accepted: 'active',
    ready: 'active',
    'in-progress': 'active',
    'on-hold': 'on-hold',
    completed: 'completed',
    rejected: 'revoked',
    cancelled: 'revoked',
    failed: 'revoked',
    'entered-in-error': 'withdrawn',
  },
  Communication: {
    preparation: 'draft',
    'in-progress': 'completed',
    'on-hold': 'on-hold',
    completed: 'completed',
    'not-done': 'revoked',
    stopped: 'revoked',
    'entered-in-error': 'withdrawn',
    unknown: 'other',
  },
  DocumentReference: { current: 'completed', superseded: 'revoked', 'entered-in-error': 'withdrawn' },
};

/** Null: not one of ours. `identifierSystem`: the namespace of this site's referrals. */
export function readFiledReferral(
  resource: Json,
  context: Context,
  identifierSystem: string,
): Reading<ReferralRecord> | null {
  const type = text(resource['resourceType']) ?? '';
  const identifiers = list(resource['identifier']).flatMap((one) => {
    const value = text(one['value']);
    return value === null || text(one['system']) !== identifierSystem ? [] : [`${identifierSystem}|${value}`];
  });
  if (identifiers.length === 0 || isDecision(resource, identifierSystem) || isQuestion(resource)) return null;
  const problem = subjectProblem(resource, context, type === 'Task' ? 'for' : 'subject');
  if (problem !== null) return unreadable(problem);
  const status = own(own(STATUS, type) ?? {}, text(resource['status']) ?? '');
  if (status === undefined) return unreadable('no-status');
  if (status === 'withdrawn') return withdrawn;
  const named = resource['code'] ?? resource['topic'] ?? resource['type'];
  const on = whenOf(resource['authoredOn'] ?? resource['sent'] ?? resource['date'], context);
  const by = list([resource['requester'] ?? resource['sender'] ?? list(resource['author'])[0]])[0];
  const name = text(by?.['display']);
  return read({
    ...evidenceOf(resource, named ?? { text: 'Referral to palliative care service' }, on, context),
    status,
    intent: 'proposal',
    asksFor: 'palliative',
    weak: false,
    authored: on,
    identifiers,
    requester: text(by?.['reference']),
    requesterName: name === null ? null : plain(name),
    palliativeIntent: false,
    byPatient: false,
    antineoplastic: false,
  });
}

/**
 * A decision, like a question, stands under the same namespace; it asks nobody for anything. Known also where a server has not kept its
 * code or its line: it cannot be read then, and is still no referral.
 */
function isDecision(resource: Json, identifierSystem: string): boolean {
  const isReview = codes(resource['code']).some(({ code }) => code === REVIEW_TASK);
  const decides = list(resource['output']).some((one) =>
    codes(one['type']).some(({ system, code }) => system === OWN && code === DECISION_OUTPUT),
  );
  const titled = list(resource['content']).some((one) => text(object(one['attachment'])?.['title']) === DECISION_TITLE);
  return isReview || decides || titled || isDecisionNote(resource, identifierSystem);
}
