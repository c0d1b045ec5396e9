import { recordKey, type Evidence } from '../domain/chart/evidence.ts';
import { confirmationOf, onDay } from '../domain/visit/visit.ts';
import { toAnswer } from './to-answer.ts';
import { useAssessment } from './useChart.ts';
import { useVisit } from './useVisit.ts';

/** Of a diagnosis in doubt: the clinician knows that it is there. Null where a word of theirs would not settle it. */
export function useConfirm(): (evidence: Evidence) => (() => void) | null {
  const { actions } = useVisit();
  const assessment = useAssessment();
  return (evidence) => {
    if (assessment === null) return null;
    const { asOf, facts } = assessment;
    if (!facts.confirmable.some((one) => recordKey(one) === recordKey(evidence))) return null;
    return () => {
      actions.enter(confirmationOf(evidence, facts.confirmable), onDay(asOf), asOf);
      toAnswer();
    };
  };
}
