/** M13: the answers other than a referral are as easy as yes, are kept in the chart, and are respected at the next launch. */
import axe from 'axe-core';
import type { Page } from '@playwright/test';
import type { CarePlan, Condition, DocumentReference, Task } from 'fhir/r4';
import { commitThenDrop, status } from '../../src/sandbox/faults.ts';
import { plain } from '../../src/sandbox/personality.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { tabTo } from './keyboard.ts';
import { RUTH, ehrWith, expect, test, writes, type App } from './journey.ts';

const ALL = ['Our team will do it', 'Not now', 'Patient prefers not to', 'Already receiving'] as const;
type Name = (typeof ALL)[number];

const OWN = 'https://alongside.invalid/fhir/CodeSystem/alongside';
const NON_ADHERENCE = 'http://terminology.hl7.org/CodeSystem/non-adherence-reason-codes';
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const NO_WRITING = ['Task.create', 'DocumentReference.create', 'CarePlan.create'];

const title = (app: App) => app.getByRole('heading', { level: 1 });
const others = (app: App) => app.getByRole('group', { name: 'Other answers' });
const form = (app: App, name: string) => app.getByRole('region', { name, exact: true });
const save = (app: App) => app.getByRole('button', { name: /^Save for Ruth Martin: / });
/** Behind a patient's no, and beside what the team itself does, the answer is the team's part: what was decided is its first reason. */
const reasons = (app: App) => app.getByRole('region', { name: 'Why' }).getByRole('button', { name: /^Met: / });

/** The whole answer, and what can be said to it. */
async function launch(page: Page, ehr: Sandbox, options: Parameters<Sandbox['launchUrl']>[0] = {}): Promise<void> {
  await page.goto(ehr.launchUrl({ patient: RUTH, ...options }));
  await expect(page.getByRole('region', { name: 'Sources' })).toBeVisible();
}

async function press(page: Page, name: Name): Promise<ReturnType<typeof form>> {
  await others(page).getByRole('button', { name }).click();
  await expect(form(page, name)).toBeVisible();
  return form(page, name);
}

async function notNow(page: Page): Promise<void> {
  const opened = await press(page, 'Not now');
  await opened.getByRole('radio', { name: 'No time at this visit' }).check();
}

const tasks = (ehr: Sandbox): Promise<Task[]> => writes(ehr, 'Task', RUTH);
const notes = (ehr: Sandbox): Promise<DocumentReference[]> => writes(ehr, 'DocumentReference', RUTH);
const isNew = (one: CarePlan): boolean => /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(one.id ?? '');
const plans = async (ehr: Sandbox): Promise<CarePlan[]> =>
  (await ehr.search('CarePlan', { patient: RUTH })).filter((one) => isNew(one) && one.status !== 'entered-in-error');

/** Writes of any kind since then. */
function writesSince(ehr: Sandbox, from: number): readonly string[] {
  return ehr.requests
    .slice(from)
    .filter(({ method, path }) => path.startsWith('/fhir/') && !['GET', 'OPTIONS', 'HEAD'].includes(method))
    .map(({ method, path }) => `${method} ${path}`);
}

const shifted = (ehr: Sandbox, days: number): string =>
  new Date(Date.parse(`${ehr.today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

interface Past {
  readonly code: string;
  readonly daysAgo: number;
  readonly reason?: string;
  readonly never?: boolean;
  readonly askAgainIn?: number;
}

/** A decision of another day, as it stands in the chart. */
function past(ehr: Sandbox, { code, daysAgo, reason, never = false, askAgainIn }: Past): Promise<Task> {
  const on = `${shifted(ehr, -daysAgo)}T14:00:00Z`;
  return ehr.create({
    resourceType: 'Task',
    status: 'completed',
    intent: 'proposal',
    code: { coding: [{ system: OWN, code: 'palliative-trigger-review' }] },
    for: { reference: `Patient/${RUTH}` },
    authoredOn: on,
    executionPeriod: { start: on, end: on },
    ...(reason === undefined ? {} : { statusReason: { coding: [{ system: NON_ADHERENCE, code: reason }] } }),
    ...(askAgainIn === undefined ? {} : { restriction: { period: { start: shifted(ehr, askAgainIn) } } }),
    output: [
      {
        type: { coding: [{ system: OWN, code: 'decision' }] },
        valueCodeableConcept: { coding: [{ system: OWN, code }] },
      },
      ...(never ? [{ type: { coding: [{ system: OWN, code: 'do-not-ask-again' }] }, valueBoolean: true }] : []),
    ],
  });
}

/** Enough alone, and on record since today. */
function newFinding(ehr: Sandbox): Promise<Condition> {
  const coded = (system: string, code: string) => ({
    coding: [{ system: `http://terminology.hl7.org/CodeSystem/${system}`, code }],
  });
  return ehr.create({
    resourceType: 'Condition',
    clinicalStatus: coded('condition-clinical', 'active'),
    verificationStatus: coded('condition-ver-status', 'confirmed'),
    category: [coded('condition-category', 'problem-list-item')],
    code: {
      coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'C79.31', display: 'Metastasis of the brain' }],
    },
    subject: { reference: `Patient/${RUTH}` },
    onsetDateTime: ehr.today,
    recordedDate: ehr.today,
  });
}

