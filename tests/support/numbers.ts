/** The numbers of the reference, for tests that ask one piece of the engine. */
import { GATES, type GateNumbers } from '../../src/domain/chart/gate-numbers.ts';
import type { WeightWindows } from '../../src/domain/chart/weights.ts';
import { valuesOf } from '../../src/domain/triggers/rule.ts';
import { cachexiaWeightLoss } from '../../src/domain/triggers/rules/cachexia-weight-loss.ts';

export const GATE_DAYS: GateNumbers = valuesOf(GATES, {});
export const WEIGHT_DAYS: WeightWindows = valuesOf(cachexiaWeightLoss, {});
