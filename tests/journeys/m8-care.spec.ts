import { expect, openFromChart, test } from './journey.ts';

const ROSA = 'wishes-patient';

test.describe('M8 what matters to the patient', () => {
  test('M8 what matters stands beside the answer, and the whole behind it, each with its record', async ({
    page,
    ehr,
  }) => {
    const app = await openFromChart(page, ehr, ROSA);
    const answer = app.getByRole('region', { name: 'Answer' });
    await expect(answer.getByText(/What matters:/)).toBeVisible();
    await expect(answer.getByText(/Code status: entries differ; one says DNR, /)).toBeVisible();
    await answer.getByRole('link', { name: 'More on care and goals' }).press('Enter');
    const care = app.getByRole('region', { name: 'Care and goals' });
    await expect(care.getByRole('heading', { name: 'Care and goals' })).toBeInViewport();
    await expect(care.getByText(/To sleep in my own bed/).filter({ visible: true })).toBeVisible();
    await expect(care.getByText('Ana Delgado').first()).toBeVisible();
    await care.getByRole('button', { name: 'Open the FHIR record' }).first().press('Enter');
    await expect(care.getByText(/"resourceType": "Goal"/)).toBeVisible();
  });

  test('M8 a missing plan is something to ask, never something not done', async ({ page, ehr }) => {
    const app = await openFromChart(page, ehr, 'lung4-patient');
    const care = app.getByRole('region', { name: 'Care and goals' });
    await expect(care.getByText(/^To do: ask\. No document or conversation visible/)).toBeVisible();
    await expect(care.getByText(/has not|not done|refus/i)).toHaveCount(0);
  });

  test('M8 what was not read is not called absent', async ({ page, ehr }) => {
    const app = await openFromChart(page, ehr, 'lung4-patient', { withhold: ['Goal', 'DocumentReference', 'Consent'] });
    const care = app.getByRole('region', { name: 'Care and goals' });
    await expect(care.getByRole('heading', { name: 'Care and goals' })).toBeVisible();
    await expect(care.getByText(/goals.*did not give access|goals.*not read|not read.*goals/i).first()).toBeVisible();
    await expect(care.getByText('None visible in what was read')).toHaveCount(0);
  });
});
