/**
 * The rules in words, with the numbers in force. A file of its own: it is read where the basis of an answer is opened, and comes
 * after the answer.
 */
import type { RuleStatementParams } from '../../domain/statement.ts';
import type { StaysCounted } from '../../domain/statements/acute-care.ts';
import { counted } from './phrases.ts';

/** What counts as unplanned, and which causes count: as the site has it. */
const unplanned = (counted: StaysCounted): string =>
  `Planned are stays for chemotherapy, radiotherapy, transplant or elective surgery, and those recorded as elective; one that came through an emergency department, or is recorded as an emergency, is not, unless it was for a cancer treatment; ${
    counted.countPresumedUnplanned
      ? 'one of which nothing says that it was planned counts as unplanned'
      : 'only a stay that is recorded as unplanned counts'
  }. ${causes('Stays', counted)}`;

const causes = (
  what: string,
  { countInjury, countPsychiatric }: Pick<StaysCounted, 'countInjury' | 'countPsychiatric'>,
): string =>
  `${what} for nothing but an injury ${countInjury ? 'count' : 'do not count'}; psychiatric ones ${
    countPsychiatric ? 'count' : 'do not'
  }.`;

export const RULES: {
  readonly [Code in keyof RuleStatementParams]: (params: RuleStatementParams[Code]) => string;
} = {
  'rule-metastatic-solid-tumor': () =>
    'A distant metastasis, category M1 or stage IV of a solid cancer is recorded. The newest staging counts; a metastasis among the active diagnoses beats an M0. Lymph nodes, malignant effusion or ascites alone do not count. Nor does stage IV or IVA without an M category where it may be local: head and neck, thyroid, thymus, esophagus, stomach, gallbladder and bile duct, liver, kidney, bladder, prostate, cervix, uterus, vulva, penis, sarcoma. Blood cancers and primary brain tumors are not asked about. It is shown as context and not counted.',
  'rule-cns-metastases': ({ days, treatedDays }) =>
    `A metastasis in the brain, spinal cord or meninges is on the list of active diagnoses. First recorded or progressing within ${days} days it is enough alone; older and stable it counts as supporting. One that was resolved within ${treatedDays} days counts as supporting too.`,
  'rule-new-advanced-poor-prognosis': ({ days, recurrenceDays, resectionDays }) =>
    `Advanced disease was first recorded within ${days} days, in a cancer for which early supportive care is advised by its site or histology, or in a metastatic cancer of lung, esophagus, stomach, bile ducts, liver, bladder, soft tissue or bone, uveal melanoma, unknown primary, or a head and neck cancer that came back (metastasis ${recurrenceDays} days or more after it). An EGFR, ALK or ROS1 change makes it supporting. After a resection (from ${resectionDays} days before the first record on) the day of spread counts.`,
  'rule-low-survival-cancer': ({ days }) =>
    `An active cancer is on the list in which early supportive care is advised by site or histology: pancreas (not neuroendocrine), bile duct and gallbladder, mesothelioma of pleura or peritoneum, glioblastoma, anaplastic thyroid, extensive small cell lung; metastatic stomach or esophagus; unknown primary; leptomeningeal disease; liver cell carcinoma with advanced stage; ampulla of Vater when advanced. Supporting after a resection that may have cured it (from ${days} days before the first record on), or with adjuvant treatment.`,
  'rule-recent-disease-progression': ({ days, knownDays }) =>
    `Within ${days} days the disease status was recorded as worse, or a distant metastasis was first recorded in a cancer known for ${knownDays} days or more.`,
  'rule-spinal-cord-compression': ({ days }) =>
    `Compression of the spinal cord or cauda equina is an active diagnosis, first recorded within ${days} days, with a metastasis in bone or nervous system, a tumor of the spine, or myeloma. Myelopathy in another disease (G99.2) does not count beside a worn spine.`,
  'rule-malignant-obstruction-or-effusion': ({ days, operationDays }) =>
    `First recorded, seen or treated within ${days} days. Enough alone: malignant effusion or ascites, or its drainage; superior vena cava syndrome with a cancer in the chest or lymphoma. With advanced or peritoneal disease enough alone, otherwise supporting: bowel obstruction, not within ${operationDays} days after an abdominal operation. With advanced disease only: obstruction or stenting of bile duct or ureter, nephrostomy, venting gastrostomy.`,
  'rule-relapsed-refractory-heme': ({ lines, days, indolent }) =>
    `A blood cancer is recorded as relapsed or refractory, or line ${lines} of its treatment since the diagnosis has started (not counted where drugs change by plan, in a trial, or with a solid cancer beside it).${indolent ? ' With a slow course it counts as supporting.' : ''} Acute leukemia without remission more than ${days} days after the start of treatment counts as supporting.`,
  'rule-early-phase-trial': ({ days }) =>
    `Takes part in a clinical trial, or was seen as a participant within ${days} days.`,
  'rule-serious-comorbidity': () =>
    'Another serious illness is an active diagnosis: heart failure, chronic lung disease, kidney failure, cirrhosis, dementia or motor neuron disease.',
  'rule-pathological-fracture': ({ days }) =>
    `A fracture through a tumor (M84.5) was first recorded within ${days} days.`,
  'rule-progression-after-second-line': ({ lines, worsenedFrom, endocrine }) =>
    `The disease status was recorded as worse on or after the day on which treatment line ${worsenedFrom} started, or line ${lines} has started. Lines are estimated from orders and treatments; those since the disease is advanced count, and all of them, as probable only, where that day is not known. Lines of hormone treatment alone ${endocrine ? 'count too' : 'do not count'}.`,
  'rule-systemic-therapy-change': ({ days }) =>
    `An estimated line of treatment, the first or a later one, started within ${days} days. A new cycle, a refill or a gap is no new line. It is an event to talk about and does not count.`,
  'rule-treatment-with-poor-function': ({ days }) =>
    `Systemic anticancer treatment within ${days} days, while the rule on much help with daily life (ECOG, Karnofsky, PPS) is met. Hormones, bone agents and steroids are no such treatment. It is shown and does not count.`,
  'rule-anticancer-treatment-stopped': ({ fromDays, toDays }) =>
    `A clinician has entered that no further anticancer treatment is planned, and none has begun since; or the last one ended ${fromDays} to ${toDays} days ago with the recorded reason no response, not tolerated or the patient's choice, none followed or is planned, and the disease is metastatic, progressing or past its second line by the rules for these. A planned end, a pause, surveillance or a transfer never counts.`,
  'rule-poor-performance-status': ({
    days,
    inpatientDays,
    ecog,
    karnofsky,
    jumpGrades,
    jumpDays,
    bedboundEcog,
    bedboundKarnofsky,
    bedboundApartDays,
  }) =>
    `The latest performance status is ECOG ${ecog === 4 ? '4' : `${ecog} or worse`}, or Karnofsky or PPS 10 to ${karnofsky}, not older than ${days} days (${inpatientDays} days when it was taken in hospital). Of a range both ends must reach it; of readings on one day the worse counts. A change of ${jumpGrades} ECOG grades in less than ${jumpDays} days is asked about. ECOG ${bedboundEcog}, or Karnofsky or PPS up to ${bedboundKarnofsky}, is noted as in bed all day; as lasting when it was recorded outside a hospital stay or twice, ${bedboundApartDays} days apart.`,
  'rule-declining-performance-status': ({
    days,
    inpatientDays,
    ecog,
    grades,
    percent: points,
    fromDays,
    toDays,
    jumpGrades,
    jumpDays,
  }) =>
    `The latest performance status, not older than ${days} days (${inpatientDays} days when it was taken in hospital), is ECOG ${ecog} or worse and at least ${grades} ${grades === 1 ? 'grade' : 'grades'} worse than the best one of ${fromDays} to ${toDays} days before it on the same scale; or Karnofsky or PPS has fallen by at least ${points} in that time. A change of ${jumpGrades} ECOG grades in less than ${jumpDays} days is asked about.`,
  'rule-cachexia-weight-loss': (rule) =>
    `Weight has fallen by more than ${rule.lossPercent}% (more than ${rule.lowIndexLossPercent}% with a body mass index below ${rule.lowIndex}), or cachexia is coded within ${rule.cachexiaDays} days or abnormal weight loss within ${rule.weightLossDays} days. The latest weight, not older than ${rule.latestDays} days, is compared with the median of ${rule.baselineToDays} to ${rule.baselineFromDays} days before it, or else with the oldest at least ${rule.shortestDays} days before. A change of more than ${rule.errorPercent}% within ${rule.errorDays} days is taken for a slip, and one of more than ${rule.implausiblePercent}% in the whole time is asked about. A loss is shown and not counted when a weight-lowering drug, bariatric surgery within ${rule.surgeryDays} days, a new diuretic, ascites or paracentesis may explain it, or a body mass index of ${rule.highIndex} or more without another sign of poor nutrition within ${rule.nutritionDays} days (appetite score ${rule.poorAppetite} or more, albumin below ${rule.lowAlbumin} g/dL). Coded cachexia with ECOG ${rule.majorEcog} or worse, not older than ${rule.ecogDays} days, is enough alone in advanced disease.`,
  'rule-severe-physical-symptom': ({ days, severe, operationDays, freshDays }) =>
    `The latest score of a physical symptom, not older than ${days} days, is ${severe} or more of 10 (a tenth of it on scales of 0 to 100; PROMIS T-scores: 60 as 4 and 70 as 7), or severe or very severe by PRO-CTCAE. Scores taken in acute care or within ${operationDays} days after an operation count only when nothing else was scored. One not older than ${freshDays} days asks for an urgent visit.`,
  'rule-persistent-moderate-symptoms': (rule) =>
    `A symptom scored ${rule.moderate} or more of 10 twice, at least ${rule.apartDays} days apart within ${rule.days} days, the latest of them included; or two symptoms of ${rule.moderate} or more at the latest asking, one of which rose by ${rule.rise} or more since a score at least ${rule.apartDays} days before; or pain of ${rule.moderate} or more on two days while an opioid is taken; or a distress thermometer of ${rule.thermometer} to below ${rule.thermometerBelow} within ${rule.thermometerDays} days, PHQ-9 of ${rule.phq9} to below ${rule.phq9Below} or GAD-7 of ${rule.gad7} to below ${rule.gad7Below} within ${rule.screeningDays} days; or FACT-L, not older than ${rule.screeningDays} days, has fallen by ${rule.factL} or FACT-G by ${rule.factG} since it was first measured. Scores taken in acute care or within ${rule.operationDays} days after an operation count only when nothing else was scored.`,
  'rule-severe-emotional-distress': (rule) =>
    `PHQ-9 of ${rule.phq9} or GAD-7 of ${rule.gad7} or more within ${rule.screeningDays} days; or low mood or anxiety scored ${rule.item} or more of 10, or a distress thermometer of ${rule.thermometer} or more, within ${rule.itemDays} days. Scores of low mood and anxiety taken in acute care or within ${rule.operationDays} days after an operation count only when nothing else was scored. A self-harm item is a safety line of its own and never this rule.`,
  'rule-delirium': ({ days, operationDays, freshDays }) =>
    `Delirium is coded, or found by a confusion assessment, with onset or recording within ${days} days, also when it has since resolved. Disorientation alone, delirium with dementia, or delirium in a hospital stay up to ${operationDays} days after an operation counts as supporting. Not older than ${freshDays} days it asks for an urgent visit.`,
  'rule-caregiver-strain': ({ days }) =>
    `Strain of a caregiver was recorded by staff, clinician or questionnaire within ${days} days, and no newer answer says "no".`,
  'rule-malignant-hypercalcemia': (rule) =>
    `Within ${rule.days} days, total calcium corrected by an albumin at most ${rule.albuminDays} days apart (else as measured): the latest above ${rule.severe} mg/dL, or two values above ${rule.high} mg/dL at least ${rule.apartDays} days apart; or the latest ionized calcium above ${rule.ionizedSevere} mmol/L. One value above ${rule.high} mg/dL, ionized calcium above ${rule.ionizedHigh} mmol/L or a coded diagnosis counts as supporting; so does everything in myeloma without an ionized value, with overactive parathyroids or with lithium. A later value up to ${rule.normal} mg/dL ends what was before it once it is more than ${rule.endsDays} days old.`,
  'rule-adverse-prognostic-labs': (rule) =>
    `Within ${rule.days} days at least ${rule.score} of three: albumin below ${rule.lowAlbumin} g/dL, lactate dehydrogenase above the limit that the laboratory reports, ${rule.sites} or more distinct sites of metastases; or albumin below ${rule.veryLowAlbumin} g/dL.`,
  'rule-recent-unplanned-admission': ({ days, ...choices }) =>
    `An unplanned hospital stay goes on, or ended within ${days} days. Transfers make one stay. ${unplanned(choices)}`,
  'rule-repeat-unplanned-admissions': ({ days, count, ...choices }) =>
    `${counted(count)} or more unplanned hospital stays began within ${days} days. Transfers make one stay, and an emergency visit that became a stay belongs to it; coming back after a discharge home is a new one. ${unplanned(choices)}`,
  'rule-frequent-ed-use': ({ days, count, treatmentDays, ...choices }) =>
    `${counted(count)} or more emergency or observation visits that did not become a stay began within ${days} days; or one of them, within ${treatmentDays} days of anticancer treatment, for a complication of it (anemia, dehydration, diarrhea, vomiting, fever, nausea, neutropenia, pain, pneumonia, sepsis). ${causes('Visits', choices)}`,
  'rule-prolonged-or-icu-stay': ({ days, stayDays, hours, ...choices }) =>
    `An unplanned hospital or observation stay that goes on, or ended within ${days} days, lasted more than ${stayDays} ${stayDays === 1 ? 'day' : 'days'} or had intensive care; or intensive care after elective surgery lasted more than ${hours} hours. Transplant stays and stays for treatment of a blood cancer are not called long. ${unplanned(choices)}`,
  'rule-acp-gap': ({ days }) =>
    `In advanced cancer, neither a health care agent, advance directive, portable orders or code status of any date, nor a conversation about goals of care within ${days} days, is visible in what could be read. It is a task and does not count.`,
  'rule-patient-or-family-request': ({ days }) =>
    `The patient or family asks for supportive care, recorded within ${days} days. Stage does not matter.`,
  'rule-clinician-attested-need': ({ days }) =>
    `A clinician says that the patient would benefit from supportive care, recorded within ${days} days. Stage does not matter.`,
};