async function noFault(page: Page, where: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axe.source);
    const found = await page.evaluate(async (values) => {
      const { axe: judge } = window as unknown as { axe: typeof axe };
      const { violations } = await judge.run(document, { runOnly: { type: 'tag', values } });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
    }, TAGS);
    expect(found, `${where}, ${colorScheme}`).toEqual([]);
  }
}

test.describe('M13 decisions', () => {
  test.beforeEach(({ page }) => {
    page.on('dialog', (dialog) => void dialog.accept());
  });
  test.afterEach(async ({ ehr }) => {
    for (const one of await plans(ehr)) await ehr.update({ ...one, status: 'entered-in-error' });
  });

  test('M13 not now: one Task, remembered at the next launch; the gate speaks and the reasons stay', async ({
    page,
    ehr,
  }) => {
    await launch(page, ehr);
    await expect(title(page)).toHaveText(/visit is suggested/);
    const met = await reasons(page).count();
    expect(met).toBeGreaterThan(0);
    const from = ehr.requests.length;
    await notNow(page);
    await form(page, 'Not now')
      .getByLabel(/^In your own words/)
      .fill('After the scan on Friday.');
    expect(writesSince(ehr, from)).toEqual([]);
    await save(page).click();
    await expect(page.getByText('Not now: saved in the chart. Nobody is asked to do anything by it.')).toBeVisible();
    expect(writesSince(ehr, from)).toEqual(['POST /fhir/Task']);
    const [task, ...more] = await tasks(ehr);
    expect(more).toEqual([]);
    expect(task).toMatchObject({
      status: 'completed',
      statusReason: { coding: [{ system: NON_ADHERENCE, code: 'limited-time' }] },
      // Thirty days, but no later than the answer asks to be looked at again.
      restriction: { period: { start: shifted(ehr, 14) } },
    });
    expect(task?.owner).toBeUndefined();
    expect(JSON.stringify(task)).not.toMatch(/surviv|prognos|die|death|terminal|surprise/i);
    // The answer goes by it at once, and at the next launch.
    await expect(title(page)).toHaveText(/^Decided .*: not now, because: no time at this visit\. Ask again /);
    await launch(page, ehr);
    await expect(title(page)).toHaveText(/^Decided .*: not now, because: no time at this visit\. Ask again /);
    await expect(reasons(page)).toHaveCount(met);
    // Referring stays one press away.
    await expect(page.getByRole('button', { name: 'Refer…' })).toBeVisible();
    expect(await tasks(ehr)).toHaveLength(1);
  });

  test('M13 patient prefers not to, please do not ask again: no day, and respected at the next launch', async ({
    page,
    ehr,
  }) => {
    await launch(page, ehr);
    const opened = await press(page, 'Patient prefers not to');
    await opened.getByRole('radio', { name: '“Please do not ask again”' }).check();
    await expect(opened.getByLabel('Ask again on')).toHaveCount(0);
    await save(page).click();
    await expect(
      page.getByText('Patient prefers not to: saved in the chart. Nobody is asked to do anything by it.'),
    ).toBeVisible();
    const [task] = await tasks(ehr);
    expect(task?.restriction).toBeUndefined();
    await launch(page, ehr);
    await expect(title(page)).not.toHaveText(/visit is suggested/);
    await expect(title(page)).toHaveText(/^Patient prefers not to.*The patient has asked not to be asked again\./);
  });

  test.describe('a chart of its own', () => {
    let alone: Sandbox;
    test.beforeEach(async () => {
      alone = await ehrWith({});
    });
    test.afterEach(() => alone.stop());

    test('M13 patient prefers not to, please do not ask again: respected after more than a year, also with a new major finding', async ({
      page,
    }) => {
      await past(alone, { code: 'decline', daysAgo: 420, reason: 'patient-refuses', never: true });
      await launch(page, alone);
      await expect(title(page)).toHaveText(/^Patient prefers not to.*asked not to be asked again\./);
      const brain = page
        .getByRole('region', { name: 'Why' })
        .getByRole('button', { name: /^Met: Brain or leptomeningeal/ });
      await expect(brain).toHaveCount(0);
      await newFinding(alone);
      await launch(page, alone);
      await expect(title(page)).toHaveText(/^Patient prefers not to.*asked not to be asked again\./);
      // The clinician sees it all the same.
      await expect(brain).toHaveCount(1);
    });

    test('M13 not now: a new major finding opens the question again, and its day does', async ({ page }) => {
      await past(alone, { code: 'defer', daysAgo: 10, reason: 'limited-time', askAgainIn: 20 });
      await launch(page, alone);
      await expect(title(page)).toHaveText(/^Decided /);
      await newFinding(alone);
      await launch(page, alone);
      await expect(title(page)).toHaveText(/visit is suggested/);
    });

    test('M13 not now: on its day the question is put again', async ({ page }) => {
      await past(alone, { code: 'defer', daysAgo: 10, reason: 'limited-time', askAgainIn: 0 });
      await launch(page, alone);
      await expect(title(page)).toHaveText(/visit is suggested/);
    });

    test('M13 a Task that somebody has closed or entered in error is no decision', async ({ page }) => {
      const task = await past(alone, { code: 'decline', daysAgo: 3, reason: 'patient-refuses', never: true });
      await launch(page, alone);
      await expect(title(page)).toHaveText(/^Patient prefers not to/);
      for (const to of ['cancelled', 'entered-in-error'] as const) {
        await alone.update({ ...task, status: to });
        await launch(page, alone);
        await expect(title(page)).toHaveText(/visit is suggested/);
      }
    });

    test('M13 a decision of a newer version is said to be not understood, and is not taken for another', async ({
      page,
    }) => {
      await past(alone, { code: 'shared-care-pathway', daysAgo: 3 });
      await launch(page, alone);
      await expect(title(page)).toHaveText(/visit is suggested/);
      await page.getByRole('button', { name: 'The same as a table' }).click();
      await expect(
        page
          .getByRole('region', { name: 'Course', exact: true })
          .getByText(/Decided, in words this version does not know/)
          .first(),
      ).toBeVisible();
    });

    test('M13 two decisions of one day: the last word counts, and a clinician’s "not now" does not undo the patient’s no', async ({
      page,
    }) => {
      await launch(page, alone);
      await notNow(page);
      await save(page).click();
      await expect(page.getByText('Not now: saved in the chart. Nobody is asked to do anything by it.')).toBeVisible();
      await form(page, 'Not now').getByRole('button', { name: 'Close', exact: true }).click();
      await expect(title(page)).toBeFocused();
      await press(page, 'Patient prefers not to');
      await save(page).click();
      await expect(
        page.getByText('Patient prefers not to: saved in the chart. Nobody is asked to do anything by it.'),
      ).toBeVisible();
      await launch(page, alone);
      await expect(title(page)).toHaveText(/^Patient prefers not to/);
      await notNow(page);
      await save(page).click();
      await expect(page.getByText('Not now: saved in the chart. Nobody is asked to do anything by it.')).toBeVisible();
      await launch(page, alone);
      await expect(title(page)).toHaveText(/^Patient prefers not to/);
      expect(await tasks(alone)).toHaveLength(3);
    });
  });

  test('M13 our team will do it: a checklist of what was found, a Task and a care plan, and the answer says so', async ({
    page,
    ehr,
  }) => {
    await launch(page, ehr);
    const opened = await press(page, 'Our team will do it');
    const listed = opened.getByRole('group', { name: 'Your team takes on' }).getByRole('checkbox');
    const ticked = await listed.count();
    expect(ticked).toBeGreaterThan(0);
    await expect(opened.getByRole('checkbox', { checked: true })).toHaveCount(0);
    for (const one of await listed.all()) await one.check();
    await save(page).click();
    await expect(
      page.getByText('Our team will do it: saved in the chart. Nobody is asked to do anything by it.'),
    ).toBeVisible();
    await expect(page.getByText('The list is in the chart as a care plan.')).toBeVisible();
    const [plan, ...more] = await plans(ehr);
    expect(more).toEqual([]);
    expect(plan).toMatchObject({ status: 'active', intent: 'plan', title: 'Supportive care by the oncology team' });
    expect(plan?.activity).toHaveLength(ticked);
    const [task] = await tasks(ehr);
    expect(task?.identifier).toEqual(plan?.identifier);
    await launch(page, ehr);
    await expect(title(page)).toHaveText(/our team will do it/);
    await expect(page.getByRole('list', { name: 'Beside it' })).toContainText('Supportive care by your own team');
    // A list of our own is not taken for the care plan of a palliative service.
    await expect(title(page)).not.toHaveText(/comfort|Already seen/);
  });

  test('M13 already receiving: by whom, since when, and the next launch knows', async ({ page, ehr }) => {
    await launch(page, ehr);
    const opened = await press(page, 'Already receiving');
    await opened.getByLabel(/^Who gives it/).fill('Palliative team of the county');
    await opened.getByLabel('Since (if known)').fill(shifted(ehr, -40));
    await save(page).click();
    await expect(
      page.getByText('Already receiving: saved in the chart. Nobody is asked to do anything by it.'),
    ).toBeVisible();
    const [task] = await tasks(ehr);
    expect(task?.description).toContain('Palliative team of the county');
    await launch(page, ehr);
    await expect(title(page)).toHaveText(
      /^Receives palliative care from Palliative team of the county since .* \(recorded by /,
    );
  });

  test.describe('an EHR that takes no Task', () => {
    let noTask: Sandbox;
    test.beforeAll(async () => {
      noTask = await ehrWith({
        personality: { ...plain, creatable: plain.creatable.filter((type) => type !== 'Task') },
      });
    });
    test.afterAll(() => noTask.stop());

    test('M13 where no Task is taken it is kept as a note and remembered', async ({ page }) => {
      await launch(page, noTask);
      const opened = await press(page, 'Patient prefers not to');
      await opened.getByRole('radio', { name: '“Please do not ask again”' }).check();
      await expect(opened.getByText(/it is saved as a note in the chart/)).toBeVisible();
      await save(page).click();
      await expect(
        page.getByText('Patient prefers not to: saved in the chart as a note. Nobody is asked to do anything by it.'),
      ).toBeVisible();
      expect(await notes(noTask)).toHaveLength(1);
      await launch(page, noTask);
      await expect(title(page)).toHaveText(/^Patient prefers not to.*asked not to be asked again\./);
      // And it is no referral that somebody has sent.
      await page.getByRole('button', { name: 'Refer…' }).click();
      await expect(page.getByText('Looking for other referrals before anything can be sent.')).toBeHidden();
      await expect(page.getByText(/active referrals? exists?/)).toHaveCount(0);
    });
  });

  test('M13 where nothing can be written the screen says that it will not be remembered, and nothing is sent', async ({
    page,
    ehr,
  }) => {
    await launch(page, ehr, { withhold: NO_WRITING });
    const from = ehr.requests.length;
    await notNow(page);
    await expect(
      form(page, 'Not now').getByText(/it will not be remembered\. Copy it into your own note\.$/),
    ).toBeVisible();
    await expect(save(page)).toHaveCount(0);
    await form(page, 'Not now').getByRole('button', { name: 'Copy the text' }).click();
    expect(writesSince(ehr, from)).toEqual([]);
    await launch(page, ehr, { withhold: NO_WRITING });
    await expect(title(page)).toHaveText(/visit is suggested/);
  });

  test('M13 a lost answer is unknown until it is looked up, and never sent twice', async ({ page, ehr }) => {
    test.setTimeout(90_000);
    await launch(page, ehr);
    ehr.faults.add({ method: 'POST', path: '/fhir/Task', action: commitThenDrop() });
    await notNow(page);
    await expect(save(page)).toBeVisible();
    // From here on no search shows what was written.
    ehr.faults.add({
      method: 'GET',
      path: /\/fhir\/Task\?/,
      action: status(400, { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'not-supported' }] }),
    });
    await save(page).click();
    await expect(page.getByText('Saving, waiting for the EHR.')).toBeVisible();
    await expect(page.getByText(/^We could not confirm whether it was saved: “Not now”\./)).toBeVisible({
      timeout: 40_000,
    });
    await expect(save(page)).toHaveCount(0);
    await expect(title(page)).toHaveText(/visit is suggested/);
    expect(await tasks(ehr)).toHaveLength(1);
    // Loaded again in the middle of it, it is looked for by itself.
    await page.reload();
    await expect(page.getByText(/^We could not confirm whether it was saved: “Not now”\./)).toBeVisible({
      timeout: 40_000,
    });
    ehr.faults.clear();
    const from = ehr.requests.length;
    await page.getByRole('button', { name: 'Check again' }).click();
    await expect(page.getByText('Not now: saved in the chart. Nobody is asked to do anything by it.')).toBeVisible();
    expect(writesSince(ehr, from)).toEqual([]);
    expect(await tasks(ehr)).toHaveLength(1);
    await expect(title(page)).toHaveText(/^Decided /);
  });

  test('M13 what the EHR refuses is said in its words, nothing typed is lost, and it can be tried again', async ({
    page,
    ehr,
  }) => {
    await launch(page, ehr);
    ehr.faults.add({
      method: 'POST',
      path: '/fhir/Task',
      times: 1,
      action: status(422, {
        resourceType: 'OperationOutcome',
        issue: [{ severity: 'error', code: 'business-rule', diagnostics: 'Tasks need an owner here' }],
      }),
    });
    await notNow(page);
    await form(page, 'Not now')
      .getByLabel(/^In your own words/)
      .fill('After the scan.');
    await save(page).click();
    await expect(page.getByText('The EHR refused: Tasks need an owner here')).toBeVisible();
    await expect(form(page, 'Not now').getByLabel(/^In your own words/)).toHaveValue('After the scan.');
    await expect(form(page, 'Not now').getByRole('radio', { name: 'No time at this visit' })).toBeChecked();
    expect(await tasks(ehr)).toEqual([]);
    await save(page).click();
    await expect(page.getByText('Not now: saved in the chart. Nobody is asked to do anything by it.')).toBeVisible();
    expect(await tasks(ehr)).toHaveLength(1);
  });

  test('M13 by the keyboard alone: chosen, given a reason, saved, and back at the answer', async ({ page, ehr }) => {
    await launch(page, ehr);
    await tabTo(page, others(page).getByRole('button', { name: 'Not now' }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 2, name: 'Not now' })).toBeFocused();
    await tabTo(page, form(page, 'Not now').getByRole('radio', { name: 'Other problems come first' }), 5);
    await page.keyboard.press('ArrowDown');
    await expect(form(page, 'Not now').getByRole('radio', { name: 'No time at this visit' })).toBeChecked();
    await tabTo(page, save(page), 12);
    await page.keyboard.press('Enter');
    await expect(page.getByText('Not now: saved in the chart. Nobody is asked to do anything by it.')).toBeVisible();
    await tabTo(page, form(page, 'Not now').getByRole('button', { name: 'Close', exact: true }), 5);
    await page.keyboard.press('Enter');
    await expect(title(page)).toBeFocused();
    expect(await tasks(ehr)).toHaveLength(1);
  });

  test('M13 no form and no outcome has a fault for axe, light or dark', async ({ page, ehr }) => {
    test.setTimeout(90_000);
    await launch(page, ehr);
    for (const name of ALL) {
      await press(page, name);
      await expect(save(page)).toBeVisible();
      await noFault(page, name);
    }
    await save(page).click();
    await expect(page.getByText('Say who gives it.')).toBeVisible();
    await noFault(page, 'a gap');
    await press(page, 'Patient prefers not to');
    await save(page).click();
    await expect(
      page.getByText('Patient prefers not to: saved in the chart. Nobody is asked to do anything by it.'),
    ).toBeVisible();
    await noFault(page, 'recorded');
  });
});
