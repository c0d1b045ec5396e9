import type { Locator } from '@playwright/test';
import { RUTH, expect, openFromChart, test } from './journey.ts';

const CASES = [
  { patient: RUTH, what: 'two stays that nobody planned', group: 'Met', trigger: 'unplanned hospital stays' },
  {
    patient: 'lungchemo-patient',
    what: 'the same stays, planned for chemotherapy',
    group: 'Not met',
    trigger: 'unplanned hospital stays',
  },
  { patient: 'colon3-patient', what: 'ECOG 3', group: 'Met', trigger: 'ECOG 3 or 4' },
  { patient: 'breast2-patient', what: 'no performance status at all', group: 'Cannot tell', trigger: 'ECOG 3 or 4' },
  { patient: 'breastbrain-patient', what: 'a brain metastasis', group: 'Met', trigger: 'Brain or leptomeningeal' },
  { patient: 'nocancer-patient', what: 'no cancer', group: 'Does not apply', trigger: 'Metastatic solid cancer' },
] as const;

test.describe('M5 triggers', () => {
  for (const { patient, what, group, trigger } of CASES) {
    test(`M5 ${what}: ${group.toLowerCase()}`, async ({ page, ehr }) => {
      const app = await openFromChart(page, ehr, patient);
      const why = app.getByRole('region', { name: 'Why' });
      await expect(app.getByRole('heading', { level: 1 })).not.toHaveText(/Reading|So far/);
      // The section comes a moment after the answer.
      await expect(why.getByRole('button').first()).toBeVisible();
      const folded = why.getByRole('button', { name: new RegExp(`^${group} \\d`) });
      if ((await folded.count()) > 0) await folded.click();
      await expect(why.getByRole('button', { name: new RegExp(`^${group}: .*${trigger}`) })).toBeVisible();
    });
  }

  test('M5 the Encounter scope withheld makes the admission trigger "cannot tell"', async ({ page, ehr }) => {
    const before = ehr.requests.length;
    const app = await openFromChart(page, ehr, RUTH, { withhold: ['Encounter'] });
    const why = app.getByRole('region', { name: 'Why' });
    await expect(
      why.getByRole('button', {
        name: /^Cannot tell: Two or more unplanned hospital stays.*the EHR did not give access/,
      }),
    ).toBeVisible();
    await expect(why.getByRole('button', { name: /^Not met: Two or more/ })).toHaveCount(0);
    expect(ehr.requests.slice(before).filter((one) => one.path === '/fhir/Encounter')).toHaveLength(0);
  });

  test('M5 a trigger opens to value, date, rule, what was looked at, citation and the FHIR record', async ({
    page,
    ehr,
  }) => {
    const app = await openFromChart(page, ehr, 'colon3-patient');
    const why = app.getByRole('region', { name: 'Why' });
    await why.getByText('Needs much help with daily life (ECOG 3 or 4)').click();
    const shown = (words: RegExp): Locator => why.getByText(words).filter({ visible: true }).first();
    await expect(shown(/not older than 60 days/)).toBeVisible();
    await expect(shown(/NCCN/)).toBeVisible();
    await expect(shown(/since \d+ \w+ \d{4}, newest/)).toBeVisible();
    await why.getByRole('button', { name: 'Open the FHIR record' }).first().click();
    await expect(why.getByText(/"resourceType": "Observation"/)).toBeVisible();
    await expect(why.getByText(/89247-1/)).toBeVisible();
  });
});
