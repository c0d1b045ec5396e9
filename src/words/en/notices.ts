import type { NoticeStatements } from '../../domain/statements/notices.ts';
import type { When } from '../../domain/logic/when.ts';
import { sayWhen } from './dates.ts';
import type { Words } from './phrases.ts';

const RECORDED = {
  'cord-compression': 'spinal cord compression',
  obstruction: 'bowel obstruction',
  svc: 'compression of vein',
} as const;
const PROTOCOL = 'If this is new, your local protocol comes first.';

const recordedOn = (when: When | null): string => (when === null ? 'Recorded' : `Recorded ${sayWhen(when)}`);
const on = (when: When | null): string => (when === null ? '' : ` on ${sayWhen(when)}`);

export const NOTICES: Words<NoticeStatements> = {
  'notice-recorded': ({ what, name, when }) => `${recordedOn(when)}: ${name ?? RECORDED[what]}. ${PROTOCOL}`,
  'notice-calcium': ({ measure, value, when }) =>
    measure === 'ionized'
      ? `${recordedOn(when)}: ionized calcium ${value} mmol/L. ${PROTOCOL}`
      : `${recordedOn(when)}: ${measure === 'corrected' ? 'corrected calcium' : 'calcium, not corrected for albumin,'} ${value} mg/dL. ${PROTOCOL}`,
  'notice-self-harm-item': ({ when }) => `PHQ-9 item 9 was answered above 0${on(when)}. Follow your local protocol.`,
  'notice-suicidal-ideation': ({ when }) => `Suicidal ideation is recorded${on(when)}. Follow your local protocol.`,
  'notice-hastened-death': ({ when }) =>
    `A request for hastened death is recorded${when === null ? '' : `, ${sayWhen(when)}`}. Follow your local protocol.`,
};
