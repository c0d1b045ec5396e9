/** For everyone: every named state of the screen, in both languages, light and dark, wide and narrow; keyboard, announcements, print. */
import axe from 'axe-core';
import type { Page } from '@playwright/test';
import { hold, status } from '../../src/sandbox/faults.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { startClinic, startSized } from '../states/charts.ts';
import { layoutFaults } from '../states/layout.ts';
import { STATES, arrive, leave, type State } from '../states/states.ts';
import { openFact } from './add-facts.ts';
import { RUTH, alsoWatched, expect, test as base } from './journey.ts';
import { tabTo } from './keyboard.ts';

interface Charts {
  /** The demo EHR with the charts of the states. */
  readonly clinic: Sandbox;
  /** The one with the long charts. */
  readonly sized: Sandbox;
}

const test = base.extend<object, Charts>({
  clinic: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures off this pattern
    async ({}, use) => {
      const ehr = alsoWatched(await startClinic());
      await use(ehr);
      await ehr.stop();
    },
    { scope: 'worker' },
  ],
  sized: [
    // oxlint-disable-next-line no-empty-pattern -- as above
    async ({}, use) => {
      const ehr = alsoWatched(await startSized());
      await use(ehr);
      await ehr.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

test.describe.configure({ mode: 'parallel' });

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const WIDE = { width: 1024, height: 640 };
/** The narrowest frame of an EHR, and what 1024 x 640 is at 200 %. */
const NARROW = [
  { width: 320, height: 640 },
  { width: 512, height: 320 },
] as const;
type Language = 'en' | 'es';

test.describe('M25 every state of the screen', () => {
  test('M25 there are at least 25 states, each with a name of its own', () => {
    expect(STATES.length).toBeGreaterThanOrEqual(25);
    expect(new Set(STATES.map(({ name }) => name)).size).toBe(STATES.length);
  });

  const declare = (state: State): void => {
    const title = `M25 state ${state.name}: no fault for axe or the eye, in any language, light or dark, wide or narrow`;
    if (state.ehr === 'sized') test(title, async ({ page, sized }) => judge(state, page, sized));
    else test(title, async ({ page, clinic }) => judge(state, page, clinic));
  };
  for (const state of STATES) {
    if (state.name !== 'waiting-for-the-token') declare(state);
    else
      test.describe('before the code is exchanged', () => {
        // It stands in the address until then, and here that never comes.
        test.use({ replayed: true });
        declare(state);
      });
  }
});

/** Reached once, and then looked at in every way: getting there takes longer than looking. */
async function judge(state: State, page: Page, ehr: Sandbox): Promise<void> {
  await page.setViewportSize(WIDE);
  page.on('dialog', (dialog) => void dialog.accept());
  const faults: string[] = [];
  try {
    await arrive(state, { page, ehr });
    await page.evaluate(axe.source);
    for (const language of ['en', 'es'] as const) {
      if (!(await speak(page, language))) continue;
      const note = (where: string, found: readonly string[]): void =>
        void faults.push(...found.map((one) => `${language}, ${where}: ${one}`));
      note('light', await violations(page, TAGS));
      for (const size of [WIDE, ...NARROW]) {
        await page.setViewportSize(size);
        await stillness(page);
        note(`${size.width} px`, await page.evaluate(layoutFaults));
      }
      await page.setViewportSize(WIDE);
    }
    // Of all that axe looks at, only the contrast is another in the dark, and that is the same in every language.
    await page.emulateMedia({ colorScheme: 'dark' });
    faults.push(...(await violations(page, 'color-contrast')).map((one) => `dark: ${one}`));
  } finally {
    await leave(ehr);
  }
  expect(faults, state.name).toEqual([]);
}

/** What moves has come to rest: a sheet slides in anew when the window gets narrow. */
async function stillness(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    await frame();
    const moving = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity);
    await Promise.allSettled(moving.map(({ finished }) => finished));
  });
}

/** False where the page offers no other language than the one it has. */
async function speak(page: Page, language: Language): Promise<boolean> {
  const html = page.locator('html');
  if ((await html.getAttribute('lang')) === language) return true;
  const choice = page.locator(`button[lang=${language}]`);
  if ((await choice.count()) === 0 || (await page.locator('dialog:modal').count()) > 0) return false;
  // Also behind a sheet, where a pointer does not get to it.
  await choice.evaluate((one) => (one as HTMLElement).click());
  await expect(html).toHaveAttribute('lang', language);
  return true;
}

