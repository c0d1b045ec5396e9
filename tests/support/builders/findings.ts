/** Results of triggers as the engine would give them, for the tests of what follows from them. */
import { state } from '../../../src/domain/statement.ts';
import { parseWhen } from '../../../src/domain/logic/when.ts';
import type { TriggerCategory, TriggerId, TriggerResult } from '../../../src/domain/triggers/trigger.ts';

const CATEGORIES: Readonly<Partial<Record<TriggerId, TriggerCategory>>> = {
  'severe-physical-symptom': 'symptoms',
  'severe-emotional-distress': 'symptoms',
  delirium: 'symptoms',
  'poor-performance-status': 'function',
  'repeat-unplanned-admissions': 'utilisation',
  'recent-unplanned-admission': 'utilisation',
  'systemic-therapy-change': 'treatment',
  'anticancer-treatment-stopped': 'treatment',
  'patient-or-family-request': 'request',
  'clinician-attested-need': 'request',
};

/** A met trigger on evidence of these days; each piece of evidence has its own reference unless named. */
export function met(id: TriggerId, dates: readonly string[], more: Partial<TriggerResult> = {}): TriggerResult {
  return {
    id,
    category: CATEGORIES[id] ?? 'disease-status',
    outcome: 'met',
    strength: 'major',
    certainty: 'definite',
    counted: true,
    facets: [],
    because: state('no-active-cancer', {}),
    rule: state('rule-serious-comorbidity', {}),
    evidence: dates.map((date, index) => ({
      origin: 'ehr',
      reference: `Observation/${id}-${index}`,
      label: id,
      code: null,
      when: parseWhen(date),
      value: null,
    })),
    lookedAt: () => [],
    missing: [],
    caveats: [],
    citations: [],
    ruleVersion: '1.0.0',
    ...more,
  };
}
