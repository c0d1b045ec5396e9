import { ACUTE_CARE } from './acute-care.ts';
import { ANSWER } from './answer.ts';
import { CANCER } from './cancer.ts';
import { FUNCTION } from './function.ts';
import { GATES } from './gates.ts';
import { LABORATORY } from './laboratory.ts';
import { NOTICES } from './notices.ts';
import { PLANNING } from './planning.ts';
import { SOURCES } from './sources.ts';
import { SYMPTOMS } from './symptoms.ts';
import { TREATMENT } from './treatment.ts';
import { VISIT } from './visit.ts';
import type { StatementWords } from '../language.ts';

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
  ...VISIT,
};
