/** English as one language: what a translation is held against. A part that is added to `Language` is added here. */
import type { Language } from '../../src/words/language.ts';
import { about } from '../../src/words/en/about.ts';
import { allocation } from '../../src/words/en/allocation.ts';
import { check } from '../../src/words/en/check.ts';
import { askTeam } from '../../src/words/en/ask-team.ts';
import { basis } from '../../src/words/en/basis.ts';
import { care } from '../../src/words/en/care.ts';
import { course } from '../../src/words/en/course.ts';
import { dates } from '../../src/words/en/dates.ts';
import { decide } from '../../src/words/en/decide.ts';
import { followUp } from '../../src/words/en/follow-up.ts';
import { languages } from '../../src/words/en/languages.ts';
import { launchWords } from '../../src/words/en/launch.ts';
import { lens } from '../../src/words/en/lens.ts';
import { levels } from '../../src/words/en/levels.ts';
import { matters } from '../../src/words/en/matters.ts';
import { problemWords } from '../../src/words/en/problems.ts';
import { outcomeSentence, referral } from '../../src/words/en/referral.ts';
import { ruleWords } from '../../src/words/en/rule-words.ts';
import { closing } from '../../src/words/en/closing.ts';
import { saving } from '../../src/words/en/saving.ts';
import { screen } from '../../src/words/en/screen.ts';
import { since } from '../../src/words/en/since.ts';
import { STATEMENTS } from '../../src/words/en/statements.ts';
import { visitForm } from '../../src/words/en/visit-form.ts';

export const ENGLISH: Language = {
  about,
  allocation,
  askTeam,
  check,
  basis,
  care,
  course,
  dates,
  decide,
  followUp,
  languages,
  launch: launchWords,
  lens,
  levels,
  matters,
  outcome: outcomeSentence,
  problems: problemWords,
  referral,
  rules: ruleWords,
  closing,
  saving,
  screen,
  since,
  statements: STATEMENTS,
  visitForm,
};
