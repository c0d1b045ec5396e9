/** M4 to M8 and M23 by somebody who has only a keyboard: Tab, Enter, Space, arrows; everything found by its role and name. */
import type { Locator, Page } from '@playwright/test';
import { status } from '../../src/sandbox/faults.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { RUTH, expect, test } from './journey.ts';
import { pressByKey, tabBackTo, tabTo } from './keyboard.ts';

const PLANNED_CHEMOTHERAPY = 'lungchemo-patient';
const title = (page: Page) => page.getByRole('heading', { level: 1 });
const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

async function open(page: Page, ehr: Sandbox, patient: string): Promise<void> {
  await page.goto(ehr.launchUrl({ patient }));
  await expect(region(page, 'About Alongside').or(region(page, 'Sources')).first()).toBeVisible();
  await expect(title(page)).toHaveText(/suggested/);
}

/** To a section that is out of view until its link is followed. */
async function followByKey(page: Page, link: Locator, section: Locator): Promise<void> {
  const heading = section.getByRole('heading', { level: 2 });
  await tabTo(page, link);
  await expect(heading).not.toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(heading).toBeInViewport();
}

test.describe('By keyboard alone', () => {
  test('M4 the source that failed is found and read again, and the count says so', async ({ page, ehr }) => {
    ehr.faults.add({ method: 'GET', path: '/fhir/Goal?', action: status(400) });
    await open(page, ehr, RUTH);
    const link = page.getByRole('link', { name: /^Sources/ });
    await expect(link).toHaveText('Sources 19 of 20');
    ehr.faults.clear();
    await pressByKey(page, link);
    await pressByKey(page, page.getByRole('button', { name: 'Read again: Goals' }));
    await expect(link).toHaveText('Sources 20 of 20');
  });

  test('M5 a trigger opens to evidence, rule, what was looked at, citation and the FHIR record, and closes', async ({
    page,
    ehr,
  }) => {
    await open(page, ehr, RUTH);
    const rule = region(page, 'Why').getByRole('button', { name: /Falling performance status/ });
    await pressByKey(page, rule);
    await expect(rule).toHaveAttribute('aria-expanded', 'true');
    const why = region(page, 'Why');
    for (const part of ['Found', 'The rule', 'Looked at', 'Why it matters'])
      await expect(why.getByText(part, { exact: true }).filter({ visible: true })).toHaveCount(1);
    await pressByKey(page, why.getByRole('button', { name: 'Open the FHIR record' }).first());
    await expect(why.getByText(/"resourceType": "Observation"/)).toBeVisible();
    await tabBackTo(page, rule);
    await page.keyboard.press('Enter');
    await expect(rule).toHaveAttribute('aria-expanded', 'false');
  });

  test('M6 a stay that was planned is said to be so where it is counted, the answer follows, and it can be taken back', async ({
    page,
    ehr,
  }) => {
    await open(page, ehr, RUTH);
    const before = await title(page).textContent();
    const rule = region(page, 'Why').getByRole('button', { name: /Two or more unplanned hospital stays in 90 days/ });
    await pressByKey(page, rule);
    await pressByKey(
      page,
      region(page, 'Why')
        .getByRole('button', { name: /^It was planned: / })
        .last(),
    );
    await expect(title(page)).not.toHaveText(before ?? '');
    const said = page.getByRole('list', { name: 'Said at this visit' });
    await expect(said.getByRole('listitem')).toHaveCount(1);
    await expect(said).toContainText(/planned/i);
    await tabBackTo(page, said.getByRole('button'));
    await page.keyboard.press('Enter');
    await expect(title(page)).toHaveText(before ?? '');
  });

  test('M6 an estimated line of treatment is named so, and corrected by what the clinician says', async ({
    page,
    ehr,
  }) => {
    await open(page, ehr, PLANNED_CHEMOTHERAPY);
    const rule = region(page, 'Why').getByRole('button', { name: /Progression despite second-line treatment/ });
    const estimate = region(page, 'Why')
      .getByText(/At least 1 estimated line/)
      .filter({ visible: true });
    await expect(estimate).toHaveCount(1);
    await pressByKey(page, page.getByRole('button', { name: 'Enter it: Progression despite second-line treatment' }));
    const form = page.getByRole('form', { name: 'Line of treatment' });
    await tabTo(page, form.getByLabel(/line/i).first());
    await page.keyboard.type('3');
    const since = form.getByLabel('Since');
    await tabTo(page, since);
    // As typed into the three fields of a day in American English.
    const [year = '', month = '', day = ''] = new Date(Date.now() - 20 * 86_400_000)
      .toISOString()
      .slice(0, 10)
      .split('-');
    await page.keyboard.type(`${month}${day}${year}`);
    await expect(since).toHaveValue(`${year}-${month}-${day}`);
    await pressByKey(page, form.getByRole('button', { name: 'Add', exact: true }));
    await expect(page.getByRole('list', { name: 'Said at this visit' })).toContainText(/line 3/i);
    await expect(estimate).toHaveCount(0);
    await expect(rule.first()).toBeVisible();
    const course = region(page, 'Course');
    await pressByKey(page, course.getByRole('button', { name: 'The same as a table' }));
    await expect(course.getByRole('row', { name: /Treatment.*Line 3/ })).toBeVisible();
  });

  test('M7 from the answer to what its level means here, whom it asks and when it is looked at again', async ({
    page,
    ehr,
  }) => {
    await open(page, ehr, RUTH);
    await expect(page.getByRole('list', { name: 'Beside it' })).toContainText(/Look again on \d/);
    const levels = region(page, 'What the answer means');
    await followByKey(page, page.getByRole('link', { name: 'What the answer means' }), levels);
    const mine = levels.getByRole('button', { name: /this answer/ });
    await pressByKey(page, mine);
    await expect(mine).toHaveAttribute('aria-expanded', 'true');
    await expect(
      levels
        .getByText(/palliative/i)
        .filter({ visible: true })
        .first(),
    ).toBeVisible();
  });

  test('M8 from the line beside the answer to the record of what matters to the patient', async ({ page, ehr }) => {
    await open(page, ehr, 'wishes-patient');
    const care = region(page, 'Care and goals');
    await followByKey(page, page.getByRole('link', { name: 'More on care and goals' }), care);
    await pressByKey(page, care.getByRole('button', { name: 'Open the FHIR record' }).first());
    await expect(care.getByText(/"resourceType": "Goal"/)).toBeVisible();
  });

  test('M23 a fact is entered and taken back again, and each time the answer follows', async ({ page, ehr }) => {
    await open(page, ehr, RUTH);
    const before = await title(page).textContent();
    await pressByKey(page, page.getByRole('button', { name: 'Add what you know' }));
    await expect(page.getByRole('heading', { name: 'Add what you know' })).toBeFocused();
    const form = page.getByRole('form', { name: 'Symptom score' });
    if (!(await form.isVisible()))
      await pressByKey(page, page.getByRole('button', { name: 'Symptom score', exact: true }));
    await tabTo(page, form.getByLabel('Score, 0 to 10'));
    await page.keyboard.type('8');
    await pressByKey(page, form.getByRole('button', { name: 'Add', exact: true }));
    await expect(title(page)).toContainText('within 72 hours');
    await tabBackTo(
      page,
      page.getByRole('list', { name: 'Said at this visit' }).getByRole('button', { name: /^Take back/ }),
    );
    await page.keyboard.press('Enter');
    await expect(title(page)).toHaveText(before ?? '');
  });
});
