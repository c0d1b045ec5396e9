/** Diagnosis, stage, spread and how the disease goes. */
import type { Chart } from '../chart/chart.ts';
import { firstRecorded } from '../chart/condition-activity.ts';
import { deathOf } from '../chart/death.ts';
import { diseaseStatuses } from '../chart/disease-status.ts';
import { recordKey, type Evidence } from '../chart/evidence.ts';
import { nameOf } from '../chart/first-record.ts';
import type { ActiveMalignancy, CancerCondition } from '../chart/malignancy.ts';
import type { Spread, Staging } from '../chart/spread.ts';
import type { When } from '../logic/when.ts';
import type { CourseItem, Standing, What } from './item.ts';
import { byDate, compareMaybe, itemOf } from './span.ts';

export function cancerItems(
  chart: Chart,
  malignancy: ActiveMalignancy,
  spread: Spread,
): readonly (CourseItem | null)[] {
  const { asOf } = chart;
  const items: (CourseItem | null)[] = diagnoses(chart, malignancy);
  for (const one of stages(spread)) items.push(itemOf({ lane: 'cancer', ...one }, asOf));
  for (const one of spread.effusions)
    items.push(
      itemOf({ lane: 'cancer', what: { is: 'effusion', name: one.label }, when: one.when, evidence: [one] }, asOf),
    );
  for (const one of chart.observations) {
    const named =
      (one.kind === 'distant-metastasis-site' && !one.none) ||
      (one.kind === 'metastatic-history' && one.answer !== false);
    if (!named) continue;
    const what: What = { is: 'spread-sign', name: one.value ?? one.label };
    items.push(itemOf({ lane: 'cancer', what, when: one.when, evidence: [one] }, asOf));
  }
  for (const one of diseaseStatuses(chart)) {
    const what: What = { is: 'disease-status', status: one.status };
    items.push(itemOf({ lane: 'cancer', what, when: one.when, evidence: [one] }, asOf));
  }
  const death = deathOf(chart);
  if (death !== null)
    items.push(itemOf({ lane: 'cancer', what: { is: 'death' }, when: death.on, evidence: death.evidence }, asOf));
  return items;
}

/** One mark for a diagnosis or a metastasis, on the day of its first record, however many visits it was coded at. */
function diagnoses(chart: Chart, { conditions, oneVisit, unconfirmed, past }: ActiveMalignancy): (CourseItem | null)[] {
  const found = new Map<string, { readonly standing: Standing; readonly entries: CancerCondition[] }>();
  const seen = new Set<string>();
  const add = (one: CancerCondition, standing: Standing): void => {
    if (seen.has(recordKey(one))) return;
    seen.add(recordKey(one));
    const key = `${standing} ${keyOf(one)}`;
    const there = found.get(key);
    if (there === undefined) found.set(key, { standing, entries: [one] });
    else there.entries.push(one);
  };
  for (const one of conditions) add(one, 'present');
  for (const one of [...oneVisit, ...unconfirmed]) add(one, 'unclear');
  for (const { condition } of past) add(condition, 'past');
  return [...found.values()].map(({ standing, entries }) => {
    const dated = entries.toSorted((a, b) => compareMaybe(firstRecorded(a), firstRecorded(b)) || byDate(a, b));
    const [first] = dated;
    if (first === undefined) return null;
    return itemOf(
      { lane: 'cancer', what: diagnosisOf(first, standing), when: firstRecorded(first), evidence: dated },
      chart.asOf,
    );
  });
}

function keyOf(one: CancerCondition): string {
  const { code, label } = one;
  const own = code === null ? label.toLowerCase() : `${code.system}|${code.code}`;
  if (one.cancer.kind === 'secondary') return `secondary ${one.cancer.spread} ${nameOf(one) ?? own}`;
  return `invasive ${isAgain(one) ? 'again' : ''} ${own}`;
}

function isAgain({ cancer, clinical }: CancerCondition): boolean {
  return (cancer.kind === 'invasive' && cancer.relapse) || clinical === 'relapse' || clinical === 'recurrence';
}

function diagnosisOf(one: CancerCondition, standing: Standing): What {
  const { cancer, label } = one;
  return cancer.kind === 'secondary'
    ? { is: 'metastasis', name: label, site: cancer.site, nodal: cancer.spread === 'nodal', standing }
    : { is: 'diagnosis', name: label, standing, again: isAgain(one) };
}

interface StageMark {
  readonly what: What;
  readonly when: When | null;
  readonly evidence: readonly Evidence[];
  readonly key: string;
}

/** One mark for each stage or M category; an M category that the same record's stage tells is not told again. */
function stages({ diseases, unattributed }: Spread): readonly StageMark[] {
  const all = [...diseases.flatMap(({ stagings }) => stagings), ...unattributed];
  const staged = new Set(all.filter(({ stage }) => stage !== null).map(({ evidence }) => recordKey(evidence)));
  const marks = new Map<string, StageMark>();
  for (const one of all) {
    if (one.stage === null && staged.has(recordKey(one.evidence))) continue;
    const what = stageOf(one);
    if (what === null) continue;
    const said = what.is === 'stage' ? what.text : String(one.metastatic);
    const key = `${recordKey(one.evidence)} ${said}`;
    if (!marks.has(key)) marks.set(key, { what, when: one.when, evidence: [one.evidence], key: said });
  }
  return [...marks.values()];
}

function stageOf({ stage, metastatic }: Staging): Extract<What, { is: 'stage' | 'm-category' }> | null {
  if (stage !== null) return { is: 'stage', text: stage.text };
  return metastatic === null ? null : { is: 'm-category', metastasis: metastatic };
}
