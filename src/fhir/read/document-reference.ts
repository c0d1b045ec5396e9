import type { DocumentRecord } from '../../domain/chart/records.ts';
import { codes, list, object, oneOf, text, words, type Json } from './json.ts';
import { planningByCode, planningByWords } from './planning-words.ts';
import {
  evidenceOf,
  notSeen,
  plain,
  read,
  unreadable,
  unused,
  whenOf,
  withdrawn,
  type Context,
  type Reading,
} from './reading.ts';

const NOBODY_NAMED: DocumentRecord['agents'] = [];

/** Documents of advance care planning, by type, category or title. What they say inside is not read. */
export function readDocumentReference(resource: Json, context: Context): Reading<DocumentRecord | null> {
  const status = oneOf(resource['status'], ['current', 'superseded', 'entered-in-error']);
  if (status === null) return unreadable('no-status');
  if (status !== 'current' || resource['docStatus'] === 'entered-in-error') return withdrawn;
  const period = object(object(resource['context'])?.['period']);
  const when = whenOf(resource['date'], context) ?? whenOf(period?.['start'], context);
  const problem = notSeen(resource, when, context);
  if (problem !== null) return unreadable(problem);
  const concepts = [...codes(resource['type']), ...codes(resource['category'])];
  const titles = [
    words(resource['type']),
    text(resource['description']),
    ...list(resource['content'])
      .slice(0, 5)
      .map((one) => text(object(one['attachment'])?.['title'])),
  ]
    .filter((one) => one !== null)
    .map(plain);
  const what = planningByCode(concepts) ?? planningByWords(titles.join('. '));
  // A draft is no directive yet.
  if (what === null || resource['docStatus'] === 'preliminary') return unused(when);
  const { origin, reference, code, value } = evidenceOf(resource, resource['type'], when, context);
  return read<DocumentRecord>({
    origin,
    reference,
    label: titles[0] ?? 'Document',
    code,
    when,
    value,
    source: 'DocumentReference',
    what,
    agents: NOBODY_NAMED,
  });
}
