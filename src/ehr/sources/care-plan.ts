import { everything } from './source.ts';

/** US Core 7.0 asks servers for this search; Oracle refuses any other (interop 3.2). */
export const ASSESS_PLAN = 'http://hl7.org/fhir/us/core/CodeSystem/careplan-category|assess-plan';

/**
 * All plans; where the server demands a category, the one that every US Core server has. Then the plans of other
 * categories were not received, and the source says so.
 */
export const carePlanSource = everything('CarePlan', (params) =>
  [ASSESS_PLAN, 'assess-plan'].map((category) => ({
    params: { ...params, category },
    leavesOut: 'care plans of other categories than assess-plan',
  })),
);
