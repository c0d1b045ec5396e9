/**
 * What the form asks for before anybody has changed it. Like the letter it is written for the chart and for the palliative
 * team, in the language of the chart, whatever language the screen speaks.
 */
export const QUESTION_PREFILL =
  'Please see the patient together with us: symptoms, support for patient and family, and what matters most to the patient. Cancer care stays with us.';
