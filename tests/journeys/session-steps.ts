/** Steps of the journeys through a session's life: opening, pages' time, tokens at the EHR, what this tab holds. */
import type { Locator, Page } from '@playwright/test';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { RUTH, expect, openFromChart, type App } from './journey.ts';

export const QUESTION = 'Pain that does not let her sleep.';
export const MINUTE = 60_000;
const HIDDEN = 'Hidden, because it was not used for 15 minutes.';

export type LaunchWith = Parameters<Sandbox['launchUrl']>[0];

const willing = new WeakSet<Page>();

/** The chart as a page of its own, read to its end. A page that has words to lose asks first: it may go. */
export async function open(page: Page, ehr: Sandbox, options: LaunchWith = {}): Promise<void> {
  if (!willing.has(page)) page.on('dialog', (dialog) => void dialog.accept());
  willing.add(page);
  await page.goto(ehr.launchUrl({ patient: RUTH, ...options }));
  await read(page);
}

/** The chart in the EHR's frame, read to its end. */
export async function openFrame(page: Page, ehr: Sandbox, options: LaunchWith = {}): Promise<App> {
  const app = await openFromChart(page, ehr, RUTH, options);
  await read(app);
  return app;
}

/** The whole answer stands. */
export async function read(app: App): Promise<void> {
  await expect(app.getByRole('heading', { level: 1 })).toHaveText(/visit is suggested/);
  await expect(app.getByRole('region', { name: 'Sources' })).toBeVisible();
}

export const banner = (app: App): Locator => app.getByRole('banner');
export const cover = (app: App): Locator => app.getByRole('dialog', { name: HIDDEN });
export const over = (app: App): Locator => app.getByText('The session has ended. Open Alongside again from the chart.');
export const ending = (app: App): Locator => app.getByText(/^The session ends in \d+ minutes?;/);
export const question = (app: App): Locator => app.getByLabel('What you ask of them');

/** Somebody is there. */
export const stir = (page: Page): Promise<void> => page.keyboard.press('Shift');

/** Lets the page's time pass and answers come, until it is so. */
export async function passUntil(page: Page, locator: Locator, step = 2_000): Promise<void> {
  await expect(async () => {
    await page.clock.fastForward(step);
    await expect(locator).toBeVisible({ timeout: 200 });
  }).toPass({ intervals: [50] });
}

/** All that this tab holds for the app. */
export const held = (app: App): Promise<string> =>
  app.locator('body').evaluate(() => JSON.stringify(Object.entries(sessionStorage)));

/** What was typed is written down. */
export async function isKept(app: App, words = QUESTION): Promise<void> {
  await expect.poll(() => held(app)).toContain(words);
}

/** The draft was found, words and all. */
export async function continues(app: App, words = QUESTION): Promise<void> {
  await app.getByRole('button', { name: 'Continue the referral…' }).click();
  await expect(question(app)).toHaveValue(words);
}

/** No draft of anybody's: a referral would begin anew. */
export async function beginsAnew(app: App, words = QUESTION): Promise<void> {
  await expect(app.getByRole('button', { name: 'Refer…' })).toBeVisible();
  await expect(app.getByText(words)).toHaveCount(0);
}

/** Counts from now on what reaches the EHR. */
export function countFrom(ehr: Sandbox): (method: string, path: string | RegExp) => number {
  const before = ehr.requests.length;
  return (method, path) =>
    ehr.requests
      .slice(before)
      .filter((one) => one.method === method && (typeof path === 'string' ? one.path === path : path.test(one.path)))
      .length;
}

/** Those of the secrets issued since with which the chart can be read just now. */
export async function accessTokens(ehr: Sandbox, earlier: ReadonlySet<string>): Promise<readonly string[]> {
  const tried = await Promise.all(
    [...ehr.secrets]
      .filter((one) => !earlier.has(one))
      .map(async (token) => ((await readWith(ehr, token)) === 200 ? [token] : [])),
  );
  return tried.flat();
}

/** The status of a read with this token. */
export async function readWith(ehr: Sandbox, token: string): Promise<number> {
  const answer = await fetch(`${ehr.fhirUrl}/Patient/${RUTH}`, { headers: { Authorization: `Bearer ${token}` } });
  await answer.arrayBuffer();
  return answer.status;
}

/** Of the launch that stands in the page's address: what is left of its first token, by the page's clock. */
export const left = (page: Page, expiresIn: number): Promise<number> =>
  page.evaluate((seconds) => {
    const key = new URL(location.href).searchParams.get('state') ?? '';
    const { tokenAt } = JSON.parse(sessionStorage.getItem(`alongside.launch.${key}`) ?? '{}') as { tokenAt: number };
    return tokenAt + seconds * 1000 - Date.now();
  }, expiresIn);

/**
 * The answer to a renewal is in the page, not only on its way: while it is, the refresh token is written down as spent. A clock
 * that is moved before that runs out the time for which an answer is waited for.
 */
export const hasArrived = (app: App): Promise<void> =>
  expect.poll(() => held(app)).not.toContain('\\"refreshToken\\":null');
