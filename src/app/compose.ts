/** The one place that builds the port. Everything above sees only its type. */
import { openSession } from '../ehr/launch/open-session.ts';
import { launchProblem, type LaunchProblem } from '../ehr/launch/launch-problem.ts';
import { watchPolicy } from '../ehr/launch/policy-violations.ts';
import type { OtherPages } from '../ehr/launch/send-lock.ts';
import { readSite } from '../ehr/launch/read-site.ts';
import type { LensSources } from '../session/lens-context.ts';
import { startSession, type EhrSession } from '../session/start-session.ts';
import { ruleProblems } from '../site/rules.ts';
import { problemLines } from '../site/site.ts';

export type Opened =
  | { readonly ok: true; readonly session: EhrSession; readonly lens: LensSources }
  | { readonly ok: false; readonly problem: LaunchProblem };

type Page = Window & Partial<Pick<typeof globalThis, 'BroadcastChannel'>>;

/** Only pages of this app in this browser hear it: a BroadcastChannel stays within its origin. */
function otherPages({ BroadcastChannel: Channel }: Page): OtherPages | undefined {
  if (Channel === undefined) return undefined;
  const channel = new Channel('alongside.send');
  return {
    // This is no window: there is no target to name.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    tell: (message) => channel.postMessage(message),
    listen: (listener) => channel.addEventListener('message', ({ data }) => listener(data)),
  };
}

/** From the address of this page to an open chart that is being read. Call it once for a page, outside React. */
export async function open(page: Page): Promise<Opened> {
  const withViolations = watchPolicy(page);
  const opened = await openPage(page);
  return opened.ok ? opened : { ok: false, problem: withViolations(opened.problem) };
}

function isHistory({ performance }: Window): boolean {
  const [entry] = performance.getEntriesByType('navigation');
  return entry !== undefined && 'type' in entry && entry.type === 'back_forward';
}

/** This page without a launch: with it everything that was read leaves the browser's memory. */
function closedAddress(here: string, how: 'done' | 'idle'): string {
  const page = new URL(here);
  page.search = new URLSearchParams({ closed: how }).toString();
  page.hash = '';
  return page.href;
}

async function openPage(page: Page): Promise<Opened> {
  const fetcher = page.fetch.bind(page);
  const site = await readSite(page.location.href, fetcher);
  if (!site.ok) return site;
  // The launch page does not know the rules, so their numbers are checked here, before anything is worked out with them.
  const wrong = ruleProblems(site.value);
  if (wrong.length > 0) return { ok: false, problem: launchProblem('site', 'invalid', problemLines(wrong)) };
  // Where its file does not come the screen stays English, and the switch asks for it again.
  const [first = 'en'] = site.value.languages;
  if (first !== 'en')
    void import('../words/load-language.ts').then(({ chooseLanguage }) => chooseLanguage(first)).catch(() => {});
  const opened = await openSession({
    location: page.location,
    storage: () => page.sessionStorage,
    fetch: fetcher,
    now: Date.now,
    site: site.value,
    locks: page.navigator.locks,
    page,
    others: otherPages(page),
  });
  if ('goTo' in opened) {
    page.location.replace(opened.goTo);
    return await new Promise<never>(() => {}); // the page is going
  }
  if (!opened.ok) return opened;
  // "Back" in a frame that an EHR uses for one chart after another shows the one before, in the chart of somebody else.
  const cameBack = opened.port.who().launch.isEarlier && isHistory(page);
  const leave = (how: 'done' | 'idle'): void => page.location.replace(closedAddress(page.location.href, how));
  const { port } = opened;
  const session = startSession(port, Object.freeze(site.value), { leave, cameBack });
  const lens: LensSources = {
    practiceRecords: () => port.practiceRecords(),
    billing: async () => (await import('./read-billing.ts')).readBilling(page.location.href, fetcher),
  };
  wearLook(port.who().launch.styleUrl, page);
  return { ok: true, session, lens };
}

/** After the chart's own requests, in a file that few EHRs need. Without it the page looks as it always does. */
function wearLook(address: string | null, page: Window): void {
  if (address === null) return;
  void import('./theme/take-over.ts').then(({ takeOver }) => takeOver(address, page)).catch(() => {});
}
