/**
 * A decision that was written as a note, because the server takes no Task (`fhir/write/decision.ts`): read back from its one line, in the
 * description, else in the text that the note carries inline. Of other documents nothing is read.
 */
import type { DecisionRecord } from '../../domain/chart/records.ts';
import { DECISIONS, findingOf, levelOf, PATIENT_PREFERS_NOT } from '../terminology/decisions.ts';
import { inlineText } from './inline-text.ts';
import { list, object, own, text, type Json } from './json.ts';
import {
  evidenceOf,
  isLater,
  plain,
  read,
  subjectProblem,
  unreadable,
  whenOf,
  withdrawn,
  type Context,
  type Reading,
} from './reading.ts';

const MARK = '[Supportive care decision:';

/** Null: not one of ours. */
export function readDecisionNote(resource: Json, context: Context): Reading<DecisionRecord> | null {
  const parts = ownParts(resource, context.identifierSystem);
  if (parts === null) return null;
  if (resource['status'] !== 'current' || resource['docStatus'] === 'entered-in-error') return withdrawn;
  const problem = subjectProblem(resource, context);
  if (problem !== null) return unreadable(problem);
  const on =
    whenOf(resource['date'], context) ?? whenOf(object(object(resource['context'])?.['period'])?.['start'], context);
  if (isLater(on, context)) return unreadable('after-as-of');
  const reasons = listed(parts.get('because'));
  const codes = listed(parts.get('then'));
  const findings = codes.filter((one) => /^f\d/.test(one));
  const triggers = findings.map(findingOf).filter((one) => one !== null);
  const doNotAskAgain = parts.has('do not ask again');
  const named = own(DECISIONS, parts.get(MARK) ?? '') ?? 'not-understood';
  const author = text(list(resource['author'])[0]?.['display']);
  return read<DecisionRecord>({
    ...evidenceOf(resource, resource['type'], on, context),
    decision:
      reasons.includes(PATIENT_PREFERS_NOT) || (named === 'not-now' && doNotAskAgain) ? 'patient-declined' : named,
    on,
    askAgain: whenOf(parts.get('ask again'), context),
    doNotAskAgain,
    by: author === null ? null : plain(author),
    reason: null,
    ...(named === 'already-receiving'
      ? { receives: { from: typed(parts.get('given by')), since: whenOf(parts.get('since'), context) } }
      : {}),
    ...(named === 'our-team' && parts.has('takes on') ? { takesOn: listed(parts.get('takes on')) } : {}),
    decidedOn: codes.length === 0 ? null : { triggers, level: levelOf(codes[0] ?? '') },
    unknownFindings: findings.length - triggers.length,
  });
}

export const isDecisionNote = (resource: Json, identifierSystem: string): boolean =>
  ownParts(resource, identifierSystem) !== null;

/** Text is copied from note to note: only under the number that it names, in our namespace, is a line the decision itself. */
function ownParts(resource: Json, identifierSystem: string | undefined): Parts | null {
  if (identifierSystem === undefined) return null;
  const ours = list(resource['identifier']).filter((one) => text(one['system']) === identifierSystem);
  const numbers = new Set(ours.map((one) => text(one['value'])));
  for (const line of linesOf(resource)) {
    const parts = partsOf(line);
    const number = parts.get('number');
    if (number !== undefined && numbers.has(number)) return parts;
  }
  return null;
}

/** Every such line, wherever the server has kept it. */
function linesOf(resource: Json): readonly string[] {
  const inline = list(resource['content'])
    .slice(0, 2)
    .map((one) => inlineText(object(one['attachment'])));
  return [text(resource['description']), ...inline].flatMap((found) =>
    (found ?? '')
      .split(MARK)
      .slice(1)
      .filter((rest) => rest.includes(']'))
      .map((rest) => MARK + rest.slice(0, rest.indexOf(']'))),
  );
}

const listed = (part: string | undefined): readonly string[] => (part ?? '').split(' ').filter((one) => one !== '');

/** The signs that would have ended the part were written as %3B and the like. */
function typed(part: string | undefined): string | null {
  const name = plain(
    (part ?? '').replace(/%([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))),
  );
  return name === '' ? null : name;
}

type Parts = ReadonlyMap<string, string>;

/** "name value" by name, the parts that stand between semicolons. */
function partsOf(line: string): Parts {
  const parts = new Map<string, string>();
  for (const part of line.split('; ')) {
    const name = NAMES.find((one) => part.startsWith(one));
    if (name !== undefined && !parts.has(name)) parts.set(name, part.slice(name.length).trim());
  }
  return parts;
}

const NAMES = [
  MARK,
  'because',
  'do not ask again',
  'ask again',
  'given by',
  'since',
  'takes on',
  'then',
  'version',
  'as of',
  'number',
];
