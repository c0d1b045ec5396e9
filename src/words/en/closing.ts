/** Words of closing the chart: what it does, and what is not finished. */
export const closing = {
  close: 'Close Alongside',
  what: 'Ends the session and clears this window. The chart in the EHR stays open.',
  unfinished: {
    sending: 'Something is being sent. Wait for the answer.',
    'may-have-left':
      'Something that was sent may have arrived, and the EHR has not shown it. Closing keeps a note of it in this window for 30 minutes, so that it is not sent twice.',
  },
  notSent: {
    referral: 'A referral has been begun and not sent.',
    said: 'What you entered or called wrong is not in the chart.',
    decision: 'Another answer than a referral has been begun and not saved.',
    question: 'A question to the palliative team has been begun and not sent.',
    change: 'What you wrote about a referral on record has not been sent.',
    'take-back': 'What you wrote about an answer on record has not been saved.',
  },
  discards: 'Closing discards it.',
  anyway: 'Close all the same',
  discard: 'Discard it and close',
  back: 'Go on with the chart',
};
