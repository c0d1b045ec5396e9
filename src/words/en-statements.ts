import { ACUTE_CARE } from './en/acute-care.ts';
import { ANSWER } from './en/answer.ts';
import { CANCER } from './en/cancer.ts';
import { FUNCTION } from './en/function.ts';
import { GATES } from './en/gates.ts';
import { LABORATORY } from './en/laboratory.ts';
import { NOTICES } from './en/notices.ts';
import { PLANNING } from './en/planning.ts';
import { SOURCES } from './en/sources.ts';
import { SYMPTOMS } from './en/symptoms.ts';
import { TREATMENT } from './en/treatment.ts';
import type { StatementWords } from './say.ts';

export const STATEMENTS: StatementWords = {
  ...ACUTE_CARE,
  ...ANSWER,
  ...CANCER,
  ...FUNCTION,
  ...GATES,
  ...LABORATORY,
  ...NOTICES,
  ...PLANNING,
  ...SOURCES,
  ...SYMPTOMS,
  ...TREATMENT,
};
