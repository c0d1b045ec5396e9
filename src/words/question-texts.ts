/**
 * A question to the palliative team as it is written into the chart: English, whatever the screen speaks, and read by the patient at once
 * (clinical reference 8.5). Findings and what is asked; no rule, no prognosis.
 */
import type { PatientRecord } from '../domain/chart/records.ts';
import type { Asked, QuestionTexts } from '../domain/question/question.ts';
import { sayDay, sayWhen } from './en/dates.ts';
import { sayInEnglish } from './en/say.ts';

export interface QuestionContent {
  readonly asked: Asked;
  readonly patient: Pick<PatientRecord, 'name' | 'birth' | 'mrn'>;
  /** Of the service asked; null where none is chosen. */
  readonly service: string | null;
  /** The clinician's name; null where the EHR did not say it. */
  readonly who: string | null;
  readonly siteName: string;
}

const KIND = {
  ask: {
    title: 'Question about a patient',
    is: 'This is a question, not a referral. Nothing was ordered.',
    asks: 'We ask',
  },
  tell: {
    title: 'News about a patient',
    is: 'This is a message, not a referral. Nothing was ordered.',
    asks: 'What else you should know, or what we ask',
  },
} as const;

export function questionTexts({ asked, patient, service, who, siteName }: QuestionContent): QuestionTexts {
  const { kind, findings, text, phone } = asked.question;
  const { title, is, asks } = KIND[kind];
  const said = findings.flatMap(({ say, told, included }) =>
    included ? [`- ${sayInEnglish(say)}${told ? ' (told by the clinician)' : ''}`] : [],
  );
  const words = text.trim();
  const call = phone.trim();
  const parts: readonly (readonly string[])[] = [
    [`${title}.`, is],
    [
      `Date: ${sayDay(asked.asOf)}`,
      ...(service === null ? [] : [`To: ${service}`]),
      `From: ${[who, siteName].filter((one) => one !== null).join(', ')}`,
      `Patient: ${[
        patient.name,
        ...(patient.birth === null ? [] : [`born ${sayWhen(patient.birth)}`]),
        ...(patient.mrn === null ? [] : [`MRN ${patient.mrn}`]),
      ].join(', ')}`,
    ],
    said.length === 0 ? [] : ['Findings:', ...said],
    words === '' ? [] : [`${asks}:`, words],
    call === '' ? [] : [`Please call back: ${call}`],
  ];
  return {
    line: `${title}. ${is}`,
    note: parts
      .filter((part) => part.length > 0)
      .map((part) => part.join('\n'))
      .join('\n\n'),
  };
}