/** By axe's rules with these tags, or by one rule: rule, element and why. */
async function violations(page: Page, by: readonly string[] | string): Promise<readonly string[]> {
  return await page.evaluate(async (what) => {
    const { axe: engine } = window as unknown as { axe: typeof axe };
    const runOnly =
      typeof what === 'string'
        ? { type: 'rule' as const, values: [what] }
        : { type: 'tag' as const, values: [...what] };
    const { violations: found } = await engine.run(document, { runOnly, resultTypes: ['violations'] });
    return found.flatMap(({ id, nodes }) =>
      nodes.map(({ target, any, all, none }) => {
        const why = [...any, ...all, ...none][0]?.message ?? '';
        return `${id} ${target.join(' ')} ${why}`;
      }),
    );
  }, by);
}

/** What has the focus: its name, the part of the page it stands in, and whether an eye finds it. */
interface Focused {
  readonly name: string;
  readonly part: string;
  readonly top: number;
  readonly seen: boolean;
  readonly ringed: boolean;
}

async function focused(page: Page): Promise<Focused | null> {
  return await page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return null;
    const { width, height, top } = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const PART = 'section[aria-labelledby], section[aria-label], nav, header, footer, [role=dialog]';
    let section: Element | null = null;
    // The outermost: a part of a part is the part.
    for (let one: Element | null = element; one !== null; one = one.parentElement) if (one.matches(PART)) section = one;
    const label = section?.getAttribute('aria-label') ?? null;
    const labelled = document.getElementById(section?.getAttribute('aria-labelledby') ?? '')?.textContent ?? '';
    return {
      name: element.getAttribute('aria-label') ?? (element.textContent ?? '').trim().replaceAll(/\s+/g, ' '),
      part: label ?? (labelled === '' ? (section?.tagName.toLowerCase() ?? '') : labelled),
      top: top + window.scrollY,
      seen: element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && width > 4 && height > 4,
      ringed:
        (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2) ||
        style.boxShadow !== 'none' ||
        // A mark in a picture draws its own ring.
        element instanceof SVGElement,
    };
  });
}

/** Everything that Tab reaches from the top of the page, once round. */
async function tabThrough(page: Page, most = 200): Promise<readonly Focused[]> {
  const reached: Focused[] = [];
  for (let press = 0; press < most; press += 1) {
    await page.keyboard.press('Tab');
    const one = await focused(page);
    if (one === null) break;
    reached.push(one);
  }
  return reached;
}

const PARTS = ['', 'header', 'Answer', 'Sections of this page', 'Why'] as const;

test.describe('M25 keyboard', () => {
  test('M25 Tab goes through the page in its reading order, and nothing that it reaches is out of sight', async ({
    page,
    clinic,
  }) => {
    await page.goto(clinic.launchUrl({ patient: RUTH }));
    await expect(page.getByRole('region', { name: 'Sources' })).toBeVisible();
    const reached = await tabThrough(page);
    expect(reached.length).toBeGreaterThan(15);
    expect(reached[0]?.name).toBe('Skip to the answer');
    expect(reached.filter(({ seen }) => !seen).map(({ name }) => name)).toEqual([]);
    expect(reached.filter(({ ringed }) => !ringed).map(({ name }) => name)).toEqual([]);
    // The parts come one after the other, and none twice.
    const parts = reached.map(({ part }) => part).filter((part, index, all) => part !== all[index - 1]);
    expect(new Set(parts).size, parts.join(' > ')).toBe(parts.length);
    const known = parts.filter((part) => (PARTS as readonly string[]).includes(part));
    expect(known).toEqual(PARTS.filter((part) => known.includes(part)));
    expect(parts.at(-1)).toBe('footer');
    // Within a part of one column, downward.
    for (const part of ['Why', 'Sources']) {
      const tops = reached.filter((one) => one.part === part).map(({ top }) => top);
      expect(tops.length, part).toBeGreaterThan(0);
      expect(tops.toSorted((a, b) => a - b)).toEqual(tops);
    }
  });

  test('M25 the link past the banner leads to the answer', async ({ page, clinic }) => {
    await page.goto(clinic.launchUrl({ patient: RUTH }));
    await expect(page.getByRole('region', { name: 'Sources' })).toBeVisible();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  });

  test('M25 from the launch to a sent referral without a pointer', async ({ page, ehr }) => {
    await page.goto(ehr.launchUrl({ patient: RUTH }));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/visit is suggested/);
    await tabTo(page, page.getByRole('button', { name: 'Refer…' }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toBeVisible();
    const yes = page.getByRole('radio', { name: 'Yes', exact: true });
    await tabTo(page, yes);
    await page.keyboard.press('Space');
    await expect(yes).toBeChecked();
    const question = page.getByLabel('What you ask of them');
    await tabTo(page, question);
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('Please help with pain.');
    await expect(page.getByText('Looking for other referrals before anything can be sent.')).toBeHidden();
    await tabTo(page, page.getByRole('button', { name: /^Send referral for / }));
    await page.keyboard.press('Enter');
    await expect(page.getByText('Referral order placed', { exact: true })).toBeVisible();
    // The focus is on what became of it, or near it: not lost at the top of the page.
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false);
  });

  test('M25 a panel and a form give the focus back to where they were opened', async ({ page, clinic }) => {
    await page.goto(clinic.launchUrl({ patient: RUTH }));
    await expect(page.getByRole('region', { name: 'Sources' })).toBeVisible();
    const add = page.getByRole('button', { name: 'Add what you know' });
    await tabTo(page, add);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Add what you know' })).toBeFocused();
    await tabTo(page, page.getByRole('region', { name: 'Add what you know' }).getByRole('button', { name: 'Close' }));
    await page.keyboard.press('Enter');
    await expect(add).toBeFocused();
    const refer = page.getByRole('button', { name: 'Refer…' });
    await tabTo(page, refer);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.locator('#refer')).toBeFocused();
  });
});

