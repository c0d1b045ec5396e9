import { useEffect, useState } from 'react';
import type { AssessOptions } from '../domain/assess.ts';
import type { Who } from '../ehr/port.ts';
import type { Site } from '../site/site.ts';
import { useEhr } from './ehr-context.ts';

/** Who is signed in, and at which EHR. */
export function useWho(): Who {
  const { port } = useEhr();
  // Name and role are read beside the chart and may come after the answer.
  const [, setUser] = useState(port.who().user);
  useEffect(() => void port.whenUserRead().then(() => setUser(port.who().user)), [port]);
  return port.who();
}

/** What the site calls the EHR; its host where the site does not name it. */
export function useEhrName(): string {
  const { port, site } = useEhr();
  const { ehrHost } = port.who();
  return site.issuers.find(({ iss }) => new URL(iss).host === ehrHost)?.label ?? ehrHost;
}

/** The site's configuration: its services and the names of its orders. */
export function useSite(): Site {
  return useEhr().site;
}

/** The numbers, optional rules and profile in force at this site. */
export function useRules(): AssessOptions {
  return useEhr().rules;
}
