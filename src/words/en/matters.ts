/** The line beside the answer that says what matters to the patient. It is in the first file: nothing else belongs here. */
export const matters = {
  label: 'What matters:',
  goal: (words: string) => `“${words}”`,
  who: { patient: 'patient', relative: 'family' },
  /** "(patient, 3 Aug 2026)" */
  saidBy: (who: string, date: string | null) => `(${who}${date === null ? '' : `, ${date}`})`,
  /** `says` null: only that there is an order or a document. */
  codeStatus: (says: string | null, date: string | null, differs: boolean) =>
    differs
      ? `Code status: entries differ${says === null ? '' : `; one says ${says}`}${date === null ? '' : `, ${date}`}`
      : `Code status${says === null ? ' on record' : `: ${says}`}${date === null ? '' : `, ${date}`}`,
  agent: (name: string) => `Health care agent: ${name}`,
  more: 'More',
  moreName: 'More on care and goals',
} as const;
