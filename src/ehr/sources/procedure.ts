import { DEFAULT_CAPS } from '../gateway/search.ts';
import { PAGE_SIZE, since, type Source } from './source.ts';

/** Two years back (clinical 3.6). */
export const procedureSource: Source = {
  id: 'Procedure',
  needs: 's',
  caps: DEFAULT_CAPS,
  lookBack: { all: 730 },
  queries: ({ patientId, asOf }) => [
    since({ patient: patientId, _count: PAGE_SIZE }, 'date', procedureSource.lookBack['all'] ?? null, asOf),
  ],
};
