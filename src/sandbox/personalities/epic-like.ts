/**
 * As Epic was seen and documented to behave: each category an API of its own, standing notices beside every answer, creates that
 * are advertised for other work, no search for referrals. The app is registered without the categories in `NOT_REGISTERED`.
 */
import type { OperationOutcomeIssue } from 'fhir/r4';
import { records, string } from '../fhir-types.ts';
import type { AnyResource } from '../fhir-types.ts';
import { plain } from '../personality.ts';
import type { Personality } from '../personality.ts';

const ISSUES = 'urn:oid:1.2.840.114350.1.13.9999.1.7.2.657369';
const NOT_REGISTERED: Readonly<Record<string, readonly string[]>> = {
  Condition: ['Genomics', 'Dental Finding', 'Infection', 'Reason For Visit'],
  Encounter: ['Outside Record'],
};

function notice(code: string, text: string, diagnostics?: string): OperationOutcomeIssue {
  return {
    severity: 'warning',
    code: code === '59204' ? 'suppressed' : 'processing',
    details: { coding: [{ system: ISSUES, code, display: text }], text },
    ...(diagnostics === undefined ? {} : { diagnostics }),
  };
}

function notices(type: string, found: number, asked: ReadonlySet<string>): readonly OperationOutcomeIssue[] {
  const withheld = asked.has('category') ? [] : (NOT_REGISTERED[type] ?? []);
  return [
    ...(found === 0 ? [notice('4101', 'The search found nothing.')] : []),
    ...withheld.map((kind) =>
      notice('59204', 'Not authorized for a kind of such records.', `Client not authorized for ${type} - ${kind}.`),
    ),
    notice('4119', 'This is what the user may see at this time. The record in the system may hold more.'),
  ];
}

export const epicLike: Personality = {
  ...plain,
  name: 'epic-like',
  label: 'Epic-like',
  software: 'Epic-like demonstration server',
  // Its CORS lets neither header through.
  inSite: { conditionalCreate: false, preferRepresentation: false },
  without: ['MedicationStatement', 'Provenance', 'HealthcareService', 'Schedule', 'Slot'],
  // The server decides, whatever is asked for.
  pageSize: 1000,
  pageCap: 1000,
  paging: { parameter: 'sessionID', repeatsQuery: false },
  total: 'page',
  searchRules: {
    CarePlan: { required: [['patient', 'category']] },
    Observation: {
      required: [
        ['patient', 'category'],
        ['patient', 'code'],
      ],
    },
    MedicationRequest: { includes: [] },
  },
  // Longitudinal and oncology plans; US Core's category and SNOMED CT's "cancer care plan" in our charts.
  calls: { CarePlan: { category: { '38717003': '38717003,assess-plan', '736378000': '736378000,395082007' } } },
  extraOutcomes: notices,
  // Referrals and chemotherapy are in the chart, and no search finds them.
  isHidden: (resource) => resource.resourceType === 'MedicationAdministration' || isReferral(resource),
  creatable: ['ServiceRequest', 'Communication', 'DocumentReference', 'Observation', 'QuestionnaireResponse'],
  updatable: ['ServiceRequest', 'Task', 'DocumentReference'],
  deletable: [],
  refusesCreate(resource) {
    if (['ServiceRequest', 'Communication', 'Observation'].includes(resource.resourceType))
      return { status: 403, text: 'This app is not registered for such a create.' };
    const context = records(resource['context'])[0];
    const hasEncounter = records(context?.['encounter']).some((one) => string(one['reference']) !== undefined);
    return resource.resourceType === 'DocumentReference' && !hasEncounter
      ? { status: 400, text: 'Valid encounter required' }
      : undefined;
  },
  conditionalCreate: false,
  createAnswer: 'empty-201',
  cors: { ...plain.cors, allowHeaders: ['Authorization', 'Content-Type', 'Accept', 'If-Match'] },
  refresh: 'none',
  revocation: false,
};

/** SNOMED CT "patient referral" and palliative kinds of it, as this chart's orders are coded. */
function isReferral(resource: AnyResource): boolean {
  if (resource.resourceType !== 'ServiceRequest') return false;
  const said = JSON.stringify([resource['code'], resource['category']]);
  return /referral|palliative|hospice/i.test(said);
}
