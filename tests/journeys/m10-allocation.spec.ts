import type { Page } from '@playwright/test';
import type { Slot } from 'fhir/r4';
import { status } from '../../src/sandbox/faults.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { RUTH, created, draft, ehrWith, expect, openFromChart, sendButton, test, type App } from './journey.ts';

const MINUTE = 60_000;

const services = (app: App) => app.getByRole('group', { name: 'To whom' }).getByRole('radio');
const service = (app: App, name: string | RegExp) => app.getByRole('radio', { name });

async function openForm(page: Page, ehr: Sandbox, patient: string): Promise<void> {
  await page.goto(ehr.launchUrl({ patient }));
  await page.getByRole('button', { name: 'Refer…' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(page.getByRole('dialog')).not.toContainText('Looking for free times.');
}

interface Served {
  readonly referral: { services: { id: string; kind?: string; allocation?: Record<string, unknown> }[] };
}

/** Another site.json than that of the demonstration. */
async function withSite(page: Page, change: (site: Served) => void): Promise<void> {
  await page.route('**/site.json', async (route) => {
    const response = await route.fetch();
    const site = (await response.json()) as Served;
    change(site);
    await route.fulfill({ response, json: site });
  });
}

/** A free time of the clinic that begins so many minutes from now. */
function soon(minutes: number): Slot {
  const at = (later: number): string => new Date(Date.now() + later * MINUTE).toISOString();
  return {
    resourceType: 'Slot',
    id: 'dir-slot-clinic-1',
    schedule: { reference: 'Schedule/dir-schedule-clinic' },
    status: 'free',
    start: at(minutes),
    end: at(minutes + 60),
  };
}

test.describe('M10 allocation', () => {
  test('M10 the services are ranked for this patient with reasons, and the first is chosen', async ({ page, ehr }) => {
    // ECOG 3: a visit at home comes first, a journey last.
    await openForm(page, ehr, 'colon3-patient');
    await expect(services(page)).toHaveCount(3);
    const names = await services(page).evaluateAll((all) => all.map((one) => one.closest('label')?.textContent ?? ''));
    expect(names.map((name) => /Clinic|Video|Home/.exec(name)?.[0])).toEqual(['Home', 'Video', 'Clinic']);
    await expect(service(page, /at Home/)).toBeChecked();
    await expect(service(page, /at Home/)).toHaveAccessibleDescription(
      /Free time: .*For it: in time .*at home, for ECOG 3/,
    );
    await expect(service(page, /Clinic/)).toHaveAccessibleDescription(
      /Against it: ECOG 3: a visit at home suits better/,
    );
  });

  test('M10 another service can be chosen, and the referral goes there, with the start that is expected', async ({
    page,
    ehr,
  }) => {
    const app = await openFromChart(page, ehr, RUTH);
    await draft(app, { question: 'Please help with symptoms.' });
    await service(app, /by Video/).check();
    await expect(app.getByRole('tabpanel', { name: 'Words' })).toContainText(
      /Earliest start known for this service: \d+ \w+ \d{4}\. Nothing is booked\./,
    );
    await sendButton(app).click();
    await expect(app.getByText('Referral order placed', { exact: true })).toBeVisible();
    const [order] = await created(ehr, RUTH);
    expect(order?.performer?.[0]?.reference).toBe('HealthcareService/dir-palliative-virtual');
    expect(order?.note?.[0]?.text).toMatch(/Earliest start known for this service: .* Nothing is booked\./);
  });

  test('M10 no visit in time: the real wait, and the nurse’s line meanwhile, by phone', async ({ page, ehr }) => {
    await openForm(page, ehr, RUTH);
    await expect(page.getByText(/^No specialist visit by/)).toHaveCount(0);
    await page.getByRole('radio', { name: 'Within 72 hours' }).check();
    await expect(page.getByText(/^No specialist visit by .* is known\. Earliest: .* \(in 5 days\)\./)).toContainText(
      'Meanwhile ask Supportive-care nurse line to begin within 72 hours: +1 555 0105',
    );
    await expect(page.getByText('The chosen service cannot see the patient so soon, by what is known.')).toBeVisible();
    // The choice stays the clinician's: it does not change by itself.
    await expect(service(page, /Clinic/)).toBeChecked();
  });

  test('M10 no service takes this patient: said with what to do, and none is chosen', async ({ page, ehr }) => {
    await withSite(page, (site) => {
      for (const one of site.referral.services) one.allocation = { capacity: { newPatientsPerWeek: 0 } };
    });
    await openForm(page, ehr, RUTH);
    await expect(
      page.getByText(/^No service of this site takes this patient, by what is recorded\. Call one of them/),
    ).toBeVisible();
    for (const one of await services(page).all()) await expect(one).not.toBeChecked();
    await expect(page.getByText(/No nurse’s line of this site takes this patient/)).toBeVisible();
    await page.getByRole('radio', { name: 'Yes', exact: true }).check();
    await sendButton(page).click();
    await expect(page.getByRole('alert')).toContainText('Choose a service.');
    // A call has settled it.
    await service(page, /Clinic/).check();
    await expect(page.getByText('The chosen service does not take this patient, by what is recorded.')).toBeVisible();
    await sendButton(page).click();
    await expect(page.getByText('Referral order placed', { exact: true })).toBeVisible();
  });

  test('M10 no service is configured: said, and the letter stands', async ({ page, ehr }) => {
    await withSite(page, (site) => void (site.referral.services = []));
    await openForm(page, ehr, RUTH);
    await expect(page.getByText('No service is configured for this site. The letter can be handed on.')).toBeVisible();
  });

  test('M10 a free time that passes while the form is open is not offered any more', async ({ page }) => {
    const own = await ehrWith({});
    try {
      await own.update(soon(2));
      await page.clock.install();
      await openForm(page, own, RUTH);
      const clinic = service(page, /Clinic/);
      await expect(clinic).toBeChecked();
      const before = await startOf(page);
      await page.clock.fastForward(3 * MINUTE);
      await expect.poll(() => startOf(page)).not.toBe(before);
      await expect(clinic).toHaveAccessibleDescription(/^Free time: /);
    } finally {
      await own.stop();
    }
  });

  test('M10 free times that cannot be looked up are no "none": the lead time stands, and that is said', async ({
    page,
    ehr,
  }) => {
    ehr.faults.add({ method: 'GET', path: '/fhir/Slot?', action: status(503, {}) });
    await openForm(page, ehr, RUTH);
    await expect(service(page, /Clinic/)).toHaveAccessibleDescription(
      /Expected from .*, by the site’s own lead time.*Not known: its free times: they could not be looked up/,
    );
  });

  test('M10 where a nurse call is suggested: whom to call, and nothing is ordered there', async ({ page, ehr }) => {
    await openForm(page, ehr, 'colonlong-patient');
    await expect(
      page.getByText(/^A nurse call is suggested, not a specialist visit\. Call Supportive-care nurse line/),
    ).toBeVisible();
    await expect(service(page, /nurse line/)).toHaveCount(0);
  });
});

/** The earliest start of the first service. */
async function startOf(page: Page): Promise<string> {
  return await page
    .getByText(/^Free time: /)
    .first()
    .innerText();
}
