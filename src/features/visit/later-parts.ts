import { later } from '../../ui/later.ts';

/** What was said: one file with the panel in which it is said, for without that there is nothing to show. */
export const saidLines = later(async () => (await import('./AddFacts.tsx')).SaidLines);
export const addFacts = later(async () => (await import('./AddFacts.tsx')).AddFacts);
