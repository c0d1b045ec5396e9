import type { AnswerStatements, CareTopic, Gap } from '../../domain/statements/answer.ts';
import { sayDay, sayWhen } from './dates.ts';
import { plural, sayWithin, SCALES, SOURCE_NAMES } from './phrases.ts';
import type { Words } from './phrases.ts';

const TOPICS: Readonly<Record<CareTopic, string>> = {
  pain: 'pain',
  dyspnea: 'shortness of breath',
  nausea: 'nausea',
  fatigue: 'fatigue',
  appetite: 'appetite',
  constipation: 'constipation',
  drowsiness: 'drowsiness',
  diarrhea: 'diarrhea',
  sleep: 'sleep',
  wellbeing: 'wellbeing',
  depression: 'low mood',
  anxiety: 'anxiety',
  other: 'symptoms',
  symptoms: 'symptoms',
  distress: 'distress',
  function: 'daily function',
  weight: 'weight and nutrition',
  caregiver: 'the caregiver',
  planning: 'advance care planning',
};

/** "a", "a and b", "a, b and c". */
function andList(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}

const GAPS: Readonly<Record<Gap['what'], string>> = {
  performance: 'performance status',
  symptoms: 'symptoms',
  stage: 'stage',
  grade: 'type or grade of the brain tumor',
  relapse: 'relapse of the blood cancer',
};

/** What was read off a person then. */
const READING: Readonly<Record<Gap['what'], string>> = { ...GAPS, symptoms: 'a symptom score' };

/** What was never recorded together; what was once recorded, each with its date; what has to be asked anew. */
function sayGaps(gaps: readonly Gap[]): string {
  const never = gaps.filter(({ last, unclear }) => last === null && !unclear).map(({ what }) => GAPS[what]);
  return [
    ...(never.length === 0 ? [] : [`${andList(never)} not recorded`]),
    ...gaps.flatMap(({ what, last, unclear }) =>
      last === null || unclear ? [] : [`${GAPS[what]} not recorded since ${sayWhen(last)}`],
    ),
    ...gaps.flatMap(({ what, last, unclear }) =>
      unclear ? [`${READING[what]}${last === null ? '' : ` of ${sayWhen(last)}`} is not clear: ask again`] : [],
    ),
  ].join('; ');
}

export const ANSWER: Words<AnswerStatements> = {
  'answer-hospice-conversation': ({ urgency, days }) =>
    `A goals-of-care conversation is suggested ${urgency === 'urgent' ? 'at this visit' : sayWithin(days)}. Prognosis is your judgment.`,
  'answer-specialist': ({ days, unclear }) =>
    `${unclear ? 'Cancer status unclear. ' : ''}A supportive & palliative care visit is suggested, ${sayWithin(days)}.`,
  'answer-navigator': ({ urgency, days, atLeast }) =>
    `${atLeast ? 'At least a' : 'A'} supportive-care nurse call is suggested, ${urgency === 'urgent' ? `within ${plural(days, 'working day', 'working days')}` : sayWithin(days)}.`,
  'answer-oncology-team': ({ topics }) =>
    topics.length === 0
      ? 'Supportive care by your own team is suggested: ask about symptoms and advance care planning.'
      : `Supportive care by your own team: ${andList(topics.map((topic) => TOPICS[topic]))} ${topics.length === 1 && topics[0] !== 'symptoms' && topics[0] !== 'other' ? 'is' : 'are'} open.`,
  'answer-watch': ({ symptoms, scale, value, when }) => {
    const asked = [
      symptoms === null ? 'No symptom score is on record' : `Symptoms last asked ${sayWhen(symptoms)}`,
      ...(scale === null || value === null || when === null ? [] : [`${SCALES[scale]} ${value} on ${sayWhen(when)}`]),
    ];
    return `Nothing recorded calls for a supportive-care step now. ${asked.join(', ')}.`;
  },
  'answer-too-little': ({ gaps, unconfirmed }) => {
    const open = [
      ...(unconfirmed === undefined ? [] : [`${unconfirmed} is not confirmed`]),
      ...(gaps.length === 0 ? [] : [sayGaps(gaps)]),
    ];
    return open.length === 0 ? 'Too little is recorded to say.' : `Too little is recorded to say: ${open.join('; ')}.`;
  },
  'answer-not-read': ({ sources }) =>
    `Too little could be read to say: ${sources.map((source) => SOURCE_NAMES[source]).join(', ')} not read completely.`,
  'answer-so-far': ({ met }) => (met === 0 ? 'Nothing found yet' : `${plural(met, 'finding', 'findings')} on record.`),
  'remark-hospice': () => 'The conversation may include hospice, if the patient wants to talk about it.',
  'remark-advanced-unknown': () =>
    'Whether the disease is advanced cannot be told from what is recorded. If it is, a specialist visit is suggested.',
  'remark-stage-unknown': () => 'Stage is not recorded. If the disease is advanced, a specialist visit is suggested.',
  'remark-relapse-unknown': () =>
    'Whether this blood cancer has come back cannot be told. If it has, a specialist visit is suggested.',
  'remark-grade-unknown': () =>
    'Type or grade of the brain tumor is not recorded. If it is a glioblastoma, a specialist visit is suggested.',
  'remark-newly-diagnosed': ({ on: date }) => `Newly diagnosed, ${sayDay(date)}.`,
  'remark-on-treatment': () => 'On cancer treatment now.',
  'remark-call-to-ask': ({ days }) =>
    `Metastatic disease; that function and symptoms are both good is not on record for the last ${days} days. The call is to ask.`,
  'remark-in-hospital': ({ since, address }) =>
    `Recorded as in hospital since ${sayWhen(since)}${address ? ': send the request to the supportive & palliative care team there' : ''}.`,
  'remark-referral-long-open': ({ from, what, days }) =>
    `Referred ${sayWhen(from)}; the order is still open after ${plural(days, 'day', 'days')}: ${what}.`,
  'remark-limited-record': () => 'The record is limited: few recent entries, or it began recently.',
};
