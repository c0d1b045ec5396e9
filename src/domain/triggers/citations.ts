import type { Citation } from './trigger.ts';

/** Sources of the rules, by the key under which `citation-texts.ts` has them in full. */
export const HUI_2016: Citation = 'Hui 2016';
export const NCCN_PALLIATIVE: Citation = 'NCCN Palliative Care';
export const ASCO_2024: Citation = 'ASCO 2024';
export const GSF_PIG: Citation = 'GSF PIG';
export const ROCQUE_2013: Citation = 'Rocque 2013';
export const IOM_2013: Citation = 'IOM 2013';
export const MOSS_2010: Citation = 'Moss 2010';
export const NCQA_ADVANCED_ILLNESS: Citation = 'NCQA Advanced Illness';
export const TEMEL_2024: Citation = 'Temel 2024';
export const ADELSON_2017: Citation = 'Adelson 2017';
export const OP_35: Citation = 'CMS OP-35';
export const PRIGERSON_2015: Citation = 'Prigerson 2015';
export const HESS_2021: Citation = 'Hess 2021';
export const SAINI_2021: Citation = 'Saini 2021';
export const SPICT: Citation = 'SPICT';
export const STEP_2022: Citation = 'STEP 2022';
export const NCCN_DISTRESS: Citation = 'NCCN Distress';
export const ANDERSEN_2023: Citation = 'Andersen 2023';
export const CTCAE_5: Citation = 'CTCAE 5';
export const FEARON_2011: Citation = 'Fearon 2011';
export const ARKENAU_2009: Citation = 'Arkenau 2009';
