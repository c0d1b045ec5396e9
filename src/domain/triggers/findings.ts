/** Pieces of findings that many rules make alike. */
import type { Chart } from '../chart/chart.ts';
import type { Evidence } from '../chart/evidence.ts';
import type { Kleene } from '../logic/kleene.ts';
import type { Spread } from '../chart/spread.ts';
import { stageOnRecord, type StageOnRecord } from '../chart/stage-on-record.ts';
import { CLINICIAN } from '../visit/visit.ts';
import { state, type Statement, type StatementCode } from '../statement.ts';
import type { Finding } from './rule.ts';
import type { Certainty, MissingReason } from './trigger.ts';

/** How sure a finding is that rests on these records: imprecise in time, entered by the clinician, or on record. */
export function certaintyOf(evidence: readonly Evidence[], inWindow: Kleene): Certainty {
  if (inWindow !== true) return 'probable';
  return evidence.length > 0 && evidence.every(({ origin }) => origin === CLINICIAN) ? 'attested' : 'definite';
}

/** That it cannot be told whether the disease is advanced; the stage is only called missing where none is on record. */
export function advancedNotTold(spread: Spread, chart: Pick<Chart, 'sources'>): Statement {
  return state(ADVANCED_NOT_TOLD[stageOnRecord(spread, chart)], {});
}

const ADVANCED_NOT_TOLD = {
  staged: 'advanced-unclear',
  'not-recorded': 'advanced-not-told',
  'not-read': 'advanced-not-read',
} as const satisfies Record<StageOnRecord, StatementCode>;

/** Nothing found, and what is on record does not allow to say that nothing is there. */
export function cannotTell(reason: MissingReason, say: Statement, evidence: readonly Evidence[] = []): Finding {
  return { found: 'nothing', because: say, missing: [{ reason, source: null, say }], evidence };
}
