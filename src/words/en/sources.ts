import type { SourceStatements } from '../../domain/statements/sources.ts';
import { capital, SOURCE_NAMES, UNREAD } from './phrases.ts';
import type { Words } from './phrases.ts';

export const SOURCES: Words<SourceStatements> = {
  'source-not-read': ({ source, reason }) => `${capital(SOURCE_NAMES[source])}: ${UNREAD[reason]}`,
  'also-not-read': ({ source }) => `Without ${SOURCE_NAMES[source]}, which could not be read completely`,
  'vendor-may-be-incomplete': () => 'The EHR says that this list may not be complete',
  'outside-records-withheld': () => 'Records of other hospitals may not be shown to you here, says the EHR',
  'hospice-not-checked': () => 'Whether there is hospice care could not be checked',
  'referral-not-checked': () => 'Whether a palliative care referral is open could not be checked',
};
