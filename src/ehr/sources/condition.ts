import { DEFAULT_CAPS } from '../gateway/search.ts';
import { PAGE_SIZE, type Source } from './source.ts';

/** All categories in one search: a cancer may stand on the problem list or only in a visit's diagnoses (clinical 3.6). */
export const conditionSource: Source = {
  id: 'Condition',
  needs: 's',
  caps: DEFAULT_CAPS,
  lookBack: { all: null },
  queries: ({ patientId }) => [{ params: { patient: patientId, _count: PAGE_SIZE }, fallbacks: [] }],
};
