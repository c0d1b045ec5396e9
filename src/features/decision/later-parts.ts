import { later } from '../../ui/later.ts';

/** The forms of the other answers and what has become of one: one file. */
export const decisionPanel = later(async () => (await import('./DecisionPanel.tsx')).DecisionPanel);
