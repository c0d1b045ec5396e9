/**
 * For how long what is on record speaks before any level (clinical reference 3.5). A site changes them as it does the numbers
 * of a rule: `thresholds.gates` in `site.json`.
 */
import { days, type Values } from '../triggers/rule.ts';

export const GATE_NUMBERS = {
  referralDays: days(90, 'days that an open or prepared referral speaks, from the day it was written'),
  longOpenDays: days(365, 'days for which an order that is still open after that is remarked on'),
  specialistContactDays: days(
    180,
    'days that a contact of the palliative team, or comfort care ordered or done, speaks',
  ),
  bookedDays: days(180, 'days ahead to which a booked visit of the palliative team counts as care to come'),
  hospiceContactDays: days(180, 'days that a single hospice contact speaks; an enrolment does until it ends'),
  declineDays: days(90, "days that the patient's no speaks, where no other day was written down"),
  decisionDays: days(30, 'days that "not now" and "our team will do it" speak, where no other day was written down'),
  severeSymptomDays: days(14, 'days that "our team will do it" speaks beside a severe symptom, at most'),
  navigatorContactDays: days(42, 'days that a call or visit of the supportive-care nurse speaks'),
  againDays: days(
    7,
    'days after a decision from which a severe finding that was there before is new on another reading',
  ),
} as const;

export type GateNumbers = Values<typeof GATE_NUMBERS>;

/** As the numbers of a rule are looked up by its id. */
export const GATES = { id: 'gates', thresholds: GATE_NUMBERS } as const;
