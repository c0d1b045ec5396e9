import { hold } from '../../src/sandbox/faults.ts';
import { plain } from '../../src/sandbox/personality.ts';
import { ehrWith, expect, test } from './journey.ts';

const LONG = 'colonlong-patient';

test('M4 a source that takes long says so; the rest is there meanwhile, and it is counted when it comes', async ({
  page,
}) => {
  const small = await ehrWith({ personality: { ...plain, pageSize: 4, pageCap: 4 } }, 'colon-stage-4-long-record');
  try {
    const [first, second] = [hold(), hold()];
    small.faults.add({ method: 'GET', path: /\/fhir\/Encounter\?(?!.*_page=)/, action: first });
    small.faults.add({ method: 'GET', path: /\/fhir\/Encounter\?.*_page=/, times: 1, action: second });
    await page.clock.install();
    await page.goto(small.launchUrl({ patient: LONG }));
    await first.arrived;
    await expect(page.getByRole('banner')).toContainText('MRN');
    // What stands below the answer is shown to who has waited for five seconds.
    await page.clock.runFor(5_200);
    const sources = page.getByRole('region', { name: 'Sources' });
    const encounters = sources.getByRole('listitem').filter({ hasText: /^Encounters/ });
    await expect(encounters).toHaveText(/^Encounters\s*being read$/);
    // A page of them comes, and the next one takes its time: the EHR has fifteen seconds for each.
    first.release();
    await second.arrived;
    await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1500));
    await page.clock.runFor(12_000);
    await expect(encounters).toHaveText(/being read\s*for more than 10 seconds/);
    await expect(sources).toContainText('What has been read can be used meanwhile');
    await expect(page.getByRole('region', { name: 'Why' })).toBeVisible();
    await expect(sources.getByRole('listitem').filter({ hasText: /^Diagnoses/ })).toHaveText(/read\s*\d+/);
    second.release();
    await page.clock.resume();
    await expect(encounters).toHaveText(/read\s*\d+, newest .*, took [12]\d\ss/);
    await expect(sources).not.toContainText('can be used meanwhile');
    await expect(sources).toContainText(/20 of 20 kinds of data read completely, \d+ records, newest .*, in [12]\d\ss/);
  } finally {
    await small.stop();
  }
});
