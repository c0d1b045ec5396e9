import type { LinesUnclear, StopReason, TreatmentStatements } from '../../domain/statements/treatment.ts';
import { sayWhen } from './dates.ts';
import { on, plural } from './phrases.ts';
import type { Words } from './phrases.ts';

const UNCLEAR: Readonly<Record<LinesUnclear, string>> = {
  'study-drug': 'a study drug is on record',
  'planned-blocks': 'this cancer is treated in planned blocks of different drugs',
  'unknown-drug': 'a cancer drug whose name is not known is on record',
  'record-begins-late': 'earlier treatment may not be on record',
};

const STOPPED: Readonly<Record<StopReason, string>> = {
  'no-response': 'no response',
  'not-tolerated': 'not tolerated',
  'patient-choice': "the patient's choice",
};

const drugsOf = (drugs: readonly string[]): string => (drugs.length === 0 ? '' : `: ${drugs.join(', ')}`);

export const TREATMENT: Words<TreatmentStatements> = {
  'cancer-treated-unsettled': ({ name, when }) =>
    `${name}${on(when)}, not settled as a cancer, with anticancer treatment in the last year`,

  'worsened-on-line': ({ when, line, since }) =>
    `Disease recorded as worse on ${sayWhen(when)}, estimated line ${line} since ${sayWhen(since)}`,
  'line-began': ({ line, when, drugs }) => `Estimated line ${line} began ${sayWhen(when)}${drugsOf(drugs)}`,
  'line-said': ({ line, when, drugs }) => `Line ${line} since ${sayWhen(when)}${drugsOf(drugs)}`,
  'lines-counted': ({ count }) =>
    count === 0 ? 'No line of treatment on record' : `${plural(count, 'estimated line', 'estimated lines')} on record`,
  'lines-not-told': ({ why, count }) =>
    `${count === 0 ? 'Lines of treatment cannot be counted' : `At least ${plural(count, 'estimated line', 'estimated lines')}`}: ${UNCLEAR[why]}. Which line is it?`,
  'lines-estimated': () => 'Lines are estimated from orders and treatments; please correct',
  'line-text-or-single-order': () => 'A single order, or a drug named in words only, tells of the line',
  'advanced-date-not-known': () => 'When the disease became advanced is not recorded: all lines are counted',
  'worsened-undated': () => 'Disease recorded as worse without a date',

  'no-new-line': ({ days }) => `No new line of treatment in ${days} days`,
  'treatment-new-but-line-unclear': ({ when }) =>
    when === null
      ? 'A study drug without a date: is it a new line?'
      : `Treatment on ${sayWhen(when)}: is it a new line?`,
  'line-may-have-begun-before': () => 'Earlier treatment may not be on record: the line may have begun before',
  'treatment-undated': ({ name }) => `${name} is on record without a date`,

  'treated-with-poor-function': ({ treatment, when }) =>
    `${treatment}, ${sayWhen(when)}, while much help is needed with daily life`,
  'not-treated-lately': ({ days }) => `No systemic anticancer treatment in ${days} days`,
  'treated-function-not-poor': ({ when }) => `Treatment on ${sayWhen(when)}; performance status not poor`,
  'treated-function-not-told': () => 'Needs both recent treatment and a recent performance status',

  'no-further-treatment-attested': ({ when }) => `No further anticancer treatment planned, as entered${on(when)}`,
  'treatment-stopped': ({ name, when, reason }) =>
    `${name} ended${on(when)} (${STOPPED[reason]}); no anticancer treatment since`,
  'treatment-stopped-day-guessed': () => 'The day on which it ended is not recorded',
  'treatment-stopped-why-not-recorded': ({ when }) =>
    `Anticancer treatment on record reaches to about ${sayWhen(when)}. Stopping is not coded: is more planned?`,
  'treatment-stopped-disease-not-told': ({ reason }) =>
    `Treatment ended (${STOPPED[reason]}); whether the disease progresses is not recorded`,
  'treatment-stop-not-coded': () => 'Stopping is not coded. Ask',
  'treatment-not-recorded-as-stopped': () => 'No stop of treatment recorded',
};
