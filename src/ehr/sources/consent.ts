import { everything } from './source.ts';

/** Everything: a directive or a code status counts however old it is (clinical 3.2, 26). */
export const consentSource = everything('Consent');
