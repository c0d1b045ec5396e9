import { launchWords as english } from './en/launch.ts';
import { spokenPart } from './language.ts';

/** Words of a launch that failed, of one to be chosen, and of the end; in the language spoken. */
export const launchWords = spokenPart('launch', english);

export type LaunchStepWords = keyof typeof english.problems;

/** After Alongside was closed nothing has gone wrong: there is nothing for an IT desk. */
export const isClosed = ({ step, kind }: { readonly step: LaunchStepWords; readonly kind: string }): boolean =>
  step === 'session' && (kind === 'done' || kind === 'idle');

/** The words for one problem. A test asks for words for every kind of problem that there is. */
export function wordsOf(problem: { readonly step: LaunchStepWords; readonly kind: string }): LaunchWords {
  const ofStep: Readonly<Record<string, LaunchWords>> = launchWords.problems[problem.step];
  return ofStep[problem.kind] ?? launchWords.unknown;
}

interface LaunchWords {
  readonly what: string;
  readonly todo: string;
}
