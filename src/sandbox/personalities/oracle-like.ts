/**
 * As Oracle Health Millennium is documented to behave: one category of care plans, one bad record that kills a search, created
 * records told by their address alone, tokens of under ten minutes, final notes only.
 */
import { records } from '../fhir-types.ts';
import { plain } from '../personality.ts';
import type { Personality } from '../personality.ts';

/** Puts on a record what makes it one that does not conform. */
export const NON_CONFORMANT = 'https://demo.alongside.invalid/fhir/CodeSystem/demo|non-conformant';

export const oracleLike: Personality = {
  ...plain,
  name: 'oracle-like',
  label: 'Oracle Health-like',
  software: 'Cerner-like demonstration server',
  // Its CORS lets neither header through.
  inSite: { conditionalCreate: false, preferRepresentation: false },
  without: ['Task', 'HealthcareService', 'Schedule', 'Slot', 'MedicationStatement'],
  pageSize: 25,
  pageCap: 200,
  paging: { parameter: '-pageContext', repeatsQuery: true },
  total: 'none',
  unknownParameters: 'refuse',
  searchRules: {
    CarePlan: { supported: ['patient', 'subject', 'category', 'date'], required: [['patient', 'category']] },
    Encounter: { supported: ['patient', 'subject', 'identifier', 'date', 'status'] },
    ServiceRequest: { supported: ['patient', 'subject', 'code'] },
    MedicationRequest: { supported: ['patient', 'status', 'intent'], includes: [] },
  },
  isKilledBy: ({ meta }) =>
    records((meta as { readonly tag?: unknown } | undefined)?.tag).some(
      ({ system, code }) => `${String(system)}|${String(code)}` === NON_CONFORMANT,
    ),
  creatable: ['DocumentReference', 'Communication', 'Condition', 'Observation', 'Procedure', 'Provenance'],
  updatable: ['DocumentReference'],
  deletable: [],
  refusesCreate: (resource) =>
    resource.resourceType === 'DocumentReference' && resource['docStatus'] !== 'final'
      ? { status: 422, text: 'docStatus has to be final.' }
      : undefined,
  conditionalCreate: false,
  cors: { ...plain.cors, allowHeaders: ['Authorization', 'Content-Type', 'Accept', 'If-Match'] },
  createAnswer: 'empty-201',
  staleVersionStatus: 409,
  tokenSeconds: 570,
  refresh: 'same',
};
