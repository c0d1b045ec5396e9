import type { NoticeStatements } from '../../domain/statements/notices.ts';
import type { When } from '../../domain/logic/when.ts';
import { ofDay, onDay } from './dates.ts';
import type { Words } from './phrases.ts';

const RECORDED = {
  'cord-compression': 'compresión de la médula espinal',
  obstruction: 'obstrucción intestinal',
  svc: 'compresión de una vena',
} as const;
const PROTOCOL = 'Si esto es nuevo, lo primero es el protocolo de su centro.';
const FOLLOW = 'Siga el protocolo de su centro.';

const recordedOn = (when: When | null): string => (when === null ? 'Registro' : `Registro ${ofDay(when)}`);
const on = (when: When | null): string => (when === null ? '' : ` ${onDay(when)}`);

export const NOTICES: Words<NoticeStatements> = {
  'notice-recorded': ({ what, name, when }) => `${recordedOn(when)}: ${name ?? RECORDED[what]}. ${PROTOCOL}`,
  'notice-calcium': ({ measure, value, when }) =>
    measure === 'ionized'
      ? `${recordedOn(when)}: calcio iónico ${value} mmol/L. ${PROTOCOL}`
      : `${recordedOn(when)}: ${measure === 'corrected' ? 'calcio corregido' : 'calcio, sin corregir por la albúmina,'} ${value} mg/dL. ${PROTOCOL}`,
  'notice-self-harm-item': ({ when }) =>
    `La pregunta 9 del PHQ-9 tiene una respuesta mayor que 0${on(when)}. ${FOLLOW}`,
  'notice-suicidal-ideation': ({ when }) => `Consta ideación suicida${on(when)}. ${FOLLOW}`,
  'notice-hastened-death': ({ when }) => `Consta una petición de adelantar la muerte${on(when)}. ${FOLLOW}`,
};
