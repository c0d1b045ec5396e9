import { later } from '../../ui/later.ts';

/** Taking back a decision that is on record. */
export const takeBack = later(async () => (await import('./TakeBack.tsx')).TakeBack);

/** What the oncology team has taken on: only where such a decision is on record. */
export const takenOn = later(async () => (await import('./TakenOn.tsx')).TakenOn);

/** The forms of the other answers and what has become of one: one file. */
export const decisionPanel = later(async () => (await import('./DecisionPanel.tsx')).DecisionPanel);
