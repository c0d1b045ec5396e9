/** Words of the section on care and goals. What is not visible is never said to be not done. */
import type { CareGroup } from '../../domain/care-and-goals.ts';
import type { AgentFact } from '../../domain/chart/planning.ts';
import type { ContactRole, PlanningElement } from '../../domain/chart/records.ts';
import { capital } from './phrases.ts';
import { counted, listed, numeral } from './numbers.ts';

export const care = {
  title: 'Care and goals',

  group: {
    wishes: 'What matters',
    planning: 'Advance care planning',
    codeStatus: 'Code status',
    agents: 'Who speaks for the patient',
    contacts: 'Whom to call',
    carePlans: 'Care plans in force',
    careTeams: 'Care team',
    palliative: 'Palliative care',
    hospice: 'Hospice care',
  } satisfies Record<CareGroup, string>,

  /** The same groups as parts of a list. */
  inList: {
    wishes: 'goals and preferences',
    planning: 'advance care planning',
    codeStatus: 'code status',
    agents: 'who speaks for the patient',
    contacts: 'whom to call',
    carePlans: 'care plans in force',
    careTeams: 'care team',
    palliative: 'palliative care',
    hospice: 'hospice care',
  } satisfies Record<CareGroup, string>,

  reading: 'The rest of the chart is being read.',
  none: 'None visible in what was read.',
  /** Nothing was found, and not every place was read. */
  cannotTell: (sources: readonly string[]) => `Cannot tell. Not read in full: ${listed(sources)}.`,
  notRead: (sources: readonly string[]) => `Not read in full: ${listed(sources)}.`,
  /** Something was found, and there may be more. */
  mayBeMore: (sources: readonly string[]) => `There may be more. Not read in full: ${listed(sources)}.`,
  /** Several groups in one line. */
  noneOf: 'Read, none visible',
  untold: 'Cannot tell',
  untoldLine: (groups: readonly string[], sources: readonly string[]) =>
    `${capital(listed(groups))}. Not read in full: ${listed(sources)}.`,
  groups: (groups: readonly string[]) => capital(listed(groups)),

  said: {
    patient: 'Said by the patient',
    relative: 'Said by a relative',
    team: 'Written by the care team',
    preference: 'Preference for care',
  },
  speakerNotRecorded: 'Who said it is not recorded',
  saidBy: (who: string, name: string | null) => (name === null ? who : `${who}, ${name}`),
  quoted: (words: string) => `“${words}”`,
  cut: 'The words go on in the FHIR record.',

  acp: {
    todo: (sentence: string) => `To do: ask. ${sentence}.`,
    gap: (sentence: string) => `${sentence}.`,
    kind: {
      'health-care-agent': 'health care agent',
      'advance-directive': 'advance directive',
      'portable-orders': 'portable medical orders',
      'code-status': 'code status',
      conversation: 'conversation about goals of care',
      preference: 'care preferences',
    } satisfies Record<PlanningElement, string>,
    answeredNo: 'asked, answered no',
    inside: 'What documents say inside is not read here.',
  },

  codeStatus: {
    differ: 'Recorded in different words, newest first. Ask which holds.',
    inRecord: 'what it says stands in the FHIR record',
  },

  agent: {
    told: {
      directive: 'Named in a directive',
      document: 'whom it names stands inside it',
      reading: '',
      contact: 'Named so among the contacts',
      'care-team': 'Named so in the care team',
    } satisfies Record<AgentFact['told'], string>,
    nameNotRecorded: 'Name not recorded',
    /** Beside contacts: being listed makes nobody the one who decides. */
    contactsAreNone: 'A contact does not decide for the patient unless it is said here.',
  },

  contact: {
    role: {
      emergency: 'emergency contact',
      'next-of-kin': 'next of kin',
      guardian: 'guardian',
      'health-care-agent': 'health care agent',
    } satisfies Record<ContactRole, string>,
    nameNotRecorded: 'Name not recorded',
    noPhone: 'no phone number recorded',
    from: 'From the patient’s details',
  },

  plan: {
    onHold: 'on hold',
    byPatient: 'written by the patient or a relative',
  },

  team: {
    nameNotRecorded: 'Name not recorded',
    nobody: 'No member is named.',
    onBehalfOf: (who: string) => `for ${who}`,
    notListed: (count: number) => `${counted(count, 'more member is', 'more members are')} in the FHIR record.`,
  },

  palliative: {
    /** A contact, or the day on which standing care began. */
    involved: (date: string) => `Involved. Last on record ${date}.`,
    nextVisit: (date: string) => `Next visit booked ${date}.`,
    undated: 'Involved, date not recorded.',
    comfortCare: (since: string | null) =>
      since === null ? 'Comfort care on record.' : `Comfort care since ${since}.`,
    possible: 'May be the palliative team, or your own work. Ask:',
    none: (days: number) =>
      `No contact in the last ${numeral(days)} days and no standing care is visible in what was read.`,
  },

  hospice: {
    since: (date: string | null) => (date === null ? 'Recorded, date not recorded.' : `Recorded since ${date}.`),
    contact: (date: string | null) =>
      date === null ? 'A contact is recorded, without a date.' : `A contact is recorded, ${date}.`,
    left: (date: string | null) => (date === null ? 'Ended, date not recorded.' : `Ended ${date}.`),
    possible: 'Speaks of hospice without saying that it is so. Ask:',
    none: (days: number) =>
      `No enrolment, and no contact in the last ${numeral(days)} days, is visible in what was read.`,
  },

  showAll: 'Show all of it',
  showLess: 'Show less',
  more: (count: number) => `${numeral(count)} more`,
} as const;
