/** Words of a question to the palliative team, and of news for it: the form, and what became of it. */
import type { QuestionGap, QuestionKind } from '../../domain/question/question.ts';
import type { QuestionWay, SentAs } from '../../domain/question/question-write.ts';

export const askTeam = {
  title: {
    ask: 'Ask the palliative team',
    tell: 'Tell the palliative team what is new',
  } satisfies Record<QuestionKind, string>,
  lead: {
    ask: 'A question, not a referral: no visit is asked for, and nothing is ordered.',
    tell: 'A message to the palliative team, not a referral: nothing is ordered.',
  } satisfies Record<QuestionKind, string>,
  waiting: (count: number, on: string | null) =>
    count === 1
      ? `A question${on === null ? '' : ` of ${on}`} is on record, and no answer is visible: see Referrals below.`
      : `${count} questions are on record${on === null ? '' : `, the latest of ${on}`}, and no answer is visible: see Referrals below.`,
  close: 'Close without sending',
  to: 'To',
  findings: {
    ask: 'Findings that go with it',
    tell: 'Findings that go with it. Ticked: what may be new to them',
  } satisfies Record<QuestionKind, string>,
  told: 'told by you',
  text: {
    ask: 'What you ask',
    tell: 'What else they should know, or what you ask',
  } satisfies Record<QuestionKind, string>,
  textHint: 'It is sent as you write it. The patient can read it in the portal.',
  phone: 'Call back at',
  where: {
    message: 'It is sent as a message to the people who read messages for this service.',
    task: 'It is put on the work list of this service as an open question. No order is placed.',
    note: 'It is filed in the chart as a note. Nobody at the service is told of it: call them.',
    nowhere: 'This EHR takes no question from Alongside. Nothing is sent: copy the text, or call.',
    asking: 'Looking how it can be sent.',
    'could-not-ask': 'How it can be sent could not be asked. Try again in a moment, or call.',
  } satisfies Record<QuestionWay | 'asking', string>,
  lookAgain: 'Look again how it can be sent',
  call: (service: string, phone: string) => `${service}: ${phone}`,
  noPhone: (service: string) => `${service}: no phone number is configured.`,
  sendFor: {
    message: (patient: string) => `Send message about ${patient}`,
    task: (patient: string) => `Send question about ${patient}`,
    note: (patient: string) => `File note about ${patient}`,
  } satisfies Record<SentAs, (patient: string) => string>,
  gap: {
    'no-service': 'Choose whom you ask.',
    'nothing-said': 'Write what you ask, or tick a finding.',
    'text-too-long': 'Your text is too long: at most 2,000 characters.',
    'phone-too-long': 'The number to call back is too long: at most 60 characters.',
  } satisfies Record<QuestionGap, string>,
  outcome: {
    sending: 'Sending, waiting for the EHR.',
    sent: {
      message: (service: string) => `Message sent to ${service}. No referral was made.`,
      task: (service: string) => `On the work list of ${service}. No referral was made.`,
      note: (service: string) => `Filed in the chart as a note. ${service} is not told of it: call them.`,
    } satisfies Record<SentAs, (service: string) => string>,
    staged: 'Taken in by the EHR, and not confirmed as delivered. Call if it cannot wait.',
    unknown: 'We could not confirm whether it was sent. Look in the chart, or call, before you send it another way.',
    refused: (reason: string) => `The EHR refused: ${reason}`,
    notSent: (reason: string) => `Not sent: ${reason}`,
  },
  copy: 'Copy the text',
  checkAgain: 'Check again',
  notThere: 'It is not there: send it again…',
  done: 'Close',
} as const;
