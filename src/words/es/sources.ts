import type { SourceStatements } from '../../domain/statements/sources.ts';
import { capital, SOURCE_NAMES, UNREAD } from './phrases.ts';
import type { Words } from './phrases.ts';

export const SOURCES: Words<SourceStatements> = {
  'source-not-read': ({ source, reason }) => `${capital(SOURCE_NAMES[source])}: ${UNREAD[reason]}`,
  'also-not-read': ({ source }) => `Falta lo que no se pudo leer por completo: ${SOURCE_NAMES[source]}`,
  'vendor-may-be-incomplete': () => 'El EHR advierte que esta lista puede no estar completa',
  'outside-records-withheld': () => 'El EHR no le permite ver aquí los registros de otros hospitales',
  'hospice-not-checked': () => 'No se pudo comprobar si hay cuidados de hospicio',
  'referral-not-checked': () => 'No se pudo comprobar si hay una derivación a cuidados paliativos abierta',
};
