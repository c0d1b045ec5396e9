import { readFileSync, readdirSync } from 'node:fs';
import { expect, openFromChart, test } from './journey.ts';

interface Expected {
  readonly title: string;
  readonly patientId: string;
  readonly recommendation: {
    readonly level: string;
    readonly urgency: string | null;
    readonly basis: string;
    readonly suppressedBy: string | null;
  };
}

/** What a reader sees for each level and gate. */
const SENTENCES: Readonly<Record<string, RegExp>> = {
  'specialist urgent': /^A supportive & palliative care visit is suggested, within 72 hours\.$/,
  'specialist soon': /^A supportive & palliative care visit is suggested, within 2 weeks\.$/,
  'navigator urgent': /^A supportive-care nurse call is suggested, within 2 working days\.$/,
  'navigator soon': /^A supportive-care nurse call is suggested, within 7 days\.$/,
  'watch sufficient':
    /^Nothing recorded calls for a supportive-care step now\. No symptom score is on record, ECOG \d on \d+ \w+ \d{4}\.$/,
  'watch thin': /^Too little is recorded to say/,
  deceased: /^Recorded as deceased, /,
  'under-18': /^Under 18/,
  hospice: /^Hospice care recorded since /,
  'no-active-malignancy': /^(No active cancer is recorded in what we could read|In remission since .*)\.$/,
  'cancer-status-unclear': /^Cancer status unclear: /,
  'referral-open': /^Already referred/,
  'referral-prepared': /^Referral prepared .* It is not an order until it is signed\.$/,
};

const FOLDER = 'fhir-fixtures/patients';
/** The patients of the demo EHR; the situations, whose names begin with a number, are not among them. */
const scenarios = readdirSync(FOLDER)
  .filter((name) => !/^\d/.test(name))
  .map((name) => JSON.parse(readFileSync(`${FOLDER}/${name}/expected.json`, 'utf8')) as Expected);

test.describe('M7 dosing', () => {
  for (const { title, patientId, recommendation } of scenarios) {
    const { level, urgency, basis, suppressedBy } = recommendation;
    const key = suppressedBy ?? (level === 'watch' ? `watch ${basis}` : `${level} ${urgency ?? ''}`);
    test(`M7 ${title}: ${key}`, async ({ page, ehr }) => {
      const sentence = SENTENCES[key];
      if (sentence === undefined) throw new Error(`No sentence is expected for "${key}"`);
      const app = await openFromChart(page, ehr, patientId);
      await expect(app.getByRole('heading', { level: 1 })).toHaveText(sentence);
      if (suppressedBy === 'deceased' || suppressedBy === 'under-18')
        await expect(app.getByRole('button', { name: /^Refer/ })).toHaveCount(0);
    });
  }
});
