import { later } from '../../ui/later.ts';

export const addFacts = later(async () => (await import('./AddFacts.tsx')).AddFacts);
