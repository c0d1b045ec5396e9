import type { Quirk } from '../vendor.ts';

export const finalNotes: Quirk = {
  what: 'An app files final notes only.',
  reference: 'interop 3.1; Oracle Health documentation of DocumentReference (2024)',
  certainty: 'documented',
  changes: { note: { docStatus: 'final' } },
};
