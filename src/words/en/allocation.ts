/** Words of "To whom": the services as they are ranked for one patient. */
import type { AllocationReasons } from '../../domain/allocation/reasons.ts';
import type { InPersonFor } from '../../domain/allocation/needs.ts';
import type { Day } from '../../domain/logic/when.ts';
import { sayDay } from './dates.ts';
import { counted } from './numbers.ts';

const IN_PERSON: Readonly<Record<InPersonFor, string>> = {
  delirium: 'delirium is on record',
  dementia: 'dementia is on record',
  'hearing-loss': 'hearing loss is on record',
  'low-vision': 'low vision is on record',
};

const miles = (count: number): string => counted(count, 'mile', 'miles');
const inLanguage = (language: string | null): string => (language === null ? '' : ` for ${language}`);

const onDay = (on: Day | null): string => (on === null ? '' : ` on ${sayDay(on)}`);
const quoted = (reason: string | null): string => (reason === null ? '' : ` (“${reason}”)`);

/** Parts of a line, without a full stop. */
const reasons = {
  'in-time': (by) => `in time (by ${sayDay(by)})`,
  'home-for-function': (ecog) => `at home, for ECOG ${ecog}`,
  'in-person-for': (inPersonFor) => `in person, for ${IN_PERSON[inPersonFor]}`,
  'speaks-language': (language) => `${language} is spoken`,
  'brings-interpreter': (language) => `brings an interpreter${inLanguage(language)}`,
  near: (count) => `about ${miles(count)} away`,
  'where-the-patient-is': () => 'the patient is in the hospital now',
  declined: (no) => `it declined this patient${onDay(no.on)}${quoted(no.reason)}`,
  'not-carried-out': (no) => `it could not carry out a referral${onDay(no.on)}${quoted(no.reason)}`,
  'too-late': (by) => `later than asked for (${sayDay(by)})`,
  'journey-for-function': (ecog) => `ECOG ${ecog}: a visit at home suits better`,
  'cannot-travel': (ecog) => `ECOG ${ecog}: in bed or a chair all day, a journey does not suit even if it is sooner`,
  'video-for': (inPersonFor) => `${IN_PERSON[inPersonFor]}: a visit in person suits better`,
  'no-interpreter': (language) => `no interpreter${inLanguage(language)}`,
  'not-in-the-hospital': () => 'the patient is in the hospital now, and it does not go there',
  far: (count) => `about ${miles(count)} away`,
  'start-unknown': () => 'when it can see a new patient',
  'capacity-unknown': () => 'how many new patients it takes',
  'languages-unknown': (language) => `whether there is an interpreter${inLanguage(language)}`,
  'address-unknown': () => 'whether it serves where the patient lives: no usable address is recorded',
  'area-unknown': () => 'where it makes home visits',
  'free-times-unseen': () => 'its free times: they could not be looked up',
  'nothing-free': (until) =>
    until === null
      ? 'its next free time: its schedule shows none'
      : `its next free time: its schedule shows none up to ${sayDay(until)}`,
  'not-reachable': () => 'whether video is possible: no phone number or e-mail address is recorded',
  'takes-nobody': () => 'it takes no new patients now',
  'not-in-use': () => 'the EHR lists it as not in use',
  'outside-area': (place) => `it does not serve ${place}`,
  'not-this-urgency': () => 'it does not take referrals for a visit that soon or that late',
  'not-this-level': () => 'it does not take patients at this level of need',
  'not-an-inpatient': () => 'it sees patients in the hospital only',
} as const satisfies { readonly [Code in keyof AllocationReasons]: (value: AllocationReasons[Code]) => string };

export const allocation = {
  reasons,
  looking: 'Looking for free times.',
  /** A free time as the EHR shows it; `zone` only where it is another one than the facility's. */
  freeTime: (day: string, clock: string, zone: string | null) =>
    `Free time: ${day}, ${clock}${zone === null ? '' : ` (${zone})`}. As read; nothing is booked by it.`,
  expected: (day: string) => `Expected from ${day}, by the site’s own lead time`,
  noStart: 'Earliest start not known',
  hours: (hours: string) => `Hours: ${hours}`,
  favors: 'For it',
  against: 'Against it',
  open: 'Not known',
  notFor: (whom: string) => `Not for: ${whom}`,
  ranked: 'Ranked for this patient by how soon, kind of visit, language, distance. The choice is yours.',
  /** Services that do not take this patient, as far as is recorded. */
  excluded: (count: number) =>
    count === 1 ? '1 service does not take this patient' : `${count} services do not take this patient`,
  nobody: 'No service of this site takes this patient, by what is recorded.',
  nobodyTodo:
    'Call one of them: records and settings may be out of date. If it agrees, choose it below; else the letter can be handed on.',
  bridge: (by: Day) => `No specialist visit by ${sayDay(by)} is known.`,
  earliest: (name: string, on: Day, wait: number) =>
    `Earliest: ${name}, ${sayDay(on)} (in ${counted(wait, 'day', 'days')}).`,
  bridgeTo: (name: string, phone: string | null, hours: number) =>
    `Meanwhile ask ${name} to begin within ${counted(hours, 'hour', 'hours')}${phone === null ? '' : `: ${phone}`}. It is asked by phone; nothing is sent there from here.`,
  bridgeNobody: 'No nurse’s line of this site takes this patient: ask your own team to call meanwhile.',
  chosenLate: 'The chosen service cannot see the patient so soon, by what is known.',
  chosenDeclined: 'The chosen service has declined this patient: call it before you send again.',
  chosenExcluded: 'The chosen service does not take this patient, by what is recorded.',
  nurse: (name: string, phone: string | null) =>
    `A nurse call is suggested, not a specialist visit. ${phone === null ? `Ask ${name}.` : `Call ${name}: ${phone}.`} Nothing is sent there from here; what this form writes goes to the specialists.`,
  alwaysOpen: 'answered day and night',
  siteProblem: 'Some settings of the services could not be used:',
} as const;
