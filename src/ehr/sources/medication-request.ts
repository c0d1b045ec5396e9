import { DEFAULT_CAPS } from '../gateway/search.ts';
import { ofPatient, type SearchSource } from './source.ts';

/** Every intent that FHIR R4 has: for servers that take no search of orders without one (US Core combines the two). */
const EVERY_INTENT = 'proposal,plan,order,original-order,reflex-order,filler-order,instance-order,option';

/**
 * All orders, with the drugs that they refer to where these may be read: that saves a request for each. Servers that
 * refuse `_include` are asked without, and the drugs are read one by one (`medication.ts`).
 */
export const medicationRequestSource: SearchSource<'MedicationRequest'> = {
  how: 'search',
  id: 'MedicationRequest',
  needs: 's',
  caps: DEFAULT_CAPS,
  lookBack: { all: null },
  queries: (about) => {
    const params = ofPatient(about);
    const withIntent = { params: { ...params, intent: EVERY_INTENT }, leavesOut: null };
    if (about.granted.can('r', 'Medication').granted === 'no') return [{ params, fallbacks: [withIntent] }];
    return [
      {
        params: { ...params, _include: 'MedicationRequest:medication' },
        fallbacks: [{ params, leavesOut: null }, withIntent],
      },
    ];
  },
};
