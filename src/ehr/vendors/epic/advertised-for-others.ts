import type { Quirk } from '../vendor.ts';

export const advertisedForOthers: Quirk = {
  what: 'The CapabilityStatement lists creates that are meant for other work: unsigned orders of CDS Hooks and summaries of radiotherapy (ServiceRequest), messages of community services (Communication), vital signs (Observation).',
  reference:
    'interop 3.1 and D4; open.epic.com API list; a referral was answered with 403 on the public sandbox (May 2026)',
  certainty: 'documented',
  changes: {
    notForApps: {
      creates: ['ServiceRequest', 'Task', 'Communication', 'Observation', 'CarePlan', 'Provenance'],
      updates: ['ServiceRequest', 'Task', 'CarePlan'],
    },
  },
};
