/** Reads our own `site.json`, beside the page. */
import { parseSite, problemLines, type Site } from '../../site/site.ts';
import { launched, stopped, type LaunchResult } from './launch-problem.ts';

export async function readSite(page: string, get: typeof fetch): Promise<LaunchResult<Site>> {
  const text = await load(new URL('site.json', page), get);
  if (!text.ok) return text;
  let json: unknown;
  try {
    json = JSON.parse(text.value);
  } catch {
    return stopped('site', 'not-json', 'site.json is not JSON');
  }
  const parsed = parseSite(json);
  if (parsed.ok) return launched(parsed.site);
  return stopped('site', 'invalid', problemLines(parsed.problems));
}

async function load(url: URL, get: typeof fetch): Promise<LaunchResult<string>> {
  try {
    const response = await get(url, { cache: 'no-cache', credentials: 'omit' });
    return response.ok
      ? launched(await response.text())
      : stopped('site', 'not-loaded', `site.json: HTTP ${response.status}`);
  } catch {
    return stopped('site', 'not-loaded', 'site.json: no answer');
  }
}
