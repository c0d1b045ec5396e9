/** Words of what has changed since somebody last decided. */
import type { LastLook, Since } from '../../domain/decision/since.ts';
import type { Level } from '../../domain/dosing/recommendation.ts';
import { counted } from './numbers.ts';

const WHAT: Readonly<Record<LastLook['what'], string>> = {
  refer: 'Referral',
  referral: 'Referral',
  'not-now': 'Not now',
  'our-team': 'Our team will do it',
  'patient-declined': 'Patient prefers not to',
  'already-receiving': 'Already receiving',
  'navigator-contact': 'Contact of the supportive-care nurse',
  'comfort-plan-not-current': 'Comfort-care plan not current',
  'ask-again': 'To be asked again',
  'not-understood': 'Decision of a later version',
};

const LEVELS: Readonly<Record<Level, string>> = {
  none: 'no answer',
  watch: 'keep asking',
  'oncology-team': 'supportive care by your own team',
  navigator: 'a supportive-care nurse call',
  specialist: 'a supportive & palliative care visit',
  'hospice-conversation': 'a goals-of-care conversation',
};

export const since = {
  title: (date: string) => `Since ${date}`,
  what: WHAT,
  by: (what: string, who: string | null) => `${what}${who === null ? '' : `, ${who}`}`,
  levels: LEVELS,
  notUnderstood:
    'It was written by a later version of this app and is not understood here: it does not hold the answer back. Open its record.',
  level: (then: string, now: string) => `Then: ${then}. Now, without that decision: ${now}.`,
  sameLevel: (level: string) => `Without that decision the answer would be the same as then: ${level}.`,
  came: {
    new: 'New since then',
    again: 'Found again, on a later reading',
    'newly-visible': 'Newly visible, dated before that',
  } satisfies Record<Since['came'][number]['as'], string>,
  gone: {
    'not-met': 'Found then, not met any more',
    'cannot-tell': 'Found then, can no longer be told',
  } satisfies Record<Since['gone'][number]['now'], string>,
  stays: (count: number) => `${counted(count, 'hospital stay or ED visit', 'hospital stays and ED visits')} since then`,
  stay: {
    inpatient: 'Hospital stay',
    observation: 'Observation stay',
    ed: 'ED visit',
  } satisfies Record<Since['stays'][number]['kind'], string>,
  findingsNotRecorded: 'What had been found then was not written down: only later dates tell what is new.',
  unknownFindings: (count: number) =>
    `${counted(count, 'finding', 'findings')} of then ${count === 1 ? 'is' : 'are'} of a later version and not known here.`,
  nothing: 'Nothing new is recorded in what could be read.',
} as const;
