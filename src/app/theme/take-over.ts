/** Fetches the EHR's look and puts it on, beside everything else: nothing waits for it. */
import { readStyle } from '../../ehr/launch/read-style.ts';
import { wear } from './wear.ts';

/** Later than this somebody may have begun to read: colors still change, and nothing moves. */
const STILL_MS = 1000;

/**
 * Whatever goes wrong leaves our own look, and nothing is said of it: nothing that is shown rests on it, and a clinician
 * can do nothing about it. The browser's list of requests tells an integrator.
 */
export async function takeOver(address: string, page: Window): Promise<void> {
  const start = performance.now();
  const style = await readStyle(address, page.fetch.bind(page));
  if (style !== null) wear(style, page.document, performance.now() - start < STILL_MS);
}
