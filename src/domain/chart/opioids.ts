/** Opioid analgesics that the patient takes (clinical reference 3.4, `opioidActive`). */
import type { Kleene } from '../logic/kleene.ts';
import { within } from '../logic/when.ts';
import type { Chart } from './chart.ts';
import type { MedicationRecord } from './records.ts';
import type { SourceId } from './source.ts';
import { noneWithheld } from './whether-read.ts';

const SOURCES: readonly SourceId[] = ['MedicationRequest', 'MedicationStatement'];

/**
 * True when an active order or statement of an opioid is recent or its supply covers the day; null when its date cannot
 * be told, or when orders were not read: a list of statements alone is no proof that nothing was ordered.
 */
export function opioidActive(chart: Chart): Kleene {
  let perhaps = !isRead(chart);
  for (const record of chart.medications) {
    const active = isActiveOpioid(record, chart);
    if (active === true) return true;
    if (active === null) perhaps = true;
  }
  return perhaps ? null : false;
}

/** Records that make it so, for rules that show them. */
export function activeOpioids(chart: Chart): readonly MedicationRecord[] {
  return chart.medications.filter((one) => isActiveOpioid(one, chart) === true);
}

function isActiveOpioid(record: MedicationRecord, chart: Chart): Kleene {
  if (record.status !== 'active' || (record.told !== 'request' && record.told !== 'statement')) return false;
  if (!record.drugs.some(({ kind }) => kind === 'opioid')) return false;
  const { start, end } = record;
  const begun = start === null || start.lo <= chart.asOf;
  if (begun && end !== null && end.lo >= chart.asOf) return true;
  const written = record.authored ?? start;
  return written === null ? null : within(written, chart.asOf, chart.numbers.opioidOrderDays);
}

function isRead(chart: Chart): boolean {
  const origins = Object.values(chart.sources);
  const isThere = (id: SourceId): boolean => origins.some((origin) => origin[id].state === 'loaded');
  return noneWithheld(chart, SOURCES) && isThere('MedicationRequest');
}
