/**
 * As MEDITECH Expanse was seen to behave: reading of US Core's types alone, pages of twenty, links that spell the server's address
 * in another way than the issuer does (there with ":443", which is the same address for https), orders searched with an intent.
 */
import { plain } from '../personality.ts';
import type { Personality } from '../personality.ts';

export const meditechLike: Personality = {
  ...plain,
  name: 'meditech-like',
  label: 'MEDITECH-like',
  software: 'MEDITECH-like demonstration server',
  // Its CORS lets neither header through.
  inSite: { conditionalCreate: false, preferRepresentation: false },
  without: [
    'Task',
    'Consent',
    'Appointment',
    'MedicationStatement',
    'HealthcareService',
    'Schedule',
    'Slot',
    'Communication',
  ],
  pageSize: 20,
  pageCap: 20,
  paging: {
    parameter: 'continue',
    repeatsQuery: true,
    spell: (url) => url.replace(/^http:\/\/localhost/, 'http://LOCALHOST'),
  },
  total: 'page',
  unknownParameters: 'refuse',
  searchRules: {
    CarePlan: { required: [['patient', 'category']] },
    MedicationRequest: { required: [['patient', 'intent']], includes: [] },
    Observation: {
      required: [
        ['patient', 'category'],
        ['patient', 'code'],
      ],
    },
  },
  creatable: [],
  updatable: [],
  deletable: [],
  conditionalCreate: false,
  cors: { ...plain.cors, allowHeaders: ['Authorization', 'Content-Type', 'Accept'] },
};
