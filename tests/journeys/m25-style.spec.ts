/** The EHR's own look (`smart_style_url`), which is taken over where words stay readable, and which cannot do harm. */
import type { FrameLocator, Page } from '@playwright/test';
import { hold, status } from '../../src/sandbox/faults.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { RUTH, draft, expect, openFromChart, test, withListener } from './journey.ts';

const ANSWER = { level: 1 } as const;
const STYLE = '/style/sand.json';

/** What the page is drawn with, as the browser has worked it out. */
interface Drawn {
  readonly ground: string;
  readonly ink: string;
  readonly action: string;
  readonly onAction: string;
  readonly scheme: string;
  readonly size: string;
  readonly face: string;
  readonly answerFace: string;
}

async function drawn(app: FrameLocator): Promise<Drawn> {
  return await app.locator('body').evaluate((body) => {
    // Also where it is not shown, as in print.
    const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Refer…') ?? body;
    const page = getComputedStyle(document.documentElement);
    const action = getComputedStyle(button);
    return {
      ground: page.backgroundColor,
      ink: page.color,
      action: action.backgroundColor,
      onAction: action.color,
      scheme: page.colorScheme,
      size: getComputedStyle(document.body).fontSize,
      face: page.fontFamily,
      answerFace: getComputedStyle(document.querySelector('h1') ?? button).fontFamily,
    };
  });
}

async function openWith(page: Page, ehr: Sandbox, options: Parameters<Sandbox['chartUrl']>[0]): Promise<FrameLocator> {
  const app = await openFromChart(page, ehr, RUTH, options);
  await expect(app.getByRole('heading', ANSWER)).toHaveText(/visit is suggested/);
  return app;
}

