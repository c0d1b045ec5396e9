import type { Quirk } from '../vendor.ts';

export const notesNeedAnEncounter: Quirk = {
  what: 'A note is filed to an open encounter, as plain text.',
  reference: 'interop 3.1; "Valid encounter required" (HTTP 400) on the public sandbox (May 2026)',
  certainty: 'observed',
  changes: { note: { format: 'text', needsEncounter: true } },
};
