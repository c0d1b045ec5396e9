import { parseBilling, type ParsedBilling } from '../site/billing-options.ts';

/** `billing-options.json`, beside the page: a site may leave it out. Null where it is not there or not JSON; never rejects. */
export async function readBilling(here: string, get: typeof fetch): Promise<ParsedBilling | null> {
  try {
    const response = await get(new URL('billing-options.json', here), { cache: 'no-cache', credentials: 'omit' });
    return response.ok ? parseBilling(await response.json()) : null;
  } catch {
    return null;
  }
}
