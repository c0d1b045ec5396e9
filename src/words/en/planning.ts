import type { PlanningElement } from '../../domain/chart/records.ts';
import type { PlanningStatements } from '../../domain/statements/planning.ts';
import { sayWhen } from './dates.ts';
import { capital, on } from './phrases.ts';
import type { Words } from './phrases.ts';

const ELEMENTS: Readonly<Record<PlanningElement, string>> = {
  'health-care-agent': 'health care agent named',
  'advance-directive': 'advance directive',
  'portable-orders': 'portable medical orders',
  'code-status': 'code status',
  conversation: 'conversation about goals of care',
  preference: 'care preferences',
};

/** A year is said in months, as people do. */
const span = (days: number): string => (days === 365 ? '12 months' : `${days} days`);

export const PLANNING: Words<PlanningStatements> = {
  'planning-visible': ({ what, when, conversation, days }) =>
    `${capital(ELEMENTS[what])}${on(when)}${conversation ? '' : `; no conversation visible in the last ${span(days)}`}`,
  'planning-not-visible': ({ days, last }) =>
    `No document or conversation visible in the last ${span(days)}${
      last === null ? '' : `; last conversation ${sayWhen(last)}`
    }`,
  'planning-elsewhere': () => 'Scanned papers, other systems and registries of orders are not visible here',
  'conversation-undated': () => 'A conversation about goals of care is recorded without a date',
  'request-recorded': ({ when }) => `Patient or family asks for supportive care${on(when)}`,
  'request-answered-no': ({ when }) => `Asked, no wish for supportive care now${on(when)}`,
  'request-not-asked': () => 'Whether the patient or family wants supportive care: not asked yet',
  'request-asked-long-ago': ({ when }) =>
    when === null
      ? 'Whether the patient or family wants supportive care: asked, date not recorded'
      : `Whether the patient or family wants supportive care: not asked since ${sayWhen(when)}`,
  'clinician-judgment': ({ when }) => `Clinician judgment, ${sayWhen(when)}: would benefit from supportive care`,
  'clinician-judgment-undated': () => 'Clinician judgment recorded without a date',
  'clinician-judgment-old': ({ when }) =>
    when === null ? 'Clinician judgment: date not recorded' : `Clinician judgment: not asked since ${sayWhen(when)}`,
  'clinician-not-asked': () => 'Clinician judgment: not asked yet',
};
