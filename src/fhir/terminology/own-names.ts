/** Names of ours for codes that the rules know, for records that give a code and no words. Codes are for machines. */
import type { Code } from '../../domain/chart/evidence.ts';
import type { CodeSet } from './code-set.ts';
import {
  ALBUMIN,
  BODY_MASS_INDEX,
  BODY_WEIGHT,
  CALCIUM,
  DISEASE_STATUS,
  ECOG,
  ECOG_FINDING,
  ECOG_SNOMED,
  GAD_7,
  IONIZED_CALCIUM,
  KARNOFSKY,
  LACTATE_DEHYDROGENASE,
  M_CATEGORY,
  M_CATEGORY_LOINC,
  PAIN_NUMERIC,
  PAIN_VISUAL,
  PHQ_9,
  PHQ_9_ITEM_9,
  PHQ_9_ITEMS,
  STAGE_GROUP,
  STAGE_GROUP_LOINC,
} from './observations.ts';
import {
  ADVANCE_DIRECTIVE,
  ADVANCE_DIRECTIVE_FINDING,
  CARE_PREFERENCES,
  CODE_STATUS,
  CODE_STATUS_LOINC,
  COMFORT_CARE,
  HEALTH_CARE_AGENT,
  HOSPICE_CARE,
  HOSPICE_CARE_ANSWER,
  HOSPICE_REFERRAL,
  PALLIATIVE_POSSIBLE,
  PALLIATIVE_REFERRAL,
  PORTABLE_ORDERS,
  REFERRAL_BY_PALLIATIVE,
  SPECIALIST_PALLIATIVE,
  UNDER_HOSPICE_CARE,
} from './palliative.ts';

/** Of several sets that hold a code, the first has the name that fits it best. */
const NAMED: readonly CodeSet[] = [
  ECOG,
  ECOG_SNOMED,
  ECOG_FINDING,
  KARNOFSKY,
  PAIN_NUMERIC,
  PAIN_VISUAL,
  PHQ_9,
  PHQ_9_ITEM_9,
  PHQ_9_ITEMS,
  GAD_7,
  BODY_WEIGHT,
  BODY_MASS_INDEX,
  CALCIUM,
  IONIZED_CALCIUM,
  ALBUMIN,
  LACTATE_DEHYDROGENASE,
  DISEASE_STATUS,
  STAGE_GROUP,
  STAGE_GROUP_LOINC,
  M_CATEGORY,
  M_CATEGORY_LOINC,
  REFERRAL_BY_PALLIATIVE,
  SPECIALIST_PALLIATIVE,
  PALLIATIVE_REFERRAL,
  PALLIATIVE_POSSIBLE,
  COMFORT_CARE,
  UNDER_HOSPICE_CARE,
  HOSPICE_CARE,
  HOSPICE_CARE_ANSWER,
  HOSPICE_REFERRAL,
  CODE_STATUS,
  CODE_STATUS_LOINC,
  PORTABLE_ORDERS,
  ADVANCE_DIRECTIVE,
  ADVANCE_DIRECTIVE_FINDING,
  CARE_PREFERENCES,
  HEALTH_CARE_AGENT,
];

const BY_CODE: ReadonlyMap<string, string> = (() => {
  const names = new Map<string, string>();
  for (const { name, system, codes } of NAMED)
    for (const code of codes)
      if (!names.has(`${system}|${code}`)) names.set(`${system}|${code}`, name.charAt(0).toUpperCase() + name.slice(1));
  return names;
})();

/** Our name for the first of these codes that the rules know; null when they know none. */
export function ownNameOf(codes: readonly Code[]): string | null {
  for (const { system, code } of codes) {
    const name = BY_CODE.get(`${system}|${code}`);
    if (name !== undefined) return name;
  }
  return null;
}
