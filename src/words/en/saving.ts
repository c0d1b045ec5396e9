/** Words beside an entry that can be written into the chart: the offer, and what became of it. */
export const saving = {
  save: 'Save to the chart',
  saveWhat: (what: string) => `Save to the chart: ${what}`,
  saving: 'Saving, waiting for the EHR',
  saved: 'Saved in the chart',
  /** Taken in, and in no chart before somebody has reviewed it there. */
  staged: 'The EHR has taken it in for review',
  refused: (reason: string) => `The EHR refused: ${reason}`,
  /** A check of our own said no: nothing left. */
  notSaved: (reason: string) => `Not saved: ${reason}`,
  unknown: 'We could not confirm whether it was saved.',
  lookInChart: 'Look in the chart before you enter it there.',
  checkAgain: 'Check again',
  checkAgainWhat: (what: string) => `Check again: ${what}`,
  /** Of an entry that was taken back after it was saved. */
  stays: 'The record stays in the chart and has to be corrected there.',
} as const;
