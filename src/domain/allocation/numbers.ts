/** Numbers by which services are ranked. A site changes them by name: `referral.allocation` of `site.json`. */
export interface AllocationNumbers {
  /** From this ECOG on a visit at home is preferred. */
  readonly homeFromEcog: number;
  /** Miles from which a visit in person counts as far. */
  readonly farMiles: number;
  /** Hours within which the nurse's line is asked to begin while the specialist visit waits. */
  readonly bridgeWithinHours: number;
  /** Days for which a service that has said no to this patient comes last. */
  readonly declinedDays: number;
}

export const ALLOCATION_NUMBERS: AllocationNumbers = {
  homeFromEcog: 3,
  farMiles: 50,
  bridgeWithinHours: 72,
  declinedDays: 90,
};

/** Where each number comes from, and within which bounds a site may change it. */
export const ALLOCATION_SOURCES: Readonly<
  Record<keyof AllocationNumbers, { readonly source: string; readonly atLeast: number; readonly atMost: number }>
> = {
  homeFromEcog: { source: 'clinical reference 4.5 (ECOG >= 3: home)', atLeast: 1, atMost: 4 },
  farMiles: { source: 'DESIGN: about an hour by car', atLeast: 1, atMost: 1000 },
  bridgeWithinHours: { source: 'clinical reference 4.5 (start L2 <= 72 h)', atLeast: 1, atMost: 336 },
  declinedDays: {
    source: 'DESIGN: as long as an order counts as open (clinical reference 3.5)',
    atLeast: 0,
    atMost: 365,
  },
};
