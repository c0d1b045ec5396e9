/** What was read and what was not. */
import type { SourceId } from '../chart/source.ts';
import type { MissingReason } from '../triggers/trigger.ts';
import type { None } from './shared.ts';

export interface SourceStatements {
  'source-not-read': { readonly source: SourceId; readonly reason: MissingReason };
  'also-not-read': { readonly source: SourceId };
  'vendor-may-be-incomplete': None;
  'outside-records-withheld': None;
  'hospice-not-checked': None;
  'referral-not-checked': None;
}
