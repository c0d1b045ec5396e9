/**
 * Spanish as a bilingual oncology clinic in the United States writes it for clinicians. It awaits a clinician's review; the screen
 * says so (`features/language/LanguageNote`). One file of its own, which comes when Spanish is chosen.
 *
 * Wording: usted; no gender of the patient; "no consta" is "not recorded in what we could read" and never "no hay"; what was not
 * received "no se pudo leer"; "ninguna consta como programada" where it is only presumed; the patient's no is "prefiere que no".
 */
import type { Language } from '../language.ts';
import { about } from './about.ts';
import { allocation } from './allocation.ts';
import { askTeam } from './ask-team.ts';
import { basis } from './basis.ts';
import { care } from './care.ts';
import { check } from './check.ts';
import { course } from './course.ts';
import { dates } from './dates.ts';
import { decide } from './decide.ts';
import { followUp } from './follow-up.ts';
import { languages } from './languages.ts';
import { launchWords } from './launch.ts';
import { lens } from './lens.ts';
import { levels } from './levels.ts';
import { matters } from './matters.ts';
import { problemWords } from './problems.ts';
import { outcomeSentence, referral } from './referral.ts';
import { ruleWords } from './rule-words.ts';
import { closing } from './closing.ts';
import { saving } from './saving.ts';
import { screen } from './screen.ts';
import { since } from './since.ts';
import { STATEMENTS } from './statements.ts';
import { visitForm } from './visit-form.ts';

export const es: Language = {
  about,
  allocation,
  askTeam,
  basis,
  care,
  check,
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
