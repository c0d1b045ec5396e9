import type { GoalRecord } from '../../domain/chart/records.ts';
import { list, object, oneOf, text, words, type Json } from './json.ts';
import { affirms } from './mentions.ts';
import {
  evidenceOf,
  isLater,
  isPatient,
  ownReference,
  plain,
  read,
  subjectProblem,
  unreadable,
  unused,
  whenOf,
  withdrawn,
  type Context,
  type Reading,
} from './reading.ts';
import { plainOrNull } from './people.ts';
import { wholeText } from './whole-text.ts';

const CURRENT = ['proposed', 'planned', 'accepted', 'active', 'on-hold'] as const;

/** Goals that stand: what matters to the patient. Those that were reached or given up are counted only. */
export function readGoal(resource: Json, context: Context): Reading<GoalRecord | null> {
  const status = oneOf(resource['lifecycleStatus'], [
    ...CURRENT,
    'completed',
    'cancelled',
    'rejected',
    'entered-in-error',
  ]);
  if (status === null) return unreadable('no-status');
  if (status === 'entered-in-error' || status === 'rejected') return withdrawn;
  const problem = subjectProblem(resource, context);
  if (problem !== null) return unreadable(problem);
  const when = whenOf(resource['startDate'], context) ?? whenOf(resource['statusDate'], context);
  if (isLater(when, context)) return unreadable('after-as-of');
  const description = words(resource['description']);
  const noted = text(object(list(resource['note'])[0])?.['text']);
  const said = plain(description ?? noted ?? '');
  if (said === '' || !CURRENT.some((one) => one === status)) return unused(when);
  const speaker = ownReference(resource['expressedBy'], context);
  const saidBy = speakerOf(speaker, context);
  const byPatient = saidBy === 'patient' || saidBy === 'relative';
  const { origin, reference, code, value } = evidenceOf(resource, resource['description'], when, context);
  return read({
    origin,
    reference,
    label: said,
    code,
    when,
    value,
    byPatient,
    text: said,
    // `words` keeps a bounded part; what the patient said is given in full.
    whole: wholeText(text(object(resource['description'])?.['text']) ?? description ?? noted ?? ''),
    note: description === null || noted === null ? null : wholeText(noted),
    saidBy,
    speaker: plainOrNull(text(object(resource['expressedBy'])?.['display'])),
    asksForSupport: byPatient && (affirms(said, 'palliative') || affirms(said, 'supportive care')),
    current: true,
  });
}

/** Words of another patient are not this one's. */
function speakerOf(referenceText: string | null, { patientId, base }: Context): GoalRecord['saidBy'] {
  if (referenceText === null) return null;
  if (referenceText.startsWith('Patient/')) return isPatient(referenceText, patientId, base) ? 'patient' : null;
  if (referenceText.startsWith('RelatedPerson/')) return 'relative';
  return /^Practitioner(?:Role)?\//.test(referenceText) ? 'team' : null;
}

/** The patient or a relative: their own words, not the team's. */
export function isPerson(referenceText: string | null): boolean {
  return referenceText !== null && /^(?:Patient|RelatedPerson)\//.test(referenceText);
}
