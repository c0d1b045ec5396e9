/**
 * What the oncology team can take on itself: a short list for this patient's findings, and what belongs to every such list (clinical
 * reference 4.1, L1). Pure.
 */
import type { Assessment } from '../assessment.ts';
import type { SymptomItem } from '../chart/records.ts';
import type { Statement } from '../statement.ts';
import type { TriggerId, TriggerResult } from '../triggers/trigger.ts';

export const CARE_ITEMS = [
  'pain',
  'dyspnea',
  'nausea',
  'constipation',
  'diarrhea',
  'appetite',
  'fatigue',
  'drowsiness',
  'sleep',
  'depression',
  'anxiety',
  'function',
  'weight',
  'delirium',
  'symptom-review',
  'distress-screen',
  'understanding',
  'planning',
  'caregiver',
] as const;
export type CareItem = (typeof CARE_ITEMS)[number];

/** Minimum content of primary palliative care (clinical reference 4.1): asked of everybody, whatever was found. */
const MINIMUM: readonly CareItem[] = ['symptom-review', 'distress-screen', 'understanding', 'planning', 'caregiver'];

const ITEM_OF: Readonly<Partial<Record<TriggerId, CareItem>>> = {
  'poor-performance-status': 'function',
  'declining-performance-status': 'function',
  'cachexia-weight-loss': 'weight',
  delirium: 'delirium',
  'severe-emotional-distress': 'distress-screen',
  'caregiver-strain': 'caregiver',
  'acp-gap': 'planning',
};

export interface CareItems {
  /** From this patient's findings; where nothing asks for one, the minimum. */
  readonly found: readonly CareItem[];
  /** What belongs to every such list, and no finding asks for. */
  readonly others: readonly CareItem[];
}

/** In the order of `CARE_ITEMS`. Symptoms come by name where the finding names them. */
export function careItemsFor({ triggers }: Pick<Assessment, 'triggers'>): CareItems {
  const met = triggers.filter(({ outcome }) => outcome === 'met');
  const found = new Set(met.flatMap(itemsOf));
  const inOrder = (wanted: (item: CareItem) => boolean): readonly CareItem[] => CARE_ITEMS.filter(wanted);
  if (found.size === 0) return { found: MINIMUM, others: [] };
  return {
    found: inOrder((item) => found.has(item)),
    others: inOrder((item) => MINIMUM.includes(item) && !found.has(item)),
  };
}

function itemsOf({ id, because, facets }: TriggerResult): readonly CareItem[] {
  const byRule = ITEM_OF[id];
  const items = [...(byRule === undefined ? [] : [byRule]), ...symptomsIn(because).flatMap(itemOfSymptom)];
  return facets.includes('distress-only') ? [...items, 'distress-screen'] : items;
}

/** The symptoms that a finding names. */
function symptomsIn({ code, params }: Statement): readonly SymptomItem[] {
  if (code === 'symptoms-severe') return params.scores.map(({ item }) => item);
  if (code === 'symptom-moderate-again') return [params.latest.item];
  if (code === 'symptoms-moderate-rising') return [params.risen.item, params.other.item];
  return code === 'pain-moderate-on-opioid' ? ['pain'] : [];
}

/** Wellbeing and what has no name of its own are part of a symptom review. */
function itemOfSymptom(item: SymptomItem): readonly CareItem[] {
  return [item === 'wellbeing' || item === 'other' ? 'symptom-review' : item];
}

export function hasSevereSymptom({ triggers }: Pick<Assessment, 'triggers'>): boolean {
  return triggers.some((one) => one.outcome === 'met' && one.strength === 'major' && one.category === 'symptoms');
}
