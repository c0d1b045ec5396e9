import { parseBilling, type ParsedBilling } from '../site/billing-options.ts';

/** [DESIGN] */
const LONGEST_WAIT_MS = 5000;

/** `billing-options.json`, beside the page: a site may leave it out. Null where it is not there or not JSON; never rejects. */
export async function readBilling(here: string, get: typeof fetch): Promise<ParsedBilling | null> {
  try {
    const response = await get(new URL('billing-options.json', here), {
      cache: 'no-cache',
      credentials: 'omit',
      // The measures wait for it.
      signal: AbortSignal.timeout(LONGEST_WAIT_MS),
    });
    return response.ok ? parseBilling(await response.json()) : null;
  } catch {
    return null;
  }
}
