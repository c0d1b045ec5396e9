/**
 * `npm run bench`, its second half: how long the built app takes from the token's answer to the final answer on the screen, in a real
 * Chromium, at 150 ms a request, with 500 and 3,000 resources, and with the processor slowed four times. Beside it what the
 * network alone needs in the same run (`critical path`), the difference, the longest task after the first paint and the heap.
 */
import { existsSync, statSync } from 'node:fs';
import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';
import { delay } from '../../src/sandbox/faults.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { sized, startSized, type Size } from '../states/charts.ts';
import { FLAGS, findChromium } from '../support/chromium.ts';
import { median } from './measure.ts';

const BUILT = 'dist/index.html';
const LATENCY_MS = 150;
const RUNS = 3;
const CASES: readonly { readonly size: Size; readonly slowed: number }[] = [
  { size: 500, slowed: 1 },
  { size: 500, slowed: 4 },
  { size: 3000, slowed: 1 },
  { size: 3000, slowed: 4 },
];

const say = (line: string): void => void process.stdout.write(`${line}\n`);

if (existsSync(BUILT)) await measureAll();
else say('The page is not measured: it is not built. Run npm run build first.');

interface Measured {
  /** Milliseconds. */
  readonly answer: number;
  readonly network: number;
  readonly requests: number;
  readonly longest: number;
  readonly megabytes: number;
}

async function measureAll(): Promise<void> {
  const ehr = await startSized();
  const { executablePath, channel, env } = findChromium();
  const browser = await chromium.launch({
    args: FLAGS,
    ...(executablePath === undefined ? {} : { executablePath }),
    ...(channel === undefined ? {} : { channel }),
    ...(env === undefined ? {} : { env }),
  });
  try {
    say(
      `page as built on ${statSync(BUILT).mtime.toISOString().slice(0, 16)}, ${String(LATENCY_MS)} ms a request, middle of ${String(RUNS)} runs\nresources  CPU  token to answer  critical path  difference  longest task  heap`,
    );
    // Once without counting: the demo EHR indexes on the first search.
    for (const size of new Set(CASES.map((one) => one.size))) await measure(browser, ehr, { size, slowed: 1 });
    for (const one of CASES) {
      const runs: Measured[] = [];
      for (let run = 0; run < RUNS; run += 1) runs.push(await measure(browser, ehr, one));
      const middle = (of: (run: Measured) => number): string => median(runs.map(of)).toFixed(0);
      say(
        [
          String(one.size).padStart(9),
          `${String(one.slowed)}x`.padStart(5),
          `${middle((run) => run.answer)} ms`.padStart(17),
          `${middle((run) => run.network)} ms`.padStart(15),
          `${middle((run) => run.answer - run.network)} ms`.padStart(12),
          `${middle((run) => run.longest)} ms`.padStart(14),
          `${middle((run) => run.megabytes)} MB`.padStart(6),
        ].join(''),
      );
    }
  } finally {
    await browser.close();
    await ehr.stop();
  }
}

