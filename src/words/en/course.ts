/** Words of the course of the disease: lanes, marks, and what was not read. */
import type { DecisionRecord, ObservationRecord, ReferralRecord, SymptomItem } from '../../domain/chart/records.ts';
import type { SourceId } from '../../domain/chart/source.ts';
import type { Therapy } from '../../domain/chart/therapy.ts';
import type { CareKind, LaneId, StayKind, Unread, What } from '../../domain/course/item.ts';
import { sayWhen } from './dates.ts';
import { counted, listed, numeral } from './numbers.ts';
import { capital, SCALES, SOURCE_NAMES } from './phrases.ts';

const SYMPTOMS: Readonly<Record<Exclude<SymptomItem, 'other'>, string>> = {
  pain: 'pain',
  dyspnea: 'breathlessness',
  nausea: 'nausea',
  fatigue: 'fatigue',
  appetite: 'poor appetite',
  constipation: 'constipation',
  drowsiness: 'drowsiness',
  diarrhea: 'diarrhea',
  sleep: 'poor sleep',
  wellbeing: 'poor well-being',
  depression: 'low mood',
  anxiety: 'worry',
};

const STATUS: Readonly<Record<Extract<ObservationRecord, { kind: 'disease-status' }>['status'], string>> = {
  improved: 'Disease improved',
  stable: 'Disease stable',
  worsened: 'Progression',
  remission: 'Remission',
  undetermined: 'Disease status undetermined',
  unclear: 'Disease status, in words that are not understood',
};

const STAYS: Readonly<Record<StayKind, string>> = {
  ed: 'Emergency visit',
  observation: 'Observation stay',
  unplanned: 'Unplanned hospital stay',
  'presumed-unplanned': 'Hospital stay, not recorded as planned',
  planned: 'Planned hospital stay',
  unknown: 'Visit of unknown kind',
};

const CARE: Readonly<Record<CareKind, string>> = {
  palliative: 'Palliative care',
  hospice: 'Hospice care',
  'comfort-care': 'Comfort care',
};

const DECISIONS: Readonly<Record<DecisionRecord['decision'], string>> = {
  refer: 'Decided: refer',
  'not-now': 'Decided: not now',
  'our-team': 'Decided: our team will do it',
  'patient-declined': 'Patient prefers not to',
  'already-receiving': 'Already receiving supportive care',
  'navigator-contact': 'Contact of the supportive-care nurse',
  'comfort-plan-not-current': 'Comfort-care plan said not to be current',
  'ask-again': 'To be asked again',
  'not-understood': 'Decided, in words this version does not know',
};

const REFERRALS: Readonly<Record<ReferralRecord['status'], string>> = {
  draft: 'prepared, not signed',
  active: 'open',
  'on-hold': 'on hold',
  completed: 'completed',
  revoked: 'cancelled',
  other: 'status unclear',
};

const DISTRESS = { 'distress-thermometer': 'Distress thermometer', 'phq-9': 'PHQ-9', 'gad-7': 'GAD-7' } as const;

const UNCLEAR = 'not certain';

/** "a, b", without what is empty. */
const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(', ');

function symptom(item: SymptomItem, name: string): string {
  return item === 'other' ? name : SYMPTOMS[item];
}

/** What it is, without its value. */
function name(what: What): string {
  switch (what.is) {
    case 'diagnosis':
      return what.again ? `Recurrence: ${what.name}` : what.name;
    case 'stage':
      return 'Stage';
    case 'm-category':
      return 'M category';
    case 'metastasis':
    case 'effusion':
      return what.name;
    case 'spread-sign':
      return `Sign of spread: ${what.name}`;
    case 'disease-status':
      return STATUS[what.status];
    case 'death':
      return 'Death';
    case 'line':
      return what.estimated ? `Line ${String(what.number)} (estimated)` : `Line ${String(what.number)}`;
    case 'treatment':
      return what.drug === null ? what.name : capital(what.drug);
    case 'radiotherapy':
      return 'Radiotherapy';
    case 'transplant':
      return what.name;
    case 'planned-treatment':
      return `Treatment planned or on hold: ${what.name}`;
    case 'stay':
      return STAYS[what.kind];
    case 'performance':
      return SCALES[what.scale];
    case 'asking':
      return what.physical ? 'Worst symptom' : 'Mood and well-being';
    case 'symptom-unclear':
      return capital(symptom(what.item, what.name));
    case 'distress':
      return DISTRESS[what.instrument];
    case 'weight':
      return 'Weight';
    case 'referral':
      return what.fromPalliative ? 'Order of the palliative team' : `Referral: ${CARE[what.to].toLowerCase()}`;
    case 'care':
      return what.how === 'standing' ? `${CARE[what.of]}, standing` : CARE[what.of];
    case 'appointment':
      return what.ahead ? 'Visit booked' : 'Visit was booked';
    case 'decision':
      return DECISIONS[what.decision];
    default:
      return what satisfies never;
  }
}

