/** What a clinician has said at this visit: for the screen, and for the letter that goes along. */
import type { When } from '../logic/when.ts';
import type { EnteredContent } from '../visit/visit.ts';

export interface VisitStatements {
  entered: { readonly content: EnteredContent; readonly on: When };
  'left-out': { readonly label: string; readonly value: string | null; readonly when: When | null };
}
