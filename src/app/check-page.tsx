/** `index.html?check`: what a site's configuration and its EHRs let this app do. No launch, no patient, no token. */
import { StrictMode, Suspense, use, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { CheckedPart } from '../domain/site-check.ts';
import { checkFile } from '../ehr/launch/check/check-file.ts';
import { checkIssuer, type CheckContext } from '../ehr/launch/check/check-issuer.ts';
import { watchConnections } from '../ehr/launch/policy-violations.ts';
import { SiteCheck } from '../features/check/SiteCheck.tsx';

/** Draws the page and asks. Once for a page. */
export function startCheck(place: HTMLElement, page: Window): void {
  const isStopped = watchConnections(page);
  const fetcher = page.fetch.bind(page);
  const checked = checkSite(page.location.href, { fetch: fetcher, page: page.location.href, isStopped });
  createRoot(place).render(
    <StrictMode>
      <Suspense fallback={<SiteCheck parts={null} />}>
        <Checked checked={checked} />
      </Suspense>
    </StrictMode>,
  );
}

function Checked({ checked }: { readonly checked: Promise<readonly CheckedPart[]> }): ReactNode {
  return <SiteCheck parts={use(checked)} />;
}

async function checkSite(page: string, context: CheckContext): Promise<readonly CheckedPart[]> {
  const text = await fileText(new URL('site.json', page), context.fetch);
  if (typeof text !== 'string') return [{ ehr: null, findings: [unread(text.why)] }];
  const { site, findings } = checkFile(text);
  const issuers = await Promise.all(
    (site?.issuers ?? []).map(async (issuer) => ({
      ehr: issuer.label,
      findings: site === null ? [] : await checkIssuer(issuer, site, context),
    })),
  );
  return [{ ehr: null, findings: [...findings, ...(await headerFindings(page, context.fetch))] }, ...issuers];
}

/** Whether the web server sends the policy that the build has made: without it the page works, and is not kept to the EHR's hosts. */
async function headerFindings(page: string, get: typeof fetch): Promise<CheckedPart['findings']> {
  try {
    const { headers } = await get(new URL('index.html', page), { cache: 'no-cache', credentials: 'omit' });
    const policy = headers.get('content-security-policy') ?? '';
    const names = ['connect-src', 'frame-ancestors'].filter((name) => !policy.includes(name));
    if (names.length === 0) return [{ verdict: 'works', says: { code: 'headers-good', params: {} } }];
    const missing = policy === '' ? ['Content-Security-Policy'] : names;
    return [{ verdict: 'falls-back', says: { code: 'headers-missing', params: { names: missing } } }];
  } catch {
    return [];
  }
}

const unread = (message: string): CheckedPart['findings'][number] => ({
  verdict: 'blocked',
  says: { code: 'file-problem', params: { field: 'site.json', message } },
});

async function fileText(url: URL, get: typeof fetch): Promise<string | { readonly why: string }> {
  try {
    const response = await get(url, { cache: 'no-cache', credentials: 'omit' });
    return response.ok ? await response.text() : { why: `could not be loaded: HTTP ${response.status}` };
  } catch {
    return { why: 'could not be loaded: no answer' };
  }
}
