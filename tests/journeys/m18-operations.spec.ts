/** The practice's measures on one chart: last, folded, for the quality team, and without a part in the answer. */
import axe from 'axe-core';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { RUTH, ehrWith, expect, openFromChart, test, type App } from './journey.ts';

const subject = { reference: `Patient/${RUTH}` };

/** A day so many before the demo EHR's. */
function daysAgo(ehr: Sandbox, days: number): string {
  const day = new Date(`${ehr.today}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() - days);
  return day.toISOString().slice(0, 10);
}

async function coveredBy(ehr: Sandbox, code: string, name: string): Promise<void> {
  await ehr.create<'Coverage'>({
    resourceType: 'Coverage',
    status: 'active',
    type: { coding: [{ system: 'https://nahdo.org/sopt', code }] },
    beneficiary: subject,
    payor: [{ display: name }],
  });
}

async function treated(ehr: Sandbox, days: readonly number[]): Promise<void> {
  for (const ago of days)
    await ehr.create<'MedicationAdministration'>({
      resourceType: 'MedicationAdministration',
      status: 'completed',
      medicationCodeableConcept: {
        coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '68446', display: 'pemetrexed' }],
      },
      subject,
      effectiveDateTime: `${daysAgo(ehr, ago)}T10:00:00-05:00`,
    });
}

const lens = (app: App) => app.getByRole('button', { name: /Enhancing Oncology Model/ });
const measure = (app: App, id: string) =>
  app.getByRole('region', { name: 'Measures' }).getByRole('listitem', { name: new RegExp(`^${id}:`) });

/** What the page says of care: answer, reasons, rules. */
async function careIn(app: App): Promise<string> {
  await expect(app.getByRole('region', { name: 'Sources' })).toBeVisible();
  const parts = ['#answer', 'section[aria-labelledby="why"]'];
  const texts = await Promise.all(parts.map((one) => app.locator(one).first().innerText()));
  return [await app.getByRole('list', { name: 'Reasons' }).innerText(), ...texts].join('\n');
}

async function withEhr(act: (ehr: Sandbox) => Promise<void>, site?: Parameters<typeof ehrWith>[0]): Promise<void> {
  const ehr = await ehrWith(site ?? {});
  try {
    await act(ehr);
  } finally {
    await ehr.stop();
  }
}

test('M18 a patient who may be in the model: episode, each measure with what is seen, its definition and how sure that is', async ({
  page,
}) => {
  await withEhr(async (ehr) => {
    await coveredBy(ehr, '121', 'Medicare');
    await treated(ehr, [70, 49, 28]);
    const app = await openFromChart(page, ehr, RUTH);
    await expect(lens(app)).toHaveAttribute('aria-expanded', 'false');
    await lens(app).click();
    await expect(app.getByText('May be in the model. Attribution is by CMS from claims.')).toBeVisible();
    await expect(app.getByText('Original Medicare on record: Medicare.')).toBeVisible();
    await expect(app.getByText(/^Estimated episode: .* this is its month 3\. CMS counts from claims\./)).toBeVisible();
    // Seen here, and nothing that is not: a visit without a score; no stay that counts; never a word on what is to come.
    await expect(measure(app, 'EOM-4a')).toContainText(
      'Counted, and not in the numerator higher is better, computed from this chart',
    );
    await expect(measure(app, 'EOM-4a')).toContainText('No pain score at 1 of 1 visit on treatment');
    await expect(measure(app, 'EOM-1')).toContainText('Other hospitals are not seen.');
    await expect(measure(app, 'EOM-2')).toContainText(
      'Does not count now higher is better, never computed before death',
    );
    await expect(measure(app, 'EOM-3')).toContainText('Counts only people who have died');
    await expect(measure(app, 'EOM-5')).toContainText('No depression screening in coded form');
    await expect(measure(app, 'EOM-6')).toContainText('Comes from a survey of patients');
    await expect(app.getByRole('region', { name: 'Redesign activities' })).toContainText(
      'a palliative visit adds to it',
    );
    const billing = app.getByRole('region', { name: 'What can be billed' });
    await expect(billing).toContainText('Monthly Enhanced Oncology Services (MEOS) · M0010');
    await expect(billing).toContainText('Information only: no claim is made');
    // A record behind it opens in place.
    await measure(app, 'EOM-4a').getByRole('button', { name: '1 record' }).click();
    await measure(app, 'EOM-4a').getByRole('button', { name: 'Open the FHIR record' }).click();
    await expect(measure(app, 'EOM-4a')).toContainText('"resourceType": "Encounter"');
  });
});

test('M18 what is missing comes first, as a list to look into; of whoever is not in the model there is none', async ({
  page,
}) => {
  const ehr = await ehrWith({}, 'measures/in-the-model-gaps');
  try {
    const app = await openFromChart(page, ehr, 'eomb-patient');
    await lens(app).click();
    const gaps = app.getByRole('region', { name: 'To look into' });
    await expect(gaps).toContainText('Not seen in this chart. It may stand elsewhere.');
    expect(await gaps.getByRole('listitem').allInnerTexts()).toEqual([
      'Pain score at each visit on treatment',
      'Plan for pain, on the day of the visit: look whether a note has it',
      'Depression screening around a visit',
      'A navigator named in the care team',
      'Care plan in coded form',
      'Questionnaire on symptoms, answered electronically',
    ]);
    for (const one of await ehr.search('Coverage'))
      await ehr.update({ ...one, type: { coding: [{ system: 'https://nahdo.org/sopt', code: '111' }] } });
    const advantage = await openFromChart(page, ehr, 'eomb-patient');
    await lens(advantage).click();
    await expect(advantage.getByText('Not in the model, by what is recorded here.')).toBeVisible();
    await expect(advantage.getByRole('region', { name: 'Measures' })).toBeVisible();
    await expect(advantage.getByRole('region', { name: 'To look into' })).toHaveCount(0);
    await expect(advantage.getByText('a palliative visit adds to it')).toHaveCount(0);
  } finally {
    await ehr.stop();
  }
});

test('M18 copied for the quality team, and printed alone', async ({ page }) => {
  await withEhr(async (ehr) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(ehr.launchUrl({ patient: RUTH }));
    await page.getByRole('button', { name: /Enhancing Oncology Model/ }).click();
    await page.getByRole('button', { name: 'Copy for the quality team' }).click();
    await expect(page.getByText('Copied', { exact: false }).first()).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain('Ruth Martin, MRN 00421');
    for (const id of ['EOM-1', 'EOM-2', 'EOM-3', 'EOM-4a', 'EOM-4b', 'EOM-5', 'EOM-6'])
      expect(copied).toContain(`${id}:`);
    expect(copied).toContain('https://www.cms.gov/');
    await page.evaluate(() => {
      window.print = () => {
        document.body.dataset['printed'] = document.querySelector('[data-print="letter"]')?.textContent ?? '';
      };
    });
    await page.getByRole('button', { name: 'Print this panel' }).click();
    const printed = await page.evaluate(() => document.body.dataset['printed'] ?? '');
    expect(printed).toContain('EOM-4a');
    expect(await page.locator('[data-print="letter"]').count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.dataset['printing'])).toBeUndefined();
  });
});

test('M18 whatever the payer, and without one: the answer, its reasons and every rule are the same', async ({
  page,
}) => {
  const said: string[] = [];
  for (const payer of [null, ['121', 'Medicare'], ['112', 'Example Advantage'], ['5', 'Example Health']] as const)
    await withEhr(async (ehr) => {
      if (payer !== null) await coveredBy(ehr, payer[0], payer[1]);
      said.push(await careIn(await openFromChart(page, ehr, RUTH)));
    });
  expect(new Set(said).size).toBe(1);
  expect(said[0]).toContain('supportive & palliative care visit');
});

test('M18 coverage that was not given is not "none", and Medicare Advantage is not in the model', async ({ page }) => {
  await withEhr(async (ehr) => {
    const app = await openFromChart(page, ehr, RUTH, { withhold: ['Coverage'] });
    await lens(app).click();
    await expect(app.getByText('Not read, or not in full: insurance.', { exact: false })).toBeVisible();
    await expect(app.getByText('No coverage is recorded in what was read.')).toHaveCount(0);
  });
  await withEhr(async (ehr) => {
    await coveredBy(ehr, '112', 'Example Advantage');
    const app = await openFromChart(page, ehr, RUTH);
    await lens(app).click();
    await expect(app.getByText('Not in the model, by what is recorded here.')).toBeVisible();
    await expect(app.getByText(/Medicare Advantage on record, which is not in the model/)).toBeVisible();
  });
});

test('M18 a site without the model switches the panel off', async ({ page }) => {
  await withEhr(
    async (ehr) => {
      const app = await openFromChart(page, ehr, RUTH);
      await expect(app.getByRole('heading', { name: 'About Alongside' })).toBeVisible();
      await expect(lens(app)).toHaveCount(0);
    },
    { site: (file) => ({ ...file, operations: { shown: false } }) },
  );
});

for (const [width, colorScheme] of [
  [1024, 'light'],
  [320, 'dark'],
] as const)
  test(`M18 in a window of ${width} pixels, ${colorScheme}: nothing is cut off, and nothing stands in the way of a reader`, async ({
    page,
  }) => {
    await withEhr(async (ehr) => {
      await coveredBy(ehr, '121', 'Medicare');
      await page.setViewportSize({ width, height: 640 });
      await page.emulateMedia({ colorScheme });
      await page.goto(ehr.launchUrl({ patient: RUTH }));
      await page.getByRole('button', { name: /Enhancing Oncology Model/ }).click();
      await expect(page.getByRole('button', { name: 'Print this panel' })).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await page.evaluate(axe.source);
      const faults = await page.evaluate(async () => {
        const { axe: judge } = window as unknown as { axe: typeof axe };
        return (await judge.run('section[aria-labelledby="operations"]')).violations.map(({ id }) => id);
      });
      expect(faults).toEqual([]);
    });
  });
