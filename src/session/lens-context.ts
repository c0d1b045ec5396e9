import { createContext } from 'react';
import type { LensPort } from '../ehr/lens-port.ts';
import type { ParsedBilling } from '../site/billing-options.ts';

/** What the lens alone is worked out from. Apart from the session, so that nothing which decides on care can come to it. */
export interface LensSources extends LensPort {
  /** The list of what can be billed; null where there is none. */
  readonly billing: () => Promise<ParsedBilling | null>;
}

export const LensContext = createContext<LensSources | null>(null);
