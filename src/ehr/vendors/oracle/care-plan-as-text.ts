import { ASSESS_PLAN } from '../../sources/care-plan.ts';
import { byCategory } from '../../sources/source.ts';
import type { Quirk } from '../vendor.ts';

export const carePlanAsText: Quirk = {
  what: 'A search of CarePlan needs category=assess-plan and knows no other. (Activities never come; what is planned is text, and is read as such.)',
  reference: 'interop 3.2; Oracle Health documentation (May 2024)',
  certainty: 'documented',
  changes: {
    queries: { CarePlan: (about) => byCategory(about, [ASSESS_PLAN]) },
  },
};
