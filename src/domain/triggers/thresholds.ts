/** Numbers of the rules that a site may change, by trigger. Units are in the names. */
export interface ThresholdOverrides {
  readonly 'poor-performance-status'?:
    { readonly windowDays?: number | undefined; readonly inpatientWindowDays?: number | undefined } | undefined;
  readonly 'repeat-unplanned-admissions'?:
    | {
        readonly windowDays?: number | undefined;
        readonly count?: number | undefined;
        readonly countPresumedUnplanned?: boolean | undefined;
      }
    | undefined;
  readonly 'cns-metastases'?:
    { readonly recentDays?: number | undefined; readonly treatedDays?: number | undefined } | undefined;
}
