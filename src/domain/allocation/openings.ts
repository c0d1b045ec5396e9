/** Free times of a service as its EHR shows them. */
import type { Day } from '../logic/when.ts';

export interface FreeTime {
  /** Minutes since 1970-01-01T00:00Z. */
  readonly start: number;
  readonly end: number;
  /** The day on which it begins in the calendar of the facility: by this one it is in time or not. */
  readonly day: Day;
  /** As a clock at the service shows it. `zone` is null where that is the facility's own. */
  readonly there: { readonly day: Day; readonly minutes: number; readonly zone: string | null };
}

/**
 * `unseen`: it could not be looked up, or not all of it, and nothing free was found: never "none". `none`: the whole schedule was
 * read and nothing is free; `until` is the last day that it shows, null where it does not say. Absent: no schedule is kept there.
 */
export type ServiceOpenings =
  | { readonly is: 'unseen' }
  /** The EHR's directory says that the service is not in use. */
  | { readonly is: 'not-in-use' }
  | { readonly is: 'none'; readonly until: Day | null }
  /** Earliest first. `until` is null, too, where there may be more of them than are held. */
  | { readonly is: 'free'; readonly times: readonly FreeTime[]; readonly until: Day | null };

/** By id of the service. */
export type Openings = Readonly<Record<string, ServiceOpenings>>;
