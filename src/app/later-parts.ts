/** The parts of the page that come after the answer, or in place of it: files of their own. */
import { later } from '../ui/later.ts';

export const behind = later(async () => (await import('./Behind.tsx')).Behind);
export const answerStrip = later(async () => (await import('./Behind.tsx')).AnswerStrip);
export const leftBefore = later(async () => (await import('./Behind.tsx')).LeftBefore);
export const openReferralLine = later(async () => (await import('./Behind.tsx')).OpenReferralLine);
export const openReferralState = later(async () => (await import('./Behind.tsx')).OpenReferralState);
export const teamWrote = later(async () => (await import('./Behind.tsx')).TeamWrote);
export const questionBack = later(async () => (await import('./Behind.tsx')).QuestionBack);
export const footer = later(async () => (await import('./Behind.tsx')).PageFooter);
export const language = later(async () => (await import('./Behind.tsx')).LanguageSwitch);
export const languageNote = later(async () => (await import('./Behind.tsx')).LanguageNote);
export const launchProblem = later(
  async () => (await import('../features/launch-problem/LaunchProblem.tsx')).LaunchProblem,
);
