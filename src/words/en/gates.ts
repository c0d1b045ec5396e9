import type { GateStatements } from '../../domain/statements/gates.ts';
import type { CancerDoubt } from '../../domain/statements/shared.ts';
import { sayDay, sayWhen } from './dates.ts';
import { on } from './phrases.ts';
import type { Words } from './phrases.ts';

const DOUBTS: Readonly<Record<CancerDoubt, string>> = {
  'one-visit': 'one visit diagnosis',
  suspected: 'a suspected diagnosis',
  'words-only': 'a diagnosis in words without a code',
  'uncertain-behavior': 'a finding that may or may not be treated as cancer',
  remission: 'in remission, treatment not visible here',
  history: 'a diagnosis, and since then a code of past cancer',
  'old-visit': 'a visit diagnosis of long ago',
  contradiction: 'the record contradicts itself',
};

/** On record, and no cancer by the rules in force. */
const UNCOUNTED = {
  skin: 'skin cancer, which counts only once it has spread or is treated with drugs',
  myeloid: 'a myelodysplastic or myeloproliferative disease, which this site does not count',
};

export const GATES: Words<GateStatements> = {
  'gate-deceased': ({ on: date }) =>
    date === null ? 'Recorded as deceased.' : `Recorded as deceased, ${sayWhen(date)}.`,
  'gate-possibly-deceased': ({ what, when }) =>
    `The record may say that the patient has died (${what}${on(when)}). Check before any contact.`,
  'gate-under-18': () => 'Under 18: the rules of this app are for adults. Ask your pediatric palliative care service.',
  'gate-hospice': ({ since, enrolled }) =>
    since === null
      ? 'Hospice care is recorded.'
      : enrolled
        ? `Hospice care recorded since ${sayWhen(since)}.`
        : `Hospice care recorded on ${sayWhen(since)}.`,
  'gate-comfort-care-recorded': ({ since }) =>
    `A comfort-care plan is on record${since === null ? '' : ` since ${sayWhen(since)}`}. Is it current?`,
  'gate-no-active-malignancy': () => 'No active cancer is recorded in what we could read.',
  'gate-only-uncounted': ({ what }) =>
    `No active cancer is recorded in what we could read, but for ${UNCOUNTED[what]}.`,
  'gate-in-remission': ({ since }) => (since === null ? 'In remission.' : `In remission since ${sayWhen(since)}.`),
  'gate-cancer-status-unclear': ({ why, when }) => `Cancer status unclear: ${DOUBTS[why]}${on(when)}.`,
  'gate-cancer-not-readable': () =>
    'Cannot tell whether there is an active cancer: diagnoses could not be read completely.',
  'gate-referral-open': ({ on: date, what }) =>
    `Already referred${date === null ? '' : ` on ${sayWhen(date)}`}: ${what}.`,
  'gate-referral-prepared': ({ on: date, what, by }) =>
    `Referral prepared${date === null ? '' : ` ${sayWhen(date)}`}${by === undefined ? '' : ` by ${by}`}: ${what}. It is not an order until it is signed.`,
  'gate-hospice-referral-open': ({ on: date }) =>
    `A hospice referral is open${date === null ? '' : `, ordered ${sayWhen(date)}`}.`,
  'gate-under-specialist-care': ({ last, next, told, onlyBooked }) =>
    onlyBooked !== undefined && next !== null
      ? `Supportive & palliative care visit booked: ${sayWhen(next)}.`
      : [
          told !== undefined
            ? `Receives palliative care ${told.from === null ? 'elsewhere' : `from ${told.from}`}${told.since === null ? '' : ` since ${sayWhen(told.since)}`} (recorded${told.by === null ? '' : ` by ${told.by}`}${last === null ? '' : `, ${sayWhen(last)}`}).`
            : last === null
              ? 'Already followed by the supportive & palliative care team.'
              : `Already seen by the supportive & palliative care team, ${sayWhen(last)}.`,
          ...(next === null ? [] : [`Next visit booked for ${sayWhen(next)}.`]),
        ].join(' '),
  'gate-patient-declined': ({ on: date, until }) =>
    `Patient prefers not to${on(date)}. ${
      until === null ? 'The patient has asked not to be asked again.' : `Ask again ${sayDay(until)}.`
    }`,
  'gate-decision-recorded': ({ decision, on: date, by, reason, until }) =>
    [
      `Decided${date === null ? '' : ` ${sayWhen(date)}`}${by === null ? '' : ` by ${by}`}: `,
      decision === 'our-team' ? 'our team will do it' : 'not now',
      reason === null ? '.' : `, because: ${reason}.`,
      until === null ? '' : ` Ask again ${sayDay(until)}.`,
    ].join(''),
  'gate-navigator-contact': ({ on: date, next }) =>
    `The supportive-care nurse was in contact${date === null ? '' : ` on ${sayWhen(date)}`}.${
      next === null ? '' : ` Next look ${sayDay(next)}.`
    }`,
  'palliative-care-possible': ({ what, when }) =>
    `${what}${on(when)}: is the palliative care team already involved, or was this your own visit?`,
  'palliative-referral-completed': ({ what, when }) =>
    `${what}${on(when)}, completed: is the palliative care team involved now?`,
  'hospice-care-possible': ({ what, when }) => `${what}${on(when)}: is the patient under hospice care?`,
  'comfort-care-on-hold': ({ since }) =>
    `A comfort-care plan${since === null ? '' : ` of ${sayWhen(since)}`} is on hold. Is it current?`,
  'decision-not-understood': ({ on: date }) =>
    `A newer version of Alongside recorded a decision here${date === null ? ', on a day that is not recorded,' : ` on ${sayWhen(date)}`} that this version cannot read in full; look at it in the EHR.`,
  'age-uncertain': ({ birth }) =>
    `The birth date is recorded only as ${sayWhen(birth)}: the patient may be under 18. The rules of this app are for adults.`,
  'left-hospice': ({ on: date }) => (date === null ? 'Left hospice care' : `Left hospice care on ${sayWhen(date)}`),
};
