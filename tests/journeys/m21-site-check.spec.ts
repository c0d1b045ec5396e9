/** The page for whoever connects a site, before any chart: what works, what it will fall back to, whom to ask for what. */
import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { status } from '../../src/sandbox/faults.ts';
import { PERSONALITIES } from '../../src/sandbox/personalities.ts';
import type { SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { ehrWith, expect, test } from './journey.ts';

type SiteChange = NonNullable<SandboxOptions['site']>;

const issuers =
  (more: Record<string, unknown>): SiteChange =>
  (site) => ({ ...site, issuers: (site['issuers'] as object[]).map((one) => ({ ...one, ...more })) });

/** Opens the check page of a demo EHR of its own, and waits until everybody has been asked. */
async function checked(page: Page, options: Omit<SandboxOptions, 'scenarios'>, act: (page: Page) => Promise<void>) {
  const ehr = await ehrWith(options);
  try {
    await page.goto(`${ehr.appUrl}/index.html?check`);
    await expect(page.getByRole('button', { name: 'Copy the whole list' })).toBeVisible({ timeout: 20_000 });
    await act(page);
    // Nobody has signed in, and nothing was written.
    expect(ehr.requests.filter(({ method }) => !['GET', 'OPTIONS'].includes(method))).toEqual([]);
    expect(ehr.secrets.size).toBe(0);
  } finally {
    await ehr.stop();
  }
}

const row = (page: Page, text: RegExp | string) => page.getByRole('listitem').filter({ hasText: text });

test('M21 a site that is in order: nothing blocked, how a referral leaves, and what is left to do', async ({
  page,
}) => {
  await checked(page, {}, async () => {
    await expect(page.getByRole('status').first()).toHaveText('Nothing that was tried is blocked.');
    await expect(row(page, 'site.json is valid')).toContainText('Works');
    await expect(row(page, 'A referral leaves as an order (ServiceRequest).')).toContainText('Works');
    await expect(row(page, 'Orders carry no code of yours')).toContainText('enter it as referral.orderCoding');
    await expect(row(page, 'Registered at the EHR: client id alongside-demo')).toContainText('Not tried');
    await expect(row(page, 'This page is served with the headers')).toContainText('Works');
    await page.evaluate(axe.source);
    const faults = await page.evaluate(async () => {
      const { axe: judge } = window as unknown as { axe: typeof axe };
      return (await judge.run()).violations.map(({ id }) => id);
    });
    expect(faults).toEqual([]);
    for (const width of [320, 1024]) {
      await page.setViewportSize({ width, height: 640 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  });
});

for (const { name, way, verdict } of [
  { name: 'epic-like', way: 'A referral leaves as a letter filed in the chart', verdict: 'Will fall back' },
  { name: 'oracle-like', way: 'A referral leaves as a message', verdict: 'Will fall back' },
  { name: 'meditech-like', way: 'No referral can be sent.', verdict: 'Will fall back' },
] as const)
  test(`M21 on the ${name} EHR: said before the first chart what a referral falls back to`, async ({ page }) => {
    await checked(page, { personality: PERSONALITIES[name] }, async () => {
      await expect(row(page, way)).toContainText(verdict);
      await expect(row(page, 'Not as an order (ServiceRequest)')).toContainText('the EHR does not offer it to apps');
      await expect(row(page, 'The server calls itself')).toContainText('Enter "vendor"');
    });
  });

test.describe('what the browser forbids', () => {
  test.use({ provoked: true });

  test('M21 a header that the site sends and the EHR does not let through: blocked, with both remedies', async ({
    page,
  }) => {
    const personality = { ...PERSONALITIES['epic-like'], inSite: { conditionalCreate: true } };
    await checked(page, { personality }, async () => {
      const header = row(page, 'If-None-Exist does not go through.');
      await expect(header).toContainText('Blocked');
      await expect(header).toContainText(
        'set issuers[].conditionalCreate to false, or ask the EHR team to allow the request header If-None-Exist.',
      );
      await expect(page.getByRole('status').first()).toContainText('blocked');
    });
  });

  test('M21 an EHR that does not know this app’s origin: blocked, and what to ask for', async ({ page }) => {
    const ehr = await ehrWith({});
    try {
      ehr.faults.add({ method: 'OPTIONS', path: '/fhir/metadata', action: status(403) });
      await page.goto(`${ehr.appUrl}/index.html?check`);
      await expect(row(page, 'This page may not read answers of')).toContainText(
        `Ask the EHR team to allow the origin ${ehr.appUrl}, with the request headers Authorization, Content-Type and Accept.`,
      );
    } finally {
      await ehr.stop();
    }
  });

  test('M21 an EHR that was added and not put into the headers: its own policy is named', async ({ page }) => {
    const two: SiteChange = (site) => {
      const [first] = site['issuers'] as object[];
      return { ...site, issuers: [first, { ...first, iss: 'https://elsewhere.invalid/fhir', label: 'The other EHR' }] };
    };
    await checked(page, { site: two }, async () => {
      const other = page.getByRole('region', { name: 'The other EHR' });
      await expect(other.getByRole('listitem').filter({ hasText: 'Content-Security-Policy' })).toContainText(
        'npm run headers',
      );
      await expect(other.getByText('Compare iss', { exact: false })).toHaveCount(0);
    });
  });
});

test('M21 a site.json with mistakes: every one with its place and what would be right, and nobody is asked', async ({
  page,
}) => {
  const wrong: SiteChange = (site) => ({
    ...site,
    timeZone: 'Ohio',
    issuers: [{ label: 'Demo EHR', clientId: 7, iss: 'http://ehr.example.org/fhir' }],
  });
  await checked(page, { site: wrong }, async () => {
    await expect(page.getByRole('status').first()).toHaveText('3 things are blocked.');
    await expect(row(page, 'timeZone must be an IANA time zone, for example "America/New_York"')).toHaveCount(1);
    await expect(row(page, /issuers\[0\]\.iss must be an https address/)).toHaveCount(1);
    await expect(row(page, /issuers\[0\]\.clientId must be a text, for example/)).toHaveCount(1);
    await expect(page.getByRole('region', { name: 'Demo EHR' })).toHaveCount(0);
  });
});

test('M21 numbers and services that are wrong are named too, and the EHR is asked all the same', async ({ page }) => {
  const wrong: SiteChange = (site) => ({ ...site, thresholds: { 'no-such-rule': { days: 3 } } });
  await checked(page, { site: wrong }, async () => {
    await expect(row(page, 'thresholds.no-such-rule is no rule')).toContainText('Blocked');
    await expect(page.getByRole('region', { name: 'Demo EHR' })).toBeVisible();
  });
});

test('M21 a site that names its EHR is not asked for it, and a chart opens with one request less', async ({ page }) => {
  const ehr = await ehrWith({ personality: PERSONALITIES['epic-like'], site: issuers({ vendor: 'epic' }) });
  try {
    await page.goto(`${ehr.appUrl}/index.html?check`);
    await expect(row(page, 'site.json says which EHR it is: epic.')).toContainText('Works');
    const before = ehr.requests.length;
    await page.goto(ehr.launchUrl({ patient: 'lung4-patient' }));
    await expect(page.getByRole('heading', { level: 1 })).toContainText('visit is suggested');
    const asked = ehr.requests.slice(before).map(({ path }) => path);
    const statement = asked.indexOf('/fhir/metadata');
    expect(statement === -1 || statement > asked.indexOf('/fhir/Encounter')).toBe(true);
  } finally {
    await ehr.stop();
  }
});
