/** A service as a site describes it. Null: the site does not say; that is never read as "no". */
import type { Level, Urgency } from '../dosing/recommendation.ts';

export type Modality = 'clinic' | 'virtual' | 'home' | 'inpatient';
export type ServiceKind = 'specialist' | 'navigator';

/** Monday is 0. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

export interface Position {
  /** Degrees, north positive. */
  readonly latitude: number;
  /** Degrees, east positive. */
  readonly longitude: number;
}

/** Where a service goes, or takes patients from. A place fits when any of the three lists names it. */
export interface Area {
  /** Beginnings of postal codes: "430". */
  readonly postalCodes: readonly string[];
  readonly cities: readonly string[];
  readonly states: readonly string[];
}

export interface ServiceOffer {
  readonly id: string;
  readonly name: string;
  readonly kind: ServiceKind;
  readonly modality: Modality;
  readonly phone: string | null;
  readonly nightPhone: string | null;
  /** Null: everywhere, but for visits at home, where it is not known. */
  readonly area: Area | null;
  readonly position: Position | null;
  /** Languages that its people speak, as BCP 47 tags. */
  readonly languages: readonly string[] | null;
  /** Whether it brings an interpreter. */
  readonly interpreter: boolean | null;
  /** Days of the week on which it sees new patients. */
  readonly days: readonly Weekday[] | null;
  /** As the site writes them: "8:30 am to 4:30 pm". */
  readonly hours: string | null;
  /** A line that is answered day and night. */
  readonly alwaysOpen: boolean;
  /** IANA zone, where it is not the site's. */
  readonly timeZone: string | null;
  /** New patients a week; 0: it takes nobody now. */
  readonly newPatientsPerWeek: number | null;
  /** Calendar days from a referral to the first visit, as the site knows it. */
  readonly leadTimeDays: number | null;
  readonly accepts: {
    readonly urgencies: readonly Urgency[] | null;
    readonly levels: readonly Level[] | null;
    /** Whom it does not take, in the site's words; a person has to judge it. */
    readonly notFor: readonly string[];
  };
}

/** The services to which an order may be written: never to a nurse's line (clinical reference 4.1: L2 is no L3). */
export function orderable<Service extends { readonly kind?: ServiceKind | undefined }>(
  services: readonly Service[],
): readonly Service[] {
  return services.filter(({ kind }) => kind !== 'navigator');
}