async function measure(
  browser: Browser,
  ehr: Sandbox,
  { size, slowed }: { readonly size: Size; readonly slowed: number },
): Promise<Measured> {
  const context = await browser.newContext({ viewport: { width: 1024, height: 640 } });
  try {
    const page = await context.newPage();
    const client = await context.newCDPSession(page);
    await client.send('Emulation.setCPUThrottlingRate', { rate: slowed });
    const requests = await watchRequests(client, ehr.ehrUrl);
    await watchPage(page);
    ehr.faults.clear();
    // At the EHR, not in the browser: what can be asked side by side is answered side by side.
    ehr.faults.add({ path: /^\/(fhir|auth)\//, action: delay(LATENCY_MS) });
    await page.goto(ehr.launchUrl({ patient: sized(size) }));
    await page.waitForFunction(() => (globalThis as Seen).answered !== undefined, undefined, { timeout: 120_000 });
    // What comes behind the answer belongs to the longest task too.
    await page.getByRole('region', { name: 'Sources' }).waitFor();
    await page.waitForTimeout(1000);
    const seen = await page.evaluate(() => {
      const { answered = NaN, tasks = [] } = globalThis as Seen;
      const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
      const after = tasks.filter(({ from }) => from >= paint).map(({ lasted }) => lasted);
      return { answered: performance.timeOrigin + answered, longest: Math.max(0, ...after) };
    });
    await client.send('HeapProfiler.collectGarbage');
    const { usedSize } = await client.send('Runtime.getHeapUsage');
    const { token, reads } = requests();
    const inTime = reads.filter(({ to }) => to <= seen.answered);
    return {
      answer: seen.answered - token,
      network: criticalPath(inTime),
      requests: inTime.length,
      longest: seen.longest,
      megabytes: usedSize / 1e6,
    };
  } finally {
    await context.close();
    ehr.faults.clear();
  }
}

interface Task {
  readonly from: number;
  readonly lasted: number;
}

type Seen = typeof globalThis & { answered?: number; tasks?: Task[] };

/** Has the page write down when the final answer was painted, and every task over 50 ms. */
async function watchPage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = globalThis as typeof globalThis & { answered?: number; tasks?: { from: number; lasted: number }[] };
    const tasks: { from: number; lasted: number }[] = [];
    seen.tasks = tasks;
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) tasks.push({ from: startTime, lasted: duration });
    }).observe({ type: 'longtask', buffered: true });
    new MutationObserver((_, observer) => {
      if (!/visit is suggested/.test(document.querySelector('h1')?.textContent ?? '')) return;
      observer.disconnect();
      // The frame in which it is painted, and the moment after that.
      requestAnimationFrame(() => {
        setTimeout(() => {
          seen.answered = performance.now();
        });
      });
    }).observe(document, { childList: true, subtree: true, characterData: true });
  });
}

/** From the first byte of asking to the last of the answer, in milliseconds since 1970. */
interface Read {
  readonly from: number;
  readonly to: number;
}

interface Requests {
  /** When the token had come. */
  readonly token: number;
  readonly reads: readonly Read[];
}

async function watchRequests(client: CDPSession, ehrUrl: string): Promise<() => Requests> {
  await client.send('Network.enable');
  const open = new Map<string, { readonly url: string; readonly from: number; readonly wall: number }>();
  const reads: Read[] = [];
  let token = NaN;
  client.on('Network.requestWillBeSent', ({ requestId, request, timestamp, wallTime }) => {
    if (request.url.startsWith(ehrUrl) && request.method !== 'OPTIONS')
      open.set(requestId, { url: request.url, from: timestamp, wall: wallTime });
  });
  client.on('Network.loadingFinished', ({ requestId, timestamp }) => {
    const one = open.get(requestId);
    if (one === undefined) return;
    const from = one.wall * 1000;
    const to = from + (timestamp - one.from) * 1000;
    if (one.url.includes('/auth/token')) token = to;
    else if (one.url.includes('/fhir/')) reads.push({ from, to });
  });
  return () => ({ token, reads: reads.filter(({ from }) => from >= token) });
}

/**
 * The longest chain of requests of which each began after the one before had ended: what the network needs when everything else
 * takes no time. Gaps between two of a chain are the app's and do not count.
 */
function criticalPath(reads: readonly Read[]): number {
  const byEnd = reads.toSorted((a, b) => a.to - b.to);
  const longest: number[] = [];
  for (const [index, one] of byEnd.entries()) {
    let before = 0;
    for (let earlier = 0; earlier < index; earlier += 1)
      if ((byEnd[earlier]?.to ?? Infinity) <= one.from) before = Math.max(before, longest[earlier] ?? 0);
    longest.push(before + one.to - one.from);
  }
  return Math.max(0, ...longest);
}
