import { everything } from './source.ts';

/** Everything: an open referral counts however old it is, and some servers know neither `status` nor `authored`. */
export const serviceRequestSource = everything('ServiceRequest');
