import type { CodeSet } from '../../fhir/terminology/code-set.ts';
import {
  DISEASE_STATUS,
  ECOG,
  ECOG_FINDING,
  ECOG_SNOMED,
  GAD_7,
  GENETIC_VARIANT,
  HISTOLOGY,
  HISTOLOGY_GRADE,
  KARNOFSKY,
  M_CATEGORY,
  M_CATEGORY_LOINC,
  METASTASIS_SITE,
  METASTASIS_SITE_LOINC,
  METASTATIC_HISTORY,
  PHQ_9,
  PHQ_9_ITEM_9,
  PHQ_9_ITEMS,
  STAGE_GROUP,
  STAGE_GROUP_LOINC,
} from '../../fhir/terminology/observations.ts';
import {
  ADVANCE_DIRECTIVE,
  ADVANCE_DIRECTIVE_FINDING,
  CARE_PREFERENCES,
  CAUSE_OF_DEATH,
  CODE_STATUS,
  CODE_STATUS_LOINC,
  HEALTH_CARE_AGENT,
  HOSPICE_CARE_ANSWER,
  PALLIATIVE_QUESTIONNAIRE,
  PORTABLE_ORDERS,
  POSSIBLY_DEAD,
} from '../../fhir/terminology/palliative.ts';
import { DEFAULT_CAPS } from '../gateway/search.ts';
import { ofPatient, since, type SearchSource } from './source.ts';

/**
 * Readings that count whatever their category and however old: staging, disease status, tumor biology, performance status,
 * planning (US Core 7 gives preferences a category of their own), distress scores, hospice, death. Weights, laboratory
 * values and pain come by category: there are too many of them to be asked for without a date. Each set names the
 * source of its codes (clinical reference 5.4, 5.6, 5.8).
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
  GENETIC_VARIANT,
  HISTOLOGY,
  HISTOLOGY_GRADE,
  ECOG,
  ECOG_FINDING,
  ECOG_SNOMED,
  KARNOFSKY,
  PHQ_9,
  PHQ_9_ITEM_9,
  PHQ_9_ITEMS,
  GAD_7,
  CODE_STATUS,
  CODE_STATUS_LOINC,
  PORTABLE_ORDERS,
  ADVANCE_DIRECTIVE,
  ADVANCE_DIRECTIVE_FINDING,
  CARE_PREFERENCES,
  HEALTH_CARE_AGENT,
  PALLIATIVE_QUESTIONNAIRE,
  HOSPICE_CARE_ANSWER,
  CAUSE_OF_DEATH,
  POSSIBLY_DEAD,
];

/** By category as US Core names them, and by code. A server that refuses one search still answers the others. */
export const observationSource: SearchSource<'Observation'> = {
  how: 'search',
  id: 'Observation',
  needs: 's',
  caps: DEFAULT_CAPS,
  lookBack: { codes: null, survey: 180, 'vital-signs': 240, laboratory: 210, 'social-history': null },
  queries(about) {
    const { lookBack } = observationSource;
    // What a site's EHR keeps in categories of its own are function and symptoms, like surveys.
    const own = (about.observationCategories ?? []).map((category) => [category, lookBack['survey'] ?? null] as const);
    return [...Object.entries(lookBack), ...own].map(([kind, days]) =>
      since(
        { ...ofPatient(about), ...(kind === 'codes' ? { code: allCodes() } : { category: kind }) },
        'date',
        days,
        about.asOf,
      ),
    );
  },
};

function allCodes(): string {
  return [...new Set(OBSERVATION_CODES.flatMap((set) => set.codes.map((code) => `${set.system}|${code}`)))].join(',');
}
