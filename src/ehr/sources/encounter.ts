import { DEFAULT_CAPS } from '../gateway/search.ts';
import { PAGE_SIZE, since, type Source } from './source.ts';

/** A year back; class and type are sorted out here, because several servers know neither parameter (interop 3.2). */
export const encounterSource: Source = {
  id: 'Encounter',
  needs: 's',
  caps: DEFAULT_CAPS,
  lookBack: { all: 365 },
  queries: ({ patientId, asOf }) => [
    since({ patient: patientId, _count: PAGE_SIZE }, 'date', encounterSource.lookBack['all'] ?? null, asOf),
  ],
};
