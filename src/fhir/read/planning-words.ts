/** Which element of advance care planning a code or a title names (clinical reference 3.2 row 26, 5.6). */
import type { Code } from '../../domain/chart/evidence.ts';
import type { PlanningElement } from '../../domain/chart/records.ts';
import { anyIn } from '../terminology/code-set.ts';
import {
  ADVANCE_DIRECTIVE,
  ADVANCE_DIRECTIVE_FINDING,
  CARE_PREFERENCES,
  CODE_STATUS,
  CODE_STATUS_LOINC,
  HEALTH_CARE_AGENT,
  PORTABLE_ORDERS,
} from '../terminology/palliative.ts';
import { firstAffirmed } from './mentions.ts';

export function planningByCode(concepts: readonly Code[]): PlanningElement | null {
  if (anyIn(concepts, HEALTH_CARE_AGENT)) return 'health-care-agent';
  if (anyIn(concepts, PORTABLE_ORDERS)) return 'portable-orders';
  if (anyIn(concepts, CODE_STATUS, CODE_STATUS_LOINC)) return 'code-status';
  if (anyIn(concepts, ADVANCE_DIRECTIVE, ADVANCE_DIRECTIVE_FINDING)) return 'advance-directive';
  return anyIn(concepts, CARE_PREFERENCES) ? 'preference' : null;
}

/** Documents carry local titles: living wills and agents have no code that the reference could confirm. */
export function planningByWords(said: string): PlanningElement | null {
  return firstAffirmed(said, TITLES);
}

const TITLES: readonly (readonly [word: string, element: PlanningElement])[] = [
  ['health care proxy', 'health-care-agent'],
  ['healthcare proxy', 'health-care-agent'],
  ['health care agent', 'health-care-agent'],
  ['healthcare agent', 'health-care-agent'],
  ['health care power of attorney', 'health-care-agent'],
  ['healthcare power of attorney', 'health-care-agent'],
  ['medical power of attorney', 'health-care-agent'],
  ['durable power of attorney', 'health-care-agent'],
  ['polst', 'portable-orders'],
  ['molst', 'portable-orders'],
  ['portable medical order', 'portable-orders'],
  ['do not resuscitate', 'code-status'],
  ['code status', 'code-status'],
  ['living will', 'advance-directive'],
  ['advance directive', 'advance-directive'],
  ['advance healthcare directive', 'advance-directive'],
  ['advance health care directive', 'advance-directive'],
  ['goals of care', 'conversation'],
  ['goals-of-care', 'conversation'],
  ['advance care planning', 'conversation'],
  ['serious illness conversation', 'conversation'],
];
