import type { Quirk } from '../vendor.ts';

export const referralsAreNotSearched: Quirk = {
  what: 'A search of ServiceRequest finds orders of several kinds, but no referrals: those can only be read by their id.',
  reference: 'interop 3.1; open.epic.com API list: ServiceRequest.Read (Referral) without a search',
  certainty: 'documented',
  changes: { leavesOut: { ServiceRequest: 'referrals; they can only be read one by one' } },
};
