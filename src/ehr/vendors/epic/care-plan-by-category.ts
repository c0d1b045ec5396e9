import { byCategory } from '../../sources/source.ts';
import type { Quirk } from '../vendor.ts';

/** Longitudinal, encounter, outpatient, inpatient, oncology. Dental plans are not read. */
const CATEGORIES = ['38717003', '734163000', '736271009', '736353004', '736378000'];

export const carePlanByCategory: Quirk = {
  what: 'A search of CarePlan needs a category, and the categories are codes of SNOMED CT, not US Core’s assess-plan alone.',
  reference:
    'interop 3.2; the answer of the public sandbox to a search without category names the codes (HTTP 400, May 2026)',
  certainty: 'observed',
  changes: {
    queries: { CarePlan: (about) => byCategory(about, CATEGORIES) },
  },
};
