import siteJson from '../../public/site.json' with { type: 'json' };
import { parseSite, type Site } from '../../src/site/site.ts';

export function demoSite(change: Partial<Site['referral']> = {}): Site {
  const parsed = parseSite(siteJson);
  if (!parsed.ok) throw new Error('public/site.json');
  return { ...parsed.site, referral: { ...parsed.site.referral, ...change } };
}
