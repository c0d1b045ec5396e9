import { later } from '../../ui/later.ts';

/** The form of a question to the palliative team, and what has become of one: one file. */
export const askPanel = later(async () => (await import('./AskPanel.tsx')).AskPanel);
