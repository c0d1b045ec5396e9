/** Gates: what speaks before any level (clinical reference 3.5). */
import type { ToldCare } from '../chart/records.ts';
import type { Day, When } from '../logic/when.ts';
import type { CancerDoubt, None } from './shared.ts';

export interface GateStatements {
  'gate-deceased': { readonly on: When | null };
  'gate-possibly-deceased': { readonly what: string; readonly when: When | null };
  'gate-under-18': None;
  /** `since` is the day of the last contact where no enrolment is on record. */
  'gate-hospice': { readonly since: When | null; readonly enrolled: boolean };
  'gate-comfort-care-recorded': { readonly since: When | null };
  'gate-no-active-malignancy': None;
  'gate-only-uncounted': { readonly what: 'skin' | 'myeloid' };
  'gate-in-remission': { readonly since: When | null };
  'gate-cancer-status-unclear': { readonly why: CancerDoubt; readonly when: When | null };
  'gate-cancer-not-readable': None;
  'gate-referral-open': { readonly on: When | null; readonly what: string };
  /** `by`: who typed it for somebody else to sign, where it says so. */
  'gate-referral-prepared': { readonly on: When | null; readonly what: string; readonly by?: string };
  'gate-hospice-referral-open': { readonly on: When | null };
  /**
   * `last`: last contact; `next`: a visit that is booked; `told`: on the last day a clinician, `by`, only said who gives the care;
   * `onlyBooked`: `next` is all there is.
   */
  'gate-under-specialist-care': {
    readonly last: When | null;
    readonly next: When | null;
    readonly told?: ToldCare;
    readonly onlyBooked?: true;
  };
  /** `until`: the day on which the patient may be asked again; null for never. */
  'gate-patient-declined': { readonly on: When | null; readonly until: Day | null };
  'gate-decision-recorded': {
    readonly decision: 'not-now' | 'our-team';
    readonly on: When | null;
    readonly by: string | null;
    readonly reason: string | null;
    readonly until: Day | null;
  };
  'gate-navigator-contact': { readonly on: When | null; readonly next: Day | null };
  /** A sign of palliative care that may be the oncologist's own: a question. */
  'palliative-care-possible': { readonly what: string; readonly when: When | null };
  'palliative-referral-completed': { readonly what: string; readonly when: When | null };
  /** A sign of hospice care that leaves it open whether there is any: a question. */
  'hospice-care-possible': { readonly what: string; readonly when: When | null };
  'comfort-care-on-hold': { readonly since: When | null };
  /** A decision of a kind that only a later version of this product knows. */
  'decision-not-understood': { readonly on: When | null };
  /** Only the year or month of birth is recorded, and by it the patient may be a child. */
  'age-uncertain': { readonly birth: When };
  'left-hospice': { readonly on: When | null };
}