/** The value that goes with it; empty where there is none. */
function value(what: What): string {
  switch (what.is) {
    case 'diagnosis':
    case 'metastasis':
      return joined(
        what.is === 'metastasis' && what.nodal ? 'lymph nodes' : '',
        what.standing === 'present' ? '' : what.standing === 'past' ? 'recorded as over' : UNCLEAR,
      );
    case 'stage':
      return what.text;
    case 'm-category':
      return what.metastasis ? 'M1' : 'M0';
    case 'effusion':
    case 'disease-status':
    case 'death':
    case 'transplant':
    case 'planned-treatment':
      return '';
    case 'spread-sign':
      return UNCLEAR;
    case 'line':
      return joined(
        what.drugs.length === 0 ? 'drugs not named' : listed(what.drugs),
        what.endocrineOnly ? 'hormones only' : '',
        what.certainty === 'probable' ? 'probable' : '',
      );
    case 'treatment':
      return what.drug === null ? '' : 'not counted as a line';
    case 'radiotherapy':
      return counted(what.sessions, 'session on record', 'sessions on record');
    case 'stay':
      return joined(
        what.name,
        what.throughEmergency ? 'through the emergency department' : '',
        what.intensiveCare ? 'with intensive care' : '',
        what.probable && what.kind !== 'unknown' ? 'kind probable' : '',
      );
    case 'performance':
      return joined(
        what.understood ? what.value : `"${what.value}"`,
        what.counts ? '' : 'of another tumor, not counted',
      );
    case 'asking': {
      const { item, name: called, score, scale } = what.worst;
      const of = scale === '0-10' ? '' : ` (${scale})`;
      return joined(
        `${symptom(item, called)} ${numeral(score)}${of}`,
        what.scores > 1 ? `of ${numeral(what.scores)} scores` : '',
        what.setAside ? 'in acute care or after an operation' : '',
      );
    }
    case 'symptom-unclear':
      return joined(what.value === '' ? '' : `"${what.value}"`, 'score not understood');
    case 'distress':
      return what.score === null ? 'score not understood' : numeral(what.score);
    case 'weight':
      return what.kilograms === null ? joined(what.value, 'unit not understood') : `${numeral(what.kilograms)} kg`;
    case 'referral':
      return joined(REFERRALS[what.status], what.sure ? '' : UNCLEAR);
    case 'care':
      return joined(what.name, what.sure ? '' : UNCLEAR);
    case 'appointment':
      return joined(what.name, what.for === null ? '' : `for ${sayWhen(what.for)}`);
    case 'decision':
      return what.askAgain === null ? '' : `ask again ${sayWhen(what.askAgain)}`;
    default:
      return what satisfies never;
  }
}

