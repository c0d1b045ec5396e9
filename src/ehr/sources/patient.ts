import { DEFAULT_CAPS } from '../gateway/search.ts';
import type { Source } from './source.ts';

/** The patient's own resource, by id: never a search, which could answer with somebody else. */
export const patientSource: Source = {
  id: 'Patient',
  needs: 'r',
  caps: DEFAULT_CAPS,
  lookBack: { all: null },
  queries: null,
};
