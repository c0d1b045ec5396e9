import { html, hold, malformedJson, rewriteBody, status } from '../../src/sandbox/faults.ts';
import { plain } from '../../src/sandbox/personality.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { ehrWith, RUTH, expect, openFromChart, source, test, withListener } from './journey.ts';

const LONG = 'colonlong-patient';
const ANSWER = { level: 1 } as const;

test.describe('M4 pull the chart', () => {
  test.describe('with four entries a page', () => {
    let small: Sandbox;
    test.beforeAll(async () => {
      small = await ehrWith({ personality: { ...plain, pageSize: 4, pageCap: 4 } }, 'colon-stage-4-long-record');
    });
    test.afterAll(() => small.stop());
    test.afterEach(() => small.faults.clear());

    test('M4 every page of a long record is read, and the counts are shown', async ({ page, ehr }) => {
      const whole = await openFromChart(page, ehr, LONG);
      await expect(whole.getByRole('heading', ANSWER)).toHaveText(/suggested/);
      const [observations, encounters] = [
        await source(whole, 'Observations').textContent(),
        await source(whole, 'Encounters').textContent(),
      ];
      const diagnoses = (await ehr.search('Condition', { patient: LONG })).length;

      const app = await openFromChart(page, small, LONG);
      await expect(source(app, 'Observations')).toHaveText(observations ?? '');
      await expect(source(app, 'Encounters')).toHaveText(encounters ?? '');
      await expect(source(app, 'Diagnoses')).toHaveText(new RegExp(`read\\s*${diagnoses},`));
      expect(
        small.requests.filter((one) => one.method === 'GET' && one.path === '/fhir/Encounter').length,
      ).toBeGreaterThan(5);
    });

    test('M4 a second page that fails leaves the source read in part, and no "not met" rests on it', async ({
      page,
    }) => {
      small.faults.add({ method: 'GET', path: /\/fhir\/Condition\?.*_page=/, action: status(503) });
      const app = await openFromChart(page, small, LONG);
      await expect(source(app, 'Diagnoses')).toContainText('read in part', { timeout: 40_000 });
      const why = app.getByRole('region', { name: 'Why' });
      await expect(
        why.getByRole('button', { name: /^Cannot tell: Two or more unplanned hospital stays/ }),
      ).toBeVisible();
      await expect(why.getByRole('button', { name: /^Not met: Two or more unplanned/ })).toHaveCount(0);
    });
  });

  test('M4 one source forbidden: its trigger cannot be told, the rest is answered', async ({ page, ehr }) => {
    ehr.faults.add({
      method: 'GET',
      path: '/fhir/Encounter?',
      action: status(403, outcome('forbidden', 'no access to encounters')),
    });
    const app = await openFromChart(page, ehr, RUTH);
    await expect(app.getByRole('heading', ANSWER)).toHaveText(/nurse call is suggested/);
    await expect(source(app, 'Encounters')).toContainText('not allowed');
    await expect(app.getByRole('main')).toContainText('encounters: the EHR did not give access');
  });

  test('M4 one source failing can be read again alone', async ({ page, ehr }) => {
    ehr.faults.add({ method: 'GET', path: '/fhir/Encounter?', action: status(500, outcome('exception', 'broken')) });
    const opened = ehr.requests.length;
    const app = await openFromChart(page, ehr, RUTH);
    await expect(source(app, 'Encounters')).toContainText('could not be read', { timeout: 40_000 });
    // The last that a launch reads by itself: what comes after it was asked for by the press.
    await expect.poll(() => ehr.requests.slice(opened).some(({ path }) => path === '/fhir/Communication')).toBe(true);
    ehr.faults.clear();
    const before = ehr.requests.length;
    await app.getByRole('button', { name: 'Read again: encounters' }).click();
    await expect(app.getByRole('heading', ANSWER)).toHaveText(/visit is suggested/);
    expect(
      new Set(
        ehr.requests
          .slice(before)
          .filter((one) => one.method === 'GET')
          .map((one) => one.path),
      ),
    ).toEqual(new Set(['/fhir/Encounter', '/fhir/Location/dir-clinic-location'])); // and the ward that they name
  });

  test('M4 every kind of data is asked for, ends in a state that is seen, and what is empty is said in one line', async ({
    page,
    ehr,
  }) => {
    const app = await openFromChart(page, ehr, RUTH);
    await expect(app.getByRole('heading', ANSWER)).toHaveText(/suggested/);
    await expect(app.getByRole('link', { name: /^Sources 20 of 20/ })).toBeVisible();
    await expect(source(app, 'Read, none on record')).toContainText('medication orders');
    await expect(source(app, 'Read, none on record')).toContainText('tasks and decisions');
    await expect(source(app, 'Not asked')).toContainText('medication dispensed, enrolments, clinical trials');
    await expect(source(app, 'Wards and places')).toContainText('read');
  });

  test('M4 a drug that an order only refers to is read by itself; where that fails, drug details are not called whole', async ({
    page,
    ehr,
  }) => {
    ehr.faults.add({
      method: 'GET',
      path: '/fhir/MedicationRequest?',
      action: rewriteBody((bundle) => ({
        ...bundle,
        total: 1,
        entry: [
          {
            resource: {
              resourceType: 'MedicationRequest',
              id: 'rx',
              status: 'active',
              intent: 'order',
              subject: { reference: `Patient/${RUTH}` },
              medicationReference: { reference: 'Medication/not-there' },
            },
            search: { mode: 'match' },
          },
        ],
      })),
    });
    const app = await openFromChart(page, ehr, RUTH);
    await expect(app.getByRole('heading', ANSWER)).toHaveText(/suggested/);
    await expect(source(app, 'Drug details')).toContainText('could not be read');
    expect(ehr.requests.some(({ path }) => path === '/fhir/Medication/not-there')).toBe(true);
  });

  test('M4 malformed JSON and a page of HTML are said, never blank', async ({ page, ehr }) => {
    ehr.faults.add({ method: 'GET', path: '/fhir/CarePlan?', action: malformedJson() });
    ehr.faults.add({ method: 'GET', path: '/fhir/Procedure?', action: html() });
    const app = await openFromChart(page, ehr, RUTH);
    await expect(source(app, 'Care plans')).toContainText('could not be read');
    await expect(source(app, 'Procedures')).toContainText('could not be read');
    await expect(app.getByRole('heading', ANSWER)).toHaveText(/suggested/);
  });

  test('M4 a resource with nothing but its type, and one of another patient, are left out and counted', async ({
    page,
    ehr,
  }) => {
    ehr.faults.add({
      method: 'GET',
      path: '/fhir/Condition?',
      action: rewriteBody((bundle) => ({
        ...bundle,
        entry: [
          ...(bundle['entry'] as object[]),
          { resource: { resourceType: 'Condition' }, search: { mode: 'match' } },
          {
            resource: {
              resourceType: 'Condition',
              id: 'x1',
              subject: { reference: 'Patient/colon3-patient' },
              code: { text: 'Not hers' },
            },
            search: { mode: 'match' },
          },
        ],
      })),
    });
    const app = await openFromChart(page, ehr, RUTH);
    await expect(app.getByRole('heading', ANSWER)).toHaveText(/suggested/);
    await expect(source(app, 'Diagnoses')).toContainText('read in part');
    await app.getByRole('button', { name: '2 records were left out' }).click();
    await expect(app.getByText('another patient’s record')).toBeVisible();
    await expect(app.getByText('does not say whose record it is')).toBeVisible();
    await expect(app.getByText('Not hers')).toHaveCount(0);
  });

  test('M4 a next link to another host is refused: it receives nothing, and the screen says what was refused', async ({
    page,
    ehr,
  }) => {
    await withListener(async (origin, requests) => {
      ehr.faults.add({
        method: 'GET',
        path: '/fhir/Condition?',
        action: rewriteBody((bundle) => ({
          ...bundle,
          link: [{ relation: 'next', url: `${origin}/fhir/Condition?page=2` }],
        })),
      });
      const app = await openFromChart(page, ehr, RUTH);
      await expect(source(app, 'Diagnoses')).toContainText('read in part');
      await expect(source(app, 'Diagnoses')).toContainText('outside its own server');
      expect(requests()).toBe(0);
    });
  });

  test('M4 references to another host are never followed', async ({ page, ehr }) => {
    await withListener(async (origin, requests) => {
      ehr.faults.add({
        method: 'GET',
        path: '/fhir/ServiceRequest?',
        action: rewriteBody((bundle) => ({
          ...bundle,
          entry: ((bundle['entry'] ?? []) as { resource: object }[]).map((entry) => ({
            ...entry,
            resource: {
              ...entry.resource,
              requester: { reference: `${origin}/fhir/Practitioner/1` },
              encounter: { reference: `${origin}/fhir/Encounter/1` },
            },
          })),
        })),
      });
      const app = await openFromChart(page, ehr, RUTH);
      await expect(app.getByRole('heading', ANSWER)).toHaveText(/suggested/);
      expect(requests()).toBe(0);
    });
  });

  test('M4 the answer does not wait for the last source, and nothing reassuring is said before it', async ({
    page,
    ehr,
  }) => {
    const held = hold();
    ehr.faults.add({ method: 'GET', path: '/fhir/Procedure?', action: held });
    const app = await openFromChart(page, ehr, 'breastwell-patient');
    await expect(app.getByText(/Still reading/)).toBeVisible();
    await expect(app.getByRole('heading', ANSWER)).not.toHaveText(/Nothing recorded/);
    held.release();
    await expect(app.getByRole('heading', ANSWER)).toHaveText(/Nothing recorded calls for a supportive-care step now/);
  });

  test('M4 a patient who cannot be read gives no answer, and says so', async ({ page, ehr }) => {
    ehr.faults.add({ method: 'GET', path: `/fhir/Patient/${RUTH}`, action: status(403, outcome('forbidden', 'no')) });
    const app = await openFromChart(page, ehr, RUTH);
    await expect(
      app.getByRole('heading', { name: 'The patient’s record could not be read, so there is no answer.' }),
    ).toBeVisible();
    ehr.faults.clear();
    await app.getByRole('button', { name: 'Try again' }).click();
    await expect(app.getByRole('heading', ANSWER)).toHaveText(/suggested/);
  });
});

function outcome(code: string, diagnostics: string): object {
  return { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, diagnostics }] };
}