/** Writes down what a screen reader would be told by the page's live regions, in order, from the first moment. */
async function listen(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(() => {
    const heard: string[] = [];
    (window as unknown as { heard: string[] }).heard = heard;
    const LIVE = 'output, [role=status], [role=alert], [aria-live=polite], [aria-live=assertive]';
    const last = new WeakMap<Element, string>();
    new MutationObserver(() => {
      for (const region of document.querySelectorAll(LIVE)) {
        const words = (region.textContent ?? '').trim();
        if (words === (last.get(region) ?? '')) continue;
        last.set(region, words);
        if (words !== '') heard.push(words);
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
}

test.describe('M25 announcements', () => {
  test.afterEach(({ clinic }) => clinic.faults.clear());

  test('M25 from so far to the whole answer one sentence is read out, however many sources come one by one', async ({
    page,
    clinic,
  }) => {
    const late = ['Procedure', 'CarePlan', 'Goal'].map((type) => ({ type, held: hold() }));
    for (const { type, held } of late) clinic.faults.add({ method: 'GET', path: `/fhir/${type}?`, action: held });
    const heard = await listen(page);
    await page.goto(clinic.launchUrl({ patient: RUTH }));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^So far: /);
    const [first, second, third] = late;
    for (const one of [first, second]) {
      one?.held.release();
      await page.waitForTimeout(400);
    }
    expect((await heard()).filter((one) => /answer|so far|read/i.test(one))).toEqual([]);
    third?.held.release();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/visit is suggested/);
    await page.waitForTimeout(3500);
    const answers = (await heard()).filter((one) => one.startsWith('The answer:'));
    expect(answers).toHaveLength(1);
    expect(answers[0]).toContain((await page.getByRole('heading', { level: 1 }).textContent()) ?? '?');
  });

  test('M25 a source that is read again and changes the answer: the new one is read out once', async ({
    page,
    clinic,
  }) => {
    clinic.faults.add({ method: 'GET', path: '/fhir/Encounter?', action: status(400) });
    const heard = await listen(page);
    await page.goto(clinic.launchUrl({ patient: RUTH }));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/nurse call is suggested/);
    await page.waitForTimeout(500);
    const before = (await heard()).length;
    clinic.faults.clear();
    await page.getByRole('button', { name: 'Read again: encounters' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/visit is suggested/);
    await page.waitForTimeout(3500);
    const since = (await heard()).slice(before).filter((one) => one.startsWith('The answer:'));
    expect(since).toHaveLength(1);
    expect(since[0]).toMatch(/visit is suggested/);
  });

  test('M25 what was entered is read out, and the answer that it leads to, once each', async ({ page, clinic }) => {
    const heard = await listen(page);
    await page.goto(clinic.launchUrl({ patient: 'breast2-patient' }));
    const form = await openFact(page, 'Performance status');
    await form.getByRole('radio', { name: /^3: / }).check();
    await page.waitForTimeout(3500);
    const before = (await heard()).length;
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await page.waitForTimeout(3500);
    const since = (await heard()).slice(before);
    expect(since.filter((one) => one.startsWith('Added: '))).toHaveLength(1);
    expect(since.filter((one) => one.startsWith('The answer:')).length).toBeLessThanOrEqual(1);
  });
});

test.describe('M25 print', () => {
  test('M25 on paper: the answer, what is met and what cannot be told with its evidence, sources, version, time; no button', async ({
    page,
    clinic,
  }) => {
    await page.goto(clinic.launchUrl({ patient: RUTH }));
    await expect(page.getByRole('region', { name: 'Sources' })).toBeVisible();
    const why = page.getByRole('region', { name: 'Why' });
    const names = await why
      .getByRole('button', { name: /^(Met|Cannot tell): / })
      .evaluateAll((all) =>
        all.map((one) => (one.querySelector('span span')?.textContent ?? one.textContent ?? '').trim()),
      );
    expect(names.length).toBeGreaterThan(3);
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByRole('banner')).toContainText('Ruth Martin');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('list', { name: 'Reasons' })).toBeVisible();
    // The evidence of what is folded on the screen is on paper.
    const found = page.locator('#why ~ * dt, section[aria-labelledby=why] dt').filter({ hasText: /^Found$/ });
    expect(await found.count()).toBeGreaterThanOrEqual(names.length);
    for (const one of await found.all()) await expect(one).toBeVisible();
    await expect(page.getByRole('region', { name: 'Sources' })).toBeVisible();
    const footer = page.getByRole('contentinfo');
    await expect(footer).toContainText(/\d+\.\d+\.\d+/);
    await expect(footer).toContainText(/\d{1,2}:\d{2}/);
    // A row that opens is words as well, and a mark in the picture is a mark: both are on paper.
    const pressed = await page
      .locator('button:not([aria-expanded]), [role=button]:not([aria-expanded]), nav a, input, select')
      .evaluateAll((all) =>
        all
          .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !(one instanceof SVGElement))
          .map((one) => (one.textContent ?? '').trim()),
      );
    expect(pressed).toEqual([]);
    expect(await page.evaluate(layoutFaults)).toEqual([]);
    expect((await page.pdf({ format: 'Letter' })).byteLength).toBeGreaterThan(10_000);
  });

  test('M25 hidden from everybody is hidden on paper too', async ({ page, clinic }) => {
    const away = STATES.find(({ name }) => name === 'away');
    if (away === undefined) throw new Error('there is no such state');
    await arrive(away, { page, ehr: clinic });
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByText('Ruth Martin').first()).toBeHidden();
    await expect(page.getByText(/visit is suggested/).first()).toBeHidden();
  });
});

