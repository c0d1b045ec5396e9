import { DEFAULT_CAPS } from '../gateway/search.ts';
import { PAGE_SIZE, type Source } from './source.ts';

/** Everything: an open referral counts however old it is, and some servers know neither `status` nor `authored`. */
export const serviceRequestSource: Source = {
  id: 'ServiceRequest',
  needs: 's',
  caps: DEFAULT_CAPS,
  lookBack: { all: null },
  queries: ({ patientId }) => [{ params: { patient: patientId, _count: PAGE_SIZE }, fallbacks: [] }],
};
