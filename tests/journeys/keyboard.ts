import type { Locator, Page } from '@playwright/test';

/** Tab, until what is wanted has the focus: by the keyboard alone. */
export async function tabTo(page: Page, wanted: Locator, most = 120): Promise<void> {
  await keyTo(page, 'Tab', wanted, most);
}

/** The same, back up the page. */
export async function tabBackTo(page: Page, wanted: Locator, most = 120): Promise<void> {
  await keyTo(page, 'Shift+Tab', wanted, most);
}

async function keyTo(page: Page, key: string, wanted: Locator, most: number): Promise<void> {
  for (let press = 0; press < most; press += 1) {
    if (await wanted.first().evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not get to ${wanted.toString()}`);
}

/** Tab to it, and Enter. */
export async function pressByKey(page: Page, wanted: Locator): Promise<void> {
  await tabTo(page, wanted);
  await page.keyboard.press('Enter');
}
