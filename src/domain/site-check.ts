/** What the check page finds out about a site before any chart is opened. Types alone: `ehr/check` asks, `words` says. */
import type { ChannelId, WhyNot } from './referral/channel.ts';
import type { SourceId } from './chart/source.ts';

/** `works`; it will fall back to something less; blocked until somebody at the site or the EHR changes something; not to be tried here. */
export type Verdict = 'works' | 'falls-back' | 'blocked' | 'untried';

export interface SiteCheckWords {
  'file-good': { readonly ehrs: number; readonly services: number };
  'file-problem': { readonly field: string; readonly message: string };
  /** How the web server delivers the page: with the policy that keeps it to the EHR's hosts, or without. */
  'headers-good': Readonly<Record<string, never>>;
  'headers-missing': { readonly names: readonly string[] };
  /** What stands in the EHR's registration of this app, and cannot be tried from here. */
  registration: {
    readonly clientId: string;
    readonly launch: string;
    readonly redirect: string;
    readonly origin: string;
  };
  'discovery-good': { readonly style: 'v1' | 'v2' };
  /** `kind`: of a launch problem in the step "discovery". */
  'discovery-problem': { readonly kind: string; readonly detail: string };
  'reads-good': { readonly host: string };
  'reads-blocked': { readonly host: string; readonly origin: string };
  'policy-blocked': { readonly host: string };
  /** A header that is sent (`isSent`) or not (`setting` of site.json turns it on), and the browser lets through or not. */
  'header-good': { readonly header: string; readonly setting: string | null; readonly isSent: boolean };
  'header-blocked': { readonly header: string; readonly setting: string | null; readonly isSent: boolean };
  'ehr-by-site': { readonly name: string };
  'ehr-by-server': { readonly id: string; readonly name: string };
  'ehr-unknown': { readonly why: string };
  'scopes-good': { readonly count: number };
  'scopes-untold': { readonly count: number };
  'scopes-missing': { readonly scopes: readonly string[]; readonly isNeeded: boolean };
  'sources-good': { readonly sources: readonly SourceId[] };
  'sources-missing': { readonly sources: readonly SourceId[] };
  'sources-left-out': { readonly source: SourceId; readonly why: string };
  'way-open': { readonly channel: ChannelId; readonly isBest: boolean };
  'way-closed': { readonly channel: ChannelId; readonly why: WhyNot };
  /** `issuers[].withoutScopes` leaves out what this way needs. */
  'way-left-out': { readonly channel: ChannelId; readonly scope: string };
  'way-by-hand': Readonly<Record<string, never>>;
  'order-code': { readonly codes: readonly string[] };
  'order-code-none': Readonly<Record<string, never>>;
}

export type SiteCheckSaying = {
  [Code in keyof SiteCheckWords]: { readonly code: Code; readonly params: SiteCheckWords[Code] };
}[keyof SiteCheckWords];

export interface Finding {
  readonly verdict: Verdict;
  readonly says: SiteCheckSaying;
}

/** What belongs to one EHR, or to the file as a whole. */
export interface CheckedPart {
  /** Label of the EHR in site.json; null for the file. */
  readonly ehr: string | null;
  readonly findings: readonly Finding[];
}
