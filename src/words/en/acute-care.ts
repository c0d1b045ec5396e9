import type { When } from '../../domain/logic/when.ts';
import type { AcuteCareStatements } from '../../domain/statements/acute-care.ts';
import { sayWhen } from './dates.ts';
import { plural, counted, listed } from './phrases.ts';
import type { Words } from './phrases.ts';

/** "3 Nov to 12 Nov"; "since 3 Nov" while the stay goes on. */
const span = ({ since, until }: { readonly since: When; readonly until: When | null }): string =>
  until === null ? `since ${sayWhen(since)}` : `${sayWhen(since)} to ${sayWhen(until)}`;

const ended = ({ since, until }: { readonly since: When; readonly until: When | null }): string =>
  until === null ? `Hospital stay from ${sayWhen(since)}, end not recorded` : `Hospital stay until ${sayWhen(until)}`;

const staysCounted = ({ unplanned, presumed }: AcuteCareStatements['stays-counted'], inDays: string): string => {
  if (unplanned === 0) return `No unplanned hospital stay ${inDays}`;
  const stays = unplanned === 1 ? 'stay' : 'stays';
  if (!presumed) return `${counted(unplanned)} unplanned hospital ${stays} ${inDays}`;
  return `${counted(unplanned)} hospital ${stays} ${inDays}, ${
    unplanned === 1 ? 'not' : unplanned === 2 ? 'neither' : 'none'
  } recorded as planned`;
};

export const ACUTE_CARE: Words<AcuteCareStatements> = {
  'in-hospital-unplanned': ({ since }) => `In hospital since ${sayWhen(since)}, unplanned`,
  'in-hospital-not-recorded-as-planned': ({ since }) => `In hospital since ${sayWhen(since)}, not recorded as planned`,
  'stay-ended-unplanned': (stay) => `${ended(stay)}, unplanned`,
  'stay-ended-not-recorded-as-planned': (stay) => `${ended(stay)}, not recorded as planned`,
  'no-recent-unplanned-stay': ({ days, planned }) =>
    `No unplanned hospital stay in ${days} days${planned > 0 ? `, ${planned} planned` : ''}`,
  'stay-without-end': ({ since }) => `Length of stay unknown: no end recorded for the stay of ${sayWhen(since)}`,
  'stays-unplanned': ({ count, days, dates }) =>
    `${counted(count)} unplanned hospital stays in ${days} days: ${listed(dates)}`,
  'stays-not-recorded-as-planned': ({ count, days, dates }) =>
    `${counted(count)} hospital stays in ${days} days, ${count === 2 ? 'neither' : 'none'} recorded as planned: ${listed(dates)}`,
  'perhaps-planned': () => 'Whether the hospital stay was planned is not recorded',
  'stays-counted': (stays) =>
    `${staysCounted(stays, `in ${stays.days} days`)}${
      stays.planned > 0 ? `${stays.presumed ? ';' : ','} ${stays.planned} planned` : ''
    }`,
  'ed-visits': ({ count, days, dates }) =>
    `${counted(count)} emergency or observation visits in ${days} days: ${listed(dates)}`,
  'ed-visit-after-treatment': ({ on, treatment, treatedOn }) =>
    `Emergency or observation visit on ${sayWhen(on)} for a complication, after ${treatment ?? 'anticancer treatment'} on ${sayWhen(treatedOn)}`,
  'ed-visits-counted': ({ count, days }) =>
    count === 0
      ? `No emergency or observation visit in ${days} days`
      : `${counted(count)} emergency or observation ${count === 1 ? 'visit' : 'visits'} in ${days} days`,
  'ed-visit-cause-not-recorded': ({ on }) =>
    `Emergency visit on ${sayWhen(on)} soon after anticancer treatment: its reason could not be read`,
  'treatment-before-visit-not-visible': ({ on }) =>
    `Whether anticancer treatment came before the emergency visit on ${sayWhen(on)} could not be read`,
  'long-stay': ({ since, until, days }) => `Hospital stay of ${days} days, ${span({ since, until })}`,
  'intensive-care': (stay) => `Intensive care in a hospital stay, ${span(stay)}`,
  'intensive-care-after-surgery': ({ since, until, hours }) =>
    `${hours} hours of intensive care after surgery, ${span({ since, until })}`,
  'no-long-stay': ({ days, stays }) =>
    stays === 0 ? `No hospital stay in ${days} days` : `No long or intensive-care stay in ${days} days`,
  'intensive-care-hours-unknown': ({ since }) =>
    `How long intensive care lasted in the stay of ${sayWhen(since)} is not recorded`,
  'ward-not-received': ({ since }) =>
    `The ward of the stay of ${sayWhen(since)} could not be read: it may have been intensive care`,
  'kind-of-visit-unknown': ({ count }) => `${plural(count, 'visit', 'visits')} of unknown kind: hospital stay or not?`,
  'plan-not-visible': () => 'Whether these stays were planned could not be seen',
  'acute-care-elsewhere': () => 'Hospital stays elsewhere are not visible here',
};
