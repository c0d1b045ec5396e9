import { DEFAULT_CAPS } from '../gateway/search.ts';
import { PAGE_SIZE, type Source } from './source.ts';

/** US Core 7.0 asks servers for this search; Oracle refuses any other (interop 3.2). */
const ASSESS_PLAN = 'http://hl7.org/fhir/us/core/CodeSystem/careplan-category|assess-plan';

/**
 * All plans; where the server demands a category, the one that every US Core server has. Then the plans of other
 * categories were not received, and the source says so.
 */
export const carePlanSource: Source = {
  id: 'CarePlan',
  needs: 's',
  caps: DEFAULT_CAPS,
  lookBack: { all: null },
  queries: ({ patientId }) => {
    const params = { patient: patientId, _count: PAGE_SIZE };
    const fallbacks = [ASSESS_PLAN, 'assess-plan'].map((category) => ({
      params: { ...params, category },
      leavesOut: 'care plans of other categories than assess-plan',
    }));
    return [{ params, fallbacks }];
  },
};
