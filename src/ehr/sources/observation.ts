import type { CodeSet } from '../../fhir/terminology/code-set.ts';
import {
  DISEASE_STATUS,
  ECOG,
  KARNOFSKY,
  M_CATEGORY,
  M_CATEGORY_LOINC,
  METASTASIS_SITE,
  METASTASIS_SITE_LOINC,
  METASTATIC_HISTORY,
  STAGE_GROUP,
  STAGE_GROUP_LOINC,
} from '../../fhir/terminology/observations.ts';
import { CAUSE_OF_DEATH, HOSPICE_CARE_ANSWER, POSSIBLY_DEAD } from '../../fhir/terminology/palliative.ts';
import { DEFAULT_CAPS } from '../gateway/search.ts';
import { PAGE_SIZE, since, type Source } from './source.ts';

/**
 * Readings that count whatever their category and however old: staging, disease status, performance status, hospice,
 * death. Each set names the source of its codes (clinical reference 5.4, 5.8).
 */
export const OBSERVATION_CODES: readonly CodeSet[] = [
  STAGE_GROUP,
  STAGE_GROUP_LOINC,
  M_CATEGORY,
  M_CATEGORY_LOINC,
  METASTASIS_SITE,
  METASTASIS_SITE_LOINC,
  METASTATIC_HISTORY,
  DISEASE_STATUS,
  ECOG,
  KARNOFSKY,
  HOSPICE_CARE_ANSWER,
  CAUSE_OF_DEATH,
  POSSIBLY_DEAD,
];

/** By category as US Core names them, and by code. A server that refuses one search still answers the others. */
export const observationSource: Source = {
  id: 'Observation',
  needs: 's',
  caps: DEFAULT_CAPS,
  lookBack: { codes: null, survey: 180, 'vital-signs': 210, laboratory: 210, 'social-history': null },
  queries: ({ patientId, asOf }) =>
    Object.entries(observationSource.lookBack).map(([kind, days]) =>
      since(
        { patient: patientId, _count: PAGE_SIZE, ...(kind === 'codes' ? { code: allCodes() } : { category: kind }) },
        'date',
        days,
        asOf,
      ),
    ),
};

function allCodes(): string {
  return OBSERVATION_CODES.flatMap((set) => set.codes.map((code) => `${set.system}|${code}`)).join(',');
}
