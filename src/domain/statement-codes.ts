import type { AcuteCareStatements } from './statements/acute-care.ts';
import type { AnswerStatements } from './statements/answer.ts';
import type { CancerStatements } from './statements/cancer.ts';
import type { FunctionStatements } from './statements/function.ts';
import type { GateStatements } from './statements/gates.ts';
import type { LaboratoryStatements } from './statements/laboratory.ts';
import type { NoticeStatements } from './statements/notices.ts';
import type { PlanningStatements } from './statements/planning.ts';
import type { SourceStatements } from './statements/sources.ts';
import type { SymptomStatements } from './statements/symptoms.ts';
import type { TreatmentStatements } from './statements/treatment.ts';
import type { VisitStatements } from './statements/visit.ts';

export type { CancerDoubt } from './statements/shared.ts';

/** Everything that the domain can say, and the values that go with it. `words` has a sentence for each. */
export interface StatementParams
  extends
    AcuteCareStatements,
    AnswerStatements,
    CancerStatements,
    FunctionStatements,
    GateStatements,
    LaboratoryStatements,
    NoticeStatements,
    PlanningStatements,
    SourceStatements,
    SymptomStatements,
    TreatmentStatements,
    VisitStatements {}
