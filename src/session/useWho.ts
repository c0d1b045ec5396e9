import type { Who } from '../ehr/port.ts';
import type { Site } from '../site/site.ts';
import { useEhr } from './ehr-context.ts';

/** Who is signed in, and at which EHR. */
export function useWho(): Who {
  return useEhr().port.who();
}

/** The site's configuration: its services and the names of its orders. */
export function useSite(): Site {
  return useEhr().site;
}
