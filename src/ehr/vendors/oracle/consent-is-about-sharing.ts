import type { Quirk } from '../vendor.ts';

export const consentIsAboutSharing: Quirk = {
  what: 'Consent is about sharing the record, never about code status or treatment.',
  reference: 'interop 3.2; Oracle Health documentation (May 2024)',
  certainty: 'documented',
  changes: { notAsked: ['Consent'] },
};
