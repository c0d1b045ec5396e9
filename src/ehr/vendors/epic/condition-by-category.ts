import { byCategory } from '../../sources/source.ts';
import type { Quirk } from '../vendor.ts';

/** The kinds that can hold a cancer or its spread; genomics, dental findings, infections and reasons for a visit are others. */
const CATEGORIES = ['problem-list-item', 'encounter-diagnosis', 'medical-history', 'health-concern'];

export const conditionByCategory: Quirk = {
  what: 'Each category of Condition is an API of its own: a search without category leaves out those that are not registered, and says so for every one, also for those that nobody needs.',
  reference:
    'interop 3.2; open.epic.com API list (Condition, 9 searches); issue 59204 beside answers, seen in May 2026',
  certainty: 'observed',
  changes: {
    queries: { Condition: (about) => byCategory(about, CATEGORIES) },
  },
};
