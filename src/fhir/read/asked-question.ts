/** A question to the palliative team that this product wrote, and what has become of it. Null for everything else. */
import type { AskedQuestion, QuestionState } from '../../domain/question/asked-question.ts';
import type { SentAs } from '../../domain/question/question-write.ts';
import { QUESTION_NAMES } from '../terminology/questions.ts';
import { list, own, text, words, type Json } from './json.ts';
import { isQuestion, questionKind } from './question.ts';
import { displayOf, evidenceOf, plain, subjectProblem, whenOf, type Context } from './reading.ts';
import { wordsOfTask } from './team-words.ts';

const AS: Readonly<Record<string, SentAs>> = { Task: 'task', Communication: 'message', DocumentReference: 'note' };

/** By the record's own status; what is not named says nothing. */
const STATES: Readonly<Record<SentAs, Readonly<Record<string, QuestionState | 'withdrawn'>>>> = {
  task: {
    requested: 'waits',
    ready: 'waits',
    received: 'waits',
    accepted: 'waits',
    'in-progress': 'waits',
    'on-hold': 'waits',
    completed: 'answered',
    rejected: 'declined',
    failed: 'ended',
    cancelled: 'ended',
    'entered-in-error': 'withdrawn',
  },
  // "Completed" says that it was sent.
  message: {
    completed: 'waits',
    'in-progress': 'waits',
    preparation: 'not-known',
    'not-done': 'ended',
    stopped: 'ended',
    'entered-in-error': 'withdrawn',
  },
  note: { current: 'waits', superseded: 'ended', 'entered-in-error': 'withdrawn' },
};

/** `identifierSystem`: the namespace of this site. */
export function readAskedQuestion(resource: Json, context: Context, identifierSystem: string): AskedQuestion | null {
  const as = own(AS, text(resource['resourceType']) ?? '');
  const isOurs = list(resource['identifier']).some(({ system }) => system === identifierSystem);
  if (as === undefined || !isOurs || !isQuestion(resource)) return null;
  if (subjectProblem(resource, context, as === 'task' ? 'for' : 'subject') !== null) return null;
  const state = own(STATES[as], text(resource['status']) ?? '') ?? 'not-known';
  if (state === 'withdrawn') return null;
  const on = whenOf(resource['authoredOn'] ?? resource['sent'] ?? resource['date'], context);
  const named = resource['code'] ?? resource['topic'] ?? resource['type'];
  const reason = words(resource['statusReason']);
  return {
    ...evidenceOf(resource, named ?? { text: QUESTION_NAMES.ask }, on, context),
    kind: questionKind(resource),
    as,
    state,
    on,
    by: displayOf(resource['requester'] ?? resource['sender'] ?? list(resource['author'])[0]),
    to: displayOf(resource['owner'] ?? list(resource['recipient'])[0]),
    reason: reason === null ? null : plain(reason),
    ...(as === 'task' ? wordsOfTask(resource, context, identifierSystem) : { says: [], documents: [] }),
  };
}
