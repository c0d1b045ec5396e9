import { useState } from 'react';
import type { QuestionKind } from '../domain/question/question.ts';
import { useEhr } from './ehr-context.ts';

/** The question that was found in this tab when the page came: its form is open again. */
export function useKeptQuestion(): QuestionKind | null {
  const { port } = useEhr();
  return useState(() => port.kept.question()?.asked.question.kind ?? null)[0];
}
