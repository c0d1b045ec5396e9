/** The EHRs that are known by name, each with what it says of itself. What is odd in them is fetched for the one that is there. */
import type { VendorId } from '../../site/site.ts';
import type { Quirk } from './vendor.ts';

export interface KnownVendor {
  readonly id: VendorId;
  /** Does its CapabilityStatement name it (`choose.ts`)? */
  readonly isNamedIn: RegExp;
  readonly quirks: () => Promise<readonly Quirk[]>;
}

export const VENDORS: readonly KnownVendor[] = [
  // "Epic February 2026", as seen on the public sandbox in May 2026.
  { id: 'epic', isNamedIn: /\bEpic(?:Care)?\d*\b/i, quirks: async () => (await import('./epic/epic.ts')).EPIC },
  // Publisher "Cerner" in Oracle Health's public documentation; the newer name was not seen.
  {
    id: 'oracle',
    isNamedIn: /\b(?:Cerner|Oracle Health)\b/i,
    quirks: async () => (await import('./oracle/oracle.ts')).ORACLE,
  },
  // Unverified: no statement of a MEDITECH server was at hand. Nothing about it needs to be done otherwise, so a miss costs nothing.
  { id: 'meditech', isNamedIn: /\bMEDITECH\b|\bMedical Information Technology\b/i, quirks: async () => [] },
];
