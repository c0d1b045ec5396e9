/** Safety lines above the answer (clinical reference 4.3). They repeat what is recorded and detect nothing. */
import type { When } from '../logic/when.ts';

export interface NoticeStatements {
  /** `name`: the record's own words, where the code says less than the name of the notice; null where there are none. */
  'notice-recorded': {
    readonly what: 'cord-compression' | 'obstruction' | 'svc';
    readonly name: string | null;
    readonly when: When | null;
  };
  /** `corrected`: total calcium corrected for albumin, in mg/dL; otherwise uncorrected, or ionized in mmol/L. */
  'notice-calcium': {
    readonly measure: 'corrected' | 'uncorrected' | 'ionized';
    readonly value: number;
    readonly when: When | null;
  };
  'notice-self-harm-item': { readonly when: When | null };
  'notice-suicidal-ideation': { readonly when: When | null };
  'notice-hastened-death': { readonly when: When | null };
}