test.describe('M25 contrast that the user chooses', () => {
  for (const name of ['specialist', 'trigger-open', 'adding', 'referral-filled', 'gate-hospice'] as const)
    test(`M25 state ${name} under forced colors and with more contrast: readable, and not blank`, async ({
      page,
      clinic,
    }) => {
      const state = STATES.find((one) => one.name === name);
      if (state === undefined) throw new Error('there is no such state');
      await page.setViewportSize(WIDE);
      try {
        await arrive(state, { page, ehr: clinic });
        await page.evaluate(axe.source);
        for (const media of [
          { contrast: 'more', colorScheme: 'light' },
          { contrast: 'more', colorScheme: 'dark' },
          { forcedColors: 'active', contrast: 'no-preference', colorScheme: 'light' },
          { forcedColors: 'active', contrast: 'no-preference', colorScheme: 'dark' },
        ] as const) {
          await page.emulateMedia(media);
          // Under forced colors axe reads colors that are not drawn.
          if (!('forcedColors' in media))
            expect(await violations(page, 'color-contrast'), JSON.stringify(media)).toEqual([]);
          expect(await inked(page), JSON.stringify(media)).toBeGreaterThan(0.01);
        }
        // A status is a shape, and a shape does not go with the colors.
        if (name === 'specialist')
          await expect(page.locator('#why ~ * svg, section[aria-labelledby=why] svg').first()).toBeVisible();
      } finally {
        await leave(clinic);
      }
    });
});

/** The share of a picture of the window that is not its commonest color. */
async function inked(page: Page): Promise<number> {
  const picture = (await page.screenshot()).toString('base64');
  // Not in the page itself, whose policy lets no picture in.
  const desk = await page.context().newPage();
  try {
    return await desk.evaluate(async (data) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const pen = canvas.getContext('2d');
      if (pen === null) return 0;
      pen.drawImage(image, 0, 0);
      const pixels = new Uint32Array(pen.getImageData(0, 0, image.width, image.height).data.buffer);
      const counts = new Map<number, number>();
      for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
      return 1 - Math.max(...counts.values()) / pixels.length;
    }, picture);
  } finally {
    await desk.close();
  }
}
