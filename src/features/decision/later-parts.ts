import { later } from '../../ui/later.ts';

/** Taking back a decision that is on record. */
export const takeBack = later(async () => (await import('./TakeBack.tsx')).TakeBack);

/** The forms of the other answers and what has become of one: one file. */
export const decisionPanel = later(async () => (await import('./DecisionPanel.tsx')).DecisionPanel);
