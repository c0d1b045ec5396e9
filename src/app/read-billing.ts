import { parseBilling, type ParsedBilling } from '../site/billing-options.ts';

/** [DESIGN] */
const LONGEST_WAIT_MS = 5000;

/** `billing-options.json`, beside the page. Null where it is not there: a site may leave it out. Never rejects. */
export async function readBilling(here: string, get: typeof fetch): Promise<ParsedBilling | null> {
  try {
    const response = await get(new URL('billing-options.json', here), {
      cache: 'no-cache',
      credentials: 'omit',
      // The measures wait for it.
      signal: AbortSignal.timeout(LONGEST_WAIT_MS),
    });
    if (response.status === 404 || response.status === 410) return null;
    return response.ok ? parseBilling(await response.json()) : failed(`could not be fetched (${response.status})`);
  } catch (error) {
    return failed(error instanceof SyntaxError ? 'is not JSON' : 'could not be fetched');
  }
}

const failed = (message: string): ParsedBilling => ({
  ok: false,
  problems: [{ field: 'billing-options.json', message }],
});
