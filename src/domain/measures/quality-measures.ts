/**
 * What one chart says of the model's six measures (clinical reference 6.3): computed, partly visible, a warning only, or not knowable
 * here. Nothing is predicted, and what was not received is never "not there". Each is judged in a file of its own.
 */
import type { TriggerId } from '../triggers/trigger.ts';
import { hospiceBeforeDeath, treatmentBeforeDeath } from './before-death.ts';
import { depressionScreened } from './depression-screening.ts';
import { judged, type Judged, type MeasureInput } from './judged.ts';
import { said } from './lens-says.ts';
import { MEASURE_IDS, type MeasureId } from './model.ts';
import { painAsked, painPlanned } from './pain-at-visits.ts';
import { staysAfterTreatment } from './stays-after-treatment.ts';

export interface Measure extends Judged {
  readonly id: MeasureId;
  /** Findings of this chart that touch it (clinical reference 6.4). */
  readonly findings: readonly TriggerId[];
}

export function measuresOf(input: MeasureInput): readonly Measure[] {
  const met = new Set(input.triggers.filter(({ outcome }) => outcome === 'met').map(({ id }) => id));
  return MEASURE_IDS.map((id) => ({ id, ...JUDGES[id](input), findings: TOUCHED[id].filter((one) => met.has(one)) }));
}

const SYMPTOMS: readonly TriggerId[] = [
  'severe-physical-symptom',
  'persistent-moderate-symptoms',
  'severe-emotional-distress',
];
const LATE_TREATMENT: readonly TriggerId[] = [
  'poor-performance-status',
  'treatment-with-poor-function',
  'anticancer-treatment-stopped',
];

/** Clinical reference 6.4. */
const TOUCHED: Readonly<Record<MeasureId, readonly TriggerId[]>> = {
  'EOM-1': [
    ...SYMPTOMS,
    'recent-unplanned-admission',
    'repeat-unplanned-admissions',
    'frequent-ed-use',
    'prolonged-or-icu-stay',
  ],
  'EOM-2': [
    ...LATE_TREATMENT,
    'cns-metastases',
    'spinal-cord-compression',
    'malignant-obstruction-or-effusion',
    'malignant-hypercalcemia',
    'delirium',
    'cachexia-weight-loss',
    'adverse-prognostic-labs',
    'acp-gap',
  ],
  'EOM-3': LATE_TREATMENT,
  'EOM-4a': [],
  'EOM-4b': SYMPTOMS,
  'EOM-5': SYMPTOMS,
  'EOM-6': [],
};

const JUDGES: Readonly<Record<MeasureId, (input: MeasureInput) => Judged>> = {
  'EOM-1': staysAfterTreatment,
  'EOM-2': hospiceBeforeDeath,
  'EOM-3': treatmentBeforeDeath,
  'EOM-4a': painAsked,
  'EOM-4b': painPlanned,
  'EOM-5': depressionScreened,
  'EOM-6': () => judged('cannot-tell', said('survey', {})),
};
