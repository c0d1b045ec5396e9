import { fromDaysBack } from './source.ts';

/** Symptom scores and distress screening are valid for weeks; half a year shows what became stale (clinical 3.6). */
export const questionnaireResponseSource = fromDaysBack('QuestionnaireResponse', 'authored', 180);
