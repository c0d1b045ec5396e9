import { later } from '../../ui/later.ts';

/** What went wrong and what to do: said when the patient could not be read, and by then it can be fetched. */
export const problemNote = later(async () => (await import('../../ui/ProblemNote.tsx')).ProblemNote);
