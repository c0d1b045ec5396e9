/** What the rules about acute care share: which episodes they count, what they cannot tell, and what they always add. */
import { dischargeOf, type AcuteCare, type Episode } from '../chart/acute-care-episodes.ts';
import type { Chart } from '../chart/chart.ts';
import type { EncounterRecord } from '../chart/records.ts';
import type { Kleene } from '../logic/kleene.ts';
import { within, type When } from '../logic/when.ts';
import { state, type Statement } from '../statement.ts';
import { newestDay } from './looked-at.ts';
import { choice } from './rule.ts';
import type { LookedAt, Missing } from './trigger.ts';

/** Which stays a site wants to be counted (clinical reference 3.3 item 2 a and item 6 iv). */
export const STAY_CHOICES = {
  countPresumedUnplanned: choice(true, 'whether a stay that nothing records as planned counts'),
  countInjury: choice(true, 'whether a stay for nothing but an injury counts'),
  countPsychiatric: choice(false, 'whether a psychiatric stay, or one for withdrawal, counts'),
} as const;

export interface StayChoices {
  readonly countInjury: boolean;
  readonly countPsychiatric: boolean;
}

/** Whether the cause of an episode lets it count. The stay in which the patient died is never a trigger (3.3 item 9). */
export function isCounted({ cause, fatal }: Episode, { countInjury, countPsychiatric }: StayChoices): boolean {
  if (fatal) return false;
  if (cause === 'injury') return countInjury;
  return countPsychiatric || (cause !== 'psychiatric' && cause !== 'detoxification');
}

/** Unplanned, as the site counts. */
export function isUnplanned(
  { planned }: Episode,
  { countPresumedUnplanned }: { readonly countPresumedUnplanned: boolean },
): boolean {
  return planned === 'no' || (planned === 'presumed-no' && countPresumedUnplanned);
}

/** Visits that may be acute care and may lie in the window: they forbid a "no" (3.3 item 2 e). */
export function unclearVisits(
  { unclear }: AcuteCare,
  isInWindow: (start: When, visit: EncounterRecord) => Kleene,
): readonly Missing[] {
  const inWindow = unclear.filter((one) => one.start === null || isInWindow(one.start, one) !== false);
  if (inWindow.length === 0) return [];
  return [{ reason: 'class-unknown', source: null, say: state('kind-of-visit-unknown', { count: inWindow.length }) }];
}

/** Whether a visit began or ended in the days before `asOf`, or may still go on. */
export function touches(
  start: When,
  { end, status }: EncounterRecord,
  { asOf, numbers }: Pick<Chart, 'asOf' | 'numbers'>,
  days: number,
): Kleene {
  const began = within(start, asOf, days);
  if (began !== false) return began;
  if (end !== null) return within(end, asOf, days);
  return status !== 'finished' && asOf - start.lo < numbers.openStayDays ? null : false;
}

/** In hospital now, or discharged in the days before; null when the dates leave it open. */
export function endedWithin(episode: Episode, chart: Chart, days: number): Kleene {
  const discharge = dischargeOf(episode, chart);
  return discharge === null ? true : within(discharge, chart.asOf, days);
}

/** Always said where only one server was asked: acute care elsewhere is invisible there (3.2 row 19). */
export function elsewhere(chart: Chart): readonly Statement[] {
  return Object.keys(chart.sources).length > 1 ? [] : [state('acute-care-elsewhere', {})];
}

/** Said where a plan may stand in what was not received. */
export function planCaveat(shown: readonly Episode[]): readonly Statement[] {
  return shown.every((one) => one.planSeen && one.certainty === 'definite') ? [] : [state('plan-not-visible', {})];
}

/** Encounters that touch the window. */
export function encountersLookedAt(chart: Chart, days: number): readonly LookedAt[] {
  const { asOf, encounters } = chart;
  let count = 0;
  for (const one of encounters) if (one.start !== null && touches(one.start, one, chart, days) !== false) count += 1;
  return [{ source: 'Encounter', count, since: asOf - days, newest: newestDay(encounters) }];
}