export const course = {
  title: 'Course',

  zoom: {
    label: 'Time shown',
    all: 'Whole record',
    years2: '2 years',
    months6: '6 months',
    days90: '90 days',
    move: 'Move in time',
    earlier: 'Earlier',
    later: 'Later',
    shown: (from: string, to: string) => `${from} to ${to}`,
  },

  picture: (from: string, to: string) => `Course of the disease, ${from} to ${to}`,
  keys: 'With the keyboard: arrow keys go from mark to mark, Tab to what a mark rests on, Escape closes it; plus and minus change the time shown.',
  today: 'Today',
  reading: (sources: readonly string[]) =>
    `Still reading: ${listed(sources.length > 5 ? [...sources.slice(0, 4), `${numeral(sources.length - 4)} more`] : sources)}. The picture is not complete.`,

  lane: {
    cancer: 'Cancer',
    treatment: 'Treatment',
    hospital: 'Hospital',
    function: 'Function',
    symptoms: 'Symptoms',
    weight: 'Weight',
    care: 'Supportive care',
  } satisfies Record<LaneId, string>,

  name,
  value,
  /** "Stage IV", "ECOG 3", "Weight 68.8 kg": name and value as one. */
  whole: (what: What) => {
    const [called, is] = [name(what), value(what)];
    if (is === '') return called;
    return what.is === 'stage' || what.is === 'performance' || what.is === 'weight' || what.is === 'distress'
      ? `${called} ${is}`
      : `${called}: ${is}`;
  },
  /** The newest of a lane, beside its name. */
  short: (what: What) => {
    if (what.is === 'asking')
      return `${capital(symptom(what.worst.item, what.worst.name))} ${numeral(what.worst.score)}`;
    if (what.is === 'weight' && what.kilograms !== null) return `${numeral(what.kilograms)} kg`;
    const [called, is] = [name(what), value(what)];
    return what.is === 'line' ? `${called}: ${is}` : [called, is].join(' ').trim();
  },
  /** A mark for those who hear it: lane, what, when. */
  mark: (lane: string, whole: string, when: string) => `${lane}: ${whole}, ${when}`,
  several: (lane: string, count: number, when: string, wholes: readonly string[]) =>
    `${lane}: ${numeral(count)} entries, ${when}: ${[...wholes, ...(count > wholes.length ? [`${numeral(count - wholes.length)} more`] : [])].join('; ')}`,

  until: {
    recorded: (start: string, end: string) => (start === end ? start : `${start} to ${end}`),
    guessed: (start: string, end: string) => `${start} to about ${end}, end not recorded`,
    'goes-on': (start: string) => `since ${start}`,
  },

  outside: {
    earlier: (count: number) => `${numeral(count)} earlier`,
    later: (count: number) => `${numeral(count)} later`,
  },

  choose: 'Choose a mark to see what it rests on.',
  chosen: 'Chosen in the picture',
  close: 'Close',
  /** Before things that share one mark. */
  entries: (count: number, when: string) => `${counted(count, 'entry', 'entries')}, ${when}`,
  moreEntries: (count: number) => counted(count, 'more entry', 'more entries'),
  moreRecords: (count: number) => counted(count, 'more record', 'more records'),
  noRecord: 'Told by the patient’s own record.',

  legend: {
    diagnosis: 'diagnosis',
    stage: 'stage',
    spread: 'metastasis',
    progression: 'progression',
    status: 'other status',
    death: 'death',
    line: 'line, estimated',
    treatment: 'outside of lines',
    radiotherapy: 'radiotherapy',
    planned: 'planned',
    ed: 'emergency',
    unplanned: 'unplanned, or not recorded as planned',
    plannedStay: 'planned',
    observation: 'observation',
    unclear: 'not clear',
    reading: 'reading',
    otherScale: 'Karnofsky, PPS',
    mood: 'mood, distress',
    setAside: 'in acute care',
    weight: 'weight',
    referral: 'referral',
    contact: 'visit or contact',
    standing: 'standing',
    decision: 'decision',
  },
  /** For how long a line is drawn after a reading. */
  holds: (days: number, inpatient: number | null) =>
    inpatient === null
      ? `The line stands ${counted(days, 'day', 'days')} after a reading.`
      : `The line stands ${counted(days, 'day', 'days')} after a reading, ${numeral(inpatient)} after one in hospital.`,

  estimated: 'Lines are estimated from what was recorded.',
  linesUnclear: {
    'study-drug': 'A study drug may be a line of its own.',
    'planned-blocks': 'Drugs changed by plan: lines cannot be told apart.',
    'unknown-drug': 'A drug is not known or not dated: there may be more lines.',
    'record-begins-late': 'The record begins late: there may have been earlier lines.',
    'not-loaded': 'Not all of the treatment was read: there may be more lines.',
  } satisfies Record<NonNullable<Therapy['unclear']>, string>,
  weightChange: (percent: number, from: string, to: string) =>
    `${percent > 0 ? '+' : percent < 0 ? '−' : ''}${numeral(Math.abs(Math.round(percent * 10) / 10))} % from ${from} to ${to}`,

  empty: 'Nothing on record in what was read.',
  begins: (day: string) => `First entry ${day}.`,
  /** A fold: where each lane begins and ends. */
  reach: 'How far each lane reaches',
  unread: {
    failed: (names: readonly string[]) => `Not drawn, could not be read: ${listed(names)}.`,
    forbidden: (names: readonly string[]) => `Not drawn, not allowed by the EHR: ${listed(names)}.`,
    partial: (names: readonly string[]) => `Cut off, earlier entries may be missing: ${listed(names)}.`,
    pending: (names: readonly string[]) => `Still being read: ${listed(names)}.`,
    unsupported: (names: readonly string[]) => `Not offered by the EHR: ${listed(names)}.`,
    'not-asked': (names: readonly string[]) => `Not asked for: ${listed(names)}.`,
  } satisfies Record<Unread['state'], (names: readonly string[]) => string>,
  askedSince: (sources: readonly SourceId[], since: string) =>
    `${capital(listed(sources.map((one) => SOURCE_NAMES[one])))} asked for since ${since} only.`,
  atOrigin: (source: string, origin: string) => `${source} (${origin})`,

  undated: (count: number) => `Without a date (${numeral(count)})`,

  table: {
    title: 'The same as a table',
    date: 'Date',
    lane: 'Lane',
    what: 'What',
    value: 'Value',
    record: 'Source',
    undated: 'not dated',
    records: (reference: string, more: number) => (more === 0 ? reference : `${reference} and ${numeral(more)} more`),
  },
} as const;
