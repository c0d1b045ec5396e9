import type { TriggerId } from '../triggers/trigger.ts';
import type { EnteredKind } from './visit.ts';

/** Which fact would let a rule be told: for the button beside a rule that cannot tell. */
export const ASKED_BY: Readonly<Partial<Record<TriggerId, EnteredKind>>> = {
  'poor-performance-status': 'performance',
  'declining-performance-status': 'performance',
  'treatment-with-poor-function': 'performance',
  'severe-physical-symptom': 'symptom',
  'persistent-moderate-symptoms': 'symptom',
  'severe-emotional-distress': 'distress',
  'cachexia-weight-loss': 'weight',
  'metastatic-solid-tumor': 'metastases',
  'new-advanced-poor-prognosis': 'stage',
  'cns-metastases': 'metastases',
  'progression-after-second-line': 'line',
  'systemic-therapy-change': 'line',
  'anticancer-treatment-stopped': 'no-further-therapy',
  'acp-gap': 'planning',
  'patient-or-family-request': 'request',
  'clinician-attested-need': 'judgment',
  'caregiver-strain': 'caregiver',
};

/** In the order in which they move the answer most: function, symptoms and spread decide most of them. */
const ORDER: readonly EnteredKind[] = [
  'performance',
  'symptom',
  'metastases',
  'stage',
  'request',
  'planning',
  'weight',
  'distress',
  'line',
  'no-further-therapy',
  'judgment',
  'caregiver',
];

/** What can be entered: first what rules have missed, then the rest. */
export function kindsToAsk(missed: readonly TriggerId[]): {
  readonly missing: readonly EnteredKind[];
  readonly others: readonly EnteredKind[];
} {
  const wanted = new Set(missed.map((id) => ASKED_BY[id]));
  return { missing: ORDER.filter((kind) => wanted.has(kind)), others: ORDER.filter((kind) => !wanted.has(kind)) };
}
