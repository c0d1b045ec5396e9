import type { Quirk } from './vendor.ts';

const COULD_NOT_ASK = 'what it keeps elsewhere: it could not be asked which EHR it is, and site.json does not say';

export const unknown: Quirk = {
  what: 'Which EHR this is could not be asked, and site.json does not say: what some EHRs leave out counts as left out.',
  reference: 'interop 3.2',
  certainty: 'unverified',
  changes: {
    leavesOut: {
      ServiceRequest: COULD_NOT_ASK,
      MedicationAdministration: COULD_NOT_ASK,
      Consent: COULD_NOT_ASK,
      Task: COULD_NOT_ASK,
    },
  },
};
