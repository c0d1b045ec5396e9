import { everything } from './source.ts';

/** All coverages; where the server demands a status, those in force. */
export const coverageSource = everything('Coverage', (params) => [
  { params: { ...params, status: 'active' }, leavesOut: null },
]);
