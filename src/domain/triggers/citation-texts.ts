/**
 * What the rules rest on: author, title, journal, year. Facts and figures are theirs, sentences ours. Apart from the keys, which
 * the rules carry, because it is read only where the basis of an answer is opened.
 */
export const CITATION_TEXTS = {
  'Hui 2016':
    'Hui D, Mori M, Watanabe SM, et al. Referral criteria for outpatient specialty palliative cancer care: an international consensus. Lancet Oncol 2016;17:e552-e559',
  'NCCN Palliative Care':
    'NCCN Clinical Practice Guidelines in Oncology, Palliative Care: indicators for a palliative care consultation (paraphrased)',
  'ASCO 2024':
    'Sanders JJ, Temin S, Ghoshal A, et al. Palliative care for patients with cancer: ASCO guideline update. J Clin Oncol 2024, DOI 10.1200/JCO.24.00542',
  'GSF PIG': 'Gold Standards Framework, Proactive Identification Guidance, 6th edition, 2016 (paraphrased)',
  'Rocque 2013':
    'Rocque GB, Barnett AE, Illig LC, et al. Inpatient hospitalization of oncology patients. J Oncol Pract 2013;9:51-54',
  'IOM 2013':
    'Levit LA, Balogh EP, Nass SJ, Ganz PA (eds). Delivering High-Quality Cancer Care. Institute of Medicine, National Academies Press 2013: advance care plans are part of the care plan',
  'Moss 2010':
    "Moss AH, Lunney JR, Culp S, et al. J Palliat Med 2010;13:837-840: the clinician's own judgment in oncology",
  'NCQA Advanced Illness':
    'NCQA value set Advanced Illness, 2.16.840.1.113883.3.464.1003.110.12.1082: pancreas, brain, secondary cancers, acute leukemia',
  'Temel 2024':
    'Temel JS, Jackson VA, El-Jawahri A, et al. Stepped palliative care for patients with advanced lung cancer: a randomized clinical trial. JAMA 2024;332:471-481',
  'Adelson 2017':
    'Adelson K, Paris J, Horton JR, et al. Standardized criteria for palliative care consultation on a solid tumor oncology service. J Oncol Pract 2017;13:e431-e440: a hospital stay within 30 days, or one of more than 7 days',
  'CMS OP-35':
    'CMS OP-35 (CBE 3490), 2018: admissions and emergency department visits within 30 days of outpatient chemotherapy for anemia, dehydration, diarrhea, emesis, fever, nausea, neutropenia, pain, pneumonia or sepsis',
  'Prigerson 2015':
    'Prigerson HG, Bao Y, Shah MA, et al. Chemotherapy use, performance status, and quality of life at the end of life. JAMA Oncol 2015;1:778-784',
  'Hess 2021':
    'Hess LM, Li X, Wu Y, et al. Defining treatment regimens and lines of therapy using real-world data in oncology. Future Oncol 2021;17:1865-1877',
  'Saini 2021':
    'Saini KS, Twelves C. Determining lines of therapy in patients with solid cancers: a proposed new systematic and comprehensive framework. Br J Cancer 2021;125:155-163',
  SPICT:
    'Supportive and Palliative Care Indicators Tool, University of Edinburgh, 2022: decline of function (paraphrased)',
  'STEP 2022':
    'Zimmermann C, Pope A, Hannon B, et al. Phase II trial of symptom screening with targeted early palliative care for patients with advanced cancer. J Natl Compr Canc Netw 2022;20:361-370',
  'NCCN Distress':
    'NCCN Clinical Practice Guidelines in Oncology, Distress Management: distress thermometer (paraphrased)',
  'Andersen 2023':
    'Andersen BL, Lacchetti C, Ashing K, et al. Management of anxiety and depression in adult survivors of cancer: ASCO guideline update. J Clin Oncol 2023;41:3426-3453',
  'CTCAE 5':
    'National Cancer Institute. Common Terminology Criteria for Adverse Events, version 5.0, 2017: hypercalcemia',
  'Fearon 2011':
    'Fearon K, Strasser F, Anker SD, et al. Definition and classification of cancer cachexia: an international consensus. Lancet Oncol 2011;12:489-495',
  'Arkenau 2009':
    'Arkenau HT, Barriuso J, Olmos D, et al. Prospective validation of a prognostic score to improve patient selection for oncology phase I trials. J Clin Oncol 2009;27:2692-2696',
} as const satisfies Readonly<Record<string, string>>;
