/** Hospital stays and emergency visits. */
import type { When } from '../logic/when.ts';
import type { None } from './shared.ts';

/** Which stays a site counts. */
export interface StaysCounted {
  readonly countPresumedUnplanned: boolean;
  readonly countInjury: boolean;
  readonly countPsychiatric: boolean;
}

export interface AcuteCareStatements {
  'rule-recent-unplanned-admission': StaysCounted & { readonly days: number };
  'in-hospital-unplanned': { readonly since: When };
  'in-hospital-not-recorded-as-planned': { readonly since: When };
  /** `until` null: no end is recorded. */
  'stay-ended-unplanned': { readonly since: When; readonly until: When | null };
  'stay-ended-not-recorded-as-planned': { readonly since: When; readonly until: When | null };
  'no-recent-unplanned-stay': { readonly days: number; readonly planned: number };
  'stay-without-end': { readonly since: When };
  'rule-repeat-unplanned-admissions': StaysCounted & { readonly days: number; readonly count: number };
  'stays-unplanned': { readonly count: number; readonly days: number; readonly dates: readonly When[] };
  'stays-not-recorded-as-planned': { readonly count: number; readonly days: number; readonly dates: readonly When[] };
  /** `presumed`: of one or more of them nothing says whether they were planned. */
  /** Of stays that are counted: nothing on record says whether they were planned. */
  'perhaps-planned': None;
  'stays-counted': {
    readonly unplanned: number;
    readonly presumed: boolean;
    readonly planned: number;
    readonly days: number;
  };
  'rule-frequent-ed-use': Omit<StaysCounted, 'countPresumedUnplanned'> & {
    readonly days: number;
    readonly count: number;
    readonly treatmentDays: number;
  };
  'ed-visits': { readonly count: number; readonly days: number; readonly dates: readonly When[] };
  'ed-visit-after-treatment': {
    readonly on: When;
    /** Name of the drug; null when the treatment names none. */
    readonly treatment: string | null;
    readonly treatedOn: When;
  };
  'ed-visits-counted': { readonly count: number; readonly days: number };
  'ed-visit-cause-not-recorded': { readonly on: When };
  'treatment-before-visit-not-visible': { readonly on: When };
  'rule-prolonged-or-icu-stay': StaysCounted & {
    readonly days: number;
    readonly stayDays: number;
    readonly hours: number;
  };
  /** `until` null: the stay goes on. */
  'long-stay': { readonly since: When; readonly until: When | null; readonly days: number };
  'intensive-care': { readonly since: When; readonly until: When | null };
  'intensive-care-after-surgery': { readonly since: When; readonly until: When | null; readonly hours: number };
  'no-long-stay': { readonly days: number; readonly stays: number };
  'intensive-care-hours-unknown': { readonly since: When };
  'ward-not-received': { readonly since: When };
  'kind-of-visit-unknown': { readonly count: number };
  'plan-not-visible': None;
  'acute-care-elsewhere': None;
}
