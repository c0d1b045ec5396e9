/** Pieces of findings that many rules make alike. */
import type { Chart } from '../chart/chart.ts';
import type { Evidence } from '../chart/evidence.ts';
import type { Kleene } from '../logic/kleene.ts';
import { isLoaded } from '../chart/source.ts';
import { isStaged, type Spread } from '../chart/spread.ts';
import { CLINICIAN } from '../visit/visit.ts';
import { state, type Statement } from '../statement.ts';
import type { Finding } from './rule.ts';
import type { Certainty, MissingReason } from './trigger.ts';

/** How sure a finding is that rests on these records: imprecise in time, entered by the clinician, or on record. */
export function certaintyOf(evidence: readonly Evidence[], inWindow: Kleene): Certainty {
  if (inWindow !== true) return 'probable';
  return evidence.length > 0 && evidence.every(({ origin }) => origin === CLINICIAN) ? 'attested' : 'definite';
}

/** Whether all was read that tells of a stage: only then can it be said that none is recorded. */
export function isStageRead({ sources }: Pick<Chart, 'sources'>): boolean {
  return isLoaded(sources, 'Condition') && isLoaded(sources, 'Observation');
}

/** That it cannot be told whether the disease is advanced; the stage is only called missing where none is on record. */
export function advancedNotTold(spread: Spread, chart: Pick<Chart, 'sources'>): Statement {
  if (isStaged(spread)) return state('advanced-unclear', {});
  return isStageRead(chart) ? state('advanced-not-told', {}) : state('advanced-not-read', {});
}

/** Nothing found, and what is on record does not allow to say that nothing is there. */
export function cannotTell(reason: MissingReason, say: Statement, evidence: readonly Evidence[] = []): Finding {
  return { found: 'nothing', because: say, missing: [{ reason, source: null, say }], evidence };
}