/** Words against the ground that they stand on, for every piece of text that is seen: the smallest ratio. */
async function faintest(app: FrameLocator): Promise<{ readonly ratio: number; readonly words: string }> {
  return await app.locator('body').evaluate((body) => {
    type Rgb = readonly [number, number, number, number];
    const parse = (css: string): Rgb => {
      const [r = 0, g = 0, b = 0, a = 1] = (css.match(/[\d.]+/g) ?? []).map(parseFloat);
      return [r, g, b, a];
    };
    const luminance = ([r, g, b]: Rgb): number => {
      const [x = 0, y = 0, z = 0] = [r, g, b].map((part) => {
        const channel = part / 255;
        return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    const groundOf = (element: Element | null): Rgb => {
      if (element === null) return [255, 255, 255, 1];
      const ground = parse(getComputedStyle(element).backgroundColor);
      return ground[3] === 0 ? groundOf(element.parentElement) : ground;
    };
    let least = { ratio: 21, words: '' };
    const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      const words = node.textContent?.trim() ?? '';
      if (element === null || words === '' || !element.checkVisibility({ visibilityProperty: true })) continue;
      const [one, other] = [luminance(parse(getComputedStyle(element).color)), luminance(groundOf(element))];
      const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
      if (ratio < least.ratio) least = { ratio, words };
    }
    return least;
  });
}

test.describe('M25 the EHR’s look', () => {
  test('M25 the EHR’s colors are taken over where words stay readable', async ({ page, ehr }) => {
    const plain = await drawn(await openWith(page, ehr, {}));
    const app = await openWith(page, ehr, { style: 'sand' });
    await expect.poll(async () => (await drawn(app)).ground).toBe('rgb(237, 234, 227)');
    const look = await drawn(app);
    expect(look.ink).toBe('rgb(48, 48, 48)');
    // The EHR's blue is too faint for words on its own ground; darker it is not, and it is not our teal.
    expect(look.action).not.toBe('rgb(105, 181, 206)');
    expect(look.action).not.toBe(plain.action);
    expect((await faintest(app)).ratio).toBeGreaterThanOrEqual(4.5);
    await draft(app, { agrees: 'unanswered' });
    const least = await faintest(app);
    expect(least.ratio, least.words).toBeGreaterThanOrEqual(4.5);
  });

  test('M25 the trainer’s box on the chart page gives the app the EHR’s look', async ({ page, ehr }) => {
    await page.goto(ehr.chartUrl({ patient: RUTH }));
    await page.getByText('Launch options for training').click();
    await page.getByRole('checkbox', { name: 'The EHR’s own look' }).or(page.getByLabel("The EHR's own look")).check();
    await page.getByRole('button', { name: 'Open Alongside' }).click();
    const app = page.frameLocator('iframe').first();
    await expect(app.getByRole('heading', ANSWER)).toHaveText(/visit is suggested/);
    await expect.poll(async () => (await drawn(app)).ground).toBe('rgb(237, 234, 227)');
  });

  test('M25 the EHR’s look goes before the dark that the user prefers, and high contrast and print before it', async ({
    page,
    ehr,
  }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    const app = await openWith(page, ehr, { style: 'sand' });
    await expect.poll(async () => (await drawn(app)).ground).toBe('rgb(237, 234, 227)');
    expect((await drawn(app)).scheme).toBe('light');
    await page.emulateMedia({ colorScheme: 'light', contrast: 'more' });
    expect(await drawn(app)).toMatchObject({ ground: 'rgb(255, 255, 255)', ink: 'rgb(0, 0, 0)' });
    await page.emulateMedia({ colorScheme: 'light', contrast: 'no-preference', media: 'print' });
    expect(await drawn(app)).toMatchObject({ ground: 'rgb(255, 255, 255)', ink: 'rgb(0, 0, 0)' });
  });

  test('M25 a dark look of the EHR is dark, form controls too', async ({ page, ehr }) => {
    const app = await openWith(page, ehr, { style: 'night' });
    await expect.poll(async () => (await drawn(app)).ground).toBe('rgb(16, 24, 43)');
    expect((await drawn(app)).scheme).toBe('dark');
    const least = await faintest(app);
    expect(least.ratio, least.words).toBeGreaterThanOrEqual(4.5);
  });
});

/** Every value of a style document, hostile in its own way. */
const INJECTED = {
  color_background: 'url(https://evil.example/x)',
  color_text: '#fff;} body { display: none } :root { --x: 1',
  color_highlight: 'red',
  color_error: 'white',
  dim_font_size: '900px',
  dim_border_radius: 'calc(infinity * 1px)',
  dim_spacing_size: '100vh',
  font_family_body: 'Wingdings, Webdings',
  font_family_heading: '"x"; @import url(https://evil.example/x)',
  'position; fixed': 'x',
  ['__proto__']: { color_text: '#ffffff' },
};

const JSON_TYPE = { 'content-type': 'application/json' };

test.describe('M25 a hostile style changes nothing', () => {
  for (const [what, action] of [
    ['CSS in its values', status(200, JSON.stringify({ ...INJECTED, dim_font_size: '15px; color: white' }), JSON_TYPE)],
    ['a huge document', status(200, JSON.stringify({ color_background: '#000000', x: 'x'.repeat(3e6) }), JSON_TYPE)],
    ['another type of content', status(200, '{"color_background":"#000000"}', { 'content-type': 'text/css' })],
    ['no JSON', status(200, '{"color_background":"#000000"', JSON_TYPE)],
    ['an address elsewhere', status(302, '', { location: '/style/night.json' })],
    ['an error', status(500, '{"color_background":"#000000"}', JSON_TYPE)],
  ] as const)
    test(`M25 a hostile style changes nothing: ${what}`, async ({ page, ehr }) => {
      const plain = await drawn(await openWith(page, ehr, {}));
      ehr.faults.add({ path: STYLE, action });
      const asked = requestsFor(ehr);
      const app = await openWith(page, ehr, { style: 'sand' });
      await expect.poll(() => requestsFor(ehr)).toBe(asked + 1);
      await expect(app.getByRole('region', { name: 'Sources' })).toBeVisible();
      expect(await drawn(app)).toEqual(plain);
    });

  test('M25 a hostile style changes nothing: no answer for a minute', async ({ page, ehr }) => {
    const held = hold();
    ehr.faults.add({ path: STYLE, action: held });
    const plain = await drawn(await openWith(page, ehr, {}));
    const app = await openWith(page, ehr, { style: 'sand' });
    await held.arrived;
    await expect(app.getByRole('region', { name: 'Sources' })).toBeVisible();
    await page.waitForTimeout(3500);
    held.release();
    await page.waitForTimeout(300);
    expect(await drawn(app)).toEqual(plain);
  });

  test('M25 a hostile style changes nothing: a foreign host is not even asked', async ({ page, ehr }) => {
    await withListener(async (origin, requests) => {
      const plain = await drawn(await openWith(page, ehr, {}));
      const app = await openWith(page, ehr, { styleUrl: `${origin}/style.json` });
      await expect(app.getByRole('region', { name: 'Sources' })).toBeVisible();
      expect(await drawn(app)).toEqual(plain);
      expect(requests()).toBe(0);
    });
  });

  test('M25 a style whose words could not be read is moved until they can', async ({ page, ehr }) => {
    const grey = { color_background: '#808080', color_text: '#7f7f7f', color_highlight: '#818181' };
    ehr.faults.add({ path: STYLE, action: status(200, JSON.stringify(grey), JSON_TYPE) });
    const plain = await drawn(await openWith(page, ehr, {}));
    const app = await openWith(page, ehr, { style: 'sand' });
    await expect.poll(async () => (await drawn(app)).ground).not.toBe(plain.ground);
    const least = await faintest(app);
    expect(least.ratio, least.words).toBeGreaterThanOrEqual(4.5);
  });
});

const requestsFor = (ehr: Sandbox): number =>
  ehr.requests.filter(({ path, status: answered }) => path === STYLE && answered !== undefined).length;
