/**
 * The languages, and which of them the screen speaks. English is in the first file; another language comes as one file when it
 * is chosen. What leaves for the chart (letter, note of an order) stays English whatever the screen speaks: it imports `en/`.
 */
import type { Day, When } from '../domain/logic/when.ts';
import type { RuleStatement, SaidParams } from '../domain/statement.ts';
import type { TriggerId } from '../domain/triggers/trigger.ts';
import type { LANGUAGE_IDS } from '../site/site.ts';
import type { allocation } from './en/allocation.ts';
import type { askTeam } from './en/ask-team.ts';
import type { basis } from './en/basis.ts';
import type { check } from './en/check.ts';
import type { course } from './en/course.ts';
import type { care } from './en/care.ts';
import type { followUp } from './en/follow-up.ts';
import type { languages } from './en/languages.ts';
import type { decide } from './en/decide.ts';
import type { launchWords } from './en/launch.ts';
import type { matters } from './en/matters.ts';
import type { problemWords } from './en/problems.ts';
import type { outcomeSentence, referral } from './en/referral.ts';
import type { about } from './en/about.ts';
import type { lens } from './en/lens.ts';
import type { levels } from './en/levels.ts';
import type { closing } from './en/closing.ts';
import type { saving } from './en/saving.ts';
import type { since } from './en/since.ts';
import type { screen } from './en/screen.ts';
import type { visitForm } from './en/visit-form.ts';

export type LanguageId = (typeof LANGUAGE_IDS)[number];

/** The same words in any language: texts, functions that make texts, and the places where they stand. */
export type Translation<English> = English extends string
  ? string
  : English extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { readonly [Place in keyof English]: Translation<English[Place]> };

/** A sentence for each thing the domain can say. A language is complete when the compiler accepts it. */
export type StatementWords = {
  readonly [Code in keyof SaidParams]: (params: SaidParams[Code]) => string;
};

export interface DateWords {
  /** "12 Oct 2026" */
  readonly day: (day: Day) => string;
  /** "12 Oct 2026", "Oct 2026", "2026" or a period: as precise as it is known. */
  readonly when: (when: When) => string;
  /** "today", "5 weeks ago"; empty for dates that are only a month or a year. */
  readonly ago: (when: When | Day, asOf: Day) => string;
}

export interface RuleWords {
  /** A rule in words, with the numbers in force. */
  readonly say: (rule: RuleStatement) => string;
  /** The name of a rule. Where a number stands in it, the one in force: a site may have changed it. */
  readonly name: (id: TriggerId, rule: RuleStatement) => string;
}

export interface Language {
  readonly allocation: Translation<typeof allocation>;
  readonly check: Translation<typeof check>;
  readonly askTeam: Translation<typeof askTeam>;
  readonly screen: Translation<typeof screen>;
  readonly lens: Translation<typeof lens>;
  readonly levels: Translation<typeof levels>;
  readonly about: Translation<typeof about>;
  readonly visitForm: Translation<typeof visitForm>;
  readonly closing: Translation<typeof closing>;
  readonly saving: Translation<typeof saving>;
  readonly decide: Translation<typeof decide>;
  readonly since: Translation<typeof since>;
  readonly basis: Translation<typeof basis>;
  readonly course: Translation<typeof course>;
  readonly care: Translation<typeof care>;
  readonly matters: Translation<typeof matters>;
  readonly referral: Translation<typeof referral>;
  readonly outcome: Translation<typeof outcomeSentence>;
  readonly followUp: Translation<typeof followUp>;
  readonly problems: Translation<typeof problemWords>;
  readonly launch: Translation<typeof launchWords>;
  readonly languages: Translation<typeof languages>;
  readonly statements: StatementWords;
  readonly dates: DateWords;
  readonly rules: RuleWords;
}

let spoken: Language | null = null;
let spokenId: LanguageId = 'en';
const listeners = new Set<() => void>();

/** Speaks a language from now on; `null` is English. Whoever listens draws the page again. */
export function speak(id: LanguageId, words: Language | null): void {
  spoken = words;
  spokenId = id;
  for (const listener of listeners) listener();
}

export const languageSpoken = (): LanguageId => spokenId;

export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** One part of the words, always in the language spoken: what is read from it is looked up at that moment. */
export function spokenPart<Part extends keyof Language>(part: Part, english: Language[Part]): Language[Part] {
  return new Proxy(english, {
    get: (_, place) => Reflect.get(spoken === null ? english : spoken[part], place) as unknown,
  });
}
