import type { PatientRecord } from '../domain/chart/records.ts';
import type { PatientAgrees, ReferralDraft } from '../domain/referral/draft.ts';
import type { Service, Site } from '../site/site.ts';
import { sayDay, sayWhen } from './dates.ts';
import { sayWithin } from './en/phrases.ts';
import { say } from './say.ts';

export interface LetterContent {
  readonly draft: ReferralDraft;
  readonly patient: PatientRecord;
  readonly service: Service | null;
  readonly site: Site;
  readonly requester: string | null;
  readonly decisionId: string;
}

const AGREES: Readonly<Record<PatientAgrees, string>> = {
  yes: 'The patient knows of this referral and agrees.',
  'not-yet-asked': 'Please call the referring team before contacting the patient.',
  no: 'The patient does not wish this now.',
};

/** The referral as a letter: plain text, ready to copy, print or file. No survival, no alarm; findings and what is asked. */
export function letterText(content: LetterContent): string {
  const { draft, patient, service, site, requester, decisionId } = content;
  const born = patient.birth === null ? 'birth date not recorded' : `born ${sayWhen(patient.birth)}`;
  return [
    'Referral to supportive & palliative care',
    '',
    `Date: ${sayDay(draft.asOf)}`,
    `To: ${service?.name ?? '(service to be chosen)'}${service?.phone === undefined ? '' : `, ${service.phone}`}`,
    `From: ${[requester, site.name, site.referral.contactPhone].filter((one) => one != null).join(', ')}`,
    '',
    `Patient: ${patient.name}, ${born}${patient.sex === null ? '' : `, ${patient.sex}`}${patient.mrn === null ? '' : `, MRN ${patient.mrn}`}`,
    ...(patient.interpreterNeeded === true
      ? [`Interpreter needed${patient.language === null ? '' : `: ${patient.language}`}`]
      : []),
    '',
    ...body(draft),
    ...(service?.nightPhone === undefined ? [] : ['', `At night the patient can call ${service.nightPhone}.`]),
    '',
    `Referral number: ${decisionId}`,
    versionLine(draft),
  ].join('\n');
}

/** The note of the order, released to the patient at once: findings, what is asked, rule ids and version in the last line. */
export function noteText({ draft }: LetterContent): string {
  const ids = draft.reasons.filter((one) => one.included).map((one) => one.trigger);
  return [...body(draft), '', `${versionLine(draft)}${ids.length === 0 ? '' : `: ${ids.join(', ')}`}`].join('\n');
}

function body(draft: ReferralDraft): readonly string[] {
  const reasons = draft.reasons.filter((one) => one.included);
  return [
    `First visit asked for ${sayWithin(draft.visitDays[draft.urgency])}.`,
    ...(reasons.length === 0 ? [] : ['', 'Findings:', ...reasons.map((one) => `- ${say(one.say)}`)]),
    ...(draft.about.length === 0 ? [] : ['', `Diagnosis: ${draft.about.map((one) => one.label).join('; ')}`]),
    ...((draft.background ?? []).length === 0 ? [] : [`On record: ${(draft.background ?? []).map(say).join('; ')}`]),
    ...(draft.question.trim() === '' ? [] : ['', 'What we ask:', draft.question.trim()]),
    '',
    ...(draft.patientAgrees === null ? [] : [AGREES[draft.patientAgrees]]),
  ];
}

function versionLine({ engine }: ReferralDraft): string {
  return `Alongside ${engine.version}, rules ${engine.catalogue}`;
}
