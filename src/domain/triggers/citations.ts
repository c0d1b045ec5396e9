import type { Citation } from './trigger.ts';

/** Sources of the rules. Facts and figures are theirs, sentences ours. */
export const HUI_2016: Citation = {
  key: 'Hui 2016',
  text: 'Hui D, Mori M, Watanabe SM, et al. Referral criteria for outpatient specialty palliative cancer care: an international consensus. Lancet Oncol 2016;17:e552-e559',
};
export const NCCN_PALLIATIVE: Citation = {
  key: 'NCCN Palliative Care',
  text: 'NCCN Clinical Practice Guidelines in Oncology, Palliative Care: indicators for a palliative care consultation (paraphrased)',
};
export const ASCO_2024: Citation = {
  key: 'ASCO 2024',
  text: 'Sanders JJ, Temin S, Ghoshal A, et al. Palliative care for patients with cancer: ASCO guideline update. J Clin Oncol 2024, DOI 10.1200/JCO.24.00542',
};
export const GSF_PIG: Citation = {
  key: 'GSF PIG',
  text: 'Gold Standards Framework, Proactive Identification Guidance, 6th edition, 2016: repeated unplanned admissions',
};
export const ROCQUE_2013: Citation = {
  key: 'Rocque 2013',
  text: 'Rocque GB, Barnett AE, Illig LC, et al. Inpatient hospitalization of oncology patients. J Oncol Pract 2013;9:51-54',
};
