/** What is odd in Oracle Health Millennium. */
import type { Quirk } from '../vendor.ts';
import { carePlanAsText } from './care-plan-as-text.ts';
import { consentIsAboutSharing } from './consent-is-about-sharing.ts';
import { finalNotes } from './final-notes.ts';
import { oneBadRecord } from './one-bad-record.ts';

export const ORACLE: readonly Quirk[] = [carePlanAsText, consentIsAboutSharing, oneBadRecord, finalNotes];
