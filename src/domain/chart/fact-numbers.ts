/**
 * By which facts are made of records: how long a diagnosis or a treatment speaks, what is one line of treatment, one stay, a sparse
 * record (clinical reference 3.1, 3.3 to 3.5, 4.2). A site changes them as it does the numbers of a rule: `thresholds.facts` in
 * `site.json`.
 */
import { count, days, valuesOf, type Values } from '../triggers/rule.ts';

/** No number reaches further back than what hangs on it is read (tests/contracts): what was done for two years, visits for one. */
const DONE = 730;
const VISITS = 365;
const READINGS = 180;

export const FACT_NUMBERS = {
  visitDiagnosisDays: days(365, 'days that a diagnosis that only visits tell counts as present'),
  treatedDays: {
    ...days(365, 'days that a treatment vouches for a diagnosis that is not certain without it'),
    atMost: DONE,
  },
  maintenanceDays: {
    ...days(180, 'days that treatment keeps a blood cancer active that is in remission'),
    atMost: DONE,
  },
  earlierStagingDays: days(
    90,
    'days before the first record of a cancer from which a staging is not of it, where another is over',
  ),
  palliativeIntentDays: {
    ...days(365, 'days that palliative intent of an order, procedure or plan makes disease advanced'),
    atMost: DONE,
  },
  regimenDays: days(28, 'days from the first drug of a line in which others belong to it'),
  restartDays: days(180, 'days without a drug after which it starts anew'),
  untoldSupplyDays: days(30, 'days of treatment after an order that tells neither end nor supply'),
  onTreatmentDays: { ...days(42, 'days after a treatment in which the patient is on it'), atMost: DONE },
  recordBeforeDays: {
    ...days(365, 'days on record before the first treatment, from which it is taken for the first'),
    atMost: VISITS,
  },
  unnamedDrugDays: days(42, 'days after the last treatment from which one without a name may be another line'),
  bridgingDays: days(60, 'days before cells are given in which treatment only leads to them'),
  conditioningDays: days(30, 'days before a transplant in which treatment only leads to it'),
  codedLateDays: days(30, 'days before metastases are coded in which hormones were started for them'),
  blockDays: days(120, 'days from the start of a line in which other drugs of a lymphoma belong to a plan'),
  oneRelapseDays: days(60, 'days in which diagnoses of a relapse are one relapse'),
  opioidOrderDays: days(120, 'days that an active order or statement of an opioid speaks'),
  sameStayHours: count(24, 'hours', 'hours between two stays up to which they are one'),
  openStayDays: { ...days(45, 'days that a stay without an end is believed to go on'), atMost: VISITS },
  paperStayDays: {
    ...days(60, 'days up to which a stay without type and place is one, and that one without an end lasts'),
    atMost: VISITS,
  },
  plannedProcedureDays: days(
    2,
    'days after an admission in which a treatment or elective operation says that it was planned',
  ),
  sparseVisitDays: { ...days(90, 'days without any visit from which the record is sparse'), atMost: VISITS },
  sparseReadingDays: { ...days(180, 'days without any reading from which the record is sparse'), atMost: READINGS },
  sparseRecordDays: { ...days(180, 'days on record below which it is sparse'), atMost: VISITS },
  oneAskingMinutes: count(60, 'minutes', 'minutes in which scores of worst, average and present are of one asking'),
} as const;

export type FactNumbers = Values<typeof FACT_NUMBERS>;

/** As the numbers of a rule are looked up by its id. */
export const FACTS = { id: 'facts', thresholds: FACT_NUMBERS } as const;

/** Where a site says nothing. */
export const CATALOGUE_FACT_NUMBERS: FactNumbers = valuesOf(FACTS, {});
